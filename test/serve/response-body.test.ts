// A body that is read in part and dropped lets go of its file.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Containment } from '../../lib/files/containment.ts';
import { nodeDisk } from '../../lib/files/disk.ts';
import { bodyOf } from '../../lib/serve/response-body.ts';
import { createSite } from '../support/site.ts';

const BYTES = Buffer.from(Array.from({ length: 200_000 }, (_, at) => at % 251));

function makeBody(headers = {}) {
  const site = createSite({ 'large.bin': BYTES });
  const filePath = path.join(site.root, 'large.bin');
  const files = new Containment([site.root], nodeDisk);
  const open: number[] = [];
  const reopen = () => {
    const file = files.open(filePath);
    open.push(file.descriptor);
    return file;
  };
  let idle = () => {};
  const after = (_delayMs: number, action: () => void) => {
    idle = action;
    return () => {
      idle = () => {};
    };
  };
  const stream = files.use(filePath, (file) =>
    bodyOf(new Response(null, { headers }), file, reopen, after),
  );
  assert.ok(stream instanceof ReadableStream);
  return { site, reader: stream.getReader(), open, isIdle: () => idle() };
}

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    chunks.push(value);
  }
}

const isOpen = (descriptor: number): boolean => {
  try {
    fs.fstatSync(descriptor);
    return true;
  } catch {
    return false;
  }
};

describe('a body that is read in part', () => {
  it('holds no file open once nobody has read for a while, and goes on later', async () => {
    const { reader, open, isIdle } = makeBody();
    const first = await reader.read();
    assert.deepEqual(open.map(isOpen), [true]);
    isIdle();
    assert.deepEqual(open.map(isOpen), [false]);
    const rest = await readAll(reader);
    assert.ok(Buffer.concat([first.value ?? Buffer.of(), rest]).equals(BYTES));
    assert.equal(open.length, 2);
    assert.deepEqual(open.map(isOpen), [false, false]);
  });

  it('fails where the file is another one by then', async () => {
    const { site, reader, open, isIdle } = makeBody();
    await reader.read();
    isIdle();
    site.write('large.bin', Buffer.alloc(BYTES.length));
    await assert.rejects(readAll(reader), /has changed/);
    assert.deepEqual(open.map(isOpen), [false, false]);
  });

  it('has the bytes of its range, and no more', async () => {
    const { reader, open } = makeBody({ 'content-range': 'bytes 100-150000/200000' });
    assert.ok((await readAll(reader)).equals(BYTES.subarray(100, 150_001)));
    assert.deepEqual(open.map(isOpen), [false]);
  });

  it('is let go at once where who reads cancels', async () => {
    const { reader, open } = makeBody();
    await reader.read();
    await reader.cancel();
    assert.deepEqual(open.map(isOpen), [false]);
  });
});
