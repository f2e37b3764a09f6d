// Edits of a text, and where offsets go.
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { applyEdits, type Edit, moveOffsets } from '../../lib/core/edits.ts';

describe('applyEdits', () => {
  it('writes each edit at its place, whatever their order', () => {
    const edits = [
      { start: 4, end: 5, text: 'E!' },
      { start: 0, end: 1, text: '' },
    ];
    assert.equal(applyEdits('abcdef', edits), 'bcdE!f');
  });

  it('takes the first of two that overlap', () => {
    const edits = [
      { start: 1, end: 4, text: '-' },
      { start: 2, end: 5, text: '+' },
    ];
    assert.equal(applyEdits('abcdef', edits), 'a-ef');
  });
});

describe('moveOffsets', () => {
  it('moves what is behind an edit, and puts what is in it at its start', () => {
    const edits = [{ start: 2, end: 4, text: 'xyz' }];
    assert.deepEqual(moveOffsets([0, 2, 3, 4, 6], edits), [0, 2, 2, 5, 7]);
  });

  it('finds every character again that was not replaced', () => {
    const edit = fc.tuple(
      fc.nat(9),
      fc.nat(3),
      fc.string({ maxLength: 4, unit: fc.constant('#') }),
    );
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 4 }), (pieces) => {
        const text = 'abcdefghijklmnopqrstuvwxyz'.repeat(2);
        let at = 0;
        const edits: Edit[] = pieces.map(([gap, length, replacement]) => {
          const start = at + gap;
          at = start + length;
          return { start, end: at, text: replacement };
        });
        const result = applyEdits(text, edits);
        const offsets = [...text].map((_, offset) => offset);
        for (const [offset, moved] of moveOffsets(offsets, edits).entries()) {
          if (edits.some(({ start, end }) => offset >= start && offset < end)) continue;
          assert.equal(result[moved], text[offset]);
        }
      }),
    );
  });
});
