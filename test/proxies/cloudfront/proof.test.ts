// Accounts on which URLs of the CDN can't work: pages get none, and one sentence says why.
import * as assert from 'node:assert/strict';
import type { EmbeddedAws } from '../../../examples/embedded-aws/index.js';
import type { CloudFrontProxyOptions } from '../../../lib/cloudfront.ts';
import { sampled } from '../../support/sampled.ts';
import { closeAll, createAws, createMovingSite, createProxy } from './support/aws.ts';

type Options = Partial<CloudFrontProxyOptions>;
type Account = (aws: EmbeddedAws) => Promise<Options>;

const FILES = { 'img/a.png': 'a picture' };

/** Renders on an account until nothing is held back any more. */
async function renderOn(account: Account, more: Options = {}) {
  const aws = await createAws();
  const options = { settleSeconds: 0, ...(await account(aws)), ...more };
  const { staticfiles, log } = createMovingSite(FILES, createProxy(aws, options));
  const local = staticfiles.staticfile('/img/a.png');
  await staticfiles.settled({ ready: true, timeoutMs: 18_000 });
  return { local, url: staticfiles.staticfile('/img/a.png'), warnings: log.warnings, aws };
}

/** A distribution by its id. */
const byId =
  (description: object, more: (domain: string) => object = () => ({})): Account =>
  async (aws) => {
    const { id, domain } = await aws.addDistribution({ bucket: 'site', ...description });
    return { distribution: { id, ...more(domain) } };
  };

const byDomain =
  (description: object): Account =>
  async (aws) => {
    const { domain } = await aws.addDistribution({ bucket: 'site', ...description });
    return { distribution: { domain } };
  };

/** A bucket that the control plane can't tell of. */
const other =
  (description: object): Account =>
  async (aws) => {
    aws.createBucket('site');
    return await byId({ bucket: 'other', ...description })(aws);
  };

const localhost = (domain: string) => `localhost:${domain.split(':')[1]}`;

/** What only a request through the CDN can show. */
const shownByProof: readonly [string, Account, RegExp][] = [
  [
    'an id, and no policy of the bucket',
    byId({ hasPolicy: false }),
    /answers 403\. .*staticfile cdn setup/,
  ],
  [
    'an id, and no access control',
    byId({ hasAccessControl: false }),
    /answers 403\. .*staticfile cdn setup/,
  ],
  ['a domain, and no policy of the bucket', byDomain({ hasPolicy: false }), /answers 403\./],
  ['a domain of a disabled distribution', byDomain({ enabled: false }), /answers 403\./],
  ['a domain with a path of its own', byDomain({ originPath: '/x' }), /answers 403\./],
  [
    'a domain of another bucket',
    async (aws) => {
      aws.createBucket('site');
      return await byDomain({ bucket: 'other' })(aws);
    },
    /answers 403\./,
  ],
  [
    'a domain that is no alias of the distribution',
    async (aws) => {
      const { domain } = await aws.addDistribution({ bucket: 'site' });
      return { distribution: { domain: localhost(domain) } };
    },
    /answers 403\./,
  ],
  [
    'a domain of a deleted distribution',
    async (aws) => {
      const { id, domain } = await aws.addDistribution({ bucket: 'site' });
      aws.removeDistribution(id);
      return { distribution: { domain } };
    },
    /answers 403\./,
  ],
  [
    'a public URL of a private bucket',
    async (aws) => {
      aws.createBucket('site');
      return { publicUrl: `${aws.s3Endpoint}/site` };
    },
    /answers 403\./,
  ],
];

/** What the distribution itself tells. */
const shownByDistribution: readonly [string, Account, RegExp][] = [
  ['a disabled distribution', byId({ enabled: false }), /"E[A-Z0-9]+" is disabled\. Enable it/],
  ['a path of the origin', byId({ originPath: '/x' }), /puts "\/x" before every path/],
  [
    'another bucket behind it',
    other({}),
    /serves "other\.s3\.us-east-1\.amazonaws\.com", not the bucket "site"/,
  ],
  [
    'a comment that another bucket’s distribution has, too',
    async (aws) => {
      aws.createBucket('site');
      await aws.addDistribution({ bucket: 'other', comment: 'shared' });
      return { distribution: { comment: 'shared' } };
    },
    /no distribution with the comment "shared" for the bucket "site"/,
  ],
  [
    'a domain that is no alias',
    byId({}, (domain) => ({ domain: localhost(domain) })),
    /"localhost:\d+" is not an alternate domain name of the distribution "E/,
  ],
  [
    'a domain that is no alias of what is made',
    async () => ({ distribution: { comment: 'new', create: true, domain: 'static.example.com' } }),
    /"static\.example\.com" is not an alternate domain name/,
  ],
  [
    'an id that is not there',
    async (aws) => {
      aws.createBucket('site');
      return { distribution: { id: 'E0000000000000' } };
    },
    /no distribution "E0000000000000".*staticfile cdn setup/,
  ],
];

describe('no URL of the CDN is handed out, and one sentence says why, with', function () {
  this.timeout(40_000);
  afterEach(closeAll);

  const all = [...shownByProof, ...shownByDistribution];
  for (const [what, account, sentence] of sampled('accounts that serve nothing', 6, all)) {
    it(what, async () => {
      const { local, url, warnings } = await renderOn(account);
      assert.equal(url, local);
      assert.equal(warnings.length, 1, warnings.join('\n'));
      assert.match(warnings[0] ?? '', sentence);
    });
  }
});

describe('with the proof switched off, these accounts get URLs that do not work:', function () {
  this.timeout(40_000);
  afterEach(closeAll);

  for (const [what, account] of sampled('accounts without a proof', 2, shownByProof)) {
    it(what, async () => {
      const { url } = await renderOn(account, { probe: false });
      assert.match(url, /^http:/);
      assert.equal((await fetch(url)).status, 403);
    });
  }
});

describe('what serves the bucket gets URLs:', function () {
  this.timeout(40_000);
  afterEach(closeAll);

  const good: readonly [string, Account][] = [
    ['an id', byId({})],
    ['a domain', byDomain({})],
    ['an alias', byId({ aliases: ['localhost'] }, (domain) => ({ domain: localhost(domain) }))],
    [
      'the right one of two with a comment',
      async (aws) => {
        await aws.addDistribution({ bucket: 'other', comment: 'shared' });
        await aws.addDistribution({ bucket: 'site', comment: 'shared' });
        return { distribution: { comment: 'shared' } };
      },
    ],
    [
      'a domain with a scheme and a slash',
      async (aws) => {
        const { domain } = await aws.addDistribution({ bucket: 'site' });
        return { distribution: { domain: `http://${domain}/` } };
      },
    ],
  ];
  for (const [what, account] of sampled('accounts that serve the bucket', 3, good)) {
    it(what, async () => {
      const { url, warnings } = await renderOn(account);
      assert.equal((await fetch(url)).status, 200);
      assert.deepEqual(warnings, []);
    });
  }

  it('a function may prove it', async () => {
    const asked: string[] = [];
    const probe = (url: string) => {
      asked.push(url);
      return 204;
    };
    const { url } = await renderOn(byDomain({ hasPolicy: false }), { probe });
    assert.deepEqual(asked, [url]);
  });
});
