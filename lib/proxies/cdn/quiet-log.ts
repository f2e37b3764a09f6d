// What goes wrong again and again is said once in ten minutes, and once when it is over.
import type { Logger } from '../../core/report.ts';
import type { StoreFailure } from './store.ts';

const QUIET_MS = 10 * 60_000;

export class QuietLog {
  readonly #logger: Logger;
  readonly #now: () => number;
  /** When each was said, and how often it was not said since. */
  readonly #said = new Map<string, { atMs: number; unsaid: number }>();
  #last: string | undefined;

  constructor(logger: Logger, now: () => number) {
    this.#logger = logger;
    this.#now = now;
  }

  /** The last failure, until something succeeds. */
  get last(): string | undefined {
    return this.#last;
  }

  take({ subject, message }: StoreFailure): void {
    this.#last = message;
    const said = this.#said.get(subject);
    const now = this.#now();
    if (said !== undefined && now - said.atMs < QUIET_MS) {
      said.unsaid += 1;
      return;
    }
    const more = said && said.unsaid > 0 ? ` (${said.unsaid} more since it was said last)` : '';
    this.#said.set(subject, { atMs: now, unsaid: 0 });
    this.#logger.warn(`${message}${more} Pages get local URLs for what is not on the CDN yet.`);
  }

  /** Something has gone well: what went wrong before it is no reason any more. */
  forget(): void {
    this.#last = undefined;
  }

  /** Logs that the store, which was not tried for some time, takes files again. */
  recover(): void {
    this.forget();
    this.#logger.info('The CDN accepts files again.');
  }
}
