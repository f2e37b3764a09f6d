// HTML that is known but for conditions and values: its parts, and where what stands between two of them ends.
import { type HtmlToken, htmlTokens, tagsOf } from './tokens.ts';

/** A text, or one of several. */
export type HtmlPart = string | HtmlChoice;

/** What a render chooses of; an alternative may hold nothing. */
export interface HtmlChoice {
  readonly alternatives: readonly (readonly HtmlPart[])[];
}

/** Stands for a value in a text: browsers show it, and no file is named so. */
export function holeOf(name: string): string {
  return `${HOLE_START}${name}${HOLE_END}`;
}

/** Noncharacters of Unicode: no text holds them. */
const HOLE_START = '\ufdd0';
const HOLE_END = '\ufdd1';
const HOLES = /\ufdd0([^\ufdd0\ufdd1]*)\ufdd1/g;

export function hasHole(text: string): boolean {
  return text.includes(HOLE_START);
}

/** Splits a text at its holes: texts and names of holes take turns. */
export function splitAtHoles(text: string): string[] {
  return text.split(HOLES);
}

/** Checks whether a text may hold an element that becomes one with its neighbours. */
export function mayHoldMembers(parts: readonly HtmlPart[]): boolean {
  return parts.some((part) =>
    typeof part === 'string' ? MEMBER.test(part) : part.alternatives.some(mayHoldMembers),
  );
}

const MEMBER = /<(?:script|link)\b/i;

/** Checks whether the end of a text lies inside of a tag, a comment, or an element whose content is text. */
export function endsInMarkup(text: string): boolean {
  const tokens = htmlTokens(`${text}${PROBE}`);
  const last = tokens.at(-1);
  const isProbe = last?.kind === 'text' && text.length >= last.start && last.end > text.length;
  return !isProbe || isInRawText(tokens);
}

/** Checks whether the end of a text, which lies inside of a tag, lies in the quotes of an attribute. */
export function endsInQuotes(text: string): boolean {
  let quote = '';
  for (const character of text.slice(text.lastIndexOf('<') + 1)) {
    if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
  }
  return quote !== '';
}

const PROBE = 'x';
const RAW: ReadonlySet<string> = new Set(
  'script style title textarea xmp iframe noembed noframes'.split(' '),
);

/** Of such an element, all up to its end tag is text. */
function isInRawText(tokens: readonly HtmlToken[]): boolean {
  const last = tagsOf(tokens).at(-1);
  return last?.kind === 'start' && RAW.has(last.name);
}

export interface TextEnd {
  /** A script or stylesheet, which what follows may become one with. */
  readonly isMember: boolean;
  /** Where the last tag ends that nothing becomes one with; 0 without one. */
  readonly cut: number;
}

/** @param from - Cuts before are of no interest. */
export function endOf(text: string, from: number): TextEnd {
  const tokens = htmlTokens(text);
  const cut = tokens.findLast((token) => token.end > from && isBarrier(token))?.end ?? 0;
  const last = tokens.at(-1);
  const isMember =
    last !== undefined &&
    ((last.kind === 'start' && last.name === 'link') ||
      (last.kind === 'end' && last.name === 'script'));
  return { isMember, cut };
}

/** Behind such a tag nothing depends on what stands before it. */
function isBarrier({ kind, name }: HtmlToken): boolean {
  if (name === 'script' || name === 'link' || RAW.has(name)) return false;
  return kind === 'start' || kind === 'end';
}
