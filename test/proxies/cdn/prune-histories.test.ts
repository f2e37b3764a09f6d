// Histories by chance: releases, previews, rollbacks, servers that sleep, two sites, and prunes at any time.
import * as assert from 'node:assert/strict';
import { seeded } from '../../support/random.ts';
import { fewer } from '../../support/sampled.ts';
import { HeldTime } from './support/held-time.ts';
import { History } from './support/history.ts';
import type { PruneFaults } from './support/prune-store.ts';

/** Each is a world of its own; the number of one that fails is its seed. */
const RUNS = Number(
  process.env['STATICFILE_TEST_HISTORIES'] ?? fewer('histories of releases by chance', 1000, 20),
);
const PER_TEST = 250;
/** Within so many histories a fault that was put in must be found. */
const MOST_FAULTY = 200;

describe('histories of releases', () => {
  for (let first = 0; first < RUNS; first += PER_TEST) {
    const last = Math.min(RUNS, first + PER_TEST) - 1;
    it(`lose nothing that a counting release names, and keep nothing that nobody names: ${first} to ${last}`, async function () {
      this.timeout(600_000);
      for (let seed = first; seed <= last; seed += 1) await run(seed);
    });
  }

  const faults: readonly [string, PruneFaults][] = [
    ['all that lies there is taken for ours', { isAllOurs: true }],
    ['what is marked is deleted at once', { isAtOnce: true }],
  ];
  for (const [what, fault] of faults) {
    it(`find it when ${what}`, async function () {
      this.timeout(240_000);
      await assert.rejects(async () => {
        for (let seed = 0; seed < MOST_FAULTY; seed += 1) await run(seed, fault);
      }, /was deleted/);
    });
  }
});

async function run(seed: number, faults: PruneFaults = {}): Promise<void> {
  const random = seeded(seed);
  const time = new HeldTime();
  const history = new History(time, random, seed, faults);
  for (let step = 0; step < 25; step += 1) {
    await history.act();
    history.check();
  }
  await history.end();
}
