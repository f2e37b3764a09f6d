import express from 'express';
import nunjucks from 'nunjucks';
import { createSite, page, views } from './site.js';

export function createApp(options) {
  const app = express();
  nunjucks.configure(views, { express: app });
  const staticfiles = createSite(options);
  staticfiles.install(app);
  app.use(staticfiles.middleware());
  app.get('/', (_request, response) => response.render('page.njk', page));
  return app;
}
