// A build of 11ty whose pictures move to the (embedded) CloudFront.
import assert from 'node:assert/strict';
import { BuildPatience } from '../../../lib/prepare/wait.ts';
import { HeldTime } from '../../proxies/cdn/support/held-time.ts';
import { closeAll, createAws, createProxy } from '../../proxies/cloudfront/support/aws.ts';
import { collectLog } from '../../support/log.ts';
import { createSite } from '../../support/site.ts';
import { createEleventy, renderPages } from './support/build.ts';

function createPictureSite() {
  return createSite({
    'static/x.gif': 'GIF89a',
    'site/index.njk': '{% staticfile "/x.gif" %}',
  });
}

describe('the plugin of 11ty, with a CDN', () => {
  afterEach(closeAll);

  it('ends a build when all that pages name is there', async () => {
    const aws = await createAws();
    aws.createBucket('site');
    const { domain } = await aws.addDistribution({ bucket: 'site' });
    const fileProxy = createProxy(aws, { distribution: { domain }, settleSeconds: 0 });
    const eleventy = createEleventy(createPictureSite(), { plugin: { fileProxy } });
    const { '/': url = '' } = await renderPages(eleventy);
    assert.ok(url.startsWith(`http://${domain}/static/x.`), url);
    assert.equal((await fetch(url)).status, 200);
  });

  it('fails a build where nothing can be uploaded, and says why', async () => {
    const aws = await createAws();
    aws.createBucket('site');
    const { domain } = await aws.addDistribution({ bucket: 'site' });
    const { s3Endpoint: endpoint, region } = aws;
    const credentials = aws.addUser({
      accessKeyId: 'reader',
      secretAccessKey: 'secret',
      allow: (operation) => operation !== 'PutObject',
    });
    const fileProxy = createProxy(aws, {
      distribution: { domain },
      settleSeconds: 0,
      s3: { endpoint, region, forcePathStyle: true, credentials },
    });
    const log = collectLog();
    const plugin = { fileProxy, logger: log };
    const eleventy = createEleventy(createPictureSite(), { plugin });
    await assert.rejects(eleventy.write(), /ERR_STATICFILE_PROXY.*1 of 1 files are not on the CDN/);
    assert.match(log.warnings.join() + log.errors.join(), /AWS denies "s3:PutObject"/);
  });

  it('fails a build at its deadline, with what it waits for', async () => {
    const never = () => new Promise<void>(() => {});
    for (const parts of [{ settled: never }, { mover: { build: never } }]) {
      const mover = { waitingFor: () => 'the moon', ...('mover' in parts && parts.mover) };
      const fileProxy = Object.assign((uri: string) => uri, { ...parts, mover });
      const plugin = { fileProxy, deadlineSeconds: 0.5, logger: collectLog() };
      const eleventy = createEleventy(createPictureSite(), { plugin });
      await assert.rejects(eleventy.write(), /Not done after 0\.5 s: still waiting for the moon/);
    }
  });

  it('says every ten seconds what it waits for, and has one deadline for all stages', async () => {
    const time = new HeldTime();
    const log = collectLog();
    const after = (delayMs: number, action: () => void) => time.after(delayMs, action);
    const patience = new BuildPatience({
      ...{
        chain: Object.assign((uri: string) => uri, { mover: { waitingFor: () => 'the moon' } }),
      },
      ...{ deadlineMs: 60_000, logger: log, now: time.now, after },
    });
    patience.begin();
    let ends = () => {};
    const first = patience.until(
      () =>
        new Promise((resolve) => {
          ends = resolve;
        }),
    );
    await time.pass(25_000);
    ends();
    await first;
    assert.deepEqual(log.warnings, [
      'Waiting for the moon (10 s).',
      'Waiting for the moon (20 s).',
    ]);
    const second = assert.rejects(
      patience.until(() => new Promise(() => {})),
      { code: 'ERR_STATICFILE_TIMEOUT' },
    );
    await time.pass(35_000);
    await second;
  });

  it('has local URLs while 11ty watches, until the CDN has them', async () => {
    const aws = await createAws();
    aws.createBucket('site');
    const { domain } = await aws.addDistribution({ bucket: 'site' });
    const fileProxy = createProxy(aws, { distribution: { domain }, settleSeconds: 0 });
    const plugin = { fileProxy };
    const eleventy = createEleventy(createPictureSite(), { runMode: 'watch', plugin });
    const { '/': first = '' } = await renderPages(eleventy);
    assert.match(first, /^\/x\./);
    await fileProxy.settled({ ready: true });
    const { '/': second = '' } = await renderPages(eleventy);
    assert.ok(second.startsWith(`http://${domain}/static/x.`), second);
  });
});
