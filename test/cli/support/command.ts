// Runs the real command in a real process, in a folder of its own.
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { createSite, type Files, type Site } from '../../support/site.ts';

const COMMAND = path.resolve('dist/bin.js');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

export interface Folder {
  readonly site: Site;
  run(...args: string[]): Ended;
  /** Runs it as another user, who may do less; needs the rights of root. */
  runAs(userId: number, ...args: string[]): Ended;
  /** Runs it while this process goes on: servers in here can answer it. */
  runBeside(...args: string[]): Promise<Ended>;
  /** Starts without waiting. */
  start(...args: string[]): ChildProcess;
}

const CONFIGURATION = `export default {
  roots: ['root'], outDir: 'out', templates: 'views', cacheDir: 'cache', manifest: 'manifest.json',
};`;

/** Nobody interrupts a call that waits for a child: what hangs is ended, and has no code. */
const LONGEST_MS = 120_000;

/** Makes a site whose configuration is in the folder that the command runs in. */
export function createFolder(files: Files, configuration: string = CONFIGURATION): Folder {
  const site = createSite({ '../staticfile.config.mjs': configuration, ...files });
  const env = { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '' };
  // templates are read by the Nunjucks of the folder
  site.write('../node_modules/nunjucks/package.json', '{"main":"index.cjs"}');
  const nunjucks = JSON.stringify(path.resolve('node_modules/nunjucks'));
  site.write('../node_modules/nunjucks/index.cjs', `module.exports = require(${nunjucks});`);
  const run = (args: readonly string[], user: { uid?: number }): Ended => {
    const options = { cwd: site.dir, encoding: 'utf8', env, timeout: LONGEST_MS, ...user } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], options);
    return { code: status, out: stdout, error: stderr };
  };
  return {
    site,
    run: (...args) => run(args, {}),
    runAs: (uid, ...args) => run(args, { uid }),
    runBeside: (...args) =>
      new Promise((resolve) => {
        const options = { cwd: site.dir, encoding: 'utf8', env } as const;
        execFile(process.execPath, [COMMAND, ...args], options, (failure, out, error) => {
          const code = failure === null ? 0 : Number(failure.code);
          resolve({ code, out, error });
        });
      }),
    start: (...args) =>
      spawn(process.execPath, [COMMAND, ...args], { cwd: site.dir, env, stdio: 'ignore' }),
  };
}
