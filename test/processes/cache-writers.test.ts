// Real processes with one cache file: what any of them has set is there, whatever happens to others.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { itInLongForm, sampled } from '../support/sampled.ts';
import { createSite } from '../support/site.ts';
import { cacheFile, expectedFact, factsOf, openCache } from './support/cache.ts';
import { type Child, useChildren, wholeLines } from './support/children.ts';

const WRITERS = ['a', 'b', 'c', 'd'];
const FACTS = 300;
const STARTS = 12;
/** So many facts a writer has confirmed when it is killed. */
const KILLED_AFTER = sampled(
  'moments at which a writer is killed',
  5,
  Array.from({ length: 25 }, (_each, at) => 1 + at * 17),
);
const AT_ONCE = 5;

const freshDir = (): string => path.join(createSite().dir, 'cache');

/** Lets processes begin together. */
async function goTogether(children: readonly Child[]): Promise<void> {
  await Promise.all(children.map((child) => child.printed(1)));
  for (const child of children) child.go();
}

/** Asserts that the cache has a fact for each key, and each as it was set. */
function assertKept(dir: string, keys: readonly string[]): void {
  const facts = factsOf(dir);
  const lost = keys.filter((key) => !(key in facts));
  assert.equal(
    lost.length,
    0,
    `${lost.length} of ${keys.length} lost: ${lost[0]} … ${lost.at(-1)}`,
  );
  for (const key of keys) assert.deepEqual(facts[key], expectedFact(key));
}

describe('processes that share a cache file', function () {
  this.timeout(60_000);
  const children = useChildren();

  it('lose nothing when all write at once', async () => {
    const dir = freshDir();
    const writers = WRITERS.map((name) =>
      children.start('write-facts.ts', dir, name, String(FACTS)),
    );
    await goTogether(writers);
    const ended = await Promise.all(writers.map((writer) => writer.ended));
    assert.deepEqual(
      ended.map(({ code, stderr }) => ({ code, stderr })),
      WRITERS.map(() => ({ code: 0, stderr: '' })),
    );
    const confirmed = ended.flatMap((each) => wholeLines(each).slice(1));
    assert.equal(confirmed.length, WRITERS.length * FACTS);
    assertKept(dir, confirmed);
  });

  /** Runs writers beside processes that start and compact, and says what all of them have set. */
  async function runBeside(dir: string, names: readonly string[]): Promise<string[]> {
    const writers = WRITERS.map((name) =>
      children.start('write-facts.ts', dir, name, String(FACTS)),
    );
    const starters = names.map((name) =>
      children.start('start-and-compact.ts', dir, name, String(STARTS)),
    );
    await goTogether([...writers, ...starters]);
    const ended = await Promise.all([...writers, ...starters].map((child) => child.ended));
    const counts = ended.flatMap(({ stdout }) => /compactions (\d+)/.exec(stdout)?.[1] ?? []);
    assert.equal(counts.length, names.length);
    assert.ok(
      counts.every((count) => Number(count) > 0),
      `compactions: ${counts.join(', ')}`,
    );
    return ended.flatMap((each) => wholeLines(each).filter((line) => line.includes('/')));
  }

  it('lose nothing when another starts again and again and compacts', async () => {
    const dir = freshDir();
    openCache(dir).cache.set('before/7', expectedFact('before/7'));
    const confirmed = await runBeside(dir, ['x']);
    assert.equal(confirmed.length, WRITERS.length * FACTS + STARTS);
    assertKept(dir, ['before/7', ...confirmed]);
  });

  itInLongForm('lose nothing when two others start again and again and compact', async () => {
    const dir = freshDir();
    openCache(dir).cache.set('before/7', expectedFact('before/7'));
    const confirmed = await runBeside(dir, ['x', 'y']);
    assert.equal(confirmed.length, WRITERS.length * FACTS + 2 * STARTS);
    assertKept(dir, ['before/7', ...confirmed]);
  });

  it('are killed in mid-stream: what they had confirmed is there, and nothing is damaged', async () => {
    const dir = freshDir();
    const before = openCache(dir);
    before.cache.set('before/7', expectedFact('before/7'));
    const confirmed = ['before/7'];
    for (let at = 0; at < KILLED_AFTER.length; at += AT_ONCE) {
      const moments = KILLED_AFTER.slice(at, at + AT_ONCE);
      const writers = moments.map((moment) => ({
        moment,
        child: children.start('write-facts.ts', dir, `killed after ${moment}`, '100000'),
      }));
      await goTogether(writers.map(({ child }) => child));
      const killed = writers.map(({ child, moment }) => killAfter(child, moment));
      confirmed.push(...(await Promise.all(killed)).flat());
    }
    assertKept(dir, confirmed);
    before.cache.set('after/8', expectedFact('after/8'));
    assertKept(dir, [...confirmed, 'after/8']);
    assert.deepEqual(before.log.warnings, []);
    assert.deepEqual(fs.readdirSync(path.dirname(cacheFile(dir))), ['conversions.txt']);
  });
});

/** Kills a writer when it has confirmed so many facts; gives all that it had confirmed by then. */
async function killAfter(child: Child, moment: number): Promise<string[]> {
  await child.printed(moment + 1);
  child.kill();
  const ended = await child.ended;
  assert.equal(ended.signal, 'SIGKILL', ended.stderr);
  const confirmed = wholeLines(ended).slice(1);
  assert.ok(confirmed.length >= moment, `${confirmed.length} of ${moment}`);
  return confirmed;
}
