// What is known of a path is told without asking a file proxy, and never by an error.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as path from 'node:path';
import { refuse } from '../support/disk.ts';
import { hash, type InstanceOptions, makeInstance } from '../support/instance.ts';

const FILES = {
  'css/a.css': 'a{b:url(../img/x.gif)}',
  'img/x.gif': 'gif',
  'js/a.js': 'a()',
  'js/b.js': 'b()',
};
const SHEET = `a{b:url(../img/x.${hash('gif')}.gif)}`;

function sri(content: string): string {
  return `sha384-${createHash('sha384').update(content).digest('base64')}`;
}

function describeOf(value: unknown, options: InstanceOptions = {}) {
  const instance = makeInstance(FILES, options);
  return { ...instance, description: instance.staticfiles.describe(value as string) };
}

describe('describe', () => {
  it('tells all of a converted file', () => {
    const { description, site } = describeOf('css/a.css?v=1', { mediaUrl: '//e.com' });
    const uri = `/css/a.${hash(SHEET)}.css`;
    assert.deepEqual(description, {
      path: 'css/a.css?v=1',
      sources: [path.join(site.root, 'css', 'a.css')],
      output: path.join(site.outDir, uri),
      uri,
      url: `//e.com${uri}?v=1`,
      version: hash(SHEET),
      bytes: SHEET.length,
      originalBytes: FILES['css/a.css'].length,
      integrity: sri(SHEET),
      state: 'local',
    });
  });

  it('tells all of a combination', () => {
    const { description, site } = describeOf(['/js/a.js', '/js/b.js']);
    const text = 'a()\n;\nb()';
    assert.deepEqual(description.sources, [
      path.join(site.root, 'js', 'a.js'),
      path.join(site.root, 'js', 'b.js'),
    ]);
    assert.equal(description.uri, `/js/a_b.${hash(text)}.js`);
    assert.equal(description.bytes, text.length);
    assert.equal(description.originalBytes, 6);
    assert.equal(description.integrity, sri(text));
  });

  it('tells why a file is missing', () => {
    const { description, site } = describeOf('/no.gif?v=1', { mediaUrl: '//e.com' });
    assert.deepEqual(description, {
      path: '/no.gif?v=1',
      sources: [],
      uri: '/no.gif',
      url: '//e.com/no.gif?v=1',
      state: 'missing',
      reason:
        `[ERR_STATICFILE_NOT_FOUND] Cannot find "/no.gif?v=1". Looked in "${site.root}". ` +
        'Check the path, or add its folder to "roots".',
    });
  });

  it('does not throw and does not warn, whatever it is given and however missing files are met', () => {
    for (const value of [undefined, '', 5, [], '/../x', '/\0', Object.create(null), [[]]]) {
      const { description, log } = describeOf(value, { missing: 'throw' });
      assert.equal(description.state, 'missing');
      assert.deepEqual(log.warnings, []);
    }
  });

  it('does not call a file proxy, not even for references', () => {
    const fileProxy = () => assert.fail('asked');
    const { description, log } = describeOf('/css/a.css', { fileProxy });
    assert.equal(description.uri, `/css/a.${hash(SHEET)}.css`);
    assert.deepEqual(log.warnings, []);
  });

  it('does not change what file proxies are told afterwards', () => {
    const news: boolean[] = [];
    const fileProxy = (uri: string, info: { new: boolean }) => {
      news.push(info.new);
      return uri;
    };
    const { staticfiles } = describeOf('/img/x.gif', { fileProxy });
    staticfiles.staticfile('/img/x.gif');
    staticfiles.describe('/img/x.gif');
    staticfiles.staticfile('/img/x.gif');
    assert.deepEqual(news, [true, false]);
  });

  it('tells what the tag gives', () => {
    const { staticfiles } = makeInstance(FILES, { mediaUrl: '/shop', namePrefix: '/forever' });
    for (const each of ['/css/a.css#x', '/js/a.js;/js/b.js', '/no.gif', 'img/x.gif']) {
      assert.equal(staticfiles.describe(each).url, staticfiles.staticfile(each));
    }
  });

  it('tells of a URL of another place what the tag gives', () => {
    const { description } = describeOf('https://example.com/x.gif', { mediaUrl: '/shop' });
    assert.equal(description.url, 'https://example.com/x.gif');
    assert.match(
      description.reason ?? '',
      /"https:\/\/example\.com\/x\.gif" is a URL of another host: it is left as it is\.$/,
    );
  });

  it('tells what the tag gives where all is disabled, and converts nothing', () => {
    const { description, site } = describeOf('/img/x.gif', { enabled: false });
    assert.equal(description.url, '/img/x.gif');
    assert.deepEqual(
      site.list('out').filter((file) => file !== path.join('img', 'x.gif')),
      [],
    );
  });

  it('sees an edit with debug, and none without', () => {
    const withDebug = describeOf('/js/a.js');
    withDebug.site.write('js/a.js', 'edited()');
    assert.equal(withDebug.staticfiles.describe('/js/a.js').version, hash('edited()'));
    const without = describeOf('/js/a.js', { debug: false });
    without.site.write('js/a.js', 'edited()');
    assert.equal(without.staticfiles.describe('/js/a.js').version, hash('a()'));
  });

  it('tells that a file which is there can not be published, and why', () => {
    const { staticfiles, disk } = makeInstance(FILES);
    disk.before = refuse('writeFileSync', 'ENOSPC');
    const { state, reason, url } = staticfiles.describe('/img/x.gif');
    assert.equal(state, 'failed');
    assert.match(reason ?? '', /^\[ERR_STATICFILE_PUBLISH\] .*\(ENOSPC\)/);
    assert.equal(url, '/img/x.gif');
  });

  it('tells that a file which is there can not be read, and why', () => {
    const { staticfiles, disk } = makeInstance(FILES);
    disk.before = refuse('openSync', 'EACCES');
    const { reason, url } = staticfiles.describe('/img/x.gif');
    assert.match(reason ?? '', /^\[ERR_STATICFILE_UNREADABLE\] .*\(EACCES\)/);
    assert.equal(url, '/img/x.gif');
  });

  it('tells of nothing that is being converted once all that has ended', async () => {
    const { staticfiles } = makeInstance(FILES, { conversion: 'background', debug: false });
    staticfiles.slimfile('/css/a.css');
    assert.equal(staticfiles.describe('/css/a.css', { slim: true }).state, 'converting');
    await staticfiles.close();
    const { state } = staticfiles.describe('/css/a.css', { slim: true });
    assert.equal(state, 'local');
  });
});
