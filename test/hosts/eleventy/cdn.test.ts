// A build of 11ty whose pictures move to the (embedded) CloudFront.
import assert from 'node:assert/strict';
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
