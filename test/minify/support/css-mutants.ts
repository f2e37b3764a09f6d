// Small changes to a stylesheet, some of which change what it means.
import { toByteText } from '../../../lib/core/byte-text.ts';
import { cssTokens } from '../../../lib/core/css/tokens.ts';

type Mutate = (token: string, next: string) => string;

/** What a token and the one behind it become. */
const MUTATIONS: Readonly<Record<string, Mutate>> = {
  'without a token': (_token, next) => next,
  'with two tokens in the other order': (token, next) => next + token,
  'with a token twice': (token, next) => token + token + next,
  'with a blank': (token, next) => `${token} ${next}`,
  'with another digit': (token, next) =>
    token.replace(/\d/, (digit) => `${(+digit + 1) % 10}`) + next,
  'with a fraction of zero': (token, next) => token.replace(/^(\d+)(?![\d.])/, '$1.0') + next,
  'without the unit of a zero': (token, next) => token.replace(/^0[a-z%]+/, '0') + next,
  'with a plus sign': (token, next) => token.replace(/^(?=[\d.])/, '+') + next,
  'without quotes': (token, next) => token.replace(/^(["'])(.*)\1$/, '$2') + next,
};

export interface Mutant {
  readonly change: string;
  /** The changed sheet, as byte text. */
  readonly text: string;
}

/** Makes every mutant of a sheet in UTF-8. */
export function mutantsOf(sheet: string): Mutant[] {
  const text = toByteText(Buffer.from(sheet));
  return cssTokens(text).flatMap(({ start, end }, at, tokens) => {
    const behind = tokens[at + 1]?.end ?? end;
    return Object.entries(MUTATIONS).flatMap(([change, mutate]) => {
      const changed = mutate(text.slice(start, end), text.slice(end, behind));
      const mutant = text.slice(0, start) + changed + text.slice(behind);
      return mutant === text ? [] : [{ change, text: mutant }];
    });
  });
}
