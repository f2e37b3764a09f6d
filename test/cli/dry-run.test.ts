// What only looks changes nothing on disk.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { sampled } from '../support/sampled.ts';
import { createFolder, type Folder } from './support/command.ts';

const FILES = {
  'x.gif': 'GIF89a',
  'a.css': 'a { background: url(x.gif) }',
  '../views/a.njk':
    '{% staticfile "/x.gif" %}{% slimfile "/a.css" %}{% slimall %}<b> </b>{% endslimall %}',
};

/** All files with what is in them, and when each was changed. */
function stateOf({ site }: Folder): object {
  const entries = site.list().map((name) => {
    const { mtimeMs, ino } = fs.lstatSync(path.join(site.dir, name));
    return [name, site.read(name), mtimeMs, ino];
  });
  return entries;
}

const LOOKS = [
  ['build', '--dry-run'],
  ['build', '--dry-run', '--precompress', '--manifest', 'new.json'],
  ['status', '--manifest', 'm.json'],
  ['clean', '--manifest', 'm.json', '--older-than', '0'],
  ['doctor'],
];

const caches: Readonly<Record<string, (folder: Folder) => unknown>> = {
  'no cache': () => {},
  'a cache of a build': ({ run }) => run('build'),
  'a foreign cache file': ({ site }) => site.write('../cache/conversions.txt', 'of another\n'),
  'a cache of another version': ({ site }) =>
    site.write('../cache/conversions.txt', 'nunjucks-staticfile conversion cache 99\nx\n'),
  'a cache whose last line is torn': async ({ run, site }) => {
    await run('build');
    fs.appendFileSync(path.join(site.dir, 'cache/conversions.txt'), '01234567 5 conv');
  },
};

describe('what only looks', function () {
  this.timeout(60_000);

  for (const [what, prepare] of sampled(
    'caches that a look leaves alone',
    3,
    Object.entries(caches),
  )) {
    it(`changes nothing on disk, with ${what}`, async () => {
      const folder = createFolder(FILES);
      await prepare(folder);
      folder.site.write('../m.json', '{"format":1,"plain":{},"slim":{}}');
      const before = stateOf(folder);
      for (const args of LOOKS) {
        await folder.run(...args);
        assert.deepEqual(stateOf(folder), before, args.join(' '));
      }
    });
  }

  it('is told from a build, which puts a foreign cache file aside', async () => {
    const folder = createFolder(FILES);
    folder.site.write('../cache/conversions.txt', 'of another\n');
    assert.equal((await folder.run('build')).code, 0);
    assert.equal(folder.site.list('cache').length, 2);
  });
});
