// Sheets that refer to each other in a circle share one version, and change together.
import assert from 'node:assert/strict';
import { makeInstance } from '../support/instance.ts';
import type { Files } from '../support/site.ts';

const PAIR = {
  'css/a.css': '@import "b.css";a{}',
  'css/b.css': '@import "/css/a.css";b{c:url(x.gif)}',
  'css/x.gif': 'x',
};
const SELF = { 'css/a.css': '@import "a.css";a{}' };
const THREE = {
  'css/a.css': '@import "b.css";@import "base.css";',
  'css/b.css': '@import "c.css";@import "base.css";',
  'css/c.css': '@import "a.css";@import "base.css";',
  'css/base.css': 'base{}',
};
const TWO_CIRCLES = {
  'css/a.css': '@import "b.css";',
  'css/b.css': '@import "a.css";@import "c.css";',
  'css/c.css': '@import "d.css";',
  'css/d.css': '@import "c.css";',
};

function versionOf(url: string | undefined): string {
  const [, version] = /\.([0-9a-f]{12})\.css$/.exec(url ?? '') ?? [];
  assert.ok(version, `a version in ${url}`);
  return version;
}

function urlsOf(files: Files, ...paths: string[]) {
  const { staticfiles } = makeInstance(files);
  return paths.map((path) => staticfiles.staticfile(path));
}

const circles: Record<string, [files: Files, members: string[]]> = {
  'of two sheets': [PAIR, ['/css/a.css', '/css/b.css']],
  'of a sheet with itself': [SELF, ['/css/a.css']],
  'of three sheets with a common one': [THREE, ['/css/a.css', '/css/b.css', '/css/c.css']],
  'that refers to another circle': [TWO_CIRCLES, ['/css/a.css', '/css/b.css']],
  'that another circle refers to': [TWO_CIRCLES, ['/css/c.css', '/css/d.css']],
};

describe('a circle', () => {
  for (const [name, [files, members]] of Object.entries(circles)) {
    it(`${name} shares one version`, () => {
      const versions = urlsOf(files, ...members).map(versionOf);
      assert.equal(new Set(versions).size, 1);
    });

    it(`${name} has the same names wherever one begins`, () => {
      const forward = urlsOf(files, ...members);
      const backward = urlsOf(files, ...members.toReversed()).reverse();
      assert.deepEqual(backward, forward);
    });

    it(`${name} refers to its members under their names`, () => {
      const { content, staticfiles } = makeInstance(files);
      for (const member of members) {
        const text = content(member);
        for (const [, reference] of text.matchAll(/@import "([^"]*)"/g)) {
          const { pathname } = new URL(reference ?? '', `http://site${member}`);
          const plain = pathname.replace(/\.[0-9a-f]{12}\./, '.');
          assert.equal(pathname, staticfiles.staticfile(plain));
        }
      }
    });

    it(`${name} changes as a whole with each of its members`, () => {
      for (const member of members) {
        const { staticfiles, site } = makeInstance(files);
        const before = members.map((path) => staticfiles.staticfile(path));
        site.write(member, `${site.read(`root${member}`)}z{}`);
        const after = members.map((path) => staticfiles.staticfile(path));
        assert.equal(new Set(after.map(versionOf)).size, 1);
        for (const [at, url] of after.entries()) assert.notEqual(url, before[at]);
      }
    });

    it(`${name} is left as it is while nothing changes`, () => {
      const { staticfiles, disk } = makeInstance(files);
      const before = members.map((path) => staticfiles.staticfile(path));
      disk.reset();
      assert.deepEqual(
        members.map((path) => staticfiles.staticfile(path)),
        before,
      );
      assert.equal(disk.count('writeFileSync'), 0);
    });
  }

  it('changes as a whole with a picture of one member', () => {
    const { staticfiles, site } = makeInstance(PAIR);
    const urls = () => ['/css/a.css', '/css/b.css'].map((path) => staticfiles.staticfile(path));
    const before = urls();
    site.write('css/x.gif', 'another');
    const after = urls();
    assert.notEqual(after[0], before[0]);
    assert.notEqual(after[1], before[1]);
    assert.equal(versionOf(after[0]), versionOf(after[1]));
  });

  it('does not change what it refers to', () => {
    const { staticfiles, site } = makeInstance(TWO_CIRCLES);
    const before = staticfiles.staticfile('/css/c.css');
    site.write('css/a.css', '@import "b.css";changed{}');
    assert.equal(staticfiles.staticfile('/css/c.css'), before);
  });

  it('changes what refers to it', () => {
    const { staticfiles, site } = makeInstance({ ...PAIR, 'out.css': '@import "css/a.css";' });
    const before = staticfiles.staticfile('/out.css');
    site.write('css/b.css', '@import "/css/a.css";changed{}');
    assert.notEqual(staticfiles.staticfile('/out.css'), before);
  });

  it('is a circle no longer when a member lets go', () => {
    const { staticfiles, site, content } = makeInstance(PAIR);
    staticfiles.staticfile('/css/a.css');
    site.write('css/b.css', 'b{}');
    const b = staticfiles.staticfile('/css/b.css');
    assert.equal(content('/css/a.css'), `@import "${b.slice('/css/'.length)}";a{}`);
    assert.notEqual(versionOf(staticfiles.staticfile('/css/a.css')), versionOf(b));
  });

  it('of the same texts under other names has another version', () => {
    const [a] = urlsOf(SELF, '/css/a.css');
    const [b] = urlsOf({ 'css/b.css': '@import "b.css";a{}' }, '/css/b.css');
    assert.notEqual(versionOf(a), versionOf(b));
  });

  it('that a combination imports is converted', () => {
    const { content, staticfiles } = makeInstance({ ...PAIR, 'css/z.css': 'z{}' });
    const text = content('/css/a.css;/css/z.css');
    const b = staticfiles.staticfile('/css/b.css').slice('/css/'.length);
    assert.equal(text, `@import "${b}";a{}\nz{}`);
  });

  it('with a member that can not be written is left out of the page, not broken', () => {
    const { staticfiles, disk } = makeInstance(PAIR);
    disk.before = (name, _file, args) => {
      if (name === 'renameSync' && /b\.[0-9a-f]{12}\.css$/.test(String(args[1]))) {
        throw Object.assign(new Error('refused'), { code: 'ENOSPC' });
      }
    };
    assert.equal(staticfiles.staticfile('/css/b.css'), '/css/b.css');
    const url = staticfiles.staticfile('/css/a.css');
    disk.before = () => {};
    assert.equal(url, '/css/a.css');
    assert.match(staticfiles.staticfile('/css/a.css'), /^\/css\/a\.[0-9a-f]{12}\.css$/);
  });
});
