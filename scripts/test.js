// `npm test`: installs and builds what is missing, then runs the tests, or those of the files named.
// Long lists of cases are run by sample, unless `--all` is given.
import { availableParallelism } from 'node:os';
import { runBinary, say, setUp } from './setup.js';

const MOST_JOBS = 4;

const named = process.argv.slice(2).filter((argument) => argument !== '--all');
if (process.argv.includes('--all')) process.env.STATICFILE_TEST_ALL = '1';
const isWhole = process.env.STATICFILE_TEST_ALL !== undefined;

setUp();
say(
  `Running ${isWhole ? 'all tests' : 'tests, of long lists samples; "npm run test:all" runs everything'} (mocha)`,
);
// everything runs in one process, so that order and leftovers between files are tested, too
const jobs = isWhole || named.length > 0 ? 1 : Math.min(availableParallelism(), MOST_JOBS);
const parallel = jobs > 1 ? ['--parallel', '--jobs', String(jobs)] : [];
runBinary('mocha/bin/mocha.js', [
  ...parallel,
  ...(named.length > 0 ? named : ['test/**/*.test.ts']),
]);
