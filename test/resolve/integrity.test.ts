// The integrity is that of the bytes which the URL serves, or there is none.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { refuse } from '../support/disk.ts';
import { type InstanceOptions, makeInstance } from '../support/instance.ts';

const FILES = { 'a.css': '@import "b.css";', 'b.css': 'b{}', 'j.js': 'j()', 'k.js': 'k()' };

function sri(content: string): string {
  return `sha384-${createHash('sha384').update(content).digest('base64')}`;
}

function make(options: InstanceOptions = {}) {
  const instance = makeInstance(FILES, options);
  const ask = (each: string) => instance.staticfiles.staticfile(each, { integrity: true });
  return { ...instance, ask };
}

describe('a path with integrity', () => {
  it('is the URL, as a text and as a property, with the integrity of the bytes', () => {
    const { ask, content, staticfiles } = make();
    const link = ask('/a.css?v=1');
    assert.equal(String(link), staticfiles.staticfile('/a.css?v=1'));
    assert.equal(link.url, String(link));
    assert.equal(link.integrity, sri(content('/a.css')));
    assert.notEqual(link.integrity, sri(FILES['a.css']));
  });

  it('of a combination has the integrity of all', () => {
    assert.equal(make().ask('/j.js;/k.js').integrity, sri('j()\n;\nk()'));
  });

  it('follows an edit', () => {
    const { ask, site } = make();
    ask('/j.js');
    site.write('j.js', 'edited()');
    assert.equal(ask('/j.js').integrity, sri('edited()'));
  });

  it('follows an edit of what it refers to', () => {
    const { ask, site, content } = make();
    const before = ask('/a.css').integrity;
    site.write('b.css', 'edited{}');
    assert.notEqual(ask('/a.css').integrity, before);
    assert.equal(ask('/a.css').integrity, sri(content('/a.css')));
  });

  it('is empty for a missing file, and with enabled: false', () => {
    const missing = make().ask('/no.js');
    assert.deepEqual([missing.url, missing.integrity], ['/no.js', '']);
    const disabled = make({ enabled: false }).ask('/j.js');
    assert.deepEqual([disabled.url, disabled.integrity], ['/j.js', '']);
    const foreign = make().ask('https://example.com/j.js');
    assert.deepEqual([foreign.url, foreign.integrity], ['https://example.com/j.js', '']);
  });

  it('has none for a file that is no longer there', () => {
    const { ask, site } = make({ missing: 'ignore' });
    ask('/j.js');
    site.remove('j.js');
    const { url, integrity } = ask('/j.js');
    assert.deepEqual([url, integrity], ['/j.js', '']);
  });

  it('has none for the plain URL of an edited file that can not be published', () => {
    const { ask, site, disk } = make();
    ask('/j.js');
    site.write('j.js', 'edited()');
    disk.before = refuse('writeFileSync', 'ENOSPC');
    const { url, integrity } = ask('/j.js');
    assert.deepEqual([url, integrity], ['/j.js', '']);
  });

  it('survives that its output was removed', () => {
    const { staticfiles, ask, site } = make({ debug: false });
    const url = staticfiles.staticfile('/j.js');
    fs.rmSync(path.join(site.outDir, url));
    assert.equal(ask('/j.js').url, url);
  });

  it('survives that its output can not be read', () => {
    const { ask, disk } = make();
    disk.before = refuse('readFileSync', 'EIO', (file) => file.endsWith('.js'));
    assert.match(ask('/j.js').url, /^\/j\.[0-9a-f]{12}\.js$/);
  });

  it('may be given as a path again, alone and in lists', () => {
    const { ask, staticfiles } = make();
    const link = ask('/j.js');
    assert.equal(staticfiles.staticfile([link]), link.url);
  });
});
