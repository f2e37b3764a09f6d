// In the background mode a render waits for no minifier: what stands in is the file as it was written.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { hash, type InstanceOptions, makeInstance } from '../support/instance.ts';
import type { Files } from '../support/site.ts';

const express = createRequire(import.meta.url)('express');
const SCRIPT = 'var a = 1;\n\nvar b = 2;\n';
const SHEET = 'a {\n  color: red;\n  background: url(x.gif);\n}\n';
const FILES = { 'a.js': SCRIPT, 'a.css': SHEET, 'x.gif': 'gif' };

function open(files: Files = FILES, options: InstanceOptions = {}) {
  const instance = makeInstance(files, { debug: false, conversion: 'background', ...options });
  after(() => instance.staticfiles.close());
  const { staticfiles, site } = instance;
  const slim = (path: string) => staticfiles.slimfile(path);
  const read = (url: string) => site.read(`out${url}`);
  return { ...instance, slim, read, settled: () => staticfiles.settled() };
}

describe('a render with conversion in the background', () => {
  it('gets the name and bytes of the plain file at once, and the minified one when all is settled', async () => {
    const { slim, staticfiles, read, settled } = open();
    const first = slim('/a.js');
    assert.equal(first, `/a.${hash(SCRIPT)}.js`);
    assert.equal(read(first), SCRIPT);
    assert.equal(first, staticfiles.staticfile('/a.js'));
    await settled();
    const second = slim('/a.js');
    assert.notEqual(second, first);
    assert.equal(read(second), 'var a=1;var b=2;');
    assert.equal(slim('/a.js'), second);
  });

  it('gets a sheet with its pictures versioned, before and after', async () => {
    const { slim, read, settled } = open();
    const picture = `x.${hash('gif')}.gif`;
    assert.equal(read(slim('/a.css')), SHEET.replace('x.gif', picture));
    await settled();
    assert.equal(read(slim('/a.css')), `a{color:red;background:url(${picture})}`);
  });

  it('gets in debug the edited file at once, and minified when all is settled', async () => {
    const { slim, site, read, settled } = open(FILES, { debug: true });
    slim('/a.js');
    await settled();
    const before = slim('/a.js');
    site.write('a.js', 'var c = 3;\n');
    assert.equal(read(slim('/a.js')), 'var c = 3;\n');
    await settled();
    assert.equal(read(slim('/a.js')), 'var c=3;');
    assert.notEqual(slim('/a.js'), before);
  });

  it('gets an edited picture in a minified sheet without the sheet standing in', async () => {
    const { slim, site, read, settled } = open(FILES, { debug: true });
    slim('/a.css');
    await settled();
    site.write('x.gif', 'other');
    assert.equal(read(slim('/a.css')), `a{color:red;background:url(x.${hash('other')}.gif)}`);
  });

  it('keeps a minified sheet of an earlier process until its new form is minified', async () => {
    const site = open(FILES, { cacheDir: undefined }).site;
    const cacheDir = `${site.dir}/cache`;
    const make = () => makeInstance({}, { debug: true, conversion: 'background', cacheDir }, site);
    const first = make();
    first.staticfiles.slimfile('/a.css');
    await first.staticfiles.settled();
    const url = first.staticfiles.slimfile('/a.css');
    await first.staticfiles.close();
    site.write('x.gif', 'other');
    const { staticfiles } = make();
    assert.equal(staticfiles.slimfile('/a.css'), url);
    await staticfiles.settled();
    const young = staticfiles.slimfile('/a.css');
    assert.notEqual(young, url);
    assert.match(site.read(`out${young}`), /^a\{color:red;background:url\(x\.\w+\.gif\)\}$/);
    await staticfiles.close();
  });

  it('gets a combination minified when all is settled', async () => {
    const { staticfiles, read, settled } = open({ 'a.js': 'f( 1 );\n', 'b.js': 'f( 2 );\n' });
    const ask = () => staticfiles.slimfile(['/a.js', '/b.js']);
    const first = ask();
    assert.equal(first, staticfiles.staticfile(['/a.js', '/b.js']));
    await settled();
    assert.match(read(ask()), /^f\(1\);\s*;?\s*f\(2\);\s*$/);
  });

  it('is told by describe that a file is converting, and then what it is', async () => {
    const { staticfiles, settled } = open();
    const first = staticfiles.describe('/a.js', { slim: true });
    assert.deepEqual([first.state, first.bytes], ['converting', SCRIPT.length]);
    await settled();
    const second = staticfiles.describe('/a.js', { slim: true });
    assert.deepEqual([second.state, second.bytes], ['local', 'var a=1;var b=2;'.length]);
  });

  it('runs a function of the user on the main thread, but not in the render', async () => {
    let calls = 0;
    const js = (text: string) => {
      calls += 1;
      return text.replaceAll(' ', '');
    };
    const { slim, read, settled } = open({ 'a.js': 'f( 1 );' }, { minify: { js } });
    assert.equal(read(slim('/a.js')), 'f( 1 );');
    assert.equal(calls, 0);
    await settled();
    assert.equal(read(slim('/a.js')), 'f(1);');
    assert.equal(calls, 1);
  });

  it('gets what no minifier understands as it is, with one warning', async () => {
    const { slim, read, settled, log } = open({ 'a.js': 'var = ;' });
    slim('/a.js');
    await settled();
    assert.equal(read(slim('/a.js')), 'var = ;');
    assert.equal(log.warnings.length, 1, log.warnings.join('\n'));
  });

  it('is answered after close', async () => {
    const { slim, staticfiles, settled } = open();
    const first = slim('/a.js');
    await staticfiles.close();
    await settled();
    assert.equal(slim('/a.js'), first);
  });
});

describe('conversion', () => {
  const isInline = (staticfiles: ReturnType<typeof open>) =>
    staticfiles.read(staticfiles.slim('/a.js')) === 'var a=1;var b=2;';

  it('waits by default where the package does not serve', () => {
    assert.ok(isInline(open(FILES, { conversion: undefined })));
  });

  it('is in the background from the first call of middleware(), handle() or install() with an app', async () => {
    const serving: Record<
      string,
      (staticfiles: ReturnType<typeof open>['staticfiles']) => unknown
    > = {
      middleware: (staticfiles) => staticfiles.middleware(),
      handle: (staticfiles) => staticfiles.handle(new Request('http://localhost/a.js')),
      install: (staticfiles) => {
        const app = express();
        createRequire(import.meta.url)('nunjucks').configure([], { express: app });
        staticfiles.install(app);
      },
    };
    for (const [name, serve] of Object.entries(serving)) {
      const site = open(FILES, { conversion: undefined });
      await serve(site.staticfiles);
      assert.ok(!isInline(site), name);
    }
  });

  it('waits in a server where the option says so', () => {
    const site = open(FILES, { conversion: 'inline' });
    site.staticfiles.middleware();
    assert.ok(isInline(site));
  });

  it('waits in prepare, whatever the option says', async () => {
    const files = {
      ...FILES,
      'page.njk':
        '{% slimfile "/a.js" %}{% slimall %}<script src="/a.js"></script>{% endslimall %}',
    };
    const site = open(files);
    const report = await site.staticfiles.prepare({ templates: site.site.root });
    assert.deepEqual(report.missing, []);
    assert.ok(isInline(site));
  });
});
