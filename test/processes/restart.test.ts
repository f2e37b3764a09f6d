// A real process takes over what another real process has converted.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createSite, type Site } from '../support/site.ts';
import { cacheFile } from './support/cache.ts';
import { useChildren, wholeLines } from './support/children.ts';

const FILES = {
  'css/a.css': 'b { background: url(../img/x.gif) }',
  'css/b.css': 'i {}',
  'img/x.gif': 'gif',
  'js/a.js': 'a()',
};
const PATHS = ['/css/a.css', '/img/x.gif', '/js/a.js', '/css/a.css;/css/b.css'];

describe('a process that starts after another has ended', function () {
  this.timeout(60_000);
  const children = useChildren();

  /** Runs a process on the site; gives `[path, url, flags]` of each path. */
  async function run(site: Site): Promise<string[][]> {
    fs.writeFileSync(path.join(site.dir, 'paths.txt'), PATHS.join('\n'));
    const child = children.start('ask-for-urls.ts', site.dir);
    await child.printed(1);
    child.go();
    const ended = await child.ended;
    assert.deepEqual([ended.code, ended.stderr], [0, '']);
    return wholeLines(ended)
      .slice(1)
      .map((line) => line.split(' '));
  }

  const urlsOf = (lines: readonly string[][]) => lines.map(([, url]) => url);
  const flagsOf = (lines: readonly string[][]) => lines.map(([, , flags]) => flags);

  it('prints the same URLs, all of them cached, and touches no output', async () => {
    const site = createSite(FILES);
    const first = await run(site);
    assert.deepEqual(flagsOf(first), ['new', 'new', 'new', 'new']);
    const times = () => site.list('out').map((each) => inodeOf(path.join(site.outDir, each)));
    const before = times();
    const second = await run(site);
    assert.deepEqual(urlsOf(second), urlsOf(first));
    assert.deepEqual(flagsOf(second), Array(4).fill('new+cached'));
    assert.deepEqual(times(), before);
  });

  it('makes anew what was edited, and what refers to it', async () => {
    const site = createSite(FILES);
    const first = await run(site);
    site.write('img/x.gif', 'GIF');
    const second = await run(site);
    assert.deepEqual(flagsOf(second), ['new+changed', 'new+changed', 'new+cached', 'new+changed']);
    assert.equal(urlsOf(second)[2], urlsOf(first)[2]);
  });

  it('prints the same URLs when the cache is gone', async () => {
    const site = createSite(FILES);
    const first = await run(site);
    fs.rmSync(cacheFile(path.join(site.dir, 'cache')));
    const second = await run(site);
    assert.deepEqual(urlsOf(second), urlsOf(first));
    assert.deepEqual(flagsOf(second), ['new', 'new', 'new', 'new']);
  });
});

function inodeOf(file: string): string {
  const { ino, mtimeMs } = fs.statSync(file);
  return `${file} ${ino} ${mtimeMs}`;
}
