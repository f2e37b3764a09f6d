// Where outputs get their names from: paths, uris, and places on disk.
import * as path from 'node:path';
import { answerAtOnce, attempt, describeAnswer } from '../core/attempt.ts';
import { combinedPath } from '../core/names.ts';
import { optionError } from '../core/option-shapes.ts';
import { encodePath, extensionOf, folderOf, parsePath } from '../core/paths.ts';
import type { VersionScheme } from '../core/version-scheme.ts';
import { quote } from '../errors.ts';
import type { Publisher } from '../files/publish.ts';
import type { FoundSource, Roots } from '../files/roots.ts';
import type { Conversion } from './conversion.ts';
import type { OutputPlace } from './output.ts';
import type { OutputRecord } from './output-record.ts';

/** How many names of combinations are remembered. */
const MOST_REMEMBERED = 10_000;

export interface NamingOptions {
  /** Put before every uri: `''`, or `/cache-forever`. */
  readonly namePrefix: string;
  readonly nameMaxLength: number;
  /** Names a combination; absent: the stems joined. */
  readonly combineName?: ((paths: readonly string[]) => string) | undefined;
  readonly scheme: VersionScheme;
  readonly warn: (subject: string, message: string) => void;
  /** `false` leaves a path as it is. */
  readonly versioned: (path: string) => boolean;
}

export class Naming {
  readonly #options: NamingOptions;
  readonly #roots: Roots;
  readonly #publisher: Publisher;
  readonly #combined = new Map<string, string>();
  readonly scheme: VersionScheme;

  constructor(options: NamingOptions, roots: Roots, publisher: Publisher) {
    this.#options = options;
    this.scheme = options.scheme;
    this.#roots = roots;
    this.#publisher = publisher;
  }

  /** Checks whether a file keeps its name and its bytes, because another tool has named it. */
  isAsIs({ paths }: Conversion): boolean {
    const [first = ''] = paths;
    return paths.length === 1 && !this.#isVersioned(first);
  }

  /** Where the function fails, or makes others wait, nothing is risked. */
  #isVersioned(path: string): boolean {
    const { versioned, warn } = this.#options;
    const answer = attempt(() => Boolean(answerAtOnce(() => versioned(path))));
    if (!(answer instanceof Error)) return answer;
    const { message } = optionError(
      `The function "versioned" ${describeAnswer(answer)} for ${quote(path)}. The path stays as it is.`,
    );
    warn('versioned', message);
    return false;
  }

  /** Names the output of a conversion before its version is known: `/css/a.css`. */
  plainPath({ paths, key }: Conversion): string {
    const [first = ''] = paths;
    if (paths.length === 1) return first;
    const known = this.#combined.get(key);
    if (known !== undefined) return known;
    const path = this.#customPath(paths) ?? this.#joinedPath(paths);
    if (this.#combined.size >= MOST_REMEMBERED) this.#combined.clear();
    this.#combined.set(key, path);
    return path;
  }

  /** Checks whether a version is that of an output, or the one that it gets where that is taken. */
  isVersionOf({ version, hash, newestSeconds }: OutputRecord, asked: string): boolean {
    return version === asked || this.isLongVersionOf(hash, newestSeconds, asked);
  }

  /** Checks whether a version is the one that such bytes get where their short version is taken. */
  isLongVersionOf(hash: string, newestSeconds: number, asked: string): boolean {
    return asked === this.scheme.versionOf({ hash, newestSeconds, isPlain: false, isLong: true });
  }

  /** Names the output of a conversion: `/css/a.<version>.css`. */
  outputPath(conversion: Conversion, version: string): string {
    const plainPath = this.plainPath(conversion);
    return this.isAsIs(conversion) ? plainPath : this.scheme.write(plainPath, version);
  }

  placeOf(conversion: Conversion, version: string, sources: readonly FoundSource[]): OutputPlace {
    const path = this.outputPath(conversion, version);
    return {
      path,
      uri: this.isAsIs(conversion) ? encodePath(path) : this.uriOf(path),
      filePath: this.locate(path, sources),
      sourcePaths: sources.map(({ filePath }) => filePath),
      isUnversioned: this.isAsIs(conversion),
    };
  }

  /** The prefix is for names that carry a version. */
  uriOf(outputPath: string): string {
    return encodePath(this.#options.namePrefix + outputPath);
  }

  /** Returns where an output lies; without `outDir` a combination lies in the first root. */
  locate(outputPath: string, sources: readonly FoundSource[]): string {
    const [first] = sources;
    const folder =
      sources.length === 1 && first !== undefined
        ? path.dirname(first.filePath)
        : path.join(this.#roots.all[0]?.dir ?? '', folderOf(outputPath));
    return this.#publisher.locate(outputPath, folder);
  }

  #joinedPath(paths: readonly string[]): string {
    const isTaken = (path: string) => this.#roots.findPath(path) !== undefined;
    return combinedPath(paths, this.#options.nameMaxLength, isTaken);
  }

  #customPath(paths: readonly string[]): string | undefined {
    const { combineName, warn } = this.#options;
    if (combineName === undefined) return undefined;
    const name = attempt(() => answerAtOnce(() => combineName(paths)));
    const [path] = typeof name === 'string' ? parsePath(name).candidates : [];
    const hasExtension = extensionOf(path ?? '') === extensionOf(paths[0] ?? '');
    if (path !== undefined && hasExtension && isShort(path)) return path;
    const { message } = optionError(
      `"combineName" ${describeAnswer(name)} for ${quote(paths.join('; '))}. ` +
        'Answer a path with the extension of the members, and no name of more than 200 bytes; ' +
        'it gets the default name until then.',
    );
    warn(message, message);
    return undefined;
  }
}

/** What disks take as one name, without the version and the extensions that are put to it; and S3 as a key. */
const NAME_BYTES = 200;
const PATH_BYTES = 900;

function isShort(path: string): boolean {
  const names = path.split('/').map((name) => Buffer.byteLength(name));
  return Math.max(...names) <= NAME_BYTES && Buffer.byteLength(path) <= PATH_BYTES;
}
