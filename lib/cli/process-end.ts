// How the process ends: by signals, or by whoever ends it before its time.
import * as fs from 'node:fs';
import { attempt } from '../core/attempt.ts';

/** The exit codes that shells expect: 128 and the signal's number. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;
/** How long what was left open may still go on when all is done. */
const GRACE_MS = 1000;

type Signal = keyof typeof EXIT_CODES;

export interface WatchedProcess {
  /** Is aborted by the first Ctrl-C; the second ends the process. */
  readonly signal: AbortSignal;
  /** Notes what goes on, to be told where that is abandoned. */
  doing(what: string): void;
  /** Notes that the work has come to its end. */
  done(code: number): void;
}

/** Watches this process; it ends with 0 only after `done(0)`. */
export function watchProcess(printError: (text: string) => void): WatchedProcess {
  const controller = new AbortController();
  const { signal } = controller;
  let step = 'starting';
  let isDone = false;
  let stoppedWith: number = EXIT_CODES.SIGINT;
  const say = (text: string): void => printError(`staticfile: ${text}`);
  const interrupt = (name: Signal): void => {
    if (signal.aborted || isDone) process.exit(EXIT_CODES[name]);
    stoppedWith = EXIT_CODES[name];
    say(`stopping; abandoned: ${step}. Ctrl-C again ends at once.`);
    controller.abort(new Error('stopped before everything was done'));
  };
  for (const name of Object.keys(EXIT_CODES)) process.on(name, interrupt);
  process.on('beforeExit', () => {
    if (isDone) return;
    isDone = true;
    say(`gave up: nothing goes on any more, and it has not ended: ${step}.`);
    process.exit(1);
  });
  process.on('exit', (code) => {
    if (isDone || signal.aborted) return;
    if (code === 0) process.exitCode = 1;
    // nothing else is written any more, and maybe nobody listens
    const text = `staticfile: the process was ended from outside of the command, in the middle of: ${step}.\n`;
    attempt(() => fs.writeSync(2, text));
  });
  return {
    signal,
    doing: (what) => {
      step = what;
    },
    done: (code) => {
      isDone = true;
      // what was abandoned may go on, and must not keep the process
      if (signal.aborted) process.exit(stoppedWith);
      process.exitCode ||= code;
      // a timer or socket of a configuration would keep it
      setTimeout(() => process.exit(), GRACE_MS).unref();
    },
  };
}
