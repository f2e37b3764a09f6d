// Several classic scripts, as byte texts → one that does the same.
import { decodeByteText, stripByteOrderMark } from '../byte-text.ts';
import { type Joined, joinPieces } from '../joined.ts';
import { isStrict } from './strictness.ts';

/**
 * Joins scripts so that nothing of one reaches the next: no open statement, comment, byte-order
 * mark or hashbang, and no `"use strict"` unless all of them are strict.
 */
export function joinScripts(scripts: readonly string[]): Joined {
  const head = isMixed(scripts) ? ';\n' : '';
  const pieces = scripts.map((script) => {
    const text = withoutHead(script);
    return { text, from: script.length - text.length };
  });
  return joinPieces(head, pieces, '\n;\n');
}

/** Checks whether some scripts are strict and others are not: joined, none is. */
function isMixed(scripts: readonly string[]): boolean {
  const strict = scripts.map((script) => isStrict(decodeByteText(withoutHead(script))));
  return strict.includes(true) && strict.includes(false);
}

/** It ends where a line of JavaScript does, at U+2028 and U+2029, too (ECMA-262, 12.5). */
const LINE_END = /[\n\r]|\xe2\x80[\xa8\xa9]/;

/** A hashbang is allowed at the very start of a file only. */
function withoutHead(script: string): string {
  const text = stripByteOrderMark(script);
  if (!text.startsWith('#!')) return text;
  const end = text.search(LINE_END);
  return end < 0 ? '' : text.slice(end);
}
