// One walk over a conversion and all that it refers to: what was found, and what file proxies were offered of it.
import { connectedGroups } from '../core/cycles.ts';
import { isStaticfileError } from '../errors.ts';
import type { FoundSource } from '../files/roots.ts';
import type { MinifyTask } from '../minify/text-minifier.ts';
import type { PublicUrls } from '../proxies/public-urls.ts';
import type { Answer } from '../proxies/question.ts';
import { type Conversion, conversionOfKey } from './conversion.ts';
import type { Surroundings } from './link-targets.ts';
import type { Output } from './output.ts';
import type { ReferenceAnswers } from './reference-answers.ts';
import type { Examined, ReferenceResolver, ResolvedDraft } from './reference-resolver.ts';
import type { MapMaker } from './source-maps.ts';

/** What a call may do. */
export interface Mode {
  /** Look at sources again that were looked at before. */
  readonly recheck: boolean;
  /** Ask the chain about references. */
  readonly ask: boolean;
  /** What the chain is told of instead of a target, where all this stands in for something else. */
  readonly offered?: (target: Output) => Output;
  /** What makes source maps of what is converted for a request; absent: they are made at once. */
  readonly maps?: MapMaker;
  /** Scripts that were joined before anything was known of them are joined anew. */
  readonly judge?: boolean;
}

/** Conversions that refer to each other in a circle; mostly one that does not. */
export type Group = readonly Examined[];

export interface GraphWalkOptions {
  readonly referenceResolver: ReferenceResolver;
  readonly publicUrls: PublicUrls;
  /** By conversion key, what was made last. */
  readonly outputs: ReadonlyMap<string, Output>;
  /** Is told why an output could not be made. */
  readonly tell: (failure: string) => void;
}

export class GraphWalk {
  readonly mode: Mode;
  /** The conversion that all this is for. */
  startKey = '';
  /** What has to be minified first; absent: it is minified when it is read. */
  readonly left: MinifyTask[] | undefined;
  readonly failures: Map<string, unknown> = new Map();
  readonly #options: GraphWalkOptions;
  readonly #examined = new Map<string, Examined>();
  /** Sources that were found just now, by conversion key. */
  readonly #found = new Map<string, readonly FoundSource[]>();
  readonly #drafts = new Map<string, ResolvedDraft>();
  readonly #answers = new Map<string, Answer>();
  readonly #moving = new Map<string, boolean>();
  #isDue: boolean | undefined;

  constructor(options: GraphWalkOptions, mode: Mode, left?: MinifyTask[]) {
    this.#options = options;
    this.mode = mode;
    this.left = left;
  }

  /** Examines a conversion and all that it refers to; each group comes before those that refer to it. */
  groupsOf(conversion: Conversion, found: readonly FoundSource[] | undefined): Group[] {
    this.startKey = conversion.key;
    if (found !== undefined) this.#found.set(conversion.key, found);
    const groups = connectedGroups(conversion.key, (key) => this.#targetsOf(key));
    return groups.map((keys) => keys.flatMap((key) => this.#examined.get(key) ?? []));
  }

  get examined(): readonly Examined[] {
    return [...this.#examined.values()];
  }

  /** Reads what is to be converted, unless it was read to be compared. */
  read(group: Group): ResolvedDraft[] {
    const { referenceResolver } = this.#options;
    return group.map(({ conversion, known, resolved }) => {
      const read = () => referenceResolver.read(conversion, known?.sources ?? [], this.left);
      const draft = resolved ?? this.#drafts.get(conversion.key) ?? read();
      this.#drafts.set(conversion.key, draft);
      return draft;
    });
  }

  /**
   * Checks whether the chain is to be asked in this walk. Where something is new or due, it is asked about
   * all else as well: answers of different moments would make a form that no other server makes.
   */
  isDue(asked: Pick<ReferenceAnswers, 'isDue'>): boolean {
    this.#isDue ??= this.mode.ask && this.#hasNewsFor(asked);
    return this.#isDue;
  }

  #hasNewsFor(asked: Pick<ReferenceAnswers, 'isDue'>): boolean {
    const isNew = ({ known, resolved }: Examined) => known === undefined || resolved !== undefined;
    const start = this.#examined.get(this.startKey)?.known;
    return this.examined.some(isNew) || (start !== undefined && asked.isDue(start));
  }

  fail(key: string, error: unknown): void {
    this.failures.set(key, error);
    if (isStaticfileError(error)) this.#options.tell(error.message);
  }

  /** The chain's answer; within one walk it stays the same. */
  answerFor(target: Output): Answer {
    const known = this.#answers.get(target.key);
    if (known !== undefined) return known;
    const { publicUrls } = this.#options;
    const { ask, recheck } = this.mode;
    const told = this.#told(target);
    const wasMoving = publicUrls.isMoving(told);
    const answer = ask ? publicUrls.ask(told, recheck) : publicUrls.lastAnswer(told);
    this.#answers.set(target.key, answer);
    const isMoving = publicUrls.isMoving(told, answer.isStale && !ask);
    this.#moving.set(target.key, wasMoving || isMoving);
    return answer;
  }

  /** Checks whether a target is to be answered by another URL; what has come there meanwhile still is. */
  isMoving(target: Output): boolean {
    const { publicUrls } = this.#options;
    const isMoving = this.#moving.get(target.key) ?? publicUrls.isMoving(this.#told(target));
    this.#moving.set(target.key, isMoving);
    return isMoving;
  }

  #told(target: Output): Output {
    return this.mode.offered?.(target) ?? target;
  }

  /**
   * Returns a test that tells of a target whether it is elsewhere than is written in `known`. While one
   * of the targets is moving, all of them count as being here.
   */
  moveTest(
    known: Output,
    targets: readonly Output[],
    around: Pick<Surroundings, 'isMoving' | 'localUriOf'>,
  ): (target: Output, written: string) => boolean {
    const { publicUrls } = this.#options;
    const { lacksCors, usesCors } = known.record;
    if ((lacksCors || usesCors) && Boolean(lacksCors) === publicUrls.hasCors()) return () => true;
    const urls = new Map(targets.map((each) => [each.key, this.answerFor(each).url]));
    const isLocalForm = targets.some((target) => around.isMoving(target));
    return (target, written) =>
      written !== (isLocalForm ? around.localUriOf(target) : urls.get(target.key));
  }

  #targetsOf(key: string): string[] {
    try {
      const examined = this.#examine(conversionOfKey(key));
      this.#examined.set(key, examined);
      for (const target of examined.resolved?.targets.values() ?? examined.targets ?? []) {
        this.#found.set(target.conversion.key, target.found);
      }
      return targetKeysOf(examined);
    } catch (error) {
      this.fail(key, error);
      return [];
    }
  }

  #examine(conversion: Conversion): Examined {
    const { outputs, referenceResolver } = this.#options;
    const last = outputs.get(conversion.key);
    const known = this.mode.judge && last?.record.isUnjudged ? undefined : last;
    if (known !== undefined && !this.mode.recheck)
      return { conversion, known, resolved: undefined };
    return referenceResolver.examine(conversion, known, this.#found.get(conversion.key), this.left);
  }
}

export function targetKeysOf({ known, resolved }: Examined): string[] {
  if (resolved === undefined) return known?.references.map(({ key }) => key) ?? [];
  return [...resolved.targets.values()].map(({ conversion }) => conversion.key);
}
