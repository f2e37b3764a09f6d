// From a path to the one best URL for it, right now: find, convert, publish, offer.
import type { Request } from './convert/request.ts';
import { encodeMarkup, isForeignUrl } from './core/paths.ts';
import { isStaticfileError, type StaticfileError } from './errors.ts';
import type { FoundSource } from './files/source.ts';
import type { Answer, Offers } from './proxies/offers.ts';
import {
  type AskedPath,
  isOwnKey,
  type Place,
  readPath,
  type TextOrigin,
} from './resolver/argument.ts';
import type { Catalog, ServedOutput } from './resolver/catalog.ts';
import { TOO_MANY_COMBINATIONS } from './resolver/combinations.ts';
import { type FallBack, isConversionFailure, unexpected } from './resolver/fall-back.ts';
import { asWritten, type FoundPath } from './resolver/finder.ts';
import { type Hit, Memory, MISS_MS } from './resolver/memory.ts';
import type { PlainCopies } from './resolver/plain-copies.ts';

export interface ResolverOptions<O extends ServedOutput> {
  /** The resolver of the tags that minify. */
  readonly isSlim: boolean;
  readonly enabled: boolean;
  readonly debug: boolean;
  readonly catalog: Catalog<O>;
  readonly offers: Offers;
  /** Absent where no source is here. */
  readonly plainCopies: PlainCopies | undefined;
  readonly fallBack: FallBack;
  readonly now: () => number;
}

/** What a path resolves to; without an output the URL leads to no file of ours. */
export interface Resolved {
  readonly url: string;
  readonly output?: ServedOutput;
  /** Why there is no output, or another than was asked for. */
  readonly reason?: StaticfileError;
}

/** Resolves paths: from sources, or from a manifest. */
export type PathResolver = Pick<Resolver, 'finalUrl' | 'resolve'>;

export class Resolver<O extends ServedOutput = ServedOutput> {
  readonly #options: ResolverOptions<O>;
  readonly #memory = new Memory<O>();

  constructor(options: ResolverOptions<O>) {
    this.#options = options;
  }

  /** Answers the URL for a path that needs no look at anything, `undefined` for any other. */
  finalUrl(value: unknown, origin: TextOrigin): string | undefined {
    const key = isOwnKey(value, origin) ? value : readPath(value, origin)?.key;
    const hit = key === undefined ? undefined : this.#memory.hit(key);
    return hit !== undefined && this.#isFinal(hit) ? hit.url : undefined;
  }

  /** Lists what was found so far. */
  hits(): Iterable<Hit<O>> {
    return this.#memory.hits();
  }

  /** Resolves a path. Throws only where `missing` is `'throw'`. */
  resolve(value: unknown, place?: Place, origin: TextOrigin = 'value'): Resolved {
    const textHit = isOwnKey(value, origin) ? this.#memory.hit(value) : undefined;
    const asked = textHit?.asked ?? readPath(value, origin);
    if (asked === undefined) return { url: this.#options.fallBack.noPath(value, place) };
    const hit = textHit ?? this.#memory.hit(asked.key);
    if (hit !== undefined && this.#isFinal(hit)) return hit;
    const [first = ''] = asked.members;
    if (asked.members.length === 1 && isForeignUrl(first)) return { url: encodeMarkup(first) };
    return this.#resolveAnew(asked, hit, place);
  }

  /** Resolves a path whose source was found, and whose output was made, just now. */
  takeOver(path: string, source: FoundSource, output: O): void {
    const asked = readPath(path, 'value');
    if (asked === undefined) return;
    const { request } = output;
    this.#handOut(
      asked,
      { request, sources: [source], suffix: '', problems: [] },
      output,
      undefined,
    );
  }

  /** Nothing but a change of its source can change the URL, and sources are not looked at again. */
  #isFinal(hit: Hit<O>): boolean {
    const { offers, catalog } = this.#options;
    if (hit.finalSince === undefined) return false;
    if (hit.finalSince === offers.changes) return true;
    const isFinal = !hit.answer.isStale && catalog.isFinal(hit.output);
    hit.finalSince = isFinal ? offers.changes : undefined;
    return isFinal;
  }

  #resolveAnew(asked: AskedPath, hit: Hit<O> | undefined, place: Place | undefined): Resolved {
    const miss = this.#memory.miss(asked.key);
    const isMiss = miss !== undefined && !this.#options.debug && this.#options.now() < miss.untilMs;
    if (isMiss) return this.#fallBack(asked, miss.error, place);
    try {
      const isDisabled = !this.#options.enabled && asked.members.length === 1;
      if (isDisabled) return this.#leaveAsIs(asked, place);
      const found = this.#find(asked, hit, place);
      const output = this.#options.catalog.bring(found, {
        isJustFound: hit?.found !== found,
        ask: true,
      });
      if (output.isUnversioned) this.#copyPlain(asked, () => found.request);
      return this.#handOut(asked, found, output, hit);
    } catch (error) {
      const reason = isStaticfileError(error) ? error : unexpected(asked, error);
      const untilMs = this.#options.now() + MISS_MS;
      this.#memory.rememberMiss(asked.key, { error: reason, untilMs });
      return this.#fallBack(asked, reason, place);
    }
  }

  #find(asked: AskedPath, hit: Hit<O> | undefined, place: Place | undefined): FoundPath {
    const { debug, catalog, fallBack, now, isSlim } = this.#options;
    const isLasting = hit?.untilMs === Number.POSITIVE_INFINITY;
    if (hit !== undefined && !debug && (isLasting || now() < hit.untilMs)) return hit.found;
    const found = catalog.find(asked, isSlim);
    for (const problem of found.problems) {
      const isWrong = problem.code === 'ERR_STATICFILE_ARGUMENT';
      if (isWrong) fallBack.applyMissing(asked, problem, place);
      else fallBack.warn(asked, problem, place);
    }
    return found;
  }

  #handOut(asked: AskedPath, found: FoundPath, output: O, hit: Hit<O> | undefined): Resolved {
    const { debug, enabled, catalog, offers, now } = this.#options;
    const answer = this.#answerFor(output);
    const isSame = hit?.found === found && hit.answer === answer && hit.output === output;
    if (isSame && !answer.isFinal) return hit;
    const url = offers.toUrl(answer.url, found.suffix, !enabled);
    const isWhole = found.problems.length === 0;
    const isFinal = !debug && isWhole && answer.isFinal && catalog.isFinal(output);
    const finalSince = isFinal ? offers.changes : undefined;
    const untilMs = isWhole ? Number.POSITIVE_INFINITY : now() + MISS_MS;
    const lasting = hit?.found === found ? hit.untilMs : untilMs;
    const young = { asked, found, output, answer, url, untilMs: lasting, finalSince };
    this.#memory.rememberHit(asked.key, young);
    return young;
  }

  #answerFor(output: O): Answer {
    const { enabled, offers, debug } = this.#options;
    if (enabled) return offers.ask(output, debug);
    return { url: offers.askDisabled(output.uri), isFinal: false, isStale: false };
  }

  /** With `enabled: false` a path comes back as it is. */
  #leaveAsIs(asked: AskedPath, place: Place | undefined): Resolved {
    const { offers } = this.#options;
    this.#copyPlain(asked, () => this.#find(asked, undefined, place).request);
    const { uri, suffix } = asWritten(asked);
    return { url: offers.toUrl(offers.askDisabled(uri), suffix, true) };
  }

  /** What keeps its name names other files by theirs: a server that has nothing but `outDir` has them, too. */
  #copyPlain(asked: AskedPath, find: () => Request): void {
    const { plainCopies, debug } = this.#options;
    if (plainCopies === undefined || (!debug && plainCopies.has(asked.key))) return;
    plainCopies.copy(asked.key, find());
  }

  /** A combination that can't be made gives its first member, which may be there alone. */
  #fallBack(asked: AskedPath, reason: StaticfileError, place: Place | undefined): Resolved {
    const { fallBack } = this.#options;
    const [first] = asked.members;
    const isRefused = reason === TOO_MANY_COMBINATIONS;
    const isFirstThere = isRefused || isConversionFailure(reason) || isForeignUrl(first ?? '');
    if (asked.members.length < 2 || first === undefined || !isFirstThere) {
      return { url: fallBack.url(asked, reason, place), reason };
    }
    if (isRefused) fallBack.applyMissing(asked, reason, place);
    else fallBack.warn(asked, reason, place);
    return { ...this.resolve(first, place), reason };
  }
}
