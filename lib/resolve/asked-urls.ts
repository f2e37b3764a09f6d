// The URLs of one text: asked for again at each render, as each of them would be alone.
import type { PublicUrls } from '../proxies/public-urls.ts';
import type { Answer, AskedQuestion } from '../proxies/question.ts';
import type { PathResolver, Resolved } from './resolver.ts';

/** What the URLs of texts depend on. */
export interface AskingOptions {
  readonly publicUrls: PublicUrls;
  readonly now: () => number;
}

export interface AskedUrl {
  readonly resolver: PathResolver;
  /** What the path led to at the last render; `undefined` before the first. */
  resolved: Resolved | undefined;
}

export class AskedUrls<A extends AskedUrl> {
  readonly #options: AskingOptions;
  readonly all: readonly A[];
  readonly #anew: (asked: A) => Resolved;
  /** How many answers had changed when all URLs were final; `undefined`: they are not. */
  #finalSince: number | undefined;
  /** What the chain is asked for each URL that is not final; empty where one has to be looked at. */
  #steady: readonly (AskedQuestion | undefined)[] = [];
  #steadyEpoch = 0;
  #steadyUntilMs = Number.NEGATIVE_INFINITY;
  /** Each was asked for at the last render, and none threw. */
  #isWhole: boolean;

  /** @param anew - Resolves a path that has to be looked at. */
  constructor(options: AskingOptions, all: readonly A[], anew: (asked: A) => Resolved) {
    this.#options = options;
    this.all = all;
    this.#anew = anew;
    this.#isWhole = all.every(({ resolved }) => resolved !== undefined);
  }

  /** Asks for each URL, unless all are final. Returns whether each is the one of the last render. */
  stay(): boolean {
    const { publicUrls } = this.#options;
    const { changes } = publicUrls;
    if (this.#finalSince === changes) return true;
    let areSame = this.#isWhole;
    this.#isWhole = false;
    const steady = this.#steadyNow();
    let at = 0;
    // a file proxy may say while it is asked that another answer has changed
    for (; at < steady.length && publicUrls.epoch === this.#steadyEpoch; at += 1) {
      const each = steady[at];
      if (each === undefined) continue;
      const answer = publicUrls.askAgain(each.question);
      if (answer !== each.answer) areSame = this.#take(at, answer) && areSame;
    }
    const isSteady = at > 0 && publicUrls.epoch === this.#steadyEpoch;
    for (; at < this.all.length; at += 1) areSame = this.#take(at, undefined) && areSame;
    this.#isWhole = true;
    if (!isSteady) this.#note(changes);
    return areSame;
  }

  /** Returns whether a URL is the one of the last render; without an answer it is looked at. */
  #take(at: number, answer: Answer | undefined): boolean {
    const each = this.all[at] as A;
    const { resolver, resolved: before } = each;
    const { known } = resolver;
    const again = before && (answer ? known.answered(before, answer) : known.again(before));
    each.resolved = again ?? this.#anew(each);
    return each.resolved.url === before?.url;
  }

  #steadyNow(): readonly (AskedQuestion | undefined)[] {
    const { publicUrls, now } = this.#options;
    const isEarly = this.#steadyUntilMs === Number.POSITIVE_INFINITY || now() < this.#steadyUntilMs;
    return isEarly && this.#steadyEpoch === publicUrls.epoch ? this.#steady : [];
  }

  #note(changes: number): void {
    const all = this.all.flatMap(({ resolver: { known }, resolved }) =>
      resolved === undefined ? [] : { known, resolved },
    );
    const areFinal = all.every(({ known, resolved }) => known.isFinal(resolved));
    this.#finalSince = areFinal ? changes : undefined;
    this.#steadyUntilMs = Number.POSITIVE_INFINITY;
    for (const { known, resolved } of all)
      this.#steadyUntilMs = Math.min(this.#steadyUntilMs, known.steadyUntilMs(resolved));
    this.#steadyEpoch = this.#options.publicUrls.epoch;
    this.#steady =
      this.#steadyUntilMs === Number.NEGATIVE_INFINITY
        ? []
        : all.map(({ known, resolved }) => known.questionOf(resolved));
  }
}
