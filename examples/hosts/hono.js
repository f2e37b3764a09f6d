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
  app.use(async (context, next) => (await staticfiles.handle(context.req.raw)) ?? next());
  app.notFound((context) => context.text('Not found', 404, { 'Cache-Control': 'no-store' }));
  return app;
}
