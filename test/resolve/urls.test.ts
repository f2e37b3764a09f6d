// The URL that a page gets: prefix, version, media URL, query and fragment, each in its place.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { hash, type InstanceOptions, makeInstance } from '../support/instance.ts';

const FILES = {
  'img/x.gif': 'gif',
  'img/my x.gif': 'mine',
  'img/é.gif': 'accent',
  'img/a#b;c.gif': 'signs',
  'img/a%20b.gif': 'literal',
  'img/100%.gif': 'percent',
  LICENSE: 'text',
  'js/a.min.js': 'a',
  'BIG/Y.GIF': 'big',
};
const X = `/img/x.${hash('gif')}.gif`;

function urlOf(text: string, options: InstanceOptions = {}): string {
  return makeInstance(FILES, options).staticfiles.staticfile(text);
}

const urls: Record<string, [text: string, url: string]> = {
  'a file': ['/img/x.gif', X],
  'no leading slash': ['img/x.gif', X],
  'doubled slashes and dots': ['/img//./../img/x.gif', X],
  'white space around': [' /img/x.gif ', X],
  'a query': ['/img/x.gif?v=1&w=a/b', `${X}?v=1&w=a/b`],
  'a fragment': ['/img/x.gif#top', `${X}#top`],
  'a query and a fragment': ['/img/x.gif?#iefix', `${X}?#iefix`],
  'a file without extension': ['/LICENSE', `/LICENSE.${hash('text')}`],
  'two dots in a name': ['/js/a.min.js', `/js/a.min.${hash('a')}.js`],
  'capital letters': ['/BIG/Y.GIF', `/BIG/Y.${hash('big')}.GIF`],
  'a space': ['/img/my x.gif', `/img/my%20x.${hash('mine')}.gif`],
  'an escaped space': ['/img/my%20x.gif', `/img/my%20x.${hash('mine')}.gif`],
  'a name beyond ASCII': ['/img/é.gif', `/img/%C3%A9.${hash('accent')}.gif`],
  'an escaped name': ['/img/%C3%A9.gif', `/img/%C3%A9.${hash('accent')}.gif`],
  'escaped signs': ['/img/a%23b%3Bc.gif', `/img/a%23b%3Bc.${hash('signs')}.gif`],
  'a literal name that looks escaped': ['/img/a%20b.gif', `/img/a%2520b.${hash('literal')}.gif`],
  'a lone percent sign': ['/img/100%.gif', `/img/100%25.${hash('percent')}.gif`],
};

const foreign = [
  'https://example.com/img/x.gif?a=b',
  'http://example.com',
  '//example.com/img/x.gif',
  'data:image/gif;base64,R0lGODlhAQABAIAAAAUEBA==',
  'blob:https://example.com/1',
  'HTTPS://EXAMPLE.COM/X.GIF',
];

describe('the URL of a path with', () => {
  for (const [name, [text, url]] of Object.entries(urls)) {
    it(`${name}: ${url}`, () => {
      assert.equal(urlOf(text), url);
    });
  }

  it('each of these names leads to a file of that name below outDir', () => {
    const { staticfiles, site } = makeInstance(FILES);
    for (const text of ['/img/x.gif', '/img/my x.gif', '/img/é.gif', '/img/a%23b%3Bc.gif']) {
      const { pathname } = new URL(staticfiles.staticfile(text), 'http://site');
      assert.ok(site.list('out').includes(path.normalize(decodeURIComponent(pathname.slice(1)))));
    }
  });
});

describe('a URL of another place', () => {
  for (const url of foreign) {
    it(`comes back as it is: ${url}`, () => {
      const { staticfiles, log, site } = makeInstance(FILES, { mediaUrl: '//cdn.example.com' });
      assert.equal(staticfiles.staticfile(url), url);
      assert.deepEqual(log.warnings, []);
      assert.deepEqual(site.list('out'), []);
    });
  }

  it('is not asked of a file proxy', () => {
    const fileProxy = () => assert.fail('asked');
    assert.equal(urlOf('https://example.com/x.gif', { fileProxy }), 'https://example.com/x.gif');
  });
});

const mediaUrls: Record<string, string> = {
  '//static.example.com': `//static.example.com${X}`,
  '//static.example.com/': `//static.example.com${X}`,
  'https://static.example.com': `https://static.example.com${X}`,
  '/shop': `/shop${X}`,
  '/': X,
  '': X,
};

describe('mediaUrl', () => {
  for (const [mediaUrl, url] of Object.entries(mediaUrls)) {
    it(`"${mediaUrl}" gives ${url}`, () => {
      assert.equal(urlOf('/img/x.gif', { mediaUrl }), url);
    });
  }

  it('stands before a prefix of names', () => {
    const options = { mediaUrl: '//static.example.com', namePrefix: '/forever' };
    assert.equal(urlOf('/img/x.gif?v', options), `//static.example.com/forever${X}?v`);
  });

  it('does not stand before another origin that a file proxy answers', () => {
    const fileProxy = (uri: string) => `//cdn.example.com${uri}`;
    const options = { mediaUrl: '//static.example.com', fileProxy };
    assert.equal(urlOf('/img/x.gif', options), `//cdn.example.com${X}`);
  });
});

describe('namePrefix', () => {
  for (const namePrefix of ['/forever', 'forever', '/forever/', 'forever/']) {
    it(`"${namePrefix}" stands before the uri, and not in the output's path on disk`, () => {
      const { staticfiles, site } = makeInstance(FILES, { namePrefix });
      assert.equal(staticfiles.staticfile('/img/x.gif'), `/forever${X}`);
      assert.deepEqual(site.list('out/img'), [X.slice('/img/'.length)]);
    });
  }

  it('is percent-encoded like the rest of the uri', () => {
    assert.equal(urlOf('/img/x.gif', { namePrefix: '/for ever' }), `/for%20ever${X}`);
  });

  it('is seen by file proxies, mediaUrl is not', () => {
    const asked: string[] = [];
    const fileProxy = (uri: string) => {
      asked.push(uri);
      return uri;
    };
    urlOf('/img/x.gif?v', { namePrefix: '/forever', mediaUrl: '//e.com', fileProxy });
    assert.deepEqual(asked, [`/forever${X}`]);
  });
});
