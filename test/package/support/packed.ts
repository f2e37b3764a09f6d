// The packed tarball, installed into an empty folder.
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { isWhole } from '../../support/sampled.ts';

const project = process.cwd();

export function run(command: string, args: readonly string[], folder: string): string {
  const isWindows = process.platform === 'win32';
  const options = { cwd: folder, encoding: 'utf8', shell: isWindows } as const;
  return execFileSync(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

let installed: string | undefined;

/** Makes an empty folder with the package in it, as npm installs it; npm is asked once per process. */
export function installPackage(): string {
  installed ??= install();
  const folder = emptyFolder();
  fs.cpSync(installed, folder, { recursive: true, verbatimSymlinks: true });
  return folder;
}

/** The same; in the short form without npm: `dist` is copied, packages that it needs are lent. */
export function placePackage(): string {
  if (isWhole) return installPackage();
  const folder = emptyFolder();
  const own = path.join(folder, 'node_modules/nunjucks-staticfile');
  fs.cpSync(path.join(project, 'dist'), path.join(own, 'dist'), { recursive: true });
  const text = fs.readFileSync(path.join(project, 'package.json'), 'utf8');
  fs.writeFileSync(path.join(own, 'package.json'), text);
  lend(folder, Object.keys((JSON.parse(text) as { dependencies: object }).dependencies));
  return folder;
}

export function emptyFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'staticfile-install-'));
}

/** Puts packages of the project into a folder, as if they were installed there. */
export function lend(folder: string, names: readonly string[]): void {
  for (const name of names) {
    const target = path.join(folder, 'node_modules', name);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    if (!fs.existsSync(target)) fs.symlinkSync(path.join(project, 'node_modules', name), target);
  }
}

export interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** Packs `dist` as it is: other tests run it meanwhile, in processes of their own. */
export function pack(...args: readonly string[]): Packed {
  const answer = run('npm', ['pack', '--json', '--ignore-scripts', ...args], project);
  const [packed] = Object.values(JSON.parse(answer)) as [Packed];
  return packed;
}

function install(): string {
  const folder = emptyFolder();
  process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  const { filename } = pack('--pack-destination', folder);
  fs.writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', `./${filename}`], folder);
  return folder;
}
