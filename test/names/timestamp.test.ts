// A timestamp name holds the time of the newest of a file and of everything that it refers to.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import nunjucks from 'nunjucks';
import { stampedInstance, stampedSite, T, touch, withoutDigits } from './support/stamped.ts';

const SHEET = 'a{background:url(../img/x.gif)}';
const SHEET_AND_PICTURE = { 'css/a.css': SHEET, 'img/x.gif': 'gif' };
const CHAIN = {
  'a.css': '@import "b.css";',
  'b.css': '@import "c/c.css";',
  'c/c.css': 'x{background:url(../i.png)}',
  'i.png': '1',
};
const CIRCLE = {
  'foo.css': '@import "bar.css";',
  'bar.css': '@import "foo.css";b{background:url(x.gif)}',
  'x.gif': 'gif',
};

describe('a timestamp name', () => {
  it('is the one of the article', () => {
    const { staticfiles } = stampedInstance(stampedSite({ 'img/mysprite.gif': 'gif' }));
    const env = staticfiles.install(
      new nunjucks.Environment(null, { tags: { blockStart: '<%', blockEnd: '%>' } }),
    );
    assert.equal(
      env.renderString('<img src="<% staticfile "/img/mysprite.gif" %>">', {}),
      '<img src="/img/mysprite.1242930552.gif">',
    );
  });

  it('holds the bytes of the source', () => {
    const site = stampedSite({ 'img/x.gif': Buffer.from('GIF89a') });
    stampedInstance(site).staticfiles.staticfile('/img/x.gif');
    assert.equal(site.read(`out/img/x.${T}.gif`), 'GIF89a');
  });

  it('of a file without an extension ends with the time', () => {
    const { staticfiles } = stampedInstance(stampedSite({ LICENSE: 'MIT' }));
    assert.equal(staticfiles.staticfile('/LICENSE'), `/LICENSE.${T}`);
  });

  it('changes when the file is touched', () => {
    const site = stampedSite({ 'x.gif': 'gif' });
    const { staticfiles } = stampedInstance(site);
    assert.equal(staticfiles.staticfile('/x.gif'), `/x.${T}.gif`);
    touch(site, { 'x.gif': T + 1 });
    assert.equal(staticfiles.staticfile('/x.gif'), `/x.${T + 1}.gif`);
  });

  it('goes back when an older file takes the place', () => {
    const site = stampedSite({ 'x.gif': 'gif' });
    const { staticfiles } = stampedInstance(site);
    staticfiles.staticfile('/x.gif');
    site.write('x.gif', 'older');
    touch(site, { 'x.gif': T - 100 });
    assert.equal(staticfiles.staticfile('/x.gif'), `/x.${T - 100}.gif`);
    assert.equal(site.read(`out/x.${T - 100}.gif`), 'older');
  });

  it('is what describe tells as the version', () => {
    const { staticfiles } = stampedInstance(stampedSite({ 'x.gif': 'gif' }));
    assert.equal(staticfiles.describe('/x.gif').version, `${T}`);
  });
});

describe('the timestamp name of a sheet', () => {
  it('is its own where it is newer than what it refers to', () => {
    const site = stampedSite(SHEET_AND_PICTURE, { 'img/x.gif': T - 50 });
    assert.equal(
      withoutDigits(stampedInstance(site).staticfiles.staticfile('/css/a.css')),
      `/css/a.${T}.css`,
    );
  });

  it('is that of a picture which is newer', () => {
    const site = stampedSite(SHEET_AND_PICTURE, { 'img/x.gif': T + 50 });
    const { staticfiles, content } = stampedInstance(site);
    assert.equal(withoutDigits(staticfiles.staticfile('/css/a.css')), `/css/a.${T + 50}.css`);
    assert.equal(content('/css/a.css'), `a{background:url(../img/x.${T + 50}.gif)}`);
  });

  it('changes when its picture is touched', () => {
    const site = stampedSite(SHEET_AND_PICTURE);
    const { staticfiles, content } = stampedInstance(site);
    const before = staticfiles.staticfile('/css/a.css');
    assert.equal(withoutDigits(before), `/css/a.${T}.css`);
    touch(site, { 'img/x.gif': T + 1 });
    assert.equal(withoutDigits(staticfiles.staticfile('/css/a.css')), `/css/a.${T + 1}.css`);
    assert.equal(content('/css/a.css'), `a{background:url(../img/x.${T + 1}.gif)}`);
    assert.equal(site.read(`out${before}`), `a{background:url(../img/x.${T}.gif)}`);
  });

  it('changes when a picture behind two imports is touched', () => {
    const site = stampedSite(CHAIN);
    const { staticfiles } = stampedInstance(site);
    assert.equal(withoutDigits(staticfiles.staticfile('/a.css')), `/a.${T}.css`);
    touch(site, { 'i.png': T + 7 });
    assert.equal(withoutDigits(staticfiles.staticfile('/a.css')), `/a.${T + 7}.css`);
    const young = site.list('out').filter((name) => name.includes(`${T + 7}`));
    assert.deepEqual(
      young.map((name) => name.replace(/-[0-9a-f]{6}(?=\.css)/, '')),
      [`a.${T + 7}.css`, `b.${T + 7}.css`, path.join('c', `c.${T + 7}.css`), `i.${T + 7}.png`],
    );
  });

  it('does not follow what refers to it', () => {
    const site = stampedSite(CHAIN, { 'a.css': T + 9 });
    const { staticfiles } = stampedInstance(site);
    assert.equal(withoutDigits(staticfiles.staticfile('/a.css')), `/a.${T + 9}.css`);
    assert.equal(withoutDigits(staticfiles.staticfile('/b.css')), `/b.${T}.css`);
  });

  it('has digits with a reference to a file that is not there', () => {
    const css = 'a{background:url(https://x.example/y.gif),url(data:,z),url(gone.gif)}';
    const { staticfiles } = stampedInstance(stampedSite({ 'a.css': css }));
    assert.equal(withoutDigits(staticfiles.staticfile('/a.css')), `/a.${T}.css`);
  });
});

describe('the timestamp name of a sheet', () => {
  it('is the time alone if it refers to other sites only', () => {
    const css = 'a{background:url(https://x.example/y.gif),url(data:,z)}';
    const { staticfiles } = stampedInstance(stampedSite({ 'a.css': css }));
    assert.equal(staticfiles.staticfile('/a.css'), `/a.${T}.css`);
  });
});

describe('the timestamp names of sheets that import each other', () => {
  it('hold the time of the newest of them', () => {
    const { staticfiles, content } = stampedInstance(stampedSite(CIRCLE, { 'bar.css': T + 3 }));
    assert.equal(withoutDigits(staticfiles.staticfile('/foo.css')), `/foo.${T + 3}.css`);
    assert.equal(withoutDigits(staticfiles.staticfile('/bar.css')), `/bar.${T + 3}.css`);
    assert.equal(withoutDigits(content('/foo.css')), `@import "bar.${T + 3}.css";`);
    assert.equal(
      withoutDigits(content('/bar.css')),
      `@import "foo.${T + 3}.css";b{background:url(x.${T}.gif)}`,
    );
  });

  it('change when the picture of one of them is touched', () => {
    const site = stampedSite(CIRCLE);
    const { staticfiles } = stampedInstance(site);
    assert.equal(withoutDigits(staticfiles.staticfile('/foo.css')), `/foo.${T}.css`);
    touch(site, { 'x.gif': T + 4 });
    assert.equal(withoutDigits(staticfiles.staticfile('/foo.css')), `/foo.${T + 4}.css`);
    assert.equal(withoutDigits(staticfiles.staticfile('/bar.css')), `/bar.${T + 4}.css`);
  });

  it('is found where a sheet imports itself', () => {
    const site = stampedSite({ 's.css': '@import "s.css";a{b:c}' });
    const { staticfiles, content } = stampedInstance(site);
    assert.equal(withoutDigits(staticfiles.staticfile('/s.css')), `/s.${T}.css`);
    assert.equal(withoutDigits(content('/s.css')), `@import "s.${T}.css";a{b:c}`);
  });
});
