// A file is proven by what was opened below the roots, and no request waits for a large one.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as zlib from 'node:zlib';
import { contentHash, integrityOf } from '../../lib/core/names.ts';
import { createMemoryCache } from '../../lib/files/cache.ts';
import { type Disk, nodeDisk } from '../../lib/files/disk.ts';
import type { HashRequest } from '../../lib/files/hashing.ts';
import { Proof } from '../../lib/files/proof.ts';
import { Roots } from '../../lib/files/roots.ts';
import { createSite, type Site } from '../support/site.ts';

const QUICK = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 3 } };
const LARGE = randomBytes(600_000).toString('hex');

interface More {
  readonly disk?: Disk;
  readonly hashAside?: (request: HashRequest) => Promise<Uint8Array>;
}

function proofOf(site: Site, { disk = nodeDisk, ...more }: More = {}): Proof {
  const files = new Roots([{ dir: site.root, at: '' }], disk);
  return new Proof({ disk, now: Date.now, cache: createMemoryCache(), place: '', files, ...more });
}

/** Something is put in a file's place as soon as it was looked at. */
function swapping(site: Site, name: string, put: (filePath: string) => void): Disk {
  const filePath = path.join(site.root, name);
  let isSwapped = false;
  const statSync = ((...args: Parameters<typeof fs.statSync>) => {
    const stat = fs.statSync(...args);
    if (args[0] === filePath && !isSwapped) {
      isSwapped = true;
      fs.rmSync(filePath);
      put(filePath);
    }
    return stat;
  }) as Disk['statSync'];
  return { ...nodeDisk, statSync };
}

describe('the proof of a file', () => {
  for (const [what, text] of Object.entries({ small: 'secret', large: LARGE })) {
    const swaps: Record<string, (filePath: string, site: Site) => void> = {
      'a link that leads out': (filePath, site) => {
        fs.symlinkSync(path.join(site.dir, 'outside'), filePath);
      },
      'a named pipe': (filePath) => execFileSync('mkfifo', [filePath]),
      'another file': (filePath) => fs.writeFileSync(filePath, text),
    };
    for (const [way, put] of Object.entries(swaps)) {
      it(`reads nothing where ${way} is swapped in for a ${what} one`, async function () {
        if (process.platform === 'win32') this.skip();
        if (way === 'a named pipe' && spawnSync('mkfifo', ['--version']).error) {
          console.log('    SKIPPED: no mkfifo here to make a named pipe');
          this.skip();
        }
        const site = createSite({ 'a.js': text });
        fs.writeFileSync(path.join(site.dir, 'outside'), text);
        const filePath = path.join(site.root, 'a.js');
        const swapped = () => ({ disk: swapping(site, 'a.js', (each) => put(each, site)) });
        assert.equal(proofOf(site, swapped()).hashOf(filePath), undefined);
        fs.rmSync(filePath);
        fs.writeFileSync(filePath, text);
        assert.equal(await proofOf(site, swapped()).hashLater(filePath), undefined);
      });
    }
  }

  it('is found by the hash of a build and by that of a manifest', () => {
    const site = createSite({ 'a.js': 'a()' });
    const filePath = path.join(site.root, 'a.js');
    for (const hash of [contentHash('a()'), integrityOf(Buffer.from('a()'))]) {
      const record = { hash, sizeBytes: 3, identity: '' };
      assert.equal(proofOf(site).holds(filePath, record), true);
      fs.writeFileSync(filePath, 'b()');
      assert.equal(proofOf(site).holds(filePath, record), false);
      fs.writeFileSync(filePath, 'a()');
    }
  });
});

describe('the proof of a large file', () => {
  const record = { hash: contentHash(LARGE), sizeBytes: LARGE.length, identity: '' };

  it('is left for later where nobody may wait, and then is known', async () => {
    const site = createSite({ 'a.js': LARGE });
    const filePath = path.join(site.root, 'a.js');
    const proof = proofOf(site);
    const { value, left } = proof.quickly(() => proof.holds(filePath, record));
    assert.deepEqual([value, left.length], [false, 1]);
    await proof.hashLeft(left);
    assert.deepEqual(
      proof.quickly(() => proof.holds(filePath, record)),
      { value: true, left: [] },
    );
  });

  it('is made by a worker, or on the main thread without one', async () => {
    const site = createSite({ 'a.js': LARGE });
    const asked: string[] = [];
    const hashAside = async ({ algorithm }: HashRequest): Promise<Uint8Array> => {
      asked.push(algorithm);
      throw new Error('there is no worker');
    };
    const proof = proofOf(site, { hashAside });
    assert.equal(await proof.hashLater(path.join(site.root, 'a.js')), record.hash);
    assert.deepEqual(asked, ['sha256']);
  });

  it('is made for its compressed forms, which unpack to it and to nothing else', async () => {
    const bytes = Buffer.from(LARGE);
    const site = createSite({ 'a.js': LARGE, 'b.js': `${LARGE.slice(1)}!` });
    const paths = { '.br': zlib.brotliCompressSync(bytes, QUICK), '.gz': zlib.gzipSync(bytes) };
    for (const [extension, packed] of Object.entries(paths)) {
      for (const [name, isOurs] of [
        ['a.js', true],
        ['b.js', false],
      ] as const) {
        const filePath = path.join(site.root, name);
        fs.writeFileSync(filePath + extension, packed);
        const proof = proofOf(site);
        const look = () =>
          proof.quickly(() =>
            proof.isCompressed(`/${name}${extension}`, filePath + extension, filePath),
          );
        for (let at = 0; at < 2; at += 1) await proof.hashLeft(look().left);
        assert.deepEqual(look(), { value: isOurs, left: [] }, name + extension);
      }
    }
  });
});
