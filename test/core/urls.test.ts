// References between files of one site lead where they led before.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodePath } from '../../lib/core/paths.ts';
import {
  isLocalReference,
  rebaseReference,
  relativeUrl,
  resolveReference,
} from '../../lib/core/urls.ts';

const references: Record<string, boolean> = {
  'x.gif': true,
  '../img/x.gif': true,
  '/img/x.gif': true,
  './a:b.gif': true,
  'x.gif?v=1#y': true,
  '': false,
  '#clip': false,
  '?v=1': false,
  '//example.com/x.gif': false,
  'https://example.com/x.gif': false,
  'data:image/gif;base64,AA': false,
  'DATA:image/gif;base64,AA': false,
  'about:blank': false,
  'chrome-extension://x/y.gif': false,
  '\\\\example.com\\x.gif': false,
  ' data:image/gif;base64,AA': false,
  '\n//example.com/x.gif': false,
  ' ': false,
};

describe('isLocalReference', () => {
  for (const [reference, isLocal] of Object.entries(references)) {
    it(`is ${isLocal} for ${JSON.stringify(reference)}`, () => {
      assert.equal(isLocalReference(reference), isLocal);
    });
  }
});

const resolved: Record<string, [from: string, reference: string, candidates: string[]]> = {
  'a neighbour': ['/css/a.css', 'x.gif', ['/css/x.gif']],
  'a file above': ['/css/a.css', '../img/x.gif', ['/img/x.gif']],
  'a file from the root': ['/css/a.css', '/img/x.gif', ['/img/x.gif']],
  'an escaped name': ['/css/a.css', 'a%20b.gif', ['/css/a%20b.gif', '/css/a b.gif']],
  'a query and a fragment': ['/css/a.css', 'x.eot?#iefix', ['/css/x.eot']],
  'a way out': ['/css/a.css', '../../x.gif', []],
  'a hidden file': ['/css/a.css', '../.env', []],
};

describe('resolveReference', () => {
  for (const [name, [from, reference, candidates]] of Object.entries(resolved)) {
    it(`resolves ${name}`, () => {
      assert.deepEqual(resolveReference(from, reference).candidates, candidates);
    });
  }
});

const relative: Record<string, [from: string, to: string, url: string]> = {
  'a neighbour': ['/css/a.css', '/css/b.css', 'b.css'],
  'a file above': ['/css/a.css', '/img/x.gif', '../img/x.gif'],
  'a file below': ['/a.css', '/img/x.gif', 'img/x.gif'],
  'two above': ['/a/b/c.css', '/x.gif', '../../x.gif'],
  'a folder that begins alike': ['/css/a.css', '/css2/b.css', '../css2/b.css'],
  'a folder named like the file': ['/a/b', '/a/b/c', 'b/c'],
  'the folder itself': ['/css/a.css', '/css/', './'],
  'an empty first segment': ['/a.css', '//x/y.gif', './/x/y.gif'],
  'a shared prefix': ['/forever/css/a.css', '/forever/img/x.gif', '../img/x.gif'],
};

const uri = fc
  .array(fc.constantFrom('a', 'b', 'aa', 'c%20d', 'e.css'), { minLength: 1, maxLength: 5 })
  .map((segments) => `/${segments.join('/')}`);

describe('relativeUrl', () => {
  for (const [name, [from, to, url]] of Object.entries(relative)) {
    it(`writes ${name}`, () => {
      assert.equal(relativeUrl(from, to), url);
    });
  }

  it('leads a browser from the one to the other, under every path prefix', () => {
    fc.assert(
      fc.property(uri, uri, fc.constantFrom('', '/shop', '/shop/v2'), (from, to, prefix) => {
        const { pathname } = new URL(relativeUrl(from, to), `http://site${prefix}${from}`);
        assert.equal(pathname, prefix + to);
      }),
    );
  });
});

const rebased: Record<string, [from: string, to: string, reference: string, url: string]> = {
  'the same folder': ['/css/a.css', '/css/a_b.css', 'no way.gif', 'no way.gif'],
  'another folder': ['/css/a.css', '/a_b.css', 'x.gif', 'css/x.gif'],
  'a folder below': ['/a.css', '/css/a.css', 'img/x.gif', '../img/x.gif'],
  'a query and a fragment': ['/css/a.css', '/a.css', 'x.eot?#iefix', 'css/x.eot?#iefix'],
  'a path from the root': ['/css/a.css', '/a.css', '/img/x.gif', '/img/x.gif'],
  'another place': ['/css/a.css', '/a.css', 'https://example.com/x', 'https://example.com/x'],
  'a data URL': ['/css/a.css', '/a.css', 'data:,x', 'data:,x'],
  'a fragment': ['/css/a.css', '/a.css', '#clip', '#clip'],
  'a percent sign that escapes nothing': ['/css/a.css', '/a.css', '100%.gif', 'css/100%.gif'],
  'folders with spaces': ['/my css/a.css', '/b.css', 'x.gif', 'my%20css/x.gif'],
  'a data URL behind a space': ['/css/a.css', '/a.css', ' data:,x', ' data:,x'],
  'a space in front of a query': ['/css/a.css', '/a.css', 'x ?y', 'css/x%20?y'],
  'another place behind a space': ['/css/a.css', '/a.css', ' //e.com/x.gif', ' //e.com/x.gif'],
};

describe('rebaseReference', () => {
  for (const [name, [from, to, reference, url]] of Object.entries(rebased)) {
    it(`writes ${name}`, () => {
      assert.equal(rebaseReference(from, to, reference), url);
    });
  }

  it('leads a browser where it led before', () => {
    const unit = fc.constantFrom(
      'a',
      'b',
      '.',
      '..',
      '/',
      '%',
      '%20',
      '?',
      '#',
      ' ',
      'é',
      '"',
      '(',
    );
    const reference = fc
      .array(unit, { minLength: 1, maxLength: 8 })
      .map((units) => units.join(''))
      .filter((text) => !/^\s|\s[?#]/.test(text));
    const folder = fc.constantFrom('/', '/css/', '/a/b/', '/my css/');
    fc.assert(
      fc.property(folder, folder, reference, (from, to, text) => {
        fc.pre(isLocalReference(text));
        const written = rebaseReference(`${from}x.css`, `${to}y.css`, text);
        const before = new URL(text, `http://site${encodePath(from)}x.css`);
        const after = new URL(written, `http://site${encodePath(to)}y.css`);
        assert.equal(after.href, before.href);
      }),
      { numRuns: 500 },
    );
  });

  it('does not turn a name with a colon into a scheme', () => {
    const written = rebaseReference('/css/x.css', '/y.css', '../a:b.gif');
    assert.equal(new URL(written, 'http://site/y.css').pathname, '/a:b.gif');
  });
});
