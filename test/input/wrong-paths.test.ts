// What names no file of this site gives one clear sentence, and a URL that does no harm.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { refuse } from '../support/disk.ts';
import { askable, assertSafe, debugModes } from './support/served.ts';

const FILES = { 'img/x.gif': 'gif', '.env': 'secret', 'img/.hidden.gif': 'h', 'css/a.css': 'a{}' };

interface Wrong {
  readonly value: unknown;
  readonly url: string;
  /** What the one warning must say: the path in quotes, why, and what to do. */
  readonly says: RegExp;
}

const NOT_FOUND = /Cannot find "[^"]+"\. Looked in "[^"]+"\. Check the path, or add its folder/;
const REFUSED = /"[^"]+" is refused\. It leads out of the roots\. Only files below "roots"/;

const wrongPaths: Record<string, Wrong> = {
  'a file that is not there': { value: '/img/y.gif', url: '/img/y.gif', says: NOT_FOUND },
  'a file of another case': { value: '/img/X.gif', url: '/img/X.gif', says: NOT_FOUND },
  'a file in a folder that is not there': { value: '/no/y.gif', url: '/no/y.gif', says: NOT_FOUND },
  'a file below a file': { value: '/img/x.gif/y', url: '/img/x.gif/y', says: /"\/img\/x\.gif\/y"/ },
  'a file without the leading slash': { value: 'img/y.gif', url: '/img/y.gif', says: NOT_FOUND },
  'a file with a query': { value: '/y.gif?a=1#b', url: '/y.gif?a=1#b', says: NOT_FOUND },
  'a folder': { value: '/img', url: '/img', says: /"\/img" is a folder\. Name a file in it\./ },
  'a folder with a slash': {
    value: '/img/',
    url: '/img/',
    says: /"\/img\/" is a folder\. Name a file in it\./,
  },
  'the root': { value: '/', url: '/', says: /"\/" is a folder\. Name a file in it\./ },
  'a path that leads out': {
    value: '/../../etc/passwd',
    url: '/../../etc/passwd',
    says: REFUSED,
  },
  'a path that leads out, encoded': {
    value: '/..%2f..%2fetc/passwd',
    url: '/..%2f..%2fetc/passwd',
    says: /"[^"]+passwd"/,
  },
  'a path that leads out by encoded dots': {
    value: '/%2e%2e/x',
    url: '/%2e%2e/x',
    says: /"\/%2e%2e\/x"/,
  },
  'the folder above': { value: '..', url: '/..', says: /"\.\."/ },
  'a path that leads out and in again': {
    value: '/../root/img/x.gif',
    url: '/../root/img/x.gif',
    says: REFUSED,
  },
  'a hidden file': {
    value: '/.env',
    url: '/.env',
    says: /"\/\.env" is refused\. It names a hidden file\. Only files below "roots"/,
  },
  'a hidden file, encoded': {
    value: '/%2eenv',
    url: '/%2eenv',
    says: /"\/%2eenv"/,
  },
  'a name with a NUL': { value: '/img/x.gif\0.js', url: '/img/x.gif%00.js', says: /"[^"]+\.js"/ },
  'a name with a line end': { value: '/img/\ny.gif', url: '/img/%0Ay.gif', says: /Cannot find "/ },
  'a name of HTML': {
    value: '/"><script>alert(1)</script>',
    url: '/%22%3E%3Cscript%3Ealert(1)%3C/script%3E',
    says: /Cannot find "/,
  },
  'an absolute path of the disk': { value: '/etc/passwd', url: '/etc/passwd', says: NOT_FOUND },
  'a file URL': { value: 'file:///etc/passwd', url: '/file:///etc/passwd', says: NOT_FOUND },
  'a name of 300 letters': {
    value: `/${'a'.repeat(300)}.gif`,
    url: `/${'a'.repeat(300)}.gif`,
    says: /"\/a{199,}/,
  },
  'broken percent signs': { value: '/%E0%A4%A.gif', url: '/%E0%A4%A.gif', says: NOT_FOUND },
};

const wrongValues: Record<string, Wrong> = {
  undefined: { value: undefined, url: '', says: /Expected the path of a file, got undefined/ },
  null: { value: null, url: '', says: /Expected the path of a file, got null/ },
  'an empty text': { value: '', url: '', says: /path.* is empty|Expected the path of a file/ },
  blanks: { value: '   ', url: '', says: /path.* is empty|Expected the path of a file/ },
  'a number': { value: 12, url: '/12', says: /Expected the path of a file, got a number, "12"/ },
  zero: { value: 0, url: '/0', says: /Expected the path of a file, got a number, "0"/ },
  true: { value: true, url: '/true', says: /Expected the path of a file, got a boolean, "true"/ },
  'an object': { value: {}, url: '', says: /path of a file, got an object/ },
  'an empty array': { value: [], url: '', says: /path of a file, got an array/ },
  'an array with a hole': {
    value: ['/css/a.css', undefined],
    url: '',
    says: /path of a file, got an array that does not hold paths only/,
  },
};

for (const [mode, debug] of Object.entries(debugModes)) {
  describe(`${mode}, the value of a tag that is`, () => {
    for (const [name, { value, url, says }] of Object.entries({ ...wrongPaths, ...wrongValues })) {
      it(`${name} gives one sentence, and is left as it is`, () => {
        const { ask, log, site } = askable(FILES, { debug });
        assert.equal(ask(value), url);
        assert.equal(ask(value), url);
        assert.equal(log.warnings.length, 1, log.warnings.join('\n'));
        assert.match(log.warnings.join(), says);
        assert.deepEqual(site.list('out'), []);
      });
    }
  });
}

describe('the URL of what names no file', () => {
  for (const [name, { value }] of Object.entries(wrongPaths)) {
    it(`holds nothing that ends an attribute: ${name}`, () => {
      const { ask } = askable(FILES, { missing: 'ignore' });
      assert.doesNotMatch(ask(value), /["'<>\s\\\0]/);
    });
  }
});

for (const [mode, debug] of Object.entries(debugModes)) {
  describe(`${mode}, a file that can not be read`, () => {
    const refusals: Record<string, ['openSync' | 'readFileSync' | 'lstatSync', string]> = {
      'because it can not be opened': ['openSync', 'EACCES'],
      'because of too many open files': ['openSync', 'EMFILE'],
      'because the disk is broken': ['readFileSync', 'EIO'],
      'because its folder can not be entered': ['lstatSync', 'EACCES'],
    };

    for (const [name, [call, code]] of Object.entries(refusals)) {
      it(`${name} gives one sentence and the plain URL`, () => {
        const { ask, log, disk, site } = askable(FILES, { debug });
        disk.before = refuse(call, code, (each) => call === 'readFileSync' || /x\.gif$/.test(each));
        assert.equal(ask('/img/x.gif'), '/img/x.gif');
        assert.equal(log.warnings.length, 1, log.warnings.join('\n'));
        assert.match(
          log.warnings.join(),
          /Cannot read "\/img\/x\.gif".* Check the rights of the f/,
        );
        assert.deepEqual(site.list('out'), []);
      });
    }

    it('gets its version once it can be read', () => {
      const { ask, disk, clock } = askable(FILES, { debug });
      disk.before = refuse('openSync', 'EACCES');
      assert.equal(ask('/img/x.gif'), '/img/x.gif');
      disk.before = () => {};
      clock.ms += 1001;
      assert.match(ask('/img/x.gif'), /^\/img\/x\.[0-9a-f]{12}\.gif$/);
    });

    it('is left as written in a sheet that refers to it', () => {
      const files = { 'a.css': 'a{background:url(x.gif)}', 'x.gif': 'gif' };
      const { disk, content } = askable(files, { debug });
      disk.before = refuse('openSync', 'EACCES', (each) => each.endsWith('x.gif'));
      assert.equal(content('/a.css'), 'a{background:url(x.gif)}');
    });
  });
}

describe('a link', () => {
  it('that leads out of the roots is refused', () => {
    const { ask, log, site } = askable(FILES);
    fs.writeFileSync(path.join(site.dir, 'secret.gif'), 'secret');
    fs.symlinkSync(path.join(site.dir, 'secret.gif'), path.join(site.root, 'leak.gif'));
    assert.equal(ask('/leak.gif'), '/leak.gif');
    assert.match(log.warnings.join(), REFUSED);
    assert.deepEqual(site.list('out'), []);
  });

  it('that leads to itself is a file that is not there', () => {
    const { ask, log, site } = askable(FILES);
    fs.symlinkSync('loop.gif', path.join(site.root, 'loop.gif'));
    assert.equal(ask('/loop.gif'), '/loop.gif');
    assert.match(log.warnings.join(), NOT_FOUND);
  });

  it('within the roots is followed', () => {
    const { ask, site } = askable(FILES);
    fs.symlinkSync('x.gif', path.join(site.root, 'img', 'alias.gif'));
    const url = ask('/img/alias.gif');
    assertSafe(url);
    assert.equal(site.read(`out${url}`), 'gif');
  });
});
