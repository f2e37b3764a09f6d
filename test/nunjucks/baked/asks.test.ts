// Whatever a file proxy does, a page of tags that are rendered together asks it what each tag would ask.
import assert from 'node:assert/strict';
import type { FileProxy } from '../../../lib/index.ts';
import { createStaticfiles } from '../../support/create.ts';
import { engines } from '../../support/nunjucks.ts';
import { seeded } from '../../support/random.ts';
import { fewer } from '../../support/sampled.ts';
import { createSite } from '../../support/site.ts';
import { assets, url } from '../support/assets.ts';
import { objectLoader, openPage } from '../support/page.ts';

const RENDERS = 40;
const paths = ['/img/a.gif', '/img/b.gif?x=1&y', 'img/b.gif', '/img/c.gif', '/js/a.js'];
const literal = paths.map((path) => `{% staticfile "${path}" %}`).join(' and ');
const links = paths.map((path) => `<img src="${path}">`).join('\n');

type Context = Parameters<NonNullable<FileProxy['attach']>>[0];

/** Answers by what a seed says: other URLs, final or not, a change of another file while it is asked. */
function whimsical(seed: number, hasFinal: boolean) {
  const random = seeded(seed);
  const calls: string[] = [];
  const seen = new Set<string>();
  const state = { isRestless: false, base: '', context: undefined as Context | undefined };
  const ask = (uri: string, info: { new: boolean; changed: boolean; checked: boolean }) => {
    calls.push(`${uri} ${info.new} ${info.changed} ${info.checked}`);
    seen.add(uri);
    if (!state.isRestless || random() < 0.8) return state.base + uri;
    if (random() < 0.5) state.base = `/${Math.floor(random() * 3)}`;
    for (const other of seen) if (random() < 0.2) state.context?.changed(other);
    return state.base + uri;
  };
  const attach = (context: Context): void => {
    state.context = context;
  };
  const isFinal = (uri: string): boolean => !state.isRestless || uri.startsWith('/img/b');
  const turn = (): void => {
    state.isRestless = random() < 0.5;
    if (!state.isRestless) for (const uri of seen) state.context?.changed(uri);
  };
  const fileProxy: FileProxy = Object.assign(ask, hasFinal ? { attach, isFinal } : { attach });
  return { fileProxy, calls, turn };
}

for (const engine of engines.slice(0, 1)) {
  describe(`${engine.name}: a file proxy that answers as it likes`, () => {
    it('is asked the same by tags that are rendered together, and gives the same page', async () => {
      for (let seed = 0; seed < fewer('whimsical file proxies', 200, 20); seed += 1) {
        const sides = [false, true].map((bake) => {
          const proxy = whimsical(seed, seed % 2 === 0);
          const staticfiles = { debug: false, fileProxy: proxy.fileProxy };
          return {
            ...proxy,
            page: openPage(engine, { 'main.njk': literal }, { bake, staticfiles }),
          };
        });
        for (let time = 0; time < RENDERS; time += 1) {
          if (time % 3 === 0) for (const { turn } of sides) turn();
          const [alone, together] = await Promise.all(
            sides.map(async ({ page, calls }) => [await page.render(), ...calls.splice(0)]),
          );
          assert.deepEqual(together, alone, `seed ${seed}, render ${time}`);
        }
      }
    });

    it('gives a block the URLs of this render', async () => {
      const random = seeded(1);
      let base = '';
      const fileProxy = (uri: string): string => base + uri;
      const templates = { 'main.njk': `{% staticall %}${links}{% endstaticall %}` };
      const page = openPage(engine, templates, { staticfiles: { debug: false, fileProxy } });
      for (let time = 0; time < RENDERS; time += 1) {
        if (random() < 0.3) base = `/${Math.floor(random() * 3)}`;
        const urls = [...(await page.render()).matchAll(/src="([^"]*)/g)].map(([, url]) => url);
        assert.equal(urls.length, paths.length);
        for (const url of urls)
          assert.ok(url?.startsWith(`${base}/img/`) || url?.startsWith(`${base}/js/`), url);
      }
    });

    it('loses no change of a tag before one that throws', () => {
      let now = 1_000_000;
      let base = '';
      const site = createSite({ 'img/a.gif': assets['img/a.gif'] });
      const fileProxy = (uri: string): string => base + uri;
      const options = { roots: site.root, debug: false, fileProxy, missing: 'throw' as const };
      const staticfiles = createStaticfiles(options, { now: () => now });
      const main = '{% staticfile "/img/a.gif" %} {% staticfile "/img/b.gif" %}';
      const env = new engine.nunjucks.Environment(objectLoader({ 'main.njk': main }));
      staticfiles.install(env);
      assert.throws(() => env.render('main.njk'));
      base = '/x';
      assert.throws(() => env.render('main.njk'));
      site.write('img/b.gif', assets['img/b.gif']);
      now += 1001;
      assert.equal(env.render('main.njk'), `/x${url.a} /x${url.b}`);
    });
  });
}
