// Under a name prefix every reference of a sheet leads where it led without one.
import assert from 'node:assert/strict';
import { useServers } from '../support/http.ts';
import { hash, type InstanceOptions, makeInstance } from '../support/instance.ts';

const PREFIX = '/forever';
const ORIGIN = 'http://127.0.0.1';
const REFERENCES = [
  '../img/no.gif',
  'no.gif',
  './no.gif?v=1#top',
  'sub/no.gif',
  '../vendor/y.gif',
  '/img/no.gif',
  '#shape',
  'data:image/gif;base64,AAAA',
  'https://cdn.x/a.gif',
  '//cdn.x/a.gif',
];
const FILES = {
  'css/a.css': REFERENCES.map((each) => `a{b:url("${each}")}`).join('\n'),
  'css/b.css': '@import "../vendor/v.css";b{c:url(../img/x.gif)}',
  'deep/er/c.css': 'c{d:url(../no.gif)}',
  'css/d.css': 'd{e:url(no.gif)}',
  'img/x.gif': 'gif',
  'vendor/y.gif': 'already named',
  'vendor/v.css': 'v{b:url(y.gif)}',
};
const versioned = (path: string) => !path.startsWith('/vendor/');

function prefixed(options: InstanceOptions = {}) {
  const given = { namePrefix: PREFIX, versioned, missing: 'ignore', ...options } as const;
  const instance = makeInstance(FILES, given);
  const outputOf = (asked: string | readonly string[]) => {
    const url = instance.staticfiles.staticfile(asked);
    return { url, content: instance.site.read(`out${url.slice(PREFIX.length)}`) };
  };
  return { ...instance, outputOf };
}

function referencesIn(content: string): string[] {
  return [...content.matchAll(/url\("?([^")]*)"?\)/g)].map(([, reference = '']) => reference);
}

/** What a reference leads to; one that only has a fragment leads into its own sheet. */
function leadsTo(reference: string, sheetUrl: string): string {
  return reference.startsWith('#') ? reference : new URL(reference, ORIGIN + sheetUrl).href;
}

describe('a reference that stays as written, under a name prefix', () => {
  for (const [at, reference] of REFERENCES.entries()) {
    it(`leads where it led: ${reference}`, () => {
      const { url, content } = prefixed().outputOf('/css/a.css');
      assert.ok(url.startsWith(`${PREFIX}/css/a.`));
      const written = referencesIn(content)[at] ?? '';
      assert.equal(leadsTo(written, url), leadsTo(reference, '/css/a.css'));
    });
  }

  it('leads where it led in a combination of folders', () => {
    const { url, content } = prefixed().outputOf('/deep/er/c.css;/css/d.css');
    assert.deepEqual(
      referencesIn(content).map((each) => leadsTo(each, url)),
      [`${ORIGIN}/deep/no.gif`, `${ORIGIN}/css/no.gif`],
    );
  });

  it('leads where it led with a prefix of several folders', () => {
    const namePrefix = '/static/for/ever';
    const { staticfiles, site } = prefixed({ namePrefix });
    const url = staticfiles.staticfile('/css/d.css');
    const content = site.read(`out${url.slice(namePrefix.length)}`);
    assert.equal(leadsTo(referencesIn(content)[0] ?? '', url), `${ORIGIN}/css/no.gif`);
  });

  it('leads where it led below a media URL', () => {
    const { staticfiles, site } = prefixed({ mediaUrl: '/shop' });
    const url = staticfiles.staticfile('/css/d.css');
    const content = site.read(`out${url.slice('/shop/forever'.length)}`);
    assert.equal(leadsTo(referencesIn(content)[0] ?? '', url), `${ORIGIN}/shop/css/no.gif`);
  });
});

describe('a file without a version, under a name prefix', () => {
  const servers = useServers();

  for (const [file, content] of [
    ['/vendor/y.gif', FILES['vendor/y.gif']],
    ['/vendor/v.css', FILES['vendor/v.css']],
  ] as const) {
    for (const debug of [true, false]) {
      it(`has no prefix and is served: ${file}, debug ${debug}`, async () => {
        const { staticfiles } = prefixed({ debug });
        const url = staticfiles.staticfile(`${file}?v`);
        assert.equal(url, `${file}?v`);
        const answer = await (await servers.serve(staticfiles.middleware())).get(url);
        assert.deepEqual([answer.status, answer.body.toString()], [200, content]);
        assert.equal(answer.headers['cache-control'], 'no-cache');
      });
    }

    it(`is described without the prefix: ${file}`, () => {
      const { uri, url } = prefixed().staticfiles.describe(file);
      assert.deepEqual([uri, url], [file, file]);
    });
  }

  it('is referred to where it is served', async () => {
    const { staticfiles, outputOf } = prefixed();
    const server = await servers.serve(staticfiles.middleware());
    const { url, content } = outputOf('/css/b.css');
    const imported = /@import "(.*?)"/.exec(content)?.[1] ?? '';
    const [picture = ''] = referencesIn(content);
    const sheetPath = new URL(imported, ORIGIN + url).pathname;
    const picturePath = new URL(picture, ORIGIN + url).pathname;
    assert.equal(sheetPath, '/vendor/v.css');
    assert.equal(picturePath, `${PREFIX}/img/x.${hash('gif')}.gif`);
    assert.equal((await server.get(sheetPath)).status, 200);
    assert.equal((await server.get(picturePath)).body.toString(), 'gif');
  });
});
