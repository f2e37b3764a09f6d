// The body that handle() answers is read as it is asked for, and let go when nobody wants more.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createStaticfiles } from '../support/create.ts';
import { createSite } from '../support/site.ts';

const MEGABYTE = 1024 * 1024;
const LARGE = 64 * MEGABYTE;
const FDS = '/proc/self/fd';

function makeSite() {
  const site = createSite({ 'img/x.gif': '0123456789', 'img/large.bin': '' });
  const largeFile = path.join(site.root, 'img/large.bin');
  fs.truncateSync(largeFile, LARGE);
  const staticfiles = createStaticfiles({ roots: [site.root], outDir: site.outDir });
  const get = (target: string, init: RequestInit = {}) => {
    return staticfiles.handle(new Request(`http://127.0.0.1${target}`, init));
  };
  const answer = async (target: string, init: RequestInit = {}): Promise<Response> => {
    const response = await get(target, init);
    assert.ok(response instanceof Response);
    return response;
  };
  const picture = staticfiles.staticfile('/img/x.gif');
  return { site, staticfiles, answer, picture, largeFile };
}

/** The file descriptors of this process that lead to a file. */
function descriptorsOf(filePath: string): string[] {
  return fs.readdirSync(FDS).filter((fd) => {
    try {
      return fs.readlinkSync(`${FDS}/${fd}`) === filePath;
    } catch {
      return false;
    }
  });
}

/** Lets everything go on that goes on by itself: thousands of answers of the disk, one by one. */
async function letGoOn(): Promise<void> {
  for (let turn = 0; turn < 3000; turn += 1) await fs.promises.stat('.');
}

function readerOf(response: Response): ReadableStreamDefaultReader<Uint8Array> {
  assert.ok(response.body);
  return response.body.getReader();
}

describe('a client that reads one chunk and cancels', () => {
  const thrown: unknown[] = [];
  const keep = (error: unknown) => thrown.push(error);

  beforeEach(() => {
    thrown.length = 0;
    process.on('uncaughtExceptionMonitor', keep);
  });

  afterEach(() => {
    process.off('uncaughtExceptionMonitor', keep);
  });

  for (const headers of [{}, { range: `bytes=10-${LARGE - 10}` }]) {
    it(`ends no process, ${JSON.stringify(headers)}`, async () => {
      const { answer } = makeSite();
      const reader = readerOf(await answer('/img/large.bin', { headers }));
      const { value } = await reader.read();
      assert.ok(value && value.length > 0);
      await reader.cancel();
      await letGoOn();
      assert.deepEqual(thrown, []);
    });
  }

  it('with a reason ends no process', async () => {
    const { answer } = makeSite();
    const reader = readerOf(await answer('/img/large.bin'));
    await reader.read();
    await reader.cancel(new Error('the client has gone'));
    await letGoOn();
    assert.deepEqual(thrown, []);
  });

  it('leaves no file open', async function () {
    if (!fs.existsSync(FDS)) return this.skip();
    const { answer, largeFile } = makeSite();
    for (let times = 0; times < 5; times += 1) {
      const reader = readerOf(await answer('/img/large.bin'));
      await reader.read();
      assert.equal(descriptorsOf(largeFile).length, 1);
      await reader.cancel();
      await letGoOn();
      assert.deepEqual(descriptorsOf(largeFile), []);
    }
  });

  it('before the first chunk leaves no file open', async function () {
    if (!fs.existsSync(FDS)) return this.skip();
    const { answer, largeFile } = makeSite();
    await readerOf(await answer('/img/large.bin')).cancel();
    await letGoOn();
    assert.deepEqual(descriptorsOf(largeFile), []);
    assert.deepEqual(thrown, []);
  });
});

describe('a client that reads a large file slowly', () => {
  it('does not pull it into memory', async () => {
    const { answer } = makeSite();
    const before = process.memoryUsage().arrayBuffers;
    const reader = readerOf(await answer('/img/large.bin'));
    await reader.read();
    await letGoOn();
    const grown = process.memoryUsage().arrayBuffers - before;
    assert.ok(grown < LARGE / 8, `${grown} bytes`);
    await reader.cancel();
  });

  it('lets little more be read than was taken', async function () {
    if (!fs.existsSync(FDS)) return this.skip();
    const { answer, largeFile } = makeSite();
    const reader = readerOf(await answer('/img/large.bin'));
    await reader.read();
    await letGoOn();
    const [fd = ''] = descriptorsOf(largeFile);
    const position = /^pos:\s*(\d+)/.exec(fs.readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'));
    assert.ok(Number(position?.[1]) < 2 * MEGABYTE, position?.[1]);
    await reader.cancel();
  });

  it('gets all of it in the end', async () => {
    const { answer } = makeSite();
    const reader = readerOf(await answer('/img/large.bin'));
    let size = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
    }
    assert.equal(size, LARGE);
  });

  it('leaves no file open when all is read', async function () {
    if (!fs.existsSync(FDS)) return this.skip();
    const { answer, largeFile } = makeSite();
    await (await answer('/img/large.bin')).arrayBuffer();
    await letGoOn();
    assert.deepEqual(descriptorsOf(largeFile), []);
  });
});

describe('an answer of handle', () => {
  it('to HEAD has the headers of GET, no body and no open file', async () => {
    const { answer, largeFile } = makeSite();
    const head = await answer('/img/large.bin', { method: 'HEAD' });
    const get = await answer('/img/large.bin');
    assert.equal(head.status, 200);
    assert.equal(head.body, null);
    assert.equal(head.headers.get('content-length'), String(LARGE));
    for (const name of ['content-length', 'content-type', 'etag', 'last-modified']) {
      assert.equal(head.headers.get(name), get.headers.get(name), name);
    }
    await get.body?.cancel();
    await letGoOn();
    if (fs.existsSync(FDS)) assert.deepEqual(descriptorsOf(largeFile), []);
  });

  const ranges = [
    { range: 'bytes=2-4', body: '234', contentRange: 'bytes 2-4/10' },
    { range: 'bytes=7-', body: '789', contentRange: 'bytes 7-9/10' },
    { range: 'bytes=-2', body: '89', contentRange: 'bytes 8-9/10' },
    { range: 'bytes=0-0', body: '0', contentRange: 'bytes 0-0/10' },
    { range: 'bytes=5-500', body: '56789', contentRange: 'bytes 5-9/10' },
  ];
  for (const { range, body, contentRange } of ranges) {
    it(`to ${range} is 206 with exactly these bytes`, async () => {
      const { answer, picture } = makeSite();
      const part = await answer(picture, { headers: { range } });
      assert.equal(part.status, 206);
      assert.equal(part.headers.get('content-range'), contentRange);
      assert.equal(part.headers.get('content-length'), String(body.length));
      assert.equal(await part.text(), body);
    });
  }

  it('to a range behind the end is 416 with the size and no body', async () => {
    const { answer, picture } = makeSite();
    const refused = await answer(picture, { headers: { range: 'bytes=10-' } });
    assert.equal(refused.status, 416);
    assert.equal(refused.headers.get('content-range'), 'bytes */10');
    assert.equal(refused.headers.get('cache-control')?.includes('immutable') ?? false, false);
    assert.equal(await refused.text(), '');
  });

  it('to a known ETag is 304 with that ETag and no body', async () => {
    const { answer, picture } = makeSite();
    const etag = (await answer(picture)).headers.get('etag') ?? '';
    assert.notEqual(etag, '');
    const same = await answer(picture, { headers: { 'if-none-match': etag } });
    assert.equal(same.status, 304);
    assert.equal(same.headers.get('etag'), etag);
    assert.equal(same.headers.get('cache-control'), 'public, max-age=31536000, immutable');
    assert.equal(same.headers.get('content-length'), null);
    assert.equal(same.body, null);
  });

  it('to a range with HEAD has no body', async () => {
    const { answer, picture } = makeSite();
    const init = { method: 'HEAD', headers: { range: 'bytes=2-4' } };
    assert.equal(await (await answer(picture, init)).text(), '');
  });
});
