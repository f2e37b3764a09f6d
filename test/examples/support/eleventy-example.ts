// A copy of the 11ty example, so that a test may change it, and the processes that build it.
import { type ChildProcess, fork } from 'node:child_process';
import { on } from 'node:events';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { programFile } from '../../support/program.ts';

const folders: string[] = [];
const running: ChildProcess[] = [];

/** Ends all processes, and removes all copies. */
export async function removeExamples(): Promise<void> {
  for (const child of running.splice(0)) await end(child);
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await ended;
}

/** Copies the example to where it finds this package and its neighbour; answers its folder. */
export function copyExample(): string {
  fs.mkdirSync('temp', { recursive: true });
  const parent = fs.mkdtempSync(path.resolve('temp/examples-'));
  folders.push(parent);
  const isSource = (file: string) => !/[/\\](_site|\.static[^/\\]*)$/.test(file);
  for (const name of ['eleventy', 'embedded-aws']) {
    fs.cpSync(path.resolve('examples', name), path.join(parent, name), {
      recursive: true,
      filter: isSource,
    });
  }
  return path.join(parent, 'eleventy');
}

/** Builds the example, or watches it; resolves when that is done, or watched, the process goes on. */
export async function runEleventy(
  folder: string,
  mode: 'build' | 'watch',
  variables: Record<string, string> = {},
): Promise<ChildProcess> {
  const program = programFile('./eleventy-process.ts', import.meta.url);
  const child = fork(program, [mode], {
    cwd: folder,
    execArgv: [],
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  running.push(child);
  const failed = new AbortController();
  child.once('exit', (code) => failed.abort(new Error(`11ty ended with ${code}`)));
  for await (const [message] of on(child, 'message', { signal: failed.signal })) {
    if (message === 'done') break;
  }
  return child;
}
