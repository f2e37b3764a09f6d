// The keywords of a tag: which there are, and what stands behind them.
import { didYouMean } from '../core/closest.ts';
import { quote } from '../errors.ts';
import { failAt, type ParsedTag } from './parse.ts';
import type { NunjucksNode } from './types.ts';

/** What may stand behind the path; of `integrity` the page needs a name for the answer. */
export const KEYWORDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    staticfile: ['integrity', 'absolute'],
    slimfile: ['integrity', 'absolute'],
    inlinefile: ['slim'],
  }),
);

/** Fails the compilation for a keyword that the tag does not know. */
export function checkKeywords(tag: ParsedTag): void {
  const known = KEYWORDS.get(tag.name) ?? [];
  for (const { name, pair } of tag.keywords) {
    if (known.includes(name)) continue;
    failAt(tag.name, pair, `unknown keyword ${quote(name)}. ${didYouMean(name, known)}`);
  }
}

/** Returns the value of a keyword, `undefined` where it is left out. */
export function keywordOf({ keywords }: ParsedTag, name: string): NunjucksNode | undefined {
  return (keywords.find((each) => each.name === name)?.pair as { value?: NunjucksNode })?.value;
}
