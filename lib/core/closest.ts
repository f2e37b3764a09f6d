// The closest right word to a wrong one.
import { quote } from '../errors.ts';
import { leven } from './packages.cjs';

/** What is longer is no misspelt name, and would cost the product of both lengths. */
const LONGEST_WORD = 100;

/** Returns `Did you mean "roots"?`, or which words there are when none is close. */
export function didYouMean(word: string, words: readonly string[]): string {
  const known = `Known are ${words.map((each) => quote(each)).join(', ')}.`;
  if (word.length > LONGEST_WORD) return known;
  const distance = (candidate: string) => leven()(word.toLowerCase(), candidate.toLowerCase());
  const [best] = [...words].sort((a, b) => distance(a) - distance(b));
  if (best !== undefined && distance(best) <= Math.max(2, word.length / 3)) {
    return `Did you mean ${quote(best)}?`;
  }
  return known;
}
