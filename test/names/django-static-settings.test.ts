// What each setting of django-static is called here, and that it does the same.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { hash, makeInstance } from '../support/instance.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';
import { stampedInstance, stampedSite, T } from './support/stamped.ts';

const FILES = {
  'css/a.css': 'a{color:red}',
  'css/b.css': 'b{color:blue}',
  'img/x.gif': 'gif',
};
const PICTURE = `/img/x.${hash('gif')}.gif`;

describe('settings of django-static', () => {
  it('DJANGO_STATIC: False is enabled: false, a path comes back as it is', () => {
    const { staticfiles } = makeInstance(FILES, { enabled: false });
    assert.equal(staticfiles.staticfile('/img/x.gif'), '/img/x.gif');
  });

  it('DJANGO_STATIC_MEDIA_ROOTS is roots, the first folder that has a file wins', () => {
    const site = createSite({ 'one/x.gif': 'one', 'two/x.gif': 'two', 'two/y.gif': 'two' });
    const roots = [path.join(site.root, 'one'), path.join(site.root, 'two')];
    const { staticfiles } = makeInstance({}, { roots }, site);
    assert.equal(staticfiles.staticfile('/x.gif'), `/x.${hash('one')}.gif`);
    assert.equal(staticfiles.staticfile('/y.gif'), `/y.${hash('two')}.gif`);
  });

  it('DEBUG: True is debug: true, an edit shows at the next render', () => {
    const { staticfiles, site } = makeInstance(FILES, { debug: true });
    assert.equal(staticfiles.staticfile('/img/x.gif'), PICTURE);
    site.write('img/x.gif', 'edited');
    assert.equal(staticfiles.staticfile('/img/x.gif'), `/img/x.${hash('edited')}.gif`);
  });

  it('DEBUG: False is debug: false, a found file is checked once per process', () => {
    const { staticfiles, site } = makeInstance(FILES, { debug: false });
    assert.equal(staticfiles.staticfile('/img/x.gif'), PICTURE);
    site.write('img/x.gif', 'edited');
    assert.equal(staticfiles.staticfile('/img/x.gif'), PICTURE);
  });

  it('DJANGO_STATIC_SAVE_PREFIX is outDir, outputs lie there laid out like their uris', () => {
    const { staticfiles, site } = makeInstance(FILES);
    staticfiles.staticfile('/img/x.gif');
    assert.deepEqual(site.list('out'), [path.join(...PICTURE.slice(1).split('/'))]);
    assert.deepEqual(site.list('root/img'), ['x.gif']);
  });

  it('without DJANGO_STATIC_SAVE_PREFIX, with "outDir: false", outputs lie beside their sources', () => {
    const { staticfiles, site } = makeInstance(FILES, { outDir: false });
    staticfiles.staticfile('/img/x.gif');
    assert.deepEqual(site.list('root/img'), ['x.gif', path.posix.basename(PICTURE)].sort());
  });

  it('DJANGO_STATIC_NAME_PREFIX is namePrefix, in the URL and not in the path on disk', () => {
    const { staticfiles, site } = makeInstance(FILES, { namePrefix: '/cache-forever' });
    assert.equal(staticfiles.staticfile('/img/x.gif'), `/cache-forever${PICTURE}`);
    assert.equal(site.read(`out${PICTURE}`), 'gif');
  });

  it('DJANGO_STATIC_MEDIA_URL is mediaUrl, a host or a folder before URLs of this site', () => {
    const ask = (mediaUrl: string) =>
      makeInstance(FILES, { mediaUrl }).staticfiles.staticfile('/img/x.gif');
    assert.equal(ask('//static.example.com'), `//static.example.com${PICTURE}`);
    assert.equal(ask('https://static.example.com/'), `https://static.example.com${PICTURE}`);
    assert.equal(ask('/shop'), `/shop${PICTURE}`);
  });

  it('DJANGO_STATIC_MEDIA_URL does not count with DJANGO_STATIC: False', () => {
    const options = { mediaUrl: '//static.example.com', enabled: false };
    const { staticfiles } = makeInstance(FILES, options);
    assert.equal(staticfiles.staticfile('/img/x.gif'), '/img/x.gif');
  });

  it('DJANGO_STATIC_MEDIA_URL_ALWAYS is mediaUrlAlways, then it does', () => {
    const options = { mediaUrl: '//static.example.com', enabled: false, mediaUrlAlways: true };
    const { staticfiles } = makeInstance(FILES, options);
    assert.equal(staticfiles.staticfile('/img/x.gif'), '//static.example.com/img/x.gif');
  });

  it('the timestamps of django-static are naming: "timestamp"', () => {
    const { staticfiles } = stampedInstance(stampedSite({ 'img/mysprite.gif': 'gif' }));
    assert.equal(staticfiles.staticfile('/img/mysprite.gif'), `/img/mysprite.${T}.gif`);
  });

  it('DJANGO_STATIC_FILENAME_GENERATOR is naming, a function', () => {
    const { staticfiles } = makeInstance(FILES, {
      naming: ({ stem, ext, version }) => `${stem}-v${version}${ext}`,
    });
    assert.equal(staticfiles.staticfile('/img/x.gif'), `/img/x-v${hash('gif')}.gif`);
  });

  it('DJANGO_STATIC_COMBINE_FILENAMES_GENERATOR is combineName', () => {
    const asked: (readonly string[])[] = [];
    const combineName = (paths: readonly string[]) => {
      asked.push(paths);
      return '/all/site.css';
    };
    const { staticfiles, content } = makeInstance(FILES, { combineName });
    const pair = ['/css/a.css', '/css/b.css'];
    assert.equal(staticfiles.staticfile(pair), `/all/site.${hash(content(pair))}.css`);
    assert.deepEqual(asked[0], pair);
  });

  it('DJANGO_STATIC_NAME_MAX_LENGTH is nameMaxLength, of the stem of a combination', () => {
    const { staticfiles } = makeInstance(
      { 'js/elephant.js': 'var a', 'js/crocodile.js': 'var b' },
      { nameMaxLength: 12 },
    );
    const url = staticfiles.staticfile('/js/elephant.js; /js/crocodile.js');
    assert.match(url, /^\/js\/[^./]{1,12}\.[0-9a-f]{12}\.js$/);
  });

  it('DJANGO_STATIC_USE_SYMLINK is publish: "symlink"', () => {
    const { staticfiles, site } = makeInstance(FILES, { publish: 'symlink', debug: false });
    const output = path.join(site.outDir, staticfiles.staticfile('/img/x.gif'));
    assert.equal(fs.readlinkSync(output), path.join(site.root, 'img', 'x.gif'));
  });

  it('DJANGO_STATIC_FILE_PROXY is fileProxy', () => {
    const { staticfiles } = makeInstance(FILES, {
      fileProxy: (uri) => `//cdn.example.com${uri}`,
    });
    assert.equal(staticfiles.staticfile('/img/x.gif'), `//cdn.example.com${PICTURE}`);
  });
});

describe('options that django-static has no setting for', () => {
  it('missing: "warn" gives the plain URL and one warning per path', () => {
    const { staticfiles, log } = makeInstance(FILES, { mediaUrl: '/shop' });
    assert.equal(staticfiles.staticfile('/gone.gif'), '/shop/gone.gif');
    staticfiles.staticfile('/gone.gif');
    staticfiles.staticfile('/gone.png');
    assert.equal(log.warnings.length, 2);
  });

  it('missing: "ignore" gives the plain URL and says nothing', () => {
    const { staticfiles, log } = makeInstance(FILES, { missing: 'ignore' });
    assert.equal(staticfiles.staticfile('/gone.gif'), '/gone.gif');
    assert.deepEqual(log.warnings, []);
  });

  it('missing: "throw" throws', () => {
    const { staticfiles } = makeInstance(FILES, { missing: 'throw' });
    assert.throws(() => staticfiles.staticfile('/gone.gif'), { code: 'ERR_STATICFILE_NOT_FOUND' });
  });

  it('versioned answers false for files that another tool has named', () => {
    const { staticfiles } = makeInstance(
      { 'app.4889e940.js': 'var a', 'own.js': 'var b' },
      { versioned: (each) => !each.includes('.4889e940.') },
    );
    assert.equal(staticfiles.staticfile('/app.4889e940.js'), '/app.4889e940.js');
    assert.equal(staticfiles.staticfile('/own.js'), `/own.${hash('var b')}.js`);
  });

  it('cacheDir is where conversions are remembered', () => {
    const site = createSite(FILES);
    const options = { cacheDir: path.join(site.dir, 'cache'), logger: collectLog() };
    makeInstance({}, options, site).staticfiles.staticfile('/img/x.gif');
    const { staticfiles, disk } = makeInstance({}, options, site);
    assert.equal(staticfiles.staticfile('/img/x.gif'), PICTURE);
    assert.deepEqual(disk.published(), []);
  });
});
