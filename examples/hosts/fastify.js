import view from '@fastify/view';
import fastify from 'fastify';
import nunjucks from 'nunjucks';
import { createSite, page, views } from './site.js';

export async function createApp(options) {
  const app = fastify();
  const staticfiles = createSite(options);
  await app.register(view, {
    engine: { nunjucks },
    root: views,
    options: { onConfigure: (environment) => staticfiles.install(environment) },
  });
  app.get('/', (_request, reply) => reply.view('page.njk', page));
  // Everything else may be a file.
  app.setNotFoundHandler(async (request, reply) => {
    const url = new URL(request.url, 'http://site');
    const file = await staticfiles.handle(
      new Request(url, { method: request.method, headers: request.headers }),
    );
    if (file === undefined)
      return reply.code(404).header('Cache-Control', 'no-store').send('Not found');
    return reply.send(file);
  });
  return app;
}
