// HTML as a flat list of tags, comments and texts, each with its place: what stands between two tags.
import type * as Parse5 from 'parse5';
import { parse5 } from './packages.cjs';

export interface HtmlAttribute {
  readonly name: string;
  /** Character references decoded. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** A tag, or something else that is not blank. */
export interface HtmlToken {
  readonly kind: 'start' | 'end' | 'other';
  /** The tag's name in lower case. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly attributes: readonly HtmlAttribute[];
}

/** Whose content is text, and how it is read (HTML, 13.2.6.4). Scripting counts as off. */
const TEXT_MODES: Readonly<Record<string, keyof typeof Parse5.TokenizerMode>> = {
  title: 'RCDATA',
  textarea: 'RCDATA',
  style: 'RAWTEXT',
  xmp: 'RAWTEXT',
  iframe: 'RAWTEXT',
  noembed: 'RAWTEXT',
  noframes: 'RAWTEXT',
  script: 'SCRIPT_DATA',
  plaintext: 'PLAINTEXT',
};

const FOREIGN = ['svg', 'math', 'foreignobject'];

/** Reads HTML as browsers do, except that it builds no tree: each token is as it is written. */
export function htmlTokens(text: string): HtmlToken[] {
  const { Tokenizer, TokenizerMode } = parse5();
  const tokens: HtmlToken[] = [];
  // in SVG and MathML no element's content is mere text
  const foreign: string[] = [];
  const add = (kind: HtmlToken['kind'], token: PlacedToken): void => {
    tokens.push(placed(kind, token));
  };
  const other = (token: PlacedToken): void => add('other', token);
  const tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: true },
    {
      onStartTag(token) {
        add('start', token);
        const name = token.tagName;
        if (FOREIGN.includes(name) && !token.selfClosing) foreign.push(name);
        tokenizer.inForeignNode = foreign.length > 0 && foreign.at(-1) !== 'foreignobject';
        const mode = TEXT_MODES[name];
        if (mode !== undefined && !tokenizer.inForeignNode) tokenizer.state = TokenizerMode[mode];
      },
      onEndTag(token) {
        add('end', token);
        const at = foreign.lastIndexOf(token.tagName);
        if (at >= 0) foreign.length = at;
        tokenizer.inForeignNode = foreign.length > 0 && foreign.at(-1) !== 'foreignobject';
      },
      onComment: other,
      onDoctype: other,
      onCharacter: other,
      onNullCharacter: other,
      onWhitespaceCharacter() {},
      onEof() {},
    },
  );
  tokenizer.write(text, true);
  return tokens;
}

interface PlacedToken {
  readonly location: Parse5.Token.LocationWithAttributes | null;
  readonly tagName?: string;
  readonly attrs?: readonly Parse5.Token.Attribute[];
}

function placed(kind: HtmlToken['kind'], token: PlacedToken): HtmlToken {
  const { location, tagName = '', attrs = [] } = token;
  const attributes = attrs.flatMap(({ name, value }) => {
    const place = location?.attrs?.[name];
    return place ? [{ name, value, start: place.startOffset, end: place.endOffset }] : [];
  });
  const [start, end] = [location?.startOffset ?? 0, location?.endOffset ?? 0];
  return { kind, name: tagName, start, end, attributes };
}

/** Writes another value into an attribute; name and quotes stay as they were written. */
export function writeAttribute(written: string, value: string): string {
  const [head = '', quote = ''] = /^[^=]*=\s*(["']?)/.exec(written) ?? [];
  const name = quote === '' ? head : head.slice(0, -1);
  const used = quote === '' ? '"' : quote;
  const escaped = value
    .replaceAll('&', '&amp;')
    .replaceAll(used, used === '"' ? '&quot;' : '&#39;');
  return `${name}${used}${escaped}${used}`;
}
