// What a request asks for is minified in a worker thread, once for each content, whatever is asked for.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { StaticfilesOptions, System } from '../../lib/index.ts';
import { createMiddleware } from '../../lib/serve/middleware.ts';
import { createStaticfiles } from '../support/create.ts';
import { watchDisk } from '../support/disk.ts';
import { type TestServer, useServers } from '../support/http.ts';
import { collectLog } from '../support/log.ts';
import { createSite, type Files } from '../support/site.ts';

/** Notes each call and its thread. */
const MINIFIER = `
const fs = require('node:fs');
const { isMainThread } = require('node:worker_threads');
exports.js = (text, { path }) => {
  if (path.includes('exit')) process.exit(0);
  if (path.includes('endless')) for (;;);
  fs.appendFileSync(__dirname + '/calls.txt', (isMainThread ? 'main ' : 'worker ') + path + '\\n');
  return text.replace(/ +/g, '');
};
`;

const NONSENSE = Array.from({ length: 250 }, (_, at) => at.toString(16).padStart(12, '0'));

function open(
  files: Files,
  options: Partial<StaticfilesOptions> = {},
  system: Partial<System> = {},
) {
  const site = createSite({ ...files, 'minify.cjs': MINIFIER });
  const watched = watchDisk();
  const make = (outDir: string) =>
    createStaticfiles(
      {
        roots: site.root,
        outDir: path.join(site.dir, outDir),
        debug: false,
        logger: collectLog(),
        minify: { js: './minify.cjs#js' },
        ...options,
      },
      { folder: site.root, disk: watched.disk, ...system },
    );
  const calls = () => {
    const file = path.join(site.root, 'calls.txt');
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  };
  return { site, watched, staticfiles: make('out'), make, calls };
}

describe('middleware and what has to be minified', function () {
  this.timeout(60_000);
  const servers = useServers();
  const made: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(made.splice(0).map((each) => each.close()));
  });
  const serve = async (site: ReturnType<typeof open>): Promise<TestServer> => {
    made.push(site.staticfiles);
    return servers.serve(site.staticfiles.middleware());
  };

  it('answers with a file as it is while a worker still minifies it', async function () {
    // shorter than what a worker may take
    this.timeout(40_000);
    const site = open({ 'endless.js': 'a ( 1 )' });
    const other = site.make('other');
    made.push(other);
    const server = await serve(site);
    const answer = await server.get(other.staticfile('/endless.js'));
    assert.equal(answer.status, 200);
    assert.equal(answer.body.toString(), 'a ( 1 )');
    assert.match(answer.headers['cache-control'] ?? '', /immutable/);
  });

  it('minifies each file once for a thousand names that are none of ours', async () => {
    const files = ['a.js', 'b.js', 'c.js', 'd.js'];
    const site = open(Object.fromEntries(files.map((name) => [name, `${name[0]} ( 1 )`])));
    const server = await serve(site);
    for (const version of NONSENSE) {
      const all = files.map((name) => server.get(`/${name.replace('.', `.${version}.`)}`));
      for (const { status, headers } of await Promise.all(all)) {
        assert.deepEqual([status, headers['cache-control']], [404, 'no-store']);
      }
    }
    assert.deepEqual(
      site.calls().sort(),
      files.map((name) => `worker /${name}`),
    );
    assert.equal(site.watched.published().length, 2 * files.length);
  });

  it('makes in a worker what another server has rendered, once for all who ask', async () => {
    const site = open({ 'a.js': 'a ( 1 )' });
    const url = site.make('other').slimfile('/a.js');
    const server = await serve(site);
    const answers = await Promise.all(NONSENSE.slice(0, 30).map(() => server.get(url)));
    assert.ok(answers.every(({ status, body }) => status === 200 && String(body) === 'a(1)'));
    assert.deepEqual(site.calls(), ['main /a.js', 'worker /a.js']);
  });

  it('answers 503 where 32 others wait, and makes it later', async () => {
    const names = Array.from({ length: 33 }, (_, at) => `s${at}`);
    const site = open(Object.fromEntries(names.map((name) => [`${name}.js`, `${name} ( 1 )`])));
    made.push(site.staticfiles);
    const url = site.make('other').slimfile('/s32.js');
    const ask = (path: string) => site.staticfiles.handle(new Request(`http://localhost${path}`));
    // all in one turn, before a worker can have done any
    const waiting = names.slice(0, 32).map((name) => ask(`/${name}.0123456789ab.js`));
    const busy = await ask(url);
    assert.equal(busy?.status, 503);
    assert.equal(busy?.headers.get('cache-control'), 'no-store');
    assert.equal(busy?.headers.get('retry-after'), '1');
    assert.deepEqual(new Set(await Promise.all(waiting)), new Set([undefined]));
    assert.equal((await ask(url))?.status, 200);
  });

  it('says so in Connect as well', async () => {
    const open = () => assert.fail('opened');
    const about = { nosniff: false, pathsOf: (asked: string) => [asked] };
    const server = await servers.serve(
      createMiddleware({ find: () => ({ kind: 'busy' }), open }, about),
    );
    const { status, headers } = await server.get('/a.0123456789ab.js');
    assert.deepEqual(
      [status, headers['cache-control'], headers['retry-after']],
      [503, 'no-store', '1'],
    );
  });

  it('lives where the minifier ends its worker, and answers 404', async () => {
    const site = open({ 'exit.js': 'a ( 1 )', 'b.js': 'b ( 1 )' });
    const url = site.make('other').slimfile('/b.js');
    const server = await serve(site);
    const answer = await server.get('/exit.0123456789ab.js');
    assert.deepEqual([answer.status, answer.headers['cache-control']], [404, 'no-store']);
    assert.equal((await server.get(url)).status, 200);
  });

  it('minifies here what is small, where the module of the worker is not there', async () => {
    const options = { minify: { js: 'uglify-js' } } as const;
    const files = { 'a.js': 'a ( 1 )', 'b.js': 'f ( 1 ) ;\n'.repeat(2000) };
    const site = open(files, options, { workerFile: '/none/worker.js' });
    const other = site.make('other');
    const [small, large] = [other.slimfile('/a.js'), other.slimfile('/b.js')];
    const server = await serve(site);
    assert.equal((await server.get(small)).status, 200);
    const answer = await server.get(large);
    assert.deepEqual([answer.status, answer.headers['cache-control']], [404, 'no-store']);
  });

  it('makes nothing of more than 5 MB', async () => {
    const site = open({ 'a.js': `a ( 1 )\n${' 1;\n'.repeat(1_250_001)}` });
    const server = await serve(site);
    assert.equal((await server.get('/a.0123456789ab.js')).status, 404);
    assert.deepEqual(site.calls(), []);
    assert.deepEqual(site.watched.published(), []);
  });
});

describe('middleware and large files', () => {
  const servers = useServers();
  const LARGE = { 'film.mp4': Buffer.alloc(6_000_000, 'x') };

  for (const naming of ['hash', 'timestamp'] as const) {
    it(`serves one that was never rendered from where it is, with ${naming}`, async () => {
      const { site, watched, staticfiles, make } = open(LARGE, { naming });
      const url = make('other').staticfile('/film.mp4');
      watched.reset();
      const server = await servers.serve(staticfiles.middleware());
      for (const version of NONSENSE.slice(0, 50)) {
        assert.equal((await server.get(`/film.${version}.mp4`)).status, 404);
      }
      const answer = await server.get(url);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable');
      assert.equal(answer.body.length, 6_000_000);
      assert.deepEqual(site.list('out'), []);
      assert.equal(watched.count('readFileSync'), 0);
    });
  }

  it('follows one that is edited', async () => {
    const { site, staticfiles, make } = open(LARGE);
    const url = make('other').staticfile('/film.mp4');
    const server = await servers.serve(staticfiles.middleware());
    assert.equal((await server.get(url)).status, 200);
    site.write('film.mp4', Buffer.alloc(6_000_000, 'y'));
    assert.equal((await server.get(url)).status, 404);
  });
});
