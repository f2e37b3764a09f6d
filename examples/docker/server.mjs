// A server that has the manifest and the outputs of a build: no sources, and nothing to write.
import { createServer } from 'node:http';
import nunjucks from 'nunjucks';
import { createStaticfiles } from 'nunjucks-staticfile';

const staticfiles = createStaticfiles({ manifest: 'manifest.json' });
const environment = nunjucks.configure('views');
staticfiles.install(environment);
const files = staticfiles.middleware();

const server = createServer((request, response) => {
  files(request, response, () => {
    if (request.url !== '/') return void response.writeHead(404).end();
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(environment.render('page.njk', { title: 'A page from the manifest' }));
  });
});
server.listen(Number(process.env.PORT ?? 3000), () => {
  console.log(`http://localhost:${server.address().port}`);
});
// containers are stopped by this signal
process.on('SIGTERM', () => server.close());
