// With `enabled: false` a path comes back as it is; a combination is still made, unconverted.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import type { FileInfo } from '../../lib/index.ts';
import { hash, type InstanceOptions, makeInstance } from '../support/instance.ts';

const FILES = {
  'css/a.css': 'a{b:url(../img/x.gif)}',
  'css/b.css': 'b{c:url(y.gif)}',
  'img/x.gif': 'gif',
  'js/a.js': 'a()',
  'js/b.js': 'b()',
};

function disabled(options: InstanceOptions = {}) {
  return makeInstance(FILES, { enabled: false, ...options });
}

describe('a disabled path', () => {
  for (const text of ['/img/x.gif', '/img/x.gif?v=1#y', '/css/a.css', '/img/no.gif']) {
    it(`comes back as it is: ${text}`, () => {
      assert.equal(disabled({ missing: 'ignore' }).staticfiles.staticfile(text), text);
    });
  }

  it('gets its leading slash', () => {
    assert.equal(disabled().staticfiles.staticfile('img/x.gif'), '/img/x.gif');
  });

  it('is copied below outDir, byte for byte, as often as it changes', () => {
    const { staticfiles, site } = disabled();
    staticfiles.staticfile('/css/a.css');
    assert.equal(site.read('out/css/a.css'), FILES['css/a.css']);
    site.write('css/a.css', 'edited{}');
    staticfiles.staticfile('/css/a.css');
    assert.equal(site.read('out/css/a.css'), 'edited{}');
  });

  it('writes nothing without outDir', () => {
    const { staticfiles, site } = disabled({ outDir: false });
    staticfiles.staticfile('/css/a.css');
    assert.deepEqual(site.list('root'), Object.keys(FILES).map(path.normalize).sort());
  });

  it('gets the media URL only with mediaUrlAlways', () => {
    const mediaUrl = '//e.com';
    const ask = (options: InstanceOptions) =>
      disabled(options).staticfiles.staticfile('/img/x.gif');
    assert.equal(ask({ mediaUrl }), '/img/x.gif');
    assert.equal(ask({ mediaUrl, mediaUrlAlways: true }), '//e.com/img/x.gif');
  });

  it('is still asked of a file proxy, as disabled', () => {
    const asked: [string, FileInfo][] = [];
    const fileProxy = (uri: string, info: FileInfo) => {
      asked.push([uri, info]);
      return `//cdn.example.com${uri}`;
    };
    const { staticfiles } = disabled({ fileProxy });
    assert.equal(staticfiles.staticfile('/img/x.gif?v'), '//cdn.example.com/img/x.gif?v');
    const flags = { new: false, changed: false, checked: false, notfound: false };
    assert.deepEqual(asked, [
      ['/img/x.gif', { ...flags, disabled: true, cached: false, provisional: false }],
    ]);
  });
});

describe('a disabled combination', () => {
  it('of scripts is made', () => {
    const { staticfiles, site } = disabled();
    const url = staticfiles.staticfile('/js/a.js;/js/b.js');
    assert.equal(url, `/js/a_b.${hash('a()\n;\nb()')}.js`);
    assert.equal(site.read(`out${url}`), 'a()\n;\nb()');
  });

  it('of sheets is made, with references as they are written', () => {
    const { content } = disabled();
    assert.equal(content('/css/a.css;/css/b.css'), `${FILES['css/a.css']}\n${FILES['css/b.css']}`);
  });

  it('of sheets in different folders has references that lead where they led', () => {
    const { content, site } = disabled();
    site.write('c.css', 'c{}');
    assert.equal(content('/css/b.css;/c.css'), 'b{c:url(css/y.gif)}\nc{}');
  });

  it('has the members that are there', () => {
    const { content, log } = disabled();
    assert.equal(content('/js/a.js;/js/no.js;/js/b.js'), 'a()\n;\nb()');
    assert.equal(log.warnings.length, 1);
  });

  it('gets the media URL only with mediaUrlAlways', () => {
    const url = `/js/a_b.${hash('a()\n;\nb()')}.js`;
    const ask = (options: InstanceOptions) =>
      disabled({ mediaUrl: '//e.com', ...options }).staticfiles.staticfile('/js/a.js;/js/b.js');
    assert.equal(ask({}), url);
    assert.equal(ask({ mediaUrlAlways: true }), `//e.com${url}`);
  });
});
