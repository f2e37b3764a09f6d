// Stylesheets and scripts of others, which tests and benchmarks read: installed by the first that needs them.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOlder, root, run, say } from './setup.js';

const folder = 'test/fixtures';
const lock = join(root, folder, '.installing');
const POLL_MS = 200;
const MOST_POLLS = 3000;

/** Returns the path of a file in a package that was installed for the project, or else for its tests; of `''`, the folder of those. */
export function fixture(file) {
  const [first, second] = file.split('/');
  const name = first.startsWith('@') ? `${first}/${second}` : first;
  if (name !== '' && existsSync(join(root, 'node_modules', name)))
    return join(root, 'node_modules', file);
  installFixtures();
  return join(root, folder, 'node_modules', file);
}

/** Installs them where they are missing or older than their lock file, in one process at a time. */
export function installFixtures() {
  if (!areMissing()) return;
  takeLock();
  try {
    if (!areMissing()) return;
    say(`Installing the libraries that tests read (npm ci in ${folder})`);
    const args = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
    const options = { cwd: join(root, folder), shell: process.platform === 'win32' };
    run('npm', args, { ...options, stdio: ['ignore', 'ignore', 'inherit'] });
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function areMissing() {
  const installed = `${folder}/node_modules/.package-lock.json`;
  return isOlder(installed, [`${folder}/package-lock.json`]);
}

/** A folder is made by one process only; one whose process has ended counts no more. */
function takeLock() {
  for (let poll = 0; poll < MOST_POLLS; poll += 1) {
    try {
      mkdirSync(lock);
      writeFileSync(join(lock, 'pid'), String(process.pid));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (poll > 0 && !isHeld()) rmSync(lock, { recursive: true, force: true });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);
  }
  throw new Error(
    `Another process installs ${folder}, and does not end. If none does, remove "${lock}".`,
  );
}

function isHeld() {
  try {
    process.kill(Number(readFileSync(join(lock, 'pid'), 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}
