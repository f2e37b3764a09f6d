// A bucket with two sites over months: releases come and go, and what pages name is looked for after each step.
import * as assert from 'node:assert/strict';
import { type CdnProxy, cdnProxy } from '../../../../lib/proxies/cdn/cdn-proxy.ts';
import { markOf } from '../../../../lib/proxies/cdn/headers.ts';
import { prune } from '../../../../lib/proxies/cdn/prune.ts';
import type { ObjectStore, Upload } from '../../../../lib/proxies/cdn/store.ts';
import type { Timers } from '../../../../lib/proxies/cdn/timers.ts';
import type { HeldTime } from './held-time.ts';
import { infoOf, SETTINGS } from './one-server.ts';
import { type PruneFaults, pruneStore } from './prune-store.ts';
import { RecordedReleases } from './recorded-releases.ts';
import { storeOf, World } from './world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const RECORDS = 'static/.staticfile/releases/';

interface Release {
  readonly site: string;
  readonly channel: string;
  readonly name: string;
  readonly uris: readonly string[];
}

interface Process {
  readonly proxy: CdnProxy;
  readonly release: Release;
  readonly offered: Set<string>;
  isAsleep: boolean;
  asleepSinceMs: number;
  /** After a long sleep it may name for a day what was deleted meanwhile. */
  excusedUntilMs: number;
  wake(): void;
}

export class History {
  readonly #time: HeldTime;
  readonly #random: () => number;
  readonly #world: World;
  readonly #faults: PruneFaults;
  readonly #seed: number;
  readonly #keep: number;
  readonly #releases: Release[] = [];
  readonly #processes = new Set<Process>();
  readonly #recorded: RecordedReleases;
  readonly #versions = new Map<string, number>();
  readonly #foreign: string[] = [];

  constructor(time: HeldTime, random: () => number, seed: number, faults: PruneFaults) {
    this.#time = time;
    this.#random = random;
    this.#seed = seed;
    this.#faults = faults;
    this.#world = new World(time, random, random() < 0.5 ? 0 : 0.05);
    this.#world.deployedAtMs = time.nowMs;
    this.#recorded = new RecordedReleases(time);
    this.#keep = 1 + Math.floor(random() * 3);
    for (const name of ['base.0123456789ab.css', 'photo.1650000000.jpg']) {
      const key = `static/${name}`;
      this.#foreign.push(key);
      this.#world.bucket.set(key, { modifiedMs: time.nowMs, text: '' });
    }
  }

  /** Something happens. */
  async act(): Promise<void> {
    const dice = this.#random();
    if (dice < 0.2) this.#start(this.#newRelease('main'));
    else if (dice < 0.3) await this.#build(this.#newRelease(this.#pick(['main', 'preview']) ?? ''));
    else if (dice < 0.45) this.#rollBack();
    else if (dice < 0.55) await this.#stop();
    else if (dice < 0.62) this.#sleepOrWake();
    else if (dice < 0.8) void this.prune().catch(() => {});
    else if (dice < 0.92) await this.#rollBackMeanwhile();
    const times = [2000, 20_000, 60_000, HOUR_MS, DAY_MS, 3 * DAY_MS, 20 * DAY_MS, 40 * DAY_MS];
    await this.#time.pass((this.#pick(times) ?? 0) * this.#random());
  }

  /** Nothing that pages name was deleted. */
  check(): void {
    assert.deepEqual(this.#broken, [], `seed ${this.#seed}`);
    for (const key of this.#foreign) this.#mustHave(key, 'it is foreign');
    for (const each of this.#processes) {
      if (each.isAsleep || this.#time.nowMs < each.excusedUntilMs) continue;
      for (const uri of each.release.uris) {
        const url = each.proxy(
          uri,
          infoOf(uri, { new: !each.offered.has(uri), ...this.#about(uri, each.release) }),
        );
        each.offered.add(uri);
        if (url !== uri) this.#mustHave(`static${uri}`, `a page of ${each.release.name} names it`);
      }
    }
  }

  /** All has ended: what nobody names goes within two runs. */
  async end(): Promise<void> {
    this.#world.faults = 0;
    this.#world.slowness = 0;
    for (const each of this.#processes) each.wake();
    await this.#time.pass(DAY_MS);
    for (const each of this.#processes) await this.#time.until(each.proxy.close());
    this.#processes.clear();
    await this.#time.pass(40 * DAY_MS);
    for (let run = 0; run < 2; run += 1) {
      if (this.#recorded.size > 0) await this.#time.until(this.prune());
      await this.#time.pass(2 * DAY_MS + 60_000);
    }
    this.check();
    if (this.#recorded.size === 0) return;
    const named = new Map(this.#recorded.named(this.#keep));
    for (const [key, { mark }] of this.#world.bucket) {
      if (mark !== undefined)
        assert.ok(named.has(key), `seed ${this.#seed}: "${key}" is kept, and nobody names it`);
    }
  }

  async prune(): Promise<void> {
    const store = this.#judged(pruneStore(this.#world, this.#faults));
    const { random } = this.#world;
    const parts = {
      store,
      prefix: 'static/',
      mark: markOf('static/'),
      now: this.#time.now,
      random,
    };
    const options = { dryRun: false, keep: this.#keep, maxDelete: 1000 };
    await prune(parts, options);
    if (this.#faults.isAtOnce) await prune(parts, options);
  }

  /** What was recorded half a minute ago and counts must not be deleted; who recorded it since looks again. */
  #judged(store: ObjectStore): ObjectStore {
    const remove = async (keys: readonly string[]) => {
      const named = new Map(this.#recorded.named(this.#keep, 30_000));
      for (const key of keys) {
        if (named.has(key)) this.#broken.push(`"${key}" was deleted, and ${named.get(key)} counts`);
      }
      await store.remove(keys);
    };
    return { ...store, remove };
  }

  readonly #broken: string[] = [];

  #mustHave(key: string, why: string): void {
    assert.ok(this.#world.bucket.has(key), `seed ${this.#seed}: "${key}" was deleted, and ${why}`);
  }

  #pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.#random() * list.length)];
  }

  /** A sheet and two pictures, some of them in a new version. */
  #newRelease(channel: string): Release {
    const site = this.#pick(['a', 'b']) ?? 'a';
    const version = (name: string) => {
      const id = `${site} ${name}`;
      if (this.#random() < 0.6) this.#versions.set(id, (this.#versions.get(id) ?? 0) + 1);
      return String(this.#versions.get(id) ?? 0).padStart(12, '0');
    };
    const pictures = ['x', 'y'].map((name) => `/${site}/${name}.${version(name)}.png`);
    const sheet = `/${site}/s.${pictures.map((uri) => uri.slice(-10, -4)).join('')}.css`;
    const release = {
      site,
      channel,
      name: `r${this.#releases.length}`,
      uris: [...pictures, sheet],
    };
    this.#releases.push(release);
    return release;
  }

  #about(uri: string, { uris }: Release) {
    return { references: uri.endsWith('.css') ? uris.slice(0, 2) : [] };
  }

  #start(release: Release): Process {
    const waiting: (() => void)[] = [];
    const timers: Timers = {
      now: this.#time.now,
      after: (delayMs, action) =>
        this.#time.after(delayMs, () => {
          if (process.isAsleep) waiting.push(action);
          else action();
        }),
    };
    const process: Process = {
      release,
      offered: new Set(),
      isAsleep: false,
      asleepSinceMs: 0,
      excusedUntilMs: 0,
      wake: () => {
        if (!process.isAsleep) return;
        process.isAsleep = false;
        const { nowMs } = this.#time;
        if (nowMs - process.asleepSinceMs > 20 * HOUR_MS)
          process.excusedUntilMs = nowMs + 26 * HOUR_MS;
        for (const action of waiting.splice(0)) action();
      },
      proxy: this.#createProxy(release, timers),
    };
    this.#processes.add(process);
    return process;
  }

  #createProxy({ site, channel, name }: Release, timers: Timers): CdnProxy {
    const { random } = this.#world;
    const store = this.#watched(storeOf(this.#world, { onPut: () => {}, onKnown: () => {} }));
    const proxy = cdnProxy({
      ...SETTINGS,
      include: 'all',
      openStore: async () => store,
      names: { site, channel, release: name },
      scope: undefined,
      timers,
      random,
    });
    const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
    // clocks of machines are wrong by days
    const offsetMs = (random() - 0.5) * 10 * DAY_MS;
    const now = () => this.#time.nowMs + offsetMs;
    proxy.attach({ store: new Map<string, unknown>(), logger, now, changed: () => {} });
    return proxy;
  }

  async #build(release: Release): Promise<void> {
    const built = this.#start(release);
    this.#processes.delete(built);
    await built.proxy.mover.build();
    for (const uri of release.uris) built.proxy(uri, infoOf(uri, this.#about(uri, release)));
    await this.#time.until(
      built.proxy.settled({ ready: true, timeoutMs: 4 * HOUR_MS }).catch(() => {}),
    );
    await this.#time.until(built.proxy.close());
  }

  #rollBack(): void {
    const release = this.#pick(this.#releases.filter(({ channel }) => channel === 'main'));
    if (release !== undefined) this.#start(release);
  }

  /** An old release begins to run just when somebody prunes. */
  async #rollBackMeanwhile(): Promise<void> {
    const old = this.#releases.slice(0, Math.ceil(this.#releases.length / 2));
    const release = this.#pick(old.filter(({ channel }) => channel === 'main'));
    if (release !== undefined) this.#start(release);
    await this.#time.pass(this.#random() * 5000);
    void this.prune().catch(() => {});
    for (let turn = 0; turn < 20; turn += 1) {
      await this.#time.pass(1500);
      this.check();
    }
  }

  async #stop(): Promise<void> {
    const stopped = this.#pick([...this.#processes]);
    if (stopped === undefined) return;
    this.#processes.delete(stopped);
    if (this.#random() < 0.5 && !stopped.isAsleep) await this.#time.until(stopped.proxy.close());
    // killed: nothing of it goes on
    else stopped.isAsleep = true;
  }

  #sleepOrWake(): void {
    const process = this.#pick([...this.#processes]);
    if (process === undefined) return;
    if (process.isAsleep) process.wake();
    else Object.assign(process, { isAsleep: true, asleepSinceMs: this.#time.nowMs });
  }

  /** Notes the records that reach the bucket, and what was there once. */
  #watched(store: ObjectStore): ObjectStore {
    const put = async (upload: Upload) => {
      const before = this.#world.bucket.get(upload.key);
      try {
        return await store.put(upload);
      } finally {
        const stored = this.#world.bucket.get(upload.key);
        if (stored !== undefined && stored !== before) this.#stored(upload.key, stored);
      }
    };
    return { ...store, put };
  }

  #stored(key: string, { text, modifiedMs }: { text: string; modifiedMs: number }): void {
    if (!key.startsWith(RECORDS)) return;
    this.#recorded.take(key, text, modifiedMs);
  }
}
