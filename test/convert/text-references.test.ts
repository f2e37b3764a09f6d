// A large text is searched once, in a worker where a request waits; what is found is the asker's own.
import assert from 'node:assert/strict';
import { findReferences, LARGE_TEXT, TextReferences } from '../../lib/convert/text-references.ts';
import { WorkerFailure } from '../../lib/workers/job.ts';
import type { Job } from '../../lib/workers/pool.ts';

const LARGE = `a { background: url("x.png") }\n${'b { color: red }\n'.repeat(LARGE_TEXT / 16)}`;

/** Does jobs at once, and notes them. */
function searching(fail?: Error) {
  const jobs: Job[] = [];
  const run = async <Value>(job: Job): Promise<Value> => {
    jobs.push(job);
    if (fail !== undefined) throw fail;
    return findReferences(job.input as never) as Value;
  };
  return { references: new TextReferences({ run }), jobs };
}

describe('references of a text', () => {
  it('of up to 256 kB are found without a worker', async () => {
    const { references, jobs } = searching();
    const [found] = await references.findLater('css', 'a { background: url(x.png) }');
    assert.equal(found?.value, 'x.png');
    assert.deepEqual(jobs, []);
  });

  it('of more are found in a worker, once for all who ask, and known from then on', async () => {
    const { references, jobs } = searching();
    const all = [1, 2, 3].map(() => references.findLater('css', LARGE));
    for (const [found] of await Promise.all(all)) assert.equal(found?.value, 'x.png');
    await references.findLater('css', LARGE);
    assert.equal(jobs.length, 1);
    assert.equal(references.find('css', LARGE)[0]?.value, 'x.png');
  });

  it('are other ones for a sheet than for a script with the same text', async () => {
    const { references } = searching();
    await references.findLater('css', LARGE);
    assert.deepEqual(await references.findLater('js', LARGE), []);
  });

  it('are the own objects of each who asks: the same text names other files elsewhere', async () => {
    const { references } = searching();
    const [[one], [other]] = [
      await references.findLater('css', LARGE),
      references.find('css', LARGE),
    ];
    assert.deepEqual(one, other);
    assert.notEqual(one, other);
  });

  it('are found here where there is no worker', async () => {
    const { references } = searching(new WorkerFailure('absent', 'none'));
    assert.equal((await references.findLater('css', LARGE))[0]?.value, 'x.png');
  });

  it('are not found at all where the worker ends, and looked for again the next time', async () => {
    const { references, jobs } = searching(new WorkerFailure('lost', 'out of memory'));
    await assert.rejects(references.findLater('css', LARGE), /out of memory/);
    await assert.rejects(references.findLater('css', LARGE), /out of memory/);
    assert.equal(jobs.length, 2);
  });
});
