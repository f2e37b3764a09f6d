// Offsets in byte text, and columns in UTF-16.
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { encodeByteText } from '../../lib/core/byte-text.ts';
import { TextLines } from '../../lib/core/text-lines.ts';

describe('TextLines', () => {
  it('starts a line behind each line feed', () => {
    assert.deepEqual(new TextLines('a\n\nbc\n').starts, [0, 2, 3, 6]);
  });

  it('counts as browsers do, in both directions', () => {
    const unit = fc.constantFrom('a', '\n', '\u00e9', '\u4e2d', '\u{1f600}');
    fc.assert(
      fc.property(fc.array(unit), fc.nat(), (units, pick) => {
        const before = units.slice(0, units.length === 0 ? 0 : pick % units.length).join('');
        const lines = new TextLines(encodeByteText(units.join('')));
        const offset = encodeByteText(before).length;
        const line = before.split('\n').length - 1;
        const column = before.split('\n').at(-1)?.length ?? 0;
        assert.equal(lines.columnOf(line, offset), column);
        assert.equal(lines.offsetOf({ line, column }), offset);
      }),
    );
  });
});
