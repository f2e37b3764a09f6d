// Schedules by chance: uploads fail, arrive late, get lost; processes die; servers share a bucket.
import * as assert from 'node:assert/strict';
import { flush, HeldTime, seeded } from './support/held-time.ts';
import { Server, type SiteFile } from './support/server.ts';
import { World } from './support/world.ts';

/** 10,000 were run where a figure is told. Each is a world of its own; the number of one that fails is its seed. */
const RUNS = Number(process.env['STATICFILE_TEST_SCHEDULES'] ?? 2000);
const STEPS = 30;
const PER_TEST = 500;

describe('schedules by chance', () => {
  for (let first = 0; first < RUNS; first += PER_TEST) {
    const last = Math.min(RUNS, first + PER_TEST) - 1;
    it(`hand out no URL that the edge would not serve, and settle: ${first} to ${last}`, async function () {
      this.timeout(120_000);
      for (let seed = first; seed <= last; seed += 1) await run(seed);
    });
  }
});

async function run(seed: number): Promise<void> {
  const random = seeded(seed);
  const world = new World(new HeldTime(), random, random() * 0.5);
  const files = new Map(FILES.map((file) => [file.name, { ...file }]));
  const servers = Array.from({ length: 2 + Math.floor(random() * 4) }, () => new Server(world));
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
  else check(world, server, file, files, seed);
  await flush();
  // somebody asks the edge for what may not be there yet
  if (world.chance(0.4)) world.fetch(keyOf(server.render(file, files).uri));
  for (const each of servers) {
    for (const one of files.values()) if (world.chance(0.5)) check(world, each, one, files, seed);
  }
}

/** Renders, and fetches what the page got, with all that it names. */
function check(world: World, server: Server, file: SiteFile, files: Files, seed: number): boolean {
  const { uri, url } = server.render(file, files);
  if (!url.startsWith('https://')) return false;
  assert.equal(url, `https://cdn.test/${keyOf(uri)}`);
  const message = `seed ${seed}: "${url}" was handed out, and the edge does not serve it`;
  assert.ok(world.fetch(keyOf(uri)), message);
  for (const name of file.names) {
    const other = files.get(name);
    assert.ok(other && check(world, server, other, files, seed), `seed ${seed}: ${name} of ${uri}`);
  }
  return true;
}

async function settle(world: World, servers: Server[], files: Files, seed: number): Promise<void> {
  const last = (server: Server) => {
    const page = files.get('page');
    return page !== undefined && check(world, server, page, files, seed);
  };
  for (let turn = 0; turn < 60; turn += 1) {
    const isDone = servers.map(last).every(Boolean);
    if (isDone) return;
    await world.time.pass(60_000);
  }
  assert.fail(`seed ${seed}: not all is on the CDN an hour after the last fault`);
}

function keyOf(uri: string): string {
  return `static${uri}`;
}
