// `npm test`: installs and builds what is missing, then runs the tests, or those of the files named.
// Long lists of cases are run by sample, unless `--all` is given.
import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root, runBinary, say, setUp } from './setup.js';

const MOCHA = 'mocha/bin/mocha.js';
const MOST_JOBS = 4;
/**
 * Folders whose tests start browsers and processes: with these first, no core is idle at the end.
 * Those that wait, as a command for its deadline, lie between those that compute.
 */
const LONG = [
  'sites',
  'cli',
  'examples',
  'proxies',
  'browser',
  'processes',
  'serve',
  'minify',
  'source',
];
/** A disk in memory, as Linux has one, and how much of it must be free. */
const MEMORY = { dir: '/dev/shm', freeBytes: 1e9 };
const WITHOUT_TESTS = ['fixtures', 'support'];
/** What is run once more with the other value of `conversion` as the default. */
const OTHER_WAY = {
  background: ['test/conformance/*.test.ts', 'test/nunjucks/*.test.ts'],
  inline: ['test/serve/*.test.ts'],
};

const named = process.argv.slice(2).filter((argument) => argument !== '--all');
if (process.argv.includes('--all')) process.env.STATICFILE_TEST_ALL = '1';
const isWhole = process.env.STATICFILE_TEST_ALL !== undefined;

setUp();
say(
  `Running ${isWhole ? 'all tests' : 'tests, of long lists samples; "npm run test:all" runs everything'} (mocha)`,
);
if (named.length > 0) runBinary(MOCHA, named);
// in one process, so that order and leftovers between files are tested, too
else if (isWhole) {
  runBinary(MOCHA, ['test/**/*.test.ts']);
  for (const [conversion, files] of Object.entries(OTHER_WAY)) {
    say(`Running some of them again with conversion: '${conversion}'`);
    const env = { ...process.env, STATICFILE_TEST_CONVERSION: conversion };
    runBinary(MOCHA, files, { env });
  }
} else {
  // two more than there are cores: tests wait for servers and processes for half of their time
  const jobs = Math.min(availableParallelism() + 2, MOST_JOBS);
  useMemory();
  runBinary(MOCHA, ['--parallel', '--jobs', String(jobs), ...longFirst()]);
}

function longFirst() {
  const entries = readdirSync(join(root, 'test'), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const others = folders.filter((name) => ![...LONG, ...WITHOUT_TESTS].includes(name));
  return [...[...LONG, ...others].map((name) => `test/${name}/**/*.test.ts`), 'test/*.test.ts'];
}

/** Thousands of folders of tests come and go faster in memory than on a disk. */
function useMemory() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY.dir);
    if (process.env.TMPDIR !== undefined || bavail * bsize < MEMORY.freeBytes) return;
    const folder = mkdtempSync(join(MEMORY.dir, 'staticfile-tests-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    // mocha ends at Ctrl-C, and this process after it
    process.on('SIGINT', () => {});
    // some tests work as another user
    chmodSync(folder, 0o1777);
    process.env.STATICFILE_TEST_TMPDIR = folder;
  } catch {
    // there is none
  }
}
