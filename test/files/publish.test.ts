// An output is written whole or not at all, and only where it is not there yet.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { type Disk, nodeDisk } from '../../lib/files/disk.ts';
import { Publisher } from '../../lib/files/publish.ts';
import { watchDisk } from '../support/disk.ts';
import { createSite, type Site } from '../support/site.ts';

const BYTES = Buffer.from('a{color:red}');

function publisherOf(site: Site, disk: Disk = nodeDisk, outDir: string | undefined = site.outDir) {
  let count = 0;
  const random = () => {
    count += 1;
    return `random-${count}`;
  };
  return new Publisher({ outDir, roots: [], publish: 'copy', disk, random, now: Date.now });
}

function target(site: Site): string {
  return path.join(site.outDir, 'css', 'a.css');
}

describe('Publisher.locate', () => {
  it('lays outputs out like their paths below outDir', () => {
    const site = createSite();
    const place = publisherOf(site).locate('/css/a.1.css', '/anywhere');
    assert.equal(place, path.join(site.outDir, 'css', 'a.1.css'));
  });

  it('puts an output beside its source without outDir', () => {
    const publisher = new Publisher({
      outDir: undefined,
      roots: [],
      publish: 'copy',
      disk: nodeDisk,
      random: () => 'x',
      now: Date.now,
    });
    assert.equal(
      publisher.locate('/css/a.1.css', path.join('/site', 'css')),
      path.join('/site', 'css', 'a.1.css'),
    );
  });

  it('makes outDir absolute', () => {
    const publisher = new Publisher({
      outDir: 'out',
      roots: [],
      publish: 'copy',
      disk: nodeDisk,
      random: () => 'x',
      now: Date.now,
    });
    assert.equal(publisher.locate('/a.css', ''), path.resolve('out', 'a.css'));
  });
});

describe('Publisher.publish', () => {
  it('writes the bytes, makes the folders and leaves nothing else', () => {
    const site = createSite();
    publisherOf(site).publish(target(site), BYTES);
    assert.equal(site.read('out/css/a.css'), 'a{color:red}');
    assert.deepEqual(site.list('out'), [path.join('css', 'a.css')]);
  });

  it('writes bytes that are no text, and none at all', () => {
    const site = createSite();
    const bytes = Buffer.from([0, 0xff, 0x0d, 0x0a, 0x80]);
    publisherOf(site).publish(target(site), bytes);
    assert.deepEqual(fs.readFileSync(target(site)), bytes);
    publisherOf(site).publish(`${target(site)}2`, Buffer.alloc(0));
    assert.equal(fs.statSync(`${target(site)}2`).size, 0);
  });

  it('does not write what is there already', () => {
    const site = createSite({ '../out/css/a.css': BYTES });
    const watched = watchDisk();
    const before = fs.statSync(target(site), { bigint: true });
    publisherOf(site, watched.disk).publish(target(site), BYTES);
    const after = fs.statSync(target(site), { bigint: true });
    assert.deepEqual([after.ino, after.mtimeNs], [before.ino, before.mtimeNs]);
    assert.equal(watched.count('writeFileSync'), 0);
    assert.equal(watched.count('renameSync'), 0);
  });

  it('replaces a torn file', () => {
    const site = createSite({ '../out/css/a.css': BYTES.subarray(0, 5) });
    publisherOf(site).publish(target(site), BYTES);
    assert.equal(site.read('out/css/a.css'), 'a{color:red}');
    assert.deepEqual(site.list('out'), [path.join('css', 'a.css')]);
  });

  it('replaces a file of the same size with other bytes', () => {
    const site = createSite({ '../out/css/a.css': 'x'.repeat(BYTES.length) });
    publisherOf(site).publish(target(site), BYTES);
    assert.equal(site.read('out/css/a.css'), 'a{color:red}');
  });

  it('replaces an empty file', () => {
    const site = createSite({ '../out/css/a.css': '' });
    publisherOf(site).publish(target(site), BYTES);
    assert.equal(site.read('out/css/a.css'), 'a{color:red}');
  });

  it('writes through a hidden file of the same folder, another one each time', () => {
    const site = createSite();
    const written: string[] = [];
    const { disk } = watchDisk((name, file) => {
      if (name === 'renameSync') written.push(path.relative(site.outDir, file));
    });
    const publisher = publisherOf(site, disk);
    publisher.publish(target(site), BYTES);
    publisher.publish(`${target(site)}2`, BYTES);
    assert.equal(new Set(written).size, 2);
    for (const file of written) {
      assert.equal(path.dirname(file), 'css');
      assert.match(path.basename(file), /^\..*random-1.*\.tmp$/);
    }
  });

  it('makes a folder again that was removed since', () => {
    const site = createSite();
    const publisher = publisherOf(site);
    publisher.publish(target(site), BYTES);
    fs.rmSync(site.outDir, { recursive: true });
    publisher.publish(target(site), BYTES);
    assert.equal(site.read('out/css/a.css'), 'a{color:red}');
  });

  it('puts a file in the place of a link that another mode has left', function () {
    if (process.platform === 'win32') this.skip();
    const site = createSite({ 'a.css': BYTES, '../out/css/other.css': '' });
    fs.symlinkSync(path.join(site.root, 'a.css'), target(site));
    publisherOf(site).publish(target(site), BYTES);
    assert.ok(fs.lstatSync(target(site)).isFile());
    site.write('a.css', 'edited{}');
    assert.equal(site.read('out/css/a.css'), 'a{color:red}');
  });

  it('shows a reader nothing, or all of a new file', () => {
    const site = createSite();
    const seen: (string | undefined)[] = [];
    const look = () => {
      seen.push(fs.existsSync(target(site)) ? site.read('out/css/a.css') : undefined);
    };
    publisherOf(site, watchDisk(look).disk).publish(target(site), BYTES);
    look();
    assert.ok(seen.length > 3);
    assert.deepEqual(new Set(seen), new Set([undefined, 'a{color:red}']));
    assert.equal(seen.at(-1), 'a{color:red}');
  });

  it('shows a reader the torn file or all of the new one, nothing between', () => {
    const site = createSite({ '../out/css/a.css': 'a{' });
    const seen: string[] = [];
    const look = () => {
      seen.push(site.read('out/css/a.css'));
    };
    publisherOf(site, watchDisk(look).disk).publish(target(site), BYTES);
    look();
    assert.deepEqual(new Set(seen), new Set(['a{', 'a{color:red}']));
  });

  it('lets a reader who has the torn file open read it to its end', function () {
    // an open file can't be replaced there
    if (process.platform === 'win32') this.skip();
    const site = createSite({ '../out/css/a.css': 'a{' });
    const file = fs.openSync(target(site), 'r');
    publisherOf(site).publish(target(site), BYTES);
    assert.equal(fs.readFileSync(file, 'utf8'), 'a{');
    fs.closeSync(file);
  });
});

describe('Publisher.has', () => {
  it('is true for a file of that size only', () => {
    const site = createSite({ '../out/css/a.css': BYTES });
    const publisher = publisherOf(site);
    assert.equal(publisher.has(target(site), BYTES.length), true);
    assert.equal(publisher.has(target(site), BYTES.length - 1), false);
    assert.equal(publisher.has(path.dirname(target(site)), 4096), false);
    assert.equal(publisher.has(`${target(site)}x`, 0), false);
    assert.equal(publisher.has(path.join(target(site), 'x'), 0), false);
  });
});
