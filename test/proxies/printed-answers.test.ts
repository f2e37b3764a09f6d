// Whatever answers a URL, what is printed of it can't end an attribute, a `srcset`, a sheet or a script.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import nunjucks from 'nunjucks';
import type { FileProxy, StaticfilesOptions } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

const HARM = '"\'<b> \t\n\r\0\u007f`\\';
const FILES = {
  'a.gif': 'a',
  'b.gif': 'b',
  'a.js': 'a()',
  'b.js': 'import "./a.js"',
  'a.css': 'a { background: url(a.gif) } b { background: url("b.gif") }',
};
const TEMPLATE =
  '{% set v = "/b.gif" %}<{% staticfile "/a.gif" %}><{% staticfile v %}><{{ "/a.gif" | staticfile }}><{{ slimfile("/a.css") }}>' +
  '<{% staticfile "/missing.gif" %}><{% staticfile "/a.gif?x" absolute=true %}><{% staticfile "/a.js" as js %}{{ js }}>' +
  '<{% staticfile "/b.js; /a.js" %}>';
const BODY =
  '<img src=/a.gif><img srcset="/a.gif 2x, /b.gif 3x"><link rel=stylesheet href=/a.css><script src=/a.js></script>' +
  '<style>i{background:url(/a.gif)}</style><p style="background:url(/b.gif)">';

/** Answers that break out, for outputs and for what is missing. */
const PROXIES: Readonly<Record<string, FileProxy>> = {
  behind: (uri) => `https://cdn.example${uri}?${HARM}`,
  before: (uri) => `https://cdn.example/${HARM}${uri}`,
  here: (uri) => `/${HARM}${uri}`,
  final: Object.assign((uri: string) => `//cdn.example/${HARM}${uri}`, { isFinal: () => true }),
};

function printed(options: Partial<StaticfilesOptions>) {
  const site = createSite(FILES);
  const common = {
    roots: site.root,
    outDir: site.outDir,
    missing: 'ignore',
    logger: collectLog(),
  } as const;
  const siteUrl = 'https://site.example';
  const staticfiles = createStaticfiles({ ...common, siteUrl, ...options });
  const env = staticfiles.install(new nunjucks.Environment(null, { autoescape: false }));
  const pages = [env.renderString(TEMPLATE, {}), env.renderString(TEMPLATE, {})];
  const bodies = [staticfiles.staticall(BODY), staticfiles.slimall(BODY)];
  const outputs = fs.readdirSync(site.outDir).filter((name) => /\.(?:css|js)$/.test(name));
  const texts = outputs.map((name) => fs.readFileSync(path.join(site.outDir, name), 'utf8'));
  return { staticfiles, pages, bodies, texts };
}

describe('what a file proxy answers', () => {
  for (const [name, fileProxy] of Object.entries(PROXIES)) {
    it(`is printed safe with autoescape off: ${name}`, () => {
      const { staticfiles, pages, bodies, texts } = printed({ fileProxy });
      for (const page of pages) {
        const urls = page.slice(1, -1).split('><');
        assert.equal(urls.length, 8);
        for (const url of urls)
          assert.match(url, /^[^\s"'<>`\\\0\x7f]*%22%27%3Cb%3E%20%09%0A%0D%00%7F%60%5C/);
      }
      // each tag, attribute and URL is there as often as before
      for (const body of bodies) {
        assert.doesNotMatch(body, /<b>|[\0\x7f`\\]|<img[^>]*['\t\n\r][^>]*>/);
        assert.equal(body.match(/%22%27%3Cb%3E/g)?.length, 7, body);
      }
      for (const text of texts) assert.doesNotMatch(text, /<b>|[\0\x7f`]/);
      assert.doesNotMatch(staticfiles.describe('/a.gif').url, /["'<> ]/);
      // what was printed and comes back is known again
      const [url = ''] = pages[0]?.slice(1).split('><') ?? [];
      assert.equal(staticfiles.staticfile(url), url);
    });
  }

  it('stays as it is where it is safe', () => {
    const url = 'https://cdn.example/a(1),b;c=d&e=[f]|{g}^%20@!$*+~é.gif?x=%22#y';
    const { pages } = printed({ fileProxy: () => url });
    assert.ok(pages[0]?.startsWith(`<${url}><`));
  });

  it('ends no candidate of a srcset', () => {
    const { bodies } = printed({ fileProxy: (uri) => `https://cdn.example/a,b${uri},` });
    const url = String.raw`https://cdn\.example/a,b/\w\.[0-9a-f]{12}\.gif%2C`;
    assert.match(bodies[0] ?? '', new RegExp(`srcset="${url} 2x, ${url} 3x"`));
  });

  it('is safe behind a media URL with blanks', () => {
    const { pages } = printed({ mediaUrl: '//media.example/a b' });
    assert.match(pages[0] ?? '', /^<\/\/media\.example\/a%20b\/a\.[0-9a-f]{12}\.gif>/);
  });
});
