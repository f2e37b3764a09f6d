// The table of failures: what passes is tried again, what lasts is not tried for ever.
import * as assert from 'node:assert/strict';
import {
  FAILURE_RULES,
  type FailureKind,
  pauseMs,
  waitMs,
} from '../../../lib/proxies/cdn/failure-kinds.ts';

const KINDS = Object.keys(FAILURE_RULES) as FailureKind[];

describe('the table of failures', () => {
  it('ends what only a person can end', () => {
    for (const kind of KINDS.filter((each) => FAILURE_RULES[each].isLasting)) {
      const { of, tries, laterTries, mostPauses } = FAILURE_RULES[kind];
      const most = of === 'object' ? tries + laterTries : mostPauses;
      assert.ok(Number.isFinite(most), kind);
    }
  });

  it('never pauses the queue for one object', () => {
    for (const kind of KINDS.filter((each) => FAILURE_RULES[each].of === 'object')) {
      assert.equal(FAILURE_RULES[kind].inARow, Number.POSITIVE_INFINITY, kind);
    }
  });

  it('halves uploads on throttling and time-outs only', () => {
    assert.deepEqual(
      KINDS.filter((each) => FAILURE_RULES[each].slowsDown),
      ['throttled', 'slow'],
    );
  });

  it('waits twice as long each time, up to five minutes, spread by half', () => {
    const { passing } = FAILURE_RULES;
    assert.deepEqual(
      [1, 2, 3].map((each) => waitMs(passing, each, 0.5)),
      [250, 500, 1000],
    );
    assert.equal(waitMs(passing, 99, 0.5), 300_000);
    assert.deepEqual([waitMs(passing, 1, 0), waitMs(passing, 1, 1)], [125, 375]);
    assert.deepEqual(
      [1, 2, 99].map((each) => pauseMs(passing, each)),
      [5000, 10_000, 300_000],
    );
  });
});
