// The `staticfile` command, as a person or a script runs it.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { createFolder } from './support/command.ts';

const FILES = {
  'css/a.css': `/* ${'words '.repeat(50)} */ a { color: red; background: url(../img/x.gif) }`,
  'js/a.js': `function add(first, second) { return first + second }\n${'add(1, 2);\n'.repeat(50)}`,
  'img/x.gif': 'GIF89a',
  '../views/page.njk': '{% staticfile "/css/a.css" %}{% slimfile "/js/a.js" %}\n{% staticfile v %}',
};

describe('staticfile build', () => {
  it('makes the files, writes the manifest, and says so in plain lines', async () => {
    const { run, site } = createFolder(FILES);
    const { code, out, error } = await run('build');
    assert.deepEqual([code, error], [0, '']);
    assert.match(out, /^✓ 3 files from 1 template → out {2}/m);
    assert.match(out, /^ {2}manifest: manifest\.json$/m);
    assert.match(out, /^Notice: views\/page\.njk:2: This path depends on runtime data/m);
    assert.ok(!out.includes('\u001b'));
    const manifest = JSON.parse(site.read('manifest.json'));
    assert.deepEqual(Object.keys(manifest.plain), ['/css/a.css', '/img/x.gif']);
    assert.deepEqual(Object.keys(manifest.slim), ['/js/a.js']);
    assert.match((await run('build')).out, /^ {2}none made now, 3 known to the cache; /m);
  });

  it('minifies in worker threads what is long', async () => {
    const long = `/* ${'long '.repeat(20_000)} */ a { color : red }`;
    const { run, site } = createFolder({
      ...FILES,
      'css/long.css': long,
      '../views/page.njk': '{% slimfile "/css/long.css" %}',
    });
    const { code, out, error } = await run('build');
    assert.deepEqual([code, error], [0, '']);
    assert.match(out, /long\.\w+\.css {2}100\.\d kB → \d\d B$/m);
    const [name = ''] = site.list('out/css');
    assert.match(site.read(`out/css/${name}`), /^a\{color:red\}/);
  });

  it('publishes in worker threads what is much', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 2100 }, (_, at) => [`${at}.gif`, `${at}`]),
    );
    const { run, site } = createFolder(
      many,
      'export default { roots: "root", outDir: "out", cacheDir: "cache" };',
    );
    const { code, out } = await run('build', '--include', '/**');
    assert.equal(code, 0, out);
    assert.match(out, /^✓ 2100 files from 0 templates → out/m);
    assert.equal(site.list('out').length, 2100);
  });

  it('takes templates and paths as arguments, and flags instead of a configuration', async () => {
    const { run, site } = createFolder(FILES, 'export default {};');
    const { code, out } = await run(
      'build',
      'views/*.njk',
      '--include',
      '/img/*',
      '--root',
      'root',
      '--out-dir',
      'other',
      '--manifest',
      'deep/m.json',
    );
    assert.equal(code, 0, out);
    assert.deepEqual(
      site.list('other').map((name) => name.replace(/[0-9a-f]{12}/, 'V')),
      ['css/a.V.css', 'img/x.V.gif', 'js/a.V.js', 'js/a.js.V.map'],
    );
    assert.deepEqual(Object.keys(JSON.parse(site.read('deep/m.json')).plain), [
      '/css/a.css',
      '/img/x.gif',
    ]);
  });

  it('reads JSON and CommonJS configurations', async () => {
    const { run, site } = createFolder(FILES, 'throw new Error("not this one");');
    site.write('../other.json', '{ "roots": "root", "outDir": "out", "templates": ["views"] }');
    assert.equal((await run('build', '--config', 'other.json')).code, 0);
    site.write(
      '../other.cjs',
      'module.exports = { roots: "root", outDir: "out", templates: "views" };',
    );
    assert.equal((await run('build', '--config', 'other.cjs')).code, 0);
  });

  it('reads templates with other delimiters', async () => {
    const { run } = createFolder(
      { ...FILES, '../views/page.njk': '<% staticfile "/img/x.gif" %>' },
      'export default { roots: "root", outDir: "out", templates: "views", nunjucks: { tags: { blockStart: "<%", blockEnd: "%>" } } };',
    );
    assert.match((await run('build')).out, /^✓ 1 file from 1 template/m);
  });

  it('prints one JSON object where that is asked for', async () => {
    const { run } = createFolder(FILES);
    const report = JSON.parse((await run('build', '--json')).out);
    assert.equal(report.files, 3);
    assert.equal(report.unknown[0].line, 2);
  });

  it('compresses what becomes smaller', async () => {
    const { run, site } = createFolder(FILES);
    assert.equal((await run('build', '--precompress')).code, 0);
    const js = site.list('out/js').find((name) => /^a\.\w{12}\.js$/.test(name)) ?? '';
    const plain = site.read(`out/js/${js}`);
    const bytes = (name: string) => fs.readFileSync(`${site.dir}/out/js/${name}`);
    assert.equal(brotliDecompressSync(bytes(`${js}.br`)).toString(), plain);
    assert.equal(gunzipSync(bytes(`${js}.gz`)).toString(), plain);
    assert.ok(!site.list('out/img').some((name) => name.endsWith('.gz')));
  });

  it('shows its plan in a dry run, and touches nothing', async () => {
    const { run, site } = createFolder(FILES);
    const before = site.list();
    const { code, out } = await run('build', '--dry-run');
    assert.equal(code, 0);
    assert.match(out, /^would make {2}\/css\/a\.css\nwould make {2}\/js\/a\.js$/m);
    assert.deepEqual(site.list(), before);
  });

  it('ends with 1 for a template that is wrong and that another one needs, and makes the others', async () => {
    const bad = {
      '../views/bad.njk': '{% staticfile %}',
      '../views/x.njk': '{% include "bad.njk" %}',
    };
    const { run, site } = createFolder({ ...FILES, ...bad });
    const { code, out } = await run('build');
    assert.equal(code, 1);
    assert.match(out, /^Error: views\/bad\.njk: /m);
    assert.equal(site.list('out/css').length, 1);
  });

  it('takes warnings for errors with --strict only', async () => {
    const { run } = createFolder({ ...FILES, '../views/none.njk': '{% staticfile "/none.gif" %}' });
    const { code, out } = await run('build');
    assert.equal(code, 0);
    assert.match(out, /^Missing: views\/none\.njk:1: Cannot find "\/none\.gif"\. Looked in /m);
    assert.equal((await run('build', '--strict')).code, 1);
  });

  it('ends with 1 for a folder without templates, and says how they are named', async () => {
    const { run } = createFolder({ 'a.css': '', '../views/page.j2': '' });
    const { code, out } = await run('build');
    assert.equal(code, 1);
    assert.match(out, /^Error: views: It holds no template: .*njk, .*txt\. .*by a glob, like /m);
    assert.equal((await run('build', 'views/*.j2')).code, 0);
  });

  it('ends with 1 for a folder of templates that is not there', async () => {
    const { code, out } = await createFolder({ 'a.css': '' }).run('build');
    assert.equal(code, 1);
    assert.match(out, /^Error: views: There is no such template/m);
  });

  it('ends with 1 where the disk refuses the manifest, and makes the outputs', async () => {
    const { run, site } = createFolder({ ...FILES, '../blocked': 'a file' });
    const { code, error } = await run('build', '--manifest', 'blocked/m.json');
    assert.deepEqual([code, /Cannot write the manifest/.test(error)], [1, true]);
    assert.equal(site.list('out').length > 0, true);
  });
});

const WRONG: Readonly<Record<string, [args: string[], message: RegExp]>> = {
  'an unknown command': [['bild'], /Did you mean "build"\?/],
  'an unknown flag': [['build', '--precompres'], /Did you mean "--precompress"\?/],
  'no path to explain': [['explain'], /needs a <path>/],
  'a wrong value': [['build', '--naming', 'hsh'], /hash.*timestamp/s],
  'a configuration that is not there': [
    ['build', '--config', 'none.mjs'],
    /There is no configuration/,
  ],
};

describe('staticfile ends with 2 for', () => {
  for (const [name, [args, message]] of Object.entries(WRONG)) {
    it(name, async () => {
      const { code, error } = await createFolder({}).run(...args);
      assert.deepEqual([code, message.test(error)], [2, true], error);
    });
  }

  const CONFIGURATIONS: Readonly<Record<string, [text: string, message: RegExp]>> = {
    'a configuration that throws': ['throw new Error("broken on purpose")', /broken on purpose/],
    'a configuration of nothing': ['export const x = 1;', /its default export must be the options/],
    'an unknown option': ['export default { root: "x" };', /Unknown option "root".*"roots"/],
    'an option of a wrong type': ['export default { roots: 1 };', /"roots" must be/],
    'no root': ['export default {};', /"roots" is missing/],
  };
  for (const [name, [text, message]] of Object.entries(CONFIGURATIONS)) {
    it(name, async () => {
      const { code, error } = await createFolder({}, text).run('build', '--include', '/x');
      assert.deepEqual([code, message.test(error)], [2, true], error);
    });
  }
});

describe('staticfile explain', () => {
  it('tells how a path is found, named and converted', async () => {
    const { run } = createFolder(FILES);
    const { code, out } = await run('explain', '/js/a.js');
    assert.equal(code, 0);
    for (const word of ['looked in', 'found', 'version', 'uri', 'minified by', 'state']) {
      assert.match(out, new RegExp(`^${word} `, 'm'));
    }
  });

  it('ends with 1 for a path that is not there, with the reason', async () => {
    const { code, out } = await createFolder(FILES).run('explain', '/none.gif');
    assert.equal(code, 1);
    assert.match(out, /^reason .*Looked in/m);
  });
});

describe('staticfile doctor', () => {
  it('finds nothing wrong with a site that is right', async () => {
    const { code, out } = await createFolder(FILES).run('doctor');
    assert.equal(code, 0, out);
    assert.doesNotMatch(out, /^wrong/m);
  });

  it('names a root that is not there, and outputs inside a root', async () => {
    const configuration =
      'export default { roots: ["root", "none"], outDir: "root/out", cacheDir: "cache" };';
    const { code, out } = await createFolder(FILES, configuration).run('doctor');
    assert.equal(code, 1);
    assert.match(out, /^wrong {2}The root ".*none" is missing/m);
    assert.match(out, /^wrong {2}The folder for outputs ".*" lies in the root/m);
  });
});
