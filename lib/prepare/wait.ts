// Waits for what others do: until it is done, a deadline has passed, or a signal ends it.
import { optionError } from '../core/option-shapes.ts';
import type { Logger } from '../core/report.ts';
import { StaticfileError } from '../errors.ts';
import { realSystem, type System } from '../instance/system.ts';
import type { Instance } from '../instance.ts';
import type { FileProxy } from '../proxies/file-proxy.ts';

/** How often it is said what is waited for. */
const EVERY_MS = 10_000;

const DEADLINE_SECONDS = 600;

/** @throws `ERR_STATICFILE_OPTION` for a deadline that is no number above 0. */
export function deadlineMsOf(deadlineSeconds: number = DEADLINE_SECONDS): number {
  if (deadlineSeconds > 0) return deadlineSeconds * 1000;
  throw optionError(`"deadlineSeconds" must be a number above 0, not ${String(deadlineSeconds)}.`);
}

/** Returns what a log is told every 10 seconds. */
export function waitingText(waitingFor: readonly string[], seconds: number): string {
  return `Waiting for ${waitingFor.join(', ')} (${seconds} s).`;
}

export function waitedFor({ mover }: FileProxy): () => readonly string[] {
  return () => [mover?.waitingFor?.() ?? []].flat();
}

export interface WaitOptions {
  readonly deadlineMs: number;
  /** How much of that has passed; default: nothing. */
  readonly elapsedMs?: number;
  readonly signal?: AbortSignal | undefined;
  readonly after: System['after'];
  /** Called every 10 seconds while something is waited for. */
  readonly onWait: (waitingFor: readonly string[], seconds: number) => void;
}

export class Wait {
  readonly #options: WaitOptions;
  readonly #controller = new AbortController();
  readonly #cancelDeadline: () => void;
  #waitingFor: () => readonly string[] = () => [];
  #tickCount = 0;

  constructor(options: WaitOptions) {
    this.#options = options;
    const { signal, after, deadlineMs, elapsedMs = 0 } = options;
    // each file that waits for a worker listens, and Node takes more than ten for a leak
    process.getBuiltinModule('node:events').setMaxListeners(0, this.signal);
    if (signal?.aborted) this.#abort();
    else signal?.addEventListener('abort', this.#abort);
    this.#cancelDeadline = after(Math.max(0, deadlineMs - elapsedMs), () =>
      this.#controller.abort(this.#late()),
    );
  }

  /** Is aborted by the deadline as well as by the signal that was given. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /**
   * @param waitingFor - Names what the work waits for; nothing named is called file proxies.
   * @throws `ERR_STATICFILE_TIMEOUT` at the deadline; the reason of the signal; what the work rejects with.
   */
  async until(work: Promise<void> | undefined, waitingFor: () => readonly string[]): Promise<void> {
    // work that hears the same signal has failed, too, and nobody else is told of it
    work?.catch(() => {});
    this.signal.throwIfAborted();
    if (work === undefined) return;
    this.#waitingFor = waitingFor;
    let cancelTick = (): void => {};
    const tick = (): void => {
      cancelTick = this.#options.after(EVERY_MS, () => {
        this.#tickCount += 1;
        this.#options.onWait(this.#names(), (this.#tickCount * EVERY_MS) / 1000);
        tick();
      });
    };
    tick();
    try {
      await Promise.race([work, this.#aborted()]);
    } finally {
      cancelTick();
    }
  }

  /** Calls the deadline off. */
  end(): void {
    this.#cancelDeadline();
    this.#options.signal?.removeEventListener('abort', this.#abort);
  }

  readonly #abort = (): void => this.#controller.abort(this.#options.signal?.reason);

  #names(): readonly string[] {
    const names = this.#waitingFor();
    return names.length > 0 ? names : ['file proxies'];
  }

  #aborted(): Promise<never> {
    return new Promise((_resolve, reject) => {
      this.signal.addEventListener('abort', () => reject(this.signal.reason), { once: true });
    });
  }

  #late(): StaticfileError {
    const seconds = this.#options.deadlineMs / 1000;
    return new StaticfileError(
      'ERR_STATICFILE_TIMEOUT',
      `Not done after ${seconds} s: still waiting for ${this.#names().join(', ')}. ` +
        'Raise "deadlineSeconds" (--deadline), or see why that takes so long.',
    );
  }
}

export interface BuildPatienceOptions {
  readonly chain: Instance['chain'];
  readonly deadlineMs: number;
  readonly logger: Logger;
  /** A clock that never jumps, in milliseconds. */
  readonly now?: () => number;
  readonly after?: System['after'];
}

export class BuildPatience {
  readonly #options: Required<BuildPatienceOptions>;
  #beganMs = 0;

  constructor(options: BuildPatienceOptions) {
    const { after } = realSystem();
    this.#options = { now: () => performance.now(), after, ...options };
  }

  /** A build begins: its time counts from now on. */
  begin(): void {
    this.#beganMs = this.#options.now();
  }

  /**
   * Resolves when a stage of the build does. Between stages nothing keeps the process alive.
   *
   * @throws `ERR_STATICFILE_TIMEOUT` at the deadline; what the stage rejects with.
   */
  async until(stage: (signal: AbortSignal) => Promise<void> | undefined): Promise<void> {
    const { chain, deadlineMs, logger, now, after } = this.#options;
    const wait = new Wait({
      after,
      deadlineMs,
      elapsedMs: now() - this.#beganMs,
      onWait: (waitingFor, seconds) => logger.warn(waitingText(waitingFor, seconds)),
    });
    try {
      await wait.until(stage(wait.signal), waitedFor(chain));
    } finally {
      wait.end();
    }
  }
}
