// Modules that share a member move together: no page loads one by two names.
import assert from 'node:assert/strict';
import * as nunjucks from 'nunjucks';
import { type InstanceOptions, makeInstance } from '../support/instance.ts';
import type { Files } from '../support/site.ts';

const FILES = {
  'a.mjs': 'import { c } from "./c.mjs";\n\nc( "a" );\n',
  'b.mjs': 'import { c } from "./c.mjs";\n\nc( "b" );\n',
  'c.mjs': 'export const c = ( name ) => name;\n',
  'alone.mjs': 'export const alone = ( name ) => name;\n',
};

/** A minifier on the main thread that a test holds back for some files. */
function open(files: Files = FILES, options: InstanceOptions = {}) {
  const held = new Set<string>();
  const js = (text: string, { path }: { path: string }) => {
    if (held.has(path)) throw new Error('held');
    return text.replaceAll(/ +(?=[()=])|(?<=[()=]) +|\n\n/g, '');
  };
  const instance = makeInstance(files, {
    debug: true,
    conversion: 'background',
    minify: { js },
    ...options,
  });
  after(() => instance.staticfiles.close());
  const { staticfiles, site } = instance;
  const read = (url: string) => site.read(`out${url}`);
  /** All that a page with these entries loads, by uri. */
  const loaded = (...entries: string[]): string[] =>
    graph(...entries.map((each) => staticfiles.slimfile(each)));
  const graph = (...urls: string[]): string[] => {
    const uris = new Set(urls);
    for (const uri of uris) {
      for (const [, other] of read(uri).matchAll(/from ?"\.\/([^"]+)"/g)) uris.add(`/${other}`);
    }
    return [...uris].map((uri) => uri.replace(/\.\w{12}(?=\.)/, '')).sort();
  };
  return { ...instance, read, loaded, graph, held };
}

describe('modules with conversion in the background', () => {
  it('are all plain until all of a graph is minified, and then all are minified', async () => {
    const { staticfiles, read, loaded } = open();
    assert.equal(staticfiles.slimfile('/a.mjs'), staticfiles.staticfile('/a.mjs'));
    assert.deepEqual(loaded('/a.mjs', '/b.mjs'), ['/a.mjs', '/b.mjs', '/c.mjs']);
    await staticfiles.settled();
    assert.deepEqual(loaded('/a.mjs', '/b.mjs'), ['/a.mjs', '/b.mjs', '/c.mjs']);
    assert.match(read(staticfiles.slimfile('/a.mjs')), /c\("a"\)/);
  });

  it('go back to plain when another entry comes that shares one, until that is minified, too', async () => {
    const { staticfiles, loaded } = open();
    staticfiles.slimfile('/a.mjs');
    staticfiles.slimfile('/alone.mjs');
    await staticfiles.settled();
    const [a, alone] = ['/a.mjs', '/alone.mjs'].map((each) => staticfiles.slimfile(each));
    assert.notEqual(a, staticfiles.staticfile('/a.mjs'));
    assert.equal(staticfiles.slimfile('/b.mjs'), staticfiles.staticfile('/b.mjs'));
    assert.equal(staticfiles.slimfile('/a.mjs'), staticfiles.staticfile('/a.mjs'));
    assert.equal(staticfiles.slimfile('/alone.mjs'), alone);
    assert.deepEqual(loaded('/a.mjs', '/b.mjs'), ['/a.mjs', '/b.mjs', '/c.mjs']);
    await staticfiles.settled();
    assert.equal(staticfiles.slimfile('/a.mjs'), a);
    assert.deepEqual(loaded('/a.mjs', '/b.mjs'), ['/a.mjs', '/b.mjs', '/c.mjs']);
  });

  it('go back to plain with a member that is edited', async () => {
    const { staticfiles, site, loaded, read } = open();
    loaded('/a.mjs', '/b.mjs');
    await staticfiles.settled();
    loaded('/a.mjs', '/b.mjs');
    site.write('c.mjs', 'export const c = ( name ) => [ name ];\n');
    const first = loaded('/a.mjs', '/b.mjs');
    assert.deepEqual(first, ['/a.mjs', '/b.mjs', '/c.mjs']);
    await staticfiles.settled();
    assert.deepEqual(loaded('/a.mjs', '/b.mjs'), first);
    const url = staticfiles.slimfile('/c.mjs');
    assert.match(read(url), /export const c=\(name\)=>/);
  });

  it('move together with those that hang on them through others', async () => {
    const { staticfiles } = open({
      ...FILES,
      'd.mjs': 'import "./b.mjs";\nimport { e } from "./e.mjs";\n\ne( "d" );\n',
      'e.mjs': 'export const e = ( name ) => name;\n',
    });
    const isPlain = (path: string) => staticfiles.slimfile(path) === staticfiles.staticfile(path);
    staticfiles.slimfile('/a.mjs');
    staticfiles.slimfile('/d.mjs');
    await staticfiles.settled();
    assert.ok(!isPlain('/a.mjs') && !isPlain('/d.mjs'));
    // it shares a module with "/d.mjs" only, which shares one with "/a.mjs"
    staticfiles.slimfile('/e.mjs');
    await staticfiles.settled();
    assert.ok(!isPlain('/a.mjs') && !isPlain('/d.mjs') && !isPlain('/e.mjs'));
  });

  it('are all plain in the first render of a template that names another one', async () => {
    for (const debug of [true, false]) {
      const { staticfiles, graph } = open(FILES, { debug });
      staticfiles.slimfile('/a.mjs');
      await staticfiles.settled();
      const environment = new nunjucks.Environment(null);
      staticfiles.install(environment as never);
      const page = '{% slimfile "/a.mjs" %} {% slimfile "/b.mjs" %} {% slimfile "/none.mjs" %}';
      const template = new nunjucks.Template(page, environment);
      const render = () => graph(...template.render({}).split(' ').slice(0, 2));
      assert.deepEqual(render(), ['/a.mjs', '/b.mjs', '/c.mjs']);
      await staticfiles.settled();
      assert.deepEqual(render(), ['/a.mjs', '/b.mjs', '/c.mjs']);
    }
  });

  it('are all plain after an edit of what only one of them imports, whichever is asked for first', async () => {
    const files = {
      ...FILES,
      'b.mjs':
        'import { c } from "./c.mjs";\nimport { alone } from "./alone.mjs";\n\nc( alone );\n',
    };
    const entries = ['/a.mjs', '/b.mjs'];
    for (const order of [entries, entries.toReversed()]) {
      const { staticfiles, site, loaded } = open(files);
      loaded(...order);
      await staticfiles.settled();
      loaded(...order);
      // a render has a turn of its own
      await new Promise((resolve) => setImmediate(resolve));
      site.write('alone.mjs', 'export const alone = ( name ) => [ name ];\n');
      assert.deepEqual(loaded(...order), ['/a.mjs', '/alone.mjs', '/b.mjs', '/c.mjs']);
      await staticfiles.settled();
      assert.deepEqual(loaded(...order), ['/a.mjs', '/alone.mjs', '/b.mjs', '/c.mjs']);
    }
  });
});
