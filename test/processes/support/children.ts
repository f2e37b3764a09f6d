// Real processes that run a program of these tests, each bounded in time and ended with its test.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { programFile } from '../../support/program.ts';

/** No program runs longer, whatever happens. */
const LONGEST_MS = 60_000;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Child {
  readonly ended: Promise<Ended>;
  /** Resolves when the program has printed so many whole lines, or has ended. */
  printed(lines: number): Promise<void>;
  /** Sends the one word that programs wait for. */
  go(): void;
  kill(): void;
}

export interface Children {
  /** Runs `program`, a file beside this one, and hands it its arguments. */
  start(program: string, ...args: readonly string[]): Child;
  /** The same, with flags for Node and for as long as the test has. */
  startNode(flags: readonly string[], program: string, ...args: readonly string[]): Child;
}

/** To be called inside of a `describe`: its processes are ended after each test. */
export function useChildren(): Children {
  const running = new Map<ChildProcess, Promise<Ended>>();
  afterEach(async () => {
    for (const process of running.keys()) process.kill('SIGKILL');
    await Promise.all(running.values());
    running.clear();
  });
  const run = (process: ChildProcess): Child => {
    const child = watch(process);
    running.set(process, child.ended);
    return child;
  };
  return {
    start: (program, ...args) => run(spawnProgram([], program, args, LONGEST_MS)),
    startNode: (flags, program, ...args) => run(spawnProgram(flags, program, args, 0)),
  };
}

function spawnProgram(
  flags: readonly string[],
  program: string,
  args: readonly string[],
  timeout: number,
): ChildProcess {
  const file = programFile(program, import.meta.url);
  return spawn(process.execPath, [...flags, file, ...args], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    timeout,
    killSignal: 'SIGKILL',
  });
}

function watch(process: ChildProcess): Child {
  const text = { stdout: '', stderr: '' };
  let lineEnds = 0;
  process.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text.stdout += chunk;
    lineEnds += chunk.split('\n').length - 1;
  });
  process.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text.stderr += chunk;
  });
  // a program that has ended hears nothing any more
  process.stdin?.on('error', () => {});
  const ended = once(process, 'close').then(([code, signal]) => ({ code, signal, ...text }));
  const printed = async (lines: number) => {
    let hasEnded = process.exitCode !== null || process.signalCode !== null;
    while (!hasEnded && lineEnds < lines) {
      const data = once(process.stdout as NodeJS.ReadableStream, 'data');
      hasEnded = await Promise.race([data.then(() => false), ended.then(() => true)]);
    }
  };
  return {
    ended,
    printed,
    go: () => process.stdin?.end('go\n'),
    kill: () => process.kill('SIGKILL'),
  };
}

/** The lines that a program printed, without one that was cut off. */
export function wholeLines({ stdout }: Ended): string[] {
  return stdout.split('\n').slice(0, -1);
}
