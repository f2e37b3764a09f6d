// Ready-made clients that are a `send` alone, as simulations and wrappers are, or whose `send` is replaced.
import * as assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import type { CloudFrontProxyOptions } from '../../../lib/cloudfront.ts';
import { closeAll, createMovingSite, createProxyAt } from './support/aws.ts';

type Input = Record<string, string> & { Body: Buffer; Prefix?: string };
type Answers = Partial<Record<string, (input: Input) => unknown>>;
interface Sent {
  readonly constructor: { readonly name: string };
  readonly input: Input;
}

/** Answers each command as a function says; it has none of the SDK's other members. */
function simulated(answers: Answers) {
  const asked: string[] = [];
  const send = async ({ constructor: { name }, input }: Sent) => {
    const operation = name.replace(/Command$/, '');
    asked.push(operation);
    const answer = answers[operation];
    if (answer === undefined) throw fault('NotImplemented');
    return answer(input);
  };
  return { asked, send };
}

function fault(name: string): Error {
  return Object.assign(new Error(name), { name });
}

/** A bucket in memory, which tells no status and no time of its own. */
function bucket(objects = new Map<string, Buffer>(), more: Answers = {}) {
  const etagOf = (body: Buffer) => `"${createHash('md5').update(body).digest('hex')}"`;
  const about = (body: Buffer) => ({ ETag: etagOf(body), LastModified: new Date(0) });
  const found = ({ Key = '' }: Input, name: string) => {
    const body = objects.get(Key);
    if (body === undefined) throw fault(name);
    return body;
  };
  const client = simulated({
    ListObjectsV2: ({ Prefix = '' }) => ({
      Contents: [...objects]
        .filter(([key]) => key.startsWith(Prefix))
        .map(([Key, body]) => ({ Key, Size: body.length, ...about(body) })),
    }),
    PutObject: ({ Key = '', Body, IfNoneMatch }) => {
      if (IfNoneMatch !== undefined && objects.has(Key)) throw fault('PreconditionFailed');
      objects.set(Key, Buffer.from(Body));
      return {};
    },
    HeadObject: (input) => about(found(input, 'NotFound')),
    GetObject: (input) => ({
      Body: (async function* () {
        yield found(input, 'NoSuchKey');
      })(),
    }),
    ...more,
  });
  return { ...client, objects };
}

const CONFIG = {
  Enabled: true,
  Comment: 'my site',
  Origins: { Items: [{ DomainName: 'b.s3.us-east-1.amazonaws.com' }] },
};
const FOUND = { Id: 'E1234567890', DomainName: 'd1.cloudfront.net', Status: 'Deployed' };

/** Two pages, of which the last has the distribution. */
function controlPlane() {
  return simulated({
    GetDistribution: () => ({ Distribution: { ...FOUND, DistributionConfig: CONFIG } }),
    ListDistributions: ({ Marker }) =>
      Marker === undefined
        ? { DistributionList: { Items: [], IsTruncated: true, NextMarker: '2' } }
        : { DistributionList: { Items: [{ ...FOUND, ...CONFIG }], IsTruncated: false } },
  });
}

async function move(s3: object, options: Partial<CloudFrontProxyOptions> = {}) {
  const distribution = { domain: 'd1.cloudfront.net' };
  const usual = { bucket: 'b', distribution, settleSeconds: 0, probe: () => 200 };
  const proxy = createProxyAt({ ...usual, s3, ...options } as CloudFrontProxyOptions);
  const { staticfiles } = createMovingSite({ 'img/a.png': 'picture' }, proxy);
  staticfiles.staticfile('/img/a.png');
  await staticfiles.settled({ ready: true, timeoutMs: 10_000 });
  const { reason } = staticfiles.describe('/img/a.png');
  return { proxy, reason, url: staticfiles.staticfile('/img/a.png') };
}

const MOVED = /^https:\/\/d1\.cloudfront\.net\/static\/img\/a\.[0-9a-f]{12}\.png$/;

describe('a ready-made client', () => {
  afterEach(closeAll);

  it('may be a send alone', async () => {
    const s3 = bucket();
    assert.match((await move(s3)).url, MOVED);
    assert.deepEqual([...s3.objects.values()].map(String), ['picture']);
  });

  it('may be an SDK client whose send is replaced', async () => {
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
    const { send, objects } = bucket(new Map());
    const s3 = Object.assign(new S3Client({ region: 'eu-west-1', credentials }), { send });
    assert.match((await move(s3)).url, MOVED);
    assert.equal(objects.size, 1);
  });

  it('fails by names where it tells no status', async () => {
    const first = bucket();
    await move(first);
    const other = bucket(first.objects, { ListObjectsV2: () => ({}) });
    assert.match((await move(other)).url, MOVED);
    assert.ok(other.asked.includes('PutObject'), 'what is there was not written again');
    const deny = () => {
      throw fault('AccessDenied');
    };
    const closed = await move(bucket(new Map(), { ListObjectsV2: deny, PutObject: deny }));
    assert.match(closed.reason ?? '', /AWS denies "s3:PutObject"/);
  });

  for (const name of ['InvalidArgument', 'MethodNotAllowed']) {
    it(`writes where the store answers ${name} to a listing`, async () => {
      const s3 = bucket(new Map(), {
        ListObjectsV2: () => {
          throw Object.assign(fault(name), { $metadata: { httpStatusCode: 400 } });
        },
      });
      assert.match((await move(s3)).url, MOVED);
    });
  }

  it('is checked, and the CDN asked as the option "probe" says', async () => {
    const wrongOf = async (probe: CloudFrontProxyOptions['probe']) => {
      const { proxy } = await move(bucket(), { probe } as never);
      return (await proxy.check()).flatMap(({ isFine, what }) => (isFine ? [] : [what]));
    };
    assert.deepEqual(await wrongOf(() => 200), []);
    assert.deepEqual(await wrongOf(false), []);
    assert.match(String(await wrongOf(() => 403)), /The CDN answers 403 for/);
  });

  it('that is slow once keeps a note of the distribution', async () => {
    const { id, domain } = { id: FOUND.Id, domain: FOUND.DomainName };
    const note = Buffer.from(JSON.stringify({ format: 1, id, domain }));
    let asked = 0;
    const s3 = bucket(new Map(), {
      GetObject: () => {
        asked += 1;
        if (asked === 1) throw fault('TimeoutError');
        return { Body: [note] };
      },
    });
    const { send } = controlPlane();
    const cloudFront = {
      send: (command: Sent) => {
        if (command.constructor.name === 'ListDistributionsCommand') throw fault('AccessDenied');
        return send(command);
      },
    };
    const moved = await move(s3, { distribution: { comment: 'my site' }, cloudFront } as never);
    assert.match(moved.url, MOVED);
  });

  it('of CloudFront is asked for all pages of its list', async () => {
    const cloudFront = controlPlane();
    const distribution = { comment: 'my site' };
    const moved = await move(bucket(), { distribution, cloudFront } as never);
    assert.match(moved.url, MOVED);
    assert.deepEqual(cloudFront.asked, [
      'ListDistributions',
      'ListDistributions',
      'GetDistribution',
    ]);
    assert.deepEqual(moved.proxy.origins(), ['https://d1.cloudfront.net']);
  });
});
