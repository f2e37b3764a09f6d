// Integrity is never that of other bytes than those that the URL leads to.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { refuse } from '../support/disk.ts';
import { type InstanceOptions, makeInstance } from '../support/instance.ts';
import { sampled } from '../support/sampled.ts';

const FILES = { 'a.js': 'a()', 'b.js': 'b()', 's.css': 's{b:url(x.gif)}', 'x.gif': 'gif' };
const TEXTS = ['/a.js', 'a.js', '/a.js?v', '/a.js;/b.js', '/s.css'];

function sri(bytes: ArrayBuffer): string {
  return `sha384-${createHash('sha384').update(Buffer.from(bytes)).digest('base64')}`;
}

function make(options: InstanceOptions = {}) {
  const instance = makeInstance(FILES, { missing: 'ignore', ...options });
  /** Follows the URL; answers the integrity where there is one. */
  const assertFits = async (text: string): Promise<string> => {
    const { url, integrity } = instance.staticfiles.staticfile(text, { integrity: true });
    const answer = await instance.staticfiles.handle(new Request(`http://127.0.0.1${url}`));
    if (integrity === '') return integrity;
    assert.equal(answer?.status, 200, url);
    assert.equal(integrity, sri(await answer.arrayBuffer()), url);
    return integrity;
  };
  const edit = () => {
    for (const [name, content] of Object.entries(FILES)) {
      if (name !== 'x.gif') instance.site.write(name, `${content}/* edited */`);
    }
  };
  const fill = () => {
    instance.disk.before = refuse(['writeFileSync', 'renameSync', 'copyFileSync'], 'ENOSPC');
  };
  return { ...instance, assertFits, edit, fill };
}

for (const debug of [true, false]) {
  for (const text of sampled('texts with integrity', 2, TEXTS)) {
    describe(`integrity of "${text}", debug ${debug}`, () => {
      it('fits the URL', async () => {
        assert.notEqual(await make({ debug }).assertFits(text), '');
      });

      it('fits the URL when the source was edited and the disk is full', async () => {
        const { staticfiles, assertFits, edit, fill } = make({ debug });
        staticfiles.staticfile(text);
        edit();
        fill();
        await assertFits(text);
        await assertFits(text);
      });

      it('fits the URL when integrity was asked for before that', async () => {
        const { assertFits, edit, fill, clock } = make({ debug });
        await assertFits(text);
        edit();
        fill();
        await assertFits(text);
        clock.ms += 3000;
        await assertFits(text);
      });

      it('fits the URL when the disk has room again', async () => {
        const { assertFits, edit, fill, clock, disk } = make({ debug });
        await assertFits(text);
        edit();
        fill();
        await assertFits(text);
        disk.before = () => {};
        clock.ms += 3000;
        assert.notEqual(await assertFits(text), '');
      });

      it('fits the URL when the output is gone, the source edited, and the disk full', async () => {
        const { site, staticfiles, assertFits, edit, fill } = make({ debug });
        staticfiles.staticfile(text);
        edit();
        fs.rmSync(path.join(site.outDir), { recursive: true });
        fill();
        await assertFits(text);
        await assertFits(text);
      });
    });
  }
}
