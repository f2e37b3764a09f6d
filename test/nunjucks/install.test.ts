// `install` puts the tag, the filter and the global into one environment, and only there.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';
import express, { type Express } from 'express';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { type Engine, engines } from '../support/nunjucks.ts';
import { createSite, type Site } from '../support/site.ts';
import { assets, sha256, url } from './support/assets.ts';
import { openPage } from './support/page.ts';

const picture = '<img src="{% staticfile "/img/a.gif" %}">';
const ours = { code: /^ERR_STATICFILE_[A-Z_]+$/ };

type Staticfiles = ReturnType<typeof createStaticfiles>;

function staticfilesOf(site: Site): Staticfiles {
  return createStaticfiles({ roots: site.root, outDir: site.outDir, logger: collectLog() });
}

function siteWithViews(): Site & { readonly views: string } {
  const site = createSite(assets);
  const views = path.join(site.dir, 'views');
  fs.mkdirSync(views);
  fs.writeFileSync(path.join(views, 'page.njk'), `<h1>{{ title }}</h1>${picture}`);
  return { ...site, views };
}

/** Every property of Environment that @types/nunjucks leaves out and the tests look at. */
interface Inspected {
  readonly extensionsList: readonly unknown[];
}

async function get(app: Express, urlPath: string): Promise<string> {
  const server = app.listen(0);
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}${urlPath}`);
    return await response.text();
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

function describeEnvironment(engine: Engine): void {
  it('returns the environment', () => {
    const { env, staticfiles } = openPage(engine, {});
    assert.equal(staticfiles.install(env), env);
  });

  it('adds the extension Staticfile, the filters and the global', () => {
    const { env } = openPage(engine, {});
    assert.equal(env.hasExtension('Staticfile'), true);
    assert.equal(typeof env.getFilter('__staticfile'), 'function');
    assert.equal(typeof env.getFilter('staticfile'), 'function');
    assert.equal(typeof env.getGlobal('staticfile'), 'function');
  });

  it('is harmless twice', async () => {
    const main = `${picture}{{ "/img/a.gif" | staticfile }}{{ staticfile("/img/a.gif") }}`;
    const page = openPage(engine, { 'main.njk': main });
    const list = (): number => (page.env as unknown as Inspected).extensionsList.length;
    const before = list();
    assert.equal(page.staticfiles.install(page.env), page.env);
    assert.equal(list(), before);
    assert.equal(await page.render(), `<img src="${url.a}">${url.a}${url.a}`);
  });

  it('leaves the extensions, filters and globals of others alone', async () => {
    const page = openPage(engine, { 'main.njk': `{{ "x" | shout }}{{ site }}${picture}` });
    page.env.addFilter('shout', (text: string) => `${text}!`);
    page.env.addGlobal('site', 'example');
    page.staticfiles.install(page.env);
    assert.equal(await page.render(), `x!example<img src="${url.a}">`);
  });

  it('lets a template that failed before render after', async () => {
    const site = siteWithViews();
    const env = new engine.nunjucks.Environment(new engine.nunjucks.FileSystemLoader(site.views));
    assert.throws(() => env.render('page.njk'), /unknown block tag: staticfile/);
    staticfilesOf(site).install(env);
    assert.equal(env.render('page.njk'), `<h1></h1><img src="${url.a}">`);
  });

  it('works with renderString', () => {
    const { env } = openPage(engine, {});
    assert.equal(env.renderString(picture, {}), `<img src="${url.a}">`);
  });

  for (const bake of [false, true]) {
    it(`with { bake: ${bake} } gives the same page`, async () => {
      const page = openPage(engine, { 'main.njk': picture + picture });
      page.staticfiles.install(page.env, { bake });
      const image = `<img src="${url.a}">`;
      assert.equal(await page.render(), image + image);
    });
  }
}

function describeExpress(engine: Engine): void {
  it('finds the environment that nunjucks.configure gave the app', () => {
    const site = siteWithViews();
    const app = express();
    const env = engine.nunjucks.configure(site.views, { express: app });
    assert.equal(staticfilesOf(site).install(app), env);
  });

  it('serves pages with the URLs', async () => {
    const site = siteWithViews();
    const app = express();
    engine.nunjucks.configure(site.views, { express: app, autoescape: true });
    staticfilesOf(site).install(app);
    app.get('/', (_request, response) => response.render('page.njk', { title: 'Home' }));
    assert.equal(await get(app, '/'), `<h1>Home</h1><img src="${url.a}">`);
  });

  it('is harmless twice', async () => {
    const site = siteWithViews();
    const app = express();
    const env = engine.nunjucks.configure(site.views, { express: app });
    const staticfiles = staticfilesOf(site);
    staticfiles.install(app);
    assert.equal(staticfiles.install(app), env);
    assert.equal(env.render('page.njk'), `<h1></h1><img src="${url.a}">`);
  });

  it('asks for nunjucks.configure when the app was not given to it', () => {
    const staticfiles = staticfilesOf(createSite(assets));
    assert.throws(() => staticfiles.install(express()), {
      ...ours,
      message: /nunjucks\.configure/,
    });
  });
}

function describeOthers(): void {
  const others = [undefined, null, 'views', 12, {}, [], () => {}];
  for (const other of others) {
    it(`refuses ${JSON.stringify(other) ?? String(other)} and says what it takes`, () => {
      const staticfiles = staticfilesOf(createSite(assets));
      assert.throws(() => staticfiles.install(other as never), {
        ...ours,
        message: /environment.*Express|Express.*environment/is,
      });
    });
  }
}

function describeInstances(engine: Engine): void {
  it('answer from their own roots, options and logs', async () => {
    const main = `${picture}{% staticfile "/img/nowhere.gif" %}`;
    const first = openPage(engine, { 'main.njk': main });
    const second = openPage(engine, { 'main.njk': main }, { staticfiles: { mediaUrl: '/shop' } });
    second.site.write('img/a.gif', 'another picture');
    second.site.write('img/nowhere.gif', 'here it is');
    const other = `/shop/img/a.${sha256('another picture')}.gif`;
    const here = `/shop/img/nowhere.${sha256('here it is')}.gif`;
    assert.equal(await first.render(), `<img src="${url.a}">/img/nowhere.gif`);
    assert.equal(await second.render(), `<img src="${other}">${here}`);
    assert.equal(await first.render(), `<img src="${url.a}">/img/nowhere.gif`);
    assert.deepEqual([first.log.warnings.length, second.log.warnings.length], [1, 0]);
  });

  it('of which one is installed in two environments give the same URLs', async () => {
    const first = openPage(engine, { 'main.njk': picture });
    const second = openPage(engine, { 'main.njk': picture });
    second.site.write('img/a.gif', 'another picture');
    first.staticfiles.install(second.env);
    assert.equal(await second.render(), await first.render());
  });
}

for (const engine of engines) {
  describe(`${engine.name}: install into an environment`, () => describeEnvironment(engine));
  describe(`${engine.name}: install into an Express app`, () => describeExpress(engine));
  describe(`${engine.name}: two instances`, () => describeInstances(engine));
}

describe('install into anything else', describeOthers);
