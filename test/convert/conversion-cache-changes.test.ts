// What changes between two processes is noticed by the second, and nothing else is made again.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { type Server, startServer } from '../processes/support/server.ts';
import { type WatchedDisk, watchDisk } from '../support/disk.ts';
import { hash } from '../support/instance.ts';
import { createSite, type Files, type Site } from '../support/site.ts';

const SHEET = 'b { background: url(../img/x.gif) }';
const FILES = { 'css/a.css': SHEET, 'css/other.css': 'i {}', 'img/x.gif': 'gif' };
const PATHS = ['/css/a.css', '/css/other.css', '/img/x.gif'];

function converted(files: Files = FILES, paths: readonly string[] = PATHS) {
  const site = createSite(files);
  return { site, urls: startServer(site).urls(paths) };
}

/** Starts again and asks for all. */
function restart(site: Site, paths: readonly string[] = PATHS): Server & { all: string[] } {
  const server = startServer(site);
  return { ...server, all: server.urls(paths) };
}

function touch(site: Site, name: string, seconds: number): void {
  fs.utimesSync(path.join(site.root, name), seconds, seconds);
}

describe('a source that is edited between two processes', () => {
  it('is new and changed, not cached, and has another URL', () => {
    const { site } = converted();
    site.write('img/x.gif', 'GIF');
    const { all, flags } = restart(site);
    assert.equal(all[2], `/img/x.${hash('GIF')}.gif`);
    assert.equal(flags('x.gif'), 'new changed checked');
    assert.equal(flags('other.css'), 'new checked cached');
  });

  it('makes the sheet anew that refers to it', () => {
    const { site, urls } = converted();
    site.write('img/x.gif', 'GIF');
    const { all, flags } = restart(site);
    assert.notEqual(all[0], urls[0]);
    assert.equal(site.read(`out${all[0]}`), SHEET.replace('x.gif', `x.${hash('GIF')}.gif`));
    assert.equal(flags('a.css'), 'new changed checked');
    const third = restart(site);
    assert.deepEqual(third.all, all);
    assert.equal(third.flags('a.css'), 'new checked cached');
  });

  it('makes anew what it is combined into', () => {
    const paths = ['/css/other.css; /css/a.css'];
    const { site, urls } = converted(FILES, paths);
    site.write('css/other.css', 'u {}');
    const { all, flags } = restart(site, paths);
    assert.notEqual(all[0], urls[0]);
    assert.ok(site.read(`out${all[0]}`).startsWith('u {}'));
    assert.equal(flags('other_a.css'), 'new changed checked');
  });

  it('gets its old URL back with its old content', () => {
    const { site, urls } = converted();
    site.write('img/x.gif', 'GIF');
    restart(site);
    site.write('img/x.gif', 'gif');
    const { all, disk } = restart(site);
    assert.deepEqual(all, urls);
    assert.deepEqual(disk.published(), []);
  });

  it('is noticed when another root has the path first', () => {
    const { site } = converted();
    const before = path.join(site.dir, 'before');
    fs.mkdirSync(path.join(before, 'img'), { recursive: true });
    const options = { roots: [before, site.root] };
    startServer(site, options).urls(PATHS);
    fs.writeFileSync(path.join(before, 'img/x.gif'), 'of the first root');
    const second = startServer(site, options);
    assert.equal(second.url('/img/x.gif'), `/img/x.${hash('of the first root')}.gif`);
    assert.equal(second.flags('x.gif'), 'new changed checked');
  });
});

describe('a source that is only touched between two processes', () => {
  it('is cached still, whatever its time says', () => {
    const { site, urls } = converted();
    for (const seconds of [1, 1_500_000_000]) {
      touch(site, 'img/x.gif', seconds);
      touch(site, 'css/a.css', seconds);
      const { all, flags, disk } = restart(site);
      assert.deepEqual(all, urls);
      assert.deepEqual([flags('x.gif'), flags('a.css')], Array(2).fill('new checked cached'));
      assert.deepEqual(disk.published(), []);
    }
  });

  it('is read once, and then known by its new time', () => {
    const { site } = converted();
    touch(site, 'img/x.gif', 1_500_000_000);
    assert.equal(restart(site).disk.count('readFileSync'), 1);
    assert.equal(restart(site).disk.count('readFileSync'), 0);
  });

  it('is cached still when it is copied: another inode, the same bytes', () => {
    const { site, urls } = converted();
    fs.cpSync(site.root, `${site.root}-copy`, { recursive: true });
    fs.rmSync(site.root, { recursive: true });
    fs.renameSync(`${site.root}-copy`, site.root);
    const { all, flags } = restart(site);
    assert.deepEqual(all, urls);
    assert.equal(flags('a.css'), 'new checked cached');
  });
});

/** A disk whose files never show another time than `ms`, as if its clock were that coarse. */
function coarseDisk(ms: number): WatchedDisk {
  const watched = watchDisk();
  const coarse = (stat: unknown) => {
    const ns = BigInt(ms) * 1_000_000n;
    const times = { mtimeMs: BigInt(ms), ctimeMs: BigInt(ms), mtimeNs: ns, ctimeNs: ns };
    return stat && Object.assign(stat, times, { ino: 7n });
  };
  const get = (disk: WatchedDisk['disk'], name: 'statSync') => {
    if (!/^[fl]?statSync$/.test(name)) return disk[name];
    return (...args: Parameters<typeof fs.statSync>) => coarse(disk[name](...args));
  };
  return {
    ...watched,
    disk: new Proxy(watched.disk, { get } as ProxyHandler<typeof watched.disk>),
  };
}

describe('a source whose size and times do not show that it was edited', () => {
  const WRITTEN_MS = 1_700_000_000_000;
  const start = (site: Site, afterMs: number) =>
    startServer(site, {}, coarseDisk(WRITTEN_MS), () => WRITTEN_MS + afterMs);

  for (const afterMs of [0, 10, 1000, 1999]) {
    it(`is noticed when it was read ${afterMs} ms after its change before`, () => {
      const site = createSite({ 'x.gif': 'gif' });
      start(site, afterMs).url('/x.gif');
      site.write('x.gif', 'GIF');
      const second = start(site, 3_600_000);
      assert.equal(second.url('/x.gif'), `/x.${hash('GIF')}.gif`);
      assert.equal(second.flags('x.gif'), 'new changed checked');
    });
  }

  it('is noticed after a process that has found it unchanged just as soon', () => {
    const site = createSite({ 'x.gif': 'gif' });
    start(site, 100).url('/x.gif');
    start(site, 200).url('/x.gif');
    site.write('x.gif', 'GIF');
    assert.equal(start(site, 3_600_000).url('/x.gif'), `/x.${hash('GIF')}.gif`);
  });

  it('is not read any more once it had time to show it', () => {
    const site = createSite({ 'x.gif': 'gif' });
    start(site, 100).url('/x.gif');
    start(site, 5000).url('/x.gif');
    const third = startServer(site, {}, coarseDisk(WRITTEN_MS), () => WRITTEN_MS + 6000);
    const url = third.url('/x.gif');
    site.write('x.gif', 'GIF');
    assert.equal(start(site, 7000).url('/x.gif'), url);
  });
});

describe('a missing reference', () => {
  it('is versioned by the next process when it has appeared', () => {
    const { site, urls } = converted({ 'css/a.css': SHEET }, ['/css/a.css']);
    assert.equal(site.read(`out${urls[0]}`), SHEET);
    assert.equal(restart(site, ['/css/a.css']).flags('a.css'), 'new checked cached');
    site.write('img/x.gif', 'gif');
    const { all, flags } = restart(site, ['/css/a.css']);
    assert.equal(site.read(`out${all[0]}`), SHEET.replace('x.gif', `x.${hash('gif')}.gif`));
    assert.equal(flags('a.css'), 'new changed checked');
  });

  it('is left as written by the next process when it has gone', () => {
    const { site } = converted();
    site.remove('img/x.gif');
    const { all, flags, log } = restart(site, ['/css/a.css']);
    assert.equal(site.read(`out${all[0]}`), SHEET);
    assert.equal(flags('a.css'), 'new changed checked');
    assert.equal(log.warnings.length, 1);
  });
});

describe('a source that is removed between two processes', () => {
  it('is missing, though the cache and its output are there', () => {
    const { site } = converted();
    site.remove('img/x.gif');
    const { all, flags } = restart(site, ['/img/x.gif']);
    assert.deepEqual(all, ['/img/x.gif']);
    assert.equal(flags('x.gif'), 'checked notfound');
  });
});
