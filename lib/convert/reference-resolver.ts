// Looks at the sources of a conversion: are they as they were, and what do they refer to?
import { contentHash } from '../core/names.ts';
import { checkPath } from '../core/paths.ts';
import type { Reference } from '../core/references.ts';
import type { Reporter } from '../core/report.ts';
import { modifiedSeconds } from '../files/identity.ts';
import type { FoundSource, Roots } from '../files/roots.ts';
import { type LoadedSource, loadSource } from '../files/source.ts';
import type { MinifyTask } from '../minify/text-minifier.ts';
import { type Conversion, type ConversionFor, conversionOfKey } from './conversion.ts';
import { type Draft, draftOf, localReferences, type ParseTools } from './draft.ts';
import { findSource, type OwnNames } from './find.ts';
import { type Output, type SourceRecord, stateOf } from './output.ts';
import type { AbsentReference } from './output-record.ts';
import type { Records } from './records.ts';
import { absentProblem, unreadProblem } from './reference-problems.ts';
import type { TextPart } from './text-part.ts';

/** A file that is referred to, as it was found a moment ago. */
export interface Target {
  readonly conversion: Conversion;
  readonly found: readonly FoundSource[];
}

/** A draft whose references are resolved to conversions. */
export interface ResolvedDraft {
  readonly draft: Draft;
  readonly targets: ReadonlyMap<Reference, Target>;
  readonly absent: readonly AbsentReference[];
}

export interface Examined {
  readonly conversion: Conversion;
  /** What was made of it last, by this process or, as the cache says, by another one. */
  readonly known: Output | undefined;
  /** Present when there is no known output, or its sources are not those that are there now. */
  readonly resolved: ResolvedDraft | undefined;
  /** Where it holds, what it refers to, as that was found just now. */
  readonly targets?: readonly Target[];
  /** The known output holds, and other identities of its sources than were recorded. */
  readonly isTouched?: boolean;
}

export interface ReferenceResolverOptions extends ParseTools {
  readonly records: Pick<Records, 'load'>;
  readonly now: () => number;
  readonly roots: Roots;
  readonly names: OwnNames;
  /** Checks whether a file's bytes stay as they are, references included. */
  readonly isAsIs: (conversion: Conversion) => boolean;
  /** `false`: references stay as they are written. */
  readonly enabled: boolean;
  /** Versions follow the times of sources: to touch one gives it another. */
  readonly usesTime: boolean;
  readonly conversionFor: ConversionFor;
  readonly reporter: Pick<Reporter, 'sayOnce'>;
}

export class ReferenceResolver {
  readonly #options: ReferenceResolverOptions;

  constructor(options: ReferenceResolverOptions) {
    this.#options = options;
  }

  /**
   * Compares the sources with those of the known output, and reads them where they differ.
   *
   * @param lately - The sources, where they were found just now.
   * @throws `ERR_STATICFILE_NOT_FOUND` or another reason why a source can't be read.
   */
  examine(
    conversion: Conversion,
    made: Output | undefined,
    lately: readonly FoundSource[] | undefined,
    left?: MinifyTask[],
  ): Examined {
    const found = lately ?? conversion.paths.map((path) => this.#find(path));
    const known = made ?? this.#options.records.load(conversion, found);
    if (known === undefined)
      return { conversion, known, resolved: this.read(conversion, found, left) };
    const recorded = known.sources;
    const isSame = found.every((each, at) => isSameSource(each, recorded[at]));
    const targets = this.#targetsNow(known);
    if (targets === undefined)
      return { conversion, known, resolved: this.read(conversion, found, left) };
    if (isSame) return { conversion, known, resolved: undefined, targets };
    return this.#compareContent(conversion, { known, targets }, found, left);
  }

  /** Reads sources and resolves what they refer to. */
  read(conversion: Conversion, found: readonly FoundSource[], left?: MinifyTask[]): ResolvedDraft {
    return this.#resolve(conversion, this.#load(found), left);
  }

  /** Another identity with the same content is a file that was only touched, or copied. */
  #compareContent(
    conversion: Conversion,
    { known, targets }: { readonly known: Output; readonly targets: readonly Target[] },
    found: readonly FoundSource[],
    left: MinifyTask[] | undefined,
  ): Examined {
    const loaded = this.#load(found);
    const recorded = known.sources;
    const isSame = loaded.every((source, at) => this.#isSameContent(source, recorded[at]));
    if (!isSame) return { conversion, known, resolved: this.#resolve(conversion, loaded, left) };
    const sources = loaded.map((source) => stateOf(source));
    const isTouched = sources.some(
      ({ identity, isSettled }, at) =>
        identity !== recorded[at]?.identity || isSettled !== recorded[at]?.isSettled,
    );
    return { conversion, known: known.with({ sources }), resolved: undefined, targets, isTouched };
  }

  #isSameContent(source: LoadedSource, recorded: SourceRecord | undefined): boolean {
    if (contentHash(source.bytes) !== recorded?.hash) return false;
    if (!this.#options.usesTime) return true;
    return modifiedSeconds(source.identity) === modifiedSeconds(recorded.identity);
  }

  /** Finds what an output refers to; `undefined` where some of that has gone, or has come since. */
  #targetsNow({ absent, references }: Output): Target[] | undefined {
    if (absent.some(({ from, value }) => this.#targetOf(from, value) !== undefined))
      return undefined;
    const targets = references.map(({ key }): Target => {
      const conversion = conversionOfKey(key);
      const found = conversion.paths.flatMap((path) => this.#options.roots.findPath(path) ?? []);
      return { conversion, found };
    });
    return targets.some(({ found }) => found.length === 0) ? undefined : targets;
  }

  #load(found: readonly FoundSource[]): LoadedSource[] {
    const nowMs = this.#options.now();
    return found.map((each) => loadSource(this.#options.roots, each, nowMs));
  }

  #resolve(
    conversion: Conversion,
    sources: readonly LoadedSource[],
    left: MinifyTask[] | undefined,
  ): ResolvedDraft {
    const kind = this.#options.isAsIs(conversion) ? 'other' : conversion.kind;
    const draft = draftOf({ ...conversion, kind }, sources, { ...this.#options, left });
    if (kind === 'js') for (const part of draft.parts) this.#tellUnread(part);
    const targets = new Map<Reference, Target>();
    const absent: AbsentReference[] = [];
    const references = this.#options.enabled ? localReferences(draft) : [];
    for (const { part, reference } of references) {
      const target = this.#targetOf(part.path, reference.value, conversion.isSlim);
      if (target !== undefined) targets.set(reference, target);
      else {
        absent.push({ from: part.path, value: reference.value });
        // third-party sheets name maps that they do not bring
        if (reference.form !== 'source-map') {
          this.#warnAbsent(part, reference);
        }
      }
    }
    return { draft, targets, absent };
  }

  #find(path: string): FoundSource {
    const { roots } = this.#options;
    const found = roots.findPath(path);
    if (found === undefined) throw roots.explain(path, checkPath(path));
    return found;
  }

  #targetOf(from: string, value: string, isSlim = false): Target | undefined {
    const { roots, names, conversionFor } = this.#options;
    const found = findSource(roots, roots.resolve(from, value), names);
    return found && { conversion: conversionFor([found.path], isSlim), found: [found] };
  }

  #tellUnread(part: TextPart): void {
    const message = unreadProblem(part);
    if (message !== undefined) this.#options.reporter.sayOnce('debug', message, message);
  }

  /** A sheet may name one picture on forty lines: that is said once. */
  #warnAbsent(part: TextPart, reference: Reference): void {
    const isThere = (value: string) => this.#targetOf(part.path, value) !== undefined;
    const message = absentProblem(part, reference, isThere);
    this.#options.warn(`absent ${part.path} ${reference.value}`, message);
  }
}

function isSameSource(found: FoundSource, recorded: SourceRecord | undefined): boolean {
  if (found.filePath !== recorded?.filePath) return false;
  return recorded.isSettled && found.identity === recorded.identity;
}
