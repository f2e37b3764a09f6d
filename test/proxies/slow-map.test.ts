// A SlowMap answers a value only when its time has come.
import assert from 'node:assert/strict';
import { SlowMap } from '../../lib/index.ts';

function slowMap<V>(seconds = 10) {
  const clock = { ms: 1_700_000_000_000 };
  const now = () => clock.ms;
  return { clock, now, map: new SlowMap<string, V>(seconds, { now }) };
}

/** Key, value and due time of each held entry, in this order. */
function heldOf(map: { held(): Iterable<object> }): unknown[][] {
  return [...map.held()].map((entry) => Object.values(entry));
}

describe('SlowMap get', () => {
  it('gives undefined for an unknown key', () => {
    assert.equal(slowMap().map.get('a'), undefined);
  });

  it('gives its second argument for an unknown key, without keeping it', () => {
    const { map } = slowMap<string>();
    assert.equal(map.get('a', 'local'), 'local');
    assert.equal(map.get('a'), undefined);
  });

  it('gives the default until the time is over and the value from then on', () => {
    const { map, clock } = slowMap<string>();
    map.set('a', 'cdn');
    assert.equal(map.get('a', 'local'), 'local');
    clock.ms += 9_999;
    assert.equal(map.get('a', 'local'), 'local');
    clock.ms += 1;
    assert.equal(map.get('a', 'local'), 'cdn');
  });

  it('gives a value at once when the time is zero', () => {
    const { map } = slowMap<string>(0);
    map.set('a', 'cdn');
    assert.equal(map.get('a'), 'cdn');
  });

  it('takes a fraction of a second', () => {
    const { map, clock } = slowMap<string>(0.5);
    map.set('a', 'cdn');
    clock.ms += 499;
    assert.equal(map.get('a'), undefined);
    clock.ms += 1;
    assert.equal(map.get('a'), 'cdn');
  });
});

describe('SlowMap values', () => {
  for (const value of [0, '', false, null, undefined, Number.NaN, 0n]) {
    it(`keeps ${JSON.stringify(String(value))} of type ${typeof value} as a value`, () => {
      const { map, clock } = slowMap<unknown>();
      map.set('a', value);
      clock.ms += 10_000;
      assert.equal(map.get('a', 'default'), value);
      assert.equal(map.has('a'), true);
      assert.equal(map.size, 1);
    });
  }

  it('does not run one key into another', () => {
    const { map, clock } = slowMap<string>();
    map.set('a', 'first');
    clock.ms += 4_000;
    map.set('b', 'second');
    clock.ms += 6_000;
    assert.deepEqual([...map], [['a', 'first']]);
  });

  it('takes objects as keys', () => {
    const key = {};
    const map = new SlowMap<object, number>(0, { now: () => 0 });
    map.set(key, 1);
    assert.equal(map.get(key), 1);
    assert.equal(map.get({}), undefined);
  });
});

describe('SlowMap set', () => {
  it('keeps answering the released value until the new one is due', () => {
    const { map, clock } = slowMap<string>();
    map.set('a', 'old');
    clock.ms += 10_000;
    map.set('a', 'new');
    clock.ms += 9_999;
    assert.equal(map.get('a', 'default'), 'old');
    clock.ms += 1;
    assert.equal(map.get('a', 'default'), 'new');
  });

  it('keeps a released value that was never read before the next set', () => {
    const { map, clock } = slowMap<string>();
    map.set('a', 'old');
    clock.ms += 10_000;
    map.set('a', 'new');
    assert.deepEqual([...map], [['a', 'old']]);
  });

  it('does not restart the time when a held key is set to an equal value', () => {
    const { map, clock } = slowMap<string>();
    map.set('a', 'cdn');
    clock.ms += 6_000;
    map.set('a', 'cdn');
    clock.ms += 4_000;
    assert.equal(map.get('a'), 'cdn');
  });

  it('restarts the time when a held key is set to another value', () => {
    const { map, clock } = slowMap<string>();
    map.set('a', 'one');
    clock.ms += 6_000;
    map.set('a', 'two');
    clock.ms += 9_999;
    assert.equal(map.get('a'), undefined);
    clock.ms += 1;
    assert.equal(map.get('a'), 'two');
  });
});

describe('SlowMap release', () => {
  it('makes a held key due now', () => {
    const { map } = slowMap<string>();
    map.set('a', 'cdn');
    map.set('b', 'cdn');
    map.release('a');
    assert.equal(map.get('a'), 'cdn');
    assert.equal(map.get('b'), undefined);
  });

  it('makes the newer value of a released key due now', () => {
    const { map } = slowMap<string>();
    map.set('a', 'old');
    map.release('a');
    map.set('a', 'new');
    map.release('a');
    assert.equal(map.get('a'), 'new');
  });

  it('of an unknown key does nothing', () => {
    const { map } = slowMap<string>();
    map.release('a');
    assert.equal(map.has('a'), false);
    assert.equal(map.size, 0);
  });
});

describe('SlowMap has, size and iteration', () => {
  it('see released entries only', () => {
    const { map } = slowMap<string>();
    map.set('a', 'released');
    map.release('a');
    map.set('b', 'held');
    assert.equal(map.has('a'), true);
    assert.equal(map.has('b'), false);
    assert.equal(map.size, 1);
    assert.deepEqual([...map], [['a', 'released']]);
  });

  it('see an entry whose time has come without a get of it', () => {
    const { map, clock } = slowMap<string>();
    map.set('a', 'one');
    map.set('b', 'two');
    clock.ms += 10_000;
    assert.equal(map.size, 2);
    assert.deepEqual(new Map(map), new Map([...Object.entries({ a: 'one', b: 'two' })]));
  });
});

describe('SlowMap held', () => {
  it('gives key, value and due time of the entries that are not due', () => {
    const { map, clock } = slowMap<string>();
    const start = clock.ms;
    map.set('a', 'one');
    clock.ms += 1_000;
    map.set('b', 'two');
    assert.deepEqual(heldOf(map), [
      ['a', 'one', start + 10_000],
      ['b', 'two', start + 11_000],
    ]);
    clock.ms = start + 10_000;
    assert.deepEqual(heldOf(map), [['b', 'two', start + 11_000]]);
  });

  it('gives the newer value of a released key', () => {
    const { map, clock } = slowMap<string>();
    map.set('a', 'old');
    map.release('a');
    map.set('a', 'new');
    assert.deepEqual(heldOf(map), [['a', 'new', clock.ms + 10_000]]);
  });
});

describe('SlowMap delete and clear', () => {
  it('delete forgets what is released and what is held of a key', () => {
    const { map, clock } = slowMap<string>();
    map.set('a', 'old');
    map.release('a');
    map.set('a', 'new');
    map.set('b', 'other');
    map.delete('a');
    assert.equal(map.get('a', 'default'), 'default');
    clock.ms += 10_000;
    assert.deepEqual([...map], [['b', 'other']]);
  });

  it('delete starts the time anew for a later set of the same value', () => {
    const { map, clock } = slowMap<string>();
    map.set('a', 'cdn');
    clock.ms += 9_000;
    map.delete('a');
    map.set('a', 'cdn');
    clock.ms += 9_999;
    assert.equal(map.has('a'), false);
  });

  it('clear forgets everything', () => {
    const { map, clock } = slowMap<string>();
    map.set('a', 'one');
    map.release('a');
    map.set('b', 'two');
    map.clear();
    clock.ms += 10_000;
    assert.equal(map.size, 0);
    assert.deepEqual(heldOf(map), []);
  });
});

describe('SlowMap with a clock that is set back', () => {
  it('releases what comes due before what was set earlier', () => {
    const { map, clock } = slowMap<number>();
    map.set('early', 1);
    clock.ms -= 3_600_000;
    map.set('late', 2);
    clock.ms += 10_000;
    assert.deepEqual([...map], [['late', 2]]);
    assert.equal(map.size, 1);
    assert.deepEqual(
      heldOf(map).map(([key]) => key),
      ['early'],
    );
  });

  it('lists what is held in the order in which it comes due', () => {
    const { map, clock } = slowMap<number>();
    map.set('early', 1);
    clock.ms -= 3_600_000;
    map.set('late', 2);
    assert.deepEqual(
      heldOf(map).map(([key]) => key),
      ['late', 'early'],
    );
  });

  it('releases nothing while it tells no time', () => {
    const { map, clock } = slowMap<number>();
    map.set('a', 1);
    clock.ms = Number.NaN;
    assert.equal(map.has('a'), false);
    assert.equal(map.size, 0);
  });
});
