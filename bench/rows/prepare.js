// Builds in processes of their own against the least that any such program has to do, and what
// minifying in worker threads costs and gains.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { createStaticfiles } from 'nunjucks-staticfile';
import { MinifyAhead } from '../../lib/minify/minify-ahead.ts';
import { WorkerPool } from '../../lib/workers/pool.ts';
import { fixture } from '../../scripts/fixtures.js';
import { compare } from '../compare.js';
import { freshFolder, makeTree } from '../tree.js';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const TEMPLATES = 500;

/** A site in a new folder, with templates that ask for each file once. */
function makeSite(count) {
  const folder = freshFolder();
  const paths = makeTree(join(folder, 'root'), count);
  mkdirSync(join(folder, 'views'));
  const each = Math.ceil(count / TEMPLATES);
  for (let at = 0; at < TEMPLATES; at += 1) {
    const tags = paths
      .slice(at * each, (at + 1) * each)
      .map((path) => `<p>{% staticfile "${path}" %}</p>\n`);
    writeFileSync(join(folder, 'views', `t${at}.njk`), tags.join(''));
  }
  return folder;
}

function clear(folder) {
  for (const name of ['out', 'node_modules']) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(here('../../node_modules/nunjucks'), join(folder, 'node_modules/nunjucks'));
}

/** What is asked for, and what is written besides the outputs. */
const BY_GLOB = ['--include', '/**'];
const BY_TEMPLATES = ['views', '--manifest', 'manifest.json'];

function build(folder, asked) {
  clear(folder);
  const flags = ['--root', 'root', '--out-dir', 'out'];
  const args = [here('../../dist/bin.js'), 'build', ...asked, ...flags];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

function floor(folder) {
  clear(folder);
  const args = [here('../peers/floor.js'), join(folder, 'root'), join(folder, 'out')];
  spawnSync(process.execPath, args);
}

function buildRow(count, rounds, asked, words) {
  const measure = async () => {
    const folder = makeSite(count);
    const result = await compare({
      subject: () => build(folder, asked),
      baseline: () => floor(folder),
      rounds,
    });
    rmSync(folder, { recursive: true });
    return result;
  };
  return {
    name: `build of ${count} files ${words} / read, hash and copy, whole processes`,
    measure,
  };
}

const growth = {
  name: 'build of 10,000 files by a glob / ten builds of 1,000',
  measure: async () => {
    const [few, many] = [makeSite(1000), makeSite(10_000)];
    const ten = () => {
      for (let at = 0; at < 10; at += 1) build(few, BY_GLOB);
    };
    const result = await compare({ subject: () => build(many, BY_GLOB), baseline: ten, rounds: 1 });
    for (const folder of [few, many]) rmSync(folder, { recursive: true });
    return result;
  },
};

const LIBRARIES = ['jquery/dist/jquery.js', 'vue/dist/vue.global.js', 'd3/dist/d3.js'];

const delay = {
  name: "the main thread's delay (p99) while workers minify / 20 ms",
  measure: async () => {
    const folder = freshFolder();
    mkdirSync(join(folder, 'root'));
    for (const [at, file] of LIBRARIES.entries()) {
      const text = readFileSync(fixture(file));
      writeFileSync(join(folder, 'root', `${at}.js`), text);
    }
    const staticfiles = createStaticfiles(
      {
        roots: join(folder, 'root'),
        outDir: join(folder, 'out'),
        cacheDir: false,
        sourceMap: false,
      },
      { folder },
    );
    const histogram = monitorEventLoopDelay({ resolution: 1 });
    const onProgress = ({ phase }) => phase === 'minify' || histogram.disable();
    writeFileSync(
      join(folder, 'page.njk'),
      '{% slimfile "/0.js" %}{% slimfile "/1.js" %}{% slimfile "/2.js" %}',
    );
    const nunjucks = (await import('nunjucks')).default;
    const env = new nunjucks.Environment(null);
    staticfiles.install(env);
    histogram.enable();
    await staticfiles.prepare({ templates: 'page.njk', env, onProgress });
    const p99Ms = histogram.percentile(99) / 1e6;
    rmSync(folder, { recursive: true });
    return { ratio: p99Ms / 20, detail: `${p99Ms.toFixed(1)} ms` };
  },
};

/** Tasks as `prepare` sends them. */
function tasks() {
  return LIBRARIES.flatMap((file) => {
    const text = readFileSync(fixture(file), 'latin1');
    return [1, 2, 3, 4].map((copy) => {
      return { kind: 'js', path: `/${copy}/${file}`, text, isModule: false, wantsMap: false };
    });
  });
}

function workersRow(engine) {
  const run = async (mostWorkers) => {
    const pool = new WorkerPool({ file: here('../../dist/minify-worker.js'), now: Date.now });
    const ahead = new MinifyAhead({
      pool,
      minifier: { remember: () => {} },
      minify: { js: engine },
      folder: here('../../'),
      resultDir: undefined,
    });
    await Promise.all(tasks().map((task) => ahead.minify(task, { mostWorkers, keepsAlive: true })));
    await pool.close();
  };
  return {
    name: `minify by ${engine} in two workers / in one`,
    measure: () => compare({ subject: () => run(2), baseline: () => run(1), rounds: 3 }),
  };
}

export const rows = [
  ...[BY_GLOB, BY_TEMPLATES].flatMap((asked) => {
    const words = asked === BY_GLOB ? 'by a glob' : 'by 500 templates, with a manifest';
    return [buildRow(1000, 9, asked, words), buildRow(10_000, 5, asked, words)];
  }),
  growth,
  delay,
  ...['esbuild', 'oxc-minify', 'uglify-js'].map(workersRow),
];
