// Options are checked at once: a wrong name or type is told, with the closest right one.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { createStaticfiles, type StaticfilesOptions } from '../lib/index.ts';
import { resolveOptions } from '../lib/options/resolve-options.ts';
import { createSite } from './support/site.ts';

function create(options: object): void {
  createStaticfiles({ roots: 'x', cacheDir: false, ...options } as StaticfilesOptions);
}

/** The message without its code. */
function refusalOf(action: () => void, code = 'ERR_STATICFILE_OPTION'): string {
  let message = '';
  assert.throws(action, (error: Error & { code?: string }) => {
    assert.equal(error.code, code);
    message = error.message.replace(`[${code}] `, '');
    return true;
  });
  return message;
}

const ROOTS = 'The option "roots" must be a folder, { dir, at }, or a list of them, not';

const wrongTypes: Record<string, [options: object, message: string]> = {
  'roots as a number': [{ roots: 5 }, `${ROOTS} 5.`],
  'roots as null': [{ roots: null }, `${ROOTS} null.`],
  'an empty root': [{ roots: '' }, `${ROOTS} "".`],
  'a list with a number': [{ roots: ['x', 5] }, `${ROOTS} ["x", 5].`],
  'a list with null': [{ roots: [null] }, `${ROOTS} [null].`],
  'a mounted root without a place': [{ roots: { dir: 'x' } }, `${ROOTS} an object.`],
  'a mounted root without a folder': [{ roots: { at: '/x' } }, `${ROOTS} an object.`],
  'enabled as a text': [
    { enabled: 'false' },
    'The option "enabled" must be true or false, not "false".',
  ],
  'debug as a number': [{ debug: 0 }, 'The option "debug" must be true or false, not 0.'],
  'outDir as true': [{ outDir: true }, 'The option "outDir" must be a folder, or false, not true.'],
  'outDir as an empty text': [
    { outDir: '' },
    'The option "outDir" must be a folder, or false, not "".',
  ],
  'namePrefix as a number': [
    { namePrefix: 5 },
    'The option "namePrefix" must be a path like "/cache-forever", not 5.',
  ],
  'mediaUrl as a list': [
    { mediaUrl: ['//e.com'] },
    'The option "mediaUrl" must be a path like "/shop", or a host like "//static.example.com", not ["//e.com"].',
  ],
  'mediaUrlAlways as a text': [
    { mediaUrlAlways: 'yes' },
    'The option "mediaUrlAlways" must be true or false, not "yes".',
  ],
  'nameMaxLength as a text': [
    { nameMaxLength: '40' },
    'The option "nameMaxLength" must be a number from 1 up, not "40".',
  ],
  'nameMaxLength as 0': [
    { nameMaxLength: 0 },
    'The option "nameMaxLength" must be a number from 1 up, not 0.',
  ],
  'nameMaxLength with a fraction': [
    { nameMaxLength: 1.5 },
    'The option "nameMaxLength" must be a number from 1 up, not 1.5.',
  ],
  'combineName as a text': [
    { combineName: '/all.js' },
    'The option "combineName" must be a function, not "/all.js".',
  ],
  'missing with an unknown value': [
    { missing: 'error' },
    'The option "missing" must be "warn", "ignore" or "throw", not "error".',
  ],
  'versioned as false': [
    { versioned: false },
    'The option "versioned" must be a function, not false.',
  ],
  'logger as false': [
    { logger: false },
    'The option "logger" must be an object with debug, info, warn and error, not false.',
  ],
  'logger without error': [
    { logger: { debug() {}, info() {}, warn() {} } },
    'The option "logger" must be an object with debug, info, warn and error, not an object.',
  ],
  'cacheDir as true': [
    { cacheDir: true },
    'The option "cacheDir" must be a folder, or false, not true.',
  ],
};

/** Values whose messages list what later versions may add to. */
const wrongValues: Record<string, object> = {
  naming: { naming: 'md5' },
  'naming by a function that does not use the version': { naming: () => 'x.gif' },
  publish: { publish: 'move' },
  'virtual publishing': { publish: 'virtual' },
  conversion: { conversion: 'later' },
  fileProxy: { fileProxy: { cdn: true } },
  'a list of file proxies': { fileProxy: [5] },
};

const unknown: Record<string, string> = {
  root: 'Did you mean "roots"?',
  mediaURL: 'Did you mean "mediaUrl"?',
  outdir: 'Did you mean "outDir"?',
  combine_name: 'Did you mean "combineName"?',
  fileproxy: 'Did you mean "fileProxy"?',
};

const none: Record<string, unknown> = {
  undefined: undefined,
  null: null,
  'a text': 'static',
  'an empty object': {},
  'an empty list of roots': { roots: [] },
  'roots that are undefined': { roots: undefined },
};

describe('createStaticfiles refuses', () => {
  for (const [name, [options, message]] of Object.entries(wrongTypes)) {
    it(`${name}`, () => {
      assert.equal(
        refusalOf(() => create(options)),
        message,
      );
    });
  }

  for (const [name, options] of Object.entries(wrongValues)) {
    it(`a wrong value: ${name}`, () => {
      const [option = ''] = Object.keys(options);
      const message = refusalOf(() => create(options));
      assert.ok(message.startsWith(`The option "${option}" must be `), message);
    });
  }

  for (const [name, hint] of Object.entries(unknown)) {
    it(`the unknown option "${name}", and names the closest right one`, () => {
      assert.equal(
        refusalOf(() => create({ [name]: true })),
        `Unknown option "${name}". ${hint}`,
      );
    });
  }

  it('an unknown option that nothing is close to, and names all', () => {
    const message = refusalOf(() => create({ elephant: true }));
    assert.match(message, /^Unknown option "elephant"\. Known are "roots", "enabled", /);
  });

  for (const name of ['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__']) {
    it(`an unknown option that every object has a name for: "${name}"`, () => {
      const options = JSON.parse(`{ "roots": "x", "cacheDir": false, "${name}": 1 }`);
      const message = refusalOf(() => createStaticfiles(options));
      assert.ok(message.startsWith(`Unknown option "${name}".`), message);
    });
  }

  for (const [name, options] of Object.entries(none)) {
    it(`no roots: ${name}`, () => {
      refusalOf(() => createStaticfiles(options as StaticfilesOptions));
    });
  }

  it('an option that is wrong before it looks at any folder', () => {
    refusalOf(() => create({ roots: '/no/such/folder', debug: 'yes' }));
  });
});

const paths: Record<string, string> = {
  'a way out': '/../x',
  'a hidden folder': '/.x',
  'a query alone': '?x',
  'a path with a query': '/a?b',
  'a path with a fragment': '/a#b',
};

describe('createStaticfiles', () => {
  it('takes an option that is undefined as left out', () => {
    const names = ['outDir', 'debug', 'fileProxy', 'logger', 'minify', 'manifest', 'versioned'];
    create(Object.fromEntries(names.map((name) => [name, undefined])));
  });

  it('takes one root, a mounted root, and a list of both', () => {
    const mounted = { dir: 'x', at: '/vendor' };
    create({ roots: 'x' });
    create({ roots: mounted, outDir: 'out' });
    create({ roots: ['x', mounted], outDir: 'out' });
  });

  it('does not change the options that it is given', () => {
    const options = Object.freeze({
      roots: Object.freeze(['x']) as readonly string[],
      cacheDir: false as const,
    });
    createStaticfiles(options);
  });

  it('takes a console for a logger', () => {
    create({ logger: console });
  });

  it('refuses a mounted root beside whose sources outputs are to be, and says what it needs', () => {
    const roots = ['x', { dir: 'dist', at: 'vendor/x/' }];
    assert.equal(
      refusalOf(() => create({ roots, outDir: false })),
      `The root "${path.resolve('dist')}" is mounted at "/vendor/x", which can't be done with ` +
        '"outDir: false": its outputs need a folder that is laid out like their URLs. ' +
        'Leave "outDir" out, or name a folder.',
    );
  });

  it('takes a mounted root without outDir, and one mounted at "/" with "outDir: false"', () => {
    create({ roots: { dir: 'x', at: '/vendor' } });
    create({ roots: { dir: 'x', at: '/' }, outDir: false });
  });

  for (const [name, text] of Object.entries(paths)) {
    it(`refuses ${name} as a prefix or place`, () => {
      const message = `"${text}" is not a URL path. Write it like "/vendor".`;
      assert.equal(
        refusalOf(() => create({ namePrefix: text })),
        message,
      );
      assert.equal(
        refusalOf(() => create({ roots: { dir: 'x', at: text }, outDir: 'out' })),
        message,
      );
    });
  }
});

describe('defaults', () => {
  const folder = path.resolve('site');

  function resolve(options: Partial<StaticfilesOptions> = {}, nodeEnv?: string) {
    return resolveOptions({ roots: 'x', ...options }, { nodeEnv, folder, writeError: () => {} });
  }

  it('are those of the contract', () => {
    const { logger, versioned, roots, ...rest } = resolve();
    assert.deepEqual(roots, [{ dir: path.join(folder, 'x'), at: '' }]);
    assert.equal(versioned('/x'), true);
    assert.equal(typeof logger.warn, 'function');
    assert.equal(rest.enabled, true);
    assert.equal(rest.outDir, path.join(folder, '.static'));
    assert.deepEqual([rest.namePrefix, rest.mediaUrl, rest.mediaUrlAlways], ['', '', false]);
    assert.deepEqual([rest.naming, rest.nameMaxLength], ['hash', 40]);
    assert.deepEqual([rest.publish, rest.conversion, rest.missing], ['copy', undefined, 'warn']);
    const cacheDir = path.join(folder, 'node_modules', '.cache', 'nunjucks-staticfile');
    assert.equal(rest.cacheDir, cacheDir);
  });

  it('and given folders are resolved against the working folder at once', () => {
    const relative = { outDir: 'out/', cacheDir: './cache', manifest: 'sub/../m.json' };
    const { outDir, cacheDir, manifest } = resolve(relative);
    assert.deepEqual(
      [outDir, cacheDir, manifest],
      ['out', 'cache', 'm.json'].map((name) => path.join(folder, name)),
    );
    const roots = ['/a/', { dir: 'b', at: 'v' }];
    assert.deepEqual(
      resolve({ roots }).roots.map(({ dir }) => dir),
      [path.resolve('/a'), path.join(folder, 'b')],
    );
    assert.equal(resolve({ outDir: false, cacheDir: false }).outDir, undefined);
    assert.equal(resolve({ outDir: false, cacheDir: false }).cacheDir, false);
  });

  it('of debug depend on NODE_ENV', () => {
    assert.equal(resolve({}, undefined).debug, true);
    assert.equal(resolve({}, 'development').debug, true);
    assert.equal(resolve({}, 'test').debug, true);
    assert.equal(resolve({}, 'production').debug, false);
    assert.equal(resolve({ debug: true }, 'production').debug, true);
    assert.equal(resolve({ debug: false }, 'development').debug, false);
  });

  it('do not need a folder that is there', () => {
    const { dir } = createSite();
    create({ roots: path.join(dir, 'no', 'such'), outDir: path.join(dir, 'nor', 'this') });
  });
});
