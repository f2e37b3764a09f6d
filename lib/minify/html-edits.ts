// Changes of a page at their places: comments go, blanks shrink, and all else stays as written.
import type { Edit } from '../core/edits.ts';
import { htmlTokens } from '../core/html-tokens.ts';
import { minifiedTexts } from './html-blanks.ts';
import { hasOwnWhiteSpaceRules, isKeptComment, isKeptElement } from './html-kept.ts';
import {
  type HtmlParent,
  type HtmlText,
  type HtmlTree,
  isComment,
  isElement,
} from './html-tree.ts';

/** Takes away the comments that mean nothing. */
export function commentEdits(tree: HtmlTree): Edit[] {
  return commentsIn(tree, tree.root);
}

/** Takes away the blanks that mean nothing. */
export function blankEdits(tree: HtmlTree): Edit[] {
  const edits = tree.isPage ? leadingEdits(tree) : [];
  if (hasOwnWhiteSpaceRules(tree.root)) return edits;
  for (const [text, left] of minifiedTexts(tree)) edits.push(...textEdits(tree, text, left));
  return edits;
}

function commentsIn(tree: HtmlTree, parent: HtmlParent): Edit[] {
  return parent.childNodes.flatMap((node) => {
    if (isElement(node)) return isKeptElement(node) ? [] : commentsIn(tree, node);
    const place = node.sourceCodeLocation;
    if (!place || !isComment(node) || isKeptComment(tree, node)) return [];
    return [{ start: place.startOffset, end: place.endOffset, text: '' }];
  });
}

/** Parsers skip blanks before the head; they are part of no node. */
function leadingEdits({ text }: HtmlTree): Edit[] {
  const edits: Edit[] = [];
  let at = 0;
  for (const { start, end, kind, name } of htmlTokens(text)) {
    if (/\S/.test(text.slice(at, start))) break;
    edits.push({ start: at, end: start, text: '' });
    at = end;
    if (kind === 'end' || (kind === 'start' && name !== 'html')) break;
    if (kind === 'other' && !text.startsWith('<', start)) break;
  }
  return edits;
}

function textEdits(tree: HtmlTree, { value, sourceCodeLocation }: HtmlText, left: string): Edit[] {
  if (!sourceCodeLocation || left === value) return [];
  const { startOffset: start, endOffset: end } = sourceCodeLocation;
  const written = tree.text.slice(start, end);
  const found = partsOf(written);
  if (found.length > 1 && joinedText(found) !== value) return [];
  const parts = found.map((part) => shrunk(part, tree.keepsLineBreaks));
  if (isBlank(value[0]) && !isBlank(left[0])) trim(parts, 1);
  if (isBlank(value.at(-1)) && !isBlank(left.at(-1))) trim(parts, -1);
  const text = parts.map((part) => part.text).join('');
  return text === written ? [] : [{ start, end, text }];
}

interface Part {
  readonly text: string;
  /** A tag that the parser passed over. */
  readonly isTag: boolean;
}

function partsOf(written: string): Part[] {
  if (!written.includes('<')) return [{ text: written, isTag: false }];
  const parts: Part[] = [];
  let at = 0;
  for (const { kind, start, end } of htmlTokens(written)) {
    if (kind === 'other' && !/^<[!?]/.test(written.slice(start, end))) continue;
    parts.push({ text: written.slice(at, start), isTag: false });
    parts.push({ text: written.slice(start, end), isTag: true });
    at = end;
  }
  return [...parts, { text: written.slice(at), isTag: false }];
}

/** Differs from the node's value where text was moved out of a table, and other text lies between. */
function joinedText(parts: readonly Part[]): string {
  const texts = parts.map((part) => (part.isTag ? '' : part.text));
  return texts.join('').replace(/\r\n?/g, '\n');
}

/** A form feed is white space in HTML, but none in CSS. */
function shrunk(part: Part, keepsBreaks: boolean): Part {
  if (part.isTag) return part;
  const text = part.text.replace(/[ \t\n\r]+/g, (run) =>
    keepsBreaks && /[\n\r]/.test(run) ? '\n' : ' ',
  );
  return { ...part, text };
}

/** Takes the blanks away from one end, past tags that mean nothing. */
function trim(parts: Part[], step: 1 | -1): void {
  for (let at = step > 0 ? 0 : parts.length - 1; at in parts; at += step) {
    const part = parts[at] as Part;
    if (part.isTag) continue;
    const text = part.text.replace(step > 0 ? /^[ \n]/ : /[ \n]$/, '');
    parts[at] = { ...part, text };
    if (text !== '') return;
  }
}

function isBlank(character = ''): boolean {
  return /^[ \t\n\r]$/.test(character);
}
