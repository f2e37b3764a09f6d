// What kind of text stands in a template: told, or guessed.
import type { MinifiedKind } from './minifier.ts';

/** What a text in a template may be. */
export type ContentKind = MinifiedKind | 'xhtml';

export const CONTENT_KINDS: readonly ContentKind[] = ['css', 'js', 'html', 'xhtml'];

const XHTML = /^\s*(?:<\?xml\b|<!DOCTYPE\s[^>]*XHTML|<html\b[^>]*\sxmlns=)/i;
/** A selector or at-rule, then a block that begins like a declaration or rule, or is empty. */
const SHEET =
  /^\s*(?:@[a-z-]+[^;{}]*[;{]|[^{}();=]*(?:\([^{}();=]*\)[^{}();=]*)*\{\s*(?:[\w-]+\s*:|@|\}|[.#&>*:[]))/;
const SCRIPT = /^\s*(?:class|do|else|finally|try|export|import|static)\b/;
const COMMENTS_AND_ATTRIBUTES = /\/\*[\s\S]*?\*\/|\[[^\]]*\]/g;

/** Guesses the kind of a text: markup begins with `<`, a sheet with a rule; all else is a script. */
export function guessKind(text: string): ContentKind {
  if (XHTML.test(text)) return 'xhtml';
  if (/^\s*</.test(text)) return 'html';
  const bare = text.replace(COMMENTS_AND_ATTRIBUTES, '');
  if (SHEET.test(bare) && !SCRIPT.test(bare)) return 'css';
  return looksLikeProse(text) ? 'html' : 'js';
}

/** Words with tags among them, which no script has behind a letter. */
function looksLikeProse(text: string): boolean {
  return /<\/[a-z][a-z0-9-]*\s*>/i.test(text) && !/[;{}=]/.test(text);
}
