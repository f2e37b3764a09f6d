// What a build of others waits for, in several stages: one deadline for all, a word every ten seconds.
import { type Logger, stderrLogger } from '../core/report.ts';
import { realSystem, type System } from '../instance/system.ts';
import type { Instance } from '../instance.ts';
import { Wait, waitingText } from './wait.ts';

export interface BuildPatienceOptions {
  readonly chain: Instance['chain'];
  readonly deadlineMs: number;
  readonly logger?: Logger | undefined;
  /** A clock that never jumps, in milliseconds. */
  readonly now?: () => number;
  readonly after?: System['after'];
}

export class BuildPatience {
  readonly #options: Required<BuildPatienceOptions> & { readonly logger: Logger };
  #beganMs = 0;

  constructor({
    logger = stderrLogger(),
    now = () => performance.now(),
    after = realSystem().after,
    ...about
  }: BuildPatienceOptions) {
    this.#options = { ...about, logger, now, after };
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
      await wait.until(stage(wait.signal), () => [chain.mover?.waitingFor?.() ?? []].flat());
    } finally {
      wait.end();
    }
  }
}
