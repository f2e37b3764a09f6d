// A site with sources, its build, and a server that has nothing but the manifest.
import * as path from 'node:path';
import * as nunjucks from 'nunjucks';
import type { PrepareOptions, PrepareReport, StaticfilesOptions } from '../../../lib/index.ts';
import { createStaticfiles } from '../../support/create.ts';
import { type CollectedLog, collectLog } from '../../support/log.ts';
import { createSite, type Files, type Site } from '../../support/site.ts';

type Staticfiles = ReturnType<typeof createStaticfiles>;

export interface BuiltSite {
  readonly site: Site;
  readonly report: PrepareReport;
  /** What the server with the manifest warns of. */
  readonly log: CollectedLog;
  readonly served: Staticfiles;
  /** Renders a template with sources, and from the manifest alone. */
  render(template: string, context?: object): { readonly made: string; readonly served: string };
}

/** Scripts that may be joined, and stylesheets. */
export function assetFiles(names: readonly string[]): Files {
  return Object.fromEntries(
    names.flatMap((name) => [
      [`js/${name}.js`, `(function () { window.${name} = "${name}"; })();\n`],
      [`css/${name}.css`, `.${name} { background: url(../img/${name}.gif); }\n`],
      [`img/${name}.gif`, `GIF89a ${name}`],
    ]),
  );
}

/** Builds a site of templates, and opens its manifest. */
export async function buildSite(
  views: Files,
  files: Files = assetFiles(['a', 'b', 'c', 'd']),
  options: Partial<StaticfilesOptions> = {},
  preparing: Partial<PrepareOptions> = {},
): Promise<BuiltSite> {
  const templates = Object.entries(views).map(([name, text]) => [`../views/${name}`, text]);
  const site = createSite({ ...files, ...Object.fromEntries(templates) });
  const common = { outDir: site.outDir, debug: false, ...options };
  const building = createStaticfiles(
    { roots: site.root, logger: collectLog(), ...common },
    { folder: site.dir },
  );
  const manifest = path.join(site.dir, 'manifest.json');
  const env = environmentOf(building, site);
  const report = await building.prepare({
    templates: 'views',
    env: env as never,
    manifest,
    ...preparing,
  });
  const log = collectLog();
  const served = createStaticfiles({ manifest, logger: log, ...common }, { folder: site.dir });
  const making = createStaticfiles(
    { roots: site.root, logger: collectLog(), ...common },
    { folder: site.dir },
  );
  const [withSources, alone] = [environmentOf(making, site), environmentOf(served, site)];
  const render = (template: string, context: object = {}) => ({
    made: withSources.render(template, context),
    served: alone.render(template, context),
  });
  return { site, report, log, served, render };
}

function environmentOf(staticfiles: Staticfiles, site: Site): nunjucks.Environment {
  const loader = new nunjucks.FileSystemLoader(path.join(site.dir, 'views'));
  const environment = new nunjucks.Environment(loader, { autoescape: true });
  staticfiles.install(environment as never);
  return environment;
}
