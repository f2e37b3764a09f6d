// What is rendered together is never older than what each tag would answer.
import assert from 'node:assert/strict';
import type { Environment } from 'nunjucks';
import { createStaticfiles } from '../../support/create.ts';
import { collectLog } from '../../support/log.ts';
import { movingProxy } from '../../support/moving-proxy.ts';
import { type Engine, engines } from '../../support/nunjucks.ts';
import { itInLongForm } from '../../support/sampled.ts';
import { createSite } from '../../support/site.ts';
import { assets, sha256, url } from '../support/assets.ts';
import {
  objectLoader,
  openPage,
  type Page,
  type PageOptions,
  type Templates,
} from '../support/page.ts';

const pair = '{% staticfile "/img/a.gif" %} and {% staticfile "/img/b.gif" %}';
const both = `${url.a} and ${url.b}`;
const edited = `/img/a.${sha256('edited')}.gif and ${url.b}`;

type Options = Partial<Parameters<typeof createStaticfiles>[0]>;

function open(
  engine: Engine,
  templates: Templates | string,
  staticfiles: Options = {},
  more: PageOptions = {},
): Page {
  const all = typeof templates === 'string' ? { 'main.njk': templates } : templates;
  return openPage(engine, all, {
    bake: true,
    staticfiles: { debug: false, ...staticfiles },
    ...more,
  });
}

function describeSources(engine: Engine): void {
  it('follows an edit with debug, from a template that is held', async () => {
    const page = open(engine, pair, { debug: true });
    const held = page.env.getTemplate('main.njk');
    assert.equal(held.render({}), both);
    assert.equal(held.render({}), both);
    page.site.write('img/a.gif', 'edited');
    assert.equal(held.render({}), edited);
    assert.equal(await page.render(), edited);
  });

  it('says what a tag alone says after prepare()', async () => {
    const page = open(engine, pair);
    assert.equal(await page.render(), both);
    page.site.write('img/a.gif', 'edited');
    await page.staticfiles.prepare({ paths: ['/img/*.gif'] });
    const alone = ['a', 'b'].map((name) => page.staticfiles.staticfile(`/img/${name}.gif`));
    assert.equal(await page.render(), alone.join(' and '));
  });

  it('follows a file that was missing, when it has come', async () => {
    let now = 1_000_000;
    const site = createSite({ 'img/b.gif': assets['img/b.gif'] });
    const log = collectLog();
    const staticfiles = createStaticfiles(
      { roots: site.root, debug: false, logger: log },
      { now: () => now },
    );
    const env: Environment = new engine.nunjucks.Environment(objectLoader({ 'main.njk': pair }));
    staticfiles.install(env);
    assert.equal(env.render('main.njk'), `/img/a.gif and ${url.b}`);
    site.write('img/a.gif', assets['img/a.gif']);
    now += 1001;
    assert.equal(env.render('main.njk'), both);
    assert.equal(log.warnings.length, 1);
  });

  it('follows the minified file, when a worker has made it', async () => {
    const tags = '{% slimfile "/js/a.js" %} {% slimfile "/js/b.js" %}';
    const page = open(engine, tags, { conversion: 'background' });
    const provisional = await page.render();
    assert.ok(provisional.startsWith(url.js), provisional);
    await page.staticfiles.settled();
    const final = await page.render();
    assert.notEqual(final, provisional);
    const { staticfiles } = open(engine, tags);
    assert.equal(final, `${staticfiles.slimfile('/js/a.js')} ${staticfiles.slimfile('/js/b.js')}`);
    await page.staticfiles.close();
  });
}

function describeProxies(engine: Engine): void {
  for (const isFinal of [true, false]) {
    it(`follows a ${isFinal ? 'final proxy that tells of' : 'proxy that is asked about'} a changed answer`, async () => {
      const moving = movingProxy(isFinal);
      const page = open(engine, pair, { fileProxy: moving.fileProxy });
      assert.equal(await page.render(), both);
      assert.equal(await page.render(), both);
      moving.move('https://cdn.example');
      const [, second] = (await page.render()).split(' and ');
      assert.equal(second, `https://cdn.example${url.b}`);
    });
  }

  it('asks a proxy that sees every call once for each tag of each render', async () => {
    const seen: string[] = [];
    const fileProxy = (uri: string) => {
      seen.push(uri);
      return uri;
    };
    const page = open(engine, pair, { fileProxy });
    for (let render = 1; render <= 3; render += 1) {
      await page.render();
      assert.deepEqual(seen.splice(0), [url.a, url.b]);
    }
  });

  it('asks once each, too, in the render whose answers change', async () => {
    const seen: string[] = [];
    let base = '';
    const page = open(engine, pair, {
      fileProxy: (uri: string) => {
        seen.push(uri);
        return base + uri;
      },
    });
    await page.render();
    base = 'https://cdn.example';
    seen.length = 0;
    assert.equal(await page.render(), `${base}${url.a} and ${base}${url.b}`);
    assert.deepEqual(seen, [url.a, url.b]);
  });

  it('asks no tag of a branch that is not taken', async () => {
    const seen: string[] = [];
    const fileProxy = (uri: string) => {
      seen.push(uri);
      return uri;
    };
    const page = open(engine, `{% if n %}${pair}{% else %}-{% endif %}`, { fileProxy });
    assert.equal(await page.render(), '-');
    assert.deepEqual(seen, []);
    assert.equal(await page.render('render', { n: 1 }), both);
  });
}

function describeEnvironments(engine: Engine): void {
  it('keeps two environments of one instance apart', async () => {
    const page = open(engine, '{% staticfile "/img/a.gif?x&y" %} {% staticfile "/img/b.gif" %}');
    const other: Environment = new engine.nunjucks.Environment(
      objectLoader({
        'main.njk': '{% staticfile "/img/a.gif?x&y" %} {% staticfile "/img/b.gif" %}',
      }),
      { autoescape: false },
    );
    page.staticfiles.install(other, { bake: true });
    for (let time = 0; time < 2; time += 1) {
      assert.equal(await page.render(), `${url.a}?x&amp;y ${url.b}`);
      assert.equal(other.render('main.njk'), `${url.a}?x&y ${url.b}`);
    }
  });

  it('follows a switch of autoescape', async () => {
    const page = open(engine, '{% staticfile "/img/a.gif?x&y" %} {% staticfile "/img/b.gif" %}');
    const { opts } = page.env as unknown as { opts: { autoescape: boolean } };
    for (const [autoescape, query] of [
      [true, 'x&amp;y'],
      [false, 'x&y'],
      [true, 'x&amp;y'],
    ] as const) {
      opts.autoescape = autoescape;
      assert.equal(await page.render(), `${url.a}?${query} ${url.b}`);
    }
  });

  it('asks the instance that was installed last, from a template that is held', async () => {
    const page = open(engine, pair);
    const held = page.env.getTemplate('main.njk');
    assert.equal(held.render({}), both);
    const { root: roots } = createSite({ ...assets, 'img/a.gif': 'edited' });
    createStaticfiles({ roots, debug: false }).install(page.env);
    assert.equal(held.render({}), edited);
    assert.equal(await page.render(), edited);
    page.staticfiles.install(page.env, { bake: false });
    assert.equal(held.render({}), both);
  });

  it('leaves a page as it is with enabled: false', async () => {
    const page = open(engine, pair, { enabled: false });
    for (let time = 0; time < 2; time += 1) {
      assert.equal(await page.render(), '/img/a.gif and /img/b.gif');
    }
  });

  const itIsWide = engine === engines[0] ? it : itInLongForm;
  itIsWide('asks the tags again where a run is too large to be kept', async () => {
    const wide = ' '.repeat(10_000_000);
    const page = open(engine, `{% staticfile "/img/a.gif" %}${wide}{% staticfile "/img/b.gif" %}`);
    for (let time = 0; time < 2; time += 1) {
      assert.equal(await page.render(), `${url.a}${wide}${url.b}`);
    }
  });
}

for (const engine of engines) {
  describe(`${engine.name}: a baked page and its sources`, () => describeSources(engine));
  describe(`${engine.name}: a baked page and file proxies`, () => describeProxies(engine));
  describe(`${engine.name}: a baked page and its environment`, () => describeEnvironments(engine));
}
