// Set-up: what it makes, what it leaves, what it says when it can't go on.
import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { CloudFrontClient, paginateListDistributions } from '@aws-sdk/client-cloudfront';
import type { EmbeddedAws } from '../../../examples/embedded-aws/index.js';
import type { CloudFrontProxyOptions } from '../../../lib/cloudfront.ts';
import { PERMISSIONS } from '../../../lib/proxies/cloudfront/permissions.ts';
import { policyFor } from '../../../lib/proxies/cloudfront/policies.ts';
import { closeAll, createAws, createMovingSite, createProxy, reach } from './support/aws.ts';

type Findings = readonly { readonly isFine: boolean; readonly what: string }[];

const MINE = { comment: 'my site', create: true } as const;
const FILES = { 'img/a.png': 'a picture' };

/** A user who may do what policies allow. */
function userOf(aws: EmbeddedAws, name: string, policies: readonly object[]) {
  const credentials = aws.addUser({ accessKeyId: name, secretAccessKey: name, policies });
  const { s3, cloudFront } = reach(aws);
  return { s3: { ...s3, credentials }, cloudFront: { ...cloudFront, credentials } };
}

/** The policy that set-up prints behind a sentence. */
function printed(findings: Findings, sentence: RegExp): object {
  const { what } = findings.find((each) => sentence.test(each.what)) ?? assert.fail();
  return JSON.parse(what.slice(what.indexOf('{')));
}

const setUp = (aws: EmbeddedAws, options: Partial<CloudFrontProxyOptions> = {}) =>
  createProxy(aws, { distribution: MINE, ...options }).setup();

const saysOf = (findings: Findings) => findings.map(({ what }) => what).join('\n');
const wrongOf = (findings: Findings) =>
  findings.flatMap(({ isFine, what }) => (isFine ? [] : [what]));

const SETUP = policyFor('setup', {
  bucket: 'site',
  prefix: 'static/',
  region: 'us-east-1',
  distributionArn: undefined,
});

describe('the documented steps', function () {
  this.timeout(60_000);
  afterEach(closeAll);

  it('work with exactly the documented policy for set-up, and exactly the printed one for servers', async () => {
    const aws = await createAws();
    const findings = await setUp(aws, userOf(aws, 'PERSON', [SETUP]));
    assert.deepEqual(wrongOf(findings), []);
    const policy = printed(findings, /policy for the running server/);
    const server = userOf(aws, 'SERVER', [policy]);
    const proxy = createProxy(aws, { distribution: MINE, ...server });
    const { staticfiles, log } = createMovingSite(FILES, proxy);
    const before = aws.requests.length;
    staticfiles.staticfile('/img/a.png');
    await staticfiles.settled({ ready: true, timeoutMs: 18_000 });
    const url = staticfiles.staticfile('/img/a.png');
    assert.equal(await (await fetch(url)).text(), 'a picture');
    assert.deepEqual(log.warnings, []);
    const asked = aws.requests.slice(before).map(({ operation }) => operation);
    const control = asked.filter((each) => /Distribution|AccessControl/.test(each));
    assert.deepEqual([...new Set(control)], ['GetDistribution']);
    assert.ok(asked.indexOf('GetObject') < asked.indexOf('GetDistribution'));
    assert.deepEqual(wrongOf(await proxy.check()), []);
  });

  it('work without the right to read the status: the note tells the domain, and since when', async () => {
    const aws = await createAws();
    const findings = await setUp(aws, userOf(aws, 'PERSON', [SETUP]));
    const policy = printed(findings, /policy for the running server/) as {
      Statement: { Sid: string }[];
    };
    const Statement = policy.Statement.filter(({ Sid }) => Sid !== 'Distribution');
    const server = userOf(aws, 'SERVER', [{ ...policy, Statement }]);
    const start = async (timeoutSeconds: number) => {
      const proxy = createProxy(aws, {
        distribution: MINE,
        settleSeconds: 0,
        timeoutSeconds,
        ...server,
      });
      const { staticfiles, log } = createMovingSite(FILES, proxy);
      staticfiles.staticfile('/img/a.png');
      await staticfiles.settled({ timeoutMs: 18_000 });
      return { staticfiles, log, proxy };
    };
    const young = await start(3600);
    await young.proxy.ready();
    assert.match(young.staticfiles.staticfile('/img/a.png'), /^\/img\//);
    assert.match(young.log.warnings.join('\n'), /AWS denies "cloudfront:GetDistribution"/);
    const old = await start(0);
    await old.staticfiles.settled({ ready: true, timeoutMs: 18_000 });
    assert.equal(await (await fetch(old.staticfiles.staticfile('/img/a.png'))).text(), 'a picture');
  });

  it('without set-up, the server’s policy says what is missing, and uploads all the same', async () => {
    const aws = await createAws();
    const { arn } = await aws.addDistribution({ bucket: 'site', comment: 'my site' });
    const place = { bucket: 'site', prefix: 'static/', region: 'us-east-1', distributionArn: arn };
    const server = userOf(aws, 'SERVER', [policyFor('server', place)]);
    const { staticfiles, log } = createMovingSite(
      FILES,
      createProxy(aws, { distribution: MINE, settleSeconds: 0, ...server }),
    );
    const local = staticfiles.staticfile('/img/a.png');
    await staticfiles.settled({ timeoutMs: 18_000 });
    await staticfiles.settled({ ready: true, timeoutMs: 18_000 });
    assert.equal(staticfiles.staticfile('/img/a.png'), local);
    assert.match(
      log.warnings.join('\n'),
      /AWS denies "cloudfront:ListDistributions".*run "staticfile cdn setup" once/,
    );
    const keys = [...(aws.buckets.get('site')?.objects.keys() ?? [])];
    assert.ok(
      keys.some((key) => key.includes('/img/a.')),
      keys.join(),
    );
  });
});

describe('cdn setup', function () {
  this.timeout(60_000);
  afterEach(closeAll);

  it('leaves what other distributions may, and other statements', async () => {
    const aws = await createAws();
    const first = await aws.addDistribution({ bucket: 'site' });
    await setUp(aws, { distribution: { id: first.id } });
    await setUp(aws);
    await setUp(aws, { distribution: { comment: 'another', create: true } });
    const policy = aws.buckets.get('site')?.policy ?? '';
    const client = new CloudFrontClient(reach(aws).cloudFront);
    let count = 0;
    for await (const { DistributionList } of paginateListDistributions({ client }, {})) {
      for (const { ARN = '' } of DistributionList?.Items ?? []) {
        count += 1;
        assert.ok(policy.includes(ARN), `${ARN} in ${policy}`);
      }
    }
    assert.equal(count, 3);
    const { Statement } = JSON.parse(policy);
    assert.equal(Statement.length, 2);
  });

  it('says what was made when it fails in the middle, and goes on from there', async () => {
    const aws = await createAws();
    aws.faults.add({
      operation: 'PutBucketPolicy',
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
    });
    const first = await setUp(aws);
    assert.match(saysOf(first), /bucket "site" was made[\s\S]*distribution .* was made: E/);
    assert.deepEqual(wrongOf(first).length, 1);
    assert.match(wrongOf(first)[0] ?? '', /AWS denies "s3:PutBucketPolicy"/);
    const second = await setUp(aws);
    assert.deepEqual(wrongOf(second), []);
    assert.equal(aws.countOf('CreateDistribution'), 1);
    assert.match(aws.buckets.get('site')?.policy ?? '', /cloudfront\.amazonaws\.com/);
  });

  it('makes a new distribution where the old one was deleted, under a reference of its own', async () => {
    const aws = await createAws();
    const id = async () => /was (?:made|there): (E\w+)/.exec(saysOf(await setUp(aws)))?.[1] ?? '';
    const first = await id();
    aws.removeDistribution(first);
    const second = await id();
    assert.match(second, /^E/);
    assert.notEqual(second, first);
    aws.removeDistribution(second);
    assert.ok(![first, second].includes(await id()));
  });

  it('names a bucket of somebody else', async () => {
    const aws = await createAws();
    aws.createBucket('site', undefined, true);
    const [wrong = ''] = wrongOf(await setUp(aws));
    assert.match(wrong, /The bucket "site" belongs to another account, or these credentials/);
  });

  it('names a bucket that was taken meanwhile', async () => {
    const aws = await createAws();
    aws.faults.add({
      operation: 'CreateBucket',
      kind: 'status',
      status: 409,
      code: 'BucketAlreadyExists',
    });
    const [wrong = ''] = wrongOf(await setUp(aws));
    assert.match(wrong, /The bucket "site" belongs to another account\. .*choose another one/);
  });

  it('names a distribution that can’t serve the bucket', async () => {
    const aws = await createAws();
    const { id } = await aws.addDistribution({ bucket: 'site', originPath: '/x' });
    assert.match(wrongOf(await setUp(aws, { distribution: { id } }))[0] ?? '', /OriginPath/);
  });

  it('names things by the partition of the region', async () => {
    const aws = await createAws({ region: 'cn-north-1' });
    const findings = await setUp(aws, { region: 'cn-north-1' });
    assert.deepEqual(wrongOf(findings), []);
    assert.ok(!saysOf(findings).includes('arn:aws:'), saysOf(findings));
    const nobody = userOf(aws, 'NOBODY', []);
    const [denied = ''] = wrongOf(
      await setUp(aws, { region: 'cn-north-1', ...nobody, bucket: 'site' }),
    );
    assert.match(denied, /"s3:ListBucket"/);
    const checked = await createProxy(aws, { distribution: MINE, ...nobody }).check();
    assert.match(
      wrongOf(checked).join('\n'),
      /AWS denies "s3:ListBucket" on "arn:aws-cn:s3:::site"/,
    );
    const server = userOf(aws, 'SERVER', [printed(findings, /policy for the running server/)]);
    const { staticfiles } = createMovingSite(
      FILES,
      createProxy(aws, { distribution: MINE, region: 'cn-north-1', ...server }),
    );
    staticfiles.staticfile('/img/a.png');
    await staticfiles.settled({ ready: true, timeoutMs: 18_000 });
    const url = staticfiles.staticfile('/img/a.png');
    assert.equal((await fetch(url)).status, 200, url);
  });
});

describe('cdn check', function () {
  this.timeout(60_000);
  afterEach(closeAll);

  const WRITING = /^(?:Create|Put|Delete|Update|Copy)/;

  it('changes nothing on an account where all is missing', async () => {
    const aws = await createAws();
    const findings = await createProxy(aws, { distribution: MINE }).check();
    assert.match(wrongOf(findings).join('\n'), /There is no bucket "site"/);
    assert.equal(aws.buckets.size, 0);
    const written = aws.requests.filter(
      ({ operation, status }) => WRITING.test(operation) && status < 300,
    );
    assert.deepEqual(written, []);
  });

  it('changes nothing on one where all is there, and tries to write all the same', async () => {
    const aws = await createAws();
    await setUp(aws);
    const before = [...(aws.buckets.get('site')?.objects.keys() ?? [])];
    const findings = await createProxy(aws, { distribution: MINE }).check();
    assert.deepEqual(wrongOf(findings), []);
    assert.match(saysOf(findings), /Objects can be written to "site"/);
    assert.deepEqual([...(aws.buckets.get('site')?.objects.keys() ?? [])], before);
  });
});

describe('the documentation', () => {
  it('shows the table of permissions that policies are made of', () => {
    const text = readFileSync('docs/cloudfront.md', 'utf8');
    const rows = Object.entries(PERMISSIONS).map(
      ([name, { who, why }]) => `| \`${name}\` | ${who.join(', ')} | ${why} |`,
    );
    const table = ['| permission | who | for |', '| --- | --- | --- |', ...rows].join('\n');
    assert.ok(text.includes(table), table);
  });
});
