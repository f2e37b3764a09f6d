// Makes outputs of drafts: assembled, named and published.

import type { VersionBasis } from '../core/version-scheme.ts';
import { modifiedSeconds } from '../files/identity.ts';
import type { Publisher } from '../files/publish.ts';
import type { Offers } from '../proxies/offers.ts';
import { Answers, type Surroundings } from './answers.ts';
import { type Assembled, type Assembly, assembleCircle, assembleOne } from './assemble.ts';
import type { ResolvedDraft } from './examine.ts';
import { isMinified, minifiedBy } from './minified.ts';
import type { Naming } from './naming.ts';
import { CONTENT_HASH_LENGTH, isContentNamed, type Output, sourceRecordOf } from './output.ts';
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
      return resolved ? { ...this.#publish(resolved, assembled), ...basis } : [];
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

  #publish(resolved: ResolvedDraft, assembled: Assembled): Omit<Output, keyof VersionBasis> {
    const { naming, publisher } = this.#options;
    const { bytes, hash, version, map } = assembled;
    const { request, sources } = resolved.draft;
    const path = naming.outputPath(request, version);
    const filePath = naming.locate(path, sources);
    if (map) publisher.publish(naming.locate(map.path, sources), map.bytes);
    publisher.publish(
      filePath,
      bytes,
      sources.find((source) => source.bytes === bytes),
    );
    const references = this.#answers.recordsOf(resolved, version);
    const absent = this.#answers.absentOf(resolved);
    return {
      request,
      key: request.key,
      path,
      uri: naming.uriOfOutput(request, version),
      version,
      filePath,
      isContentNamed: isContentNamed(naming.scheme, hash, version),
      sizeBytes: bytes.length,
      originalBytes: sources.reduce((sum, source) => sum + source.bytes.length, 0),
      sources: sources.map((source) => sourceRecordOf(source, bytes, hash)),
      sourcePaths: sources.map((source) => source.filePath),
      ...minifiedBy(resolved.draft),
      ...(map && { map: { path: map.path, sizeBytes: map.bytes.length } }),
      references,
      referenceUris: references.map((reference) => reference.uri),
      absent,
      fixedReferences: this.#answers.fixedOf(request.key, references, absent),
      lacksCors: this.#answers.lacksCors(request.key),
      isLocalForm: this.#answers.isLocalForm,
      isUnversioned: naming.isAsIs(request),
      contentHash: hash.slice(0, CONTENT_HASH_LENGTH),
      isCached: false,
      isChanged: false,
    };
  }

  #newestSeconds(): number {
    const sources = this.#drafts.flatMap(({ draft }) => draft.sources);
    return Math.max(
      ...sources.map(({ identity }) => modifiedSeconds(identity)),
      ...this.#answers.outside.map((output) => output.newestSeconds),
    );
  }

  /** Nothing but a change of the sources, or of what they refer to, can change the bytes. */
  #isPlain(): boolean {
    const { naming } = this.#options;
    const { outside, areLocal } = this.#answers;
    return (
      this.#drafts.every(({ draft }) => naming.namesSources(draft.request) && !isMinified(draft)) &&
      areLocal &&
      outside.every((output) => output.isPlain)
    );
  }
}
