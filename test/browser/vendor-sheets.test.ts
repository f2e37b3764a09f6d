// Stylesheets of npm packages, combined with a site's own sheet, in a real browser.
import assert from 'node:assert/strict';
import express, { type Express } from 'express';
import type { Staticfiles } from '../../lib/index.ts';
import { type Loaded, useBrowser } from '../examples/support/browser.ts';
import { listen, type RunningServer } from '../examples/support/example-site.ts';
import { createStaticfiles } from '../support/create.ts';
import { type CollectedLog, collectLog } from '../support/log.ts';
import { sampled } from '../support/sampled.ts';
import { createSite } from '../support/site.ts';
import { ownSheet, type VendorSheet, vendorSheets } from './support/vendor-sheets.ts';
import { addVerdictPage, type Verdict } from './support/verdict-page.ts';

interface Case {
  readonly title: string;
  readonly sheets: readonly VendorSheet[];
}

const cases: readonly Case[] = [
  ...sampled('packages whose sheets are combined in Chromium', 1, vendorSheets).map((each) => ({
    title: each.name,
    sheets: [each],
  })),
  { title: 'all packages in one combination', sheets: vendorSheets },
];

function makeStaticfiles(
  sheets: readonly VendorSheet[],
  mediaUrl: string,
  logger: CollectedLog,
): Staticfiles {
  const { root, outDir } = createSite(ownSheet.files);
  const roots = [root, ...sheets.map((each) => each.root)];
  const production = { debug: false, cacheDir: false, missing: 'throw' } as const;
  return createStaticfiles({ roots, outDir, mediaUrl, logger, ...production });
}

function combine(staticfiles: Staticfiles, sheets: readonly VendorSheet[]): string {
  return staticfiles.staticfile([...sheets, ownSheet].map(({ sheet }) => sheet).join('; '));
}

interface Host {
  readonly page: string;
  /** Every URL of a sheet, font or picture begins with it. */
  readonly files: string;
  readonly verdict: Promise<Verdict>;
}

const running: RunningServer[] = [];

/** Starts a server that ends with the test. */
async function start(app: Express): Promise<RunningServer> {
  const server = await listen(app);
  running.push(server);
  return server;
}

type MakeHost = (sheets: readonly VendorSheet[], log: CollectedLog) => Promise<Host>;

const underSubPath: MakeHost = async (sheets, log) => {
  const staticfiles = makeStaticfiles(sheets, '/shop', log);
  const app = express();
  const url = combine(staticfiles, sheets);
  const verdict = addVerdictPage(app, '/shop/goods/page', sheets, url);
  app.use('/shop', staticfiles.middleware());
  const server = await start(app);
  const files = `${server.origin}/shop/`;
  return { page: `${files}goods/page`, files, verdict };
};

const fromAnotherHost: MakeHost = async (sheets, log) => {
  const filesApp = express();
  const filesServer = await start(filesApp);
  const mediaUrl = filesServer.origin.replace('http://127.0.0.1', '//localhost');
  const staticfiles = makeStaticfiles(sheets, mediaUrl, log);
  serveToAllOrigins(filesApp, staticfiles);
  const app = express();
  const url = combine(staticfiles, sheets);
  const verdict = addVerdictPage(app, '/goods/page', sheets, url);
  const server = await start(app);
  const page = `${server.origin}/goods/page`;
  return { page, files: `http:${mediaUrl}/`, verdict };
};

/** Browsers take fonts from another origin only if it says that they may. */
function serveToAllOrigins(app: Express, staticfiles: Staticfiles): void {
  app.use((_request, response, next) => {
    response.set('Access-Control-Allow-Origin', '*');
    next();
  });
  app.use(staticfiles.middleware());
}

function assertSeen(sheets: readonly VendorSheet[], verdict: Verdict, loaded: Loaded[]): void {
  for (const { fonts, pictures, positions } of [...sheets, ownSheet]) {
    for (const font of fonts) assert.deepEqual(verdict.fonts[font], ['loaded'], font);
    for (const [selector, position] of Object.entries(positions)) {
      assert.equal(verdict.positions[selector], position, selector);
    }
    for (const [selector, picture] of Object.entries(pictures)) {
      const { url = '', size } = verdict.pictures[selector] ?? {};
      assert.equal(`${plainName(url)} ${size}`, picture, selector);
      const answer = loaded.find((each) => each.url === url);
      assert.deepEqual([answer?.status, answer?.type], [200, 'image'], url);
    }
  }
}

/** The name of a versioned file before it got its version; another one stays whole. */
function plainName(url: string): string {
  const name = new URL(url).pathname.split('/').at(-1) ?? '';
  return name.replace(/\.[0-9a-f]{12}(?=\.[^.]+$)/, '');
}

/** Sheets, fonts and pictures, without those that the page uses to tell its verdict. */
function filesOf(loaded: readonly Loaded[]): Loaded[] {
  const types = ['stylesheet', 'font', 'image'];
  return loaded.filter(({ type, url }) => types.includes(type) && !/^data:|\/told\.svg$/.test(url));
}

function assertFromHost(files: readonly Loaded[], host: Host, sheets: readonly VendorSheet[]) {
  const elsewhere = files.filter(({ url }) => !url.startsWith(host.files));
  assert.deepEqual(elsewhere, []);
  const mutable = files.filter(({ cacheControl }) => !cacheControl.includes('immutable'));
  assert.deepEqual(mutable, []);
  const fonts = new Set(files.filter(({ type }) => type === 'font').map(({ url }) => url));
  const wanted = sheets.flatMap((each) => each.fonts);
  assert.ok(fonts.size >= wanted.length, `${fonts.size} fonts for ${wanted.join(', ')}`);
  assert.equal(files.filter(({ type }) => type === 'stylesheet').length, 1);
}

describe('stylesheets of npm packages, combined with a sheet of another folder', function () {
  this.timeout(60_000);
  const browser = useBrowser();
  afterEach(async () => {
    for (const server of running.splice(0)) await server.close();
  });
  const hosts = { 'under a sub-path': underSubPath, 'from another host': fromAnotherHost };

  async function check(sheets: readonly VendorSheet[], makeHost: MakeHost): Promise<void> {
    const log = collectLog();
    const host = await makeHost(sheets, log);
    const { problems, loaded } = await browser.visit(host.page);
    assert.deepEqual([...problems, ...log.warnings, ...log.errors], []);
    const files = filesOf(loaded);
    assertSeen(sheets, await host.verdict, files);
    assertFromHost(files, host, sheets);
  }

  const pages = Object.entries(hosts).flatMap((host) =>
    cases.map((each) => [...host, each] as const),
  );
  for (const [place, makeHost, { title, sheets }] of sampled('pages of sheets of npm', 2, pages)) {
    it(`${title}: loads its fonts and pictures ${place}`, () => check(sheets, makeHost));
  }
});
