// Temporary files of processes that were killed are removed; those of the living never.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { nodeDisk } from '../../lib/files/disk.ts';
import { removeAbandoned, uniqueMark } from '../../lib/files/temporary.ts';
import { deadPid } from '../support/dead-process.ts';
import { makeInstance } from '../support/instance.ts';
import { createSite } from '../support/site.ts';

const DAY_MS = 24 * 3600 * 1000;
const [HOST = '', , RANDOM = ''] = uniqueMark().split('-');

/** Tells which of these files are left after some time. */
function left(names: readonly string[], laterMs = 0): string[] {
  const { root } = createSite(Object.fromEntries(names.map((name) => [name, 'half'])));
  removeAbandoned(root, nodeDisk, () => Date.now() + laterMs);
  return fs.readdirSync(root).sort();
}

describe('a temporary file', () => {
  it('is removed when its process is dead', () => {
    const mark = `${HOST}-${deadPid()}-${RANDOM}`;
    assert.deepEqual(left([`.${mark}-1.tmp`, `x.css.br.${mark}.tmp`], 0), []);
  });

  it('stays as long as its process lives, however old it is', () => {
    const name = `.${uniqueMark()}-1.tmp`;
    assert.deepEqual(left([name], 10 * DAY_MS), [name]);
  });

  it('of another machine stays for a day', () => {
    const name = `.ffffffff-${deadPid()}-${RANDOM}-1.tmp`;
    assert.deepEqual(left([name], DAY_MS / 2), [name]);
    assert.deepEqual(left([name], 2 * DAY_MS), []);
  });

  it('of somebody else stays', () => {
    const names = ['.vimrc.tmp', `a-${deadPid()}-b.tmp`, `x.${HOST}-1-${RANDOM}.tmp.gif`];
    assert.deepEqual(left(names, 10 * DAY_MS), [...names].sort());
  });

  it('of a dead process is gone after the next output of its folder', () => {
    const { staticfiles, site } = makeInstance({ 'img/x.gif': 'gif' });
    const name = `.${HOST}-${deadPid()}-${RANDOM}-7.tmp`;
    site.write('../out/img/kept.txt', '');
    fs.writeFileSync(path.join(site.outDir, 'img', name), 'half');
    const url = staticfiles.staticfile('/img/x.gif');
    assert.deepEqual(site.list('out').sort(), [path.join('img', 'kept.txt'), url.slice(1)].sort());
  });
});

describe('the mark of a process', () => {
  it('names it, and is another each time', () => {
    assert.match(uniqueMark(), new RegExp(`^[0-9a-f]{8}-${process.pid}-[0-9a-f]{16}$`));
    assert.notEqual(uniqueMark(), uniqueMark());
  });
});
