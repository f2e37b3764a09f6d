// Pages and pieces of them, minified, look as they did in Chromium, under sheets that show blanks.
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { minifyPage } from '../../lib/minify/html/pages.ts';
import { useBrowser } from '../examples/support/browser.ts';
import { page, soup, tree } from '../minify/html/support/generated.ts';
import { fewer } from '../support/sampled.ts';
import { comparePairs, type Pair } from './support/page-looks.ts';

const SEED = 20_261_128;
const AT_ONCE = 250;
const count = fewer('made pages and pieces in Chromium', 10_000, 60);

type Make = (html: string) => string;

function pairsOf(make: Make): Pair[] {
  const runs = { numRuns: Math.ceil(count / 4), seed: SEED };
  const pieces = [
    ...fc.sample(tree, { ...runs, numRuns: runs.numRuns * 2 }),
    ...fc.sample(soup, runs),
  ];
  const pages = fc.sample(page, runs);
  return [
    ...pieces.map((html) => ({ before: html, after: make(html), isPage: false })),
    ...pages.map((html) => ({ before: html, after: make(html), isPage: true })),
  ];
}

describe('pages, minified, in Chromium', function () {
  this.timeout(600_000);
  const browser = useBrowser();

  async function compare(pairs: readonly Pair[]) {
    let elements = 0;
    for (let at = 0; at < pairs.length; at += AT_ONCE) {
      const some = pairs.slice(at, at + AT_ONCE);
      const seen = await browser.withPage((each) => comparePairs(each, some));
      elements += seen.elements;
      const [first] = seen.differences;
      if (first !== undefined) return { first, elements };
    }
    return { first: undefined, elements };
  }

  it('have the same texts and boxes', async () => {
    const pairs = pairsOf((html) => minifyPage(html, 'html').text);
    const smaller = pairs.filter(({ before, after }) => after.length < before.length);
    assert.ok(
      smaller.length > pairs.length / 3,
      `${smaller.length} of ${pairs.length} got smaller`,
    );
    const { first, elements } = await compare(pairs);
    assert.equal(first, undefined);
    assert.ok(elements > pairs.length, `${elements} boxes`);
  });

  const FAULTS: Readonly<Record<string, Make>> = {
    'blanks between tags go': (html) => html.replace(/>\s+</g, '><'),
    'the edges are trimmed': (html) => html.trim(),
    'marked elements shrink': (html) => html.replace(/ {2,}/g, ' '),
  };
  for (const [name, make] of Object.entries(FAULTS)) {
    it(`differ where ${name}`, async () => {
      const { first } = await compare(pairsOf(make));
      assert.notEqual(first, undefined);
    });
  }
});
