// Where outputs can't be written, pages get URLs that work, and the log gets one warning.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import type { FileInfo } from '../../lib/index.ts';
import { refuse } from '../support/disk.ts';
import { hash, makeInstance } from '../support/instance.ts';
import { createSite } from '../support/site.ts';

const FILES = { 'img/x.gif': 'gif', 'js/a.js': 'a()', 'js/b.js': 'b()' };
const REFUSED = refuse(['writeFileSync', 'copyFileSync', 'mkdirSync'], 'EROFS');

describe('a folder that can not be written', () => {
  for (const [mode, debug] of Object.entries({ 'with debug': true, 'in production': false })) {
    it(`gives the plain URL and one warning, ${mode}`, () => {
      const { staticfiles, disk, log, site, clock } = makeInstance(FILES, { debug });
      disk.before = REFUSED;
      for (let seconds = 0; seconds < 3; seconds += 1) {
        assert.equal(staticfiles.staticfile('/img/x.gif?v=1#y'), '/img/x.gif?v=1#y');
        clock.ms += 1_000;
      }
      const output = path.join(site.outDir, 'img', `x.${hash('gif')}.gif`);
      assert.deepEqual(log.warnings, [
        `[ERR_STATICFILE_PUBLISH] Cannot write "${output}" (EROFS). ` +
          'The page gets the plain URL. Check the disk and the rights, or set "outDir".',
      ]);
    });

    it(`gives the versioned URL again when it can be written, ${mode}`, () => {
      const { staticfiles, disk, clock } = makeInstance(FILES, { debug });
      disk.before = REFUSED;
      staticfiles.staticfile('/img/x.gif');
      disk.before = () => {};
      clock.ms += 1_000;
      assert.equal(staticfiles.staticfile('/img/x.gif'), `/img/x.${hash('gif')}.gif`);
    });
  }

  it('gives one warning for all files where it can not be made at all', () => {
    const files = { ...FILES, 'a.css': 'a{}', 'css/b.css': 'b{}' };
    const site = createSite({ ...files, file: '' });
    for (const outDir of [path.join(site.root, 'file'), path.join(site.root, 'file', 'out')]) {
      const { staticfiles, log } = makeInstance({}, { outDir }, site);
      for (const each of Object.keys(files)) assert.equal(staticfiles.staticfile(each), `/${each}`);
      assert.equal(log.warnings.length, 1);
      assert.match(log.warnings.join(), /set "outDir"/);
    }
  });

  for (const code of ['EROFS', 'ENOSPC', 'EMFILE']) {
    it(`gives one warning for files and combinations: ${code}`, () => {
      const { staticfiles, disk, log } = makeInstance({ ...FILES, 'js/c.js': 'c()' });
      disk.before = refuse(['writeFileSync', 'copyFileSync', 'mkdirSync'], code);
      staticfiles.staticfile(['/js/a.js', '/js/b.js']);
      staticfiles.slimfile(['/js/b.js', '/js/c.js']);
      staticfiles.slimall('<script src="/js/a.js"></script><script src="/js/c.js"></script>');
      staticfiles.staticfile('/img/x.gif');
      assert.equal(log.warnings.length, 1, log.warnings.join('\n'));
      assert.match(log.warnings.join(), /set "outDir"/);
    });
  }

  it('gives the plain URL with the media URL, and without the prefix of names', () => {
    const { staticfiles, disk } = makeInstance(FILES, { mediaUrl: '//e.com', namePrefix: '/f' });
    disk.before = REFUSED;
    assert.equal(staticfiles.staticfile('/img/x.gif'), '//e.com/img/x.gif');
  });

  it('gives the plain URL, and offers no file to a file proxy', () => {
    const asked: [string, FileInfo][] = [];
    const fileProxy = (uri: string, info: FileInfo) => {
      asked.push([uri, info]);
      return uri;
    };
    const { staticfiles, disk } = makeInstance(FILES, { fileProxy });
    disk.before = REFUSED;
    staticfiles.staticfile('/img/x.gif');
    const [[uri, info] = []] = asked;
    assert.equal(uri, '/img/x.gif');
    assert.equal(info?.filepath, undefined);
    assert.equal(info?.notfound, false);
    assert.equal(info?.new, false);
  });

  it('is not a reason to hand out the old version of an edited file', () => {
    const { staticfiles, disk, site } = makeInstance(FILES);
    staticfiles.staticfile('/img/x.gif');
    site.write('img/x.gif', 'edited');
    disk.before = REFUSED;
    assert.equal(staticfiles.staticfile('/img/x.gif'), '/img/x.gif');
  });

  it('does not matter where the output is there already', () => {
    const { site, staticfiles } = makeInstance(FILES);
    const url = staticfiles.staticfile('/img/x.gif');
    const again = makeInstance({}, {}, site);
    again.disk.before = REFUSED;
    assert.equal(again.staticfiles.staticfile('/img/x.gif'), url);
    assert.deepEqual(again.log.warnings, []);
  });

  it('gives a combination a URL that works', () => {
    const { staticfiles, disk, site } = makeInstance(FILES);
    disk.before = REFUSED;
    const url = staticfiles.staticfile('/js/a.js;/js/b.js');
    assert.ok(site.list('root').includes(path.normalize(url.slice(1))), url);
  });
});

describe('a name that is too long for the disk', () => {
  const name = `${'x'.repeat(250)}.gif`;

  it('gives the plain URL', () => {
    const { staticfiles, log } = makeInstance({ [name]: 'gif' });
    assert.equal(staticfiles.staticfile(`/${name}`), `/${name}`);
    assert.equal(log.warnings.length, 1);
  });

  it('gives the plain URL of a file that is copied below outDir', () => {
    const { staticfiles, site } = makeInstance({ [name]: 'gif' });
    staticfiles.staticfile(`/${name}`);
    assert.deepEqual(site.list('out'), [name]);
  });
});

describe('a folder that can not be copied to', () => {
  it('does not break a disabled path', () => {
    const { staticfiles, disk, log } = makeInstance(FILES, { enabled: false });
    disk.before = REFUSED;
    assert.equal(staticfiles.staticfile('/img/x.gif'), '/img/x.gif');
    staticfiles.staticfile('/img/x.gif');
    assert.equal(log.warnings.length, 1);
  });
});

describe('a disk that can not be written', () => {
  it('is warned of once, whatever is asked for, and the warning names the option', () => {
    const { staticfiles, disk, log } = makeInstance(FILES);
    disk.before = REFUSED;
    const html = '<img src="/img/x.gif"><script src="/js/a.js"></script>';
    assert.equal(staticfiles.staticall(html), html);
    assert.equal(staticfiles.staticfile('/js/b.js'), '/js/b.js');
    assert.equal(log.warnings.length, 1);
    assert.match(log.warnings.join(), /set "outDir"/);
  });

  it('does not hide another failure', () => {
    const name = `${'x'.repeat(250)}.gif`;
    const { staticfiles, disk, log } = makeInstance({ ...FILES, [name]: 'gif' });
    staticfiles.staticfile(`/${name}`);
    disk.before = REFUSED;
    staticfiles.staticfile('/img/x.gif');
    assert.equal(log.warnings.length, 2);
  });
});
