// The numbers of token types are those of css-tree.
import assert from 'node:assert/strict';
import { tokenTypes as theirs } from 'css-tree/tokenizer';
import { tokenTypes } from '../../../lib/core/css/tokens.ts';

it('token types have the numbers that css-tree gives them', () => {
  assert.deepEqual({ ...tokenTypes }, { ...theirs });
});
