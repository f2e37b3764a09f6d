// What bodies of block tags became, for as long as every URL in them stays.

/** How many bodies are remembered, and of which length: visitors may be part of them. */
const MOST_REMEMBERED = 500;
const LONGEST_REMEMBERED = 100_000;

/** Makes the result of a body, and notes each path with the URL that it got. */
type Make = (text: string, uses: Map<string, string>) => string;

interface Entry {
  readonly html: string;
  readonly uses: ReadonlyMap<string, string>;
}

export class BlockCache {
  readonly #finalUrl: (path: string) => string | undefined;
  readonly #entries = new Map<string, Entry>();

  constructor(finalUrl: (path: string) => string | undefined) {
    this.#finalUrl = finalUrl;
  }

  /** Gives the result for a body; bodies that differ in their nonce only are one. */
  of(html: string, make: Make): string {
    const nonce = nonceOf(html);
    const text = nonce === undefined ? html : html.replace(NONCES, `nonce="${MASK}"`);
    const result = this.#result(text, make);
    return nonce === undefined ? result : result.replaceAll(`nonce="${MASK}"`, `nonce="${nonce}"`);
  }

  #result(text: string, make: Make): string {
    const known = this.#entries.get(text);
    if (known !== undefined && this.#holds(known)) return known.html;
    const uses = new Map<string, string>();
    const entry = { html: make(text, uses), uses };
    if (text.length > LONGEST_REMEMBERED || !this.#holds(entry)) return entry.html;
    if (this.#entries.size >= MOST_REMEMBERED) this.#entries.clear();
    this.#entries.set(text, entry);
    return entry.html;
  }

  #holds({ uses }: Entry): boolean {
    for (const [path, url] of uses) if (this.#finalUrl(path) !== url) return false;
    return true;
  }
}

const NONCES = /\bnonce="([^"]*)"/g;
/** No page holds a NUL that a browser would keep. */
const MASK = '\0';

/** The one nonce of a body; a body with several of them is taken as it is. */
function nonceOf(html: string): string | undefined {
  if (!html.includes('nonce="') || html.includes(MASK)) return undefined;
  const nonces = new Set(Array.from(html.matchAll(NONCES), ([, nonce]) => nonce));
  const [nonce] = nonces;
  return nonces.size === 1 ? nonce : undefined;
}
