// What stands in outputs for what they refer to: where the chain says that it is, or where it is here.
import type { Reference } from '../core/references.ts';
import type { PublicUrls } from '../proxies/public-urls.ts';
import type { Conversion } from './conversion.ts';
import type { ReferenceTarget } from './link.ts';
import type { Naming } from './naming.ts';
import type { Output } from './output.ts';
import type { AbsentReference, OutputRecord, ReferenceRecord } from './output-record.ts';
import type { ResolvedDraft } from './reference-resolver.ts';

/** The known facts of the files that drafts refer to. */
export interface Surroundings {
  /** The output of a conversion; `undefined` when none could be made. */
  outputOf(conversion: Conversion): Output | undefined;
  answerFor(output: Output): string;
  /** The chain is to answer another URL for an output, or for something that it refers to. */
  isMoving(output: Output): boolean;
  localUriOf(output: Output): string;
}

export interface LinkTargetsOptions {
  readonly naming: Naming;
  readonly publicUrls: PublicUrls;
}

/** The references of one draft, or of several that refer to each other in a circle. */
export class LinkTargets {
  /** What the drafts refer to, without each other. */
  readonly outside: readonly Output[];
  /** Some of that is moving: until it has moved, all is named where it is here. */
  readonly isLocalForm: boolean;
  readonly #options: LinkTargetsOptions;
  readonly #around: Surroundings;
  readonly #members: ReadonlySet<string>;
  /** The drafts refer to each other, or one to itself. */
  readonly isCircle: boolean;
  /** By conversion key, the uris that are named where they are here for lack of CORS. */
  readonly #lacksCors = new Map<string, Set<string>>();
  /** By conversion key, the uris that work here only, as those of workers. */
  readonly #onSite = new Map<string, Set<string>>();
  /** The conversions that name elsewhere what is read under CORS. */
  readonly #usesCors = new Set<string>();

  constructor(options: LinkTargetsOptions, drafts: readonly ResolvedDraft[], around: Surroundings) {
    this.#options = options;
    this.#around = around;
    this.#members = new Set(drafts.map(({ draft }) => draft.conversion.key));
    const targets = drafts.flatMap((each) => [...each.targets.values()]);
    this.isCircle = targets.some(({ conversion }) => this.#members.has(conversion.key));
    this.outside = targets.flatMap(({ conversion }) =>
      this.#members.has(conversion.key) ? [] : (around.outputOf(conversion) ?? []),
    );
    // all are asked before any is tested: to ask sets them moving
    for (const output of this.outside) around.answerFor(output);
    this.isLocalForm = this.outside.some((output) => around.isMoving(output));
  }

  /** Returns what a reference of a draft leads to; `undefined` leaves it as written. */
  targetOf({ draft, targets }: ResolvedDraft, reference: Reference): ReferenceTarget | undefined {
    const target = targets.get(reference)?.conversion;
    if (target === undefined) return undefined;
    if (this.#members.has(target.key)) {
      return { memberPath: this.#options.naming.plainPath(target) };
    }
    const output = this.#around.outputOf(target);
    return output && this.#answered(output, reference, draft.conversion.key);
  }

  /** What is recorded of a draft's references; what is empty is left out. */
  recordOf(resolved: ResolvedDraft, version: string): Partial<OutputRecord> {
    const { key } = resolved.draft.conversion;
    const references = this.#recordsOf(resolved, version);
    const absent = this.#absentOf(resolved);
    const fixedReferences = this.#fixedOf(key, references, absent);
    return {
      ...(references.length > 0 && { references }),
      ...(absent.length > 0 && { absent }),
      ...(fixedReferences.length > 0 && { fixedReferences }),
      ...(this.#lacksCors.has(key) && { lacksCors: true }),
      ...(this.#usesCors.has(key) && { usesCors: true }),
      ...(this.isLocalForm && { isLocalForm: true }),
    };
  }

  #recordsOf({ targets }: ResolvedDraft, version: string): ReferenceRecord[] {
    const { naming } = this.#options;
    const distinct = new Map(
      [...targets.values()].map(({ conversion }) => [conversion.key, conversion]),
    );
    return [...distinct.values()].flatMap((conversion) => {
      const { key } = conversion;
      if (this.#members.has(key)) {
        const uri = naming.placeOf(conversion, version, []).uri;
        return { key, uri, answer: uri };
      }
      const output = this.#around.outputOf(conversion);
      return output ? { key, uri: output.uri, answer: this.#answerFor(output) } : [];
    });
  }

  /** References to files that are absent or could not be converted: they stay as written. */
  #absentOf({ draft, targets, absent }: ResolvedDraft): AbsentReference[] {
    const hasFailed = (reference: Reference): boolean => {
      const target = targets.get(reference)?.conversion;
      if (target === undefined || this.#members.has(target.key)) return false;
      return this.#around.outputOf(target) === undefined;
    };
    const failed = draft.parts.flatMap(({ path, references }) =>
      references.filter(hasFailed).map(({ value }) => ({ from: path, value })),
    );
    return [...absent, ...failed];
  }

  /** What can't be named on another origin: members of a circle, what lacks CORS, what is absent. */
  #fixedOf(
    key: string,
    references: readonly ReferenceRecord[],
    absent: readonly AbsentReference[],
  ): string[] {
    const members = references.filter((reference) => this.#members.has(reference.key));
    // only tools ask for source maps
    const left = absent.map(({ value }) => value).filter((value) => !/\.map$/.test(value));
    const here = [this.#lacksCors, this.#onSite].flatMap((each) => [...(each.get(key) ?? [])]);
    return [...members.map(({ uri }) => uri), ...here, ...left];
  }

  /** Only what the chain leaves where it is can be reached by a relative reference. */
  #answered(output: Output, reference: Reference, key: string): ReferenceTarget {
    const { needsCors, needsSite, isUsedElsewhere, value } = reference;
    const { publicUrls } = this.#options;
    const staysRooted = isUsedElsewhere === true && value.trim().startsWith('/');
    const here = (uri: string) => (staysRooted ? { url: publicUrls.toUrl(uri, '') } : { uri });
    const answer = this.#answerFor(output);
    if (needsSite) this.#onSite.set(key, (this.#onSite.get(key) ?? new Set()).add(output.uri));
    if (needsSite && !this.isLocalForm) return { uri: output.uri };
    if (this.isLocalForm || answer === output.uri) return here(answer);
    if (!needsCors || publicUrls.hasCors()) {
      if (needsCors) this.#usesCors.add(key);
      return { url: publicUrls.toUrl(answer, '') };
    }
    this.#lacksCors.set(key, (this.#lacksCors.get(key) ?? new Set()).add(output.uri));
    return here(output.uri);
  }

  #answerFor(output: Output): string {
    return this.isLocalForm ? this.#around.localUriOf(output) : this.#around.answerFor(output);
  }
}
