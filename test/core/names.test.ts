// Content hashes are SHA-256, and combinations get names of their own.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { combinedPath, contentHash } from '../../lib/core/names.ts';

/** Names a combination where no file has any name. */
function combined(paths: readonly string[], maxLength = 40): string {
  return combinedPath(paths, maxLength, () => false);
}

describe('contentHash', () => {
  it('is SHA-256 in hex', () => {
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    assert.equal(contentHash(''), empty);
    assert.equal(contentHash(Buffer.alloc(0)), empty);
    assert.equal(contentHash('abc').slice(0, 12), 'ba7816bf8f01');
  });
});

const A30 = 'a'.repeat(30);
const B30 = 'b'.repeat(30);
const names: Record<string, [paths: string[], path: string]> = {
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
  for (const [name, [paths, path]] of Object.entries(names)) {
    it(`gives ${name}`, () => {
      assert.equal(combined(paths), path);
    });
  }

  it('has a stem of at most the length asked for', () => {
    const stem = (path: string) => path.slice(1, -'.js'.length);
    assert.equal(stem(combined(['/abcdef.js', '/ghijk.js'], 12)), 'abcdef_ghijk');
    assert.equal(stem(combined(['/abcdef.js', '/ghijk.js'], 11)).length, 11);
    assert.equal(stem(combined(['/abcdef.js', '/ghijk.js'], 7)).length, 6);
  });

  it('keeps characters of two code units whole', () => {
    const path = combined([`/${'😀'.repeat(30)}.js`, '/b.js'], 12);
    assert.match(path, /^\/😀{5}-[0-9a-f]{6}\.js$/u);
  });

  it('adds a hash where a file has the name', () => {
    const isTaken = (path: string) => path === '/a_b.js';
    assert.equal(combinedPath(['/a.js', '/b.js'], 40, isTaken), '/a_b-b06f73.js');
    assert.equal(combinedPath(['/a.js', '/c.js'], 40, isTaken), '/a_c.js');
  });

  it('does not share a name between "a_b; c" and "a; b_c"', () => {
    assert.notEqual(combined(['/a_b.js', '/c.js']), combined(['/a.js', '/b_c.js']));
  });

  it('does not share a name between folders of the same depth', () => {
    const names = [
      combined(['/js/a.js', '/js/b.js']),
      combined(['/js/a.js', '/jt/b.js']),
      combined(['/js/a.js', '/ju/b.js']),
    ];
    assert.equal(new Set(names).size, 3);
  });

  it('does not share a name between extensions in capital and small letters', () => {
    assert.notEqual(combined(['/a.JS', '/b.js']), combined(['/a.js', '/b.js']));
  });

  it('does not share a name with stems that spell out the hash of others', () => {
    const hashed = combined(['/a_b.js', '/c.js']);
    const spelled = combined(['/a.js', '/b.js', '/c-84d641.js']);
    assert.notEqual(spelled, hashed);
  });

  it('does not share a name between any two lists of members', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '_', '/'), maxLength: 4 });
    const path = word.map((text) => `/x${text.replaceAll(/\/+/g, '/x')}.js`);
    const members = fc.array(path, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(members, members, fc.constantFrom(8, 40), (some, others, length) => {
        const isSame = some.join() === others.join();
        assert.equal(combined(some, length) === combined(others, length), isSame);
      }),
      { numRuns: 300 },
    );
  });
});
