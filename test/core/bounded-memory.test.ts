import assert from 'node:assert/strict';
import { BoundedMemory, ownText, textBytes } from '../../lib/core/bounded-memory.ts';

describe('BoundedMemory', () => {
  const make = (mostBytes: number) => new BoundedMemory<string>({ mostBytes, sizeOf: textBytes });

  it('forgets what was not used for longest', () => {
    const memory = make(4000);
    for (let at = 0; at < 100; at += 1) {
      memory.set(`key ${at}`, 'value');
      memory.get('key 0');
    }
    assert.equal(memory.get('key 0'), 'value');
    assert.equal(memory.get('key 1'), undefined);
    assert.equal(memory.get('key 99'), 'value');
    assert.ok([...memory.values()].length < 20);
  });

  it('counts bytes, and keeps nothing that takes too much of its room', () => {
    const memory = make(100_000);
    memory.set('short', 'value');
    memory.set('long', 'x'.repeat(50_000));
    memory.set('y'.repeat(50_000), 'value');
    assert.deepEqual([...memory.values()], ['value']);
    assert.equal(memory.get('short'), 'value');
  });

  it('deletes', () => {
    const memory = make(4000);
    memory.delete('none');
    memory.set('key', 'value');
    memory.delete('key');
    assert.equal(memory.get('key'), undefined);
  });
});

describe('ownText', () => {
  for (const text of ['', 'a', 'a long text that is cut out of another', '\ud800 alone', 'ü€😀']) {
    it(`is the same text: ${JSON.stringify(text)}`, () => assert.equal(ownText(text), text));
  }
});
