// An error names the template, the line and the column of the tag that made it.
import assert from 'node:assert/strict';
import { type Engine, engines } from '../support/nunjucks.ts';
import { mistakes, places } from './support/mistakes.ts';
import { type Mode, modes, openPage } from './support/page.ts';
import { assertPointsAt, rejection, unmark } from './support/pointing.ts';

const code = /ERR_STATICFILE_[A-Z_]+/;
const indented = '  <b>';
const missing = unmark(`${indented}{% ^staticfile ^"/img/nowhere.gif" %}`);
const absent = unmark(`${indented}{% ^staticfile %}`);
const missingTag = missing.text.slice(indented.length);
const absentTag = absent.text.slice(indented.length);

function assertHasCode(error: unknown): void {
  assert.ok(error instanceof Error && 'code' in error, 'the error has a code');
  const { code: own, message } = error;
  assert.ok(typeof own === 'string' && code.test(own), `${own} is one of our codes`);
  assert.ok(message.includes(own), `${own} in: ${message}`);
}

function describeMistakes(engine: Engine, mode: Mode): void {
  for (const { name, tag } of mistakes) {
    it(`${name} is an error with the position`, async () => {
      const marked = unmark(`  ${tag}`);
      const page = openPage(engine, { 'main.njk': `<p>\n${marked.text}` });
      const error = await rejection(page.render(mode));
      assertPointsAt(error, 'main.njk', 2, marked.columns);
    });

    it(`${name} is an error with a code in its message`, async () => {
      const page = openPage(engine, { 'main.njk': unmark(tag).text });
      assert.match(String(await rejection(page.render(mode))), code);
    });

    it(`${name} is an error that has the code itself with dev`, async () => {
      const templates = { 'main.njk': unmark(tag).text };
      const page = openPage(engine, templates, { nunjucks: { dev: true } });
      assertHasCode(await rejection(page.render(mode)));
    });
  }
}

function describePlaces(engine: Engine, mode: Mode): void {
  for (const place of places) {
    it(`a missing file in ${place.name}`, async () => {
      const options = { staticfiles: { missing: 'throw' as const } };
      const page = openPage(engine, place.templates(missingTag), options);
      const error = await rejection(page.render(mode));
      const { message } = assertPointsAt(error, place.template, 3, missing.columns);
      assert.match(message, code);
      assert.match(message, /\/img\/nowhere\.gif/);
    });
  }

  for (const place of places) {
    if (place.losesCompileErrors === 'always' || place.losesCompileErrors === mode) continue;
    it(`a tag without a path in ${place.name}`, async () => {
      const page = openPage(engine, place.templates(absentTag));
      const error = await rejection(page.render(mode));
      assertPointsAt(error, place.template, 3, absent.columns);
    });
  }
}

for (const engine of engines) {
  for (const mode of modes) {
    describe(`${engine.name}, ${mode}: a wrong tag`, () => describeMistakes(engine, mode));
    describe(`${engine.name}, ${mode}: the error points at`, () => describePlaces(engine, mode));
  }

  describe(`${engine.name}: a template`, () => {
    for (const { name, tag } of mistakes.filter((mistake) => mistake.tag.endsWith('%}'))) {
      it(`with ${name} does not compile, whether the tag is reached or not`, () => {
        const main = `{% if false %}${unmark(tag).text}{% endif %}`;
        const { env } = openPage(engine, { 'main.njk': main });
        assert.throws(
          () => env.getTemplate('main.njk', true),
          /\(main\.njk\) \[Line 1, Column \d+\]/,
        );
      });
    }

    it('with a missing file shows the error itself, with its code, with dev', async () => {
      const templates = { 'main.njk': missingTag };
      const page = openPage(engine, templates, {
        nunjucks: { dev: true },
        staticfiles: { missing: 'throw' },
      });
      for (const mode of modes) assertHasCode(await rejection(page.render(mode)));
    });

    it('with a missing file throws from the filter and the global too', async () => {
      for (const main of ['{{ p | staticfile }}', '{{ staticfile(p) }}']) {
        const page = openPage(engine, { 'main.njk': main }, { staticfiles: { missing: 'throw' } });
        const error = await rejection(page.render('render', { p: '/img/nowhere.gif' }));
        assert.match(String(error), code);
        assert.match(String(error), /\/img\/nowhere\.gif/);
      }
    });
  });
}
