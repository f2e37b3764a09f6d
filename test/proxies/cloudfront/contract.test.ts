// What the proxy asks of S3 and CloudFront, asked of the embedded servers and, where their addresses
// are set, of servers that nobody here wrote:
// STATICFILE_TEST_S3_ENDPOINT, STATICFILE_TEST_CLOUDFRONT_ENDPOINT.
import * as assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { CloudFrontClient, paginateListDistributions } from '@aws-sdk/client-cloudfront';
import {
  GetBucketPolicyCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import type { CdnProxy, CloudFrontProxyOptions } from '../../../lib/cloudfront.ts';
import { markOf } from '../../../lib/proxies/cdn/headers.ts';
import { prune } from '../../../lib/proxies/cdn/prune.ts';
import type { ObjectStore } from '../../../lib/proxies/cdn/store.ts';
import { createServices } from '../../../lib/proxies/cloudfront/services.ts';
import { fewer } from '../../support/sampled.ts';
import { closeAll, createAws, createMovingSite, createProxyAt, reach } from './support/aws.ts';

const { STATICFILE_TEST_S3_ENDPOINT, STATICFILE_TEST_CLOUDFRONT_ENDPOINT } = process.env;
/** More than a page of a listing has. */
const LISTED = fewer('objects that are listed', 1005);
const OTHER = { accessKeyId: 'test', secretAccessKey: 'test' };

type Reach = Required<Pick<CloudFrontProxyOptions, 's3' | 'cloudFront'>> & { probe?: false };

const servers: readonly (readonly [string, () => Promise<Reach>])[] = [
  ['the embedded servers', async () => reach(await createAws())],
  ...(STATICFILE_TEST_S3_ENDPOINT === undefined
    ? []
    : [['other servers', async () => reachOthers(STATICFILE_TEST_S3_ENDPOINT)] as const]),
];

function reachOthers(endpoint: string): Reach {
  const common = { region: 'us-east-1', credentials: OTHER };
  const cloudFront = { ...common, endpoint: STATICFILE_TEST_CLOUDFRONT_ENDPOINT ?? endpoint };
  // nothing serves the domains that others make up
  return { s3: { ...common, endpoint, forcePathStyle: true }, cloudFront, probe: false };
}

for (const [name, connect] of servers) {
  describe(`with ${name}`, function () {
    this.timeout(60_000);
    afterEach(closeAll);

    /** A bucket and a distribution of this test alone, and proxies to them. */
    async function open() {
      const at = await connect();
      const bucket = `site-${randomBytes(6).toString('hex')}`;
      const distribution = { comment: `comment of ${bucket}`, create: true } as const;
      const options = { bucket, distribution, settleSeconds: 0, ...at };
      return {
        bucket,
        s3: new S3Client(at.s3),
        cloudFront: new CloudFrontClient(at.cloudFront),
        createProxy: (more = {}) => createProxyAt({ ...options, ...more }),
        services: () => createServices({ ...options, prefix: 'static/' }),
      };
    }

    const settle = (proxy: CdnProxy, path = '/img/a.png') => {
      const { staticfiles } = createMovingSite({ 'img/a.png': 'a', 'img/b c.png': 'b' }, proxy);
      staticfiles.staticfile(path);
      return staticfiles.settled({ ready: true, timeoutMs: 50_000 }).then(() => staticfiles);
    };

    it('an object is written with its headers, and its URL is handed out', async () => {
      const { bucket, s3, createProxy } = await open();
      const staticfiles = await settle(createProxy(), '/img/b c.png');
      const url = new URL(staticfiles.staticfile('/img/b c.png'));
      const Key = decodeURIComponent(url.pathname.slice(1));
      const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key }));
      assert.match(Key, /^static\/img\/b c\.[0-9a-f]{12}\.png$/);
      assert.equal(head.ContentType, 'image/png');
      assert.equal(head.CacheControl, 'public, max-age=31536000, immutable');
      assert.equal(head.ContentLength, 1);
    });

    it('an object that is there is not written again', async () => {
      const { bucket, s3, createProxy } = await open();
      await settle(createProxy());
      const before = await list(s3, bucket);
      await settle(createProxy());
      assert.deepEqual(await list(s3, bucket), before);
    });

    it('one of two conditional writes wins', async () => {
      const { createProxy, services } = await open();
      await settle(createProxy());
      const store = services();
      const headers = { contentType: 'text/plain', cacheControl: 'no-store' };
      const put = (text: string) =>
        store.put({ key: 'static/x', text, headers, isConditional: true });
      const results = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(put));
      assert.equal(results.filter((each) => each === 'written').length, 1);
      assert.equal(results.filter((each) => each === 'exists').length, 4);
      await store.close();
    });

    it('listings are whole, with times of the server’s own clock', async () => {
      const { createProxy, services } = await open();
      await settle(createProxy());
      const store = services();
      const headers = { contentType: 'text/plain', cacheControl: 'no-store' };
      const keys = Array.from({ length: LISTED }, (_, at) => `static/many/${at} ü`);
      for (let at = 0; at < keys.length; at += 50) {
        const some = keys.slice(at, at + 50);
        await Promise.all(
          some.map((key) => store.put({ key, text: 'x', headers, isConditional: false })),
        );
      }
      const { objects, nowMs, isWhole } = await store.list('static/many/');
      assert.ok(isWhole);
      assert.deepEqual(objects.map(({ key }) => key).sort(), [...keys].sort());
      assert.ok(Math.abs(nowMs - (objects[0]?.modifiedMs ?? 0)) < 60_000);
      await store.remove(keys);
      assert.deepEqual((await store.list('static/many/')).objects, []);
      await store.close();
    });

    it('set-up makes what is missing, once, and leaves a note', async () => {
      const { bucket, s3, createProxy } = await open();
      const first = await createProxy().setup();
      const second = await createProxy().setup();
      const wrong = [...first, ...second].filter(({ isFine }) => !isFine);
      assert.deepEqual(wrong, []);
      const idIn = (findings: typeof first, verb: string) =>
        findings.flatMap(({ what }) => new RegExp(`${verb}: (\\w+), at`).exec(what)?.[1] ?? [])[0];
      assert.match(idIn(first, 'was made') ?? '', /^\w{8,}$/);
      assert.equal(idIn(second, 'was there'), idIn(first, 'was made'));
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
      const notes = Contents.filter(({ Key = '' }) => /\/\.staticfile\/distribution-/.test(Key));
      assert.equal(notes.length, 1);
    });

    it('check writes no object', async () => {
      const { bucket, s3, createProxy } = await open();
      await createProxy().setup();
      const { Contents: before } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
      const findings = await createProxy().check();
      const { Contents: after } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
      assert.deepEqual(after, before);
      const says = findings.map(({ what }) => what);
      assert.ok(says.includes(`Objects can be written to "${bucket}".`), says.join('\n'));
    });

    it('servers that start together make one distribution', async () => {
      const { bucket, cloudFront, createProxy } = await open();
      const all = await Promise.all([1, 2, 3].map(() => settle(createProxy())));
      const urls = new Set(all.map((each) => each.staticfile('/img/a.png')));
      assert.equal(urls.size, 1);
      assert.match([...urls][0] ?? '', /^https?:/);
      const comments: (string | undefined)[] = [];
      for await (const { DistributionList } of paginateListDistributions(
        { client: cloudFront },
        {},
      )) {
        comments.push(...(DistributionList?.Items ?? []).map(({ Comment }) => Comment));
      }
      assert.equal(comments.filter((each) => each === `comment of ${bucket}`).length, 1);
    });

    it('other statements of a bucket’s policy stay', async () => {
      const { bucket, s3, createProxy, services } = await open();
      await settle(createProxy());
      const statement = {
        Sid: 'Mine',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:DeleteBucket',
        Resource: `arn:aws:s3:::${bucket}`,
      };
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
      await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
      const { allowDistribution } = await import('../../../lib/proxies/cloudfront/bucket.ts');
      await allowDistribution(s3, bucket, 'arn:aws:cloudfront::1:distribution/E1');
      const read = await s3.send(new GetBucketPolicyCommand({ Bucket: bucket }));
      const sids = JSON.parse(read.Policy ?? '').Statement.map(({ Sid }: { Sid: string }) => Sid);
      assert.deepEqual(sids, ['Mine', 'StaticfileCloudFront']);
      await services().close();
    });

    it('what no release names is marked, and deleted by a later run', async () => {
      const { bucket, s3, createProxy, services } = await open();
      await settle(createProxy(), '/img/b c.png').then((each) => each.close());
      const store = services();
      const headers = { contentType: 'image/png', cacheControl: 'no-store' };
      const upload = { text: 'old', headers, isConditional: true };
      const mark = markOf('static/');
      await store.put({ ...upload, key: 'static/img/a.0123456789ab.png', mark });
      await store.put({ ...upload, key: 'static/img/foreign.0123456789ab.png' });
      /** What the store shows to somebody who comes some days later. */
      const pruneAfter = async (days: number) => {
        const nowMs = days * 24 * 3_600_000;
        const later: ObjectStore = {
          ...store,
          list: async (prefix) => {
            const listing = await store.list(prefix);
            return { ...listing, nowMs: listing.nowMs + nowMs };
          },
        };
        const parts = { store: later, prefix: 'static/', mark, now: () => 0, random: Math.random };
        return await prune(parts, { dryRun: false, keep: 1 });
      };
      const first = await pruneAfter(40);
      assert.deepEqual([first.deleted, first.marked], [[], ['static/img/a.0123456789ab.png']]);
      const second = await pruneAfter(43);
      assert.deepEqual(second.deleted, ['static/img/a.0123456789ab.png']);
      const names = (await list(s3, bucket)).map((each) => each.split('.')[0]);
      assert.deepEqual(names.sort(), ['static/img/b c', 'static/img/foreign']);
      await store.close();
    });

    it('a renewed object stays ours', async () => {
      const { createProxy, services } = await open();
      await settle(createProxy()).then((each) => each.close());
      const store = services();
      const { objects } = await store.list('static/img/');
      const key = objects[0]?.key ?? '';
      await store.renew(key, { contentType: 'image/png', cacheControl: 'no-store' });
      assert.equal((await store.head(key))?.mark, markOf('static/'));
      await store.close();
    });
  });
}

async function list(client: S3Client, Bucket: string): Promise<string[]> {
  const objects: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket })) {
    objects.push(
      ...Contents.flatMap(({ Key = '', LastModified }) =>
        Key.includes('/img/') ? [`${Key} ${LastModified?.toISOString()}`] : [],
      ),
    );
  }
  return objects;
}
