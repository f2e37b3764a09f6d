// A site of 200 templates, served from its manifest alone: no sources, a disk that takes nothing, and the same pages.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as nunjucks from 'nunjucks';
import { createStaticfiles } from '../support/create.ts';
import { refuse, watchDisk } from '../support/disk.ts';
import { collectLog } from '../support/log.ts';
import { fewer } from '../support/sampled.ts';
import { createSite, type Site } from '../support/site.ts';
import { assetFiles } from './support/built-site.ts';
import { type MadeSitePage, makeSite, NAMES } from './support/made-site.ts';

type Staticfiles = ReturnType<typeof createStaticfiles>;
const WRITING = ['writeFileSync', 'renameSync', 'mkdirSync', 'linkSync', 'symlinkSync'] as const;

function environmentOf(staticfiles: Staticfiles, site: Site): nunjucks.Environment {
  const loader = new nunjucks.FileSystemLoader(path.join(site.dir, 'views'));
  const environment = new nunjucks.Environment(loader, { autoescape: true });
  staticfiles.install(environment as never);
  return environment;
}

function renderAll(staticfiles: Staticfiles, site: Site, pages: readonly MadeSitePage[]): string[] {
  const environment = environmentOf(staticfiles, site);
  return pages.flatMap(({ name, contexts }) =>
    contexts.map((context) => environment.render(name, context)),
  );
}

/** Lists what browsers would fetch for a page or sheet. */
function urlsIn(text: string): string[] {
  const attributes = [...text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url = '']) => url);
  const candidates = [...text.matchAll(/srcset="([^" ]*)/g)].map(([, url = '']) => url);
  const styles = [...text.matchAll(/url\(([^)]*)\)/g)].map(([, url = '']) => url);
  return [...attributes, ...candidates, ...styles].map((url) => url.replace(/^["']|["']$/g, ''));
}

async function failuresOf(served: Staticfiles, pages: readonly string[]) {
  const pending = new Set(pages.flatMap(urlsIn).map((url) => new URL(url, 'http://h/').href));
  const failed: string[] = [];
  for (const url of pending) {
    const response = await served.handle(new Request(url));
    if (response?.status !== 200) failed.push(url);
    else if (url.endsWith('.css')) {
      for (const each of urlsIn(await response.text())) pending.add(new URL(each, url).href);
    }
  }
  return { failed };
}

async function serveAlone(seed: number, count: number, isOpen: boolean) {
  const { views, pages } = makeSite(seed, count, isOpen);
  const templates = Object.entries(views).map(([name, text]) => [`../views/${name}`, text]);
  const site = createSite({ ...assetFiles(NAMES), ...Object.fromEntries(templates) });
  const common = { outDir: site.outDir, debug: false };
  const open = (options: object, system: object = {}) =>
    createStaticfiles(
      { logger: collectLog(), ...common, ...options },
      { folder: site.dir, ...system },
    );
  const building = open({ roots: site.root });
  const env = environmentOf(building, site) as never;
  const manifest = path.join(site.dir, 'manifest.json');
  const report = await building.prepare({ templates: 'views', env, manifest, strict: !isOpen });
  const made = renderAll(open({ roots: site.root, outDir: 'other' }), site, pages);
  fs.renameSync(site.root, `${site.root}.gone`);
  const disk = watchDisk((name, file, args) => {
    for (const each of WRITING) refuse(each, 'EROFS')(name, file, args);
  });
  const log = collectLog();
  const alone = open({ manifest, logger: log }, { disk: disk.disk });
  return { report, pages, made, served: renderAll(alone, site, pages), alone, log };
}

describe('a site of many templates, from its manifest alone', function () {
  this.timeout(300_000);
  const count = fewer('templates of a made site', 200, 48);

  it('gives the pages of the server with sources, and every file that they name', async () => {
    const { report, made, served, alone, log } = await serveAlone(1, count, false);
    assert.deepEqual([report.unknown, report.missing, report.warnings], [[], [], []]);
    for (const [at, page] of served.entries()) assert.equal(page, made[at]);
    const { failed } = await failuresOf(alone, served);
    assert.deepEqual([failed, log.warnings], [[], []]);
  });

  it('differs only where the build has listed what it does not know', async () => {
    const { report, pages, made, served, alone, log } = await serveAlone(2, count, true);
    // what a page puts into the body of a layout is listed there
    const listed = report.unknown.map(({ message }) => message).join('\n');
    for (const what of [/value writes/, /body names/, /How often this loop/, /This path depends/]) {
      assert.match(listed, what);
    }
    const isOpen = pages.flatMap((page) => page.contexts.map(() => page.isOpen));
    for (const [at, page] of served.entries()) if (!isOpen[at]) assert.equal(page, made[at]);
    const { failed } = await failuresOf(alone, served);
    assert.deepEqual([report.missing, failed, log.warnings], [[], [], []]);
  });
});
