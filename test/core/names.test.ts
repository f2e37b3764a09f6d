// A version goes into a name and comes out again; combinations get names of their own.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  combinedPath,
  contentVersion,
  parseVersionedPath,
  versionedPath,
} from '../../lib/core/names.ts';

const VERSION = '0123456789ab';

describe('contentVersion', () => {
  it('is the first 12 hex digits of SHA-256', () => {
    assert.equal(contentVersion(''), 'e3b0c44298fc');
    assert.equal(contentVersion('abc'), 'ba7816bf8f01');
    assert.equal(contentVersion(Buffer.from('abc')), 'ba7816bf8f01');
  });
});

const versioned: Record<string, string> = {
  '/img/x.gif': `/img/x.${VERSION}.gif`,
  '/x.gif': `/x.${VERSION}.gif`,
  '/js/a.min.js': `/js/a.min.${VERSION}.js`,
  '/IMG/X.GIF': `/IMG/X.${VERSION}.GIF`,
  '/LICENSE': `/LICENSE.${VERSION}`,
  '/v1.2/LICENSE': `/v1.2/LICENSE.${VERSION}`,
  '/img/a b.gif': `/img/a b.${VERSION}.gif`,
  '/é.ü': `/é.${VERSION}.ü`,
  '/x.ba7816bf8f01.gif': `/x.ba7816bf8f01.${VERSION}.gif`,
};

const unversioned: Record<string, string> = {
  'a plain name': '/img/x.gif',
  '11 digits': '/x.0123456789a.gif',
  '13 digits': '/x.0123456789abc.gif',
  'capital digits': '/x.0123456789AB.gif',
  'letters that are no digits': '/x.0123456789ag.gif',
  'no stem': '/.0123456789ab.gif',
  'no slash': 'x.0123456789ab.gif',
  'a version of a folder': '/x.0123456789ab/y.gif',
  'a version in front of two extensions': '/x.0123456789ab.tar.gz',
};

describe('versionedPath', () => {
  for (const [path, name] of Object.entries(versioned)) {
    it(`names "${path}" "${name}"`, () => {
      assert.equal(versionedPath(path, VERSION), name);
    });

    it(`is undone for "${name}"`, () => {
      assert.deepEqual(parseVersionedPath(name), { path, version: VERSION });
    });
  }

  it('is undone for every name', () => {
    const word = fc
      .string({ unit: fc.constantFrom(...'ab01.-_ %é;A'), minLength: 1, maxLength: 14 })
      .filter((text) => !text.startsWith('.') && !text.endsWith('.'));
    const path = fc.array(word, { minLength: 1, maxLength: 3 }).map((all) => `/${all.join('/')}`);
    const version = fc.stringMatching(/^[0-9a-f]{12}$/);
    fc.assert(
      fc.property(path, version, (plain, digits) => {
        const named = parseVersionedPath(versionedPath(plain, digits));
        assert.deepEqual(named, { path: plain, version: digits });
      }),
    );
  });

  it('is undone where the extension itself looks like a version', () => {
    const path = '/chunk.ba7816bf8f01';
    const named = parseVersionedPath(versionedPath(path, VERSION));
    assert.deepEqual(named, { path, version: VERSION });
  });

  it('is undone where the name ends with a dot', () => {
    const named = parseVersionedPath(versionedPath('/x.', VERSION));
    assert.deepEqual(named, { path: '/x.', version: VERSION });
  });
});

describe('parseVersionedPath', () => {
  for (const [name, path] of Object.entries(unversioned)) {
    it(`finds no version in ${name}`, () => {
      assert.equal(parseVersionedPath(path), undefined);
    });
  }
});

const A30 = 'a'.repeat(30);
const B30 = 'b'.repeat(30);
const combined: Record<string, [paths: string[], path: string]> = {
  'the stems joined': [['/js/jquery.js', '/js/app.js'], '/js/jquery_app.js'],
  'files of the root': [['/a.css', '/b.css'], '/a_b.css'],
  'the shortest folder and a hash': [['/js/a.js', '/lib/b.js'], '/js/a_b-07fd3c.js'],
  'the other order': [['/lib/b.js', '/js/a.js'], '/js/b_a-560bb7.js'],
  'a hash for an underscore in a stem': [['/a_b.js', '/c.js'], '/a_b_c-84d641.js'],
  'a cut and a hash for long stems': [
    [`/js/${A30}.js`, `/js/${B30}.js`],
    `/js/${A30}_bb-c44931.js`,
  ],
};

describe('combinedPath', () => {
  for (const [name, [paths, path]] of Object.entries(combined)) {
    it(`gives ${name}`, () => {
      assert.equal(combinedPath(paths, 40), path);
    });
  }

  it('has a stem of at most the length asked for', () => {
    const stem = (path: string) => path.slice(1, -'.js'.length);
    assert.equal(stem(combinedPath(['/abcdef.js', '/ghijk.js'], 12)), 'abcdef_ghijk');
    assert.equal(stem(combinedPath(['/abcdef.js', '/ghijk.js'], 11)).length, 11);
    assert.equal(stem(combinedPath(['/abcdef.js', '/ghijk.js'], 7)).length, 6);
  });

  it('keeps characters of two code units whole', () => {
    const path = combinedPath([`/${'😀'.repeat(30)}.js`, '/b.js'], 12);
    assert.match(path, /^\/😀{5}-[0-9a-f]{6}\.js$/u);
  });

  it('does not share a name between "a_b; c" and "a; b_c"', () => {
    assert.notEqual(combinedPath(['/a_b.js', '/c.js'], 40), combinedPath(['/a.js', '/b_c.js'], 40));
  });

  it('does not share a name between folders of the same depth', () => {
    const names = [
      combinedPath(['/js/a.js', '/js/b.js'], 40),
      combinedPath(['/js/a.js', '/jt/b.js'], 40),
      combinedPath(['/js/a.js', '/ju/b.js'], 40),
    ];
    assert.equal(new Set(names).size, 3);
  });

  it('does not share a name between extensions in capital and small letters', () => {
    assert.notEqual(combinedPath(['/a.JS', '/b.js'], 40), combinedPath(['/a.js', '/b.js'], 40));
  });

  it('does not share a name with stems that spell out the hash of others', () => {
    const hashed = combinedPath(['/a_b.js', '/c.js'], 40);
    const spelled = combinedPath(['/a.js', '/b.js', '/c-84d641.js'], 40);
    assert.notEqual(spelled, hashed);
  });

  it('does not share a name between any two lists of members', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '_', '/'), maxLength: 4 });
    const path = word.map((text) => `/x${text.replaceAll(/\/+/g, '/x')}.js`);
    const members = fc.array(path, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(members, members, fc.constantFrom(8, 40), (some, others, length) => {
        const isSame = some.join() === others.join();
        assert.equal(combinedPath(some, length) === combinedPath(others, length), isSame);
      }),
      { numRuns: 300 },
    );
  });
});
