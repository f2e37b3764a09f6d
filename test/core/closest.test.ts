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

  it('counts what is added, removed and replaced, and takes the least', () => {
    const words = ['kitten', 'sitting', 'saturday'];
    assert.equal(didYouMean('sittin', words), 'Did you mean "sitting"?');
    assert.equal(didYouMean('kiten', words), 'Did you mean "kitten"?');
    // two letters added and one replaced are more than a third of it
    assert.match(didYouMean('sunday', words), /^Known are/);
  });

  it('finds nothing close to a text that is no name', () => {
    assert.match(didYouMean('roots'.repeat(10_000), WORDS), /^Known are/);
  });

  it('names all words where none is close', () => {
    assert.equal(didYouMean('elephant', ['roots', 'debug']), 'Known are "roots", "debug".');
  });

  it('does not change the list it is given', () => {
    const words = ['roots', 'debug', 'outDir'];
    didYouMean('outDir', words);
    assert.deepEqual(words, ['roots', 'debug', 'outDir']);
  });
});
