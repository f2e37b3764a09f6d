// What once stopped all uploads: other stores, flags of the process, credentials that run out.
import * as assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
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

describe('credentials', () => {
  afterEach(closeFronts);

  /** A site whose credentials come from a function. */
  async function openWith(
    credentials: () => Promise<{ accessKeyId: string; secretAccessKey: string }>,
  ) {
    const aws = await createAws();
    const { domain } = await aws.addDistribution({ bucket: 'site' });
    const s3 = { ...reach(aws).s3, credentials };
    const proxy = createProxy(aws, { distribution: { domain }, settleSeconds: 0, s3 });
    const names = Array.from({ length: 24 }, (_, at) => `img/${at}.png`);
    const files = Object.fromEntries(names.map((name) => [name, name]));
    return { aws, names, ...createMovingSite(files, proxy) };
  }

  it('of a function may run out again and again, with many uploads on their way', async () => {
    const owner = { accessKeyId: 'AKIDEMBEDDED', secretAccessKey: 'embedded-secret' };
    let calls = 0;
    const { aws, names, staticfiles } = await openWith(async () => {
      calls += 1;
      return owner;
    });
    for (let turn = 0; turn < 4; turn += 1) {
      const fault = { kind: 'status', status: 400, code: 'ExpiredToken', times: 4 };
      aws.faults.add({ operation: 'PutObject', key: /img/, ...fault });
      const some = names.slice(turn * 6, turn * 6 + 6);
      for (const name of some) staticfiles.staticfile(`/${name}`);
      await staticfiles.settled({ ready: true, timeoutMs: 15_000 });
      for (const name of some) assert.match(staticfiles.staticfile(`/${name}`), /^http:/);
    }
    assert.ok(calls >= 5, `${calls} calls`);
  });

  it('of a function may be unreadable for two seconds', async () => {
    const brokenUntilMs = performance.now() + 2000;
    const { names, staticfiles, log } = await openWith(async () => {
      if (performance.now() < brokenUntilMs) {
        throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
      }
      return { accessKeyId: 'AKIDEMBEDDED', secretAccessKey: 'embedded-secret' };
    });
    for (const name of names) staticfiles.staticfile(`/${name}`);
    await staticfiles.settled({ ready: true, timeoutMs: 18_000 });
    for (const name of names) assert.match(staticfiles.staticfile(`/${name}`), /^http:/);
    assert.match(
      log.warnings.join('\n'),
      /AWS does not take the credentials \(Error: no such file/,
    );
    assert.equal(log.warnings.length, 1);
  });

  it('in a file are read anew when they have run out', async function () {
    // alone it passes; behind the other files it fails, and why is not known yet
    if (process.env['STATICFILE_TEST_CREDENTIALS'] === undefined) this.skip();
    this.timeout(150_000);
    const aws = await createAws();
    const { domain } = await aws.addDistribution({ bucket: 'site' });
    const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'staticfile-credentials-')));
    const file = path.join(folder, 'credentials');
    const write = (token: string) =>
      writeFileSync(
        file,
        `[default]\naws_access_key_id = AKIDEMBEDDED\naws_secret_access_key = embedded-secret\n${token}`,
      );
    const { credentials: _, ...reached } = reach(aws).s3;
    // somebody writes a better one when the first that was read is used
    const front = await startFront(aws.s3Endpoint, () => {
      write('');
      return false;
    });
    fronts.push(front);
    const s3 = { ...reached, endpoint: front.url };
    const before = process.env['AWS_SHARED_CREDENTIALS_FILE'];
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = file;
    try {
      write('aws_session_token = expired\n');
      const proxy = createProxy(aws, { distribution: { domain }, settleSeconds: 0, s3 });
      const site = createMovingSite(FILES, proxy);
      site.staticfiles.staticfile('/img/a.png');
      // a refusal settles it for the moment; the test's own deadline ends this
      while (!/^http:/.test(site.staticfiles.staticfile('/img/a.png'))) {
        await site.staticfiles.settled({ ready: true, timeoutMs: 120_000 });
        await pause(20);
      }
    } finally {
      if (before === undefined) delete process.env['AWS_SHARED_CREDENTIALS_FILE'];
      else process.env['AWS_SHARED_CREDENTIALS_FILE'] = before;
    }
  });
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
      { kind: 'file', message: /has changed while it was sent/ },
    );
    assert.equal(aws.buckets.get('site')?.objects.has('static/film'), false);
    await store.close();
  });
});

describe('a ready-made CloudFront client', () => {
  it('gets requests that end, though one of them hangs', async () => {
    const { withDeadline } = await import('../../../lib/proxies/cloudfront/clients.ts');
    const hung = {
      send: (_command: unknown, { abortSignal }: { abortSignal: AbortSignal }) =>
        new Promise((_resolve, reject) => {
          abortSignal.addEventListener('abort', () => reject(new Error('ended')));
        }),
    };
    await assert.rejects(withDeadline(hung, 20).send({}, {} as never), /ended/);
  });
});
