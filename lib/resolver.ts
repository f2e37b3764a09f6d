// From a path to the one best URL for it, right now: find, convert, publish, offer.
import type { AskedReferences } from './convert/asked.ts';
import type { Converter } from './convert/converter.ts';
import type { Output } from './convert/output.ts';
import type { Reporter } from './core/report.ts';
import { errorText, isStaticfileError, StaticfileError } from './errors.ts';
import type { Answer, Offers } from './proxies/offers.ts';
import { kindOfValue, type Place, placeText, readPath } from './resolver/argument.ts';
import type { Combinations } from './resolver/combinations.ts';
import { asWritten, type Finder, type FoundPath, isForeignPath } from './resolver/finder.ts';
import { type Integrity, StaticfileUrl } from './resolver/integrity.ts';
import { type Hit, MISS_MS, type Miss, NEVER, remember } from './resolver/memory.ts';
import type { PlainCopies } from './resolver/plain-copies.ts';

/** What happens when a path names no file. */
export type MissingPolicy = 'warn' | 'ignore' | 'throw';

export interface ResolverOptions {
  readonly enabled: boolean;
  readonly debug: boolean;
  readonly missing: MissingPolicy;
  readonly finder: Finder;
  readonly converter: Converter;
  readonly asked: AskedReferences;
  readonly offers: Offers;
  readonly combinations: Combinations;
  readonly plainCopies: PlainCopies;
  readonly integrity: Integrity;
  readonly reporter: Reporter;
  readonly now: () => number;
}

export class Resolver {
  readonly #options: ResolverOptions;
  readonly #hits = new Map<string, Hit>();
  readonly #misses = new Map<string, Miss>();

  constructor(options: ResolverOptions) {
    this.#options = options;
  }

  /** Answers the URL for a path. Throws only where `missing` is `'throw'`. */
  url(value: unknown, place?: Place): string {
    const text = readPath(value);
    if (text === undefined) return this.#noPath(value, place);
    const hit = this.#hits.get(text);
    if (hit !== undefined && this.#isFinal(hit)) return hit.url;
    return isForeignPath(text) ? text : this.#resolve(text, hit, place);
  }

  /** Answers the URL for a path that needs no look at anything, `undefined` for any other. */
  finalUrl(value: unknown): string | undefined {
    const hit = typeof value === 'string' ? this.#hits.get(value) : undefined;
    return hit !== undefined && this.#isFinal(hit) ? hit.url : undefined;
  }

  /** Answers the URL for a path together with the integrity of the bytes served. */
  urlWithIntegrity(value: unknown, place?: Place): StaticfileUrl {
    const url = this.url(value, place);
    const output = this.#hits.get(readPath(value) ?? '')?.output;
    return new StaticfileUrl(url, output ? this.#options.integrity.of(output) : '');
  }

  /** Nothing but a change of its source can change the URL, and sources are not looked at again. */
  #isFinal(hit: Hit): boolean {
    const { offers, asked } = this.#options;
    if (hit.finalUntil === offers.changes) return true;
    if (hit.finalUntil === NEVER || hit.answer.isStale || !asked.isFinal(hit.output)) return false;
    hit.finalUntil = offers.changes;
    return true;
  }

  #resolve(text: string, hit: Hit | undefined, place: Place | undefined): string {
    try {
      const found = this.#find(text, hit, place);
      if (!this.#options.enabled && found.request.paths.length === 1) {
        return this.#disabledUrl(text, found);
      }
      const output = this.#convert(found, hit);
      return this.#handOut(text, found, output, hit);
    } catch (error) {
      return this.#fallBack(text, error, place);
    }
  }

  #find(text: string, hit: Hit | undefined, place: Place | undefined): FoundPath {
    const { debug, finder, combinations, now } = this.#options;
    const isHit = hit !== undefined && !debug;
    if (isHit && (hit.untilMs === Number.POSITIVE_INFINITY || now() < hit.untilMs))
      return hit.found;
    const miss = this.#misses.get(text);
    if (miss !== undefined && !debug && now() < miss.untilMs) throw miss.error;
    const found = finder.find(text);
    for (const problem of found.problems) this.#applyMissing(text, problem, place);
    combinations.add(found.request);
    return found;
  }

  #convert(found: FoundPath, hit: Hit | undefined): Output {
    const { debug, converter, asked } = this.#options;
    const isSettled = hit?.found === found && !debug && !asked.isDue(hit.output);
    const lately = hit?.found === found ? undefined : found.sources;
    const mode = { recheck: debug, ask: true };
    return isSettled ? hit.output : converter.bring(found.request, mode, lately);
  }

  #handOut(text: string, found: FoundPath, output: Output, hit: Hit | undefined): string {
    const { debug, offers, asked, now } = this.#options;
    const answer = this.#answerFor(output);
    if (hit?.answer === answer && hit.output === output && !answer.isFinal) return hit.url;
    const url = offers.toUrl(answer.url, found.suffix, !this.#options.enabled);
    const isWhole = found.problems.length === 0;
    const isFinal = !debug && isWhole && answer.isFinal && asked.isFinal(output);
    const finalUntil = isFinal ? offers.changes : NEVER;
    const untilMs = isWhole ? Number.POSITIVE_INFINITY : now() + MISS_MS;
    remember(this.#hits, text, { found, output, answer, url, finalUntil, untilMs });
    this.#misses.delete(text);
    return url;
  }

  #answerFor(output: Output): Answer {
    const { enabled, offers, debug } = this.#options;
    if (enabled) return offers.ask(output, debug);
    return { url: offers.askDisabled(output.uri), isFinal: false, isStale: false };
  }

  #disabledUrl(text: string, found: FoundPath): string {
    const { offers, plainCopies, debug } = this.#options;
    const { uri, suffix } = asWritten(text);
    plainCopies.copy(found.request, debug);
    return offers.toUrl(offers.askDisabled(uri), suffix, true);
  }

  #fallBack(text: string, error: unknown, place: Place | undefined): string {
    const { offers, enabled } = this.#options;
    const { uri, suffix } = asWritten(text);
    const reason = isStaticfileError(error) ? error : unexpected(text, error);
    remember(this.#misses, text, { error: reason, untilMs: this.#options.now() + MISS_MS });
    if (reason.code === 'ERR_STATICFILE_PUBLISH') {
      this.#options.reporter.warnOnce(reason.message, reason.message);
      return offers.toUrl(offers.askUnpublished(uri), suffix);
    }
    this.#applyMissing(text, reason, place);
    if (uri === '') return suffix;
    const answer = enabled ? offers.askNotFound(uri) : offers.askDisabled(uri);
    return offers.toUrl(answer, suffix, !enabled);
  }

  #noPath(value: unknown, place: Place | undefined): string {
    const text = value === undefined || value === null ? '' : String(value);
    const error = new StaticfileError(
      'ERR_STATICFILE_ARGUMENT',
      `Expected the path of a file, got ${kindOfValue(value)}.`,
    );
    return text === '' ? this.#emptyUrl(error, place) : this.#fallBack(text, error, place);
  }

  #emptyUrl(error: StaticfileError, place: Place | undefined): string {
    this.#applyMissing('', error, place);
    return '';
  }

  #applyMissing(text: string, error: StaticfileError, place: Place | undefined): void {
    const { missing, reporter } = this.#options;
    if (missing === 'throw') throw error;
    if (missing === 'ignore') return;
    const message = error.message + placeText(place);
    reporter.warnOnce(`path ${text} ${error.code}`, message);
  }
}

function unexpected(text: string, cause: unknown): StaticfileError {
  const message = `Cannot convert "${text}": ${errorText(cause)}.`;
  return new StaticfileError('ERR_STATICFILE_UNREADABLE', message, { cause });
}
