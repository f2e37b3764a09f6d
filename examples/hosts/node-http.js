import { createServer } from 'node:http';
import nunjucks from 'nunjucks';
import { createSite, page, views } from './site.js';

export function createApp(options) {
  const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(views), {
    autoescape: true,
  });
  const staticfiles = createSite(options);
  staticfiles.install(environment);
  const serveFile = staticfiles.middleware();
  return createServer((request, response) => {
    if (request.url === '/') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(environment.render('page.njk', page));
      return;
    }
    serveFile(request, response, () => response.writeHead(404).end('Not found'));
  });
}
