import { readFile } from 'node:fs/promises';
import Hapi from '@hapi/hapi';
import vision from '@hapi/vision';
import nunjucks from 'nunjucks';

const environment = nunjucks.configure('views', { autoescape: true });
const server = Hapi.server({ port: Number(process.env.PORT) });
await server.register(vision);
server.views({
  path: 'views',
  compileOptions: { environment },
  engines: {
    njk: {
      compile: (source, options) => {
        const template = nunjucks.compile(source, options.environment);
        return (context) => template.render(context);
      },
    },
  },
});
server.route({
  method: 'GET',
  path: '/',
  handler: (_request, h) => h.view('home', { name: 'Ada' }),
});
const types = { css: 'text/css', js: 'text/javascript' };
server.route({
  method: 'GET',
  path: '/{folder}/{file}',
  handler: async ({ params }, h) => {
    const bytes = await readFile(`public/${params.folder}/${params.file}`).catch(() => undefined);
    return bytes === undefined
      ? h.response().code(404)
      : h.response(bytes).type(types[params.folder]);
  },
});
await server.start();
