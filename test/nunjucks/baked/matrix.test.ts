// Wherever a template can hold tags, what is rendered together is what each tag renders alone.
import assert from 'node:assert/strict';
import { engines } from '../../support/nunjucks.ts';
import { sampled } from '../../support/sampled.ts';
import { controlEntries } from '../support/matrix-control.ts';
import { formEntries } from '../support/matrix-forms.ts';
import { templateEntries } from '../support/matrix-templates.ts';
import { modes, openPage, type Page } from '../support/page.ts';

const matrix = [...controlEntries, ...templateEntries, ...formEntries];

for (const engine of engines) {
  for (const autoescape of [true, false]) {
    describe(`${engine.name}, autoescape ${autoescape}: baked is the same as not baked in`, () => {
      for (const entry of sampled('places of a template', 16, matrix)) {
        const mode = entry.only?.mode ?? modes[matrix.indexOf(entry) % modes.length];
        // a second tag makes a run of each
        const main = entry.main.replace(/(\{% (?:static|slim)file "[^"]*" %\})/g, '$1 and $1');
        const templates = { ...entry.others, 'main.njk': main };
        const open = (bake: boolean): Page =>
          openPage(engine, templates, { bake, nunjucks: { ...entry.nunjucks, autoescape } });

        it(entry.name, async () => {
          const [plain, baked] = [open(false), open(true)];
          const html = await plain.render(mode, entry.context);
          assert.equal(await baked.render(mode, entry.context), html);
          assert.equal(await baked.render(mode, entry.context), html, 'again');
          assert.deepEqual(baked.log.warnings, plain.log.warnings);
        });
      }
    });
  }
}
