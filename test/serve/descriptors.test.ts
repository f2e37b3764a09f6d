// Files are open while they are read, and no longer: whoever asks for thousands and reads none holds none.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as http from 'node:http';
import * as net from 'node:net';
import * as path from 'node:path';
import { createStaticfiles } from '../support/create.ts';
import { createSite } from '../support/site.ts';

const SIZE = 300_000;
const FDS = '/proc/self/fd';

function makeSite() {
  const site = createSite({ 'large.bin': 'x'.repeat(SIZE), 'small.gif': '0123456789' });
  const staticfiles = createStaticfiles({ roots: [site.root], outDir: site.outDir });
  const output = staticfiles.staticfile('/large.bin');
  const outputFile = path.join(site.outDir, output);
  const ask = async (target: string, headers = {}): Promise<Response> => {
    const answer = await staticfiles.handle(new Request(`http://127.0.0.1${target}`, { headers }));
    return answer ?? assert.fail(`no answer for ${target}`);
  };
  return { site, staticfiles, output, outputFile, ask };
}

/** How many descriptors of this process lead to the file. */
function countOpen(filePath: string): number {
  const links = fs.readdirSync(FDS).map((fd) => {
    try {
      return fs.readlinkSync(`${FDS}/${fd}`);
    } catch {
      return '';
    }
  });
  return links.filter((link) => link === filePath).length;
}

/** Lets everything go on that goes on by itself. */
async function letGoOn(): Promise<void> {
  for (let turn = 0; turn < 1000; turn += 1) await fs.promises.stat('.');
}

describe('a visitor who asks for many files on one connection', () => {
  const servers: http.Server[] = [];
  before(function () {
    if (!fs.existsSync(FDS)) this.skip();
  });
  afterEach(() => {
    for (const server of servers.splice(0)) server.close().closeAllConnections();
  });

  /** Starts a server; `asked` resolves when it has got so many requests. */
  async function serve(handler: http.RequestListener, count: number) {
    let seen = 0;
    let done = () => {};
    const asked = new Promise<void>((resolve) => {
      done = resolve;
    });
    const server = http.createServer((request, response) => {
      handler(request, response);
      seen += 1;
      if (seen === count) done();
    });
    servers.push(server);
    const connected = once(server, 'connection') as Promise<[net.Socket]>;
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const client = net.connect((server.address() as net.AddressInfo).port, '127.0.0.1');
    client.pause();
    const [socket] = await connected;
    return { client, socket, asked };
  }
  /** A client that goes with bytes unread resets the connection. */
  const leave = (client: net.Socket, socket: net.Socket) =>
    new Promise<void>((resolve) => {
      socket.on('close', () => resolve());
      client.destroy();
    });
  const requests = (target: string, count: number) =>
    `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`.repeat(count);

  it('and reads none holds one open, and none when the connection is closed', async () => {
    const { staticfiles, output, outputFile } = makeSite();
    const { client, socket, asked } = await serve(staticfiles.middleware(), 50);
    client.write(requests(output, 50));
    await asked;
    await letGoOn();
    assert.ok(countOpen(outputFile) <= 1, `${countOpen(outputFile)} are open`);
    await leave(client, socket);
    await letGoOn();
    assert.equal(countOpen(outputFile), 0);
  });

  it('and is gone before a file was found holds none open', async () => {
    const { staticfiles, output, outputFile } = makeSite();
    const serveFile = staticfiles.middleware();
    const late: (() => void)[] = [];
    const { client, socket, asked } = await serve((request, response) => {
      late.push(() => serveFile(request, response));
    }, 20);
    client.write(requests(output, 20));
    await asked;
    await leave(client, socket);
    for (const answer of late) answer();
    await letGoOn();
    assert.equal(countOpen(outputFile), 0);
  });

  it('and reads them gets each, in order', async () => {
    const { staticfiles, output } = makeSite();
    const { client } = await serve(staticfiles.middleware(), 21);
    client.write(requests(output, 10) + requests('/small.gif', 10));
    client.write(`GET ${output} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
    const chunks: Buffer[] = [];
    client.on('data', (chunk: Buffer) => chunks.push(chunk)).resume();
    await once(client, 'end');
    const text = Buffer.concat(chunks).toString('latin1');
    const lengths = [...text.matchAll(/Content-Length: (\d+)/g)].map(([, length]) =>
      Number(length),
    );
    assert.deepEqual(lengths, [...Array(10).fill(SIZE), ...Array(10).fill(10), SIZE]);
    assert.equal(text.split('x'.repeat(SIZE)).length, 12);
  });
});

describe('a Response that nobody reads', () => {
  before(function () {
    if (!fs.existsSync(FDS)) this.skip();
  });

  it('holds no file open', async () => {
    const { output, outputFile, ask } = makeSite();
    const kept = await Promise.all(Array.from({ length: 20 }, () => ask(output)));
    await letGoOn();
    assert.equal(countOpen(outputFile), 0);
    for (const each of kept) assert.equal((await each.text()).length, SIZE);
    await letGoOn();
    assert.equal(countOpen(outputFile), 0);
  });
});

describe('a Response that is read later', () => {
  it('has the bytes of a small file as they were', async () => {
    const { site, ask } = makeSite();
    const small = await ask('/small.gif');
    fs.writeFileSync(path.join(site.root, 'small.gif'), 'other');
    assert.equal(await small.text(), '0123456789');
  });

  it('fails where a large file has become another', async () => {
    const { site, ask } = makeSite();
    const large = await ask('/large.bin');
    fs.writeFileSync(path.join(site.root, 'large.bin'), 'y'.repeat(SIZE));
    await assert.rejects(large.text(), /has changed since/);
  });

  it('fails where a large file is gone', async () => {
    const { site, ask } = makeSite();
    const large = await ask('/large.bin');
    fs.rmSync(path.join(site.root, 'large.bin'));
    await assert.rejects(large.text());
  });

  it('has the part of a large file that was asked for', async () => {
    const { output, ask } = makeSite();
    const part = await ask(output, { range: 'bytes=100-200099' });
    assert.equal(part.headers.get('content-length'), '200000');
    assert.equal((await part.text()).length, 200_000);
  });
});
