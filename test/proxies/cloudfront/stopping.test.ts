// What once stopped all uploads: other stores, flags of the process, files that change.
import * as assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { S3Client } from '@aws-sdk/client-s3';
import { bodyOf } from '../../../lib/proxies/cloudfront/body.ts';
import { S3Store } from '../../../lib/proxies/cloudfront/s3-store.ts';
import { closeAll, createAws, createMovingSite, createProxy, reach } from './support/aws.ts';
import { FILES } from './support/failing-site.ts';
import { type Front, refuse, startFront } from './support/front.ts';

const HEADERS = { contentType: 'image/png', cacheControl: 'no-store' };
const fronts: Front[] = [];

async function closeFronts() {
  for (const each of fronts.splice(0)) await each.close();
  await closeAll();
}

/** Embedded servers with another one before S3, and a site that moves there. */
async function openBehind(answer: Parameters<typeof startFront>[1]) {
  const aws = await createAws();
  const { domain } = await aws.addDistribution({ bucket: 'site' });
  const front = await startFront(aws.s3Endpoint, answer);
  fronts.push(front);
  const s3 = { ...reach(aws).s3, endpoint: front.url };
  const proxy = createProxy(aws, { distribution: { domain }, settleSeconds: 0, s3 });
  return { aws, front, s3, ...createMovingSite(FILES, proxy) };
}

const settle = async ({ staticfiles }: ReturnType<typeof createMovingSite>) => {
  staticfiles.staticfile('/img/a.png');
  staticfiles.staticfile('/img/b.png');
  await staticfiles.settled({ ready: true, timeoutMs: 18_000 });
  for (const name of ['a', 'b']) {
    const url = staticfiles.staticfile(`/img/${name}.png`);
    assert.match(url, /^http:/);
    assert.equal(await (await fetch(url)).text(), name);
  }
};

describe('a store that does not know a header', () => {
  afterEach(closeFronts);

  for (const [status, code, header] of [
    [501, 'NotImplemented', 'if-none-match'],
    [400, 'InvalidArgument', 'if-none-match'],
    [400, 'InvalidRequest', 'x-amz-checksum-sha256'],
  ] as const) {
    it(`gets all files without it: ${status} for ${header}`, async () => {
      const site = await openBehind(({ headers, method }, response) => {
        const isKnown = method !== 'PUT' || headers[header] === undefined;
        return isKnown ? false : refuse(response, status, code);
      });
      await settle(site);
    });
  }
});

describe('what is no store', () => {
  afterEach(closeFronts);
  const PAGE = '<!doctype html><html><body><h1>Welcome</h1><br></body></html>';
  const answerPage = (response: ServerResponse): true => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(PAGE);
    return true;
  };

  const strangers: readonly [string, Parameters<typeof openBehind>[0], RegExp][] = [
    ['answers a page for all', (_request, response) => answerPage(response), /no store of objects/],
    [
      'answers a page for uploads',
      (request, response) => request.method === 'PUT' && answerPage(response),
      /no store of objects/,
    ],
    [
      'keeps nothing',
      (request, response) => {
        if (request.method !== 'PUT') return false;
        request.resume();
        response.writeHead(200, { etag: '"0123456789abcdef0123456789abcdef"' });
        response.end();
        return true;
      },
      /keeps nothing/,
    ],
  ];
  for (const [what, answer, sentence] of strangers) {
    it(`is named by its endpoint, and nobody waits: one that ${what}`, async () => {
      const { staticfiles, log } = await openBehind(answer);
      const url = staticfiles.staticfile('/img/a.png');
      await staticfiles.settled({ ready: true, timeoutMs: 18_000 });
      assert.match(url, /^\/img\//);
      assert.equal(staticfiles.staticfile('/img/a.png'), url);
      assert.equal(log.warnings.length, 1, log.warnings.join('\n'));
      assert.match(log.warnings[0] ?? '', sentence);
      const { state, reason = '' } = staticfiles.describe('/img/a.png');
      assert.equal(state, 'failed');
      assert.match(reason, sentence);
    });
  }
});

describe('flags of the process', () => {
  afterEach(closeAll);
  const run = promisify(execFile);
  const dist = fileURLToPath(new URL('../../../dist/', import.meta.url));

  for (const flags of [
    ['--max-old-space-size=4096', '--expose-gc'],
    ['--stack-size=2000', '--title=x'],
    ['--no-warnings', '--trace-uncaught'],
  ]) {
    it(`keep no file from moving: ${flags.join(' ')}`, async () => {
      const aws = await createAws();
      const { domain } = await aws.addDistribution({ bucket: 'site' });
      const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'staticfile-flags-')));
      writeFileSync(path.join(folder, 'a.png'), 'a');
      const options = { bucket: 'site', distribution: { domain }, settleSeconds: 0, ...reach(aws) };
      const program = `
        import { createStaticfiles } from ${JSON.stringify(`${dist}index.js`)};
        import { cloudFrontProxy } from ${JSON.stringify(`${dist}cloudfront.js`)};
        const fileProxy = cloudFrontProxy(${JSON.stringify(options)});
        const site = createStaticfiles({ roots: '.', cacheDir: false, debug: false, fileProxy });
        site.staticfile('/a.png');
        await site.settled({ ready: true, timeoutMs: 15000 });
        console.log(site.staticfile('/a.png'));
        await site.close();
      `;
      const file = path.join(folder, 'site.mjs');
      writeFileSync(file, program);
      const { stdout } = await run(process.execPath, [...flags, file], { cwd: folder });
      assert.match(stdout, /^http:\/\/127\.0\.0\.1:\d+\/static\/a\.[0-9a-f]{12}\.png$/m);
    });
  }
});

describe('a file that changes while it is sent', () => {
  afterEach(closeFronts);

  it('never lands under the name of its hash', async () => {
    const aws = await createAws();
    const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'staticfile-change-')));
    const filePath = path.join(folder, 'film.bin');
    const bytes = Buffer.alloc(24 * 1024 * 1024, 'a');
    writeFileSync(filePath, bytes);
    await aws.addDistribution({ bucket: 'site' });
    const front = await startFront(aws.s3Endpoint, ({ method }) => {
      // the first pass has hashed it; the second is on its way
      if (method === 'PUT') writeFileSync(filePath, Buffer.alloc(bytes.length, 'b'));
      return false;
    });
    fronts.push(front);
    const module = await import('@aws-sdk/client-s3');
    const createClient = () => new S3Client({ ...reach(aws).s3, endpoint: front.url });
    const about = { module, bucket: 'site', prefix: 'static/', isOwn: true, isCustom: false };
    const store = new S3Store({ ...about, createClient });
    const { sha256, close } = await bodyOf(
      { key: '', headers: HEADERS, filePath, isConditional: true },
      () => {},
    );
    close();
    const contentHash = sha256.toString('hex');
    await assert.rejects(
      store.put({
        key: 'static/film',
        filePath,
        contentHash,
        headers: HEADERS,
        isConditional: true,
      }),
      { kind: 'file', message: /has changed while it was being sent/ },
    );
    assert.equal(aws.buckets.get('site')?.objects.has('static/film'), false);
    await store.close();
  });
});
