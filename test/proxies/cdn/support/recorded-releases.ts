// What a bucket was told of releases, and which of them count: reckoned anew, apart from what is tested.
import type { HeldTime } from './held-time.ts';

const DAY_MS = 24 * 3_600_000;

/** What the last record of a process says, as the bucket was told. */
interface Recorded {
  readonly site: string;
  readonly channel: string;
  readonly name: string;
  readonly atMs: number;
  readonly keys: readonly string[];
  readonly isServer: boolean;
  readonly hasEnded: boolean;
}

export class RecordedReleases {
  readonly #time: HeldTime;
  readonly #byKey = new Map<string, Recorded[]>();

  constructor(time: HeldTime) {
    this.#time = time;
  }

  get size(): number {
    return this.#byKey.size;
  }

  take(key: string, text: string, atMs: number): void {
    const { site, channel, release: name, keys, isBuild, hasEnded } = JSON.parse(text);
    const record = { site, channel, name, atMs, keys, isServer: !isBuild, hasEnded };
    this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), record]);
  }

  /** The keys that counting releases name, by what their last records say. */
  named(keep: number, agoMs = 0): [key: string, release: string][] {
    const places = new Map<string, Recorded[]>();
    const untilMs = this.#time.nowMs - agoMs;
    for (const all of this.#byKey.values()) {
      const each = all.filter(({ atMs }) => atMs <= untilMs).at(-1);
      if (each === undefined) continue;
      const place = `${each.site} ${each.channel}`;
      places.set(place, [...(places.get(place) ?? []), each]);
    }
    return [...places.values()].flatMap((records) => this.#namedIn(records, keep));
  }

  #namedIn(records: readonly Recorded[], keep: number): [string, string][] {
    const names = [...new Set(records.map(({ name }) => name))];
    const releases = names.map((name) => {
      const all = records.filter((each) => each.name === name);
      const lastMs = Math.max(...all.map(({ atMs }) => atMs));
      const isOver = all.some(({ isServer, hasEnded }) => isServer || hasEnded);
      const isRunning = all.some(
        ({ isServer, atMs }) => isServer && this.#time.nowMs - atMs <= 2 * DAY_MS,
      );
      return { name, lastMs, isOver, isRunning, keys: all.flatMap(({ keys }) => keys) };
    });
    return releases.flatMap(({ name, lastMs, isRunning, keys }) => {
      const later = releases.filter((each) => each.isOver && each.lastMs > lastMs).length;
      return isRunning || later < keep ? keys.map((key): [string, string] => [key, name]) : [];
    });
  }
}
