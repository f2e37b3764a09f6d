// What a restart trusts: kept facts at once, and what has changed on the account soon after.
import * as assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { EmbeddedAws } from '../../../examples/embedded-aws/index.js';
import type { CloudFrontProxyOptions } from '../../../lib/cloudfront.ts';
import { createStaticfiles } from '../../../lib/index.ts';
import { realTimers } from '../../../lib/proxies/cdn/timers.ts';
import { collectLog } from '../../support/log.ts';
import { createSite, type Files } from '../../support/site.ts';
import { closeAll, createAws, createProxyAt, reach } from './support/aws.ts';

const FILES = { 'img/a.png': 'a picture', 'css/a.css': '.a{mask:url(../img/a.png)}' };
/** Minutes pass in milliseconds: what is done a minute later is done soon. */
const HASTY = {
  ...realTimers,
  after: (ms: number, action: () => void) => realTimers.after(ms / 1000, action),
};
const caches: string[] = [];

/** Starts the same site again and again, with one conversion cache. */
function serversOf(aws: EmbeddedAws, more: Partial<CloudFrontProxyOptions>, files: Files = FILES) {
  const site = createSite(files);
  const cacheDir = mkdtempSync(path.join(tmpdir(), 'restart-'));
  caches.push(cacheDir);
  return (timers = realTimers) => {
    const options = { bucket: 'site', settleSeconds: 0, ...reach(aws), ...more };
    const log = collectLog();
    const staticfiles = createStaticfiles({
      roots: site.root,
      outDir: site.outDir,
      cacheDir,
      debug: false,
      sourceMap: false,
      fileProxy: createProxyAt(options, { timers }),
      logger: log,
    });
    return { staticfiles, log };
  };
}

/** Servers of a site whose picture the first has moved. */
async function openMoved() {
  const aws = await createAws();
  const { id } = await aws.addDistribution({ bucket: 'site' });
  const start = serversOf(aws, { distribution: { id } });
  const first = start().staticfiles;
  first.staticfile('/img/a.png');
  await first.settled({ ready: true, timeoutMs: 15_000 });
  return { aws, id, start };
}

/** Renders until the answer is the one that is waited for. */
async function until<R>(render: () => R, isRight: (answer: R) => boolean): Promise<R> {
  const endMs = performance.now() + 15_000;
  for (;;) {
    const answer = render();
    if (isRight(answer) || performance.now() > endMs) return answer;
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('after a restart', function () {
  this.timeout(40_000);
  afterEach(async () => {
    await closeAll();
    for (const cache of caches.splice(0)) rmSync(cache, { recursive: true, force: true });
  });

  it('URLs are handed out at once, and the domain is asked in the background', async () => {
    const aws = await createAws();
    const { id, domain } = await aws.addDistribution({ bucket: 'site' });
    const start = serversOf(aws, { distribution: { id } });
    const first = start().staticfiles;
    first.staticfile('/img/a.png');
    await first.settled({ ready: true, timeoutMs: 15_000 });
    const before = aws.countOf('GET');
    const second = start().staticfiles;
    const url = second.staticfile('/img/a.png');
    assert.ok(url.startsWith(`http://${domain}/`), url);
    await until(
      () => aws.countOf('GET'),
      (count) => count > before,
    );
    assert.equal(aws.countOf('GET'), before + 1);
    assert.equal(second.staticfile('/img/a.png'), url);
  });

  it('the domain of a distribution that was made anew takes the place of the old one', async () => {
    const aws = await createAws();
    const start = serversOf(aws, { distribution: { comment: 'mine', create: true } });
    const first = start().staticfiles;
    first.staticfile('/img/a.png');
    await first.settled({ ready: true, timeoutMs: 15_000 });
    const old = new URL(first.staticfile('/img/a.png')).host;
    const { CloudFrontClient, ListDistributionsCommand } = await import(
      '@aws-sdk/client-cloudfront'
    );
    const client = new CloudFrontClient(reach(aws).cloudFront);
    const { DistributionList } = await client.send(new ListDistributionsCommand({}));
    aws.removeDistribution(DistributionList?.Items?.[0]?.Id ?? '');
    const { staticfiles } = start(HASTY);
    assert.equal(new URL(staticfiles.staticfile('/img/a.png')).host, old);
    const render = () => staticfiles.staticfile('/img/a.png');
    const url = await until(render, (each) => each.startsWith('http') && !each.includes(old));
    assert.equal((await fetch(url)).status, 200, url);
  });

  it('URLs are taken back when a disabled distribution has said so twice', async () => {
    const { aws, id, start } = await openMoved();
    aws.changeDistribution(id, (config) => ({ ...config, Enabled: 'false' }));
    const { staticfiles, log } = start(HASTY);
    assert.match(staticfiles.staticfile('/img/a.png'), /^http:/);
    const render = () => staticfiles.staticfile('/img/a.png');
    assert.match(await until(render, (each) => each.startsWith('/')), /^\/img\//);
    assert.match(log.warnings.join('\n'), /is disabled/);
  });

  it('masks are local again when the CDN does not allow CORS any more', async () => {
    const aws = await createAws();
    const { id } = await aws.addDistribution({ bucket: 'site', hasCors: true });
    const start = serversOf(aws, { distribution: { id } });
    const sheetOf = ({ staticfiles }: ReturnType<typeof start>) =>
      readFileSync(staticfiles.describe('/css/a.css').output ?? '', 'utf8');
    const first = start();
    first.staticfiles.staticfile('/css/a.css');
    await first.staticfiles.settled({ ready: true, timeoutMs: 15_000 });
    first.staticfiles.staticfile('/css/a.css');
    assert.match(sheetOf(first), /mask:url\(http:/);
    aws.changeDistribution(id, ({ DefaultCacheBehavior, ...config }) => ({
      ...config,
      DefaultCacheBehavior: { ...(DefaultCacheBehavior as object), ResponseHeadersPolicyId: '' },
    }));
    const second = start();
    const render = () => {
      second.staticfiles.staticfile('/css/a.css');
      return sheetOf(second);
    };
    assert.match(await until(render, (text) => !text.includes('http:')), /mask:url\(\.\.\/img/);
  });

  it('what somebody has deleted is taken back, and uploaded again', async () => {
    const { aws, start } = await openMoved();
    const objects = aws.buckets.get('site')?.objects;
    for (const key of [...(objects?.keys() ?? [])]) objects?.delete(key);
    // else it may be there again before anybody has looked
    aws.faults.add({ operation: 'PutObject', key: /img/, kind: 'slow', delayMs: 1000 });
    const { staticfiles } = start();
    const render = () => staticfiles.staticfile('/img/a.png');
    render();
    assert.match(await until(render, (each) => each.startsWith('/')), /^\/img\//);
    const url = await until(render, (each) => each.startsWith('http'));
    assert.equal((await fetch(url)).status, 200);
  });
});
