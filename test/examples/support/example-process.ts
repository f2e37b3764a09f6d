// The example's server as a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import * as path from 'node:path';
import { createInterface } from 'node:readline';

export interface RunningExample {
  readonly address: string;
  /** What was printed so far, line by line. */
  readonly lines: readonly string[];
}

const running: ChildProcess[] = [];

export async function startExample(variables: Record<string, string>): Promise<RunningExample> {
  const child = spawn(process.execPath, [path.resolve('examples/express/server.js')], {
    env: { ...process.env, PORT: '0', ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    const address = /http:\S+/.exec(line)?.[0];
    if (address === undefined) continue;
    child.stdout.on('data', (chunk) => lines.push(...String(chunk).split('\n')));
    child.stdout.resume();
    return { address, lines };
  }
  throw new Error(`the example ended: ${lines.join('\n')}`);
}

export async function endAll(): Promise<void> {
  for (const child of running.splice(0)) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill();
    await ended;
  }
}
