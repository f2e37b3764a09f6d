import Koa from 'koa';
import nunjucks from 'nunjucks';
import { createSite, page, views } from './site.js';

export function createApp(options) {
  const app = new Koa();
  const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(views), {
    autoescape: true,
  });
  const staticfiles = createSite(options);
  staticfiles.install(environment);
  const serveFile = staticfiles.middleware();
  app.use(async (context, next) => {
    const { req, res } = context;
    const isServed = await new Promise((resolve, reject) => {
      res.once('close', () => resolve(true));
      serveFile(req, res, (error) => (error ? reject(error) : resolve(false)));
    });
    if (!isServed) return next();
    context.respond = false;
  });
  app.use(async (context, next) => {
    if (context.path !== '/') return next();
    context.type = 'html';
    context.body = environment.render('page.njk', page);
  });
  return app;
}
