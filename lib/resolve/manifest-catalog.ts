// Answers from a manifest alone: no source is looked for, nothing is made.
import { conversionOf } from '../convert/conversion.ts';
import type { Compressible } from '../convert/precompressor.ts';
import { firstPath, parsePath, splitSuffix } from '../core/paths.ts';
import { textKindOf } from '../core/references.ts';
import { quote, StaticfileError } from '../errors.ts';
import type { Manifest, ManifestEntries } from '../files/manifest.ts';
import type { ManifestEntry } from '../files/manifest-checks.ts';
import type { Roots } from '../files/roots.ts';
import { type AskedPath, showPath } from './argument.ts';
import type { Catalog } from './catalog.ts';
import type { FoundPath } from './finder.ts';
import type { InlineTexts } from './inline-kind.ts';
import { ManifestInlineTexts } from './manifest-inline.ts';
import {
  hashLookup,
  type ListedFile,
  listedFiles,
  lookUp,
  ManifestGroupRuns,
} from './manifest-lookup.ts';
import { eachOnce, isSheet } from './members.ts';
import type { ServedOutput } from './served-output.ts';

export interface ManifestCatalogOptions {
  readonly manifest: Manifest;
  /** The manifest's own name, for messages. */
  readonly manifestFile: string;
  /** The folders where outputs lie, if they are here. */
  readonly outputs: Roots;
  readonly locate: (outputPath: string) => string;
  /** Lists the paths that a URL may have been handed out for. */
  readonly ownPaths: (url: string) => readonly string[];
}

interface FoundEntry extends FoundPath {
  readonly entry: ManifestEntry;
}

export class ManifestCatalog implements Catalog {
  readonly #options: ManifestCatalogOptions;
  /** The first that has a path answers. */
  readonly #plain: readonly ManifestEntries[];
  readonly #slim: readonly ManifestEntries[];
  readonly #byPath = new Map<string, ManifestEntry>();
  readonly #byUri: ReadonlyMap<string, ListedFile>;
  /** Paths that are part of a combination, as the keys of the manifest write them. */
  readonly #members = new Set<string>();
  readonly #outputs = new WeakMap<ManifestEntry, ServedOutput>();
  readonly #groups: ManifestGroupRuns;
  readonly inlineTexts: InlineTexts;
  readonly sourceHash: ReturnType<typeof hashLookup>;

  constructor(options: ManifestCatalogOptions) {
    this.#options = options;
    const { plain, slim } = options.manifest;
    this.#plain = [plain];
    this.#slim = [slim, plain];
    this.inlineTexts = new ManifestInlineTexts(options.manifestFile, options.manifest.inline);
    this.sourceHash = hashLookup(options.manifest.hashes);
    this.#groups = new ManifestGroupRuns(options.manifest.groups);
    for (const [key, entry] of [...Object.entries(plain), ...Object.entries(slim)]) {
      this.#byPath.set(entry.path, entry);
      if (key.includes('; ')) for (const member of key.split('; ')) this.#members.add(member);
    }
    this.#byUri = listedFiles(options.manifest);
  }

  /** A combination that is not there gives the first of its members that is. */
  find(asked: AskedPath, isSlim: boolean): FoundEntry {
    const { suffix } = splitSuffix(asked.members.at(-1) ?? '');
    const entry = this.#entryFor(asked.members, isSlim);
    if (entry !== undefined) return this.#found(asked.members, entry, suffix, []);
    const reason = this.#missing(asked);
    for (const member of asked.members.length > 1 ? asked.members : []) {
      const alone = this.#entryFor([member], isSlim);
      if (alone !== undefined) return this.#found([member], alone, suffix, [reason]);
    }
    throw reason;
  }

  outputOf({ conversion, entry }: FoundEntry): ServedOutput {
    const known = this.#outputs.get(entry);
    if (known !== undefined) return known;
    const output: ServedOutput = {
      conversion,
      key: entry.path,
      uri: entry.uri,
      version: entry.version,
      filePath: this.#options.locate(entry.path),
      sourcePaths: [],
      referenceUris: [],
      hasUnknownReferences: textKindOf(entry.path) !== undefined,
      isCached: true,
      isChanged: false,
      sizeBytes: entry.bytes,
      originalBytes: entry.originalBytes,
      integrity: entry.integrity,
      sourceMap: entry.map && { ...entry.map, filepath: this.#options.locate(entry.map.path) },
    };
    this.#outputs.set(entry, output);
    return output;
  }

  steadyUntilMs(): number {
    return Number.POSITIVE_INFINITY;
  }

  /** Checks whether the manifest names a file, alone or as a part of a combination. */
  has(path: string): boolean {
    return this.#entryFor([path], true) !== undefined || this.isMember(path);
  }

  /** Checks whether a file is a part of a combination: what is combined is known by that only. */
  isMember(path: string): boolean {
    return parsePath(path).candidates.some((candidate) => this.#members.has(candidate));
  }

  /** Returns the file that has a uri with its version, whatever scheme named it. */
  fileOfUri(urlPath: string): ListedFile | undefined {
    const [file] = parsePath(urlPath).candidates.flatMap((each) => this.#byUri.get(each) ?? []);
    return file;
  }

  /** Lists the paths of all files, as they are without their versions; some are there twice. */
  *paths(): Generator<string> {
    yield* this.#members;
    for (const entries of this.#plain) yield* Object.keys(entries);
    for (const { path, version } of this.#byUri.values()) {
      yield path.replace(`.${version}`, '').replace(version, '');
    }
  }

  /** Lists the files that have a version in their names; where one lies is looked for when it is asked for. */
  *compressible(): Generator<Compressible> {
    const { outputs } = this.#options;
    for (const { path, record } of this.#byUri.values()) {
      yield {
        uri: path,
        path,
        isUnversioned: false,
        get files() {
          const filePath = outputs.findPath(path)?.filePath;
          return filePath === undefined ? [] : [{ path, filePath, hash: record.hash }];
        },
      };
    }
  }

  /** Checks whether a file may be a part of a combination. */
  isCombinable(path: string): boolean {
    if (this.isMember(path)) return true;
    const alone = this.#groups.isKnown ? this.#entryFor([path], true) : undefined;
    // what keeps its name is not combined
    return alone?.path.includes(alone.version) === true;
  }

  /** Splits neighbouring paths into those that become one, or stay alone. */
  runs(paths: readonly string[], isSlim: boolean): string[][] {
    return this.#groups.runs(paths, (run) => this.#entryFor(run, isSlim) !== undefined);
  }

  #found(
    members: readonly string[],
    entry: ManifestEntry,
    suffix: string,
    problems: readonly StaticfileError[],
  ): FoundEntry {
    const all = members.map(firstPath);
    // an output is made of each file once
    const paths = eachOnce(all, isSheet(all[0] ?? ''), (path) => path);
    return { conversion: conversionOf(paths), sources: [], suffix, problems, entry };
  }

  #entryFor(members: readonly string[], isSlim: boolean): ManifestEntry | undefined {
    const from = isSlim ? this.#slim : this.#plain;
    const entry = this.#lookUp(members, from) ?? this.#lookUp(this.#ownPaths(members, from), from);
    // proxies would read what is offered to them
    return entry !== undefined && this.#options.outputs.leadsOut(entry.path) ? undefined : entry;
  }

  /** URLs that were handed out before stand for what they were made of. */
  #ownPaths(members: readonly string[], from: readonly ManifestEntries[]): readonly string[] {
    const isKnown = (path: string) =>
      this.isMember(path) || this.#lookUp([path], from) !== undefined;
    const { ownPaths } = this.#options;
    return members.map((path) => (isKnown(path) ? path : (ownPaths(path).find(isKnown) ?? path)));
  }

  #lookUp(members: readonly string[], from: readonly ManifestEntries[]): ManifestEntry | undefined {
    return lookUp(members, from, this.#byPath);
  }

  #missing(asked: AskedPath): StaticfileError {
    return new StaticfileError(
      'ERR_STATICFILE_NOT_FOUND',
      `The manifest ${quote(this.#options.manifestFile)} has no ${quote(showPath(asked))}. Build it anew.`,
    );
  }
}
