// The result of a conversion: what was asked for, where it lies, and what is recorded of it.
import * as path from 'node:path';
import { contentHash } from '../core/names.ts';
import { baseOf, encodePath } from '../core/paths.ts';
import type { VersionScheme } from '../core/version-scheme.ts';
import type { FoundSource } from '../files/roots.ts';
import type { LoadedSource } from '../files/source.ts';
import type { Offerable } from '../proxies/file-info.ts';
import type { SourceMapInfo } from '../proxies/file-proxy.ts';
import type { Conversion } from './conversion.ts';
import type { MinifiedCounts } from './minified.ts';
import type {
  AbsentReference,
  MapRecord,
  OutputRecord,
  ReferenceRecord,
  SourceState,
} from './output-record.ts';

/** Where an output lies; this follows from the options, and is not recorded. */
export interface OutputPlace {
  readonly path: string;
  readonly uri: string;
  readonly filePath: string;
  readonly sourcePaths: readonly string[];
  /** It is left as it is, under its own name. */
  readonly isUnversioned: boolean;
}

/** Made now; made now where the conversion cache knew another one; or known to the cache. */
export type Origin = 'made' | 'changed' | 'cached';

export interface SourceRecord extends FoundSource, SourceState {}

export interface OutputFile extends MapRecord {
  readonly filePath: string;
}

const NONE: readonly never[] = Object.freeze([]);

/** There may be tens of thousands: no field is stored twice, and nothing that is empty. */
export class Output implements Offerable {
  readonly conversion: Conversion;
  readonly record: OutputRecord;
  readonly uri: string;
  /** Absolute path of the file. */
  readonly filePath: string;
  readonly sourcePaths: readonly string[];
  readonly isUnversioned: boolean;
  /** It stands in until what was asked for is minified. */
  readonly isProvisional: boolean;
  readonly #origin: Origin;

  constructor(
    conversion: Conversion,
    place: OutputPlace,
    record: OutputRecord,
    origin: Origin,
    isProvisional = false,
  ) {
    this.conversion = conversion;
    this.isProvisional = isProvisional;
    this.record = record;
    this.uri = place.uri;
    this.filePath = place.filePath;
    this.sourcePaths = place.sourcePaths;
    this.isUnversioned = place.isUnversioned;
    this.#origin = origin;
  }

  get key(): string {
    return this.conversion.key;
  }

  get path(): string {
    return this.record.path;
  }

  get version(): string {
    return this.record.version;
  }

  get contentHash(): string {
    return this.record.hash;
  }

  get sizeBytes(): number {
    return this.record.sizeBytes;
  }

  get originalBytes(): number {
    return this.record.originalBytes;
  }

  get sources(): readonly SourceRecord[] {
    return this.sourcePaths.flatMap((filePath, at) => {
      const state = this.record.sources[at];
      return state === undefined
        ? []
        : { path: this.conversion.paths[at] ?? '', filePath, ...state };
    });
  }

  get references(): readonly ReferenceRecord[] {
    return this.record.references ?? NONE;
  }

  get referenceUris(): readonly string[] {
    const { references } = this.record;
    return references === undefined ? NONE : references.map(({ uri }) => uri);
  }

  get absent(): readonly AbsentReference[] {
    return this.record.absent ?? NONE;
  }

  get fixedReferences(): readonly string[] {
    return this.record.fixedReferences ?? NONE;
  }

  get isLocalForm(): boolean {
    return this.record.isLocalForm === true;
  }

  /** The output's file, and that of the source map beside it. */
  get files(): readonly OutputFile[] {
    const { filePath, record } = this;
    const { map } = record;
    if (map === undefined) return [{ ...fileOf(record), filePath }];
    const mapPath = path.join(path.dirname(filePath), baseOf(map.path));
    return [
      { ...fileOf(record), filePath },
      { ...fileOf(map), filePath: mapPath },
    ];
  }

  /** What file proxies are told of the source map. */
  get sourceMap(): SourceMapInfo | undefined {
    const [, map] = this.files;
    if (map === undefined) return undefined;
    const folder = this.uri.slice(0, this.uri.lastIndexOf('/'));
    const uri = `${folder}/${encodePath(baseOf(map.path))}`;
    return { uri, filepath: map.filePath, contentHash: map.hash };
  }

  get minified(): MinifiedCounts | undefined {
    return this.record.minified;
  }

  get isCached(): boolean {
    return this.#origin === 'cached';
  }

  get isChanged(): boolean {
    return this.#origin === 'changed';
  }

  with(part: Partial<OutputRecord>, origin: Origin = this.#origin): Output {
    return new Output(this.conversion, this, { ...this.record, ...part }, origin);
  }

  /** The same output in the place of another one that was asked for. */
  standingInFor(conversion: Conversion): Output {
    return new Output(conversion, this, this.record, this.#origin, true);
  }
}

function fileOf({ path, hash, sizeBytes, identity }: MapRecord): MapRecord {
  return { path, hash, sizeBytes, identity };
}

/** Most outputs are their source byte for byte, and so is its hash. */
export function stateOf(
  { bytes, identity, isSettled }: LoadedSource,
  output?: { readonly bytes: Buffer; readonly hash: string },
): SourceState {
  const hash = bytes === output?.bytes ? output.hash : contentHash(bytes);
  return { identity, isSettled, hash };
}

/** Checks whether an output's name can be read, and its bytes prove it. */
export function isContentNamed(scheme: VersionScheme, { hash, version }: OutputRecord): boolean {
  return scheme.isReadable && !scheme.usesTime && hash.startsWith(version);
}
