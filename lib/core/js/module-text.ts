// The text of a module, as its lexer can read it, and the tokens around a place in it.
import { attempt } from '../attempt.ts';
import { jsTokens, lexer } from '../packages.cjs';

/** All blanks that are no ASCII, and the two line ends (ECMA-262, 12.2 and 12.3). */
const ODD_BLANK = /[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/;

/** Returns a text of the same length whose blanks between tokens are ASCII: the lexer knows no others. */
export function withPlainBlanks(text: string): string {
  const rest = text.slice(1);
  const [mark = ''] = text;
  if (!ODD_BLANK.test(rest)) return ODD_BLANK.test(mark) ? ` ${rest}` : text;
  const pieces: string[] = [];
  for (const { type, value } of jsTokens()(text)) {
    const isBlank = type === 'WhiteSpace' || type === 'LineTerminatorSequence';
    pieces.push(isBlank ? value.replace(/[^\0-\x7f]/g, plainBlank) : value);
  }
  return pieces.join('');
}

function plainBlank(blank: string): string {
  return blank === '\u2028' || blank === '\u2029' ? '\n' : ' ';
}

/** A token that is no blank, with its place. */
export interface PlacedToken {
  readonly type: string;
  readonly value: string;
  readonly start: number;
}

/** The types of tokens that stand between others. */
export const BLANK: RegExp = /Comment$|^WhiteSpace$|^LineTerminatorSequence$/;
/** What is looked for is a literal with brackets and comments around it. */
const MOST_TOKENS = 40;
const MOST_CHARACTERS = 4000;

/** Lists the tokens from the start of one on, up to a place or as many as a literal may need. */
export function* tokensFrom(text: string, from: number, to?: number): Generator<PlacedToken> {
  let start = from;
  let left = MOST_TOKENS;
  for (const { type, value } of jsTokens()(text.slice(from, to ?? from + MOST_CHARACTERS))) {
    if (left === 0) return;
    if (!BLANK.test(type)) {
      yield { type, value, start };
      left -= 1;
    }
    start += value.length;
  }
}

/** Returns what a string, or a template without expressions, says. */
export function specifierIn({ type, value }: PlacedToken): string | undefined {
  if (type !== 'StringLiteral' && type !== 'NoSubstitutionTemplate') return undefined;
  const parsed = attempt(() => lexer().parse(`import(${value})`));
  const found = parsed instanceof Error ? undefined : parsed[0][0];
  return found?.type === 'dynamic' && !found.glob ? found.specifier : undefined;
}
