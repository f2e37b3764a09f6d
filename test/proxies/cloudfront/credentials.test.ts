// Credentials that run out, can't be read, or come from files and variables.
import * as assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { restoreEnvironment } from '../../support/environment.ts';
import {
  closeAll,
  createAws,
  createMovingSite,
  createProxy,
  IN_WORKER,
  reach,
} from './support/aws.ts';
import { FILES } from './support/failing-site.ts';
import { type Front, startFront } from './support/front.ts';

const fronts: Front[] = [];

async function closeFronts() {
  for (const each of fronts.splice(0)) await each.close();
  await closeAll();
}

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
      /The AWS credentials can't be loaded \(Error: no such file/,
    );
    assert.equal(log.warnings.length, 1);
  });

  it('in a file are read anew when they have run out', async function () {
    this.timeout(60_000);
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
    const before = { ...process.env };
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = file;
    try {
      write('aws_session_token = expired\n');
      const proxy = createProxy(aws, { distribution: { domain }, settleSeconds: 0, s3 });
      const site = createMovingSite(FILES, proxy);
      site.staticfiles.staticfile('/img/a.png');
      // a refusal settles it for the moment; the test's own deadline ends this
      while (!/^http:/.test(site.staticfiles.staticfile('/img/a.png'))) {
        await site.staticfiles.settled({ ready: true, timeoutMs: 50_000 });
        await pause(20);
      }
    } finally {
      restoreEnvironment(before);
    }
  });

  it('are those of `process.env`, also where another object has taken its place', async () => {
    const aws = await createAws();
    const { domain } = await aws.addDistribution({ bucket: 'site' });
    const { credentials, ...reached } = reach(aws).s3;
    const own = process.env;
    process.env = {
      ...own,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    };
    try {
      const options = { distribution: { domain }, settleSeconds: 0, s3: reached };
      const proxy = createProxy(aws, options, IN_WORKER);
      const { staticfiles } = createMovingSite(FILES, proxy);
      staticfiles.staticfile('/img/a.png');
      await staticfiles.settled({ ready: true, timeoutMs: 18_000 });
      assert.match(staticfiles.staticfile('/img/a.png'), /^http:/);
    } finally {
      process.env = own;
    }
  });
});
