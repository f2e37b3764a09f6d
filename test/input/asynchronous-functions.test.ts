// Functions of the user's that must answer at once, and answer promises that fail: no process ends for it.
import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createStaticfiles, type StaticfilesOptions } from '../../lib/index.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

const FILES = {
  'a.css': 'a { color : red }\n',
  'b.css': 'b { color : red }\n',
  'a.js': 'var one = 1 ; // one\n',
};
const fail = async (): Promise<never> => {
  throw new Error('it fails later');
};

function make(options: object) {
  const site = createSite(FILES);
  const said: string[] = [];
  const log = {
    ...collectLog(),
    info: (message: string) => said.push(message),
    warn: (message: string) => said.push(message),
  };
  const given = { roots: site.root, outDir: site.outDir, cacheDir: false, logger: log, ...options };
  return { staticfiles: createStaticfiles(given as StaticfilesOptions), said };
}

describe('an asynchronous function that fails', () => {
  const thrown: unknown[] = [];
  const keep = (error: unknown) => thrown.push(error);
  let others: NodeJS.UnhandledRejectionListener[] = [];
  beforeEach(() => {
    thrown.length = 0;
    others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection').on('unhandledRejection', keep);
  });
  afterEach(() => {
    process.removeAllListeners('unhandledRejection');
    for (const listener of others) process.on('unhandledRejection', listener);
  });

  const CALLS: Readonly<Record<string, [options: object, warning: RegExp]>> = {
    'minify.css': [
      { minify: { css: fail } },
      /by the function "minify\.css": it must answer at once/,
    ],
    'minify.js': [{ minify: { js: fail } }, /by the function "minify\.js": it must answer at once/],
    'minify.html': [
      { minify: { html: fail } },
      /by the function "minify\.html": it must answer at once/,
    ],
    combineName: [{ combineName: fail }, /"combineName" failed: it must answer at once/],
    versioned: [{ versioned: fail }, /"versioned" failed: it must answer at once/],
  };
  for (const [name, [options, warning]] of Object.entries(CALLS)) {
    it(`gives a wrong answer that is said: ${name}`, async () => {
      const { staticfiles, said } = make(options);
      for (let times = 0; times < 2; times += 1) {
        staticfiles.slimfile('/a.css; /b.css');
        staticfiles.slimfile('/a.css');
        staticfiles.slimfile('/a.js');
        staticfiles.slimcontent('<p> a </p>', 'html');
      }
      await nextTurn();
      assert.deepEqual(thrown, []);
      const found = said.filter((each) => warning.test(each));
      assert.ok(found.length > 0, said.join('\n'));
      assert.equal(new Set(found).size, found.length);
    });
  }

  it('is refused at once: naming', async () => {
    assert.throws(() => make({ naming: fail }), { code: 'ERR_STATICFILE_OPTION' });
    await nextTurn();
    assert.deepEqual(thrown, []);
  });

  it('gives a wrong answer that is said: naming, later', async () => {
    let calls = 0;
    const naming = ({ stem, ext, version }: Record<string, string>) => {
      calls += 1;
      return calls > 3 ? fail() : `${stem}-${version}${ext}`;
    };
    const { staticfiles, said } = make({ naming });
    assert.match(staticfiles.staticfile('/a.css'), /^\/a\.[0-9a-f]{12}\.css$/);
    await nextTurn();
    assert.deepEqual(thrown, []);
    assert.match(said.join(), /"naming" failed: it must answer at once/);
  });

  it('is overlooked: logger', async () => {
    const { staticfiles } = make({ logger: { debug: fail, info: fail, warn: fail, error: fail } });
    staticfiles.staticfile('/none.css');
    await nextTurn();
    assert.deepEqual(thrown, []);
  });

  it('is said once: onProgress', async () => {
    const { staticfiles, said } = make({});
    await staticfiles.prepare({ paths: '/*.css', onProgress: fail as never });
    assert.deepEqual(thrown, []);
    const found = said.filter((each) => each === '"onProgress" failed: it fails later.');
    assert.equal(found.length, 1, said.join());
  });
});
