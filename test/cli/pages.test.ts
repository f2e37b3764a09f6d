// `staticfile pages`: the finished pages of any generator.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createFolder } from './support/command.ts';

const PAGES = {
  '../_site/index.html': '<!doctype html>\n<img src="img/x.gif"><a href="blog/">blog</a>\n',
  '../_site/blog/index.html':
    '<link rel=stylesheet href="../css/a.css"><img src="../img/x.gif"><img src="y.gif">',
  '../_site/blog/post.html':
    '<img src="y.gif"><script src="/js/a.js"></script><script src="/js/b.js"></script>',
  '../_site/about.html': '<p>Nothing  to do</p>',
  '../_site/blog/y.gif': 'GIF89a1',
  '../_site/img/x.gif': 'GIF89a2',
  '../_site/css/a.css': 'a { background: url(../img/x.gif) ; color : red }\n',
  '../_site/js/a.js': 'var a = 1; // a\n',
  '../_site/js/b.js': 'var b = 2; // b\n',
};
const NONE = 'export default { cacheDir: "cache" };';

const versions = (html: string) => html.replace(/\.[0-9a-f]{12}\./g, '.V.');

describe('staticfile pages', () => {
  it('rewrites pages in place, and makes their files beside them', async () => {
    const { run, site } = createFolder(PAGES, NONE);
    const { code, out, error } = await run('pages', '_site');
    assert.deepEqual([code, error, out], [0, '', '3 of 4 pages changed.\n']);
    const page = (name: string) => versions(site.read(`_site/${name}`));
    assert.equal(
      page('index.html'),
      '<!doctype html>\n<img src="/img/x.V.gif"><a href="blog/">blog</a>\n',
    );
    assert.equal(
      page('blog/index.html'),
      '<link rel=stylesheet href="/css/a.V.css"><img src="/img/x.V.gif"><img src="/blog/y.V.gif">',
    );
    assert.equal(
      page('blog/post.html'),
      '<img src="/blog/y.V.gif"><script src="/js/a_b.V.js"></script>',
    );
    assert.equal(page('about.html'), '<p>Nothing  to do</p>');
    for (const [, url = ''] of site
      .read('_site/blog/index.html')
      .matchAll(/(?:href|src)="([^"]+)"/g)) {
      assert.ok(fs.existsSync(path.join(site.dir, '_site', url)), url);
    }
    assert.deepEqual(
      site.list('_site').filter((name) => name.endsWith('.tmp')),
      [],
    );
  });

  for (const flags of [[], ['--dry-run'], ['--root', 'root']]) {
    it(`says that what it is given is not a folder, with flags "${flags.join(' ')}"`, async () => {
      const { run } = createFolder(PAGES, NONE);
      for (const name of ['nope', '_site/about.html']) {
        const { code, error } = await run('pages', name, ...flags);
        assert.deepEqual(
          [code, error],
          [
            1,
            `staticfile: [ERR_STATICFILE_ARGUMENT] "${name}" is not a folder. ` +
              'Name the folder of the finished pages, once their generator has made it.\n',
          ],
        );
      }
    });
  }

  for (const flags of [[], ['--slim']]) {
    it(`changes nothing a second time, cache or not, with flags "${flags.join(' ')}"`, async () => {
      const { run, site } = createFolder(PAGES, NONE);
      await run('pages', '_site', ...flags);
      const names = site.list('_site').filter((name) => name.endsWith('.html'));
      const read = () => names.map((name) => site.read(`_site/${name}`));
      const before = read();
      assert.equal((await run('pages', '_site', ...flags)).out, '0 of 4 pages changed.\n');
      fs.rmSync(path.join(site.dir, 'cache'), { recursive: true });
      assert.equal((await run('pages', '_site', ...flags)).out, '0 of 4 pages changed.\n');
      assert.deepEqual(read(), before);
    });
  }

  it('minifies with --slim', async () => {
    const { run, site } = createFolder(PAGES, NONE);
    await run('pages', '_site', '--slim');
    const [, url = ''] = /href="([^"]+)"/.exec(site.read('_site/blog/index.html')) ?? [];
    assert.match(
      site.read(`_site${url}`),
      /^a\{background:url\(\.\.\/img\/x\.[0-9a-f]{12}\.gif\);color:red\}/,
    );
  });

  it('says what it would change with --dry-run', async () => {
    const { run, site } = createFolder(PAGES, NONE);
    const files = site.list('_site');
    const { out } = await run('pages', '_site', '--dry-run');
    assert.match(out, /^would change {2}index\.html$/m);
    assert.match(out, /^3 of 4 pages would change\.$/m);
    assert.deepEqual(site.list('_site'), files);
    assert.equal(site.read('_site/index.html'), PAGES['../_site/index.html']);
  });

  it('takes files from the roots of the configuration, and writes them beside the pages', async () => {
    const configuration = 'export default { roots: "root", cacheDir: "cache" };';
    const { run, site } = createFolder({ ...PAGES, 'img/x.gif': 'GIF89a3' }, configuration);
    const { code, out } = await run('pages', '_site');
    assert.equal(code, 0);
    assert.match(out, /^Warning: .*"\/blog\/y\.gif".* \(in "\/blog\/"\)$/m);
    const [, url = ''] = /src="([^"]+)"/.exec(site.read('_site/index.html')) ?? [];
    assert.equal(site.read(`_site${url}`), 'GIF89a3');
  });

  it('leaves a page in another encoding, and says so', async () => {
    const { run, site } = createFolder(PAGES, NONE);
    const latin = Buffer.from('<p>\u00e9</p><img src="/img/x.gif">', 'latin1');
    site.write('../_site/latin.html', latin);
    assert.match(
      (await run('pages', '_site')).out,
      /^Warning: "latin\.html" is not encoded in UTF-8/m,
    );
    assert.deepEqual(fs.readFileSync(path.join(site.dir, '_site/latin.html')), latin);
  });

  it('keeps the rights of a page, and what a link leads to', async function () {
    if (process.platform === 'win32') this.skip();
    const { run, site } = createFolder(PAGES, NONE);
    const file = path.join(site.dir, '_site/index.html');
    fs.chmodSync(file, 0o600);
    fs.symlinkSync('index.html', path.join(site.dir, '_site/start.html'));
    await run('pages', '_site');
    assert.equal(fs.statSync(file).mode & 0o777, 0o600);
    assert.ok(fs.lstatSync(path.join(site.dir, '_site/start.html')).isSymbolicLink());
  });

  it('leaves alone what a link leads to outside of the folder, and fails', async function () {
    if (process.platform === 'win32') this.skip();
    const { run, site } = createFolder(PAGES, NONE);
    const outside = path.join(site.dir, 'outside.html');
    fs.writeFileSync(outside, '<img src="/img/x.gif">');
    fs.symlinkSync('../outside.html', path.join(site.dir, '_site/link.html'));
    assert.equal((await run('pages', '_site')).code, 1);
    assert.equal(fs.readFileSync(outside, 'utf8'), '<img src="/img/x.gif">');
  });

  it('fails where the folder is not there, or none is named', async () => {
    const { run } = createFolder(PAGES, NONE);
    assert.equal((await run('pages', 'nowhere')).code, 1);
    assert.match((await run('pages')).error, /needs a <folder>/);
  });
});
