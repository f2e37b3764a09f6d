// What a build of others waits for, in several stages: one deadline for all, a word every ten seconds.
import type { Logger } from '../core/report.ts';
import { realSystem, type System } from '../instance/system.ts';
import type { Instance } from '../instance.ts';
import { Wait, waitedFor, waitingText } from './wait.ts';

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
