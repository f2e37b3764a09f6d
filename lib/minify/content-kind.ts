// What kind of text stands in a template: told, or guessed.
import type { MinifiedKind } from './minifier.ts';

/** What a text in a template may be. */
export type ContentKind = MinifiedKind | 'xhtml';

export const CONTENT_KINDS: readonly ContentKind[] = ['css', 'js', 'html', 'xhtml'];

const XHTML = /^(?:<\?xml\b|<!DOCTYPE\s[^>]*XHTML|<html\b[^>]*\sxmlns=)/i;
const AT_RULE = /^@[a-z-][^;{}]*[;{]/;
/** A block that begins like a declaration or rule, or is empty. */
const BLOCK = /^(?:[\w-]+\s*:|@|\}|[.#&>*:[])/;
const SCRIPT = /^(?:class|do|else|finally|try|export|import|static)\b/;
/** One that never ends goes on to the end of the text, so that it is looked at once. */
const COMMENT_OR_ATTRIBUTE = /\/\*[\s\S]*?(?:(\*\/)|$)|\[[^\]]*(?:(\])|$)/g;
const BRACKETS = /\([^{}();=]*\)/g;
const CLOSING_TAG = /<\/[a-z][a-z0-9-]*\s*>/i;

/** Guesses the kind of a text: markup begins with `<`, a sheet with a rule; all else is a script. */
export function guessKind(text: string): ContentKind {
  const bare = text.trimStart();
  if (XHTML.test(bare)) return 'xhtml';
  if (bare.startsWith('<')) return 'html';
  if (isSheet(bare.replace(COMMENT_OR_ATTRIBUTE, withoutWhole).trimStart())) return 'css';
  return looksLikeProse(text) ? 'html' : 'js';
}

function withoutWhole(written: string, comment?: string, attribute?: string): string {
  return (comment ?? attribute) === undefined ? written : '';
}

function isSheet(text: string): boolean {
  if (SCRIPT.test(text)) return false;
  if (text.startsWith('@')) return AT_RULE.test(text);
  const block = text.indexOf('{');
  const selector = text.slice(0, Math.max(0, block)).replace(BRACKETS, '');
  return block >= 0 && !/[}();=]/.test(selector) && BLOCK.test(text.slice(block + 1).trimStart());
}

/** Words with tags among them, which no script has behind a letter. */
function looksLikeProse(text: string): boolean {
  return CLOSING_TAG.test(text) && !/[;{}=]/.test(text);
}
