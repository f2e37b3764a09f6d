// What is known about a path, for people and programs: resolved like the tag, without proxies.
import type { Converter } from '../convert/converter.ts';
import type { Output } from '../convert/output.ts';
import { errorText } from '../errors.ts';
import type { Offers } from '../proxies/offers.ts';
import { readPath } from './argument.ts';
import { asWritten, type Finder } from './finder.ts';
import type { Integrity } from './integrity.ts';

/** Where an output stands. */
export type FileState =
  | 'local'
  | 'converting'
  | 'uploading'
  | 'held'
  | 'cdn'
  | 'failed'
  | 'missing';

/** What {@link Staticfiles.describe} tells about a path. */
export interface Description {
  /** The path that was asked for, as it was written. */
  readonly path: string;
  /** Absolute paths of the sources. */
  readonly sources: readonly string[];
  /** Absolute path of the output; absent when there is none. */
  readonly output?: string;
  /** Root-relative URL of the output, before media URL and file proxies. */
  readonly uri: string;
  /** The URL that a page gets when every file proxy answers what it is asked. */
  readonly url: string;
  readonly version?: string;
  /** Size of the output. */
  readonly bytes?: number;
  /** Size of all sources together. */
  readonly originalBytes?: number;
  /** `sha384-…` of the output. */
  readonly integrity?: string;
  readonly state: FileState;
  /** Why the state is `'missing'` or `'failed'`. */
  readonly reason?: string;
  /** When the state is `'held'`: when that is over, in milliseconds since 1970. */
  readonly readyAt?: number;
}

export interface DescriberOptions {
  readonly debug: boolean;
  readonly finder: Finder;
  readonly converter: Converter;
  readonly offers: Offers;
  readonly integrity: Integrity;
}

export class Describer {
  readonly #options: DescriberOptions;

  constructor(options: DescriberOptions) {
    this.#options = options;
  }

  describe(value: unknown): Description {
    const text = readPath(value) ?? '';
    try {
      const { request, sources, suffix } = this.#options.finder.find(text);
      const mode = { recheck: this.#options.debug, ask: false };
      const output = this.#options.converter.bring(request, mode, sources);
      return this.#describeOutput(text, output, suffix);
    } catch (error) {
      return this.#describeMissing(text, error);
    }
  }

  #describeOutput(path: string, output: Output, suffix: string): Description {
    const { offers, integrity } = this.#options;
    return {
      path,
      sources: output.sourcePaths,
      output: output.filePath,
      uri: output.uri,
      url: offers.toUrl(output.uri, suffix),
      version: output.version,
      bytes: output.sizeBytes,
      originalBytes: output.originalBytes,
      integrity: integrity.of(output),
      state: 'local',
    };
  }

  #describeMissing(path: string, error: unknown): Description {
    const { uri, suffix } = asWritten(path);
    const url = this.#options.offers.toUrl(uri, suffix);
    return { path, sources: [], uri, url, state: 'missing', reason: errorText(error) };
  }
}
