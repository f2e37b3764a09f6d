// HTML as a flat list of tags, comments and texts, each with its place: what stands between two tags.
import type * as Parse5 from 'parse5';
import { parse5 } from '../packages.cjs';

export interface HtmlAttribute {
  readonly name: string;
  /** Character references decoded. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** A tag, a text that is not blank, or something else: a comment or doctype. */
export interface HtmlToken {
  readonly kind: 'start' | 'end' | 'text' | 'other';
  /** The tag's name in lower case. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly attributes: readonly HtmlAttribute[];
  /** It stands in SVG or MathML, where no element's content is mere text. */
  readonly isForeign: boolean;
}

/** Whose content is text, and how it is read (HTML, 13.2.6.4). Scripting counts as off. */
const TEXT_MODES: ReadonlyMap<string, keyof typeof Parse5.TokenizerMode> = new Map(
  Object.entries({
    title: 'RCDATA',
    textarea: 'RCDATA',
    style: 'RAWTEXT',
    xmp: 'RAWTEXT',
    iframe: 'RAWTEXT',
    noembed: 'RAWTEXT',
    noframes: 'RAWTEXT',
    script: 'SCRIPT_DATA',
    plaintext: 'PLAINTEXT',
  }),
);

const FOREIGN: ReadonlySet<string> = new Set(['svg', 'math', 'foreignobject']);

/** The elements of SVG and MathML that are open, and what may hold HTML again. */
class OpenForeign {
  readonly #names: string[] = [];
  readonly #counts = new Map([...FOREIGN].map((name) => [name, 0]));

  get isInside(): boolean {
    return this.#names.length > 0 && this.#names.at(-1) !== 'foreignobject';
  }

  open(name: string): void {
    if (FOREIGN.has(name)) this.#push(name);
  }

  /** Closes all that was opened behind it as well. */
  close(name: string): void {
    if (!this.#counts.get(name)) return;
    while (this.#pop() !== name);
  }

  #push(name: string): void {
    this.#names.push(name);
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  #pop(): string {
    const name = this.#names.pop() ?? '';
    this.#counts.set(name, (this.#counts.get(name) ?? 0) - 1);
    return name;
  }
}

/** Reads HTML as browsers do, except that it builds no tree: each token is as it is written. */
export function htmlTokens(html: string): HtmlToken[] {
  const { Tokenizer, TokenizerMode } = parse5();
  const tokens: HtmlToken[] = [];
  const foreign = new OpenForeign();
  const add = (kind: HtmlToken['kind'], token: PlacedToken): void => {
    tokens.push(placed(kind, token, foreign.isInside));
  };
  const other = (token: PlacedToken): void => add('other', token);
  const text = (token: PlacedToken): void => add('text', token);
  const tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: true },
    {
      onStartTag(token) {
        add('start', token);
        const name = token.tagName;
        if (!token.selfClosing) foreign.open(name);
        tokenizer.inForeignNode = foreign.isInside;
        const mode = TEXT_MODES.get(name);
        if (mode !== undefined && !tokenizer.inForeignNode) tokenizer.state = TokenizerMode[mode];
      },
      onEndTag(token) {
        add('end', token);
        foreign.close(token.tagName);
        tokenizer.inForeignNode = foreign.isInside;
      },
      onComment: other,
      onDoctype: other,
      onCharacter: text,
      onNullCharacter: text,
      onWhitespaceCharacter() {},
      onEof() {},
    },
  );
  tokenizer.write(html, true);
  return tokens;
}

interface PlacedToken {
  readonly location: Parse5.Token.LocationWithAttributes | null;
  readonly tagName?: string;
  readonly attrs?: readonly Parse5.Token.Attribute[];
}

function placed(kind: HtmlToken['kind'], token: PlacedToken, isForeign: boolean): HtmlToken {
  const { location, tagName = '', attrs = [] } = token;
  const attributes = attrs.flatMap(({ name, value }) => {
    const place = location?.attrs?.[name];
    return place ? [{ name, value, start: place.startOffset, end: place.endOffset }] : [];
  });
  const [start, end] = [location?.startOffset ?? 0, location?.endOffset ?? 0];
  return { kind, name: tagName, start, end, attributes, isForeign };
}

/** Lists what stands between the start tag of an element and its end tag, where no other tag does. */
export function rawTexts(
  tokens: readonly HtmlToken[],
): { tag: HtmlToken; start: number; end: number }[] {
  const tags = tagsOf(tokens);
  return tags.flatMap((tag, at) => {
    const next = tags[at + 1];
    const isWhole = tag.kind === 'start' && next?.kind === 'end' && next.name === tag.name;
    return isWhole ? [{ tag, start: tag.end, end: next.start }] : [];
  });
}

export function tagsOf(tokens: readonly HtmlToken[]): HtmlToken[] {
  return tokens.filter(({ kind }) => kind === 'start' || kind === 'end');
}

export function attributeOf(token: HtmlToken, name: string): HtmlAttribute | undefined {
  return token.attributes.find((attribute) => attribute.name === name);
}

/** Writes another value into an attribute; name and quotes stay as they were written. */
export function writeAttribute(written: string, value: string): string {
  // one without a value gets its first
  const [head = '', quote = ''] = /^[^=]*=\s*(["']?)/.exec(written) ?? [`${written.trimEnd()}=`];
  const name = quote === '' ? head : head.slice(0, -1);
  const used = quote === '' ? '"' : quote;
  const escaped = value
    .replaceAll('&', '&amp;')
    .replaceAll(used, used === '"' ? '&quot;' : '&#39;');
  return `${name}${used}${escaped}${used}`;
}
