// Offers each output to the chain with the right flags, and makes the URL of the answer.
import { encodeMarkup, isForeignUrl } from '../core/paths.ts';
import { withSuffix } from '../core/urls.ts';
import { AnsweredUris } from './answered-uris.ts';
import { infoOf, type Offerable, UNCHECKED } from './file-info.ts';
import type { FileInfo, FileProxy, OutputState } from './file-proxy.ts';
import type { Answer, Question } from './question.ts';
import { isBoundToSite } from './site-bound.ts';

export interface PublicUrlsOptions {
  readonly chain: FileProxy;
  /** Put before answers that begin with a single slash. */
  readonly mediaUrl: string;
}

interface Offered {
  readonly uri: string;
  readonly version: string;
  readonly isProvisional: boolean;
  /** The uri that was offered last as the output's own, and not as what stands in. */
  readonly ownUri: string | undefined;
  readonly answer: { readonly url: string; readonly isFinal: boolean; isStale: boolean };
  /** For calls that look at nothing; made when there is one. */
  unchecked: Question | undefined;
}

export class PublicUrls {
  readonly #options: PublicUrlsOptions;
  readonly #offered = new Map<string, Offered>();
  /** The latest offer of each uri; made when a file proxy speaks of one. */
  #byUri: Map<string, Offered> | undefined;
  /** What was offered as an output of its own, under whatever key. */
  readonly #ownUris = new Set<string>();
  #changes = 0;
  #epoch = 0;
  readonly answered: AnsweredUris = new AnsweredUris();

  constructor(options: PublicUrlsOptions) {
    this.#options = options;
  }

  /** How often file proxies have said that an answer has changed. */
  get changes(): number {
    return this.#changes;
  }

  /** Moves with whatever may make another question due than the last one. */
  get epoch(): number {
    return this.#epoch;
  }

  endEpoch(): void {
    this.#epoch += 1;
  }

  /** Lists what was offered: uris, and the chain's last answers. */
  *all(): Generator<{ readonly uri: string; readonly url: string }> {
    for (const { uri, answer } of this.#offered.values()) yield { uri, url: answer.url };
  }

  /** Takes the answer for a uri as outdated: it is asked for again. */
  forgetAnswer(uri: string): void {
    this.lookAgain();
    // what stands in is asked for at each render
    const own = [...this.#offered.values()].filter((each) => !each.isProvisional);
    this.#byUri ??= new Map(own.map((each) => [each.uri, each]));
    const offered = this.#byUri.get(uri);
    if (offered !== undefined) offered.answer.isStale = true;
  }

  /** Has everybody look again who took an answer for final. */
  lookAgain(): void {
    this.#changes += 1;
    this.endEpoch();
  }

  /** Checks whether an output of a key was offered as its own, and not only as what stands in. */
  hasOwn(key: string): boolean {
    return this.#offered.get(key)?.ownUri !== undefined;
  }

  /**
   * Returns the URL of an output, asking the chain unless its answer is final.
   *
   * @param isChecked - Its source was looked at for this call.
   */
  ask(output: Offerable, isChecked: boolean): Answer {
    const last = this.#offered.get(output.key);
    const isSameFile = last?.uri === output.uri && last.version === output.version;
    const isSame = isSameFile && last.isProvisional === (output.isProvisional === true);
    if (isSame && last.answer.isFinal && !last.answer.isStale) return last.answer;
    if (isSame && !isChecked) return this.askAgain(this.#questionOf(output, last)) ?? last.answer;
    // it may have stood in only for what it turns out to be
    const isOwnNow = isSameFile && !output.isProvisional && last.ownUri !== output.uri;
    // it may be the output of another form, too
    const isNew = (last === undefined || isOwnNow) && !this.#ownUris.has(output.uri);
    const info = infoOf(output, {
      new: isNew,
      changed: last === undefined ? output.isChanged : !isSameFile,
      checked: true,
      cached: isNew && output.isCached,
    });
    const answered = this.#options.chain(output.uri, info);
    const same = isSame ? last : undefined;
    return this.#heard(output, answered, same?.answer, same?.unchecked);
  }

  /** Returns the question that is asked as long as an output stays, where it was offered last. */
  questionOf(output: Offerable): Question | undefined {
    const last = this.#offered.get(output.key);
    const isLast = last?.uri === output.uri && last.version === output.version;
    return isLast && !output.isProvisional ? this.#questionOf(output, last) : undefined;
  }

  /** Asks a question again; `undefined` where another one is to be asked by now. */
  askAgain(question: Question): Answer | undefined {
    const { uri, info, output, answer } = question;
    return answer && this.#heard(output, this.#options.chain(uri, info), answer, question);
  }

  /** What stands in for another output does, too, and what may move and was never offered. */
  isMoving({ uri, isProvisional }: Offerable, isUnheard = false): boolean {
    const { urlToCome, isMoving } = this.#options.chain.mover ?? {};
    const mayMove = urlToCome !== undefined && (isUnheard || isProvisional === true);
    return mayMove || isMoving?.(uri) === true;
  }

  stateOf({ uri }: Pick<Offerable, 'uri'>): OutputState {
    return this.#options.chain.mover?.stateOf?.(uri) ?? { state: 'local' };
  }

  hasCors(): boolean {
    return this.#options.chain.mover?.hasCors?.() !== false;
  }

  /** Returns the answer of the last time, without asking; the uri when there was none. */
  lastAnswer(output: Offerable): Answer {
    const last = this.#offered.get(output.key);
    const isLast = last?.uri === output.uri;
    return isLast ? last.answer : { url: output.uri, isFinal: false, isStale: true };
  }

  /** Asks about a path that has no output. */
  askOther(uri: string, info: FileInfo): string {
    return this.answered.noteOther(uri, encodeMarkup(this.#options.chain(uri, info)));
  }

  /** Returns the URL for a page of the chain's answer and the path's `?query` and `#fragment`. */
  toUrl(answer: string, suffix: string): string {
    const isLocal = answer.startsWith('/') && !answer.startsWith('//');
    const { mediaUrl } = this.#options;
    if (mediaUrl !== '' && isLocal && isBoundToSite(answer)) return this.toSiteUrl(answer, suffix);
    return (isLocal ? mediaUrl : '') + withSuffix(answer, encodeMarkup(suffix));
  }

  /** Makes the URL of a uri on the page's own origin, for what browsers take from no other. */
  toSiteUrl(uri: string, suffix: string): string {
    const { mediaUrl } = this.#options;
    return (isForeignUrl(mediaUrl) ? '' : mediaUrl) + withSuffix(uri, encodeMarkup(suffix));
  }

  #questionOf(output: Offerable, last: Offered): Question {
    if (last.unchecked?.output === output) return last.unchecked;
    this.endEpoch();
    if (last.unchecked !== undefined) last.unchecked.answer = undefined;
    const info = Object.freeze(infoOf(output, UNCHECKED));
    last.unchecked = { uri: output.uri, info, output, answer: last.answer };
    return last.unchecked;
  }

  /** @param known - What was heard of the same output before. */
  #heard(
    output: Offerable,
    answered: string,
    known: Answer | undefined,
    unchecked: Question | undefined,
  ): Answer {
    // it is printed, whatever it is
    const url = answered === known?.url ? answered : encodeMarkup(answered);
    const isFinal = !output.isProvisional && this.#options.chain.isFinal?.(output.uri) === true;
    if (known?.url === url && known.isFinal === isFinal && !known.isStale) return known;
    this.answered.note(output.uri, url);
    return this.#note(output, { url, isFinal, isStale: false }, unchecked);
  }

  #note(output: Offerable, answer: Offered['answer'], unchecked: Question | undefined): Answer {
    const { key, uri, version, isProvisional = false } = output;
    this.endEpoch();
    const before = this.#offered.get(key);
    const ownUri = isProvisional ? before?.ownUri : uri;
    const offered: Offered = { uri, version, isProvisional, ownUri, answer, unchecked };
    if (before?.unchecked !== undefined) before.unchecked.answer = undefined;
    if (unchecked !== undefined) unchecked.answer = answer;
    if (before !== undefined && before.uri !== uri) this.#byUri?.delete(before.uri);
    this.#offered.set(key, offered);
    if (!isProvisional) this.#byUri?.set(uri, offered);
    if (!isProvisional) this.#ownUris.add(uri);
    return answer;
  }
}
