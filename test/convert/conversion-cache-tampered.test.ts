// A cache that somebody has tampered with, its sums put right: it leads nowhere outside of the site.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { factsOf, openCache } from '../processes/support/cache.ts';
import { cacheDirOf, type Server, startServer } from '../processes/support/server.ts';
import { watchDisk } from '../support/disk.ts';
import { hash } from '../support/instance.ts';
import { createSite, type Site } from '../support/site.ts';

const FILES = {
  'css/a.css': 'b { background: url(../img/x.gif) }',
  'css/b.css': 'i {}',
  'img/x.gif': 'gif',
};
const PATHS = ['/css/a.css', '/img/x.gif', '/css/a.css; /css/b.css'];
const SECRET = 'secret of the machine';

type Fact = Record<string, unknown>;

/** What a liar may put into the fields of a record. */
const lies: Readonly<Record<string, Fact>> = {
  'a version that climbs': { version: '../../../secret' },
  'a version that climbs, encoded': { version: '%2e%2e/%2e%2e/secret' },
  'a version with a NUL': { version: '0\0' },
  'a version that is none': { version: { toString: '../secret' } },
  'another version': { version: 'ffffffffffff' },
  'no version': { version: '' },
  'places on disk': { filePath: '/etc/passwd', path: '/../secret.txt', uri: '/../secret.txt' },
  'sources elsewhere': {
    sources: [{ path: '/../secret.txt', filePath: '/etc/passwd', isSettled: true, identity: '' }],
  },
  'an absent reference that climbs': {
    absent: [{ from: '/../../x.css', value: '../../../../etc/passwd' }],
  },
  'sizes that are none': { sizeBytes: 'many', originalBytes: null, newestSeconds: {} },
  'lists that hold nothing': { sources: [null], references: [null], absent: [null] },
  'references that are numbers': { references: [1, 'a'] },
  'absent references that are numbers': { absent: [{ from: 1, value: 2 }] },
  'no lists': { sources: 1, references: 'a', absent: {} },
};

/** References to what is not there; the sheet is converted again, and refers to what is there. */
const lyingReferences: Readonly<Record<string, Fact>> = {
  'a reference that climbs': {
    references: [{ key: '/../secret.txt', uri: '/../secret.txt', answer: '/../secret.txt' }],
  },
  'a reference to a folder outside': {
    references: [{ key: '../../etc/passwd', uri: '/etc/passwd', answer: 'file:///etc/passwd' }],
  },
  'a reference that is on another host': {
    references: [{ key: '/img/x.gif', uri: '/img/x.gif', answer: 'https://evil.example.com/x' }],
  },
};

/** A site that is converted, beside a file that is no part of it. */
function convertedSite(): { site: Site; urls: string[] } {
  const site = createSite(FILES);
  fs.writeFileSync(path.join(site.dir, 'secret.txt'), SECRET);
  return { site, urls: startServer(site).urls(PATHS) };
}

/** Changes every record of a kind, and writes it as this package would. */
function tamper(site: Site, kind: string, change: (fact: unknown, key: string) => unknown): void {
  const { cache } = openCache(cacheDirOf(site));
  const keys = cache.keys(kind);
  assert.ok(keys.length > 0, `a record of ${kind}`);
  for (const key of keys) cache.set(key, change(cache.get(key), key));
}

/** Starts a process, and notes what it reads, writes or removes outside of the site's folders. */
function startWatched(site: Site): Server & { outside: readonly string[] } {
  const allowed = [site.root, site.outDir, cacheDirOf(site)].map((dir) => dir + path.sep);
  const isInside = (each: string) => allowed.some((dir) => `${each}${path.sep}`.startsWith(dir));
  const outside: string[] = [];
  const disk = watchDisk((name, first, args) => {
    const isHarmless = /^(?:(?:close|fstat|lstat|stat|read|write)Sync|realpathSync)$/.test(name);
    const isOpenFile = typeof args[0] === 'number' || first.startsWith('/proc/self/fd/');
    if (isHarmless || isOpenFile) return;
    const paths = name === 'renameSync' ? [first, String(args[1])] : [first];
    outside.push(...paths.filter((each) => !isInside(each)).map((each) => `${name} ${each}`));
  });
  return { ...startServer(site, {}, disk), outside };
}

/** Every URL is that of an output whose bytes are those that its name says. */
function assertSound(site: Site, urls: readonly string[]): void {
  for (const url of urls) {
    const [, version] = /^\/[a-z/_]+\.([0-9a-f]{12})\.[a-z]+$/.exec(url) ?? [];
    assert.ok(version, url);
    assert.equal(hash(site.read(`out${url}`)), version);
  }
}

describe('a conversion record that was tampered with', () => {
  for (const [what, lie] of Object.entries(lies)) {
    it(`leads to the right URLs, and to nothing outside: ${what}`, () => {
      const { site, urls } = convertedSite();
      const before = site.list();
      tamper(site, 'conversion/', (fact) => ({ ...(fact as Fact), ...lie }));
      const server = startWatched(site);
      const answers = server.urls(PATHS);
      assert.deepEqual(server.outside, []);
      assert.deepEqual(answers, urls);
      assertSound(site, answers);
      assert.deepEqual(site.list(), before);
    });
  }

  for (const [what, lie] of Object.entries(lyingReferences)) {
    it(`leads to outputs whose names are true, and to nothing outside: ${what}`, () => {
      const { site, urls } = convertedSite();
      tamper(site, 'conversion/', (fact) => ({ ...(fact as Fact), ...lie }));
      const server = startWatched(site);
      assertSound(site, server.urls(PATHS));
      assert.deepEqual(server.outside, []);
      for (const name of site.list('out'))
        assert.doesNotMatch(site.read(`out/${name}`), /secret|evil|passwd/);
      startServer(site, { debug: true }).urls(PATHS);
      assert.deepEqual(startServer(site).urls(PATHS), urls);
    });
  }

  it('that agrees with itself on a file outside hands nothing of it out', () => {
    for (const climb of ['../../../../secret', '0/../../../../secret', '%2e%2e/secret', 'a/b']) {
      const { site, urls } = convertedSite();
      for (const ext of ['gif', 'css'])
        fs.writeFileSync(path.join(site.dir, `secret.${ext}`), SECRET);
      tamper(site, 'conversion/', (fact) => {
        const { path: old = '', version = '' } = fact as { path?: string; version?: string };
        const size = { sizeBytes: SECRET.length, originalBytes: SECRET.length };
        return { ...(fact as Fact), ...size, version: climb, path: old.replace(version, climb) };
      });
      const server = startWatched(site);
      assert.deepEqual(server.urls(PATHS), urls, climb);
      assert.deepEqual(server.outside, []);
    }
  });

  it('that is no record at all is none', () => {
    for (const fact of [null, 1, 'text', [], {}, true]) {
      const { site, urls } = convertedSite();
      tamper(site, 'conversion/', () => fact);
      const server = startWatched(site);
      assert.deepEqual(server.urls(PATHS), urls);
      assert.deepEqual(server.outside, []);
    }
  });

  it('that names the version of an older output hands out an output whose name is true', () => {
    const { site, urls } = convertedSite();
    site.write('img/x.gif', 'GIF');
    startServer(site).urls(PATHS);
    const old = path.posix.basename(urls[1] ?? '').split('.')[1];
    tamper(site, 'conversion/', (fact, key) =>
      key.endsWith('x.gif') ? { ...(fact as Fact), version: old } : fact,
    );
    assertSound(site, startWatched(site).urls(PATHS));
  });

  it('tells the chain of no file outside', () => {
    const { site } = convertedSite();
    const lie = lies['places on disk'] ?? {};
    tamper(site, 'conversion/', (fact) => ({
      ...(fact as Fact),
      ...lie,
      sourcePaths: ['/etc/passwd'],
    }));
    const told: string[] = [];
    const server = startServer(site, {
      fileProxy: (uri, { filepath = '', sources = [], references = [] }) => {
        told.push(uri, filepath, ...sources, ...references);
        return uri;
      },
    });
    server.urls(PATHS);
    const strange = told.filter((each) => /secret|passwd|\.\./.test(each));
    assert.deepEqual(strange, []);
  });
});

describe('other records that were tampered with', () => {
  const ask = async (server: Server, url: string) => {
    const response = await server.staticfiles.handle(new Request(`http://localhost${url}`));
    return response?.status === 200 ? response.text() : undefined;
  };

  it('let no combination take in a file outside', async () => {
    const { site, urls } = convertedSite();
    for (const lie of [['/../secret.txt'], ['../../etc/passwd', '/css/b.css'], [1], 'text', null]) {
      tamper(site, 'combination/', () => lie);
      const [, , url = ''] = urls;
      const server = startWatched(site);
      const answer = await ask(server, url);
      assert.deepEqual(server.outside, []);
      assert.ok(answer === undefined || hash(answer) === url.split('.')[1], String(lie));
    }
  });

  it('let no name be served whose bytes are not in the site', async () => {
    const { site } = convertedSite();
    const outside = '/../../secret.0123456789ab.txt';
    fs.writeFileSync(path.join(site.dir, 'secret.0123456789ab.txt'), SECRET);
    const [key = ''] = Object.keys(factsOf(cacheDirOf(site)));
    const fingerprint = key.split('/')[1] ?? '';
    const { cache } = openCache(cacheDirOf(site));
    cache.set(`output/${fingerprint}${outside}`, SECRET.length);
    for (const url of [outside, '/%2e%2e/%2e%2e/secret.0123456789ab.txt', '/..%2fsecret.txt']) {
      const server = startWatched(site);
      assert.equal(await ask(server, url), undefined, url);
      assert.deepEqual(server.outside, []);
    }
  });
});
