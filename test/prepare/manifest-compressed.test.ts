// What a build has compressed beside its outputs is sent by a server that has their manifest alone.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as zlib from 'node:zlib';
import { type Disk, nodeDisk } from '../../lib/files/disk.ts';
import type { Staticfiles } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { createSite, type Site } from '../support/site.ts';

const SMALL = 'a { color: red }\n'.repeat(100);
const LARGE = randomBytes(600_000).toString('hex');
const QUICK = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 3 } };
const PACK: Readonly<Record<string, (text: string) => Buffer>> = {
  br: (text) => zlib.brotliCompressSync(text, QUICK),
  gzip: (text) => zlib.gzipSync(text),
};

/** Notes how many bytes are read at once, on the main thread. */
function watchedDisk(): { readonly disk: Disk; readonly sizes: number[] } {
  const sizes: number[] = [];
  const readFileSync = ((...args: Parameters<typeof fs.readFileSync>) => {
    const bytes = fs.readFileSync(...args);
    sizes.push(bytes.length);
    return bytes;
  }) as Disk['readFileSync'];
  return { disk: { ...nodeDisk, readFileSync }, sizes };
}

async function built(text: string) {
  const site = createSite({ 'a.txt': text });
  const manifest = path.join(site.dir, 'manifest.json');
  const options = { outDir: site.outDir, debug: false };
  const building = createStaticfiles({ roots: site.root, ...options });
  const url = building.staticfile('/a.txt');
  await building.prepare({ manifest });
  fs.rmSync(site.root, { recursive: true });
  const { disk, sizes } = watchedDisk();
  const staticfiles = createStaticfiles({ manifest, ...options }, { disk });
  return { site, url, staticfiles, sizes };
}

function pack(site: Site, url: string, encoding: string, text: string): Buffer {
  const packed = PACK[encoding]?.(text) ?? Buffer.alloc(0);
  const extension = encoding === 'br' ? '.br' : '.gz';
  fs.writeFileSync(path.join(site.outDir, url + extension), packed);
  return packed;
}

async function get(staticfiles: Staticfiles, url: string, encoding = 'identity') {
  const headers = { 'accept-encoding': encoding };
  const response = await staticfiles.handle(new Request(`http://site${url}`, { headers }));
  assert.ok(response);
  const body = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, body };
}

/** Asks until what is hashed meanwhile is known: a few turns. */
async function getEncoded(staticfiles: Staticfiles, url: string, encoding: string) {
  for (let turns = 0; turns < 10_000; turns += 1) {
    const answer = await get(staticfiles, url, encoding);
    if (answer.headers.get('content-encoding') === encoding) return answer;
    assert.equal(answer.status, 200);
  }
  return undefined;
}

describe('a server with a manifest', () => {
  for (const encoding of Object.keys(PACK)) {
    it(`sends a small output by ${encoding} where that unpacks to it`, async () => {
      const { site, url, staticfiles } = await built(SMALL);
      const packed = pack(site, url, encoding, SMALL);
      const answer = await get(staticfiles, url, encoding);
      assert.equal(answer.headers.get('content-encoding'), encoding);
      assert.deepEqual(answer.body, packed);
    });

    it(`sends an output as it is where ${encoding} unpacks to something else`, async () => {
      const { site, url, staticfiles } = await built(SMALL);
      pack(site, url, encoding, SMALL.replace('red', 'tan'));
      const answer = await get(staticfiles, url, encoding);
      assert.equal(answer.headers.get('content-encoding'), null);
      assert.equal(answer.body.toString(), SMALL);
    });

    it(`sends a large output by ${encoding}, and reads nothing large at once`, async () => {
      const { site, url, staticfiles, sizes } = await built(LARGE);
      const packed = pack(site, url, encoding, LARGE);
      const answer = await getEncoded(staticfiles, url, encoding);
      assert.deepEqual(answer?.body, packed);
      assert.equal(answer?.headers.get('cache-control'), 'public, max-age=31536000, immutable');
      assert.ok(Math.max(...sizes) < 1_000_000);
      await staticfiles.close();
    });
  }

  it('sends a large output for ever, and not once its bytes are others', async () => {
    const { site, url, staticfiles, sizes } = await built(LARGE);
    const answer = await get(staticfiles, url);
    assert.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable');
    assert.equal(answer.body.toString(), LARGE);
    fs.writeFileSync(path.join(site.outDir, url), LARGE.replaceAll('0', '1'));
    const edited = await staticfiles.handle(new Request(`http://site${url}`));
    assert.doesNotMatch(edited?.headers.get('cache-control') ?? '', /immutable/);
    assert.ok(Math.max(...sizes) < 1_000_000);
    await staticfiles.close();
  });
});
