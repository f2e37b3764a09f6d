import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import layouts from '@metalsmith/layouts';
import Metalsmith from 'metalsmith';
import nunjucks from 'nunjucks';
import { createSite, page, views } from './site.js';

/** What tools ask for that make their own environment: extensions and filters by name. */
export function pluginOf(staticfiles) {
  const environment = staticfiles.install(new nunjucks.Environment());
  return {
    name: 'Staticfile',
    extension: environment.getExtension('Staticfile'),
    filters: {
      staticfile: environment.getFilter('staticfile'),
      __staticfile: environment.getFilter('__staticfile'),
    },
  };
}

/** Builds the page in a folder of its own; outputs go to the site's folder. */
export async function render(options) {
  const folder = mkdtempSync(path.join(tmpdir(), 'metalsmith-'));
  const { name, extension, filters } = pluginOf(createSite(options));
  cpSync(views, path.join(folder, 'layouts'), { recursive: true });
  mkdirSync(path.join(folder, 'src'));
  writeFileSync(path.join(folder, 'src/index.html'), '---\nlayout: page.njk\n---\n');
  try {
    await Metalsmith(folder)
      .metadata(page)
      .use(
        layouts({
          transform: 'nunjucks',
          directory: 'layouts',
          pattern: '**/*.html',
          engineOptions: { autoescape: true, extensions: { [name]: extension }, filters },
        }),
      )
      .build();
    return readFileSync(path.join(folder, 'build/index.html'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
