// Elements that are fetched under CORS: where the CDN's is not proven they name the own site.
import * as assert from 'node:assert/strict';
import { createStaticfiles } from '../support/create.ts';
import { createSite } from '../support/site.ts';

function open(hasCors: boolean) {
  const { root: roots, outDir } = createSite({ 'a.gif': 'a', 'a.js': 'a()', 'a.woff2': 'f' });
  const fileProxy = Object.assign((uri: string) => `https://cdn.example.com${uri}`, {
    mover: { hasCors: () => hasCors },
  });
  const staticfiles = createStaticfiles({ roots, outDir, fileProxy });
  return (html: string) =>
    staticfiles
      .staticall(html)
      .replaceAll('https://cdn.example.com', 'CDN')
      .replace(/\.[0-9a-f]{12}\./g, '.V.');
}

describe('an element that is fetched under CORS', () => {
  const UNDER_CORS = {
    'a picture': '<img crossorigin src="/a.gif" srcset="/a.gif 2x">',
    'a picture of a drawing': '<svg><image crossorigin="anonymous" href="/a.gif"/></svg>',
    'a script': '<script crossorigin src="/a.js"></script>',
    'a source of a video that says so': '<video crossorigin><source src="/a.gif"></video>',
    'a source of a picture whose img says so':
      '<picture><source srcset="/a.gif"><img crossorigin src="/a.gif"></picture>',
  };
  for (const [what, html] of Object.entries(UNDER_CORS)) {
    it(`names the CDN only where CORS is proven: ${what}`, () => {
      assert.doesNotMatch(open(false)(html), /CDN/);
      assert.match(open(false)(html), /\.V\./);
      assert.equal(open(true)(html), open(false)(html).replaceAll('"/a', '"CDN/a'));
    });
  }

  it('names the own site where it sends credentials', () => {
    const html = '<img crossorigin="use-credentials" src="/a.gif">';
    assert.doesNotMatch(open(true)(html), /CDN/);
  });

  it('is told from one that is not', () => {
    for (const html of [
      '<img src="/a.gif">',
      '<video crossorigin></video><picture><source srcset="/a.gif"><img src="/a.gif"></picture>',
      '<link rel="preload" as="font" crossorigin href="/a.woff2">',
    ]) {
      assert.match(open(false)(html), /CDN\/a\.V\./);
      assert.doesNotMatch(open(false)(html), /"\/a/);
    }
  });
});
