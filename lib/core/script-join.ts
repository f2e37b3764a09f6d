// Several classic scripts, as byte texts → one that does the same.
import { Script } from 'node:vm';
import jsTokens, { type Token } from 'js-tokens';
import { decodeByteText, stripByteOrderMark } from './byte-text.ts';

/** What a script leaves open at its end; it would swallow the next one. */
export type OpenEnd = 'comment' | 'string' | 'template' | 'block';

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * Says what a script leaves open at its end, `undefined` for a script that is whole.
 *
 * What the tokens say counts only where this engine refuses the script, too: a script that ends too
 * early is broken in every engine, while another syntax error may be syntax that is newer.
 */
export function openEndOf(script: string): OpenEnd | undefined {
  const text = decodeByteText(script);
  const open = openTokenOf(text);
  return open !== undefined && isRefused(text) ? open : undefined;
}

function openTokenOf(text: string): OpenEnd | undefined {
  const open: string[] = [];
  for (const token of jsTokens(text)) {
    const { type, value } = token;
    if (type === 'MultiLineComment' && !token.closed) return 'comment';
    if (type === 'StringLiteral' && !token.closed) return 'string';
    if (type === 'NoSubstitutionTemplate' && !token.closed) return 'template';
    if (type === 'TemplateTail' && !token.closed) return 'template';
    if (type === 'TemplateHead') open.push('`');
    else if (type === 'TemplateTail') open.pop();
    else if (type === 'Punctuator' && value in CLOSERS) open.push(CLOSERS[value] ?? '');
    else if (type === 'Punctuator' && value === open.at(-1)) open.pop();
  }
  const last = open.at(-1);
  return last === undefined ? undefined : last === '`' ? 'template' : 'block';
}

function isRefused(text: string): boolean {
  try {
    new Script(text);
    return false;
  } catch {
    return true;
  }
}

/**
 * Joins scripts so that nothing of one reaches the next: no open statement, comment, byte-order
 * mark or hashbang, and no `"use strict"` unless all of them are strict.
 */
export function joinScripts(scripts: readonly string[]): string {
  const bodies = scripts.map((script) => withoutHead(script));
  const strict = bodies.map((body) => isStrict(decodeByteText(body)));
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
  for (const token of jsTokens(script)) {
    if (BLANK.has(token.type)) continue;
    yield token;
    if (token.type !== 'StringLiteral' && token.value !== ';') return;
  }
}

/** Tells whether a token behind a string makes it a part of a longer expression. */
function goesOn({ type, value }: Token): boolean {
  if (type === 'IdentifierName') return value === 'in' || value === 'instanceof';
  if (type === 'NoSubstitutionTemplate' || type === 'TemplateHead') return true;
  return type === 'Punctuator' && !/^(?:[;{}!~@]|\+\+|--)$/.test(value);
}
