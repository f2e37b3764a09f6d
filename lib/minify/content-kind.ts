// What kind of text stands in a template: told, or guessed.
import type { MinifiedKind } from './minifier.ts';

/** What a text in a template may be. */
export type ContentKind = MinifiedKind | 'xhtml';

export const CONTENT_KINDS: readonly ContentKind[] = ['css', 'js', 'html', 'xhtml'];

const XHTML = /^\s*(?:<\?xml\b|<!DOCTYPE\s[^>]*XHTML|<html\b[^>]*\sxmlns=)/i;
/** A selector or at-rule, then a block that begins like a declaration, another rule, or is empty. */
const SHEET =
  /^\s*(?:\/\*[\s\S]*?\*\/\s*)*(?:@[a-z-]+[^;{}]*[;{]|[^{}();=]*(?:\([^{}();=]*\)[^{}();=]*)*\{\s*(?:\/\*[\s\S]*?\*\/\s*)*(?:[\w-]+\s*:|@|\}|[.#&>*:[]))/;
const KEYWORD = /^\s*(?:\/\*[\s\S]*?\*\/\s*)*(?:class|do|else|finally|try|export|import|static)\b/;

/** Guesses the kind of a text: markup begins with `<`, a sheet with a rule; all else is a script. */
export function guessKind(text: string): ContentKind {
  if (XHTML.test(text)) return 'xhtml';
  if (/^\s*</.test(text)) return 'html';
  if (SHEET.test(text) && !KEYWORD.test(text)) return 'css';
  return looksLikeProse(text) ? 'html' : 'js';
}

/** Words with tags among them, which no script has behind a letter. */
function looksLikeProse(text: string): boolean {
  return /<\/[a-z][a-z0-9-]*\s*>/i.test(text) && !/[;{}=]/.test(text);
}
