// Files that refer to each other are offered to proxies each, so that they can be where their circle is.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { FileProxy, Staticfiles } from '../../lib/index.ts';
import { makeInstance } from '../support/instance.ts';
import { createSite, type Site } from '../support/site.ts';

const FILES = {
  'css/a.css': '@import "b.css"; a { color: red }',
  'css/b.css': '@import "c.css"; b { color: red }',
  'css/c.css': '@import "a.css"; c { background: url(../x.gif) }',
  'css/d.css': '@import "b.css"; d { color: red }',
  'css/self.css': '@import "self.css"; e { color: red }',
  'js/m.js': 'import "./n.js"; export const m = 1;',
  'js/n.js': 'import "./m.js"; export const n = 2;',
  'js/o.js': 'import "./m.js"; import "/js/p.js"; export const o = 3;',
  'js/p.js': 'import "./o.js"; export const p = 4;',
  'x.gif': 'gif',
};

const CDN = 'https://cdn.example.com';

/** The proxy of the documentation: it uploads what is new or changed. */
function uploading() {
  const uploaded = new Map<string, string>();
  const urls = new Map<string, string>();
  const offers: string[] = [];
  const fileProxy: FileProxy = (uri, { filepath, new: isNew, changed }) => {
    if (isNew) offers.push(uri);
    if (filepath && (isNew || changed)) {
      uploaded.set(uri, fs.readFileSync(filepath, 'utf8'));
      urls.set(uri, CDN + uri);
    }
    return urls.get(uri) ?? uri;
  };
  return { uploaded, offers, fileProxy };
}

/** Lists what uploaded files refer to on the CDN, and what is not there. */
function lost(uploaded: ReadonlyMap<string, string>): string[] {
  return [...uploaded].flatMap(([uri, text]) =>
    Array.from(text.matchAll(/(?:import\s*|url\()["']?([^"');\s]+)/g), ([, each = '']) =>
      new URL(each, CDN + uri).href.slice(CDN.length),
    ).filter((each) => !uploaded.has(each)),
  );
}

const ENTRIES: Readonly<Record<string, (staticfiles: Staticfiles) => string>> = {
  'a sheet': (each) => each.staticfile('/css/a.css'),
  'a sheet that is minified': (each) => each.slimfile('/css/a.css'),
  'a sheet outside of the circle': (each) => each.staticfile('/css/d.css'),
  'a sheet that imports itself': (each) => each.staticfile('/css/self.css'),
  'a module': (each) => each.staticfile('/js/m.js'),
  'a module that is minified': (each) => each.slimfile('/js/o.js'),
  'a body': (each) => each.staticall('<link rel="stylesheet" href="/css/c.css">'),
};

function open(site: Site, options: object = {}) {
  const { fileProxy, ...told } = uploading();
  const cacheDir = path.join(site.dir, 'cache');
  return {
    ...told,
    ...makeInstance({}, { cacheDir, sourceMap: false, fileProxy, ...options }, site),
  };
}

describe('the members of a circle', () => {
  for (const [entry, render] of Object.entries(ENTRIES)) {
    for (const debug of [true, false]) {
      it(`are uploaded with ${entry}, also after a restart${debug ? ', with debug' : ''}`, () => {
        const site = createSite(FILES);
        for (let starts = 0; starts < 2; starts += 1) {
          const { staticfiles, uploaded } = open(site, { debug });
          assert.match(render(staticfiles), /cdn\.example\.com/);
          assert.ok(uploaded.size > 0);
          assert.deepEqual(lost(uploaded), []);
          render(staticfiles);
        }
      });
    }
  }

  it('are new once each', () => {
    const { staticfiles, offers } = open(createSite(FILES));
    for (const each of ['/css/a.css', '/css/b.css', '/css/d.css']) staticfiles.staticfile(each);
    assert.equal(new Set(offers).size, offers.length);
    assert.equal(offers.length, 5);
  });

  it('are uploaded anew after an edit', () => {
    const { staticfiles, uploaded, site } = open(createSite(FILES), { debug: true });
    const before = staticfiles.staticfile('/css/a.css');
    site.write('css/c.css', '@import "a.css"; c { color: blue }');
    assert.notEqual(staticfiles.staticfile('/css/a.css'), before);
    assert.deepEqual(lost(uploaded), []);
  });

  it('are found missing where one is', () => {
    const uploaded = new Map([['/css/a.css', '@import "./b.css"; a{b:url(../x.gif)}']]);
    assert.deepEqual(lost(uploaded), ['/css/b.css', '/x.gif']);
  });
});
