// The hash of byte text is that of its bytes, however often and for however many texts it is asked for.
import assert from 'node:assert/strict';
import { fromByteText } from '../../lib/core/byte-text.ts';
import { contentHash } from '../../lib/core/names.ts';
import { textHash } from '../../lib/core/text-hash.ts';

describe('the hash of byte text', () => {
  it('is that of its bytes, of small and large texts in any order', () => {
    const sizes = [0, 10, 255_999, 256_000, 300_000, 300_001];
    const texts = sizes.flatMap((size) => ['a', '\u00e4'].map((each) => each.repeat(size)));
    for (let at = 0; at < 60; at += 1) {
      const text = texts[(at * at) % texts.length] ?? '';
      assert.equal(textHash(text), contentHash(fromByteText(text)));
    }
  });
});
