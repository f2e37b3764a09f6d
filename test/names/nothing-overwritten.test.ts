// No output takes the place of a source, and no name ever holds two contents.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { hash, makeInstance } from '../support/instance.ts';
import { stampedInstance, stampedSite, T, touch } from './support/stamped.ts';

describe('a naming function that answers the plain name for one file', () => {
  it('gives it the name by hash, with one warning, and leaves the source alone', () => {
    const { staticfiles, site, log } = makeInstance(
      { 'js/x.min.js': 'var x = 1;' },
      {
        outDir: false,
        naming: ({ stem, ext, version }) =>
          stem.endsWith('.min') ? stem + ext : `${stem}-${version}${ext}`,
      },
    );
    assert.equal(staticfiles.staticfile('/js/x.min.js'), `/js/x.min.${hash('var x = 1;')}.js`);
    staticfiles.staticfile('/js/x.min.js');
    assert.equal(site.read('root/js/x.min.js'), 'var x = 1;');
    assert.equal(log.warnings.length, 1, log.warnings.join('\n'));
  });
});

describe('a source with the name that an output would get', () => {
  it('stays as it is, and the output gets a longer name', () => {
    const site = stampedSite({ 'a.js': 'made', [`a.${T}.js`]: 'written by hand' });
    const { staticfiles, content } = stampedInstance(site, { outDir: false });
    const url = staticfiles.staticfile('/a.js');
    assert.match(url, new RegExp(`^/a\\.${T}-[0-9a-f]{24}\\.js$`));
    assert.equal(site.read(`root${url}`), 'made');
    assert.equal(site.read(`root/a.${T}.js`), 'written by hand');
    assert.throws(() => content('/a.js'));
  });
});

describe('a file of the same second with other bytes', () => {
  it('gets a longer name, and the first keeps its own', () => {
    const site = stampedSite({ 'x.gif': 'first' });
    const { staticfiles } = stampedInstance(site);
    assert.equal(staticfiles.staticfile('/x.gif'), `/x.${T}.gif`);
    site.write('x.gif', 'other');
    touch(site, { 'x.gif': T });
    const url = staticfiles.staticfile('/x.gif');
    assert.match(url, new RegExp(`^/x\\.${T}-[0-9a-f]{24}\\.gif$`));
    assert.deepEqual([site.read(`out/x.${T}.gif`), site.read(`out${url}`)], ['first', 'other']);
  });
});

describe('an output that was damaged on disk', () => {
  it('is replaced when its source is looked at, at the same size too', () => {
    const { staticfiles, site } = makeInstance({ 'x.gif': 'gif' });
    const url = staticfiles.staticfile('/x.gif');
    fs.writeFileSync(path.join(site.outDir, url), 'bad');
    assert.equal(staticfiles.staticfile('/x.gif'), url);
    assert.equal(site.read(`out${url}`), 'gif');
  });
});

describe('a naming function without the stem', () => {
  it('gives two sheets that import each other no common name', () => {
    const { staticfiles, site, log } = makeInstance(
      { 'a.css': '@import "b.css";a{b:c}', 'b.css': '@import "a.css";d{e:f}' },
      { naming: ({ ext, version }) => version + ext },
    );
    assert.equal(staticfiles.staticfile('/a.css'), '/a.css');
    assert.deepEqual(site.list('out'), ['a.css', 'b.css']);
    assert.match(log.warnings.join(), /"naming"/);
  });
});
