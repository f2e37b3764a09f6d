// Several classic scripts, as byte texts → one that does the same.
import type { Token } from 'js-tokens';
import { decodeByteText, stripByteOrderMark } from '../byte-text.ts';
import { type Joined, joinPieces } from '../joined.ts';
import { jsTokens } from '../packages.cjs';
import { isScript } from './syntax.ts';

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

/**
 * Finds the scripts that browsers refuse behind those before them, because they declare a name
 * again; joined, they would stop all. Where the parser does not know a script's syntax, none is found.
 */
export function clashingScripts(scripts: readonly string[]): ReadonlySet<string> {
  const clashing = new Set<string>();
  if (isAccepted(joinScripts(scripts).text) || !scripts.every(isAccepted)) return clashing;
  const kept: string[] = [];
  for (const script of scripts) {
    if (isAccepted(joinScripts([...kept, script]).text)) kept.push(script);
    else clashing.add(script);
  }
  return clashing;
}

function isAccepted(script: string): boolean {
  return isScript(decodeByteText(script));
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

const BLANK = new Set([
  'WhiteSpace',
  'LineTerminatorSequence',
  'SingleLineComment',
  'MultiLineComment',
  'HashbangComment',
]);

/** Reads the directive prologue: string statements before anything else (ECMA-262, 11.2.1). */
function isStrict(script: string): boolean {
  const tokens = [...significantTokens(script)];
  for (let at = 0; tokens[at]?.type === 'StringLiteral'; at += 1) {
    const next = tokens[at + 1];
    if (next !== undefined && goesOn(next)) return false;
    if (/^['"]use strict['"]$/.test(tokens[at]?.value ?? '')) return true;
    if (next?.value === ';') at += 1;
  }
  return false;
}

/** The tokens of a prologue and the one behind it; those of the rest are not read. */
function* significantTokens(script: string): Generator<Token> {
  for (const token of jsTokens()(script)) {
    if (BLANK.has(token.type)) continue;
    yield token;
    if (token.type !== 'StringLiteral' && token.value !== ';') return;
  }
}

/** Checks whether a token behind a string makes it a part of a longer expression. */
function goesOn({ type, value }: Token): boolean {
  if (type === 'IdentifierName') return value === 'in' || value === 'instanceof';
  if (type === 'NoSubstitutionTemplate' || type === 'TemplateHead') return true;
  return type === 'Punctuator' && !/^(?:[;{}!~@]|\+\+|--)$/.test(value);
}
