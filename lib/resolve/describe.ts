// What is known about a path, for people and programs: resolved like the tag, without proxies.
import type { MinifiedCounts } from '../convert/minified.ts';
import { encodeMarkup, encodeUnsafe, isForeignUrl } from '../core/paths.ts';
import { errorText, isStaticfileError } from '../errors.ts';
import type { FoundSource } from '../files/roots.ts';
import type { PublicUrls } from '../proxies/public-urls.ts';
import { type AskedPath, readPath, showPath } from './argument.ts';
import type { Catalog } from './catalog.ts';
import { asWritten } from './finder.ts';
import type { Integrity } from './integrity.ts';
import type { ServedOutput } from './served-output.ts';

/** The state of an output. */
export type FileState =
  | 'local'
  | 'converting'
  | 'uploading'
  | 'held'
  | 'cdn'
  | 'failed'
  | 'missing';

/** The result of {@link Staticfiles.describe}: the known facts of a path. */
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
  /** How the sources of a minified output were minified, and why the engine's result was not used. */
  readonly minified?: MinifiedCounts;
  /** `sha384-…` of the output. */
  readonly integrity?: string;
  readonly state: FileState;
  /** Why the state is `'missing'` or `'failed'`. */
  readonly reason?: string;
  /** When the state is `'held'`: when that is over, in milliseconds since 1970. */
  readonly readyAt?: number;
}

/** @internal */
export interface DescriberOptions {
  readonly enabled: boolean;
  readonly catalog: Catalog;
  readonly publicUrls: PublicUrls;
  readonly integrity: Integrity;
  readonly queue: { readonly isClosed: boolean };
}

/** @internal */
export class Describer {
  readonly #options: DescriberOptions;

  constructor(options: DescriberOptions) {
    this.#options = options;
  }

  describe(value: unknown, isSlim = false): Description {
    const asked = readPath(value, 'code') ?? { key: '', members: [] };
    try {
      const { enabled, catalog } = this.#options;
      const found = catalog.find(asked, isSlim);
      if (!enabled && asked.members.length === 1) return this.#describePlain(asked, found.sources);
      const output = catalog.outputOf(found, { isJustFound: true, ask: false });
      return this.#describeOutput(asked, output, found.suffix);
    } catch (error) {
      const isUnpublished = isStaticfileError(error) && error.code === 'ERR_STATICFILE_PUBLISH';
      const state = isUnpublished ? 'failed' : 'missing';
      return { ...this.#describePlain(asked, []), state, reason: errorText(error) };
    }
  }

  #describeOutput(asked: AskedPath, output: ServedOutput, suffix: string): Description {
    const { publicUrls, integrity, queue } = this.#options;
    const isConverting = output.isProvisional && !queue.isClosed;
    return {
      path: showPath(asked),
      sources: output.sourcePaths,
      output: output.filePath,
      uri: output.uri,
      url: publicUrls.toUrl(output.uri, suffix),
      ...(isConverting ? { state: 'converting' } : publicUrls.stateOf(output)),
      version: output.version,
      bytes: output.sizeBytes,
      originalBytes: output.originalBytes,
      ...(output.minified && { minified: output.minified }),
      integrity: integrity.of(output),
    };
  }

  /** A path that comes back as it is written. */
  #describePlain(asked: AskedPath, sources: readonly FoundSource[]): Description {
    const path = showPath(asked);
    const sourcePaths = sources.map(({ filePath }) => filePath);
    const isForeign = isForeignUrl(path);
    const written = isForeign ? { path, suffix: '' } : asWritten(asked);
    const uri = encodeUnsafe(written.path);
    const url = this.#options.publicUrls.toUrl(encodeMarkup(written.path), written.suffix);
    return { path, sources: sourcePaths, uri, url, state: 'local' };
  }
}
