// The sites of docs/hosts.md, as they stand there, each in a process of its own.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { request } from 'node:http';
import { createLinkedSite, type Links } from '../sites/support/linked-site.ts';
import { useSiteProcesses } from '../sites/support/site-process.ts';
import { useFixtures } from '../support/fixtures.ts';
import { sampled } from '../support/sampled.ts';

const document = `\n${fs.readFileSync('docs/hosts.md', 'utf8')}`;
/** Without a word about caches, fetch makes every conditional request unconditional. */
const PLAIN = { 'Accept-Encoding': 'identity', 'Cache-Control': 'max-age=0' };
const SHEET = Array.from({ length: 200 }, (_, at) => `.a${at} { color: red }\n`).join('');

/** Headings of the document, and the packages that their sites import. */
const HOSTS: readonly [name: string, heading: string, links: Links][] = [
  ['Express 5', 'Express', { express: 'express' }],
  ['Hapi', 'Hapi', { '@hapi/hapi': '@hapi/hapi', '@hapi/vision': '@hapi/vision' }],
  ['Koa 3', 'Koa', { koa: 'koa' }],
  ['Fastify', 'Fastify', { fastify: 'fastify', '@fastify/view': '@fastify/view' }],
  ['Hono', 'Hono', { hono: 'hono', '@hono/node-server': '@hono/node-server' }],
  ['Express 4', 'Express', { express: 'express4' }],
  ['Koa 2', 'Koa', { koa: 'koa2' }],
  ['node:http', '`node:http`', {}],
];

function codeBelow(heading: string, language: string): string {
  const section = document.slice(document.indexOf(`\n${heading}\n`));
  const code = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(section)?.[1];
  return code ?? assert.fail(`no code below "${heading}"`);
}

function createHost(heading: string, links: Links): string {
  const files = {
    'app.mjs': codeBelow(`## ${heading}`, 'js'),
    'views/home.njk': codeBelow('# Hosts', 'njk'),
    'public/css/site.css': SHEET,
    'public/img/logo.gif': 'GIF89a',
  };
  return createLinkedSite(files, { nunjucks: 'nunjucks', ...links });
}

describe('a site of docs/hosts.md', function () {
  this.timeout(60_000);
  useFixtures();
  const sites = useSiteProcesses();

  for (const [name, heading, links] of sampled('hosts of docs/hosts.md', 1, HOSTS)) {
    it(`serves its page and files: ${name}`, async () => {
      const { origin, stderr } = await sites.start(createHost(heading, links), 'app.mjs');
      const html = await (await fetch(origin)).text();
      const urls = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, url = '']) => url);
      assert.equal(urls.length, 2, html);
      const get = (url: string, headers = {}) =>
        fetch(origin + url, { headers: { ...PLAIN, ...headers } });
      for (const url of urls) {
        const answer = await get(url);
        assert.equal(answer.status, 200, url);
        assert.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable');
        const length = (await answer.arrayBuffer()).byteLength;
        const tag = answer.headers.get('etag') ?? '';
        assert.equal((await get(url, { 'If-None-Match': tag })).status, 304);
        const part = await get(url, { Range: 'bytes=1-3' });
        assert.deepEqual([part.status, (await part.text()).length], [206, 3]);
        const head = await fetch(origin + url, { method: 'HEAD' });
        assert.deepEqual([head.status, (await head.text()).length], [200, 0]);
        if (url.endsWith('.gif')) assert.equal(head.headers.get('content-length'), `${length}`);
      }
      const missing = await get('/img/none.0123456789ab.gif');
      assert.deepEqual([missing.status, missing.headers.get('cache-control')], [404, 'no-store']);
      const posted = await fetch(`${origin}${urls[0]}`, { method: 'POST', body: 'a' });
      assert.equal(posted.status, 404);
      assert.equal(stderr(), '');
    });
  }

  it('keeps the compression of Hapi', async () => {
    const [, heading, links] = HOSTS[1] ?? assert.fail();
    const { origin } = await sites.start(createHost(heading, links), 'app.mjs');
    const [url = ''] = /\/css\/[^"]+/.exec(await (await fetch(origin)).text()) ?? [];
    const answer = await fetch(origin + url, { headers: { 'Accept-Encoding': 'gzip' } });
    assert.equal(answer.headers.get('content-encoding'), 'gzip');
    assert.equal(await answer.text(), SHEET);
    const tag = answer.headers.get('etag') ?? '';
    const headers = { ...PLAIN, 'Accept-Encoding': 'gzip', 'If-None-Match': tag };
    assert.equal((await fetch(origin + url, { headers })).status, 304);
  });

  const odd = HOSTS.filter(([each]) => /Hapi|Fastify$/.test(each));
  for (const [name, heading, links] of sampled('hosts that are asked oddly', 1, odd)) {
    it(`answers what names no place with no failure of the server: ${name}`, async () => {
      const { origin, stderr } = await sites.start(createHost(heading, links), 'app.mjs');
      const { port } = new URL(origin);
      const ask = (target: string, host: string) =>
        new Promise<number>((resolve, reject) => {
          const options = {
            host: '127.0.0.1',
            port,
            path: target,
            headers: { host },
            agent: false,
          };
          const sent = request(options, (answer) => resolve(answer.resume().statusCode ?? 0));
          sent.on('error', reject).end();
        });
      assert.equal(await ask('/img/logo.gif', 'a b:99999'), 200);
      for (const target of ['http://', 'http://[', '//', '//:99999/', '*']) {
        const status = await ask(target, 'site');
        assert.ok(status < 500, `${target} ${status}`);
      }
      assert.equal(stderr(), '');
    });
  }
});
