// Waits until nothing is uploaded or held back; in a build, what can't be ready is an error.
import { quote, StaticfileError } from '../../errors.ts';
import type { ProxyPatience } from '../file-proxy.ts';
import type { CdnObject, StateCounts } from './cdn-object.ts';
import { OBJECT_STATES } from './object-states.ts';
import type { Uploads } from './uploads.ts';
import { waitedFor } from './waited-for.ts';

/** How long uploads may take when a process ends; records and connections get the rest of 10 s. */
const CLOSE_MS = 7500;
const RECORD_MS = 2000;

export class Lifecycle {
  readonly #uploads: Uploads;
  #closing: Promise<void> | undefined;
  #isListingWanted = false;

  constructor(uploads: Uploads) {
    this.#uploads = uploads;
  }

  /**
   * Prepares for a build: from now on URLs that are to come are answered at once.
   *
   * @throws `ERR_STATICFILE_PROXY` when it can't be known where the CDN answers, `ERR_STATICFILE_TIMEOUT`
   *   when that is not known in time, or the signal's reason.
   */
  async build(patience: ProxyPatience = {}): Promise<void> {
    this.#uploads.isBuild = true;
    await this.ready(patience);
  }

  /** Resolves when it is known where the CDN answers; rejects as `build` does. */
  async ready(patience: ProxyPatience = {}): Promise<void> {
    const { address } = this.#uploads;
    address.start();
    const isKnown = () => address.origin !== undefined || address.failure !== undefined;
    await this.#until(isKnown, patience);
    if (address.origin !== undefined) return;
    const message = `The CDN's domain is not known. ${address.failure?.message ?? ''}`;
    throw new StaticfileError('ERR_STATICFILE_PROXY', message.trim());
  }

  /** @throws `ERR_STATICFILE_TIMEOUT` with what is waited for, or the signal's reason. */
  async settled({
    ready = false,
    ...patience
  }: { ready?: boolean } & ProxyPatience): Promise<void> {
    const isBuild = ready && this.#uploads.isBuild;
    const isHeld = () => (ready && this.#isAnyHeld()) || (isBuild && this.#isUnchecked());
    await this.#until(() => this.#isIdle && !isHeld(), patience);
    if (!isBuild) return;
    this.#refuseUnready();
    let isRecorded = false;
    const recorded = this.#uploads.upkeep.endBuild().finally(() => {
      isRecorded = true;
      this.#uploads.tell();
    });
    recorded.catch(() => {});
    await this.#until(() => isRecorded, patience);
    await recorded;
  }

  /** Returns what is waited for, and why; `undefined`: nothing. */
  waitingFor(): string | undefined {
    return waitedFor(this.#uploads);
  }

  /** Finishes or abandons uploads within ten seconds. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const { arrivals, parts } = this.#uploads;
    const isOver = () => this.#isIdle || arrivals.queue.isPaused;
    await atMost(CLOSE_MS, parts.timers, this.#until(isOver, {}));
    this.#uploads.stop();
    await atMost(RECORD_MS, parts.timers, this.#uploads.upkeep.close());
  }

  get #isIdle(): boolean {
    return this.#uploads.arrivals.isIdle;
  }

  /** Where the CDN answers won't be known for now. */
  get #isLost(): boolean {
    const { failure, dueMs } = this.#uploads.address;
    return failure !== undefined && dueMs === undefined;
  }

  /** What waits for something that is held is held, too; for what has failed nobody knows how long. */
  #isAnyHeld(): boolean {
    if (this.#isLost) return false;
    return this.#uploads.proof.isPending || this.#uploads.objects.counts.held > 0;
  }

  /** What an earlier run has kept may be true no more: a build looks and asks for itself. */
  #isUnchecked(): boolean {
    const { proof, objects, arrivals } = this.#uploads;
    if (this.#isLost || !this.#isAnyOnCdn(objects.counts)) return false;
    // each look at the queue wakes it, and that wakes who waits here
    if (!this.#isListingWanted) arrivals.queue.wantListing();
    this.#isListingWanted = true;
    return proof.isRepeating || arrivals.queue.listing === 'awaited';
  }

  #isAnyOnCdn(counts: StateCounts): boolean {
    return OBJECT_STATES.some((state) => counts[state] > 0 && this.#uploads.isOnCdn({ state }));
  }

  #refuseUnready(): void {
    const { objects, address, proof, arrivals, troubles } = this.#uploads;
    const moving = [...objects.all()].filter((each) => this.#uploads.isOnCdn(each));
    const isAsked = proof.isProven && proof.doubt === undefined && !proof.isRepeating;
    const isSure = isAsked && arrivals.queue.listing === 'known';
    const isThere = ({ state }: CdnObject) => state === 'ready' && isSure;
    const unready = moving.filter((object) => !isThere(object));
    if (unready.length === 0) return;
    const [first] = [...unready.filter(({ reason }) => reason !== undefined), ...unready];
    const failure = (address.failure ?? proof.doubt)?.message ?? first?.reason;
    const reason = failure ?? troubles.last ?? 'It waits for others of them.';
    throw cannotBuild(
      `${unready.length} of ${moving.length} files are not on the CDN, ${quote(first?.uri)} for one. ${reason}`,
    );
  }

  async #until(test: () => boolean, { timeoutMs, signal }: ProxyPatience): Promise<void> {
    const { timers } = this.#uploads.parts;
    let isLate = false;
    const waking = { wake: () => {} };
    const cancel =
      timeoutMs === undefined
        ? () => {}
        : timers.after(timeoutMs, () => {
            isLate = true;
            waking.wake();
          });
    const onAbort = () => waking.wake();
    signal?.addEventListener('abort', onAbort);
    try {
      for (;;) {
        signal?.throwIfAborted();
        if (test()) return;
        if (isLate) throw tooLate(timeoutMs, waitedFor(this.#uploads));
        await this.#nextChange(waking);
      }
    } finally {
      cancel();
      signal?.removeEventListener('abort', onAbort);
    }
  }

  #nextChange(waking: { wake: () => void }): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#uploads.listen(() => waking.wake());
      waking.wake = () => {
        stop();
        resolve();
      };
    });
  }
}

async function atMost(
  timeMs: number,
  timers: { after(delayMs: number, action: () => void): () => void },
  work: Promise<void>,
): Promise<void> {
  let cancel: () => void = () => {};
  const late = new Promise<void>((resolve) => {
    cancel = timers.after(timeMs, resolve);
  });
  await Promise.race([work.catch(() => {}), late]);
  cancel();
}

function cannotBuild(why: string): StaticfileError {
  return new StaticfileError(
    'ERR_STATICFILE_PROXY',
    `The build can't hand out URLs of the CDN: ${why.trim()}`,
  );
}

function tooLate(timeoutMs = 0, what = 'what is being uploaded or held back'): StaticfileError {
  return new StaticfileError(
    'ERR_STATICFILE_TIMEOUT',
    `The CDN is not ready after ${timeoutMs} ms. It still waits for ${what}.`,
  );
}
