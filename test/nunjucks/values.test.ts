// What a value brings never breaks a render: the page gets a URL or nothing, the log one warning.
import assert from 'node:assert/strict';
import { type Engine, engines } from '../support/nunjucks.ts';
import { type Mode, modes, openPage } from './support/page.ts';
import { assertPointsAt, rejection } from './support/pointing.ts';

interface WrongValue {
  readonly name: string;
  readonly value?: unknown;
}

const wrongValues: readonly WrongValue[] = [
  { name: 'undefined' },
  { name: 'an empty string', value: '' },
  { name: 'a number', value: 12 },
  { name: 'null', value: null },
  { name: 'true', value: true },
  { name: 'an object', value: { path: '/img/a.gif' } },
  { name: 'an empty array', value: [] },
  { name: 'an array of mixed file types', value: ['/js/a.js', '/css/site.css'] },
  { name: 'a text with a semicolon, whose parts are files', value: '/js/a.js; /js/b.js' },
  { name: 'a path of no file', value: '/img/nowhere.gif' },
  { name: 'a path out of the roots', value: '/../../etc/passwd' },
];

/** The tag stands in line 17, a number that no path or value above contains. */
const above = '\n'.repeat(16);
const forms = [
  { name: 'the tag', main: `${above}<i>{% staticfile value %}</i>` },
  { name: 'the tag with "as"', main: `${above}<i>{% staticfile value as u %}{{ u }}</i>` },
];
const positionless = [
  { name: 'the filter', main: `${above}<i>{{ value | staticfile }}</i>` },
  { name: 'the global', main: `${above}<i>{{ staticfile(value) }}</i>` },
];
const intact = /^\n{16}<i>[^<>]*<\/i>$/;

function describeForms(engine: Engine, mode: Mode, wrong: WrongValue): void {
  for (const { name, main } of forms) {
    it(`${wrong.name} in ${name} gives one warning with template and line`, async () => {
      const page = openPage(engine, { 'main.njk': main }, { onDisk: true });
      assert.match(await page.render(mode, { value: wrong.value }), intact);
      assert.equal(page.log.warnings.length, 1, page.log.warnings.join('\n'));
      assert.match(page.log.warnings.join(), /\bmain\.njk\b/);
      assert.match(page.log.warnings.join(), /\b17\b/);
    });

    it(`${wrong.name} in ${name} throws with missing: 'throw'`, async () => {
      const page = openPage(engine, { 'main.njk': main }, { staticfiles: { missing: 'throw' } });
      const error = await rejection(page.render(mode, { value: wrong.value }));
      const columns = [7, 18];
      assert.match(assertPointsAt(error, 'main.njk', 17, columns).message, /ERR_STATICFILE_/);
    });
  }

  for (const { name, main } of positionless) {
    it(`${wrong.name} in ${name} gives one warning`, async () => {
      const page = openPage(engine, { 'main.njk': main });
      assert.match(await page.render(mode, { value: wrong.value }), intact);
      assert.equal(page.log.warnings.length, 1, page.log.warnings.join('\n'));
    });
  }
}

function describeOptions(engine: Engine): void {
  it('gives no warning with missing: "ignore"', async () => {
    const main = forms.map((form) => form.main).join('');
    const page = openPage(engine, { 'main.njk': main }, { staticfiles: { missing: 'ignore' } });
    for (const { value } of wrongValues) await page.render('render', { value });
    assert.deepEqual(page.log.warnings, []);
  });

  it('is not warned of again by the next render', async () => {
    const page = openPage(engine, { 'main.njk': '{% staticfile "/img/nowhere.gif" %}' });
    await page.render();
    await page.render();
    assert.equal(page.log.warnings.length, 1);
  });

  it('comes back as written where no file has its path', async () => {
    const main = '{% staticfile "/img/nowhere.gif?a=1#b" %}';
    assert.equal(await openPage(engine, { 'main.njk': main }).render(), '/img/nowhere.gif?a=1#b');
  });

  const included = {
    'main.njk': '{% include "part.njk" %}',
    'part.njk': `${above}{% staticfile "/img/nowhere.gif" %}`,
  };

  it('is warned of with the name of the include that has the tag', async () => {
    const page = openPage(engine, included, { onDisk: true });
    await page.render();
    assert.match(page.log.warnings.join(), /\bpart\.njk\b.*\b17\b/);
  });

  it('is warned of with the name of the template where the loader is not of Nunjucks', async () => {
    const page = openPage(engine, included);
    await page.render();
    assert.match(page.log.warnings.join(), /\bpart\.njk\b.*\b17\b/);
  });
}

for (const engine of engines) {
  for (const mode of modes) {
    describe(`${engine.name}, ${mode}: a wrong value`, () => {
      for (const wrong of wrongValues) describeForms(engine, mode, wrong);
    });
  }
  describe(`${engine.name}: a wrong value`, () => describeOptions(engine));
}
