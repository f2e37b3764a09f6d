// Schedules by chance: uploads fail, arrive late, get lost; processes die; servers share a bucket.
import * as assert from 'node:assert/strict';
import { seeded } from '../../support/random.ts';
import { fewer } from '../../support/sampled.ts';
import { flush, HeldTime } from './support/held-time.ts';
import { Server, type ServerOptions, type SiteFile } from './support/server.ts';
import { World } from './support/world.ts';

/** 10,000 were run where a figure is told. Each is a world of its own; the number of one that fails is its seed. */
const RUNS = Number(
  process.env['STATICFILE_TEST_SCHEDULES'] ?? fewer('schedules of uploads by chance', 2000, 60),
);
const STEPS = 30;
const PER_TEST = 500;
/** Within so many schedules a fault that was put in must be found. */
const MOST_FAULTY = 300;

describe('schedules by chance', () => {
  for (let first = 0; first < RUNS; first += PER_TEST) {
    const last = Math.min(RUNS, first + PER_TEST) - 1;
    it(`hand out no URL that the edge would not serve, and settle: ${first} to ${last}`, async function () {
      this.timeout(240_000);
      for (let seed = first; seed <= last; seed += 1) await run(seed);
    });
  }

  const faults: readonly [string, ServerOptions][] = [
    ['nothing is held', { settleSeconds: 0 }],
    ['a domain is taken at its word', { isUnproven: true }],
  ];
  for (const [what, options] of faults) {
    it(`find it when ${what}`, async function () {
      this.timeout(240_000);
      await assert.rejects(async () => {
        for (let seed = 0; seed < MOST_FAULTY; seed += 1) await run(seed, options);
      }, /was handed out, and the edge does not serve it/);
    });
  }
});

async function run(seed: number, options: ServerOptions = {}): Promise<void> {
  const random = seeded(seed);
  const time = new HeldTime();
  time.tickMs = 0.001;
  const world = new World(time, random, random() * 0.5);
  if (random() < 0.3) world.mendAfter(random() * 600_000);
  const files = new Map(FILES.map((file) => [file.name, { ...file }]));
  const servers = Array.from(
    { length: 2 + Math.floor(random() * 4) },
    (_, at) => new Server(world, { ...options, hasManifest: at > 1 && random() < 0.3 }),
  );
  for (let step = 0; step < STEPS; step += 1) await act(world, servers, files, seed);
  world.faults = 0;
  await settle(world, servers, files, seed);
  assert.deepEqual(world.broken, [], `seed ${seed}`);
}

const FILES: readonly SiteFile[] = [
  { name: 'a', names: [], version: 1 },
  { name: 'b', names: [], version: 1 },
  { name: 'c', names: [], version: 1 },
  { name: 'sheet', names: ['a', 'b'], version: 1 },
  { name: 'page', names: ['sheet', 'c'], version: 1 },
];

type Files = Map<string, SiteFile>;

/** Clocks are set by seconds, hours or weeks. */
const JUMPS_MS = [-60_000, 5000, 60_000, 3_600_000, -3_600_000, 20 * 24 * 3_600_000];

async function act(world: World, servers: Server[], files: Files, seed: number): Promise<void> {
  const server = servers[Math.floor(world.random() * servers.length)];
  const file = [...files.values()][Math.floor(world.random() * files.size)];
  if (server === undefined || file === undefined) return;
  const dice = world.random();
  if (dice < 0.05) server.restart();
  // a new version; or an old one again, as after a rollback
  else if (dice < 0.15) file.version = Math.max(1, file.version + (world.chance(0.3) ? -1 : 1));
  else if (dice < 0.6) await world.time.pass(world.random() * 2500);
  else if (dice < 0.65) await world.time.pass(world.random() * 60_000);
  else if (dice < 0.7)
    server.offsetMs += JUMPS_MS[Math.floor(world.random() * JUMPS_MS.length)] ?? 0;
  else if (dice < 0.72) refuse(world, server, file, files);
  else check(world, server, file, files, seed);
  await flush();
  // somebody asks the edge for what may not be there yet
  if (world.chance(0.4)) world.fetch(keyOf(server.render(file, files).uri));
  for (const each of servers) {
    for (const one of files.values()) if (world.chance(0.5)) check(world, each, one, files, seed);
  }
}

/** From now on the store takes one object no more. */
function refuse(world: World, server: Server, file: SiteFile, files: Files): void {
  const key = keyOf(server.render(file, files).uri);
  world.refused.set(key, world.chance(0.5) ? 'denied' : 'rejected');
}

/** Renders, and fetches what the page got, with all that it names. */
function check(world: World, server: Server, file: SiteFile, files: Files, seed: number): boolean {
  const { uri, url } = server.render(file, files);
  if (!url.startsWith('https://')) return false;
  assert.equal(url, `https://cdn.test/${keyOf(uri)}`);
  const message = `seed ${seed}: "${url}" was handed out, and the edge does not serve it`;
  // who was never told anything wrong can't know of what was mended a moment ago
  const isExcused = !server.wasWrong && world.isLeftOver(keyOf(uri));
  assert.ok(isExcused || world.fetch(keyOf(uri)), message);
  for (const name of file.names) {
    const other = files.get(name);
    assert.ok(other, name);
    // who has no sources knows nothing of what a sheet names; the edge must serve it all the same
    const isThere = server.hasManifest
      ? world.fetch(keyOf(server.render(other, files).uri))
      : check(world, server, other, files, seed);
    assert.ok(isThere, `seed ${seed}: ${name} of ${uri}`);
  }
  return true;
}

/** All is on the CDN, or what is not has a reason. */
async function settle(world: World, servers: Server[], files: Files, seed: number): Promise<void> {
  const page = files.get('page');
  assert.ok(page);
  const isSettled = (server: Server) =>
    check(world, server, page, files, seed) || isRefused(world, server, page, files);
  for (let turn = 0; turn < 240; turn += 1) {
    if (servers.map(isSettled).every(Boolean)) return;
    await world.time.pass(turn < 120 ? world.random() * 10_000 : 60_000);
  }
  assert.fail(`seed ${seed}: not all is on the CDN two hours after the last fault`);
}

/** It has failed with its reason, or something that it names has. */
function isRefused(world: World, server: Server, file: SiteFile, files: Files): boolean {
  const key = keyOf(server.render(file, files).uri);
  const { state, reason } = server.proxy.mover.stateOf(key.slice('static'.length)) ?? {};
  const isNamed = state === 'failed' && reason?.includes(key) === true;
  if (world.refused.has(key) && (isNamed || server.hasManifest)) return true;
  return file.names.some((name) => {
    const other = files.get(name);
    return other !== undefined && isRefused(world, server, other, files);
  });
}

function keyOf(uri: string): string {
  return `static${uri}`;
}
