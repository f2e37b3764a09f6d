// What was published is proven by its identity only as long as no edit, however soon, can leave that as it is.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { nodeDisk } from '../../lib/files/disk.ts';
import { identityOf, withoutChangeTime } from '../../lib/files/identity.ts';
import { Publisher } from '../../lib/files/publish.ts';
import { Roots } from '../../lib/files/roots.ts';
import { loadSource } from '../../lib/files/source.ts';
import { type Before, watchDisk } from '../support/disk.ts';
import { createSite } from '../support/site.ts';

function open(before: Before = () => {}) {
  const site = createSite({ 'a.css': 'a{b:c}' });
  const { disk } = watchDisk(before);
  const roots = [{ dir: site.root, at: '' }];
  const options = { roots, outDir: site.outDir, publish: 'copy', disk, now: Date.now } as const;
  const publisher = new Publisher({ ...options, random: () => 'random' });
  return { site, publisher, file: path.join(site.outDir, 'a.0123456789ab.css') };
}

const identityNow = (file: string) => identityOf(fs.statSync(file, { bigint: true }));

describe('the identity of what was published', () => {
  it('is that of the file', () => {
    const { publisher, file } = open();
    const identity = publisher.publish(file, Buffer.from('a{b:c}'));
    assert.equal(identity, identityNow(file));
  });

  it('is another one after an edit in the same tick of the clock', () => {
    let writtenAt: Date | undefined;
    const { publisher, file } = open((name, temporary) => {
      if (name === 'utimesSync') writtenAt = fs.statSync(temporary).mtime;
    });
    const identity = publisher.publish(file, Buffer.from('a{b:c}'));
    fs.writeFileSync(file, 'd{e:f}');
    assert.ok(writtenAt);
    fs.utimesSync(file, writtenAt, writtenAt);
    assert.notEqual(withoutChangeTime(identityNow(file)), withoutChangeTime(identity));
  });

  it('is none of what was edited before it could be looked at', () => {
    const { publisher, file } = open((name, target) => {
      if (name === 'statSync' && target === file && fs.existsSync(file)) {
        fs.writeFileSync(file, 'd{e:f}');
      }
    });
    assert.equal(publisher.publish(file, Buffer.from('a{b:c}')), '');
  });

  it('is none where the disk takes no times', () => {
    const { publisher, file } = open((name) => {
      if (name === 'utimesSync') throw new Error('refused');
    });
    assert.equal(publisher.publish(file, Buffer.from('a{b:c}')), '');
  });

  it('leaves the times of its source alone, however it got there', () => {
    for (const publish of ['copy', 'symlink', 'hardlink'] as const) {
      const { site, file } = open();
      const roots = [{ dir: site.root, at: '' }];
      const of = { roots, outDir: site.outDir, publish, disk: nodeDisk, now: Date.now };
      const all = new Roots(roots, nodeDisk);
      const found = all.findPath('/a.css');
      assert.ok(found);
      const before = fs.statSync(found.filePath).mtimeMs;
      const source = loadSource(all, found, Date.now());
      new Publisher({ ...of, random: () => 'random' }).publish(file, source.bytes, source);
      assert.equal(fs.statSync(found.filePath).mtimeMs, before);
    }
  });
});

describe('what lies where an output is to be', () => {
  it('is not read where a folder leads elsewhere', function () {
    if (process.platform === 'win32') this.skip();
    const { site, publisher } = open();
    const outside = path.join(site.dir, 'outside');
    fs.mkdirSync(outside);
    fs.writeFileSync(path.join(outside, 'x.css'), 'secret');
    fs.mkdirSync(site.outDir, { recursive: true });
    fs.symlinkSync(outside, path.join(site.outDir, 'link'));
    assert.equal(
      publisher.holds(path.join(site.outDir, 'link', 'x.css'), Buffer.from('secret')),
      false,
    );
  });
});
