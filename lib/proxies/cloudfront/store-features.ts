// What a store understands: AWS all of it, of others it is found out once, by writing a probe.
import { StoreFailure, type UploadResult } from '../cdn/store.ts';

export interface Features {
  /** `If-None-Match: *` is honoured. */
  readonly conditions: boolean;
  /** `x-amz-checksum-sha256` is taken. */
  readonly checksums: boolean;
}

const ALL: Features = { conditions: true, checksums: true };
/** From what is best to what every store can do. */
const LESS: readonly Features[] = [
  ALL,
  { conditions: true, checksums: false },
  { conditions: false, checksums: true },
  { conditions: false, checksums: false },
];

export class StoreFeatures {
  readonly #isCustom: boolean;
  readonly #probe: (features: Features) => Promise<UploadResult>;
  #answer: Promise<Features> | undefined;

  /** @param probe - Writes the same object, with what is to be tried. */
  constructor(isCustom: boolean, probe: (features: Features) => Promise<UploadResult>) {
    this.#isCustom = isCustom;
    this.#probe = probe;
  }

  /** Rejects where that can't be found out now; the next call tries again. */
  known(): Promise<Features> {
    if (!this.#isCustom) return Promise.resolve(ALL);
    this.#answer ??= this.#ask().catch((error: unknown) => {
      this.#answer = undefined;
      throw error;
    });
    return this.#answer;
  }

  async #ask(): Promise<Features> {
    for (const features of LESS) {
      const isHonoured = await this.#try(features);
      if (isHonoured !== undefined) return { ...features, conditions: isHonoured };
    }
    return LESS.at(-1) ?? ALL;
  }

  /** A store that writes an object twice on a condition ignores it; `undefined`: it refuses. */
  async #try(features: Features): Promise<boolean | undefined> {
    try {
      if ((await this.#probe(features)) === 'exists') return true;
      return features.conditions && (await this.#probe(features)) === 'exists';
    } catch (error) {
      if (error instanceof StoreFailure && isNotUnderstood(error.cause)) return undefined;
      throw error;
    }
  }
}

/** What stores answer to a header that they don't know. */
function isNotUnderstood(cause: unknown): boolean {
  const { name = '', $metadata } = (cause ?? {}) as {
    name?: string;
    $metadata?: { httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode;
  if (status === 501 || status === 405) return true;
  return (
    status === 400 &&
    /^(?:NotImplemented|Invalid(?:Argument|Request)|BadRequest|Unsupported|Unknown)/i.test(name)
  );
}
