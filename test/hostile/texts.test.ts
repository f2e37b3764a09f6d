// No text ends the process, whatever gives it to which way in, in whatever world.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { programFile } from '../support/program.ts';
import { fewer, isWhole } from '../support/sampled.ts';
import { createSite } from '../support/site.ts';
import type { Batch, World } from './support/child.ts';

/** How many texts: a few in every run, many where somebody wants to know. */
const TEXTS = Number(process.env['STATICFILE_TEST_FUZZ'] ?? fewer('texts made to harm', 60, 25));
const IN_A_BATCH = 500;

/** Runs a batch in a process of its own; answers what was found. */
async function findingsOf(batch: Omit<Batch, 'folder'>): Promise<string[]> {
  const argument = JSON.stringify({ folder: createSite({}).root, ...batch });
  const [command = '', ...rest] = commandOf(batch.world);
  const program = programFile('./support/child.ts', import.meta.url);
  const child = spawn(command, [...rest, program, argument], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  if (batch.world === 'closed stderr') child.stderr.destroy();
  else child.stderr.resume();
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.on('close', (...end) => resolve(end));
  });
  const lines = output.trim().split('\n');
  const found = lines.filter((line) => line.startsWith('FOUND'));
  return lines.at(-1) === 'DONE' && code === 0
    ? found
    : [...found, `the process ended (${signal ?? code}) at ${lines.at(-1)}`];
}

/** So few descriptors are soon used up. */
function commandOf(world: World): string[] {
  if (world !== 'no descriptors') return [process.execPath];
  return ['/bin/sh', '-c', 'ulimit -n 200; exec "$0" "$@"', process.execPath];
}

/** In the short form each world gets a share of the texts. */
async function allFindings(world: World): Promise<string[]> {
  const found: string[] = [];
  const share = isWhole ? TEXTS : Math.ceil(TEXTS / WORLDS.length);
  const first = isWhole ? 0 : WORLDS.indexOf(world) * share;
  for (let from = first; from < first + share; from += IN_A_BATCH) {
    const count = Math.min(IN_A_BATCH, first + share - from);
    found.push(...(await findingsOf({ seed: 1, from, count, world, hasFault: false })));
  }
  return found;
}

const WORLDS: readonly World[] = [
  'whole',
  'closed stderr',
  'packages missing',
  'packages gone for a while',
  'no descriptors',
  'throwing functions',
];

describe('a text made to harm', () => {
  it('is found where it ends a process that has a fault on purpose', async function () {
    this.timeout(300_000);
    const batch = { seed: 1, from: 0, count: 40, world: 'whole', hasFault: true } as const;
    assert.match(
      (await findingsOf(batch)).join('\n'),
      /the process ended .* at \d+ a fault on purpose/,
    );
  });

  for (const world of WORLDS) {
    it(`gets a usable answer, and the process lives: ${world}`, async function () {
      this.timeout(TEXTS * 5000 + 60_000);
      assert.deepEqual(await allFindings(world), []);
    });
  }
});
