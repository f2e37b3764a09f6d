// Folders are made where they can be, and nothing tries for ever where they can't.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { makeFolder } from '../../lib/files/make-folder.ts';
import { createSite } from '../support/site.ts';

describe('makeFolder', () => {
  it('makes all folders that are missing, and does nothing again', () => {
    const { dir } = createSite({});
    for (const _ of [1, 2]) makeFolder(fs, `${dir}/a/b/c`);
    assert.ok(fs.statSync(`${dir}/a/b/c`).isDirectory());
  });

  it('throws where a file is in the way', () => {
    const { dir } = createSite({ 'a.txt': '' });
    assert.throws(() => makeFolder(fs, `${dir}/root/a.txt/b`), /ENOTDIR|EEXIST/);
  });

  it('throws where the file system answers that a folder with a parent is not there', function () {
    if (process.platform !== 'linux') return this.skip();
    assert.throws(() => makeFolder(fs, '/proc/no-such-folder/a'), /ENOENT/);
  });
});
