// What names no file follows `missing`: the page gets the path as it is written, or an error.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { refuse } from '../support/disk.ts';
import { type InstanceOptions, makeInstance } from '../support/instance.ts';

const FILES = { 'img/x.gif': 'gif', '../secret.txt': 'secret' };

/** The URL that a path gets, and the codes of the warnings. */
function ask(value: unknown, options: InstanceOptions = {}) {
  const { staticfiles, log } = makeInstance(FILES, options);
  const url = staticfiles.staticfile(value as string);
  return [url, ...log.warnings.map((warning) => /^\[ERR_STATICFILE_(\w+)\]/.exec(warning)?.[1])];
}

const asWritten: Record<string, [path: string, url: string, code: string]> = {
  'a file that is not there': ['/no.gif', '/no.gif', 'NOT_FOUND'],
  'a path without a leading slash': ['img/no.gif', '/img/no.gif', 'NOT_FOUND'],
  'a query and a fragment': ['/no.gif?v=1&w=2#x', '/no.gif?v=1&w=2#x', 'NOT_FOUND'],
  'an escape': ['/a%20b.gif', '/a%20b.gif', 'NOT_FOUND'],
  'a space': ['/a b.gif', '/a%20b.gif', 'NOT_FOUND'],
  'white space around': [' /no.gif\n', '/no.gif', 'NOT_FOUND'],
  'a folder': ['/img/', '/img/', 'NOT_FOUND'],
  'a folder without a slash': ['/img', '/img', 'NOT_FOUND'],
  'a file below a file': ['/img/x.gif/y.gif', '/img/x.gif/y.gif', 'NOT_FOUND'],
  'a way out of the root': ['../secret.txt', '/../secret.txt', 'FORBIDDEN'],
  'an escaped way out': ['/%2e%2e/secret.txt', '/%2e%2e/secret.txt', 'NOT_FOUND'],
  'a hidden file': ['/.env', '/.env', 'FORBIDDEN'],
  'a null byte': ['/img/x.gif\0', '/img/x.gif%00', 'NOT_FOUND'],
  markup: ['/"><script>alert(1)</script>', '/%22%3E%3Cscript%3Ealert(1)%3C/script%3E', 'NOT_FOUND'],
  'another host behind a backslash': ['/\\evil.example', '/%5Cevil.example', 'NOT_FOUND'],
  'a script as a URL': ['javascript:alert(1)', '/javascript:alert(1)', 'NOT_FOUND'],
  'a combination': ['/no.js; /none.js', '/no.js;/none.js', 'NOT_FOUND'],
  'a path of 10,000 characters': [`/${'x'.repeat(9999)}`, `/${'x'.repeat(9999)}`, 'NOT_FOUND'],
};

const noPaths: Record<string, [value: unknown, url: string]> = {
  undefined: [undefined, ''],
  null: [null, ''],
  'an empty text': ['', ''],
  'white space': [' ', ''],
  'an empty list': [[], ''],
  'a number': [5, '/5'],
  'a boolean': [false, '/false'],
  'a symbol': [Symbol('x'), ''],
};

const kinds: Record<string, [value: unknown, kind: string]> = {
  undefined: [undefined, 'undefined'],
  null: [null, 'null'],
  'a number': [5, 'a number, "5"'],
  'an object': [{ path: '/x' }, 'an object'],
  'an object without a prototype': [Object.create(null), 'an object'],
  'an empty list': [[], 'an array that does not hold paths only'],
  'a list of numbers': [[1], 'an array that does not hold paths only'],
};

/** What a template may be handed by a visitor or a mistake: a render must survive it. */
const hostile: Record<string, () => unknown> = {
  'an object without a prototype': () => Object.create(null),
  'an object that can not be printed': () => ({
    toString() {
      throw new Error('no');
    },
  }),
  'a list that holds itself': () => {
    const list: unknown[] = [];
    list.push(list);
    return list;
  },
  'a list of numbers': () => [1, 2],
  'a list of lists': () => [['/no.js'], ['/none.js']],
  'a function': () => () => '/img/x.gif',
  'a lone surrogate': () => '/\ud800.gif',
};

describe('where missing is "warn",', () => {
  for (const [name, [text, url, code]] of Object.entries(asWritten)) {
    it(`the page gets as it is written: ${name}`, () => {
      assert.deepEqual(ask(text), [url, code]);
    });
  }

  for (const [name, [value, url]] of Object.entries(noPaths)) {
    it(`the page gets "${url}" for ${name}`, () => {
      assert.deepEqual(ask(value), [url, 'ARGUMENT']);
    });
  }

  for (const [name, [value, kind]] of Object.entries(kinds)) {
    it(`the warning says what was given: ${name}`, () => {
      const { staticfiles, log } = makeInstance(FILES);
      staticfiles.staticfile(value as string);
      assert.deepEqual(log.warnings, [
        `[ERR_STATICFILE_ARGUMENT] Expected the path of a file, got ${kind}.`,
      ]);
    });
  }

  for (const [name, make] of Object.entries(hostile)) {
    it(`a render survives ${name}`, () => {
      const { staticfiles } = makeInstance(FILES);
      assert.equal(typeof staticfiles.staticfile(make() as string), 'string');
    });
  }

  it('a boxed text is a path like any other', () => {
    const { staticfiles, log } = makeInstance(FILES);
    const boxed = new String('/img/x.gif') as unknown as string;
    assert.equal(staticfiles.staticfile(boxed), staticfiles.staticfile('/img/x.gif'));
    assert.deepEqual(log.warnings, []);
  });

  it('each path is warned of once, however often and however it is asked for', () => {
    const { staticfiles, log, site } = makeInstance({});
    for (let count = 0; count < 3; count += 1) {
      staticfiles.staticfile('/no.gif');
      staticfiles.staticfile('/none.gif');
    }
    const looked = `Looked in "${site.root}".`;
    const advice = 'Check the path, or add its folder to "roots".';
    assert.deepEqual(log.warnings, [
      `[ERR_STATICFILE_NOT_FOUND] Cannot find "/no.gif". ${looked} ${advice}`,
      `[ERR_STATICFILE_NOT_FOUND] Cannot find "/none.gif". ${looked} ${advice}`,
    ]);
  });

  it('the media URL is put before the path', () => {
    assert.deepEqual(ask('/no.gif?v', { mediaUrl: '//e.com/' }), ['//e.com/no.gif?v', 'NOT_FOUND']);
  });

  it('the prefix of names is not', () => {
    assert.deepEqual(ask('/no.gif', { namePrefix: '/forever' }), ['/no.gif', 'NOT_FOUND']);
  });

  it('a file that can not be read is left as it is written', () => {
    const { staticfiles, disk, log, site } = makeInstance(FILES);
    disk.before = refuse('openSync', 'EACCES');
    assert.equal(staticfiles.staticfile('/img/x.gif'), '/img/x.gif');
    assert.deepEqual(log.warnings, [
      '[ERR_STATICFILE_UNREADABLE] Cannot read "/img/x.gif" (EACCES), found at ' +
        `"${path.join(site.root, 'img', 'x.gif')}". Check the rights of the file and of its folders.`,
    ]);
  });

  it('an error that nobody has thought of does not break a render', () => {
    const { staticfiles, disk, log } = makeInstance(FILES);
    disk.before = () => {
      throw new TypeError('a bug');
    };
    assert.equal(staticfiles.staticfile('/img/x.gif'), '/img/x.gif');
    assert.equal(log.warnings.length, 1);
  });
});

describe('where missing is "ignore",', () => {
  it('nothing is said, and the page gets the path as it is written', () => {
    const options = { missing: 'ignore' } as const;
    assert.deepEqual(ask('/no.gif', options), ['/no.gif']);
    assert.deepEqual(ask('../secret.txt', options), ['/../secret.txt']);
    assert.deepEqual(ask(undefined, options), ['']);
    assert.deepEqual(ask(5, options), ['/5']);
  });
});

const thrown: Record<string, [value: unknown, code: string]> = {
  'a file that is not there': ['/no.gif', 'ERR_STATICFILE_NOT_FOUND'],
  'a way out of the root': ['/../secret.txt', 'ERR_STATICFILE_FORBIDDEN'],
  'a folder': ['/img/', 'ERR_STATICFILE_NOT_FOUND'],
  'a combination of nothing': ['/no.js;/none.js', 'ERR_STATICFILE_NOT_FOUND'],
  undefined: [undefined, 'ERR_STATICFILE_ARGUMENT'],
  'an empty text': ['', 'ERR_STATICFILE_ARGUMENT'],
  'a number': [5, 'ERR_STATICFILE_ARGUMENT'],
  'an object without a prototype': [Object.create(null), 'ERR_STATICFILE_ARGUMENT'],
};

describe('where missing is "throw",', () => {
  for (const [name, [value, code]] of Object.entries(thrown)) {
    it(`there is an error for ${name}`, () => {
      const { staticfiles, log } = makeInstance(FILES, { missing: 'throw' });
      assert.throws(() => staticfiles.staticfile(value as string), { code });
      assert.deepEqual(log.warnings, []);
    });
  }

  it('there is none for a disk that can not be written', () => {
    const { staticfiles, disk } = makeInstance(FILES, { missing: 'throw' });
    disk.before = refuse('writeFileSync', 'ENOSPC');
    assert.equal(staticfiles.staticfile('/img/x.gif'), '/img/x.gif');
  });
});
