// Large sheets and scripts that a request asks for are searched in a worker, and each turn is short.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import nunjucks from 'nunjucks';
import { createStaticfiles } from '../support/create.ts';
import { useServers } from '../support/http.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

/** Finds nothing whatever it is given, and notes it: who searches for himself finds something. */
const BLIND = `
import { appendFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ id, name, input }) => {
  appendFileSync(new URL('jobs.txt', import.meta.url), name + ' ' + (input.kind ?? '') + '\\n');
  const text = input.task?.text.replaceAll(' ', '');
  const bytes = Buffer.from('{"made":"in a worker"}');
  const script = { isStrict: false, vars: [], functions: [], lexical: [], words: [] };
  const map = { bytes, hash: 'f'.repeat(64) };
  const values = { minify: { text, by: 'engine' }, map, script };
  parentPort.postMessage({ id, value: values[name] ?? [] });
});
parentPort.postMessage({ id: 0 });
`;

const SHEET = `a { background: url("x.png") }\n${'b { color: red }\n'.repeat(20_000)}`;
const SCRIPT = `import "./small.js";\n${'f ( 1 ) ;\n'.repeat(30_000)}`;

describe('middleware and large texts', () => {
  const servers = useServers();

  async function serve(files: Record<string, string>, minify: object = { js: false, css: false }) {
    const site = createSite({ ...files, 'x.png': 'png', 'small.js': 'a ( 1 )' });
    const workerFile = path.join(site.dir, 'worker.mjs');
    fs.writeFileSync(workerFile, BLIND);
    const staticfiles = createStaticfiles(
      {
        roots: site.root,
        outDir: path.join(site.dir, 'out'),
        debug: false,
        logger: collectLog(),
        minify,
        sourceMap: true,
      },
      { workerFile },
    );
    const server = await servers.serve(staticfiles.middleware());
    const jobs = () => {
      const file = path.join(site.dir, 'jobs.txt');
      return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
    };
    const published = () => site.list('out').filter((each) => /^large/.test(each));
    return { site, staticfiles, server, jobs, published };
  }

  for (const [name, text, kind] of [
    ['large.css', SHEET, 'css'],
    ['large.js', SCRIPT, 'js'],
  ] as const) {
    it(`never searches ${name} itself, and has that done once for all versions`, async () => {
      const { site, staticfiles, server, jobs, published } = await serve({ [name]: text });
      try {
        for (let at = 0; at < 20; at += 1) {
          const version = at.toString(16).padStart(12, '0');
          const { status } = await server.get(`/large.${version}.${kind}`);
          assert.equal(status, 404);
        }
        assert.deepEqual(jobs(), [`references ${kind}`]);
        const [made = ''] = published();
        // the worker has found nothing
        assert.equal(fs.readFileSync(path.join(site.dir, 'out', made), 'utf8'), text);
      } finally {
        await staticfiles.close();
      }
    });
  }

  it('never makes a source map itself', async () => {
    const { site, staticfiles, server, published } = await serve({ 'large.js': SCRIPT }, {});
    try {
      assert.equal((await server.get('/large.0123456789ab.js')).status, 404);
      const [map = ''] = published().filter((each) => each.endsWith('.map'));
      assert.match(map, /^large\.js\.f{12}\.map$/);
      assert.equal(site.read(`out/${map}`), '{"made":"in a worker"}');
    } finally {
      await staticfiles.close();
    }
  });

  it('never parses scripts to join them', async () => {
    // who parses them leaves the second out: it declares the name again
    const files = { 'a.js': 'let a = 1', 'b.js': 'let a = 2' };
    const { site, staticfiles, server, jobs } = await serve(files);
    try {
      const env = staticfiles.install(new nunjucks.Environment(null));
      void new nunjucks.Template('{% staticfile "/a.js; /b.js" %}', env as never, '', true);
      assert.equal((await server.get('/a_b.0123456789ab.js')).status, 404);
      assert.deepEqual(jobs(), ['script ', 'script ']);
      const [joined = ''] = site.list('out').filter((each) => each.startsWith('a_b'));
      assert.match(site.read(`out/${joined}`), /let a = 1[\s\S]*let a = 2/);
    } finally {
      await staticfiles.close();
    }
  });

  it('searches one that others import before it converts these', async () => {
    const files = { 'large.css': SHEET, 'a.css': '@import "large.css"; b { color: red }' };
    const { staticfiles, server, jobs } = await serve(files);
    try {
      assert.equal((await server.get('/a.0123456789ab.css')).status, 404);
      assert.deepEqual(jobs(), ['references css']);
    } finally {
      await staticfiles.close();
    }
  });
});
