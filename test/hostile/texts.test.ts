// No text ends the process, whatever gives it to which way in, in whatever world.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { programFile } from '../support/program.ts';
import { fewer, isWhole, sampled } from '../support/sampled.ts';
import { createSite } from '../support/site.ts';
import type { Batch, World } from './support/child.ts';

/** How many texts: a few in every run, many where somebody wants to know. */
const TEXTS = Number(process.env['STATICFILE_TEST_FUZZ'] ?? fewer('texts made to harm', 60, 25));
/** Another seed makes other texts: the counts of several runs add up. */
const SEED = Number(process.env['STATICFILE_TEST_SEED'] ?? 1);
const IN_A_BATCH = 2000;
/** More of a kind tell nothing new, and each text that ends a process costs a dozen processes. */
const ENOUGH = 5;

type Texts = Omit<Batch, 'folder'>;

/** Runs a batch in a process of its own; where that ends early each half is run, down to the text. */
async function findingsOf(batch: Texts): Promise<string[]> {
  const { found, end } = await runOf(batch);
  if (end === undefined || batch.count === 1) return end === undefined ? found : [...found, end];
  const first = Math.ceil(batch.count / 2);
  const halves = await findingsOfAll([
    { ...batch, count: first },
    { ...batch, from: batch.from + first, count: batch.count - first },
  ]);
  return halves.length > 0 ? halves : [`${end}, in ${batch.count} texts from ${batch.from}`];
}

async function findingsOfAll(batches: readonly Texts[]): Promise<string[]> {
  const found: string[] = [];
  for (const batch of batches) {
    if (found.length < ENOUGH) found.push(...(await findingsOf(batch)));
  }
  return found;
}

/** What a process finds, and how it ends where it does not end well. */
async function runOf(batch: Texts): Promise<{ found: string[]; end?: string }> {
  const argument = JSON.stringify({ folder: createSite({}).root, ...batch });
  const [command = '', ...rest] = commandOf(batch.world);
  const program = programFile('./support/child.ts', import.meta.url);
  const child = spawn(command, [...rest, program, argument], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: batch.count * 1000 + 60_000,
    killSignal: 'SIGKILL',
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
  if (lines.at(-1) === 'DONE' && code === 0) return { found };
  return { found, end: `the process ended (${signal ?? code}) at ${lines.at(-1)}` };
}

/** So few descriptors are soon used up; one thread compiles and collects garbage for less. */
function commandOf(world: World): string[] {
  const node = [process.execPath, '--v8-pool-size=0'];
  if (world !== 'no descriptors') return node;
  return ['/bin/sh', '-c', 'ulimit -n 200; exec "$0" "$@"', ...node];
}

/** In the short form each world gets a share of the texts. */
function batchesOf(world: World): Texts[] {
  const share = isWhole ? TEXTS : Math.ceil(TEXTS / WORLDS.length);
  const first = isWhole ? 0 : WORLDS.indexOf(world) * share;
  const batches: Texts[] = [];
  for (let from = first; from < first + share; from += IN_A_BATCH) {
    const count = Math.min(IN_A_BATCH, first + share - from);
    batches.push({ seed: SEED, from, count, world, hasFault: false });
  }
  return batches;
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
    const batch = { seed: 1, from: 0, count: 2, world: 'whole', hasFault: true } as const;
    assert.match(
      (await findingsOf(batch)).join('\n'),
      /^the process ended .* at 0 a fault on purpose$/,
    );
  });

  for (const world of sampled('worlds of harmful texts', 3, WORLDS)) {
    it(`gets a usable answer, and the process lives: ${world}`, async function () {
      this.timeout(TEXTS * 5000 + 60_000);
      assert.deepEqual(await findingsOfAll(batchesOf(world)), []);
    });
  }
});
