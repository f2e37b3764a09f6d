// Installs and builds what is missing, and says so: all that a fresh clone needs beside Node and git.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Says a step, in the order in which it is done. */
export function say(text) {
  process.stdout.write(`> ${text}\n`);
}

/** Runs a command in the project's folder with its output shown; ends this process when it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs a script of an installed package with this Node. */
export function runBinary(file, args, options) {
  run(process.execPath, [join(root, 'node_modules', file), ...args], options);
}

/** Installs packages and builds `dist`, each where it is missing or older than what it is made of. */
export function setUp({ isQuiet = false } = {}) {
  const tell = isQuiet ? () => {} : say;
  if (isOlder('node_modules/.package-lock.json', ['package-lock.json'])) {
    tell('Installing packages (npm ci)');
    const isWindows = process.platform === 'win32';
    run('npm', ['ci', '--no-audit', '--no-fund'], { shell: isWindows });
  } else tell('Packages are installed');
  buildWhereOlder(tell);
}

/** Builds `dist` where it is missing or older than what it is made of. */
export function buildWhereOlder(tell) {
  const sources = ['lib', 'tsconfig.json', 'package-lock.json', 'scripts/compile.js'];
  if (isOlder('dist/index.js', sources)) build(tell);
  else tell('dist/ is up to date');
}

/** Compiles lib/ to dist/. */
export function build(tell) {
  tell('Building dist/ (tsc, Rollup)');
  // Rollup is not there before packages are installed
  runBinary('../scripts/compile.js', []);
}

/** Tells whether a file is missing, or older than any of the files that it is made of. */
export function isOlder(file, madeOf) {
  const path = join(root, file);
  if (!existsSync(path)) return true;
  const { mtimeMs } = statSync(path);
  return madeOf.some((each) => newestMs(join(root, each)) > mtimeMs);
}

function newestMs(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}
