// Replays of cases about versions: what changes a name, and what does not.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createSite, type Site } from '../../support/site.ts';
import { type Case, filesOf, freshInstance, type Replay, siteOf, targetsOf } from './cases.ts';

const T = 1_242_930_552;

/** The URLs of all files of a case, from a new process. */
function urlsOf(site: Site, given: Case): Record<string, string> {
  const { staticfiles } = freshInstance(site);
  const paths = Object.keys(filesOf(given));
  return Object.fromEntries(paths.map((each) => [each, staticfiles.staticfile(each)]));
}

/** Replaces files, and answers the URLs of all files before and after. */
function urlsAround(given: Case, changes: Readonly<Record<string, string>>) {
  const site = siteOf(given);
  const before = urlsOf(site, given);
  for (const [name, content] of Object.entries(changes)) site.write(name, content);
  const after = urlsOf(site, given);
  const instance = freshInstance(site);
  return { site, before, after, instance };
}

function touchAll(site: Site, seconds: number): void {
  for (const name of site.list('root')) {
    fs.utimesSync(path.join(site.root, name), seconds, seconds);
  }
}

/** Sheets that import each other end, and each leads to the other's versioned name. */
const circle: Replay = (given) => {
  const site = siteOf(given);
  const urls = urlsOf(site, given);
  const instance = freshInstance(site);
  for (const [asked, url] of Object.entries(urls)) {
    const before = new Set(Object.values(urls));
    assert.match(url, /\.[0-9a-f]{12}\.css$/, asked);
    for (const target of targetsOf(instance, url)) assert.ok(before.has(target), target);
  }
};

export const changeReplays: Readonly<Record<string, Replay>> = {
  'transitive-image': (given) => {
    const { before, after, instance, site } = urlsAround(given, { '/logo.png': 'v2' });
    const [old = '', now = ''] = [before['/css/app.css'], after['/css/app.css']];
    assert.notEqual(now, old);
    assert.deepEqual(targetsOf(instance, now), [after['/logo.png']]);
    assert.deepEqual(targetsOf(instance, old), [before['/logo.png']]);
    assert.equal(site.read(`out${before['/logo.png']}`), given.files?.['/logo.png']);
  },

  'transitive-import-chain': (given) => {
    const { before, after } = urlsAround(given, { '/i.png': '2' });
    for (const sheet of ['/a.css', '/b.css', '/c/c.css']) {
      assert.notEqual(after[sheet], before[sheet], sheet);
    }
  },

  'mtime-mode-transitive': (given) => {
    const site = siteOf(given);
    touchAll(site, T);
    const ask = () => freshInstance(site, { naming: 'timestamp' }).staticfiles.staticfile('/a.css');
    const before = ask();
    const content = site.read(`out${before}`);
    site.write('/i.png', 'changed');
    fs.utimesSync(path.join(site.root, 'i.png'), T + 60, T + 60);
    const after = ask();
    assert.notEqual(after, before);
    assert.equal(site.read(`out${before}`), content);
    for (const url of [before, after]) {
      for (const target of targetsOf(freshInstance(site), url)) {
        assert.ok(fs.existsSync(path.join(site.outDir, target)), target);
      }
    }
  },

  'cycle-two': circle,
  'self-cycle': circle,
  'symfony-circular': circle,

  'cycle-change': (given) => {
    const { before, after, instance } = urlsAround(given, {
      '/t/common.css': '.common { color: black; }',
    });
    for (const sheet of Object.keys(before)) assert.notEqual(after[sheet], before[sheet], sheet);
    const [one = '', two = ''] = [after['/t/style1.css'], after['/t/style2.css']];
    assert.deepEqual(targetsOf(instance, one), [two]);
    assert.deepEqual(targetsOf(instance, two), [one, after['/t/common.css']]);
  },

  'change-after-build': (given) => {
    const content = 'another content of both';
    const { after, instance } = urlsAround(given, {
      '/test/foo.png': content,
      '/test/xyz.png': content,
    });
    const pictures = [after['/test/foo.png'], after['/test/xyz.png']];
    assert.deepEqual(targetsOf(instance, after['/test/bar.css'] ?? ''), pictures);
    const versions = pictures.map((url) => /\.([0-9a-f]{12})\.png$/.exec(url ?? '')?.[1]);
    assert.equal(versions[0], versions[1]);
  },

  'deterministic-across-machines': () => {
    const files = {
      'a.css': '@import "b.css";a{background:url(i/x.gif)}',
      'b.css': '@import "a.css";',
    };
    const all = Object.entries({ ...files, 'i/x.gif': 'gif', 'i/y.js': 'var y' });
    const outputsOf = (site: Site, seconds: number): Record<string, string> => {
      touchAll(site, seconds);
      const { staticfiles } = freshInstance(site);
      for (const [name] of all) staticfiles.staticfile(name);
      staticfiles.staticfile('a.css; b.css');
      return Object.fromEntries(site.list('out').map((name) => [name, site.read(`out/${name}`)]));
    };
    const first = outputsOf(createSite(Object.fromEntries(all)), T);
    const second = outputsOf(createSite(Object.fromEntries(all.reverse())), T + 1000);
    assert.deepEqual(second, first);
  },
};
