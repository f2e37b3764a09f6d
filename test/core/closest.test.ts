// A wrong word is answered with the closest right one.
import assert from 'node:assert/strict';
import { didYouMean } from '../../lib/core/closest.ts';

const WORDS = ['roots', 'outDir', 'debug', 'mediaUrl', 'mediaUrlAlways'];

const answers: Record<string, string> = {
  root: 'Did you mean "roots"?',
  Roots: 'Did you mean "roots"?',
  outdir: 'Did you mean "outDir"?',
  dubeg: 'Did you mean "debug"?',
  mediaURL: 'Did you mean "mediaUrl"?',
  mediaUrlAllways: 'Did you mean "mediaUrlAlways"?',
};

describe('didYouMean', () => {
  for (const [word, answer] of Object.entries(answers)) {
    it(`answers "${word}"`, () => {
      assert.equal(didYouMean(word, WORDS), answer);
    });
  }

  it('names all words where none is close', () => {
    assert.equal(didYouMean('elephant', ['roots', 'debug']), 'Known are "roots", "debug".');
  });

  it('does not change the list it is given', () => {
    const words = ['roots', 'debug', 'outDir'];
    didYouMean('outDir', words);
    assert.deepEqual(words, ['roots', 'debug', 'outDir']);
  });
});
