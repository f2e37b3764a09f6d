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

/** How long it is remembered that a file is not there. */
const MISS_MS = 1000;
/** Stands for a count of messages that is never reached. */
const NEVER = -1;
/** How many texts are remembered, as hits and as misses each. */
const MOST_REMEMBERED = 50_000;

/** A path that was found before. */
interface Hit {
  readonly found: FoundPath;
  readonly output: Output;
  readonly url: string;
  /** Holds until a file proxy says that an answer has changed: the count of such messages. */
  finalUntil: number;
  readonly answer: Answer;
  /** When to look again for members that were missing. */
  readonly untilMs: number;
}

/** A path that was not found a moment ago. */
interface Miss {
  readonly error: StaticfileError;
  readonly untilMs: number;
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
      return this.#handOut(text, found, output);
    } catch (error) {
      return this.#fallBack(text, error, place);
    }
  }

  #find(text: string, hit: Hit | undefined, place: Place | undefined): FoundPath {
    const { debug, finder, combinations, now } = this.#options;
    if (hit !== undefined && !debug && now() < hit.untilMs) return hit.found;
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
    return isSettled ? hit.output : converter.bring(found.request, { recheck: debug, ask: true });
  }

  #handOut(text: string, found: FoundPath, output: Output): string {
    const { debug, offers, asked, now } = this.#options;
    const answer = this.#answerFor(output);
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

/** Keeps a bounded number of entries; the oldest go first. */
function remember<V>(map: Map<string, V>, key: string, value: V): void {
  if (map.size >= MOST_REMEMBERED && !map.has(key)) {
    const oldest = map.keys().next();
    if (!oldest.done) map.delete(oldest.value);
  }
  map.set(key, value);
}

function unexpected(text: string, cause: unknown): StaticfileError {
  const message = `Cannot convert "${text}": ${errorText(cause)}.`;
  return new StaticfileError('ERR_STATICFILE_UNREADABLE', message, { cause });
}
