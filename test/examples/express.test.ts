// The example site in production mode, in a real browser.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import type { RequestListener } from 'node:http';
import * as path from 'node:path';
import { itInLongForm, sampled } from '../support/sampled.ts';
import { createSite } from '../support/site.ts';
import { type Loaded, useBrowser, type Visit } from './support/browser.ts';
import {
  copyPublicFolder,
  createProductionApp,
  listen,
  pagePaths,
} from './support/example-site.ts';

const GALLERY = '/gallery';
/** What is looked at where there are several servers or releases, first the page that has most. */
const LOOKED_AT = sampled('pages of the example site that are looked at again', 1, [
  GALLERY,
  ...pagePaths().filter((page) => page !== GALLERY),
]);
const FILE_TYPES = ['image', 'stylesheet', 'script', 'font'];

function filesOf(loaded: readonly Loaded[]): Loaded[] {
  return loaded.filter(({ type, url }) => FILE_TYPES.includes(type) && !url.startsWith('data:'));
}

/** Plain path → versioned URL paths, of all files that the pages load. */
function byPlainPath(loaded: readonly Loaded[]): Record<string, string> {
  const entries = filesOf(loaded).map(({ url }) => {
    const { pathname } = new URL(url);
    return [pathname.replace(/\.[0-9a-f]{12}(?=\.[^.]+$)/, ''), pathname] as const;
  });
  return Object.fromEntries(entries);
}

describe('the Express example in production mode', function () {
  this.timeout(120_000);
  const browser = useBrowser();

  async function visitAll(
    app: RequestListener,
    pages: readonly string[] = sampled('pages of the example', 4, pagePaths()),
  ): Promise<Loaded[]> {
    const server = await listen(app);
    try {
      const visits: Visit[] = [];
      for (const page of pages) visits.push(await browser.visit(server.origin + page));
      assert.deepEqual(
        visits.flatMap(({ problems }) => problems),
        [],
      );
      return visits.flatMap(({ loaded }) => [...loaded]);
    } finally {
      await server.close();
    }
  }

  it('loads every page without an error, and every file to be cached for ever', async () => {
    const loaded = await visitAll(await createProductionApp(createSite().outDir));
    const files = filesOf(loaded);
    for (const type of FILE_TYPES) assert.ok(files.some((each) => each.type === type));
    const mutable = files.filter(({ cacheControl }) => !cacheControl.includes('immutable'));
    assert.deepEqual(mutable, []);
  });

  itInLongForm(
    'gives a replaced picture, and the sheets that refer to it, new names; no others',
    async () => {
      const site = createSite();
      const publicFolder = copyPublicFolder(path.join(site.dir, 'public'));
      const picture = path.join(publicFolder, 'img/seven-ridges.webp');
      const named = async () => {
        const app = await createProductionApp(site.outDir, publicFolder);
        return byPlainPath(await visitAll(app, LOOKED_AT));
      };
      const old = await named();
      fs.copyFileSync(path.join(publicFolder, 'img/walking-dunes.webp'), picture);
      const young = await named();
      const changed = Object.keys(young).filter((each) => young[each] !== old[each]);
      assert.deepEqual(Object.keys(young).sort(), Object.keys(old).sort());
      assert.deepEqual(changed.sort(), ['/css/base_gallery.css', '/img/seven-ridges.webp']);
    },
  );

  itInLongForm('loads every page from two servers that share no disk', async () => {
    const servers = await Promise.all(
      [createSite(), createSite()].map(({ outDir }) => createProductionApp(outDir).then(listen)),
    );
    try {
      const roles = [servers, servers.toReversed()];
      for (const [pages, files] of sampled('roles of two servers', 1, roles)) {
        const balancer = balance(pages?.origin ?? '', files?.origin ?? '');
        await visitAll(balancer, LOOKED_AT);
      }
    } finally {
      for (const server of servers) await server.close();
    }
  });
});

/** Asks one server for pages and the other for files: the worst that a round-robin can do. */
function balance(pages: string, files: string): RequestListener {
  return (request, response) => {
    const { pathname } = new URL(request.url ?? '/', pages);
    const target = pagePaths().includes(pathname) ? pages : files;
    fetch(target + request.url).then(
      async (answer) => {
        const headers = Object.fromEntries(answer.headers);
        response.writeHead(answer.status, headers).end(Buffer.from(await answer.arrayBuffer()));
      },
      (error: unknown) => response.destroy(error as Error),
    );
  };
}
