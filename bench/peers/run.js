// Lets each program publish the same tree, in turn, and prints a table of the medians.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quantile } from '../compare.js';
import { freshFolder, makeTree } from '../tree.js';

const ROUNDS = 3;
const TEMPLATES = 500;
const peers = process.env.STATICFILE_BENCH_PEERS ?? '';
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const node = (file) => (from, to) => [process.execPath, [file, from, to]];

const PROGRAMS = {
  'floor (read, hash, copy)': { make: node(here('floor.js')) },
  'nunjucks-staticfile': {
    make: (from, to, folder) => {
      const command = here('../../dist/bin.js');
      const flags = ['--root', from, '--out-dir', to, '--manifest', join(to, 'manifest.json')];
      return [process.execPath, [command, 'build', join(folder, 'views'), ...flags]];
    },
  },
  'gulp-rev': { make: node(here('gulp-rev.js')), needs: 'node_modules/gulp-rev' },
  'gulp-rev-all': {
    make: node(here('gulp-rev-all.js')),
    needs: 'node_modules/gulp-rev-all',
    // its time grows with the square of the files: 190 s for 1,000 of them
    most: 300,
  },
  'django collectstatic': {
    make: (from, to) => [
      join(peers, 'venv/bin/python'),
      [here('django_collectstatic.py'), from, to],
    ],
    needs: 'venv/bin/python',
  },
};

const counts = process.argv.slice(2).map(Number);
for (const count of counts.length > 0 ? counts : [1000, 10_000]) runAll(count);

function runAll(count) {
  const folder = freshFolder();
  const paths = makeTree(join(folder, 'root'), count);
  writeTemplates(join(folder, 'views'), paths);
  const programs = Object.entries(PROGRAMS).filter(([name, { needs, most = Infinity }]) => {
    if (count > most) console.log(`left out: ${name} takes too long for more than ${most} files`);
    if (count > most) return false;
    const isThere = needs === undefined || existsSync(join(peers, needs));
    if (!isThere) console.log(`left out: ${name} is not installed`);
    return isThere;
  });
  const times = new Map(programs.map(([name]) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, { make }] of programs) times.get(name).push(timeMs(folder, make));
  }
  const [floor] = [...times.values()].map((each) => quantile(each, 0.5));
  console.log(`\n${count} files, ${TEMPLATES} templates, median of ${ROUNDS} rounds:`);
  for (const [name, each] of times) {
    const median = quantile(each, 0.5);
    console.log(
      `${name.padEnd(26)} ${(median / 1000).toFixed(2)} s  ${(median / floor).toFixed(2)}x`,
    );
  }
  rmSync(folder, { recursive: true });
}

/** Each path is asked for by one template. */
function writeTemplates(views, paths) {
  mkdirSync(views);
  const each = Math.ceil(paths.length / TEMPLATES);
  for (let at = 0; at < TEMPLATES; at += 1) {
    const asked = paths.slice(at * each, (at + 1) * each);
    const text = asked.map((path) => `<p>{% staticfile "${path}" %}</p>\n`).join('');
    writeFileSync(join(views, `t${at}.njk`), `<h1>${at}</h1>\n${text}`);
  }
}

function timeMs(folder, make) {
  const to = join(folder, 'out');
  for (const name of readdirSync(folder)) {
    if (name !== 'root' && name !== 'views') rmSync(join(folder, name), { recursive: true });
  }
  mkdirSync(to);
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(here('../../node_modules/nunjucks'), join(folder, 'node_modules/nunjucks'));
  const [command, args] = make(join(folder, 'root'), to, folder);
  const start = performance.now();
  const { status, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  const timeSpentMs = performance.now() - start;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return timeSpentMs;
}
