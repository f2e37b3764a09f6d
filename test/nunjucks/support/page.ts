// A Nunjucks environment over an object of templates, with the tags installed.
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { ConfigureOptions, Environment, ILoader, LoaderSource } from 'nunjucks';
import { createStaticfiles } from '../../support/create.ts';
import { type CollectedLog, collectLog } from '../../support/log.ts';
import type { Engine } from '../../support/nunjucks.ts';
import { createSite, type Site } from '../../support/site.ts';
import { assets } from './assets.ts';

export type Templates = Readonly<Record<string, string>>;
export type Mode = 'render' | 'callback';
export const modes: readonly Mode[] = ['render', 'callback'];

type Staticfiles = ReturnType<typeof createStaticfiles>;
type StaticfilesOptions = Parameters<typeof createStaticfiles>[0];

export interface Page {
  readonly env: Environment;
  readonly site: Site;
  readonly staticfiles: Staticfiles;
  readonly log: CollectedLog;
  render(mode?: Mode, context?: object): Promise<string>;
}

export interface PageOptions {
  readonly nunjucks?: ConfigureOptions;
  readonly staticfiles?: Partial<StaticfilesOptions>;
  /** The templates are files, read by Nunjucks' own loader, instead of an object's strings. */
  readonly onDisk?: boolean;
  /** See the option of `install`. */
  readonly bake?: boolean;
}

/** Opens `main.njk` of the given templates over the asset files. */
export function openPage(engine: Engine, templates: Templates, options: PageOptions = {}): Page {
  const site = createSite(assets);
  const log = collectLog();
  const staticfiles = createStaticfiles({
    roots: site.root,
    outDir: site.outDir,
    logger: log,
    ...options.staticfiles,
  });
  const loader = options.onDisk ? fileLoader(engine, site, templates) : objectLoader(templates);
  const env = new engine.nunjucks.Environment(loader, options.nunjucks);
  env.addFilter('later', (value, done) => setImmediate(done, null, value), true);
  staticfiles.install(env, options.bake === undefined ? undefined : { bake: options.bake });
  const render = (mode: Mode = 'render', context: object = {}): Promise<string> =>
    renderTemplate(env, mode, context);
  return { env, site, staticfiles, log, render };
}

/** Renders `main.njk` with or without a callback; what it throws rejects. */
export function renderTemplate(env: Environment, mode: Mode, context: object): Promise<string> {
  return new Promise((resolve, reject) => {
    if (mode === 'render') return resolve(env.render('main.njk', context));
    env.render('main.njk', context, (error, html) => (error ? reject(error) : resolve(html ?? '')));
  });
}

/** A loader that answers nothing for a name it has not, which `ignore missing` needs. */
export function objectLoader(templates: Templates): ILoader {
  return {
    getSource: (name) => {
      const src = templates[name];
      if (src === undefined) return null as unknown as LoaderSource;
      return { src, path: name, noCache: false };
    },
  };
}

function fileLoader(engine: Engine, site: Site, templates: Templates): ILoader {
  const views = path.join(site.dir, 'views');
  fs.mkdirSync(views);
  for (const [name, source] of Object.entries(templates)) {
    fs.writeFileSync(path.join(views, name), source);
  }
  return new engine.nunjucks.FileSystemLoader(views);
}
