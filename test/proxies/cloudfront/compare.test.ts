// A key that is there counts only where its bytes are those of the file here.
import * as assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { closeAll, createAws, createMovingSite, createProxy } from './support/aws.ts';

const BYTES = 'a picture';
const OTHERS = 'A PICTURE';
const hash = (name: string, text: string, form: 'hex' | 'base64') =>
  createHash(name).update(text).digest(form);
const md5 = (text: string) => `"${hash('md5', text, 'hex')}"`;
const sha256 = (text: string) => ({
  'x-amz-checksum-sha256': hash('sha256', text, 'base64'),
});

interface Case {
  readonly body?: string;
  readonly etag: string;
  readonly checksums?: Readonly<Record<string, string>>;
}

/** A site whose one file has its key in the bucket already. */
async function meeting({ body = BYTES, etag, checksums = {} }: Case) {
  const aws = await createAws();
  aws.createBucket('site');
  const { domain } = await aws.addDistribution({ bucket: 'site' });
  const proxy = createProxy(aws, { distribution: { domain }, settleSeconds: 0 });
  const { staticfiles, log } = createMovingSite({ 'img/a.png': BYTES }, proxy);
  const version = hash('sha256', BYTES, 'hex').slice(0, 12);
  const key = `static/img/a.${version}.png`;
  const object = { body: Buffer.from(body), etag, checksums, lastModifiedMs: Date.now() - 60_000 };
  const headers = { 'content-type': 'image/png' };
  aws.buckets.get('site')?.objects.set(key, { ...object, headers });
  const asked = () => aws.requests.map(({ operation }) => operation);
  staticfiles.staticfile('/img/a.png');
  await staticfiles.settled({ ready: true, timeoutMs: 15_000 });
  const url = staticfiles.staticfile('/img/a.png');
  const isThere = url === `http://${domain}/${key}`;
  return { isThere, url, log, asked, key, stored: () => aws.buckets.get('site')?.objects.get(key) };
}

describe('a key that is there', () => {
  afterEach(closeAll);

  const same: readonly [string, Case, readonly string[]][] = [
    ['its size and MD5 fit', { etag: md5(BYTES) }, []],
    [
      'its checksum fits, whatever its ETag',
      { etag: md5('encrypted'), checksums: sha256(BYTES) },
      ['HeadObject'],
    ],
    [
      'its checksum fits, and it was written in parts',
      { etag: '"0123456789abcdef0123456789abcdef-2"', checksums: sha256(BYTES) },
      ['HeadObject'],
    ],
  ];
  for (const [what, object, heads] of same) {
    it(`counts where ${what}`, async () => {
      const { isThere, url, log, asked } = await meeting(object);
      assert.ok(isThere, url);
      assert.deepEqual(log.warnings, []);
      assert.ok(!asked().includes('PutObject'));
      assert.deepEqual(
        asked().filter((each) => each === 'HeadObject'),
        heads,
      );
    });
  }

  const other: readonly [string, Case, RegExp][] = [
    ['it has another size', { body: 'more than a picture', etag: md5(BYTES) }, /other bytes/],
    ['it has another MD5, and no checksum', { body: OTHERS, etag: md5(OTHERS) }, /other bytes/],
    [
      'it has another checksum',
      { body: OTHERS, etag: md5('encrypted'), checksums: sha256(OTHERS) },
      /other bytes/,
    ],
    [
      'nothing tells its bytes: parts, and no checksum',
      { etag: '"0123456789abcdef0123456789abcdef-2"' },
      /no SHA-256, and no ETag that is an MD5/,
    ],
    [
      'its checksum is one of checksums of parts',
      {
        etag: '"0123456789abcdef0123456789abcdef-2"',
        checksums: { 'x-amz-checksum-sha256': `${sha256(BYTES)['x-amz-checksum-sha256']}-2` },
      },
      /no SHA-256, and no ETag that is an MD5/,
    ],
  ];
  for (const [what, object, sentence] of other) {
    it(`stays another's where ${what}: the file stays here, with one warning`, async () => {
      const { isThere, url, log, asked, key, stored } = await meeting(object);
      assert.ok(!isThere, url);
      assert.match(url, /^\/img\/a\./);
      assert.equal(log.warnings.length, 1, log.warnings.join('\n'));
      assert.match(log.warnings[0] ?? '', sentence);
      assert.ok(log.warnings[0]?.includes(`"${key}"`));
      assert.ok(!asked().includes('PutObject'));
      assert.equal(stored()?.body.toString(), object.body ?? BYTES);
    });
  }
});

describe('a key that another server has written since the listing', () => {
  afterEach(closeAll);

  /** The listing shows nothing of it; the write is what meets it. */
  async function met(text: string) {
    const aws = await createAws();
    aws.createBucket('site');
    const { domain } = await aws.addDistribution({ bucket: 'site' });
    const proxy = createProxy(aws, { distribution: { domain }, settleSeconds: 0 });
    const { staticfiles, log } = createMovingSite({ 'img/a.png': BYTES, 'img/b.png': 'b' }, proxy);
    staticfiles.staticfile('/img/b.png');
    await staticfiles.settled({ timeoutMs: 15_000 });
    const key = `static/img/a.${hash('sha256', BYTES, 'hex').slice(0, 12)}.png`;
    const about = { headers: {}, lastModifiedMs: Date.now(), checksums: {} };
    const object = { ...about, body: Buffer.from(text), etag: md5(text) };
    aws.buckets.get('site')?.objects.set(key, object);
    staticfiles.staticfile('/img/a.png');
    await staticfiles.settled({ ready: true, timeoutMs: 15_000 });
    const operations = aws.requests
      .filter((each) => each.key === key)
      .map((each) => each.operation);
    return { url: staticfiles.staticfile('/img/a.png'), log, operations };
  }

  it('counts where its bytes are the same', async () => {
    const { url, log, operations } = await met(BYTES);
    assert.match(url, /^http/);
    assert.deepEqual(log.warnings, []);
    assert.deepEqual(operations.slice(0, 2), ['PutObject', 'HeadObject']);
  });

  it('stays another’s where they are not: the file stays here, with one warning', async () => {
    const { url, log } = await met(OTHERS);
    assert.match(url, /^\/img/);
    assert.equal(log.warnings.length, 1);
    assert.match(log.warnings[0] ?? '', /other bytes/);
  });
});
