// `staticfile cdn setup`, `cdn check` and `prune`, against embedded S3 and CloudFront.
import * as assert from 'node:assert/strict';
import * as path from 'node:path';
import type { EmbeddedAws } from '../../examples/embedded-aws/index.js';
import { closeAll, createAws, createProxy, reach } from '../proxies/cloudfront/support/aws.ts';
import { isWhole, sampled } from '../support/sampled.ts';
import { createFolder } from './support/command.ts';

const ENTRY = JSON.stringify(path.resolve(isWhole ? 'dist/cloudfront.js' : 'lib/cloudfront.ts'));
/** In this process the clients are there already. */
const SYSTEM = isWhole ? '{}' : '{ workerFile: undefined }';
const COMMENT = { comment: 'my site', create: true };

function folderFor(aws: EmbeddedAws, more: object = {}) {
  const options = { bucket: 'site', distribution: COMMENT, ...reach(aws), ...more };
  return createFolder(
    { 'img/a.png': 'a', '../views/page.njk': '{% staticfile "/img/a.png" %}' },
    `import { cloudFrontProxy } from ${ENTRY};
    // called anew each time, as by a process of its own
    export default () => ({
      roots: ['root'], outDir: 'out', templates: 'views', cacheDir: 'cache',
      fileProxy: cloudFrontProxy(${JSON.stringify(options)}, ${SYSTEM}),
    });`,
  );
}

/** What `cdn setup` makes, without the start of a process. */
async function made(aws: EmbeddedAws): Promise<void> {
  await createProxy(aws, { distribution: COMMENT }).setup();
}

describe('staticfile cdn', function () {
  this.timeout(60_000);
  afterEach(closeAll);

  it('setup makes what is missing, then finds it, and prints the least policy', async () => {
    const aws = await createAws();
    const { run } = folderFor(aws);
    const dry = await run('cdn', 'setup', '--dry-run');
    assert.equal(dry.code, 1, dry.error);
    assert.match(dry.out, /There is no bucket "site"/);
    assert.equal(aws.countOf('CreateBucket') + aws.countOf('CreateDistribution'), 0);
    const first = await run('cdn', 'setup');
    assert.deepEqual([first.code, first.error], [0, '']);
    assert.match(first.out, /The bucket "site" was made, private/);
    assert.match(first.out, /The distribution with the comment "my site" was made: E/);
    assert.match(first.out, /"s3:PutObject"/);
    assert.match(first.out, /arn:aws:s3:::site\/static\/\*/);
    assert.match(first.out, /arn:aws:cloudfront::\d+:distribution\/E/);
    const second = await run('cdn', 'setup');
    assert.match(second.out, /The bucket "site" was there/);
    assert.match(second.out, /was there: E/);
    assert.equal(aws.countOf('CreateBucket'), 1);
  });

  it('check says that all is well, and what a Content-Security-Policy needs', async () => {
    const aws = await createAws();
    const { run } = folderFor(aws);
    await made(aws);
    const { code, out, error } = await run('cdn', 'check');
    assert.deepEqual([code, error], [0, ''], out);
    assert.match(out, /The CDN serves what is in the bucket/);
    assert.match(out, /The CDN allows CORS/);
    assert.match(out, /remembers errors for 1 s/);
    assert.match(out, /img-src 'self' http:\/\/127\.0\.0\.1:\d+/);
    const keys = [...(aws.buckets.get('site')?.objects.keys() ?? [])];
    assert.deepEqual(
      keys.filter((key) => key.includes('check-')),
      [],
    );
  });

  it('check proves CORS to sites that keep facts: masks may move', async () => {
    const aws = await createAws();
    // of a domain alone nothing is known but what the check sees
    const { domain } = await aws.addDistribution({ bucket: 'site', hasCors: true });
    const { run, site } = folderFor(aws, { distribution: { domain } });
    site.write('css/a.css', '.a{mask:url(../img/a.png)}');
    site.write('../views/page.njk', '{% staticfile "/css/a.css" %}');
    await run('build');
    const sheets = () => site.list('out/css').map((name) => site.read(`out/css/${name}`));
    assert.ok(sheets().every((text) => !text.includes('http')));
    await run('cdn', 'check');
    await run('build');
    assert.ok(
      sheets().some((text) => text.includes('mask:url(http://127.0.0.1')),
      sheets().join(),
    );
  });

  const wrong: readonly [string, (aws: EmbeddedAws) => object, RegExp][] = [
    [
      'a user who may not write',
      (aws) => {
        const allow = (operation: string) => operation !== 'PutObject';
        const credentials = aws.addUser({ accessKeyId: 'READER', secretAccessKey: 'r', allow });
        return { s3: { ...reach(aws).s3, credentials } };
      },
      /AWS denies "s3:PutObject" on "arn:aws:s3:::site\/static\/\.staticfile\//,
    ],
    [
      'a user who may not list',
      (aws) => {
        const allow = (operation: string) => operation !== 'ListObjectsV2';
        const credentials = aws.addUser({ accessKeyId: 'WRITER', secretAccessKey: 'w', allow });
        return { s3: { ...reach(aws).s3, credentials } };
      },
      /AWS denies "s3:ListBucket"/,
    ],
    [
      'a secret that is wrong',
      (aws) => ({
        s3: { ...reach(aws).s3, credentials: { ...aws.credentials, secretAccessKey: 'wrong' } },
      }),
      /AWS does not accept the credentials \(SignatureDoesNotMatch/,
    ],
    [
      'a region that is another one',
      (aws) => ({ s3: { ...reach(aws).s3, region: 'eu-west-1' } }),
      /is in the region "us-east-1"/,
    ],
    ['a bucket that is not there', () => ({ bucket: 'none' }), /There is no bucket "none"/],
    [
      'a distribution that is not there',
      () => ({ distribution: { id: 'E0000000000000' } }),
      /There is no distribution "E0000000000000"/,
    ],
    [
      'a domain that leads nowhere',
      () => ({ distribution: { domain: '127.0.0.1:59999' } }),
      /can't be fetched: .*ECONNREFUSED/,
    ],
  ];
  for (const [what, change, sentence] of sampled('faults that `cdn check` names', 2, wrong)) {
    it(`check names ${what}`, async () => {
      const aws = await createAws();
      await made(aws);
      const { code, out } = await folderFor(aws, change(aws)).run('cdn', 'check');
      assert.equal(code, 1, out);
      assert.match(out, sentence);
    });
  }

  it('check names a clock that is wrong', async () => {
    const aws = await createAws({ now: () => Date.now() + 5 * 60_000 });
    const { run } = folderFor(aws);
    await made(aws);
    const { code, out } = await run('cdn', 'check');
    assert.equal(code, 1);
    assert.match(out, /The clock of this machine is (?:29|30)\d s behind that of S3/);
  });

  it('is wrong use without such a proxy, or with another word', async () => {
    const plain = createFolder({}, "export default { roots: ['root'] };");
    const empty = createFolder({}, 'export default {};');
    for (const { run } of [plain, empty]) {
      for (const command of [['cdn', 'check'], ['prune']]) {
        const none = await run(...command);
        assert.equal(none.code, 2);
        assert.match(none.error, /^staticfile: No file proxy of this site moves files to a CDN/);
      }
    }
    const word = await folderFor(await createAws()).run('cdn', 'chek');
    assert.equal(word.code, 2);
    assert.match(word.error, /There is no "cdn chek"\. Did you mean "check"\?/);
  });
});

describe('staticfile prune', function () {
  this.timeout(60_000);
  afterEach(closeAll);

  it('tells both phases, changes nothing without --yes, and deletes what is marked long enough', async () => {
    const aws = await createAws();
    const { run, site } = folderFor(aws);
    await run('build');
    site.write('img/a.png', 'another');
    await run('build');
    const objects = () => aws.buckets.get('site')?.objects ?? new Map();
    const pictures = () => [...objects().keys()].filter((key) => key.includes('/img/'));
    /** Lets what is there be as much older. */
    const age = (days: number, part = '') => {
      for (const [key, each] of objects()) {
        if (key.includes(part)) each.lastModifiedMs -= days * 24 * 3_600_000;
      }
    };
    // the second build came later
    for (const [key, each] of [...objects()].slice(0, 2)) {
      if (!key.includes('distribution')) each.lastModifiedMs -= 60_000;
    }
    age(40);
    const prune = (...args: string[]) => run('prune', '--keep', '1', ...args);
    const dry = await prune();
    assert.deepEqual([dry.code, dry.error], [0, '']);
    assert.match(
      dry.out,
      /would mark\s+static\/img\/a\..*\nwould delete 0, would mark 1; 2 objects stay\./,
    );
    assert.match(dry.out, /Nothing was changed\. Do it with --yes\./);
    assert.equal((await prune('--yes')).code, 0);
    assert.equal(pictures().length, 2);
    age(3, '/.staticfile/');
    const { out } = await prune('--yes');
    assert.match(out, /^deleted {2}static\/img\/a\.[0-9a-f]{12}\.png\n/);
    assert.equal(pictures().length, 1);
  });

  it('is wrong use with a number that is none', async () => {
    const { run } = folderFor(await createAws());
    const { code, error } = await run('prune', '--keep', 'some');
    assert.equal(code, 2);
    assert.match(error, /--keep must be a number, got "some"/);
  });
});
