// No path, however it is written, leads out of the roots: not in a render, not in a request.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createStaticfiles } from '../support/create.ts';
import { type Answer, useServers } from '../support/http.ts';
import { collectLog } from '../support/log.ts';
import { createSite, type Site } from '../support/site.ts';

const SECRET = 'the secret beside the root';
const VERSION = createHash('sha256').update(SECRET).digest('hex').slice(0, 12);

type PathOf = (site: Site) => string;

/** Each names `secret.txt`, which lies beside the root, or is a trap of its own. */
const hostile: Record<string, PathOf> = {
  '..': () => '/../secret.txt',
  '.. below a folder': () => '/img/../../secret.txt',
  '.. without a leading slash': () => '../secret.txt',
  'encoded dots': () => '/%2e%2e/secret.txt',
  'an encoded slash': () => '/..%2fsecret.txt',
  'encoded dots and slash': () => '/img/%2E%2E%2F%2E%2E%2Fsecret.txt',
  'double-encoded dots': () => '/%252e%252e/secret.txt',
  'a double-encoded slash': () => '/..%252fsecret.txt',
  backslashes: () => '/..\\secret.txt',
  'backslashes below a folder': () => '/img\\..\\..\\secret.txt',
  'encoded backslashes': () => '/..%5csecret.txt',
  'encoded dots and backslashes': () => '/img/%2e%2e%5c%2e%2e%5csecret.txt',
  NUL: () => '/img/x.gif%00.txt',
  'NUL before ..': () => '/%00/../../secret.txt',
  'the absolute path of the file': (site) => path.join(site.dir, 'secret.txt'),
  'the absolute path with two slashes': (site) => `/${path.join(site.dir, 'secret.txt')}`,
  'the absolute path, encoded': (site) => encodeURIComponent(path.join(site.dir, 'secret.txt')),
  'a file: URL': (site) => `file://${path.join(site.dir, 'secret.txt')}`,
  'the name of a folder beside the root': () => '/../root-other/secret.txt',
  'an incomplete percent escape': () => '/%E0%A4%A/../secret.txt',
  'two slashes alone': () => '//',
  'two slashes and no host': () => '//[/secret.txt',
  '5,000 characters': () => `/img/${'a'.repeat(4_991)}.gif`,
  '5,000 characters of folders': () => `/${'a/'.repeat(2_497)}x.gif`,
  'a folder': () => '/img',
  'a folder with a slash': () => '/img/',
  'a folder that is named like a file': () => '/folder.gif',
  'a file taken for a folder': () => '/img/x.gif/y.gif',
  'the root itself': () => '/',
  'the root by a dot': () => '/.',
};

function makeSite() {
  const site = createSite({ 'img/x.gif': 'GIF89a', 'folder.gif/y.txt': 'inside' });
  site.write('../secret.txt', SECRET);
  site.write('../root-other/secret.txt', SECRET);
  const options = { roots: [site.root], outDir: site.outDir, debug: true, logger: collectLog() };
  return { site, staticfiles: createStaticfiles(options) };
}

/** A missing path gets its leading slash, and what no URL may hold is encoded. */
function asUrl(asked: string): string {
  const encoded = asked.replaceAll('\\', '%5C').replaceAll('\0', '%00');
  return encoded.startsWith('/') ? encoded : `/${encoded}`;
}

/** The names by which the middleware could take the path for one of its outputs. */
function withVersions(target: string): string[] {
  const dot = target.lastIndexOf('.');
  if (dot < 0) return [target, `${target}.${VERSION}`];
  return [target, `${target.slice(0, dot)}.${VERSION}${target.slice(dot)}`];
}

function assertSecretStays(site: Site): void {
  const holders = site.list().filter((name) => site.read(name).includes(SECRET));
  assert.deepEqual(holders, [path.join('root-other', 'secret.txt'), 'secret.txt']);
}

function assertRefused(answer: Answer, target: string): void {
  const shown = `${answer.status} for ${target.slice(0, 80)}`;
  assert.ok(answer.status >= 400 && answer.status < 500, shown);
  assert.equal(answer.body.includes(SECRET), false, shown);
}

describe('a request refuses', () => {
  const servers = useServers();

  for (const [name, pathOf] of Object.entries(hostile)) {
    it(name, async () => {
      const { site, staticfiles } = makeSite();
      const server = await servers.serve(staticfiles.middleware());
      for (const target of withVersions(pathOf(site))) {
        assertRefused(await server.get(target), target);
        assertRefused(await server.request('HEAD', target), target);
      }
      assertSecretStays(site);
    });
  }

  it('nothing that is harmless', async () => {
    const { staticfiles } = makeSite();
    const server = await servers.serve(staticfiles.middleware());
    assert.equal((await server.get('/img/x.gif')).status, 200);
    assert.equal((await server.get(staticfiles.staticfile('/img/x.gif'))).status, 200);
  });
});

describe('a render leaves as it is written', () => {
  for (const [name, pathOf] of Object.entries(hostile)) {
    it(name, () => {
      const { site, staticfiles } = makeSite();
      for (const asked of withVersions(pathOf(site))) {
        assert.equal(asUrl(staticfiles.staticfile(asked)), asUrl(asked));
      }
      assertSecretStays(site);
    });
  }

  it('a NUL that is not encoded', () => {
    const { staticfiles } = makeSite();
    const asked = '/img/x.gif\0.txt';
    assert.equal(asUrl(staticfiles.staticfile(asked)), asUrl(asked));
  });
});

describe('a render without an outDir publishes nothing beside the root for', () => {
  for (const [name, pathOf] of Object.entries(hostile)) {
    it(name, () => {
      const { site } = makeSite();
      const before = site.list();
      const staticfiles = createStaticfiles({ roots: [site.root], logger: collectLog() });
      for (const asked of withVersions(pathOf(site))) staticfiles.staticfile(asked);
      assert.deepEqual(site.list(), before);
    });
  }
});

describe('a reference in a sheet', () => {
  const references: Record<string, string> = {
    'a picture beside the root': 'a{background:url(../../secret.txt)}',
    'an encoded path out of the root': 'a{background:url(..%2f..%2fsecret.txt)}',
    'an import of a sheet beside the root': '@import "../../secret.css";',
    'a file: URL': 'a{background:url(file:///etc/passwd)}',
    'a folder': 'a{background:url(../img/)}',
    NUL: 'a{background:url(../img/x%00.gif)}',
  };
  for (const [name, sheet] of Object.entries(references)) {
    it(`is left as it is written: ${name}`, () => {
      const { site, staticfiles } = makeSite();
      fs.writeFileSync(path.join(site.dir, 'secret.css'), 'a{color:red}');
      site.write('css/a.css', sheet);
      const url = staticfiles.staticfile('/css/a.css');
      assert.equal(site.read(`out${url}`), sheet);
      assert.deepEqual(site.list('out'), [path.normalize(url.slice(1))]);
      assertSecretStays(site);
    });
  }
});
