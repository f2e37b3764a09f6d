// The table of states and events: no pair is missing, and it is the drawing above it.
import * as assert from 'node:assert/strict';
import {
  OBJECT_EVENTS,
  OBJECT_STATES,
  type ObjectState,
  stateAfter,
} from '../../../lib/proxies/cdn/object-states.ts';

describe('the table of states and events', () => {
  it('has an answer for every pair, and it is a state', () => {
    for (const state of OBJECT_STATES) {
      for (const event of OBJECT_EVENTS) {
        assert.ok(OBJECT_STATES.includes(stateAfter(state, event)), `${event} of ${state}`);
      }
    }
  });

  it('leads from every state but gone to the CDN, or leaves it on this site', () => {
    for (const state of OBJECT_STATES) {
      const reached = new Set([state]);
      for (const each of reached) {
        for (const event of OBJECT_EVENTS) reached.add(stateAfter(each, event));
      }
      const isEnd = state === 'gone' || state === 'local';
      assert.equal(reached.has('ready'), !isEnd, state);
    }
  });

  it('makes nothing ready that was not held, but what a restart knows', () => {
    const before = OBJECT_STATES.filter(
      (state) =>
        state !== 'ready' && OBJECT_EVENTS.some((each) => stateAfter(state, each) === 'ready'),
    );
    assert.deepEqual(before, ['waiting', 'held', 'superseded']);
    for (const state of before) assert.equal(stateAfter(state, 'release'), 'ready');
  });

  it('follows the good day: queued, uploading, held, ready', () => {
    const states: ObjectState[] = ['waiting'];
    for (const event of ['queue', 'start', 'store', 'release'] as const) {
      states.push(stateAfter(states.at(-1) ?? 'gone', event));
    }
    assert.deepEqual(states, ['waiting', 'queued', 'uploading', 'held', 'ready']);
  });

  it('keeps what another object has replaced out of everything', () => {
    for (const event of OBJECT_EVENTS) assert.equal(stateAfter('gone', event), 'gone');
  });
});
