// Whatever is written, a minified page is the same tree and shrinks blanks only, and minifying it once more changes nothing.
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { minifyPage } from '../../../lib/minify/html/pages.ts';
import { fewer } from '../../support/sampled.ts';
import { page, soup, tree } from './support/generated.ts';
import { outline } from './support/outline.ts';

const runs = { numRuns: fewer('made pieces of pages', 400, 80) };

function check(html: string): void {
  const made = minifyPage(html, 'html');
  assert.deepEqual(outline(made.text), outline(html));
  assert.equal(made.text.replace(/[ \t\n\r]+/g, ' '), html.replace(/[ \t\n\r]+/g, ' '));
}

function checkTwice(html: string): void {
  check(html);
  const { text } = minifyPage(html, 'html');
  assert.equal(minifyPage(text, 'html').text, text);
}

describe('a minified page, whatever was written,', () => {
  it('is the same tree as a well-formed piece', () => {
    fc.assert(fc.property(tree, checkTwice), runs);
  });

  it('is the same tree as tags in any order', () => {
    fc.assert(fc.property(soup, checkTwice), runs);
  });

  it('is the same tree as a cell behind a line end of its own', () => {
    checkTwice('<td></td>\r<td>');
    checkTwice('<td></td>\r\r\n<td>');
  });

  it('is the same tree as a page', () => {
    fc.assert(fc.property(page, checkTwice), runs);
  });

  it('is got without a problem from a well-formed piece', () => {
    const problemOf = (html: string) => minifyPage(html, 'html').problem;
    fc.assert(
      fc.property(tree, (html) => assert.equal(problemOf(html), undefined)),
      runs,
    );
  });

  it('keeps what lies in a kept element behind its end tag', () => {
    const html = '<form data-staticfile="keep"><div>  <form></form>  a   b</div>  </form>';
    assert.equal(minifyPage(html, 'html').problem, undefined);
    const other = '<form data-staticfile="keep"><div></form>  a   b</div>  c   d';
    assert.equal(
      minifyPage(other, 'html').text,
      '<form data-staticfile="keep"><div></form>  a   b</div> c d',
    );
  });
});
