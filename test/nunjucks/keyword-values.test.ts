// A keyword without its value is told of as one.
import assert from 'node:assert/strict';
import { engines } from '../support/nunjucks.ts';
import { openPage } from './support/page.ts';

for (const engine of engines) {
  describe(`a keyword without a value, ${engine.name}`, () => {
    for (const [keyword, text] of [
      ['integrity', '{% staticfile "/img/a.gif" integrity as a %}'],
      ['absolute', '{% staticfile "/img/a.gif" absolute %}'],
    ] as const) {
      it(keyword, async () => {
        const { render } = openPage(engine, { 'main.njk': text });
        await assert.rejects(render(), new RegExp(`"${keyword}" needs a value: ${keyword}=true`));
      });
    }
  });
}
