// The closest right word to a wrong one.
import { quote } from '../errors.ts';
import { leven } from './packages.cjs';

/** Says `Did you mean "roots"?`, or which words there are when none is close. */
export function didYouMean(word: string, words: readonly string[]): string {
  const distance = (candidate: string) => leven()(word.toLowerCase(), candidate.toLowerCase());
  const [best] = [...words].sort((a, b) => distance(a) - distance(b));
  if (best !== undefined && distance(best) <= Math.max(2, word.length / 3)) {
    return `Did you mean ${quote(best)}?`;
  }
  return `Known are ${words.map((each) => quote(each)).join(', ')}.`;
}
