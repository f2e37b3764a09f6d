// All texts that name one file agree on its output, whoever had it made last.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { type InstanceOptions, makeInstance } from '../support/instance.ts';
import { movingProxy } from '../support/moving-proxy.ts';
import { sampled } from '../support/sampled.ts';

const FILES = { 'css/a.css': 'a{b:url(../img/x.gif)}', 'img/x.gif': 'gif' };
const CDN = 'https://cdn.example.com';
const TEXTS = ['/css/a.css', 'css/a.css', '/css/a.css?v', '/css/./a.css', 'css/a.css#top'];

/** A site whose pictures move; a final proxy tells that they have. */
function movingSite(isFinal: boolean, options: InstanceOptions = {}) {
  const { fileProxy, move } = movingProxy(isFinal);
  const instance = makeInstance(FILES, { debug: false, fileProxy, ...options });
  const ask = (text: string) => instance.staticfiles.staticfile(text).replace(/[?#].*$/, '');
  const get = (urlPath: string) =>
    instance.staticfiles.handle(new Request(`http://127.0.0.1${urlPath}`));
  return { ...instance, move, ask, get };
}

type MovingSite = ReturnType<typeof movingSite>;

/** Asks for all texts, from another one on each time; answers the one URL that all must give. */
function agreed({ ask }: MovingSite, first: number): string {
  const texts = [...TEXTS.slice(first), ...TEXTS.slice(0, first)];
  const urls = texts.map(ask);
  assert.deepEqual(new Set(urls).size, 1, urls.join('\n'));
  return urls[0] ?? '';
}

function assertRefersTo({ site }: MovingSite, url: string, base: string): void {
  const content = site.read(`out${url}`);
  assert.equal(content.includes(CDN), base === CDN, content);
}

for (const [name, isFinal] of Object.entries({ 'may change': false, 'are final': true })) {
  describe(`the texts of one sheet, with answers that ${name}`, () => {
    for (const first of sampled('texts of one file', 4, [...TEXTS.keys()])) {
      it(`agree when "${TEXTS[first]}" is asked for first`, () => {
        const moving = movingSite(isFinal);
        agreed(moving, 0);
        for (const base of [CDN, '', CDN]) {
          moving.move(base);
          moving.clock.ms += 1001;
          assertRefersTo(moving, agreed(moving, first), base);
        }
      });

      it(`agree at any moment when "${TEXTS[first]}" is asked for first`, () => {
        const moving = movingSite(isFinal);
        agreed(moving, first);
        moving.move(CDN);
        for (let at = 0; at < 12; at += 1) {
          moving.clock.ms += 200;
          agreed(moving, (first + at) % TEXTS.length);
        }
        assertRefersTo(moving, agreed(moving, first), CDN);
      });
    }

    it('agree when some of them were never asked for before', () => {
      const moving = movingSite(isFinal);
      moving.ask('/css/a.css');
      moving.move(CDN);
      moving.clock.ms += 1001;
      moving.ask('css/a.css');
      assertRefersTo(moving, agreed(moving, 0), CDN);
    });

    it('agree when requests come in between', async () => {
      const moving = movingSite(isFinal);
      const old = agreed(moving, 0);
      for (const base of [CDN, '', CDN]) {
        moving.move(base);
        moving.clock.ms += 1001;
        await moving.get(old);
        const url = agreed(moving, 1);
        await moving.get('/css/a.0123456789ab.css');
        assert.equal(agreed(moving, 2), url);
        assertRefersTo(moving, url, base);
      }
    });

    it('agree when a request comes before the first of them', async () => {
      const moving = movingSite(isFinal);
      await moving.get('/css/a.0123456789ab.css');
      moving.move(CDN);
      moving.clock.ms += 1001;
      assertRefersTo(moving, agreed(moving, 0), CDN);
    });

    it('lead to what is served, the former URL too', async () => {
      const moving = movingSite(isFinal);
      const old = agreed(moving, 0);
      moving.move(CDN);
      moving.clock.ms += 1001;
      const url = agreed(moving, 0);
      assert.notEqual(url, old);
      for (const each of [old, url]) {
        const answer = await moving.get(each);
        assert.equal(answer?.status, 200);
        assert.equal(await answer?.text(), moving.site.read(`out${each}`));
      }
    });

    it('agree with the tag given an array, and with describe', () => {
      const moving = movingSite(isFinal);
      agreed(moving, 0);
      moving.move(CDN);
      moving.clock.ms += 1001;
      const url = agreed(moving, 0);
      assert.equal(moving.staticfiles.staticfile(['/css/a.css']), url);
      assert.equal(moving.staticfiles.describe('/css/a.css').url, url);
      assert.equal(agreed(moving, 1), url);
    });
  });
}

describe('the texts of one file whose output a request has made anew', () => {
  const edited: Record<string, string> = { 'css/a.css': 'edited{}', 'a.js': 'edited()' };

  for (const [name, isFinal] of Object.entries({ 'may change': false, 'are final': true })) {
    for (const file of Object.keys(edited)) {
      it(`agree on ${file} after an edit, and lead to what is served; answers ${name}`, async () => {
        const { site, staticfiles, get } = movingSite(isFinal);
        site.write('a.js', 'a()');
        const old = staticfiles.staticfile(`/${file}`);
        site.write(file, edited[file] ?? '');
        fs.rmSync(site.outDir, { recursive: true });
        assert.equal(await get(old), undefined);
        const urls = [`/${file}`, file, `/./${file}`].map((text) => staticfiles.staticfile(text));
        assert.equal(new Set(urls).size, 1, urls.join('\n'));
        assert.equal((await get(urls[0] ?? ''))?.status, 200, urls[0]);
      });
    }
  }
});
