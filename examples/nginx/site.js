// The site that nginx stands before: an Express app whose versioned names begin with /forever.
import path from 'node:path';
import express from 'express';
import nunjucks from 'nunjucks';
import { createStaticfiles } from 'nunjucks-staticfile';
import { page, views } from '../hosts/site.js';

export const options = {
  roots: path.join(import.meta.dirname, '../hosts/static'),
  namePrefix: '/forever',
  // nginx serves what the build made: pages name that from the first one on
  conversion: 'inline',
};

/** The options are those of `createStaticfiles`. */
export function createApp(more) {
  const app = express();
  nunjucks.configure(views, { express: app });
  const staticfiles = createStaticfiles({ ...options, debug: false, ...more });
  staticfiles.install(app);
  app.use(staticfiles.middleware());
  app.get('/', (_request, response) => response.render('page.njk', page));
  return { app, staticfiles };
}
