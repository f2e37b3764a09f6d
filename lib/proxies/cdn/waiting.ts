// Waits until nothing is uploaded or held back; in a build, what can't be ready is an error.
import { StaticfileError } from '../../errors.ts';
import type { CdnObject } from './cdn-object.ts';
import type { Keeper } from './keeper.ts';
import type { Mover } from './mover.ts';

/** How long uploads may take when a process ends; records and connections get the rest of 10 s. */
const CLOSE_MS = 7500;
const RECORD_MS = 2000;
export class Waiting {
  readonly #mover: Mover;
  #closing: Promise<void> | undefined;

  constructor(mover: Mover) {
    this.#mover = mover;
  }

  /**
   * Prepares for a build: from now on URLs that are to come are answered at once.
   *
   * @throws `ERR_STATICFILE_PROXY` when it can't be known where the CDN answers.
   */
  async build(): Promise<void> {
    const { address } = this.#mover;
    this.#mover.isBuild = true;
    address.start();
    const isKnown = () => address.origin !== undefined || address.failure !== undefined;
    await this.#until(isKnown);
    if (address.origin === undefined) {
      throw cannotBuild(`where the CDN answers is not known. ${address.failure?.message ?? ''}`);
    }
  }

  async settled({ ready = false }: { ready?: boolean }): Promise<void> {
    const { queue } = this.#mover;
    await this.#until(() => queue.isIdle && !(ready && this.#isAnyHeld()));
    if (ready && this.#mover.isBuild) this.#refuseUnready();
  }

  /** Finishes or abandons uploads within ten seconds. */
  close(keeper: Keeper): Promise<void> {
    this.#closing ??= this.#close(keeper);
    return this.#closing;
  }

  async #close(keeper: Keeper): Promise<void> {
    const { queue, parts } = this.#mover;
    const isOver = () => queue.isIdle || queue.isPaused;
    await atMost(CLOSE_MS, parts.timers, this.#until(isOver));
    this.#mover.stop();
    await atMost(RECORD_MS, parts.timers, keeper.close());
  }

  #isAnyHeld(): boolean {
    if (this.#mover.address.failure !== undefined && this.#mover.address.dueMs === undefined) {
      return false;
    }
    if (this.#mover.proof.isPending) return true;
    return [...this.#mover.objects.all()].some((object) => this.#isHeld(object));
  }

  /** What waits for something that has failed is not held: nobody knows for how long. */
  #isHeld(object: CdnObject): boolean {
    if (object.state === 'held') return true;
    if (object.state !== 'waiting' || object.references.length === 0) return false;
    const references = object.references.flatMap((uri) => this.#mover.objects.get(uri) ?? []);
    return references.some((each) => this.#isHeld(each));
  }

  #refuseUnready(): void {
    const { objects, address, proof } = this.#mover;
    const moving = [...objects.all()].filter((each) => this.#mover.isOnCdn(each));
    const isThere = ({ state }: CdnObject) => state === 'ready' && proof.isProven;
    const unready = moving.filter((object) => !isThere(object));
    if (unready.length === 0) return;
    const [first] = [...unready.filter(({ reason }) => reason !== undefined), ...unready];
    const failure = address.failure ?? proof.failure;
    const reason = failure?.message ?? first?.reason ?? 'It waits for others of them.';
    throw cannotBuild(
      `${unready.length} of ${moving.length} files are not on the CDN, "${first?.uri}" for one. ${reason}`,
    );
  }

  async #until(test: () => boolean): Promise<void> {
    while (!test()) await this.#nextChange();
  }

  #nextChange(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#mover.listen(() => {
        stop();
        resolve();
      });
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
