// Makes outputs of drafts: assembled, named and published.

import type { Reference } from '../core/references.ts';
import type { VersionBasis } from '../core/version-scheme.ts';
import { modifiedSeconds } from '../files/identity.ts';
import type { Publisher } from '../files/publish.ts';
import type { Offers } from '../proxies/offers.ts';
import {
  type Assembled,
  type Assembly,
  assembleCircle,
  assembleOne,
  type ReferenceTarget,
} from './assemble.ts';
import type { ResolvedDraft } from './examine.ts';
import { isMinified, minifiedBy } from './minified.ts';
import type { Naming } from './naming.ts';
import {
  type AbsentReference,
  isContentNamed,
  type Output,
  type ReferenceRecord,
  sourceRecordOf,
} from './output.ts';
import type { Request } from './request.ts';
import type { SourceMaps } from './source-maps.ts';

/** What is known of the files that drafts refer to. */
export interface Surroundings {
  /** The output of a request; `undefined` when none could be made. */
  outputOf(request: Request): Output | undefined;
  /** The chain's answer for an output. */
  answerFor(output: Output): string;
}

export interface MakerOptions {
  readonly naming: Naming;
  readonly publisher: Publisher;
  readonly offers: Offers;
  readonly maps: SourceMaps | undefined;
}

/** Makes the outputs of one draft, or of several that refer to each other in a circle. */
export class Maker {
  readonly #options: MakerOptions;
  readonly #around: Surroundings;
  readonly #drafts: readonly ResolvedDraft[];
  readonly #members: ReadonlySet<string>;

  constructor(options: MakerOptions, drafts: readonly ResolvedDraft[], around: Surroundings) {
    this.#options = options;
    this.#around = around;
    this.#drafts = drafts;
    this.#members = new Set(drafts.map(({ draft }) => draft.request.key));
  }

  /**
   * Makes and publishes the outputs, in the order of the drafts.
   *
   * @throws `ERR_STATICFILE_PUBLISH` when an output can't be written.
   */
  make(): Output[] {
    const outside = this.#outsideOutputs();
    const basis = {
      newestSeconds: this.#newestSeconds(outside),
      isPlain: this.#isPlain(outside),
    };
    return this.#assemble(basis).flatMap((assembled, at) => {
      const resolved = this.#drafts[at];
      return resolved ? { ...this.#publish(resolved, assembled), ...basis } : [];
    });
  }

  #assemble({ newestSeconds, isPlain }: Omit<VersionBasis, 'hash'>): Assembled[] {
    const { scheme } = this.#options.naming;
    const versionOf = (hash: string) => scheme.versionOf({ hash, newestSeconds, isPlain });
    const assemblies = this.#drafts.map((each) => this.#assemblyOf(each));
    const isCircle = this.#drafts.some(({ targets }) =>
      [...targets.values()].some(({ request }) => this.#members.has(request.key)),
    );
    if (isCircle) return assembleCircle(assemblies, versionOf);
    return assemblies.map((assembly) => assembleOne(assembly, versionOf));
  }

  #assemblyOf({ draft, targets }: ResolvedDraft): Assembly {
    const { naming } = this.#options;
    const targetOf = (reference: Reference): ReferenceTarget | undefined => {
      const target = targets.get(reference)?.request;
      if (target === undefined) return undefined;
      if (this.#members.has(target.key)) return { memberPath: naming.plainPath(target) };
      const output = this.#around.outputOf(target);
      return output && this.#answered(output);
    };
    return {
      draft,
      plainPath: naming.plainPath(draft.request),
      uriOf: (path) => naming.uriOf(path),
      write: naming.scheme.write,
      targetOf,
      maps: this.#options.maps,
    };
  }

  /** Only what the chain leaves where it is can be reached by a relative reference. */
  #answered(output: Output): ReferenceTarget {
    const answer = this.#around.answerFor(output);
    if (answer === output.uri) return { uri: output.uri };
    return { url: this.#options.offers.toUrl(answer, '') };
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
    const references = this.#referencesOf(resolved, version);
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
      absent: [...resolved.absent, ...this.#failedReferences(resolved)],
      isCached: false,
      isChanged: false,
    };
  }

  #newestSeconds(outside: readonly Output[]): number {
    const sources = this.#drafts.flatMap(({ draft }) => draft.sources);
    return Math.max(
      ...sources.map(({ identity }) => modifiedSeconds(identity)),
      ...outside.map((output) => output.newestSeconds),
    );
  }

  /** Nothing but a change of the sources, or of what they refer to, can change the bytes. */
  #isPlain(outside: readonly Output[]): boolean {
    const { naming } = this.#options;
    return (
      this.#drafts.every(({ draft }) => naming.namesSources(draft.request) && !isMinified(draft)) &&
      outside.every((output) => output.isPlain && this.#around.answerFor(output) === output.uri)
    );
  }

  #outsideOutputs(): Output[] {
    const targets = this.#drafts.flatMap((each) => [...each.targets.values()]);
    return targets.flatMap(({ request }) =>
      this.#members.has(request.key) ? [] : (this.#around.outputOf(request) ?? []),
    );
  }

  #referencesOf({ targets }: ResolvedDraft, version: string): ReferenceRecord[] {
    const { naming } = this.#options;
    const distinct = new Map([...targets.values()].map(({ request }) => [request.key, request]));
    return [...distinct.values()].flatMap((request) => {
      const { key } = request;
      if (this.#members.has(key)) {
        const uri = naming.uriOfOutput(request, version);
        return { key, uri, answer: uri };
      }
      const output = this.#around.outputOf(request);
      return output ? { key, uri: output.uri, answer: this.#around.answerFor(output) } : [];
    });
  }

  /** References to files that could not be converted stay as written, like those that are absent. */
  #failedReferences({ draft, targets }: ResolvedDraft): AbsentReference[] {
    const hasFailed = (reference: Reference): boolean => {
      const target = targets.get(reference)?.request;
      if (target === undefined || this.#members.has(target.key)) return false;
      return this.#around.outputOf(target) === undefined;
    };
    return draft.parts.flatMap(({ path, references }) =>
      references.filter(hasFailed).map(({ value }) => ({ from: path, value })),
    );
  }
}
