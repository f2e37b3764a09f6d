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
    if (context.path === '/') {
      context.type = 'html';
      context.body = environment.render('page.njk', page);
      return;
    }
    // A Connect handler writes the answer itself, unless it calls its third argument.
    context.respond = false;
    context.res.statusCode = 200;
    serveFile(context.req, context.res, (error) => {
      context.respond = true;
      context.res.statusCode = 404;
      if (error) context.onerror(error);
      else context.res.end('Not found');
    });
    await next();
  });
  return app;
}
