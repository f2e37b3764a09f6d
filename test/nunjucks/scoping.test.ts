// `as u` assigns exactly as `{% set u = … %}` does.
import assert from 'node:assert/strict';
import { engines } from '../support/nunjucks.ts';
import { sampled } from '../support/sampled.ts';
import { url } from './support/assets.ts';
import { modes, openPage, type Templates } from './support/page.ts';
import { type Situation, situations } from './support/situations.ts';

type Assignment = (variable: string, picture: 'a' | 'b' | 'c') => string;

const byTag: Assignment = (variable, picture) =>
  `{% staticfile "/img/${picture}.gif" as ${variable} %}`;
const bySet: Assignment = (variable, picture) => `{% set ${variable} = "${url[picture]}" %}`;
const byGlobal: Assignment = (variable, picture) =>
  `{% set ${variable} = staticfile("/img/${picture}.gif") %}`;

function withAssignments(situation: Situation, assignment: Assignment): Templates {
  const all = { ...situation.others, 'main.njk': situation.main };
  const placeholder = /\[\[(\w+)=([abc])\]\]/g;
  const filled = Object.entries(all).map(([name, source]) => [
    name,
    source.replace(placeholder, (_, variable, picture) => assignment(variable, picture)),
  ]);
  return Object.fromEntries(filled);
}

for (const engine of engines) {
  for (const mode of modes) {
    describe(`${engine.name}, ${mode}: "as u" and "set u" give the same`, () => {
      const all = situations.filter(({ only = mode }) => only === mode);
      for (const situation of sampled('situations of names', 10, all)) {
        it(situation.name, async () => {
          const render = (assignment: Assignment): Promise<string> =>
            openPage(engine, withAssignments(situation, assignment)).render(
              mode,
              situation.context,
            );
          const html = await render(byTag);
          assert.equal(html, await render(bySet));
          assert.equal(html, await render(byGlobal));
          assert.equal(html, situation.expected);
        });
      }
    });
  }
}
