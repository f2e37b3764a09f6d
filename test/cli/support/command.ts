// Runs the real command in a folder of its own: in a process of its own, or where that shows no more in this one.
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import * as path from 'node:path';
import type { CommandContext } from '../../../lib/cli/command.ts';
import { run as runCommand } from '../../../lib/cli/run.ts';
import { isWhole } from '../../support/sampled.ts';
import { createSite, type Files, type Site } from '../../support/site.ts';

export const COMMAND = path.resolve('dist/bin.js');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

export interface Folder {
  readonly site: Site;
  /** Runs it while servers in this process can answer it; in the short form of the tests in this process itself. */
  run(...args: string[]): Promise<Ended>;
  /** Runs it in a process of its own while nothing goes on here. */
  runAlone(...args: string[]): Ended;
  /** Runs it as another user, who may do less; needs the rights of root. */
  runAs(userId: number, ...args: string[]): Ended;
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
  const runAlone = (args: readonly string[], user: { uid?: number }): Ended => {
    const options = { cwd: site.dir, encoding: 'utf8', env, timeout: LONGEST_MS, ...user } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], options);
    return { code: status, out: stdout, error: stderr };
  };
  const runBeside = (args: readonly string[]): Promise<Ended> =>
    new Promise((resolve) => {
      const options = { cwd: site.dir, encoding: 'utf8', env, timeout: LONGEST_MS } as const;
      execFile(process.execPath, [COMMAND, ...args], options, (failure, out, error) => {
        const code = failure === null ? 0 : Number(failure.code);
        resolve({ code, out, error });
      });
    });
  return {
    site,
    run: (...args) => (isWhole ? runBeside(args) : runHere(site.dir, args)),
    runAlone: (...args) => runAlone(args, {}),
    runAs: (uid, ...args) => runAlone(args, { uid }),
    start: (...args) =>
      spawn(process.execPath, [COMMAND, ...args], { cwd: site.dir, env, stdio: 'ignore' }),
  };
}

/** What `lib/bin.ts` does, without a process, its streams and its end. */
async function runHere(folder: string, args: readonly string[]): Promise<Ended> {
  const said = { out: '', error: '' };
  const terminal = {
    folder,
    hasColors: false,
    print: (text: string) => {
      said.out += `${text}\n`;
    },
    printError: (text: string) => {
      said.error += `${text}\n`;
    },
  };
  const context: CommandContext = {
    terminal,
    signal: new AbortController().signal,
    doing: () => {},
    now: Date.now,
  };
  const code = await runCommand(args, context, '0.0.0');
  return { code, ...said };
}
