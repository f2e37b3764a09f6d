// What bodies of block tags became, for as long as every URL in them stays.
import { BoundedMemory, ownText, textBytes } from '../core/bounded-memory.ts';
import type { Reporter } from '../core/report.ts';
import { errorText, isStaticfileError } from '../errors.ts';

/** A path, or those of a combination. */
export type AskedInBody = string | readonly string[];

/** What a body asks for, each with the URL that it got. */
export type Uses = Map<AskedInBody, string>;

/** Makes the result of a body, and notes what it asked for. */
type Make = (text: string, uses: Uses) => string;

interface Entry {
  readonly html: string;
  readonly uses: ReadonlyMap<AskedInBody, string>;
}

const MOST_BYTES = 8_000_000;
/** What a path that is asked for costs besides its texts. */
const USE_BYTES = 100;

export class BlockCache {
  readonly #finalUrl: (path: AskedInBody) => string | undefined;
  readonly #entries = new BoundedMemory<Entry>({ mostBytes: MOST_BYTES, sizeOf });

  readonly #reporter: Reporter;

  constructor(finalUrl: (path: AskedInBody) => string | undefined, reporter: Reporter) {
    this.#finalUrl = finalUrl;
    this.#reporter = reporter;
  }

  /** Gives the result for a body; bodies that differ in their nonce only are one. */
  of(html: string, make: Make): string {
    const nonce = nonceOf(html);
    const text = nonce === undefined ? html : html.replace(NONCES, () => MASKED);
    const result = this.#resultOr(html, text, make);
    return nonce === undefined ? result : result.replaceAll(MASKED, () => `nonce="${nonce}"`);
  }

  /** What fails in a way that nobody has thought of leaves a body as it is, and is tried again. */
  #resultOr(html: string, text: string, make: Make): string {
    try {
      return this.#result(text, make);
    } catch (error) {
      if (isStaticfileError(error)) throw error;
      const message = `A text in a template stays as it is: ${errorText(error)}.`;
      this.#reporter.warnOnce(message, message);
      return html;
    }
  }

  #result(text: string, make: Make): string {
    const known = this.#entries.get(text);
    if (known !== undefined && this.#holds(known)) return known.html;
    const uses: Uses = new Map();
    const entry = { html: make(text, uses), uses };
    if (this.#holds(entry)) this.#entries.set(ownText(text), entry);
    return entry.html;
  }

  #holds({ uses }: Entry): boolean {
    for (const [path, url] of uses) if (this.#finalUrl(path) !== url) return false;
    return true;
  }
}

/** The paths are cut out of the body, which is the key. */
function sizeOf({ html, uses }: Entry): number {
  let sizeBytes = textBytes(html);
  for (const url of uses.values()) sizeBytes += USE_BYTES + textBytes(url);
  return sizeBytes;
}

const NONCES = /\bnonce="([^"]*)"/g;
/** No page holds a NUL that a browser would keep. */
const MASK = '\0';
const MASKED = `nonce="${MASK}"`;

/** The one nonce of a body; a body with several of them is taken as it is. */
function nonceOf(html: string): string | undefined {
  if (!html.includes('nonce="') || html.includes(MASK)) return undefined;
  const nonces = new Set(Array.from(html.matchAll(NONCES), ([, nonce]) => nonce));
  const [nonce] = nonces;
  return nonces.size === 1 ? nonce : undefined;
}
