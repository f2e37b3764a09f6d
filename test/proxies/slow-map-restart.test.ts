// A SlowMap survives a restart, keeps no timers and behaves like the plainest model of it.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SlowMap } from '../../lib/index.ts';

const SECONDS = 10;

type Value = string | number | boolean | null;

/** Every value a key was ever given, with the time it is due; the last due one is the answer. */
class NaiveMap {
  entries: { key: string; value: Value; due: number }[] = [];

  set(key: string, value: Value, now: number): void {
    const held = this.held(now).find((entry) => entry.key === key);
    if (held?.value === value) return;
    this.entries = this.entries.filter((entry) => entry !== held);
    this.entries.push({ key, value, due: now + SECONDS * 1000 });
  }

  release(key: string, now: number): void {
    for (const entry of this.held(now)) if (entry.key === key) entry.due = now;
  }

  delete(key: string): void {
    this.entries = this.entries.filter((entry) => entry.key !== key);
  }

  held(now: number): { key: string; value: Value; due: number }[] {
    return this.entries.filter((entry) => entry.due > now);
  }

  released(now: number): Map<string, Value> {
    const due = this.entries.filter((entry) => entry.due <= now);
    return new Map(due.map((entry) => [entry.key, entry.value]));
  }
}

interface State {
  now: number;
  map: SlowMap<string, Value>;
  model: NaiveMap;
}

type Step = (state: State) => void;

const key = fc.constantFrom('a', 'b', 'c');
const value = fc.constantFrom<Value>('x', 'y', '', 0, 1, false, null);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(key, value).map(([k, v]): Step => named(`set ${k} ${JSON.stringify(v)}`, set(k, v))),
  fc.constantFrom(1, 2_000, 5_000, 9_999, 10_000).map((ms) => named(`+${ms} ms`, advance(ms))),
  key.map((k) => named(`release ${k}`, release(k))),
  key.map((k) => named(`delete ${k}`, remove(k))),
  fc.constantFrom(named('restart', restart), named('clear', clear)),
);

function named(name: string, run: Step): Step {
  return Object.assign(run, { [fc.toStringMethod]: () => name });
}

function set(k: string, v: Value): Step {
  return (state) => {
    state.map.set(k, v);
    state.model.set(k, v, state.now);
  };
}

function advance(ms: number): Step {
  return (state) => {
    state.now += ms;
  };
}

function release(k: string): Step {
  return (state) => {
    state.map.release(k);
    state.model.release(k, state.now);
  };
}

function remove(k: string): Step {
  return (state) => {
    state.map.delete(k);
    state.model.delete(k);
  };
}

function restart(state: State): void {
  const json = JSON.parse(JSON.stringify(state.map));
  state.map = SlowMap.from<string, Value>(json, { now: () => state.now });
}

function clear(state: State): void {
  state.map.clear();
  state.model.entries = [];
}

function assertSame({ map, model, now }: State): void {
  const released = model.released(now);
  for (const k of ['a', 'b', 'c']) {
    assert.equal(map.get(k, 'default'), released.has(k) ? released.get(k) : 'default');
    assert.equal(map.has(k), released.has(k));
  }
  assert.equal(map.size, released.size);
  assert.deepEqual(new Map(map), released);
  assert.deepEqual(waiting(map), waitingInModel(model, now));
}

/** What is held and would change an answer, by key. */
function waiting(map: SlowMap<string, Value>): Map<unknown, unknown[]> {
  const released = new Map<unknown, unknown>(map);
  const held = [...(map.held() as Iterable<object>)].map((entry) => Object.values(entry));
  const news = held.filter(([k, v]) => !(released.has(k) && released.get(k) === v));
  return new Map(news.map(([k, ...rest]) => [k, rest]));
}

function waitingInModel(model: NaiveMap, now: number): Map<unknown, unknown[]> {
  const released = model.released(now);
  const news = model
    .held(now)
    .filter((entry) => !(released.has(entry.key) && released.get(entry.key) === entry.value));
  return new Map(news.map((entry) => [entry.key, [entry.value, entry.due]]));
}

describe('SlowMap over a restart', () => {
  it('keeps released values, held values and due times', () => {
    const clock = { ms: 1_700_000_000_000 };
    const now = () => clock.ms;
    const map = new SlowMap<string, string>(SECONDS, { now });
    map.set('released', 'one');
    map.release('released');
    map.set('held', 'two');
    clock.ms += 9_999;
    const restored = SlowMap.from<string, string>(JSON.parse(JSON.stringify(map)), { now });
    assert.deepEqual([...restored], [['released', 'one']]);
    clock.ms += 1;
    assert.equal(restored.get('held'), 'two');
  });

  it('releases at once what came due while it was away', () => {
    const map = new SlowMap<string, string>(SECONDS, { now: () => 1_000 });
    map.set('a', 'cdn');
    const json = JSON.parse(JSON.stringify(map));
    const restored = SlowMap.from<string, string>(json, { now: () => 3_600_000 });
    assert.equal(restored.get('a'), 'cdn');
  });

  it('holds for ever what was held for ever', () => {
    const map = new SlowMap<string, number>(Number.POSITIVE_INFINITY);
    map.set('a', 1);
    const again = SlowMap.from<string, number>(JSON.parse(JSON.stringify(map)));
    assert.equal(again.get('a'), undefined);
    assert.equal([...again.held()].length, 1);
    assert.equal(again.timeoutSeconds, Number.POSITIVE_INFINITY);
  });

  for (const json of [
    'null',
    '[]',
    '"text"',
    '{}',
    '{"timeoutSeconds":5}',
    '{"timeoutSeconds":5,"released":{},"held":[]}',
    '{"timeoutSeconds":5,"released":[null],"held":[]}',
    '{"timeoutSeconds":5,"released":[],"held":[["a",1,"soon"]]}',
    '{"released":[],"held":[]}',
  ]) {
    it(`refuses ${json}`, () => {
      const code = 'ERR_STATICFILE_OPTION';
      assert.throws(() => SlowMap.from(JSON.parse(json)), { code });
    });
  }

  it('refuses what is not there, and a clock that is no function', () => {
    const code = 'ERR_STATICFILE_OPTION';
    assert.throws(() => SlowMap.from(undefined as never), { code });
    assert.throws(() => new SlowMap(1, { now: 5 as never }), { code });
  });

  it('keeps its number of seconds for what is set later', () => {
    const clock = { ms: 0 };
    const now = () => clock.ms;
    const json = JSON.parse(JSON.stringify(new SlowMap<string, string>(SECONDS, { now })));
    const restored = SlowMap.from<string, string>(json, { now });
    restored.set('a', 'cdn');
    clock.ms += 9_999;
    assert.equal(restored.get('a'), undefined);
    clock.ms += 1;
    assert.equal(restored.get('a'), 'cdn');
  });
});

describe('SlowMap and time', () => {
  it('reads the clock of the machine by default', () => {
    const real = Date.now;
    const clock = { ms: 1_700_000_000_000 };
    Date.now = () => clock.ms;
    try {
      const map = new SlowMap<string, string>(SECONDS);
      map.set('a', 'cdn');
      assert.equal(map.get('a'), undefined);
      clock.ms += 10_000;
      assert.equal(map.get('a'), 'cdn');
    } finally {
      Date.now = real;
    }
  });

  it('starts no timer', () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout');
    const before = timers().length;
    const map = new SlowMap<string, string>(SECONDS);
    map.set('a', 'cdn');
    map.get('a');
    assert.equal(timers().length, before);
  });
});

describe('SlowMap against a naive model', () => {
  it('answers the same after every step of any sequence', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const now = () => state.now;
        const map = new SlowMap<string, Value>(SECONDS, { now });
        const state: State = { now: 1_700_000_000_000, map, model: new NaiveMap() };
        for (const run of steps) {
          run(state);
          assertSame(state);
        }
      }),
      { numRuns: 500 },
    );
  });
});
