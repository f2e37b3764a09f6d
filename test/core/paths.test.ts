// A path as a template writes it is taken apart into the names that it may mean.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  baseOf,
  extensionOf,
  folderOf,
  isForeignUrl,
  type ParsedPath,
  parsePath,
  splitCombination,
  splitSuffix,
} from '../../lib/core/paths.ts';

const found: Record<string, [text: string, candidates: string[], suffix?: string]> = {
  'a leading slash': ['/img/x.gif', ['/img/x.gif']],
  'no leading slash': ['img/x.gif', ['/img/x.gif']],
  'doubled slashes': ['//img///x.gif', ['/img/x.gif']],
  'a dot segment': ['/./img/./x.gif', ['/img/x.gif']],
  'a step up inside of the root': ['/img/../css/a.css', ['/css/a.css']],
  'a query': ['/img/x.gif?v=1', ['/img/x.gif'], '?v=1'],
  'a fragment': ['/img/x.svg#top', ['/img/x.svg'], '#top'],
  'a query and a fragment': ['/f.eot?#iefix', ['/f.eot'], '?#iefix'],
  'a question mark in a fragment': ['/x.svg#a?b', ['/x.svg'], '#a?b'],
  'an escape, the literal name first': ['/a%20b.gif', ['/a%20b.gif', '/a b.gif']],
  'an escape of two bytes': ['/%C3%A9.gif', ['/%C3%A9.gif', '/é.gif']],
  'an escape that is decoded once only': ['/a%2520b.gif', ['/a%2520b.gif', '/a%20b.gif']],
  'an escaped question mark': ['/a%3Fb.gif', ['/a%3Fb.gif', '/a?b.gif']],
  'an escaped semicolon': ['/a%3Bb.js', ['/a%3Bb.js', '/a;b.js']],
  'a percent sign that escapes nothing': ['/100%.gif', ['/100%.gif']],
  'an escape that is no UTF-8': ['/%E9.gif', ['/%E9.gif']],
  'a good and a bad escape': ['/%41/%zz.gif', ['/%41/%zz.gif', '/A/%zz.gif']],
  'a plus sign, which is no space': ['/a+b.gif', ['/a+b.gif']],
  'characters beyond ASCII': ['/bilder/ünï😀.gif', ['/bilder/ünï😀.gif']],
  'the folder .well-known': ['/.well-known/x.txt', ['/.well-known/x.txt']],
  'a name that ends with a dot': ['/x.', ['/x.']],
  'three dots in the middle of a name': ['/a...b', ['/a...b']],
};

const refused: Record<string, [text: string, problem: ParsedPath['problem'], suffix?: string]> = {
  nothing: ['', 'empty'],
  'a slash': ['/', 'folder'],
  'a slash at the end': ['/img/', 'folder'],
  'a slash in front of a query': ['/img/?v=1', 'folder', '?v=1'],
  'a dot': ['.', 'empty'],
  'a query alone': ['?v=1', 'empty', '?v=1'],
  'a fragment alone': ['#top', 'empty', '#top'],
  'a step up from the root': ['/../secret.txt', 'outside'],
  'a step up without a slash': ['../secret.txt', 'outside'],
  'more steps up than down': ['/img/../../img/x.gif', 'outside'],
  'a hidden file': ['/.env', 'hidden'],
  'a file in a hidden folder': ['/a/.git/config', 'hidden'],
  'a hidden file in .well-known': ['/.well-known/.env', 'hidden'],
  'three dots': ['/.../x', 'hidden'],
  'a NUL': ['/a\0.gif', 'malformed'],
  'a path of 4,097 characters': [`/${'a'.repeat(4096)}`, 'malformed'],
};

const decodedRefused: Record<string, string> = {
  'an escaped step up': '/%2e%2e/secret.txt',
  'a half escaped step up': '/.%2e/secret.txt',
  'an escaped slash': '/img%2fx.gif',
  'an escaped slash in a step up': '/img/..%2F..%2Fsecret.txt',
  'an escaped NUL': '/x.gif%00',
  'an escaped dot of a hidden file': '/%2eenv',
};

describe('parsePath', () => {
  for (const [name, [text, candidates, suffix = '']] of Object.entries(found)) {
    it(`takes apart ${name}`, () => {
      assert.deepEqual(parsePath(text), { candidates, suffix });
    });
  }

  for (const [name, [text, problem, suffix = '']] of Object.entries(refused)) {
    it(`refuses ${name}`, () => {
      assert.deepEqual(parsePath(text), { candidates: [], suffix, problem });
    });
  }

  for (const [name, text] of Object.entries(decodedRefused)) {
    it(`takes at most literally ${name}`, () => {
      const { candidates } = parsePath(text);
      assert.deepEqual(
        candidates.filter((each) => each !== text),
        [],
      );
    });
  }

  it('takes a path of 4,096 characters', () => {
    const text = `/${'a'.repeat(4095)}`;
    assert.deepEqual(parsePath(text).candidates, [text]);
  });

  it('begins a path without a leading slash in the folder given', () => {
    assert.deepEqual(parsePath('x.gif', '/css').candidates, ['/css/x.gif']);
    assert.deepEqual(parsePath('../img/x.gif', '/css').candidates, ['/img/x.gif']);
    assert.deepEqual(parsePath('/x.gif', '/css').candidates, ['/x.gif']);
    assert.equal(parsePath('../../x.gif', '/css').problem, 'outside');
  });

  it('gives nothing that leads out of a root or to a hidden file', () => {
    const piece = fc.constantFrom('.', '..', '/', '%2e', '%2F', '%00', '\0', 'a', '%', '5c', '\\');
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, text, (path, folder) => {
        for (const candidate of parsePath(path, folder).candidates) {
          assert.match(candidate, /^(?:\/(?!\.)[^/\0]+)+$/);
        }
      }),
    );
  });

  it('gives candidates or a problem, never both', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { candidates, problem } = parsePath(text);
        assert.equal(candidates.length > 0, problem === undefined);
      }),
    );
  });
});

describe('splitSuffix', () => {
  it('splits at the first question mark or hash', () => {
    assert.deepEqual(splitSuffix('/a.js'), { head: '/a.js', suffix: '' });
    assert.deepEqual(splitSuffix('/a.js?x#y'), { head: '/a.js', suffix: '?x#y' });
    assert.deepEqual(splitSuffix('/a.js#y?x'), { head: '/a.js', suffix: '#y?x' });
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { head, suffix } = splitSuffix(text);
        assert.equal(head + suffix, text);
      }),
    );
  });
});

const combinations: Record<string, [text: string, members: string[]]> = {
  'one path': ['/a.js', ['/a.js']],
  'two paths': ['/a.js;/b.js', ['/a.js', '/b.js']],
  'white space around them': [' /a.js ;\n\t/b.js ', ['/a.js', '/b.js']],
  'empty members': [';/a.js;;/b.js; ', ['/a.js', '/b.js']],
  'a semicolon in the query': ['/a.js;/b.js?x=1;2', ['/a.js', '/b.js?x=1;2']],
  'a semicolon in a fragment': ['/a.js#x;y', ['/a.js#x;y']],
  'a semicolon behind a query': ['/a.js?x;/b.js', ['/a.js?x;/b.js']],
  'an escaped semicolon': ['/a%3Bb.js;/c.js', ['/a%3Bb.js', '/c.js']],
  nothing: ['', []],
  'semicolons only': [' ; ;', []],
};

describe('splitCombination', () => {
  for (const [name, [text, members]] of Object.entries(combinations)) {
    it(`splits ${name}`, () => {
      assert.deepEqual(splitCombination(text), members);
    });
  }
});

const places: Record<string, boolean> = {
  'https://example.com/x.gif': true,
  'HTTP://example.com': true,
  '//example.com/x.gif': true,
  'data:image/gif;base64,AA': true,
  'blob:http://example.com/1': true,
  '/img/x.gif': false,
  'img/x.gif': false,
  'https/x.gif': false,
  'database.js': false,
  '': false,
};

describe('isForeignUrl', () => {
  for (const [text, isForeign] of Object.entries(places)) {
    it(`is ${isForeign} for "${text}"`, () => {
      assert.equal(isForeignUrl(text), isForeign);
    });
  }
});

const parts: Record<string, [folder: string, base: string, extension: string]> = {
  '/css/a.css': ['/css', 'a.css', '.css'],
  '/a.css': ['', 'a.css', '.css'],
  '/IMG/X.GIF': ['/IMG', 'X.GIF', '.gif'],
  '/js/a.min.js': ['/js', 'a.min.js', '.js'],
  '/LICENSE': ['', 'LICENSE', ''],
  '/v1.2/LICENSE': ['/v1.2', 'LICENSE', ''],
  '/.htaccess': ['', '.htaccess', ''],
};

describe('folderOf, baseOf, extensionOf', () => {
  for (const [path, expected] of Object.entries(parts)) {
    it(`read "${path}"`, () => {
      assert.deepEqual([folderOf(path), baseOf(path), extensionOf(path)], expected);
    });
  }
});
