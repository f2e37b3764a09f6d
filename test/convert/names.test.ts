// A name follows from the bytes of an output alone: not from folders, times or the order of renders.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import fc from 'fast-check';
import { hash, makeInstance } from '../support/instance.ts';
import { fewer } from '../support/sampled.ts';
import { createSite, type Files } from '../support/site.ts';

const RUNS = fewer('made sites of sheets', 25, 8);
const SITE = {
  'css/a.css': '@import "b.css";a{b:url(../img/x.gif)}',
  'css/b.css': '@import "c.css";',
  'css/c.css': '@import "b.css";c{d:url(/img/y.gif)}',
  'js/a.js': 'a()',
  'js/b.js': 'b()',
  'img/x.gif': 'x',
  'img/y.gif': 'y',
};
const PATHS = ['/css/a.css', '/css/b.css', '/css/c.css', '/js/a.js;/js/b.js', '/img/x.gif'];

function urlsOf(files: Files, paths: readonly string[], debug = true): Record<string, string> {
  const { staticfiles } = makeInstance(files, { debug });
  return Object.fromEntries(paths.map((each) => [each, staticfiles.staticfile(each)]));
}

function sorted(urls: Record<string, string>): string[] {
  return Object.keys(urls)
    .sort()
    .map((each) => `${each} ${urls[each]}`);
}

/** A site of sheets that refer to each other and to pictures, and the order of its renders. */
const sheets = ['/a.css', '/d/b.css', '/d/c.css', '/e.css'];
const targets = [...sheets, '/x.gif', '/d/y.gif', '/no.gif'];
const randomSite = fc.record({
  references: fc.array(fc.subarray(targets), {
    minLength: sheets.length,
    maxLength: sheets.length,
  }),
  order: fc.shuffledSubarray(sheets, { minLength: sheets.length }),
});

function filesOf(references: readonly string[][]): Files {
  const texts = sheets.map((sheet, at) => [
    sheet.slice(1),
    (references[at] ?? []).map((to) => `x{y:url(${to})}`).join('\n'),
  ]);
  return { ...Object.fromEntries(texts), 'x.gif': 'x', 'd/y.gif': 'y' };
}

describe('a name', () => {
  it('is the hash of the bytes that are written', () => {
    const { site, staticfiles } = makeInstance(SITE);
    for (const each of ['/css/a.css', '/js/a.js;/js/b.js', '/img/x.gif']) {
      const url = staticfiles.staticfile(each);
      assert.ok(url.includes(`.${hash(site.read(`out${url}`))}.`), url);
    }
  });

  it('does not depend on the folder that the root lies in', () => {
    const { site } = makeInstance({});
    const roots = path.join(site.dir, 'another', 'place');
    for (const [name, content] of Object.entries(SITE)) {
      site.write(path.join('..', 'another', 'place', name), content);
    }
    const { staticfiles } = makeInstance({}, { roots }, site);
    assert.deepEqual(
      Object.fromEntries(PATHS.map((each) => [each, staticfiles.staticfile(each)])),
      urlsOf(SITE, PATHS),
    );
  });

  it('does not depend on where outputs go', () => {
    const site = createSite(SITE);
    const inOut = makeInstance({}, {}, site).staticfiles;
    const beside = makeInstance({}, { outDir: false }, site).staticfiles;
    for (const each of PATHS) assert.equal(beside.staticfile(each), inOut.staticfile(each));
  });

  it('does not depend on which of the roots has the file', () => {
    const site = createSite({ '../one/a.css': '@import "b.css";', '../two/b.css': 'b{}' });
    const roots = ['one', 'two'].map((name) => path.join(site.dir, name));
    const { staticfiles } = makeInstance({}, { roots }, site);
    const together = urlsOf({ 'a.css': '@import "b.css";', 'b.css': 'b{}' }, ['/a.css']);
    assert.equal(staticfiles.staticfile('/a.css'), together['/a.css']);
  });

  it('does not depend on times', () => {
    const site = createSite(SITE);
    const before = PATHS.map((each) => makeInstance({}, {}, site).staticfiles.staticfile(each));
    for (const name of Object.keys(SITE)) {
      fs.utimesSync(path.join(site.root, name), new Date('1999-01-01'), new Date('1999-01-01'));
    }
    const after = PATHS.map((each) => makeInstance({}, {}, site).staticfiles.staticfile(each));
    assert.deepEqual(after, before);
  });

  it('does not depend on what is rendered first', () => {
    const forward = urlsOf(SITE, PATHS);
    assert.deepEqual(sorted(urlsOf(SITE, PATHS.toReversed())), sorted(forward));
    for (const each of PATHS) assert.equal(urlsOf(SITE, [each])[each], forward[each]);
  });

  it('does not depend on debug', () => {
    assert.deepEqual(urlsOf(SITE, PATHS, false), urlsOf(SITE, PATHS, true));
  });

  it('does not depend on the way to it: an edit gives the name that a new process gives', () => {
    const { staticfiles, site } = makeInstance(SITE);
    for (const each of PATHS) staticfiles.staticfile(each);
    const edited = { 'css/b.css': '@import "c.css";b{}', 'img/y.gif': 'another' };
    for (const [name, content] of Object.entries(edited)) site.write(name, content);
    const urls = Object.fromEntries(PATHS.map((each) => [each, staticfiles.staticfile(each)]));
    assert.deepEqual(urls, urlsOf({ ...SITE, ...edited }, PATHS));
  });

  it('is the same in every order, for any references between sheets', () => {
    fc.assert(
      fc.property(randomSite, ({ references, order }) => {
        const files = filesOf(references);
        assert.deepEqual(sorted(urlsOf(files, order)), sorted(urlsOf(files, sheets, false)));
      }),
      { numRuns: RUNS },
    );
  });

  it('is that of a new process after an edit, for any references between sheets', () => {
    fc.assert(
      fc.property(randomSite, randomSite, (first, second) => {
        const { staticfiles, site } = makeInstance(filesOf(first.references));
        for (const sheet of first.order) staticfiles.staticfile(sheet);
        const files = filesOf(second.references);
        for (const [name, content] of Object.entries(files)) site.write(name, content);
        const urls = Object.fromEntries(
          second.order.map((each) => [each, staticfiles.staticfile(each)]),
        );
        assert.deepEqual(sorted(urls), sorted(urlsOf(files, sheets)));
      }),
      { numRuns: RUNS },
    );
  });

  it('stands in a sheet for a file that is there, for any references between sheets', () => {
    fc.assert(
      fc.property(randomSite, ({ references, order }) => {
        const { staticfiles, site } = makeInstance(filesOf(references));
        for (const sheet of order) {
          const url = staticfiles.staticfile(sheet);
          for (const [, reference] of site.read(`out${url}`).matchAll(/url\((.*?)\)/g)) {
            const { pathname } = new URL(reference ?? '', `http://site${url}`);
            const isThere = fs.existsSync(path.join(site.outDir, pathname));
            assert.equal(isThere, pathname !== '/no.gif', pathname);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });
});
