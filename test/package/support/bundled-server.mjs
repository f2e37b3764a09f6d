// A server to be bundled: asks itself for a page and for all that the page names, prints what came.
import { createServer } from 'node:http';
import nunjucks from 'nunjucks';
import { createStaticfiles, StaticfileError } from 'nunjucks-staticfile';
import { cloudFrontProxy } from 'nunjucks-staticfile/cloudfront';

const PAGE = `{% staticfile "/a.gif" %}
{% slimfile "/a.css" %}
{% slimfile "/a.js; /b.js" %}
{% staticall %}<img src="/a.gif">{% endstaticall %}
{% slimcontent "html" %}<p>  x </p>   <p>y</p>{% endslimcontent %}
{% slimcontent %}<style>b { color: red; }</style>{% endslimcontent %}`;

async function ask(staticfiles, urls) {
  const serve = staticfiles.middleware();
  const server = createServer((request, response) =>
    serve(request, response, () => response.writeHead(404).end()),
  );
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const answers = await Promise.all(
    urls.map(async (url) => {
      const response = await fetch(origin + url);
      return [response.status, response.headers.get('content-type'), await response.text()];
    }),
  );
  server.close();
  const handled = await staticfiles.handle(new Request(origin + urls[0]));
  return [...answers, [handled.status, handled.headers.get('content-type'), await handled.text()]];
}

function isRefused() {
  try {
    cloudFrontProxy({ buckets: 1 });
    return false;
  } catch (error) {
    return error instanceof StaticfileError;
  }
}

async function main() {
  const log = [];
  const note = (text) => log.push(text);
  const logger = { debug: note, info: note, warn: note, error: note };
  const staticfiles = createStaticfiles({ roots: 'public', outDir: 'out', cacheDir: 'c', logger });
  const env = staticfiles.install(new nunjucks.Environment(null));
  const { failed } = await staticfiles.prepare({ templates: 'views', env });
  const page = env.renderString(PAGE).split('\n');
  const answers = await ask(staticfiles, page.slice(0, 3));
  await staticfiles.close();
  console.log(JSON.stringify({ page, answers, failed, log, isRefused: isRefused() }));
}

main();
