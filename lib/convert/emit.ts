// Makes outputs of drafts: assembled, named and published.
import { optionError } from '../core/option-shapes.ts';
import { quote } from '../errors.ts';
import { modifiedSeconds } from '../files/identity.ts';
import type { Publisher } from '../files/publish.ts';
import type { LoadedSource } from '../files/source.ts';
import type { PublicUrls } from '../proxies/public-urls.ts';
import {
  type Assembled,
  type AssembledMap,
  type Assembly,
  assembleCircle,
  assembleOne,
  type VersionOf,
} from './link.ts';
import { LinkTargets, type Surroundings } from './link-targets.ts';
import { minifiedBy } from './minified.ts';
import type { Naming } from './naming.ts';
import { Output, type OutputPlace, stateOf } from './output.ts';
import type { MapRecord, OutputRecord } from './output-record.ts';
import type { ResolvedDraft } from './reference-resolver.ts';
import type { MapMaker } from './source-maps.ts';
import type { NamedFile, TakenNames } from './taken-names.ts';

export interface EmitterOptions {
  readonly naming: Naming;
  readonly taken: TakenNames;
  readonly publisher: Publisher;
  readonly publicUrls: PublicUrls;
  readonly maps: MapMaker | undefined;
}

/** Which names get the long version. */
interface LongNames {
  readonly isLong?: boolean;
  readonly isMapLong?: boolean;
}

/** A draft's output before it is written. */
interface Placed {
  readonly resolved: ResolvedDraft;
  readonly assembled: Assembled;
  readonly place: OutputPlace;
}

/** Returns the outputs of one draft, or of several that refer to each other in a circle. */
export class Emitter {
  readonly #options: EmitterOptions;
  readonly #drafts: readonly ResolvedDraft[];
  readonly #targets: LinkTargets;
  readonly #maps: MapMaker | undefined;

  /** @param maps - What makes source maps instead, where there are any. */
  constructor(
    options: EmitterOptions,
    drafts: readonly ResolvedDraft[],
    around: Surroundings,
    maps: MapMaker | undefined = options.maps,
  ) {
    this.#options = options;
    this.#maps = options.maps && maps;
    this.#drafts = drafts;
    this.#targets = new LinkTargets(options, drafts, around);
  }

  /**
   * Makes and publishes the outputs, in the order of the drafts.
   *
   * @throws `ERR_STATICFILE_PUBLISH` when an output can't be written.
   */
  make(): Output[] {
    const placed = this.#place();
    refuseDoubles(placed);
    return placed.map((each) => this.#publish(each));
  }

  /** An output has the same bytes under its long name, so that every server knows both: its map stays. */
  #place(): Placed[] {
    const short = this.#placed(this.#assemble({}));
    const isMapLong = short.some((each) => this.#isMapTaken(each));
    const placed = isMapLong ? this.#placed(this.#assemble({ isMapLong })) : short;
    const isLong = placed.some((each) => this.#isTaken(each));
    return isLong ? this.#placed(this.#assemble({ isMapLong, isLong })) : placed;
  }

  /** @param long - Whose short names are those of other bytes. */
  #assemble({ isLong = false, isMapLong = false }: LongNames): Assembled[] {
    const { scheme } = this.#options.naming;
    const newestSeconds = this.#newestSeconds();
    const versionOf: VersionOf = (hash, of) =>
      scheme.versionOf({
        hash,
        newestSeconds,
        isPlain: of === 'plain',
        isLong: of === 'map' ? isMapLong : isLong,
      });
    const assemblies = this.#drafts.map((each) => this.#assemblyOf(each));
    if (this.#targets.isCircle) return assembleCircle(assemblies, versionOf);
    return assemblies.map((assembly) => assembleOne(assembly, versionOf));
  }

  #placed(all: readonly Assembled[]): Placed[] {
    return this.#drafts.flatMap((resolved, at) => {
      const { conversion, sources } = resolved.draft;
      const assembled = all[at];
      if (assembled === undefined) return [];
      const place = this.#options.naming.placeOf(conversion, assembled.version, sources);
      return { resolved, assembled, place };
    });
  }

  /** What is left as it is has no name of ours that others could have. */
  #isTaken({ assembled: { hash, version }, place }: Placed): boolean {
    return !place.isUnversioned && this.#options.taken.isTaken(place, hash, version);
  }

  #isMapTaken({ resolved, assembled: { map } }: Placed): boolean {
    if (map === undefined) return false;
    const { naming, taken } = this.#options;
    const filePath = naming.locate(map.path, resolved.draft.sources);
    return taken.isTaken({ path: map.path, filePath }, map.hash, map.version);
  }

  #assemblyOf(resolved: ResolvedDraft): Assembly {
    const { naming } = this.#options;
    const { draft } = resolved;
    return {
      draft,
      plainPath: naming.plainPath(draft.conversion),
      uriOf: (path) => naming.uriOf(path),
      write: naming.scheme.write,
      targetOf: (reference) => this.#targets.targetOf(resolved, reference),
      maps: this.#maps,
    };
  }

  #publish({ resolved, assembled, place }: Placed): Output {
    const { bytes, hash, version, map } = assembled;
    const { conversion, sources } = resolved.draft;
    const mapRecord = map && this.#publishMap(map, sources);
    const same = sources.find((source) => source.bytes === bytes);
    const record: OutputRecord = {
      ...{ version, path: place.path, hash, sizeBytes: bytes.length },
      identity: this.#write(place, bytes, same),
      originalBytes: sources.reduce((sum, source) => sum + source.bytes.length, 0),
      newestSeconds: this.#newestSeconds(),
      sources: sources.map((source) => stateOf(source, assembled)),
      ...this.#targets.recordOf(resolved, version),
      ...minifiedBy(resolved.draft),
      ...(resolved.draft.isUnjudged && { isUnjudged: true }),
      ...(mapRecord && { map: mapRecord }),
    };
    return new Output(conversion, place, record, 'made');
  }

  #publishMap({ path, bytes, hash }: AssembledMap, sources: readonly LoadedSource[]): MapRecord {
    const filePath = this.#options.naming.locate(path, sources);
    const identity = this.#write({ path, filePath }, bytes);
    return { path, hash, sizeBytes: bytes.length, identity };
  }

  #write({ path, filePath }: NamedFile, bytes: Buffer, same?: LoadedSource): string {
    const { publisher, taken } = this.#options;
    return publisher.publish(filePath, bytes, same, taken.isOurs(path));
  }

  #newestSeconds(): number {
    const sources = this.#drafts.flatMap(({ draft }) => draft.sources);
    return Math.max(
      ...sources.map(({ identity }) => modifiedSeconds(identity)),
      ...this.#targets.outside.map(({ record }) => record.newestSeconds),
    );
  }
}

/** The members of a circle share their version; a naming function may drop what tells them apart. */
function refuseDoubles(placed: readonly Placed[]): void {
  const paths = placed.map(({ place }) => place.path);
  const double = paths.find((path, at) => paths.indexOf(path) < at);
  if (double === undefined) return;
  throw optionError(
    `The function "naming" answers ${quote(double)} for several files that refer to each other. ` +
      'Put "stem" into the name.',
  );
}
