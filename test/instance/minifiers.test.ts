// The option `minify`: engines by name, functions, modules, and what is said of wrong ones.
import assert from 'node:assert/strict';
import type { MinifyOptions, StaticfilesOptions } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

const FILES = {
  'a.css': 'a { b : c ; }\n',
  'a.js': 'function add(first, second) {\n  return first + second;\n}\n',
  'minify.cjs': 'exports.css = (text) => text.replace(/\\s+/g, "");\n',
};

function open(minify: MinifyOptions, options: Partial<StaticfilesOptions> = {}) {
  const site = createSite(FILES);
  const log = collectLog();
  const staticfiles = createStaticfiles(
    { roots: site.root, outDir: site.outDir, logger: log, minify, ...options },
    { folder: site.root },
  );
  const slim = (path: string) => site.read(`out${staticfiles.slimfile(path)}`);
  return { site, log, staticfiles, slim };
}

describe('the option minify', () => {
  const SHORT_NAMES = /^function add\((\w),(\w)\)\{return \1\+\2\};?$/;
  const OWN_NAMES = /^function add\(first,second\)\{return first\+second\};?$/;
  for (const js of ['uglify-js', 'terser', 'esbuild', 'oxc-minify'] as const) {
    it(`minifies scripts by ${js}, at all levels`, () => {
      for (const level of ['blanks', 'safe', 'full'] as const) {
        const { slim, log } = open({ js: { engine: js, level } });
        // esbuild can't keep single names
        const keepsNames = level === 'blanks' || (js === 'esbuild' && level === 'safe');
        assert.match(slim('/a.js'), keepsNames ? OWN_NAMES : SHORT_NAMES);
        assert.deepEqual(log.warnings, []);
      }
    });
  }

  for (const css of ['csso', 'lightningcss', 'esbuild'] as const) {
    it(`minifies sheets by ${css}`, () => {
      const { slim } = open({ css });
      assert.equal(slim('/a.css').trim(), 'a{b:c}');
    });
  }

  it('leaves a kind that is false as it is', () => {
    const { slim, staticfiles } = open({ css: false });
    assert.equal(staticfiles.slimfile('/a.css'), staticfiles.staticfile('/a.css'));
    assert.notEqual(slim('/a.js'), FILES['a.js']);
    assert.equal(staticfiles.slimcontent(' a { } ', 'css'), 'a { }');
  });

  it('takes a function, and tells it of the file', () => {
    const seen: unknown[] = [];
    const { slim } = open({
      css: (text, info) => {
        seen.push(info);
        return { code: text.replace(/\s+/g, '') };
      },
    });
    assert.equal(slim('/a.css'), 'a{b:c;}');
    assert.deepEqual(seen, [
      { kind: 'css', path: '/a.css', module: false, map: false, reserved: [] },
    ]);
  });

  it('takes a function that a module exports', () => {
    const { slim } = open({ css: './minify.cjs#css' });
    assert.equal(slim('/a.css'), 'a{b:c;}');
  });

  const BAD: Readonly<Record<string, () => unknown>> = {
    'changes a value': () => 'a{b:d}',
    throws: () => {
      throw new Error('broken');
    },
    'answers a promise': () => Promise.resolve('a{b:c}'),
    'answers nothing': () => undefined,
  };
  for (const [name, minifier] of Object.entries(BAD)) {
    it(`does not use the result of a function that ${name}`, () => {
      const { slim, staticfiles } = open({ css: minifier as never });
      assert.equal(slim('/a.css'), 'a{b:c}');
      const { minified } = staticfiles.describe('/a.css', { slim: true });
      assert.equal(minified?.reduction, 1);
      assert.equal(minified?.reasons.length, 1);
    });
  }

  it('proves what a function makes of a page', () => {
    const { staticfiles } = open({ html: (text) => text.replaceAll('b', '') });
    assert.equal(staticfiles.slimcontent('<p> a <b>c</b></p>', 'html'), '<p> a <b>c</b></p>');
  });

  it('is part of what the cache goes by', () => {
    const site = createSite(FILES);
    const create = (minify: MinifyOptions) =>
      createStaticfiles({
        roots: site.root,
        outDir: site.outDir,
        cacheDir: `${site.dir}/cache`,
        minify,
      });
    create({ css: (text) => text }).slimfile('/a.css');
    const url = create({}).slimfile('/a.css');
    assert.equal(site.read(`out${url}`), 'a{b:c}');
  });
});

const REFUSED: Readonly<Record<string, [minify: unknown, message: RegExp]>> = {
  'an unknown engine': [{ js: 'tersr' }, /"minify" names "tersr" for "js"\. .*"terser"/],
  'an engine of another kind': [{ css: 'uglify-js' }, /names "uglify-js" for "css"/],
  'an unknown kind': [{ json: 'x' }, /Unknown option "minify.json"\. Did you mean "js"/],
  'an unknown level': [{ js: { engine: 'terser', level: 'most' } }, /must be/],
  'no object': [true, /must be/],
  'a module that is not there': [{ js: './none.js#x' }, /Cannot load the minifier ".\/none.js#x"/],
  'a module without the export': [{ css: './minify.cjs#none' }, /no function that/],
};

describe('createStaticfiles refuses for minify', () => {
  for (const [name, [minify, message]] of Object.entries(REFUSED)) {
    it(name, () => {
      assert.throws(
        () => open(minify as never),
        (error: { code?: string; message: string }) => {
          assert.equal(error.code, 'ERR_STATICFILE_OPTION');
          assert.match(error.message, message);
          return true;
        },
      );
    });
  }
});
