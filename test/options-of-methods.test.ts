// Wrong keys and values that are told at once: of methods, of mounted folders, of prefixes and names.
import assert from 'node:assert/strict';
import * as nunjucks from 'nunjucks';
import { cloudFrontProxy } from '../lib/cloudfront.ts';
import staticfile from '../lib/eleventy.ts';
import { createStaticfiles, debugProxy, SlowMap, type StaticfilesOptions } from '../lib/index.ts';
import { createSite } from './support/site.ts';

function make(options: object = {}) {
  const { root: roots, outDir } = createSite({ 'x.gif': 'gif' });
  const given = { roots, outDir, cacheDir: false, ...options } as StaticfilesOptions;
  return createStaticfiles(given);
}

/** Each with the right name. */
const CALLS: Readonly<Record<string, readonly [call: () => unknown, message: RegExp]>> = {
  'page()': [
    () => make().page('', { ur: '/' } as never),
    /"ur" of page\(\)\. Did you mean "url"\?/,
  ],
  'prepare()': [
    () => make().prepare({ path: '/x.gif' } as never),
    /"path" of prepare\(\)\. Did you mean "paths"\?/,
  ],
  'settled()': [
    () => make().settled({ redy: true } as never),
    /"redy" of settled\(\)\. Did you mean "ready"\?/,
  ],
  'install()': [
    () => make().install(new nunjucks.Environment(null) as never, { bak: true } as never),
    /"bak" of install\(\)\. Did you mean "bake"\?/,
  ],
  'describe()': [
    () => make().describe('/x.gif', { slimm: true } as never),
    /"slimm" of describe\(\)\. Did you mean "slim"\?/,
  ],
  'statusPage()': [
    () => make().statusPage({ gard: () => true } as never),
    /"gard" of statusPage\(\)\. Did you mean "guard"\?/,
  ],
  'staticfile()': [
    () => make().staticfile('/x.gif', { integrty: true } as never),
    /"integrty" of staticfile\(\)\. Did you mean "integrity"\?/,
  ],
  'slimfile()': [
    () => make().slimfile('/x.gif', { integrty: true } as never),
    /"integrty" of slimfile\(\)\. Did you mean "integrity"\?/,
  ],
  'a folder in "roots"': [
    () => make({ roots: [{ dir: 'x', at: '/x', dri: 1 }] }),
    /"roots\.dri"\. Did you mean "dir"\?/,
  ],
  '"minify"': [() => make({ minify: { jss: 'terser' } }), /"minify\.jss"\. Did you mean "js"\?/],
  'a minifier': [
    () => make({ minify: { js: { engine: 'uglify-js', levl: 'full' } } }),
    /"minify\.js\.levl"\. Did you mean "level"\?/,
  ],
  'the debugging proxy': [
    () => debugProxy({ wirte: () => {} } as never),
    /"wirte" of debugProxy\(\)\. Did you mean "write"\?/,
  ],
  'a slow map': [
    () => new SlowMap(1, { nwo: () => 0 } as never),
    /"nwo" of SlowMap\. Did you mean "now"\?/,
  ],
  'prune()': [() => moving().prune({ kep: 1 } as never), /"kep"\. Did you mean "keep"\?/],
  'setup()': [
    () => moving().setup({ dryrun: true } as never),
    /setup\(\): Unknown option "dryrun"\. Did you mean "dryRun"\?/,
  ],
  'the 11ty plugin': [
    () => staticfile(eleventyConfig(), { roots: 'x', page: 'static' } as never),
    /"page" of the 11ty plugin\. Did you mean "pages"\?/,
  ],
};

/** As much of it as is looked at before the options are. */
function eleventyConfig() {
  return { versionCheck: () => {}, directories: {} } as never;
}

function moving() {
  return cloudFrontProxy({ bucket: 'site', distribution: { domain: 'cdn.test' } });
}

describe('an unknown key', () => {
  for (const [name, [call, message]] of Object.entries(CALLS)) {
    it(`of ${name} is told with the right one`, async () => {
      const error = { code: 'ERR_STATICFILE_OPTION', message };
      await assert.rejects(async () => call(), error);
    });
  }

  it('of a function in a template is warned of once, and the page gets its URL', () => {
    const warnings: string[] = [];
    const warn = (message: string) => warnings.push(message);
    const logger = { debug() {}, info() {}, error() {}, warn };
    const environment = new nunjucks.Environment(null);
    make({ logger }).install(environment as never);
    const template =
      '{{ staticfile("/x.gif", integrty=true) }} {{ "/x.gif" | staticfile(integrty=1) }}';
    const urls = environment.renderString(template, {});
    assert.match(urls, /^\/x\.\w{12}\.gif \/x\.\w{12}\.gif$/);
    assert.deepEqual(warnings, [
      '[ERR_STATICFILE_OPTION] Unknown option "integrty" of staticfile() in a template. Did you mean "integrity"?',
    ]);
  });

  it('is none where options are left out, or no object', async () => {
    const staticfiles = make();
    staticfiles.page('', undefined);
    ['<p>'].map(staticfiles.page as never);
    staticfiles.describe('/x.gif', null as never);
    await staticfiles.settled();
  });
});

describe('a value of the wrong type', () => {
  const WRONG: Readonly<Record<string, readonly [call: () => unknown, message: RegExp]>> = {
    'statusPage({ guard })': [
      () => make().statusPage({ guard: true } as never),
      /^\[\w+\] statusPage\(\): The option "guard" must be a function, not true\.$/,
    ],
    'settled({ timeoutMs })': [
      () => make().settled({ timeoutMs: 'soon' } as never),
      /settled\(\): The option "timeoutMs" must be a number from 0 up, not "soon"\.$/,
    ],
    'install(…, { bake })': [
      () => make().install(new nunjucks.Environment(null) as never, { bake: 1 } as never),
      /install\(\): The option "bake" must be true or false, not 1\.$/,
    ],
    'settled(5)': [
      () => make().settled(5 as never),
      /settled\(\) takes an object with options, not 5\.$/,
    ],
    "prepare('views')": [
      () => make().prepare('views' as never),
      /prepare\(\) takes an object with options, not "views"\.$/,
    ],
    'prepare([])': [
      () => make().prepare([] as never),
      /prepare\(\) takes an object with options, not \[\]\.$/,
    ],
  };
  for (const [name, [call, message]] of Object.entries(WRONG)) {
    it(`is told: ${name}`, async () => {
      await assert.rejects(async () => call(), { code: 'ERR_STATICFILE_OPTION', message });
    });
  }

  it('is told of what is no environment', async () => {
    const { root: views } = createSite({ 'a.njk': '' });
    const error = { code: 'ERR_STATICFILE_TARGET', message: /Expected a Nunjucks environment/ };
    await assert.rejects(make().prepare({ templates: views, env: {} as never }), error);
  });

  it('breaks no render', () => {
    const staticfiles = make();
    assert.match(
      staticfiles.staticfile('/x.gif', { integrity: 'yes' } as never),
      /^\/x\.\w{12}\.gif$/,
    );
    assert.equal(staticfiles.page('<p>', { slim: 1 } as never), '<p>');
  });
});

const MEDIA_URLS = {
  refused: [
    'static',
    'javascript:alert(1)',
    'data:,x',
    '/a?b',
    '/a#b',
    '//',
    '///x',
    'https://',
    '/a"b',
    '/a\\b',
    '//a b',
    'ftp://x',
    '//e.com/<x>',
  ],
  taken: [
    '',
    '/',
    '/shop',
    '/shop/',
    '/büro/a b',
    '//e.com',
    '//e.com:8080/x/',
    'https://e.com/a/b',
    'HTTP://e.com',
  ],
};

describe('the option "mediaUrl"', () => {
  for (const mediaUrl of MEDIA_URLS.refused) {
    it(`refuses ${JSON.stringify(mediaUrl)}`, () => {
      const message =
        /^\[ERR_STATICFILE_OPTION\] The option "mediaUrl" must be a path like "\/shop"/;
      assert.throws(() => make({ mediaUrl }), { message });
    });
  }

  for (const mediaUrl of MEDIA_URLS.taken) {
    it(`takes ${JSON.stringify(mediaUrl)}`, () => {
      const url = make({ mediaUrl }).staticfile('/x.gif');
      assert.match(url, /\/x\.[0-9a-f]{12}\.gif$/);
      assert.doesNotMatch(url, / /);
    });
  }
});

describe('the option "naming"', () => {
  const NAMINGS: StaticfilesOptions['naming'][] = [
    ({ version }) => version,
    ({ stem, ext, version }) => `${stem}${ext}.${version}`,
    ({ stem, version }) => `${stem}-${version}.txt`,
  ];
  for (const naming of NAMINGS) {
    it(`refuses a function that loses what the file is: ${naming}`, () => {
      assert.throws(() => make({ naming }), { message: /"naming" must be .* and ends with "ext"/ });
    });
  }

  it('gives the name of "hash" where a function loses it later', () => {
    const naming: StaticfilesOptions['naming'] = ({ stem, ext, version }) =>
      ext === '.gif' ? version : `${stem}-${version}${ext}`;
    const logger = { debug() {}, info() {}, warn() {}, error() {} };
    assert.match(make({ naming, logger }).staticfile('/x.gif'), /^\/x\.[0-9a-f]{12}\.gif$/);
  });
});

describe('a module without the name of an export', () => {
  const OPTIONS = { fileProxy: './x.mjs', minify: { js: './x.mjs' } };
  for (const [name, value] of Object.entries(OPTIONS)) {
    it(`is told so: ${name}`, () => {
      const message =
        /"\.\/x\.mjs" names no export\. Write it behind a "#", like "\.\/x\.mjs#name"\./;
      assert.throws(() => make({ [name]: value }), { message });
    });
  }

  it('is none in null', async () => {
    const staticfiles = make();
    assert.equal(typeof staticfiles.statusPage(null as never), 'function');
    await staticfiles.settled(null as never);
    assert.deepEqual((await staticfiles.prepare(null as never)).warnings, []);
  });
});

describe('handle()', () => {
  for (const given of [undefined, null, '/x.gif', {}, { method: 'GET', url: '/x.gif' }]) {
    it(`says that it needs a Request, not ${JSON.stringify(given)}`, async () => {
      const error = { code: 'ERR_STATICFILE_ARGUMENT', message: /expects a Request/ };
      await assert.rejects(make().handle(given as never), error);
    });
  }
});
