// Offers outputs to file proxies, and remembers the URLs that were handed out.
import { DISABLED } from '../proxies/file-info.ts';
import type { PublicUrls } from '../proxies/public-urls.ts';
import type { Answer, AskedQuestion } from '../proxies/question.ts';
import type { AskedPath } from './argument.ts';
import type { Catalog } from './catalog.ts';
import type { FoundPath } from './finder.ts';
import { type Hit, MISS_MS, type ResolvedPaths } from './resolved-paths.ts';
import type { ServedOutput } from './served-output.ts';

export interface KnownUrlsOptions<O extends ServedOutput> {
  readonly enabled: boolean;
  readonly debug: boolean;
  readonly catalog: Catalog<O>;
  readonly publicUrls: PublicUrls;
  readonly now: () => number;
}

export class KnownUrls<O extends ServedOutput> {
  readonly #options: KnownUrlsOptions<O>;
  readonly #memory: ResolvedPaths<O>;

  constructor(options: KnownUrlsOptions<O>, memory: ResolvedPaths<O>) {
    this.#options = options;
    this.#memory = memory;
  }

  /** The hit as it is now, where only the chain has to be asked for that; it is asked once. */
  now(hit: Hit<O>): Hit<O> | undefined {
    if (this.#isFinal(hit)) return hit;
    const untilMs = this.steadyUntilMs(hit);
    if (untilMs !== Number.POSITIVE_INFINITY && this.#options.now() >= untilMs) return undefined;
    const answer = hit.question && this.#options.publicUrls.askAgain(hit.question);
    return answer && this.answered(hit, answer);
  }

  answered(resolved: object, answer: Answer): Hit<O> {
    const hit = resolved as Hit<O>;
    if (answer === hit.answer && !answer.isFinal) return hit;
    return this.#remember(hit.asked, hit.found, hit.output, answer, hit);
  }

  /**
   * Until when nothing but the chain can change a URL, unless an epoch ends before; long ago for one that
   * has to be looked at.
   */
  steadyUntilMs(resolved: object): number {
    const hit = resolved as Partial<Hit<O>>;
    if (hit.isReplaced !== false) return Number.NEGATIVE_INFINITY;
    if (this.isFinal(hit)) return Number.POSITIVE_INFINITY;
    const { question, steadySince, steadyUntilMs } = hit;
    const isDue = question?.answer !== undefined;
    const isSteady = isDue && steadySince === this.#options.publicUrls.changes;
    return (isSteady ? steadyUntilMs : undefined) ?? Number.NEGATIVE_INFINITY;
  }

  /** What the chain is asked for a URL that is steady; nothing for one that is final. */
  questionOf(resolved: object): AskedQuestion | undefined {
    const { question, answer } = resolved as Hit<O>;
    return question === undefined || this.isFinal(resolved) ? undefined : { question, answer };
  }

  /** What was resolved before, as it is now, under the terms of {@link KnownUrls.now}. */
  again(resolved: object): Hit<O> | undefined {
    const hit = resolved as Hit<O>;
    return hit.isReplaced === false ? this.now(hit) : undefined;
  }

  /** Checks whether a URL that was resolved a moment ago stays until the chain says that one has changed. */
  isFinal(resolved: object): boolean {
    const { finalSince } = resolved as Partial<Hit<O>>;
    return finalSince !== undefined && finalSince === this.#options.publicUrls.changes;
  }

  /** Asks the chain for an output, and remembers its URL. */
  handOut(asked: AskedPath, found: FoundPath, output: O, hit: Hit<O> | undefined): Hit<O> {
    const answer = this.#answerFor(output);
    const isSame = hit?.found === found && hit.answer === answer && hit.output === output;
    if (!isSame || answer.isFinal) return this.#remember(asked, found, output, answer, hit);
    const { publicUrls, catalog } = this.#options;
    hit.steadySince = publicUrls.changes;
    hit.steadyUntilMs = catalog.steadyUntilMs(output);
    return hit;
  }

  #remember(
    asked: AskedPath,
    found: FoundPath,
    output: O,
    answer: Answer,
    hit: Hit<O> | undefined,
  ): Hit<O> {
    const { debug, enabled, catalog, publicUrls, now } = this.#options;
    const url = publicUrls.toUrl(answer.url, found.suffix);
    const isWhole = found.problems.length === 0;
    const isSteady = !debug && isWhole && enabled;
    const steadyUntilMs = catalog.steadyUntilMs(output);
    const isLasting = steadyUntilMs === Number.POSITIVE_INFINITY;
    const finalSince = isSteady && answer.isFinal && isLasting ? publicUrls.changes : undefined;
    const question = isSteady ? publicUrls.questionOf(output) : undefined;
    const untilMs = isWhole ? Number.POSITIVE_INFINITY : now() + MISS_MS;
    const lasting = hit?.found === found ? hit.untilMs : untilMs;
    // written out: what is spread becomes a table, which is slow to read at each render
    const young: Hit<O> = {
      asked,
      found,
      output,
      answer,
      url,
      untilMs: lasting,
      finalSince,
      question,
      steadySince: publicUrls.changes,
      steadyUntilMs,
      isReplaced: false,
    };
    this.#replace(hit ?? this.#memory.hit(asked.key), young);
    return young;
  }

  /** Who took the URL before for final is to look again where another one has come in another way. */
  #replace(before: Hit<O> | undefined, young: Hit<O>): void {
    const { publicUrls } = this.#options;
    this.#memory.rememberHit(young.asked.key, young);
    if (before === undefined) return;
    before.isReplaced = true;
    if (before.finalSince !== undefined && before.url !== young.url) publicUrls.lookAgain();
    else publicUrls.endEpoch();
  }

  #answerFor(output: O): Answer {
    const { enabled, publicUrls, debug } = this.#options;
    if (enabled) return publicUrls.ask(output, debug);
    return { url: publicUrls.askOther(output.uri, DISABLED), isFinal: false, isStale: false };
  }

  /** Nothing but a change of its source can change the URL, and sources are not looked at again. */
  #isFinal(hit: Hit<O>): boolean {
    const { publicUrls, catalog } = this.#options;
    if (hit.finalSince === undefined) return false;
    if (hit.finalSince === publicUrls.changes) return true;
    const isLasting = catalog.steadyUntilMs(hit.output) === Number.POSITIVE_INFINITY;
    const isFinal = !hit.answer.isStale && isLasting;
    hit.finalSince = isFinal ? publicUrls.changes : undefined;
    return isFinal;
  }
}
