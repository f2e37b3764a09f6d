// What bodies of block tags became, for as long as every URL in them stays.
import { attempt } from '../core/attempt.ts';
import { BoundedMemory, ownText, textBytes } from '../core/bounded-memory.ts';
import type { Reporter } from '../core/report.ts';
import { errorText, isStaticfileError } from '../errors.ts';
import { type AskedUrl, AskedUrls, type AskingOptions } from './asked-urls.ts';
import { MISS_MS } from './resolved-paths.ts';
import type { PathResolver, Resolved } from './resolver.ts';

/** A path, or those of a combination. */
export type AskedInBody = string | readonly string[];

/** The paths that a body was made from. */
export class Uses {
  /** What it asks for, each with what that led to. */
  readonly urls: Map<AskedInBody, Resolved> = new Map();
  /** It names what no root has, which may be there soon. */
  hasAbsent = false;
  /** Files were looked at that it doesn't ask for: with `debug` they may have changed. */
  hasUnasked = false;
  /** It will be made otherwise, whatever its URLs are. */
  isPassing = false;
}

export interface BlockCacheOptions extends AskingOptions {
  readonly reporter: Reporter;
  readonly debug: boolean;
  readonly resolver: PathResolver;
}

/** The path of a page, as messages name it. */
type PageName = Readonly<Record<'template', string>>;

/** Returns the result of a body, and notes what it asked for. */
type Make = (text: string, uses: Uses) => string;

interface AskedPath extends AskedUrl {
  readonly path: AskedInBody;
}

interface Entry {
  /** The result, cut at its nonces. */
  readonly pieces: readonly string[];
  readonly urls: AskedUrls<AskedPath>;
  readonly untilMs: number;
}

const MOST_BYTES = 8_000_000;
/** What a path that is asked for costs besides its texts: what it led to is kept with it. */
const USE_BYTES = 1000;

export class BlockCache {
  readonly #options: BlockCacheOptions;
  readonly #entries = new BoundedMemory<Entry>({ mostBytes: MOST_BYTES, sizeOf });

  constructor(options: BlockCacheOptions) {
    this.#options = options;
  }

  /**
   * Returns the result for a body; bodies that differ in their nonce only are one.
   *
   * @param page - Where a whole page stands.
   */
  of(html: string, make: Make, page?: PageName): string {
    const nonce = nonceOf(html);
    const text = nonce === undefined ? html : html.split(nonce).join(MASKED);
    const key = page === undefined ? text : `${page.template}\0${text}`;
    const known = this.#entries.get(key);
    // what throws now is to say where
    if (known !== undefined && attempt(() => this.#holds(known)) === true)
      return joined(known.pieces, nonce);
    // its URLs are others by now
    this.#entries.delete(key);
    try {
      return joined(this.#make(text, key, make, page), nonce);
    } catch (error) {
      if (isStaticfileError(error)) throw error;
      // what fails in a way that nobody has thought of leaves a body as it is, and is tried again
      const message = `A text in a template stays as it is: ${errorText(error)}.`;
      this.#options.reporter.warnOnce(message, message);
      return html;
    }
  }

  #make(text: string, key: string, make: Make, page?: PageName): readonly string[] {
    const { debug, now } = this.#options;
    const uses = new Uses();
    const pieces = make(text, uses).split(MASKED);
    const { urls, hasAbsent, hasUnasked, isPassing } = uses;
    // with debug a file is found as soon as it is there
    if (isPassing || ((hasAbsent || hasUnasked) && debug)) return pieces;
    const untilMs = hasAbsent ? now() + MISS_MS : Number.POSITIVE_INFINITY;
    this.#entries.set(ownText(key), { pieces, urls: this.#askedUrls(urls, page), untilMs });
    return pieces;
  }

  #askedUrls(urls: Uses['urls'], page: PageName | undefined): Entry['urls'] {
    const { resolver } = this.#options;
    const all: AskedPath[] = [...urls].map(([path, resolved]) => ({ path, resolved, resolver }));
    const anew = ({ path }: AskedPath) =>
      resolver.atOnce(path, 'value') ?? resolver.resolve(path, page);
    return new AskedUrls(this.#options, all, anew);
  }

  #holds({ urls, untilMs }: Entry): boolean {
    if (untilMs !== Number.POSITIVE_INFINITY && this.#options.now() >= untilMs) return false;
    return urls.stay();
  }
}

/** The paths are cut out of the body, which is the key. */
function sizeOf({ pieces, urls }: Pick<Entry, 'pieces' | 'urls'>): number {
  let sizeBytes = 0;
  for (const piece of pieces) sizeBytes += textBytes(piece);
  for (const { resolved } of urls.all) sizeBytes += USE_BYTES + textBytes(resolved?.url ?? '');
  return sizeBytes;
}

function joined(pieces: readonly string[], nonce: string | undefined): string {
  return pieces.join(nonce ?? MASKED);
}

const NONCE = 'nonce="';
/** No page holds a NUL that a browser would keep. */
const MASK = '\0';
const MASKED = `nonce="${MASK}"`;

/** The one nonce of a body, as it is written; a body with several of them is taken as it is. */
function nonceOf(html: string): string | undefined {
  const start = html.indexOf(NONCE);
  if (start < 0 || html.includes(MASK)) return undefined;
  const end = html.indexOf('"', start + NONCE.length) + 1;
  const nonce = html.slice(start, end);
  for (let at = start; at >= 0; at = html.indexOf(NONCE, at + 1)) {
    if (!html.startsWith(nonce, at)) return undefined;
  }
  return nonce === '' ? undefined : nonce;
}
