// Work of many requests is spread over turns of the event loop.
import assert from 'node:assert/strict';
import { Turns } from '../../lib/core/turns.ts';

describe('turns', () => {
  it('are given one by one, in the order in which they are asked for', async () => {
    const turns = new Turns();
    let turn = 0;
    let isOver = false;
    const count = (): void => {
      turn += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    const seen: [number, number][] = [];
    const work = async (each: number) => {
      for (let times = 0; times < 3; times += 1) {
        await turns.next();
        seen.push([turn, each]);
      }
    };
    await Promise.all([1, 2, 3, 4].map(work));
    isOver = true;
    assert.equal(new Set(seen.map(([at]) => at)).size, seen.length);
    assert.deepEqual(
      seen.map(([, each]) => each),
      [1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4],
    );
  });
});
