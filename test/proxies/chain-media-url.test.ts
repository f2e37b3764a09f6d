// The media URL is put before what the chain answers, where that is a path of this site.
import assert from 'node:assert/strict';
import type { FileProxy } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

type Options = Partial<Parameters<typeof createStaticfiles>[0]>;

function render(path: string, options: Options): string {
  const site = createSite({ 'x.gif': 'gif' });
  const base = { roots: [site.root], outDir: site.outDir, logger: collectLog() };
  const url = createStaticfiles({ ...base, ...options }).staticfile(path);
  return url.replace(/\.[0-9a-f]{12}\.gif/, '.gif');
}

function answers(answer: string): FileProxy {
  return () => answer;
}

describe('the media URL', () => {
  it('is put before the uri', () => {
    assert.equal(render('/x.gif', { mediaUrl: '/shop' }), '/shop/x.gif');
    assert.equal(render('/x.gif', { mediaUrl: '//s.example.com' }), '//s.example.com/x.gif');
  });

  it('is put before the name prefix', () => {
    const options = { mediaUrl: '//s.example.com', namePrefix: '/forever' };
    assert.equal(render('/x.gif', options), '//s.example.com/forever/x.gif');
  });

  it('is put before another path that the chain answers', () => {
    const options = { mediaUrl: '/shop', fileProxy: answers('/moved.gif') };
    assert.equal(render('/x.gif', options), '/shop/moved.gif');
  });

  const foreign = [
    'https://cdn.example.com/x.gif',
    '//cdn.example.com/x.gif',
    'x.gif',
    'data:image/gif;base64,R0lG',
  ];
  for (const answer of foreign) {
    it(`is not put before the answer ${answer}`, () => {
      const options = { mediaUrl: '//s.example.com', fileProxy: answers(answer) };
      assert.equal(render('/x.gif', options), answer);
    });
  }

  const BOUND = ['app.webmanifest', 'manifest.json', 'browserconfig.xml', 'sw.js'];
  for (const name of BOUND) {
    it(`of another origin is not put before what browsers take from their page's own: ${name}`, () => {
      const site = createSite({ [name]: '{}' });
      const base = { roots: site.root, outDir: site.outDir, logger: collectLog() };
      const plain = createStaticfiles(base).staticfile(`/${name}`);
      const urlWith = (options: Options) =>
        createStaticfiles({ ...base, ...options }).staticfile(`/${name}`);
      assert.equal(urlWith({ mediaUrl: '//s.example.com' }), plain);
      assert.equal(urlWith({ mediaUrl: '/shop' }), `/shop${plain}`);
      const moving = { fileProxy: (uri: string) => `https://cdn.example.com${uri}` };
      assert.equal(urlWith(moving), plain);
      assert.equal(urlWith({ ...moving, enabled: false }), `/${name}`);
    });
  }

  it('of another origin is not put before the drawings that `use` names', () => {
    const site = createSite({ 'x.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' });
    const mediaUrl = '//s.example.com';
    const options = { roots: site.root, outDir: site.outDir, mediaUrl };
    const made = createStaticfiles(options).staticall('<svg><use href="/x.svg#a"/></svg>');
    assert.match(made, /href="\/x\.[0-9a-f]{12}\.svg#a"/);
  });

  it('is not seen by the chain', () => {
    const seen: string[] = [];
    const fileProxy: FileProxy = (uri: string) => {
      seen.push(uri);
      return uri;
    };
    render('/x.gif', { mediaUrl: '/shop', fileProxy });
    assert.match(seen.join(), /^\/x\.[0-9a-f]{12}\.gif$/);
  });

  it('is put before a missing file, which stays as it is written', () => {
    assert.equal(render('/img/no.gif', { mediaUrl: '/shop' }), '/shop/img/no.gif');
  });

  it('is left out with enabled: false', () => {
    assert.equal(render('/x.gif', { mediaUrl: '/shop', enabled: false }), '/x.gif');
  });

  it('is put there with enabled: false and mediaUrlAlways', () => {
    const options = { mediaUrl: '/shop', enabled: false, mediaUrlAlways: true };
    assert.equal(render('/x.gif', options), '/shop/x.gif');
  });

  it('is not put before a foreign answer with mediaUrlAlways', () => {
    const answer = 'https://cdn.example.com/x.gif';
    const base = { mediaUrl: '/shop', enabled: false, mediaUrlAlways: true };
    assert.equal(render('/x.gif', { ...base, fileProxy: answers(answer) }), answer);
  });
});
