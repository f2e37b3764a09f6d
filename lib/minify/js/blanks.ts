// Our own reduction of a script: its tokens stay as they are, blanks and comments between them go.
import type { Token } from 'acorn';
import { LICENSE_COMMENT } from '../engines/engine.ts';
import type { ParsedScript } from './parse.ts';

/** A script without the blanks and comments that mean nothing. */
export interface Reduced {
  readonly code: string;
  /** Where its tokens stand, and where they stood in the source. */
  readonly made: readonly number[];
  readonly written: readonly number[];
}

export function withoutBlanks({ text, tokens }: ParsedScript): Reduced {
  const [made, written]: [number[], number[]] = [[], []];
  let code = '';
  let before: Token | undefined;
  for (const token of tokens()) {
    const gap = text.slice(before?.end ?? 0, token.start);
    code += before === undefined ? headOf(gap) : shorten(gap, before, token, text);
    made.push(code.length);
    written.push(token.start);
    code += text.slice(token.start, token.end);
    before = token;
  }
  return { code: code.trimEnd(), made, written };
}

const LINE_BREAK = /[\n\r\u2028\u2029]/;

/** A hashbang is a comment that the first line may be. */
function headOf(gap: string): string {
  const [hashbang = ''] = /^#!.*/.exec(gap) ?? [];
  const kept = keptComments(gap.slice(hashbang.length));
  return [hashbang, ...kept]
    .filter((each) => each !== '')
    .map((each) => `${each}\n`)
    .join('');
}

function shorten(gap: string, before: Token, token: Token, text: string): string {
  if (gap === '') return '';
  const kept = keptComments(gap);
  // a comment may stand where a line must not end
  const hasBreak = LINE_BREAK.test(gap);
  if (kept.length > 0) return hasBreak ? `\n${kept.join('\n')}\n` : ` ${kept.join(' ')} `;
  if (hasBreak && mayEndStatement(before, token)) return '\n';
  const [last, first] = [text[before.end - 1] ?? '', text[token.start] ?? ''];
  return needsBlank(last, first, before) ? ' ' : '';
}

const NO_END_BEHIND: ReadonlySet<string> = new Set(['{', '(', '[', ',', ';', '${']);
const NO_END_BEFORE: ReadonlySet<string> = new Set(['}', ')', ']', ',', ';']);

/** Before `}` a statement ends with or without a line break (ECMA-262, 12.10.1). */
function mayEndStatement(before: Token, token: Token): boolean {
  return !NO_END_BEHIND.has(before.type.label) && !NO_END_BEFORE.has(token.type.label);
}

const IN_NAME = /[\w$\\#@\u0080-\uffff]/;

function needsBlank(last: string, first: string, before: Token): boolean {
  if (IN_NAME.test(first) && (IN_NAME.test(last) || before.type.label === 'regexp')) return true;
  // `1 .toString`, `+ +a`, `a / /b/`, `a < !--b`
  if (before.type.label === 'num' && first === '.') return true;
  if ((last === '+' || last === '-' || last === '/') && (first === last || first === '*'))
    return true;
  return (last === '<' && first === '!') || (last === '-' && first === '>');
}

/** Lists the comments with licenses. */
function keptComments(gap: string): string[] {
  if (!gap.includes('/')) return [];
  return [...gap.matchAll(/\/\*([\s\S]*?)\*\/|\/\/.*/g)]
    .filter(([, inner]) => inner !== undefined && LICENSE_COMMENT.test(inner))
    .map(([comment]) => comment);
}
