// With debug a render sees every edit and converts nothing else; without, it looks at nothing twice.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { hash, type Instance, makeInstance } from '../support/instance.ts';

const SITE = {
  'a.css': '@import "b.css";a{b:url(x.gif)}',
  'b.css': 'b{c:url(y.gif)}',
  'j.js': 'j()',
  'k.js': 'k()',
  'x.gif': 'x',
  'y.gif': 'y',
};
const PATHS = ['/a.css', '/b.css', '/j.js;/k.js', '/x.gif', '/y.gif'];

function renderAll({ staticfiles, disk }: Instance): string[] {
  disk.reset();
  return PATHS.map((each) => staticfiles.staticfile(each));
}

/** Long after the files were written, so that their times are taken for settled. */
function makeLater(debug: boolean): Instance {
  const instance = makeInstance(SITE, { debug });
  instance.clock.ms += 3_600_000;
  return instance;
}

describe('with debug', () => {
  it('nothing is written while nothing changes', () => {
    const instance = makeLater(true);
    const urls = renderAll(instance);
    assert.deepEqual(renderAll(instance), urls);
    assert.equal(instance.disk.count('writeFileSync'), 0);
    assert.equal(instance.disk.count('renameSync'), 0);
  });

  it('nothing is read again while nothing changes', () => {
    const instance = makeLater(true);
    renderAll(instance);
    renderAll(instance);
    assert.equal(instance.disk.count('openSync'), 0);
    assert.equal(instance.disk.count('readFileSync'), 0);
  });

  it('an edited picture changes itself and its sheets, and nothing else', () => {
    const instance = makeLater(true);
    const { site, disk } = instance;
    const before = renderAll(instance);
    site.write('y.gif', 'another');
    const after = renderAll(instance);
    const b = `b{c:url(y.${hash('another')}.gif)}`;
    const a = `@import "b.${hash(b)}.css";a{b:url(x.${hash('x')}.gif)}`;
    assert.deepEqual(after, [
      `/a.${hash(a)}.css`,
      `/b.${hash(b)}.css`,
      before[2],
      before[3],
      `/y.${hash('another')}.gif`,
    ]);
    assert.deepEqual(disk.published().sort(), [after[0], after[1], after[4]].map(baseName).sort());
  });

  it('an edited picture changes its sheets at the next render of a sheet', () => {
    const instance = makeLater(true);
    const { site, staticfiles } = instance;
    const [before] = renderAll(instance);
    site.write('y.gif', 'another');
    assert.notEqual(staticfiles.staticfile('/a.css'), before);
  });

  it('a file that is edited within the same millisecond, to the same size, is seen', () => {
    const { site, staticfiles, clock } = makeInstance({ 'x.gif': 'one' });
    const file = path.join(site.root, 'x.gif');
    const { mtime } = fs.statSync(file);
    const before = staticfiles.staticfile('/x.gif');
    fs.writeFileSync(file, 'two');
    fs.utimesSync(file, mtime, mtime);
    clock.ms += 1;
    assert.notEqual(staticfiles.staticfile('/x.gif'), before);
  });

  it('a file that is only touched is not written again', () => {
    const instance = makeLater(true);
    const before = renderAll(instance);
    for (const name of Object.keys(SITE)) {
      fs.utimesSync(path.join(instance.site.root, name), 1, 1);
    }
    assert.deepEqual(renderAll(instance), before);
    assert.equal(instance.disk.count('writeFileSync'), 0);
  });

  it('an output that was removed is written again', () => {
    const instance = makeLater(true);
    const before = renderAll(instance);
    for (const url of [before[0], before[4]]) fs.rmSync(path.join(instance.site.outDir, url ?? ''));
    assert.deepEqual(renderAll(instance), before);
    for (const url of before) assert.ok(fs.existsSync(path.join(instance.site.outDir, url)));
  });

  it('an output that was cut short is written again', () => {
    const instance = makeLater(true);
    const [url = ''] = renderAll(instance);
    fs.truncateSync(path.join(instance.site.outDir, url), 3);
    renderAll(instance);
    assert.equal(hash(instance.site.read(`out${url}`)), url.slice('/a.'.length, -'.css'.length));
  });

  it('a picture that was missing is in its sheet as soon as it is there', () => {
    const { site, content } = makeInstance({ 'a.css': 'a{b:url(x.gif)}' });
    assert.equal(content('/a.css'), 'a{b:url(x.gif)}');
    site.write('x.gif', 'x');
    assert.equal(content('/a.css'), `a{b:url(x.${hash('x')}.gif)}`);
  });

  const REFERRING: Readonly<Record<string, readonly [file: string, text: string, target: string]>> =
    {
      'a picture': ['a.css', 'a{b:url(i.gif)}', 'i.gif'],
      'an import': ['a.css', '@import "i.css";a{}', 'i.css'],
      'a module': ['a.js', 'import "./i.js";a()', 'i.js'],
      'a module of a circle': ['a.js', 'import "./i.js";a()', 'i.js'],
    };

  for (const [name, [file, text, target]] of Object.entries(REFERRING)) {
    it(`${name} that was removed is named as it is written, as a fresh server names it`, () => {
      const isCircle = name.endsWith('circle');
      const files = { [file]: text, [target]: isCircle ? 'import "./a.js";' : 'i' };
      const { site, content, staticfiles } = makeInstance(files, { debug: true });
      const before = staticfiles.staticfile(`/${file}`);
      site.remove(target);
      const after = staticfiles.staticfile(`/${file}`);
      assert.notEqual(after, before);
      assert.equal(content(`/${file}`), text);
      assert.equal(makeInstance(files, {}, site).staticfiles.staticfile(`/${file}`), after);
      site.write(target, files[target] ?? '');
      assert.equal(staticfiles.staticfile(`/${file}`), before);
    });
  }

  it('a picture that is removed from one root is taken from the next', () => {
    const { site } = makeInstance({ '../one/x.gif': 'earlier', '../two/a.css': 'a{b:url(x.gif)}' });
    site.write('../two/x.gif', 'later');
    const roots = ['one', 'two'].map((name) => path.join(site.dir, name));
    const { content } = makeInstance({}, { roots }, site);
    assert.equal(content('/a.css'), `a{b:url(x.${hash('earlier')}.gif)}`);
    site.remove('../one/x.gif');
    assert.equal(content('/a.css'), `a{b:url(x.${hash('later')}.gif)}`);
  });

  it('a file that comes into an earlier root takes the place of the later one', () => {
    const { site } = makeInstance({ '../one/z.gif': '', '../two/a.css': 'a{b:url(x.gif)}' });
    site.write('../two/x.gif', 'later');
    const roots = ['one', 'two'].map((name) => path.join(site.dir, name));
    const { content } = makeInstance({}, { roots }, site);
    assert.equal(content('/a.css'), `a{b:url(x.${hash('later')}.gif)}`);
    site.write('../one/x.gif', 'earlier');
    assert.equal(content('/a.css'), `a{b:url(x.${hash('earlier')}.gif)}`);
  });
});

describe('without debug', () => {
  it('the disk is not looked at again', () => {
    const instance = makeInstance(SITE, { debug: false });
    const before = renderAll(instance);
    instance.clock.ms += 3_600_000;
    assert.deepEqual(renderAll(instance), before);
    assert.equal(instance.disk.count(), 0);
  });

  it('the disk is looked at only for what is new', () => {
    const instance = makeInstance(SITE, { debug: false });
    instance.staticfiles.staticfile('/a.css');
    instance.disk.reset();
    instance.staticfiles.staticfile('/a.css?v=1');
    assert.equal(instance.disk.count('openSync'), 0);
    assert.equal(instance.disk.count('writeFileSync'), 0);
  });

  it('the disk is not looked at again under a file proxy that may change its mind', () => {
    const instance = makeInstance(SITE, { debug: false, fileProxy: (uri) => uri });
    const before = renderAll(instance);
    instance.clock.ms += 3_600_000;
    assert.deepEqual(renderAll(instance), before);
    assert.equal(instance.disk.count(), 0);
  });

  it('the disk is not looked at again for what is disabled', () => {
    const instance = makeInstance(SITE, { debug: false, enabled: false });
    const before = renderAll(instance);
    assert.deepEqual(renderAll(instance), before);
    assert.equal(instance.disk.count(), 0);
  });

  it('an edit is not seen', () => {
    const instance = makeInstance(SITE, { debug: false });
    const before = renderAll(instance);
    instance.site.write('y.gif', 'another');
    instance.site.remove('x.gif');
    instance.clock.ms += 3_600_000;
    assert.deepEqual(renderAll(instance), before);
  });
});

function baseName(url: string | undefined): string {
  return path.basename(url ?? '');
}
