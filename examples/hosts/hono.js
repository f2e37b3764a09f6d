import { Hono } from 'hono';
import nunjucks from 'nunjucks';
import { createSite, page, views } from './site.js';

export function createApp(options) {
  const app = new Hono();
  const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(views), {
    autoescape: true,
  });
  const staticfiles = createSite(options);
  staticfiles.install(environment);
  app.get('/', (context) => context.html(environment.render('page.njk', page)));
  app.get(
    '*',
    async (context) => (await staticfiles.handle(context.req.raw)) ?? context.notFound(),
  );
  return app;
}
