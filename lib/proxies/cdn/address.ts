// Where the CDN answers, and since when: known at once, or asked for until it is deployed.
import type { AddressAnswer, AddressSource, StatusRefusal } from './address-source.ts';
import { StoreFailure, toStoreFailure } from './store.ts';
import { GrowingDelay, type Timers } from './timers.ts';
import { UnreadStatus, type UnreadStatusOptions } from './unread-status.ts';

export interface CdnAddressOptions extends UnreadStatusOptions {
  readonly source: AddressSource;
  readonly timers: Timers;
  readonly onChange: () => void;
  readonly onTrouble: (failure: StoreFailure) => void;
}

const REFUSED_MS = 5 * 60_000;
const FACT = 'address';
const NEVER = Number.POSITIVE_INFINITY;

export class CdnAddress {
  readonly #options: CdnAddressOptions;
  readonly #unread: UnreadStatus;
  #answer: AddressAnswer | undefined;
  #failure: StoreFailure | undefined;
  readonly #delay = new GrowingDelay();
  #isStarted = false;
  /** It was looked at just now: a proof that begins need not look again. */
  #isFresh = false;
  #isStopped = false;
  #cancelTimer: () => void = () => {};

  constructor(options: CdnAddressOptions) {
    this.#options = options;
    this.#unread = new UnreadStatus(options);
    const { source, facts } = options;
    const { origin } = source;
    const known = facts.get(FACT) as AddressAnswer | undefined;
    if (source.look === undefined && origin !== undefined) {
      this.#answer = { ...known, origin, isDeployed: true };
    } else if (known?.isDeployed) this.#answer = known;
  }

  get origin(): string | undefined {
    return this.#answer?.origin ?? this.#options.source.origin;
  }

  get isDeployed(): boolean {
    return this.#answer?.isDeployed === true;
  }

  get errorCachingSeconds(): number | undefined {
    return this.#answer?.errorCachingSeconds;
  }

  get hasCors(): boolean {
    return this.#answer?.hasCors === true;
  }

  /** Why the address is not known, or not known to be deployed, and won't be soon. */
  get failure(): StoreFailure | undefined {
    return this.isDeployed ? undefined : this.#failure;
  }

  /** When an address whose status can't be read is taken as deployed. */
  get dueMs(): number | undefined {
    return this.isDeployed ? undefined : this.#unread.dueMs;
  }

  /** Begins to ask, if there is something to ask. */
  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    if (!this.isDeployed) this.#lookAfter(0);
  }

  /**
   * Looks anew at what was deployed once; what can't be looked at now stays as it is.
   *
   * @param mayMove - Another origin takes the place of the old one at once.
   * @returns Why it does not fit any more; `undefined`: it fits, or that is not known.
   */
  async lookAnew(mayMove: boolean): Promise<string | undefined> {
    const { look } = this.#options.source;
    const isFresh = this.#isFresh;
    this.#isFresh = false;
    if (look === undefined || isFresh) return undefined;
    const answer = await look().catch(() => undefined);
    if (answer === undefined || answer.misfit !== undefined) return answer?.misfit;
    if (answer.origin === this.origin) {
      this.learn({ ...answer, isDeployed: true });
      return undefined;
    }
    if (!mayMove) return `The distribution is at ${answer.origin} now, not at ${this.origin}.`;
    this.learn(answer);
    if (!answer.isDeployed) this.#lookAgain();
    return undefined;
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer();
  }

  /** Notes that a check has seen `Access-Control-Allow-Origin`. */
  proveCors(hasCors: boolean): void {
    const { origin } = this;
    if (origin === undefined) return;
    const isDeployed = this.#answer?.isDeployed === true;
    this.learn({ ...this.#answer, origin, isDeployed, hasCors, isCorsSeen: hasCors });
  }

  #lookAfter(delayMs: number): void {
    if (this.#isStopped) return;
    this.#cancelTimer = this.#options.timers.after(delayMs, () => void this.#look());
  }

  async #look(): Promise<void> {
    const { source, onChange } = this.#options;
    if (source.look === undefined) return;
    try {
      this.#failure = undefined;
      const answer = await source.look();
      if (answer.misfit !== undefined) {
        throw new StoreFailure('refused', 'distribution', answer.misfit);
      }
      this.learn(answer);
      this.#isFresh = true;
      if (answer.refusal !== undefined) this.#wait(answer.refusal);
      else if (!this.isDeployed) this.#lookAgain();
    } catch (error) {
      const failure = toStoreFailure(error);
      // what surely can't serve does not begin to by being waited for
      const isUnread = failure.kind === 'refused' && failure.subject !== 'distribution';
      if (isUnread && this.origin !== undefined) this.#wait(failure);
      else this.#fail(failure);
    }
    onChange();
  }

  /** Takes what was found out, by whomever. */
  learn(answer: AddressAnswer): void {
    const { isCorsSeen } = { ...this.#answer, ...answer };
    const hasCors = isCorsSeen || (answer.hasCors ?? this.#answer?.hasCors);
    this.#answer = { ...answer, hasCors, isCorsSeen };
    if (answer.isDeployed) this.#options.facts.set(FACT, this.#answer);
  }

  #fail(failure: StoreFailure): void {
    this.#options.onTrouble(failure);
    if (failure.kind !== 'refused') {
      this.#lookAgain();
      return;
    }
    this.#failure = failure;
    const leftMs = (this.dueMs ?? NEVER) - this.#options.now();
    this.#lookAfter(Math.min(REFUSED_MS, Math.max(0, leftMs)));
  }

  /** What may not be looked at counts as deployed when it was waited for long enough. */
  #wait(refusal: StatusRefusal): void {
    if (this.#unread.isOver(this.origin, refusal)) {
      this.learn({ ...this.#answer, isDeployed: true });
    } else this.#fail(new StoreFailure('refused', refusal.subject, refusal.message));
  }

  #lookAgain(): void {
    this.#lookAfter(this.#delay.next());
  }
}
