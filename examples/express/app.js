import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import express from 'express';
import nunjucks from 'nunjucks';
import { createStaticfiles } from 'nunjucks-staticfile';
import { createGuests } from './guests.js';
import { findPicture, lights, neighbours, pictures } from './pictures.js';

const here = import.meta.dirname;
const views = path.join(here, 'views');

const require = createRequire(import.meta.url);
const installed = (name) => path.dirname(require.resolve(`${name}/package.json`));

export const defaultRoots = [
  path.join(here, 'public'),
  { dir: path.join(installed('bootstrap'), 'dist'), at: '/vendor/bootstrap' },
  { dir: path.join(installed('bootstrap-icons'), 'font'), at: '/vendor/bootstrap-icons' },
  { dir: path.join(installed('alpinejs'), 'dist'), at: '/vendor/alpine' },
];

/** The options are those of `createStaticfiles`; only `outDir` and `roots` have other defaults. */
export function createApp({
  outDir = path.join(here, '.static'),
  guestsFolder = path.join(here, '.static-guests'),
  roots = defaultRoots,
  debug = process.env.NODE_ENV !== 'production',
  ...options
} = {}) {
  const app = express();
  const environment = nunjucks.configure(views, {
    express: app,
    tags: { blockStart: '<%', blockEnd: '%>' },
    autoescape: true,
    noCache: debug,
  });
  const guests = createGuests(guestsFolder);
  const allRoots = [...roots, guests.root];
  const staticfiles = createStaticfiles({ roots: allRoots, outDir, debug, ...options });
  staticfiles.install(app);
  // Before the pages: most requests are for files.
  app.use(staticfiles.middleware());
  app.use(guests.router);
  addPages(app, environment);
  if (!debug) compileViews(environment);
  return { app, staticfiles, environment };
}

function addPages(app, environment) {
  environment.addGlobal('lights', lights);
  environment.addGlobal('pictures', pictures);
  app.get('/', (_request, response) => {
    const cover = findPicture('far-crossing');
    const recent = ['green-hour', 'before-the-heron', 'rain-on-the-sound'].map(findPicture);
    response.render('home.njk', { page: 'home', cover, recent });
  });
  app.get('/gallery', (_request, response) => response.render('gallery.njk', { page: 'gallery' }));
  app.get('/pictures/:slug', showPicture);
  app.get('/about', (_request, response) => response.render('about.njk', { page: 'about' }));
  app.use((_request, response) => response.status(404).render('not-found.njk'));
}

function showPicture(request, response, next) {
  const picture = findPicture(request.params.slug);
  if (!picture) return next();
  response.render('picture.njk', { picture, ...neighbours(picture) });
}

/**
 * A mistake in a view shows at start, not to the first visitor; and every file and combination
 * that a view names is known before another server asks this one for it.
 */
function compileViews(environment) {
  for (const name of readdirSync(views)) environment.getTemplate(name, true);
}
