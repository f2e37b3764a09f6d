// Values that throw when they are read, break out of where they are written, or forge lines of a log.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as nunjucks from 'nunjucks';
import { connectedGroups } from '../../lib/core/cycles.ts';
import { createStaticfiles } from '../../lib/index.ts';
import { fewer } from '../support/sampled.ts';
import { createSite } from '../support/site.ts';

const revoked = Proxy.revocable({}, {});
revoked.revoke();
const VALUES: Readonly<Record<string, unknown>> = {
  'an object without a prototype': Object.create(null),
  'a revoked proxy': revoked.proxy,
  'an array of a revoked proxy': [revoked.proxy],
  'a symbol': Symbol('x'),
  'an object whose text throws': {
    toString() {
      throw new Error('no text');
    },
  },
};

function create(files: Readonly<Record<string, string>> = {}) {
  const site = createSite({ 'a.gif': 'a', 'a.css': 'a { b: c }', ...files });
  const warnings: string[] = [];
  const logger = { debug() {}, info() {}, warn: (text: string) => warnings.push(text), error() {} };
  const { root } = site;
  const folders = { roots: root, outDir: path.join(root, '../out'), cacheDir: false } as const;
  return { root, warnings, staticfiles: createStaticfiles({ ...folders, logger }) };
}

describe('a value that can not be read', () => {
  it('counts for no keyword where code calls a global of templates', () => {
    const { staticfiles } = create();
    const environment = new nunjucks.Environment(null);
    staticfiles.install(environment as never);
    const template = '{{ staticfile("/a.css", v) }} {{ "/a.css" | staticfile(v) }}';
    const page = environment.renderString(template, { v: revoked.proxy });
    assert.match(page, /^(\/a\.[0-9a-f]{12}\.css) \1$/);
  });

  for (const [name, value] of Object.entries(VALUES)) {
    it(`gets an answer: ${name}`, () => {
      const { staticfiles } = create();
      const any = value as string;
      assert.equal(staticfiles.staticfile(any), '');
      assert.equal(staticfiles.slimcontent('a { b: c }', any as 'css'), 'a { b: c }');
      for (const answer of [staticfiles.staticall(any), staticfiles.slimcontent(any)]) {
        assert.equal(typeof answer, 'string');
      }
    });
  }

  it("may be what a function of the user's throws", () => {
    const { root } = create();
    const throws = (): never => {
      throw revoked.proxy;
    };
    const log = { debug: throws, info: throws, warn: throws, error: throws };
    const options = { roots: root, outDir: path.join(root, '../out'), logger: log };
    const own = { versioned: throws, fileProxy: throws, combineName: throws } as const;
    const staticfiles = createStaticfiles({ ...options, cacheDir: false, ...own });
    assert.equal(staticfiles.staticfile('/a.gif'), '/a.gif');
    assert.equal(staticfiles.isVersioned('/a.000000000000.gif'), false);
    const named = () => createStaticfiles({ ...options, cacheDir: false, naming: throws });
    assert.throws(named, { code: 'ERR_STATICFILE_OPTION' });
  });

  it('may stand in place of the options', () => {
    const { staticfiles } = create();
    const url = staticfiles.staticfile('/a.gif');
    assert.equal(staticfiles.staticfile('/a.gif', null as unknown as undefined), url);
    assert.equal(staticfiles.describe('/a.gif', null as unknown as undefined).path, '/a.gif');
  });
});

describe('a message', () => {
  it('stays on one line whatever path it names', () => {
    const { staticfiles, warnings } = create();
    staticfiles.staticfile('/x\n[FATAL] forged\u001b[31m\u202e');
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /"\/x\\n\[FATAL\] forged\\u001b\[31m\\u202e"/);
  });

  it('keeps a value in its quotes', () => {
    const { staticfiles, warnings } = create();
    staticfiles.staticfile('/x". Cannot find "/y');
    assert.match(
      warnings[0] ?? '',
      /^\[\w+\] Cannot find "\/x\\". Cannot find \\"\/y"\. Looked in/,
    );
  });

  it('shows 200 characters of a value, from both of its ends', () => {
    const { staticfiles, warnings, root } = create();
    staticfiles.staticfile(`/${'x'.repeat(1_000_000)}end`);
    const shown = `"/${'x'.repeat(99)}… (999804 more) …${'x'.repeat(97)}end"`;
    assert.equal(
      warnings[0]?.replace(root, ''),
      `[ERR_STATICFILE_NOT_FOUND] ${shown} is not the path of a file.`,
    );
  });

  for (const [what, ask] of Object.entries<(site: ReturnType<typeof create>, text: string) => void>(
    {
      'a missing path': ({ staticfiles }, text) => staticfiles.staticfile(`/${text}`),
      'a missing member': ({ staticfiles }, text) =>
        staticfiles.staticfile(['/a.css', `/${text}.css`]),
      'a foreign member': ({ staticfiles }, text) =>
        staticfiles.staticfile(['/a.css', `//x/${text}.css`]),
      'mixed types': ({ staticfiles }, text) =>
        staticfiles.staticfile(['/a.css', `/a.gif?${text}`]),
      'a path that leads out': ({ staticfiles }, text) => staticfiles.staticfile(`/../${text}`),
      'a hidden path': ({ staticfiles }, text) => staticfiles.staticfile(`/.${text}`),
      'a body': ({ staticfiles }, text) => staticfiles.staticall(`<img src='/${text}'>`),
      'a kind': ({ staticfiles }, text) => staticfiles.slimcontent('x', text as 'css'),
      'a reference': ({ staticfiles, root }, text) => {
        fs.writeFileSync(
          path.join(root, 'r.css'),
          `a{b:url('${text.replace(/["\n]|\p{Cc}/gu, '\\$&')}')}`,
        );
        staticfiles.staticfile('/r.css');
      },
      'a sheet': ({ staticfiles, root }, text) => {
        fs.writeFileSync(path.join(root, 's.css'), `a { b: c } @media "${text}"`);
        staticfiles.slimfile('/s.css');
      },
    },
  )) {
    it(`is one short line without a forged end: ${what}`, () => {
      const site = create();
      ask(site, `q"\n[FATAL] \u001b[31m${'x'.repeat(5000)}`);
      for (const warning of site.warnings) {
        assert.match(warning, /^\P{Cc}{1,900}$/u);
        assert.doesNotMatch(warning, /q"/);
      }
    });
  }
});

describe('a URL that is printed without escaping', () => {
  for (const text of [
    '/a.gif?"><script>',
    "/a.gif#'><script>",
    'https://x.example/"><script>',
    '//x/"><b>',
  ]) {
    it(`ends no attribute: ${text}`, () => {
      assert.match(create().staticfiles.staticfile(text), /^[^"'<>\s]+$/);
    });
  }

  it('keeps a nonce that looks like a pattern', () => {
    const body = '<script nonce="$&$1" src="/a.js"></script>';
    const { staticfiles } = create({ 'a.js': 'a()' });
    assert.match(staticfiles.staticall(body), /nonce="\$&\$1"/);
  });
});

describe('a chain of thousands', () => {
  it('of nodes is walked', () => {
    const groups = connectedGroups(0, (node) => (node < 20_000 ? [node + 1] : []));
    assert.equal(groups.length, 20_001);
    assert.deepEqual(groups[0], [20_000]);
  });

  it('of imports gives a URL', function () {
    this.timeout(120_000);
    const { root, staticfiles } = create();
    const count = fewer('sheets that import each other', 4000, 1000);
    for (let at = 0; at < count; at += 1) {
      fs.writeFileSync(path.join(root, `c${at}.css`), `@import "c${at + 1}.css";`);
    }
    assert.match(staticfiles.slimfile('/c0.css'), /^\/c0(?:\.[0-9a-f]{12})?\.css$/);
  });
});
