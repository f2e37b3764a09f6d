// The packed tarball, installed into an empty folder.
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const project = process.cwd();

export function run(command: string, args: readonly string[], folder: string): string {
  const isWindows = process.platform === 'win32';
  const options = { cwd: folder, encoding: 'utf8', shell: isWindows } as const;
  return execFileSync(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

/** Makes an empty folder with the package in it, as npm installs it. */
export function installPackage(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'staticfile-install-'));
  const packed = run('npm', ['pack', '--json', '--pack-destination', folder], project);
  const [{ filename }] = Object.values(JSON.parse(packed)) as [{ filename: string }];
  fs.writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', `./${filename}`], folder);
  return folder;
}
