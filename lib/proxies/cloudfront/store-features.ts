// What a store understands: AWS all of it, of others it is found out once, by writing a probe.
import { StoreFailure, type UploadResult } from '../cdn/store.ts';
import { statusOf } from './failure-texts.ts';

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

export interface StoreTrial {
  /** Writes the same object, with what is to be tried. */
  readonly write: (features: Features) => Promise<UploadResult>;
  /** Rejects where that is not there afterwards. */
  readonly isKept: () => Promise<void>;
}

export class StoreFeatures {
  readonly #isCustom: boolean;
  readonly #trial: StoreTrial;
  #answer: Promise<Features> | undefined;

  constructor(isCustom: boolean, trial: StoreTrial) {
    this.#isCustom = isCustom;
    this.#trial = trial;
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
      const { write, isKept } = this.#trial;
      if ((await write(features)) === 'exists') return true;
      if (features.conditions && (await write(features)) === 'exists') return true;
      await isKept();
      return false;
    } catch (error) {
      if (error instanceof StoreFailure && isNotUnderstood(error.cause)) return undefined;
      throw error;
    }
  }
}

/** What stores answer to a header that they don't know. */
function isNotUnderstood(cause: unknown): boolean {
  const { name = '' } = (cause ?? {}) as { name?: string };
  const status = statusOf(cause);
  if (status === 501 || status === 405) return true;
  return (
    status === 400 &&
    /^(?:NotImplemented|Invalid(?:Argument|Request)|BadRequest|Unsupported|Unknown)/i.test(name)
  );
}
