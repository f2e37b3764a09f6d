// Makes outputs of drafts: assembled, named and published.

import { contentHash } from '../core/names.ts';
import type { VersionBasis } from '../core/version-scheme.ts';
import { modifiedSeconds } from '../files/identity.ts';
import type { Publisher } from '../files/publish.ts';
import type { LoadedSource } from '../files/source.ts';
import type { Offers } from '../proxies/offers.ts';
import { Answers, type Surroundings } from './answers.ts';
import {
  type Assembled,
  type AssembledMap,
  type Assembly,
  assembleCircle,
  assembleOne,
} from './assemble.ts';
import type { ResolvedDraft } from './examine.ts';
import { isMinified, minifiedBy } from './minified.ts';
import type { Naming } from './naming.ts';
import { Output, stateOf } from './output.ts';
import type { MapRecord, OutputRecord } from './output-record.ts';
import type { SourceMaps } from './source-maps.ts';

export interface MakerOptions {
  readonly naming: Naming;
  readonly publisher: Publisher;
  readonly offers: Offers;
  readonly maps: SourceMaps | undefined;
}

/** Makes the outputs of one draft, or of several that refer to each other in a circle. */
export class Maker {
  readonly #options: MakerOptions;
  readonly #drafts: readonly ResolvedDraft[];
  readonly #answers: Answers;

  constructor(options: MakerOptions, drafts: readonly ResolvedDraft[], around: Surroundings) {
    this.#options = options;
    this.#drafts = drafts;
    this.#answers = new Answers(options, drafts, around);
  }

  /**
   * Makes and publishes the outputs, in the order of the drafts.
   *
   * @throws `ERR_STATICFILE_PUBLISH` when an output can't be written.
   */
  make(): Output[] {
    const basis = { newestSeconds: this.#newestSeconds(), isPlain: this.#isPlain() };
    return this.#assemble(basis).flatMap((assembled, at) => {
      const resolved = this.#drafts[at];
      return resolved ? this.#publish(resolved, assembled, basis) : [];
    });
  }

  #assemble({ newestSeconds, isPlain }: Omit<VersionBasis, 'hash'>): Assembled[] {
    const { scheme } = this.#options.naming;
    const versionOf = (hash: string) => scheme.versionOf({ hash, newestSeconds, isPlain });
    const assemblies = this.#drafts.map((each) => this.#assemblyOf(each));
    if (this.#answers.isCircle) return assembleCircle(assemblies, versionOf);
    return assemblies.map((assembly) => assembleOne(assembly, versionOf));
  }

  #assemblyOf(resolved: ResolvedDraft): Assembly {
    const { naming } = this.#options;
    const { draft } = resolved;
    return {
      draft,
      plainPath: naming.plainPath(draft.request),
      uriOf: (path) => naming.uriOf(path),
      write: naming.scheme.write,
      targetOf: (reference) => this.#answers.targetOf(resolved, reference),
      maps: this.#options.maps,
    };
  }

  #publish(
    resolved: ResolvedDraft,
    assembled: Assembled,
    { newestSeconds, isPlain }: Omit<VersionBasis, 'hash'>,
  ): Output {
    const { naming, publisher } = this.#options;
    const { bytes, hash, version, map } = assembled;
    const { request, sources } = resolved.draft;
    const place = naming.placeOf(request, version, sources);
    const mapRecord = map && this.#publishMap(map, sources);
    const same = sources.find((source) => source.bytes === bytes);
    const record: OutputRecord = {
      ...{ version, path: place.path, hash, sizeBytes: bytes.length },
      identity: publisher.publish(place.filePath, bytes, same),
      originalBytes: sources.reduce((sum, source) => sum + source.bytes.length, 0),
      newestSeconds,
      sources: sources.map((source) => stateOf(source, assembled)),
      ...this.#answers.recordOf(resolved, version),
      ...(isPlain && { isPlain }),
      ...minifiedBy(resolved.draft),
      ...(mapRecord && { map: mapRecord }),
    };
    return new Output(request, place, record, 'made');
  }

  #publishMap({ path, bytes }: AssembledMap, sources: readonly LoadedSource[]): MapRecord {
    const { naming, publisher } = this.#options;
    const identity = publisher.publish(naming.locate(path, sources), bytes);
    return { path, hash: contentHash(bytes), sizeBytes: bytes.length, identity };
  }

  #newestSeconds(): number {
    const sources = this.#drafts.flatMap(({ draft }) => draft.sources);
    return Math.max(
      ...sources.map(({ identity }) => modifiedSeconds(identity)),
      ...this.#answers.outside.map(({ record }) => record.newestSeconds),
    );
  }

  /** Nothing but a change of the sources, or of what they refer to, can change the bytes. */
  #isPlain(): boolean {
    const { naming } = this.#options;
    const { outside, areLocal } = this.#answers;
    return (
      this.#drafts.every(({ draft }) => naming.namesSources(draft.request) && !isMinified(draft)) &&
      areLocal &&
      outside.every(({ record }) => record.isPlain === true)
    );
  }
}
