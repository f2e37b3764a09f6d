// Scripts that are combined do what they do behind each other.
import assert from 'node:assert/strict';
import { runScripts } from '../core/support/run-scripts.ts';
import { hash, makeInstance } from '../support/instance.ts';

describe('a combination of scripts', () => {
  it('has their texts in the order asked for, kept apart', () => {
    const { content } = makeInstance({ 'a.js': 'a()', 'b.js': '(b)()\n', 'c.js': '' });
    assert.equal(content('/a.js; /b.js; /c.js'), 'a()\n;\n(b)()\n\n;\n');
    assert.equal(content(['/b.js', '/a.js']), '(b)()\n\n;\na()');
  });

  it('has the texts that the scripts have now', () => {
    const { content, site } = makeInstance({ 'a.js': 'a()', 'b.js': 'b()' });
    content('/a.js;/b.js');
    site.write('b.js', 'edited()');
    assert.equal(content('/a.js;/b.js'), 'a()\n;\nedited()');
  });

  it('keeps every byte, in UTF-8 and in none', () => {
    const latin = Buffer.from('b("\xe9")', 'latin1');
    const { site, staticfiles } = makeInstance({ 'a.js': 'a("é😀")', 'b.js': latin });
    const url = staticfiles.staticfile('/a.js;/b.js');
    const expected = Buffer.concat([Buffer.from('a("é😀")\n;\n'), latin]);
    assert.ok(url.endsWith(`.${hash(expected)}.js`), url);
    assert.equal(site.read(`out${url}`), expected.toString());
  });

  it('does not touch what looks like a reference of a sheet', () => {
    const script = 'var a = "url(x.gif)"; // @import "x.gif"';
    const { content } = makeInstance({ 'a.js': script, 'b.js': '', 'x.gif': '' });
    assert.equal(content('/a.js;/b.js'), `${script}\n;\n`);
  });

  it('runs sloppy scripts as sloppy ones', () => {
    const scripts = ['"use strict"; log("a")', 'undeclared = 1; log("b")'];
    const { content } = makeInstance({ 'a.js': scripts[0] ?? '', 'b.js': scripts[1] ?? '' });
    assert.deepEqual(runScripts([content('/a.js;/b.js')]), runScripts(scripts));
  });
});

const broken: Record<string, string> = {
  comment: 'log(1); /* open',
  string: 'log(1); var a = "open',
  template: 'log(1); var a = `open',
  block: 'log(1); function open() {',
};

describe('a broken script', () => {
  for (const [problem, script] of Object.entries(broken)) {
    it(`that ends in a ${problem} is left out of a combination, with one warning`, () => {
      const files = { 'a.js': 'log("a")', 'bad.js': script, 'c.js': 'log("c")' };
      const { content, log } = makeInstance(files);
      assert.equal(content('/a.js;/bad.js;/c.js'), 'log("a")\n;\nlog("c")');
      content('/a.js;/bad.js;/c.js');
      content('/bad.js;/c.js');
      assert.deepEqual(log.warnings, [
        `"/bad.js" ends inside a ${problem}, so that no browser runs it. ` +
          'It is left out of the combination.',
      ]);
    });
  }

  it('is part of the combination again when it is mended', () => {
    const { content, site } = makeInstance({ 'a.js': 'a()', 'bad.js': 'bad("' });
    assert.equal(content('/a.js;/bad.js'), 'a()');
    site.write('bad.js', 'good()');
    assert.equal(content('/a.js;/bad.js'), 'a()\n;\ngood()');
  });

  it('is published as it is when it stands alone', () => {
    const { content, log } = makeInstance({ 'bad.js': 'bad("' });
    assert.equal(content('/bad.js'), 'bad("');
    assert.deepEqual(log.warnings, []);
  });

  it('with others of its kind gives a combination that runs nothing', () => {
    const { content } = makeInstance({ 'a.js': 'log("a"); /*', 'b.js': 'log("b"); "' });
    assert.deepEqual(runScripts([content('/a.js;/b.js')]), []);
  });

  it('that lacks a closing brace does not stop the others', () => {
    const files = { 'bad.js': 'function f() {', 'c.js': 'log("c")' };
    const { content } = makeInstance(files);
    assert.deepEqual(runScripts([content('/bad.js;/c.js')]), ['c']);
  });
});
