// Copies of a page's elements for the library that knows which blanks count, in runs that it is fast for.
import type { Element, ElementContent, RootContent } from 'hast';

/** The library takes a time for many neighbours that grows with their square. */
const LEAST_IN_A_RUN = 64;

/** Splits neighbours where a picture stands, which then ends one run and begins the next. */
export function runsOf(copies: readonly RootContent[]): RootContent[][] {
  const runs: RootContent[][] = [];
  let run: RootContent[] = [];
  for (const copy of copies) {
    run.push(copy);
    if (run.length < LEAST_IN_A_RUN || !isPicture(copy)) continue;
    runs.push(run);
    run = [copy];
  }
  return [...runs, run];
}

function isPicture(copy: RootContent): boolean {
  return copy.type === 'element' && copy.tagName === PICTURE;
}

const PICTURE = 'img';

/** Something that is seen, whose inside the library leaves alone. */
export function picture(): Element {
  return elementOf(PICTURE, []);
}

/** Makes an element without attributes. */
export function elementOf(tagName: string, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties: {}, children };
}
