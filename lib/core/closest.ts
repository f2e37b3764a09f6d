// The closest right word to a wrong one.
import { quote } from '../errors.ts';

/** Says `Did you mean "roots"?`, or which words there are when none is close. */
export function didYouMean(word: string, words: readonly string[]): string {
  const distance = (candidate: string) => editDistance(word.toLowerCase(), candidate.toLowerCase());
  const [best] = [...words].sort((a, b) => distance(a) - distance(b));
  if (best !== undefined && distance(best) <= Math.max(2, word.length / 3)) {
    return `Did you mean ${quote(best)}?`;
  }
  return `Known are ${words.map((each) => quote(each)).join(', ')}.`;
}

/** What is longer is no misspelt name, and would cost the product of both lengths. */
const LONGEST_WORD = 100;

/** Returns how many letters must be added, removed or replaced to make one word the other (Levenshtein). */
function editDistance(from: string, to: string): number {
  if (from.length > LONGEST_WORD) return from.length;
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [row, letter] of from.split('').entries()) {
    const next = [row + 1];
    for (const [column, other] of to.split('').entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    previous = next;
  }
  return previous.at(-1) ?? 0;
}
