// Several classic scripts, as byte texts → one that does the same.
import jsTokens from 'js-tokens';
import { stripByteOrderMark } from './byte-text.ts';

/** A script that is broken in every engine: what it leaves open would swallow the next one. */
export type ScriptProblem = 'comment' | 'string' | 'template';

/** Says what a script leaves open at its end; `undefined` for a script that is whole. */
export function openEndOf(script: string): ScriptProblem | undefined {
  for (const token of jsTokens(script)) {
    if (!('closed' in token) || token.closed) continue;
    if (token.type === 'MultiLineComment') return 'comment';
    if (token.type === 'StringLiteral') return 'string';
    if (token.type !== 'RegularExpressionLiteral') return 'template';
  }
  return undefined;
}

/**
 * Joins scripts so that nothing of one reaches the next: no open statement, comment, byte-order
 * mark or hashbang, and no `"use strict"` unless all of them are strict.
 */
export function joinScripts(scripts: readonly string[]): string {
  const bodies = scripts.map((script) => withoutHead(script));
  const strict = bodies.map(isStrict);
  const isMixed = strict.includes(true) && strict.includes(false);
  return `${isMixed ? ';\n' : ''}${bodies.join('\n;\n')}`;
}

/** A hashbang is allowed at the very start of a file only. */
function withoutHead(script: string): string {
  return stripByteOrderMark(script).replace(/^#!.*/, '');
}

const BLANK = new Set([
  'WhiteSpace',
  'LineTerminatorSequence',
  'SingleLineComment',
  'MultiLineComment',
  'HashbangComment',
]);

/** Reads the directive prologue: string statements before anything else (ECMA-262, 11.2.1). */
function isStrict(script: string): boolean {
  for (const { type, value } of jsTokens(script)) {
    if (BLANK.has(type) || value === ';') continue;
    if (type !== 'StringLiteral') return false;
    if (/^['"]use strict['"]$/.test(value)) return true;
  }
  return false;
}
