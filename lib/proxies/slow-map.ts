// SlowMap: a map whose values can't be read until some time after they were set.
import { inWords, isFunction, knownKeys, optionError } from '../core/option-shapes.ts';

/** Options of {@link SlowMap}. */
export interface SlowMapOptions {
  /** The time in milliseconds. Default: `Date.now`. */
  now?: () => number;
}

/** A value that is held back. */
export interface HeldEntry<K, V> {
  readonly key: K;
  readonly value: V;
  /** When the value can be read, in milliseconds of the map's clock. */
  readonly dueMs: number;
}

/** A {@link SlowMap} as plain data. */
export interface SlowMapJson<K, V> {
  readonly timeoutSeconds: number;
  readonly released: readonly (readonly [key: K, value: V])[];
  readonly held: readonly (readonly [key: K, value: V, dueMs: number])[];
}

/**
 * A map that holds each value back for `timeoutSeconds` after it was set.
 *
 * `has`, `size` and iteration see released entries only. No operation waits, and there are no
 * timers: an entry is released by the first operation after it is due.
 */
export class SlowMap<K = string, V = string> implements Iterable<[K, V]> {
  readonly timeoutSeconds: number;
  readonly #now: () => number;
  readonly #released = new Map<K, V>();
  readonly #held = new Map<K, { value: V; dueMs: number }>();
  /** The latest of the due times. */
  #latestMs = Number.NEGATIVE_INFINITY;
  /** They lie in the order of their due times; a clock that was set back ends that. */
  #isInOrder = true;

  constructor(timeoutSeconds: number, options: SlowMapOptions = {}) {
    if (typeof timeoutSeconds !== 'number' || !(timeoutSeconds >= 0)) {
      throw optionError(
        `SlowMap needs a number of seconds from 0 up, not ${inWords(timeoutSeconds)}.`,
      );
    }
    this.timeoutSeconds = timeoutSeconds;
    const { now = Date.now } = knownKeys('SlowMap', options, ['now']) ?? {};
    if (!isFunction(now)) {
      throw optionError(`The option "now" of SlowMap must be a function, not ${inWords(now)}.`);
    }
    this.#now = now;
  }

  /**
   * Returns the map that {@link SlowMap.toJSON} has described, due times included.
   *
   * @throws `ERR_STATICFILE_OPTION` for anything else.
   */
  static from<K, V>(json: SlowMapJson<K, V>, options: SlowMapOptions = {}): SlowMap<K, V> {
    refuseOther(json);
    // JSON has no infinity, and writes `null`
    const map = new SlowMap<K, V>(json.timeoutSeconds ?? NEVER, options);
    for (const [key, value] of json.released) map.#released.set(key, value);
    for (const [key, value, dueMs] of json.held) map.#hold(key, value, dueMs ?? NEVER);
    return map;
  }

  /**
   * Sets a value, to be read when the time has passed. A released value stays until then.
   *
   * Setting an equal value again on a held key does not restart its time.
   */
  set(key: K, value: V): this {
    this.#releaseIfDue(key);
    const held = this.#held.get(key);
    if (held !== undefined && Object.is(held.value, value)) return this;
    this.#held.delete(key);
    const isReleased = this.#released.has(key) && Object.is(this.#released.get(key), value);
    if (!isReleased) this.#hold(key, value, this.#now() + this.timeoutSeconds * 1000);
    return this;
  }

  /** Returns the released value, `fallback` while there is none. */
  get(key: K): V | undefined;
  get<D>(key: K, fallback: D): V | D;
  get<D>(key: K, fallback?: D): V | D | undefined {
    this.#releaseIfDue(key);
    return this.#released.has(key) ? this.#released.get(key) : fallback;
  }

  /** Checks whether a released value is there. */
  has(key: K): boolean {
    this.#releaseIfDue(key);
    return this.#released.has(key);
  }

  /** Makes a held value due now; returns whether there was one. */
  release(key: K): boolean {
    const held = this.#held.get(key);
    if (held === undefined) return false;
    this.#held.delete(key);
    this.#released.set(key, held.value);
    return true;
  }

  /** Removes a key, released or held; returns whether it was there. */
  delete(key: K): boolean {
    const wasHeld = this.#held.delete(key);
    return this.#released.delete(key) || wasHeld;
  }

  /** Removes everything. */
  clear(): void {
    this.#released.clear();
    this.#held.clear();
  }

  /** How many entries are released. */
  get size(): number {
    this.#releaseDue();
    return this.#released.size;
  }

  /** Lists what is held back, in the order in which it comes due. */
  held(): HeldEntry<K, V>[] {
    this.#releaseDue();
    const held = [...this.#held].map(([key, { value, dueMs }]) => ({ key, value, dueMs }));
    return held.sort((a, b) => a.dueMs - b.dueMs);
  }

  keys(): MapIterator<K> {
    this.#releaseDue();
    return this.#released.keys();
  }

  values(): MapIterator<V> {
    this.#releaseDue();
    return this.#released.values();
  }

  entries(): MapIterator<[K, V]> {
    this.#releaseDue();
    return this.#released.entries();
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  forEach(action: (value: V, key: K, map: this) => void): void {
    for (const [key, value] of this.entries()) action(value, key, this);
  }

  /** Returns plain data for {@link SlowMap.from}; it survives JSON where keys and values do. */
  toJSON(): SlowMapJson<K, V> {
    const held = this.held().map(({ key, value, dueMs }) => [key, value, dueMs] as const);
    return { timeoutSeconds: this.timeoutSeconds, released: [...this.#released], held };
  }

  #hold(key: K, value: V, dueMs: number): void {
    this.#isInOrder = this.#held.size === 0 || (this.#isInOrder && dueMs >= this.#latestMs);
    this.#latestMs = this.#held.size === 0 ? dueMs : Math.max(dueMs, this.#latestMs);
    this.#held.set(key, { value, dueMs });
  }

  #releaseIfDue(key: K): void {
    const held = this.#held.get(key);
    if (held !== undefined && this.#now() >= held.dueMs) this.release(key);
  }

  /** Each entry is released once, so that the cost is constant per entry. */
  #releaseDue(): void {
    if (this.#held.size === 0) return;
    const now = this.#now();
    for (const [key, { dueMs }] of this.#held) {
      if (now >= dueMs) this.release(key);
      else if (this.#isInOrder) return;
    }
  }
}

const NEVER = Number.POSITIVE_INFINITY;

/** A file that was cut or written by something else brings any value. */
function refuseOther(json: unknown): void {
  const { timeoutSeconds, released, held } = Object(json);
  const isDue = (dueMs: unknown) => dueMs === null || typeof dueMs === 'number';
  const areOf = (list: unknown, length: number) =>
    Array.isArray(list) && list.every((each) => Array.isArray(each) && each.length === length);
  const isFine =
    timeoutSeconds !== undefined &&
    areOf(released, 2) &&
    areOf(held, 3) &&
    held.every(([, , dueMs]: readonly unknown[]) => isDue(dueMs));
  if (isFine) return;
  throw optionError(`SlowMap.from() needs what toJSON() has returned, not ${inWords(json)}.`);
}
