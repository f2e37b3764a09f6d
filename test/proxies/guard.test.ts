// Whatever a file proxy does, by whichever method, no render ends for it, and no process.
import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { FileProxy, StaticfilesOptions } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

const FILES = {
  'a.css': 'a{mask:url(x.gif);background:url(y.gif)}',
  'x.gif': 'gif',
  'y.gif': 'gif 2',
};

/** What a method may do instead of answering. */
const mishaps: Readonly<Record<string, () => unknown>> = {
  'throws an error': noCdn,
  'throws nothing': () => {
    throw undefined;
  },
  'throws what has no text': () => {
    throw Object.create(null);
  },
  'answers a promise that rejects': () => Promise.reject(new Error('no cdn')),
  'answers what throws when it is looked at': () =>
    new Proxy(
      {},
      {
        get: () => {
          throw new Error('not this either');
        },
      },
    ),
  'answers what has no text': () => Object.create(null),
};

function noCdn(): never {
  throw new Error('no cdn');
}

const METHODS = ['isFinal', 'origins', 'attach', 'settled', 'close'] as const;
const MOVER_METHODS = ['isMoving', 'hasCors', 'stateOf', 'build'] as const;

/** Moves everything, but for the method that fails. */
function failing(method: string, mishap: () => unknown): FileProxy {
  const own = (METHODS as readonly string[]).includes(method) ? { [method]: mishap } : {};
  const mover = (MOVER_METHODS as readonly string[]).includes(method) ? { [method]: mishap } : {};
  const call = (uri: string) =>
    method === 'call' ? (mishap() as string) : `https://cdn.test${uri}`;
  return Object.assign(call, { ...own, mover });
}

function siteWith(fileProxy: FileProxy, options: Partial<StaticfilesOptions> = {}) {
  const site = createSite(FILES);
  const logger = collectLog();
  const staticfiles = createStaticfiles({
    roots: site.root,
    outDir: site.outDir,
    debug: true,
    fileProxy,
    logger,
    ...options,
  });
  return { site, staticfiles, logger };
}

describe('a file proxy', () => {
  const rejections: unknown[] = [];
  const note = (error: unknown) => rejections.push(error);

  beforeEach(() => {
    rejections.length = 0;
    process.on('unhandledRejection', note);
  });
  afterEach(() => {
    process.off('unhandledRejection', note);
  });

  for (const method of ['call', ...METHODS, ...MOVER_METHODS]) {
    for (const [what, mishap] of Object.entries(mishaps)) {
      it(`whose ${method} ${what} stops neither renders nor the process`, async () => {
        const { site, staticfiles, logger } = siteWith(failing(method, mishap));
        const host = method === 'call' ? '' : 'https://cdn.test';
        for (let times = 0; times < 2; times += 1) {
          const url = staticfiles.staticfile('/a.css');
          assert.match(url.replace(host, ''), /^\/a\.[0-9a-f]{12}\.css$/);
          assert.match(site.read(`out${url.replace(host, '')}`), /y\.[0-9a-f]{12}\.gif/);
          assert.equal(staticfiles.describe('/x.gif').state, 'local');
        }
        await staticfiles.close();
        await turn();
        assert.deepEqual(rejections, []);
        const reports = [...logger.warnings, ...logger.errors];
        assert.ok(reports.length <= 1, reports.join('\n'));
      });
    }
  }

  it('whose hasCors fails leaves on this site what needs CORS, and moves the rest', () => {
    const { site, staticfiles, logger } = siteWith(failing('hasCors', noCdn));
    const url = staticfiles.staticfile('/a.css').replace('https://cdn.test', '');
    const sheet = site.read(`out${url}`);
    assert.match(sheet, /mask:url\((?:\/|x)[^)]*\)/);
    assert.match(sheet, /background:url\(https:\/\/cdn\.test\/y\./);
    assert.equal(logger.warnings.length, 1);
    assert.match(logger.warnings[0] ?? '', /hasCors\(\) failed: no cdn/);
  });

  it('that fails to close keeps no other from closing', async () => {
    let isClosed = false;
    const other: FileProxy = Object.assign((uri: string) => uri, {
      close: async () => {
        isClosed = true;
      },
    });
    for (const mishap of Object.values(mishaps)) {
      isClosed = false;
      const { staticfiles } = siteWith(failing('close', mishap), {});
      await staticfiles.close();
      const both = siteWith(failing('close', mishap), {
        fileProxy: [failing('close', mishap), other],
      });
      await both.staticfiles.close();
      assert.ok(isClosed);
    }
  });

  it('whose settled throws rejects for whoever waits', async () => {
    const { staticfiles } = siteWith(failing('settled', noCdn));
    await assert.rejects(staticfiles.settled(), { message: 'no cdn' });
  });

  it('whose stateOf answers what is no state is not believed', () => {
    const { staticfiles } = siteWith(failing('stateOf', () => 'cdn'));
    assert.equal(staticfiles.describe('/x.gif').state, 'local');
  });

  it('whose mover tells where an output stands is believed', () => {
    const { staticfiles } = siteWith(failing('stateOf', () => ({ state: 'held', readyAt: 5 })));
    const { state, readyAt } = staticfiles.describe('/x.gif');
    assert.deepEqual([state, readyAt], ['held', 5]);
  });
});

describe('the option versioned', () => {
  for (const [what, mishap] of Object.entries(mishaps).slice(0, 4)) {
    it(`that ${what} leaves paths as they are, and says so once`, async () => {
      const versioned = mishap as () => boolean;
      const { staticfiles, logger } = siteWith((uri) => uri, { versioned });
      assert.equal(staticfiles.staticfile('/x.gif'), '/x.gif');
      assert.equal(staticfiles.staticall('<img src="/y.gif">'), '<img src="/y.gif">');
      assert.equal(staticfiles.isVersioned('/x.000000000000.gif'), false);
      await turn();
      assert.equal(logger.warnings.length, 1);
    });
  }
});

it('what a file proxy throws ends with one full stop in the warning', () => {
  const log = collectLog();
  const fileProxy: FileProxy = () => {
    throw new Error('There is no CDN.');
  };
  const { root: roots, outDir } = createSite(FILES);
  createStaticfiles({ roots, outDir, fileProxy, logger: log }).staticfile('/x.gif');
  assert.match(log.warnings.join('\n'), /There is no CDN\. It is skipped/);
});
