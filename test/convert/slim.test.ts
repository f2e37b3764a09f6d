// Slim outputs: minified files, their imports, combinations, names, and what is said of them.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite, type Files } from '../support/site.ts';

function open(files: Files, options: object = {}) {
  const site = createSite(files);
  const log = collectLog();
  const staticfiles = createStaticfiles({
    roots: site.root,
    outDir: site.outDir,
    logger: log,
    ...options,
  });
  const read = (url: string) => site.read(`out${decodeURI(url)}`);
  const slim = (path: string) => read(staticfiles.slimfile(path));
  return { site, log, staticfiles, read, slim };
}

describe('slimfile', () => {
  it('minifies a sheet and a script', () => {
    const { slim } = open({
      'a.css': 'a {\n  color : red;\n}\n',
      'a.js': 'function twice(number) {\n  return 2 * number;\n}\n',
    });
    assert.equal(slim('/a.css'), 'a{color:red}');
    assert.equal(slim('/a.js'), 'function twice(n){return 2*n}');
  });

  it('keeps a byte-order mark that letters need, by whatever a script is minified', () => {
    for (const js of ['uglify-js', (text: string) => text.replace('  ', ' ')]) {
      const { slim } = open(
        { 'a.js': '\ufeffuse(  "\u00e9");', 'b.js': '\ufeffuse(  "e");' },
        { minify: { js } },
      );
      assert.match(slim('/a.js'), /^\ufeffuse\( ?"\u00e9"\);$/);
      assert.match(slim('/b.js'), /^use\( ?"e"\);$/);
    }
  });

  it('minifies what a sheet imports, and a module, too', () => {
    const { slim, read, staticfiles } = open({
      'a.css': '@import "sub/b.css";\n\na { color: red }\n',
      'sub/b.css': 'b {\n  background: url(../x.gif) }\n',
      'x.gif': 'GIF89a',
      'm.js': 'import { n } from "./n.js";\n\nconsole.log( n );\n',
      'n.js': 'export const n = 1 ;\n',
    });
    const sheet = staticfiles.slimfile('/sub/b.css');
    assert.equal(read(sheet), `b{background:url(..${staticfiles.staticfile('/x.gif')})}`);
    assert.equal(slim('/a.css'), `@import "${sheet.slice(1)}";a{color:red}`);
    const module = staticfiles.slimfile('/n.js');
    assert.equal(read(module), 'export const n=1;');
    assert.equal(slim('/m.js'), `import{n}from".${module}";console.log(n);`);
  });

  it('is staticfile for what is neither', () => {
    const { staticfiles } = open({ 'x.gif': 'GIF89a', 'a.json': '{ }' });
    for (const path of ['/x.gif', '/a.json', '/none.css']) {
      assert.equal(staticfiles.slimfile(path), staticfiles.staticfile(path));
    }
  });

  it('has another name than the plain output, which stays what it is', () => {
    const { staticfiles, read } = open({ 'a.css': 'a { color: red }' });
    const [plain, slim] = [staticfiles.staticfile('/a.css'), staticfiles.slimfile('/a.css')];
    assert.notEqual(plain, slim);
    assert.equal(read(plain), 'a { color: red }');
  });

  it('names a minified output by time and content where names are timestamps', () => {
    const { site, staticfiles } = open({ 'a.css': 'a { color: red }' }, { naming: 'timestamp' });
    fs.utimesSync(`${site.root}/a.css`, 1242930552, 1242930552);
    assert.equal(staticfiles.staticfile('/a.css'), '/a.1242930552.css');
    assert.match(staticfiles.slimfile('/a.css'), /^\/a\.1242930552-[0-9a-f]{6}\.css$/);
  });

  it('combines minified members', () => {
    const { slim } = open({
      'a.js': 'a ( 1 )\n',
      'b.js': '( b ) ( 2 )\n',
      'c.css': 'a { b : c }',
      'd.css': 'd { e : f }',
    });
    assert.equal(slim('/a.js; /b.js'), 'a(1);\n;\nb(2);');
    assert.equal(slim('/c.css; /d.css'), 'a{b:c}\nd{e:f}');
  });

  it('takes a file that is minified already as it is, and goes on with the others', () => {
    const { slim, log } = open({
      'a.min.js': 'a ( 1 )\n',
      'b.js': 'b ( 2 )\n',
      'a.min.css': 'a { }',
    });
    assert.equal(slim('/a.min.js; /b.js'), 'a ( 1 )\n\n;\nb(2);');
    assert.equal(slim('/a.min.css'), 'a { }');
    assert.deepEqual(log.warnings, []);
  });

  it('keeps comments that say so, and the charset', () => {
    const { slim } = open({
      'a.css': '@charset "utf-8";\n/*! mine */\n/* gone */ a { content: "\u00e9" }',
      'a.js': '// gone\n/** @license mine */\na( "\u00e9" )',
    });
    assert.match(slim('/a.css'), /^@charset "utf-8";\s*\/\*! mine \*\/\s*a\{content:"\u00e9"\}$/);
    assert.match(slim('/a.js'), /^\/\*\* @license mine \*\/\s*a\("\u00e9"\);?$/);
  });

  it('leaves a file with a syntax error as it is, with one warning', () => {
    const { slim, log } = open({ 'a.js': 'function ( {', 'a.css': 'a { b: c' });
    for (let round = 0; round < 2; round += 1) {
      assert.equal(slim('/a.js'), 'function ( {');
      assert.equal(slim('/a.css'), 'a { b: c');
    }
    assert.equal(log.warnings.length, 2);
    assert.match(
      log.warnings[0] ?? '',
      /^"\/a\.js" could not be minified by uglify-js [^ ]*: Unexpected/,
    );
  });

  it('is as it was after a restart, without minifying again', () => {
    let runs = 0;
    const css = (text: string) => {
      runs += 1;
      return text.replace(/\s+/g, '');
    };
    const { site } = open({ 'a.css': 'a { b : c }' });
    const options = {
      roots: site.root,
      outDir: site.outDir,
      cacheDir: `${site.dir}/cache`,
      minify: { css },
    };
    const [first, second] = [createStaticfiles(options), createStaticfiles(options)];
    const url = first.slimfile('/a.css');
    assert.equal(second.slimfile('/a.css'), url);
    assert.equal(runs, 1);
    assert.deepEqual(second.describe('/a.css', { slim: true }).minified, {
      engine: 1,
      blanks: 0,
      reduction: 0,
      source: 0,
      reasons: [],
    });
  });

  it('is made by another server that is asked for it', async () => {
    const files = { 'a.css': 'a { b : c }', 'a.js': 'a ( 1 )', 'b.js': 'b ( 2 )' };
    const [one, other] = [open(files), open(files)];
    other.staticfiles.slimfile('/a.js; /b.js');
    for (const path of ['/a.css', '/a.js', '/a.js; /b.js']) {
      const url = one.staticfiles.slimfile(path);
      const answer = await other.staticfiles.handle(new Request(`http://localhost${url}`));
      assert.equal(await answer?.text(), one.site.read(`out${url}`), path);
      assert.ok(other.staticfiles.isVersioned(url), path);
    }
    await other.staticfiles.close();
    assert.equal(other.staticfiles.isVersioned('/a.000000000000.css'), false);
  });

  it('is told from a path by its version', () => {
    const { staticfiles } = open({ 'a.css': 'a { b : c }' });
    const url = staticfiles.slimfile('/a.css');
    assert.equal(staticfiles.slimfile(url), url);
  });

  it('follows an edited source and an edited import', () => {
    const { site, slim } = open({ 'a.css': '@import "b.css";', 'b.css': 'b { c : d }' });
    slim('/a.css');
    site.write('b.css', 'b { c : edited }');
    const name = /"(.*)"/.exec(slim('/a.css'))?.[1];
    assert.equal(site.read(`out/${name}`), 'b{c:edited}');
  });

  it('does nothing where nothing is enabled, but combines', () => {
    const { staticfiles, site } = open(
      { 'a.css': 'a { b : c }', 'b.css': 'b { }' },
      { enabled: false },
    );
    assert.equal(staticfiles.slimfile('/a.css'), '/a.css');
    const url = staticfiles.slimfile('/a.css; /b.css');
    assert.equal(site.read(`out${url}`), 'a { b : c }\nb { }');
  });

  it('leaves files that another tool has named', () => {
    const { staticfiles } = open({ 'a.css': 'a { b : c }' }, { versioned: () => false });
    assert.equal(staticfiles.slimfile('/a.css'), '/a.css');
  });
});

describe('describe with slim', () => {
  it('counts how sources were minified, with the reasons', () => {
    const { staticfiles } = open({ 'a.js': 'a ( 1 )', 'bad.js': 'a b', 'c.min.js': 'c()' });
    const { minified, bytes, originalBytes } = staticfiles.describe('/a.js; /bad.js; /c.min.js', {
      slim: true,
    });
    assert.deepEqual(
      { ...minified, reasons: minified?.reasons.map((reason) => reason.slice(0, 10)) },
      { engine: 1, blanks: 0, reduction: 0, source: 2, reasons: ['"/bad.js":'] },
    );
    assert.ok((bytes ?? 0) > 0 && originalBytes === 13);
  });

  it('says nothing of minifying where that was not asked for', () => {
    const { staticfiles } = open({ 'a.js': 'a ( 1 )' });
    assert.equal(staticfiles.describe('/a.js').minified, undefined);
  });
});
