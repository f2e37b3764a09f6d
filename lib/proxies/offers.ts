// Offers each output to the chain with the right flags, and makes the URL of the answer.
import { encodeUnsafe } from '../core/paths.ts';
import { withSuffix } from '../core/urls.ts';
import type { FileInfo, FileProxy, OutputState } from './file-proxy.ts';

/** What the chain is told of an output. */
export interface Offerable {
  /** The same for all outputs of one source and form. */
  readonly key: string;
  readonly uri: string;
  readonly version: string;
  readonly filePath: string;
  readonly sourcePaths: readonly string[];
  readonly referenceUris: readonly string[];
  /** See `FileInfo` for these five. */
  readonly fixedReferences?: readonly string[];
  readonly isLocalForm?: boolean;
  readonly isUnversioned?: boolean;
  readonly hasUnknownReferences?: boolean;
  readonly contentHash?: string;
  /** The conversion cache knew it. */
  readonly isCached: boolean;
  /** The conversion cache knew another one of the same key. */
  readonly isChanged: boolean;
}

export interface OffersOptions {
  readonly chain: FileProxy;
  /** Put before answers that begin with a single slash. */
  readonly mediaUrl: string;
  /** Put before the answers to a disabled path, too. */
  readonly mediaUrlAlways: boolean;
}

/** What the chain answered for an output. */
export interface Answer {
  readonly url: string;
  /** The answer stays while the output does: the chain is not asked again. */
  readonly isFinal: boolean;
  /** A file proxy has said since that its answer is another one. */
  readonly isStale: boolean;
}

/** An output as it was offered last. */
interface Offered {
  readonly uri: string;
  readonly version: string;
  readonly answer: { readonly url: string; readonly isFinal: boolean; isStale: boolean };
  /** For calls that look at nothing; made when there is one. */
  unchecked: { readonly output: Offerable; readonly info: FileInfo } | undefined;
}

const NONE: FileInfo = {
  new: false,
  changed: false,
  checked: false,
  notfound: false,
  disabled: false,
  cached: false,
  provisional: false,
};
const DISABLED: FileInfo = Object.freeze({ ...NONE, disabled: true });
const NOT_FOUND: FileInfo = Object.freeze({ ...NONE, checked: true, notfound: true });
const UNPUBLISHED: FileInfo = Object.freeze({ ...NONE, checked: true });

export class Offers {
  readonly #options: OffersOptions;
  readonly #offered = new Map<string, Offered>();
  /** The latest offer of each uri; made when a file proxy speaks of one. */
  #byUri: Map<string, Offered> | undefined;
  #changes = 0;

  constructor(options: OffersOptions) {
    this.#options = options;
  }

  /** How often file proxies have said that an answer has changed. */
  get changes(): number {
    return this.#changes;
  }

  /** Takes the answer for a uri as outdated: it is asked for again. */
  forgetAnswer(uri: string): void {
    this.#changes += 1;
    this.#byUri ??= new Map([...this.#offered.values()].map((each) => [each.uri, each]));
    const offered = this.#byUri.get(uri);
    if (offered !== undefined) offered.answer.isStale = true;
  }

  /**
   * Answers for an output, asking the chain unless its answer is final.
   *
   * @param isChecked - Its source was looked at for this call.
   */
  ask(output: Offerable, isChecked: boolean): Answer {
    const last = this.#offered.get(output.key);
    const isSame = last?.uri === output.uri && last.version === output.version;
    if (isSame && last.answer.isFinal && !last.answer.isStale) return last.answer;
    if (isSame && !isChecked) {
      if (last.unchecked?.output !== output) {
        last.unchecked = { output, info: Object.freeze(infoOf(output, UNCHECKED)) };
      }
      return this.#call(output, last.unchecked.info, last);
    }
    const info = infoOf(output, {
      new: last === undefined,
      changed: last === undefined ? output.isChanged : !isSame,
      checked: true,
      cached: last === undefined && output.isCached,
    });
    return this.#call(output, info, isSame ? last : undefined);
  }

  /** Tells whether a file proxy is to answer another URL for an output. */
  isMoving({ uri }: Offerable): boolean {
    return this.#options.chain.mover?.isMoving?.(uri) === true;
  }

  /** Tells where an output stands. */
  stateOf({ uri }: Offerable): OutputState {
    return this.#options.chain.mover?.stateOf?.(uri) ?? { state: 'local' };
  }

  /** Tells whether answers can be used where browsers ask for CORS. */
  hasCors(): boolean {
    return this.#options.chain.mover?.hasCors?.() !== false;
  }

  /** Gives the answer of the last time, without asking; the uri when there was none. */
  lastAnswer(output: Offerable): Answer {
    const last = this.#offered.get(output.key);
    if (last?.uri === output.uri) return last.answer;
    return { url: output.uri, isFinal: false, isStale: true };
  }

  askDisabled(uri: string): string {
    return this.#options.chain(uri, DISABLED);
  }

  askNotFound(uri: string): string {
    return this.#options.chain(uri, NOT_FOUND);
  }

  /** Asks about a source whose output can't be written. */
  askUnpublished(uri: string): string {
    return this.#options.chain(uri, UNPUBLISHED);
  }

  /** Makes the URL for a page of the chain's answer and the path's `?query` and `#fragment`. */
  toUrl(answer: string, suffix: string, isDisabled = false): string {
    const { mediaUrl, mediaUrlAlways } = this.#options;
    const isLocal = answer.startsWith('/') && !answer.startsWith('//');
    const prefix = isLocal && (!isDisabled || mediaUrlAlways) ? mediaUrl : '';
    return prefix + withSuffix(answer, encodeUnsafe(suffix));
  }

  #call(output: Offerable, info: FileInfo, last: Offered | undefined): Answer {
    const { chain } = this.#options;
    const { key, uri, version } = output;
    const url = chain(uri, info);
    const isFinal = chain.isFinal?.(uri) === true;
    const known = last?.answer;
    if (known?.url === url && known.isFinal === isFinal && !known.isStale) return known;
    const answer = { url, isFinal, isStale: false };
    const offered = { uri, version, answer, unchecked: last?.unchecked };
    const before = this.#offered.get(key);
    if (before !== undefined && before.uri !== uri) this.#byUri?.delete(before.uri);
    this.#offered.set(key, offered);
    this.#byUri?.set(uri, offered);
    return answer;
  }
}

type Flags = Pick<FileInfo, 'new' | 'changed' | 'checked' | 'cached'>;

export const UNCHECKED: Flags = { new: false, changed: false, checked: false, cached: false };

/** Written out, because this is done once for every file of a site. */
export function infoOf(output: Offerable, flags: Flags): FileInfo {
  return {
    new: flags.new,
    changed: flags.changed,
    checked: flags.checked,
    notfound: false,
    disabled: false,
    cached: flags.cached,
    provisional: false,
    filepath: output.filePath,
    sources: output.sourcePaths,
    references: output.referenceUris,
    ...(output.fixedReferences && { fixedReferences: output.fixedReferences }),
    ...(output.isLocalForm && { isLocalForm: true }),
    ...(output.isUnversioned && { isUnversioned: true }),
    ...(output.hasUnknownReferences && { hasUnknownReferences: true }),
    ...(output.contentHash && { contentHash: output.contentHash }),
  };
}
