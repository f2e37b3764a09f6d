// Holds each uploaded object back until the CDN has surely forgotten that it was not there.
import { SlowMap } from '../slow-map.ts';

export class Settling<T> {
  readonly #now: () => number;
  #map: SlowMap<T, true>;

  constructor(settleSeconds: number, now: () => number) {
    this.#now = now;
    this.#map = new SlowMap(settleSeconds, { now });
  }

  /** How long an object is held, in milliseconds. */
  get holdMs(): number {
    return this.#map.timeoutSeconds * 1000;
  }

  /** Changes how long objects are held, those that are held now as well. */
  hold(settleSeconds: number): void {
    const { released, held, timeoutSeconds } = this.#map.toJSON();
    if (settleSeconds === timeoutSeconds) return;
    const earlierMs = (timeoutSeconds - settleSeconds) * 1000;
    const moved = held.map(([key, value, dueMs]) => [key, value, dueMs - earlierMs] as const);
    const json = { timeoutSeconds: settleSeconds, released, held: moved };
    this.#map = SlowMap.from(json, { now: this.#now });
  }

  /** Begins to hold something. */
  add(item: T): void {
    this.#map.set(item, true);
  }

  /** Releases something at once: it is old enough. */
  release(item: T): void {
    this.#map.set(item, true);
    this.#map.release(item);
  }

  has(item: T): boolean {
    return this.#map.get(item) === true;
  }

  /** When the next one is due. */
  get dueMs(): number | undefined {
    return this.#map.held()[0]?.dueMs;
  }

  delete(item: T): void {
    this.#map.delete(item);
  }
}
