// Where the time does not tell the bytes, six digits of their hash stand behind it.
import assert from 'node:assert/strict';
import type { FileProxy, Staticfiles } from '../../lib/index.ts';
import { hash } from '../support/instance.ts';
import { stampedInstance, stampedSite, T, touch, withoutDigits } from './support/stamped.ts';

const SHEETS = { 'css/a.css': 'a{color:red}', 'css/b.css': 'b{color:blue}' };
const FOLDERS = { 'a/one.css': 'p{color:red}', 'b/two.css': 'q{color:blue}' };

/** The first six digits of the hash of an output. */
function shortHash(content: string): string {
  return hash(content).slice(0, 6);
}

/** Answers a CDN for pictures while `isOn`. */
function switchedCdn(): { isOn: boolean; proxy: FileProxy } {
  const cdn = {
    isOn: true,
    proxy: (uri: string) =>
      cdn.isOn && uri.endsWith('.gif') ? `https://cdn.example.com${uri}` : uri,
  };
  return cdn;
}

describe('the timestamp name of a combination', () => {
  it('of one folder begins with the time of the newest member', () => {
    const site = stampedSite(SHEETS, { 'css/b.css': T + 2 });
    const { staticfiles, content } = stampedInstance(site);
    assert.equal(
      withoutDigits(staticfiles.staticfile('/css/a.css; /css/b.css')),
      `/css/a_b.${T + 2}.css`,
    );
    assert.match(content('/css/a.css; /css/b.css'), /a\{color:red\}\s*b\{color:blue\}/);
  });

  it('of one folder begins with that of a picture that a member refers to', () => {
    const files = { ...SHEETS, 'css/b.css': 'b{background:url(x.gif)}', 'css/x.gif': 'gif' };
    const site = stampedSite(files, { 'css/x.gif': T + 5 });
    const { staticfiles } = stampedInstance(site);
    assert.equal(
      withoutDigits(staticfiles.staticfile('/css/a.css; /css/b.css')),
      `/css/a_b.${T + 5}.css`,
    );
  });

  it('of scripts of one folder ends with digits too', () => {
    const site = stampedSite({ 'js/a.js': 'var a=1', 'js/b.js': 'var b=2' });
    const { staticfiles } = stampedInstance(site);
    assert.equal(withoutDigits(staticfiles.staticfile('/js/a.js; /js/b.js')), `/js/a_b.${T}.js`);
  });

  it('changes when any member is touched', () => {
    const site = stampedSite(SHEETS);
    const { staticfiles } = stampedInstance(site);
    staticfiles.staticfile('/css/a.css; /css/b.css');
    touch(site, { 'css/a.css': T + 1 });
    assert.equal(
      withoutDigits(staticfiles.staticfile('/css/a.css; /css/b.css')),
      `/css/a_b.${T + 1}.css`,
    );
  });

  it('from several folders ends with six digits of the hash of the output', () => {
    const { staticfiles, content } = stampedInstance(stampedSite(FOLDERS));
    const pair = '/a/one.css; /b/two.css';
    const [, stamp] = /\.([^.]+)\.css$/.exec(staticfiles.staticfile(pair)) ?? [];
    assert.equal(stamp, `${T}-${shortHash(content(pair))}`);
  });

  it('from several folders tells two contents of one second apart', () => {
    const site = stampedSite(FOLDERS);
    const { staticfiles } = stampedInstance(site);
    const before = staticfiles.staticfile('/a/one.css; /b/two.css');
    site.write('b/two.css', 'q{color:lime}');
    touch(site, { 'b/two.css': T });
    const after = stampedInstance(site).staticfiles.staticfile('/a/one.css; /b/two.css');
    assert.notEqual(after, before);
    assert.match(after, new RegExp(`\\.${T}-[0-9a-f]{6}\\.css$`));
  });

  it('of a custom combineName ends with six digits of the hash of the output', () => {
    const { staticfiles, content } = stampedInstance(stampedSite(SHEETS), {
      combineName: () => '/css/all.css',
    });
    const stamp = `${T}-${shortHash(content('/css/a.css; /css/b.css'))}`;
    assert.equal(staticfiles.staticfile('/css/a.css; /css/b.css'), `/css/all.${stamp}.css`);
  });
});

describe('the timestamp name of a sheet whose picture is on a CDN', () => {
  const FILES = {
    'outer.css': '@import "inner.css";',
    'inner.css': 'a{background:url(x.gif)}',
    'x.gif': 'gif',
  };

  /** Asks with the CDN on and off, by instances of their own, into one folder. */
  function bothAnswers(path: string): { url: string; content: string }[] {
    const site = stampedSite(FILES);
    const ask = (isOn: boolean) => {
      const cdn = switchedCdn();
      cdn.isOn = isOn;
      const { staticfiles } = stampedInstance(site, { fileProxy: cdn.proxy });
      const url = staticfiles.staticfile(path);
      return { url, content: site.read(`out${url}`) };
    };
    return [ask(true), ask(false)];
  }

  it('ends with six digits of the hash of the output', () => {
    const [remote, local] = bothAnswers('/inner.css');
    assert.ok(remote !== undefined && local !== undefined);
    assert.equal(remote.content, `a{background:url(https://cdn.example.com/x.${T}.gif)}`);
    assert.equal(remote.url, `/inner.${T}-${shortHash(remote.content)}.css`);
    assert.equal(withoutDigits(local.url), `/inner.${T}.css`);
  });

  it('is another than that of the local form also where the picture is behind an import', () => {
    const [remote, local] = bothAnswers('/outer.css');
    assert.ok(remote !== undefined && local !== undefined);
    assert.notEqual(remote.content, local.content);
    assert.notEqual(remote.url, local.url);
  });

  it('moves once when the answer changes', () => {
    const cdn = switchedCdn();
    cdn.isOn = false;
    const { staticfiles, clock } = stampedInstance(stampedSite(FILES), { fileProxy: cdn.proxy });
    const ask = (each: Staticfiles) => each.staticfile('/inner.css');
    assert.equal(withoutDigits(ask(staticfiles)), `/inner.${T}.css`);
    cdn.isOn = true;
    clock.ms += 1001;
    const moved = ask(staticfiles);
    assert.match(moved, new RegExp(`^/inner\\.${T}-[0-9a-f]{6}\\.css$`));
    clock.ms += 1001;
    assert.equal(ask(staticfiles), moved);
  });

  it('is that of the local form where a proxy answers the uris of this site', () => {
    const { staticfiles } = stampedInstance(stampedSite(FILES), { fileProxy: (uri) => uri });
    assert.equal(withoutDigits(staticfiles.staticfile('/outer.css')), `/outer.${T}.css`);
  });
});
