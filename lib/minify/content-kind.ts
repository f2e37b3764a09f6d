// What a text looks like: its kind, where that is sure, and whether somebody has minified it already.
import type { MinifiedKind } from './minifier.ts';

/** What a text in a template may be. */
export type ContentKind = MinifiedKind | 'xhtml';

/** Returns the kind whose minifier takes a text. */
export function minifiedKind(kind: ContentKind): MinifiedKind {
  return kind === 'xhtml' ? 'html' : kind;
}

export const CONTENT_KINDS: readonly ContentKind[] = ['css', 'js', 'html', 'xhtml'];

const XML = /^<\?xml\b/;
/** Other documents of XML hold texts whose blanks may count. */
const PAGE_OR_DRAWING = /^[^<]*(?:<[?!][^<]*)*<(?:html|svg)[\s/>]/i;
const XHTML = /^(?:<!DOCTYPE\s[^>]*XHTML|<html\b[^>]*\sxmlns=)/i;
const MARKUP = /^<[a-z!?/]/i;
const AT_RULE = /^@[a-z-][^;{}]*[;{]/;
/** A block that begins like a declaration or rule, or is empty. */
const BLOCK = /^(?:[\w-]+\s*:|@|\}|[.#&>*:[])/;
/** What can't stand before a rule's block; no name begins with a digit. */
const NO_SELECTOR = /[}();=!?"'`$%^]|:\s*$|^\s*$|(?:^|[\s,>+~])\d|[#.](?![\w\u0080-\uffff-])/;
const ESCAPE = /\\./g;
/** A sheet has no such comments, so that their line ends would go. */
const COMMENT_OF_OTHERS = /(?:^|[\s;{}])\/\//;
const SCRIPT = /^(?:class|do|else|finally|try|export|import|static)\b/;
/** One that never ends goes on to the end of the text, so that it is looked at once. */
const COMMENT_OR_ATTRIBUTE = /\/\*[\s\S]*?(?:(\*\/)|$)|\[[^\]]*(?:(\])|$)/g;
const BRACKETS = /\([^{}();=]*\)/g;
const COMMENT_LINE = /^(?:\/\/.*\n|\/\*)/;
const CALL = /[\w$\]]\(/;
/** What stands in scripts only, runs of blanks being one: words, with what must follow them. */
const STATEMENTS: readonly RegExp[] = [
  /^(?:"use strict"|'use strict')/,
  /^import (?:[\w$]+ from )?["'{*]|^export (?:default|[{*])/,
  /\b(?:var|let|const) (?:[[{]|[\w$]+ ?=)/,
  /\bfunction[ *]{0,3}\(/,
  /\bfunction [\w$]+ ?\(/,
  /\bclass [\w$]+ ?\{|\bextends [\w$.]+ ?\{/,
  /\b(?:try|else|do|finally|catch) ?\{/,
  /=>|\) ?\{[^{]/,
  /[\w$.\]] ?[-+*|&]?=[^=;]+;/,
];
const CLOSING_TAG = /<\/[a-z][a-z0-9-]*\s*>/i;

/** Guesses the kind of a text; `undefined` where it may as well be words that people read. */
export function guessKind(text: string): ContentKind | undefined {
  const bare = text.trimStart();
  if (XML.test(bare)) return PAGE_OR_DRAWING.test(bare) ? 'xhtml' : undefined;
  if (XHTML.test(bare)) return 'xhtml';
  if (MARKUP.test(bare)) return 'html';
  if (isSheet(bare.replace(COMMENT_OR_ATTRIBUTE, withoutWhole).trimStart())) return 'css';
  if (isScript(bare)) return 'js';
  return looksLikeProse(text) ? 'html' : undefined;
}

function withoutWhole(written: string, comment?: string, attribute?: string): string {
  return (comment ?? attribute) === undefined ? written : '';
}

function isSheet(text: string): boolean {
  if (SCRIPT.test(text)) return false;
  if (text.startsWith('@')) return AT_RULE.test(text);
  const block = text.indexOf('{');
  const selector = text.slice(0, Math.max(0, block)).replace(ESCAPE, 'a').replace(BRACKETS, '');
  if (block < 0 || NO_SELECTOR.test(selector)) return false;
  if (COMMENT_OF_OTHERS.test(text)) return false;
  return BLOCK.test(text.slice(block + 1).trimStart());
}

function isScript(text: string): boolean {
  const code = text.replace(/\s+/g, ' ');
  if (STATEMENTS.some((each) => each.test(code))) return true;
  return CALL.test(text) && (COMMENT_LINE.test(text) || /\) ?;/.test(text));
}

/** Words with tags among them, which no script has behind a letter. */
function looksLikeProse(text: string): boolean {
  return CLOSING_TAG.test(text) && !/[;{}=]/.test(text);
}

const MINIFIED_NAME = /[.-]min\.(?:m?js|css)$/i;
/** A shorter script may well be one long line. */
const LEAST_CHARACTERS = 10_000;
const LONG_LINE = 200;

/** Tells by the name, or for scripts by lines as no person writes them (comments left out). */
export function isMinified(path: string, text: string): boolean {
  if (MINIFIED_NAME.test(path)) return true;
  if (!/\.m?js$/i.test(path) || text.length < LEAST_CHARACTERS) return false;
  return !hasShortLines(text);
}

/** Stops where it is sure: most of what people write is known by its first lines. */
function hasShortLines(text: string): boolean {
  let [left, lines, at] = [text.length, 1, 0];
  let [comment, line] = [-1, -1];
  while (left > lines * LONG_LINE) {
    if (comment < at) comment = placeOf(text, '/*', at);
    if (line < at) line = placeOf(text, '\n', at);
    if (Math.min(comment, line) === Number.POSITIVE_INFINITY) return false;
    if (line < comment) {
      lines += 1;
      at = line + 1;
    } else {
      at = Math.min(placeOf(text, '*/', comment + 2) + 2, text.length);
      left -= at - comment;
    }
  }
  return true;
}

function placeOf(text: string, part: string, from: number): number {
  const at = text.indexOf(part, from);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}
