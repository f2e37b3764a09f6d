// An SVG drawing as a part of a page.
import { quote } from '../../errors.ts';
import { applyEdits, type Edit } from '../edits.ts';
import { type HtmlToken, htmlTokens } from '../html/tokens.ts';
import { InlineProblem } from './problem.ts';

/**
 * Returns the text of a drawing as it is.
 *
 * @throws `InlineProblem` where it declares entities, or names its elements with a prefix: a page knows neither.
 */
export function standaloneSvg(text: string): string {
  if (ENTITY.test(text)) {
    throw new InlineProblem('it declares entities of XML, which a page does not know');
  }
  for (const [, prefix = ''] of text.matchAll(PREFIX)) {
    if (!text.includes(`<${prefix}:`)) continue;
    throw new InlineProblem(
      `its elements are named with the prefix ${quote(`${prefix}:`)}, which a page does not know`,
    );
  }
  return text;
}

/** What stands for SVG in names of elements. */
const PREFIX = /\sxmlns:([\w.-]+)\s?=\s?["']http:\/\/www\.w3\.org\/2000\/svg["']/g;

const ENTITY = /<!ENTITY\b/i;

/** In these, blanks are part of what is seen, or of a language of its own. */
const KEEPS_BLANKS: ReadonlySet<string> = new Set(
  'text title desc style script foreignobject metadata'.split(' '),
);

/**
 * Returns a drawing without its prologue, comments, and the blanks between elements that hold no text. One
 * that declares entities stays as it is.
 */
export function slimSvg(text: string): string {
  if (ENTITY.test(text)) return text;
  const start = text.search(/<svg\b/i);
  if (start < 0) return text;
  const drawing = text.slice(start).trimEnd();
  return applyEdits(drawing, blankEdits(drawing));
}

function blankEdits(text: string): Edit[] {
  const edits: Edit[] = [];
  const open: string[] = [];
  let isKeeping = 0;
  let done = 0;
  for (const token of htmlTokens(text)) {
    const isGap = isKeeping === 0 && /^\s*$/.test(text.slice(done, token.start));
    if (isGap && token.start > done) edits.push(without({ start: done, end: token.start }));
    if (isKeeping === 0 && isComment(token, text)) edits.push(without(token));
    done = token.end;
    if (token.kind === 'other' || token.kind === 'text' || text.endsWith('/>', token.end)) continue;
    if (token.kind === 'start') {
      open.push(token.name);
      if (isKeeping > 0 || keepsBlanks(token)) isKeeping += 1;
      continue;
    }
    if (open.at(-1) !== token.name) return [];
    open.pop();
    if (isKeeping > 0) isKeeping -= 1;
  }
  return open.length === 0 ? edits : [];
}

function without({ start, end }: { readonly start: number; readonly end: number }): Edit {
  return { start, end, text: '' };
}

function isComment({ kind, start }: HtmlToken, text: string): boolean {
  return kind === 'other' && text.startsWith('<!--', start);
}

function keepsBlanks({ name, attributes }: HtmlToken): boolean {
  return KEEPS_BLANKS.has(name) || attributes.some((each) => each.name === 'xml:space');
}
