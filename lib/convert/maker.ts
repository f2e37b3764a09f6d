// Makes outputs of drafts: assembled, named and published.
import type { CssReference } from '../core/css-references.ts';
import { contentHash, versionOf } from '../core/names.ts';
import type { Publisher } from '../files/publish.ts';
import type { LoadedSource } from '../files/source.ts';
import type { Offers } from '../proxies/offers.ts';
import {
  type Assembled,
  type Assembly,
  assembleCircle,
  assembleOne,
  type ReferenceTarget,
} from './assemble.ts';
import type { ResolvedDraft } from './examine.ts';
import type { Naming } from './naming.ts';
import type { AbsentReference, Output, ReferenceRecord, SourceRecord } from './output.ts';
import type { Request } from './request.ts';

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
}

export class Maker {
  readonly #options: MakerOptions;

  constructor(options: MakerOptions) {
    this.#options = options;
  }

  /**
   * Makes the outputs of one draft, or of several that refer to each other in a circle.
   *
   * @throws `ERR_STATICFILE_PUBLISH` when an output can't be written.
   */
  make(drafts: readonly ResolvedDraft[], around: Surroundings): Output[] {
    const members = new Set(drafts.map(({ draft }) => draft.request.key));
    const isCircle = drafts.some(({ targets }) =>
      [...targets.values()].some(({ key }) => members.has(key)),
    );
    const assemblies = drafts.map((each) => this.#assemblyOf(each, members, around));
    const made = isCircle ? assembleCircle(assemblies) : assemblies.map(assembleOne);
    return drafts.flatMap((each, at) => {
      const assembled = made[at];
      return assembled === undefined ? [] : this.#publish(each, assembled, members, around);
    });
  }

  #assemblyOf(
    { draft, targets }: ResolvedDraft,
    members: ReadonlySet<string>,
    around: Surroundings,
  ): Assembly {
    const { naming } = this.#options;
    const targetOf = (reference: CssReference): ReferenceTarget | undefined => {
      const target = targets.get(reference);
      if (target === undefined) return undefined;
      if (members.has(target.key)) return { memberPath: naming.plainPath(target) };
      const output = around.outputOf(target);
      return output && this.#answered(output, around.answerFor(output));
    };
    const plainPath = naming.plainPath(draft.request);
    return { draft, plainPath, uriOf: (path) => naming.uriOf(path), targetOf };
  }

  /** Only what the chain leaves where it is can be reached by a relative reference. */
  #answered(output: Output, answer: string): ReferenceTarget {
    return answer === output.uri
      ? { uri: output.uri }
      : { url: this.#options.offers.toUrl(answer, '') };
  }

  #publish(
    resolved: ResolvedDraft,
    { bytes, hash, version }: Assembled,
    members: ReadonlySet<string>,
    around: Surroundings,
  ): Output {
    const { naming, publisher } = this.#options;
    const { request, sources } = resolved.draft;
    const plainPath = naming.plainPath(request);
    const path = naming.outputPath(request, version);
    const filePath = naming.locate(path, sources);
    publisher.publish(filePath, bytes);
    const references = this.#referencesOf(resolved, version, members, around);
    return {
      request,
      key: request.key,
      plainPath,
      path,
      uri: naming.uriOf(path),
      version,
      filePath,
      isContentNamed: version === versionOf(hash),
      sizeBytes: bytes.length,
      originalBytes: sources.reduce((sum, source) => sum + source.bytes.length, 0),
      sources: sources.map((source) => recordOf(source, bytes, hash)),
      sourcePaths: sources.map((source) => source.filePath),
      references,
      referenceUris: references.map((reference) => reference.uri),
      absent: [...resolved.absent, ...failedReferences(resolved, members, around)],
      isCached: false,
      isChanged: false,
    };
  }

  #referencesOf(
    { targets }: ResolvedDraft,
    version: string,
    members: ReadonlySet<string>,
    around: Surroundings,
  ): ReferenceRecord[] {
    const { naming } = this.#options;
    const distinct = new Map([...targets.values()].map((request) => [request.key, request]));
    return [...distinct.values()].flatMap((request) => {
      if (members.has(request.key)) {
        const uri = naming.uriOf(naming.outputPath(request, version));
        return { key: request.key, uri, answer: uri };
      }
      const output = around.outputOf(request);
      return output ? { key: request.key, uri: output.uri, answer: around.answerFor(output) } : [];
    });
  }
}

/** Most outputs are their source byte for byte, and so is its hash. */
function recordOf({ bytes, ...source }: LoadedSource, output: Buffer, hash: string): SourceRecord {
  return { ...source, hash: bytes === output ? hash : contentHash(bytes) };
}

/** References to files that could not be converted stay as written, like those that are absent. */
function failedReferences(
  { draft, targets }: ResolvedDraft,
  members: ReadonlySet<string>,
  around: Surroundings,
): AbsentReference[] {
  return draft.parts.flatMap((part) =>
    part.references.flatMap((reference) => {
      const target = targets.get(reference);
      if (target === undefined || members.has(target.key) || around.outputOf(target)) return [];
      return { from: part.path, value: reference.value };
    }),
  );
}
