// What is said of references that lead nowhere, and what comes of odd source maps.
import assert from 'node:assert/strict';
import { makeInstance } from '../support/instance.ts';

const STAYS = 'which is in none of the "roots". The reference stays as it is written.';

function warningsOf(files: Record<string, string>, path: string, slim = false): readonly string[] {
  const { staticfiles, log } = makeInstance(files, { debug: false });
  if (slim) staticfiles.slimfile(path);
  else staticfiles.staticfile(path);
  return log.warnings;
}

describe('a reference that leads nowhere', () => {
  it('is told once for a sheet, however often it stands there', () => {
    const css = Array.from({ length: 40 }, (_, at) => `.a${at}{background:url(no.png)}`).join('\n');
    const warnings = warningsOf({ 'a.css': css }, '/a.css');
    assert.deepEqual(warnings, [`"/a.css" line 1 refers to "no.png", ${STAYS}`]);
  });

  it('is told with the line that people wrote, where the sheet is minified', () => {
    const css = '/* a\n\n*/\na { b: c }\n\nd { background: url("no.png") }\n';
    const warnings = warningsOf({ 'a.css': css }, '/a.css', true);
    assert.deepEqual(warnings, [`"/a.css" line 6 refers to "no.png", ${STAYS}`]);
  });

  for (const [value, meant] of [
    ['./b', './b.js'],
    ['./dir', './dir/index.js'],
  ] as const) {
    it(`is told with the file that "${value}" means to bundlers`, () => {
      const files = { 'a.js': `import "${value}";\n`, 'b.js': '1', 'dir/index.js': '1' };
      const [warning = ''] = warningsOf(files, '/a.js');
      assert.ok(warning.endsWith(`There is "${meant}": browsers need the whole name.`), warning);
    });
  }

  it('is told of a file with a slash behind it', () => {
    const [warning = ''] = warningsOf({ 'a.png': 'x', 'dir/b.png': 'x' }, '/a.png/');
    assert.match(
      warning,
      /"\/a\.png\/" names no file, because it ends with a slash\. Write "\/a\.png"\./,
    );
    assert.match(warningsOf({ 'dir/b.png': 'x' }, '/dir/').join(), /"\/dir\/" is a folder/);
  });
});

describe('a source map that a sheet brings', () => {
  const map = { version: 3, sources: ['a.scss'], names: [], mappings: 'AAAA', ignoreList: [0] };
  const MAPS: Readonly<Record<string, [text: string, sources: unknown]>> = {
    'begins with a byte-order mark': [`\ufeff${JSON.stringify(map)}`, ['a.scss']],
    'begins with what keeps it from being run': [`)]}'\n${JSON.stringify(map)}`, ['a.scss']],
    'has a source without a name': [JSON.stringify({ ...map, sources: [null] }), [null]],
  };
  for (const [name, [text, sources]] of Object.entries(MAPS)) {
    it(`is followed where it ${name}`, () => {
      const files = { 'a.css': 'a{b:c}\n/*# sourceMappingURL=a.css.map */', 'a.css.map': text };
      const { staticfiles, site } = makeInstance(files, { debug: false, sourceMap: true });
      staticfiles.slimfile('/a.css');
      const found = site.list('out').find((each) => /a\.css\..*map$/.test(each)) ?? '';
      const made = JSON.parse(site.read(`out/${found}`));
      assert.deepEqual([made.sources, made.ignoreList], [sources, [0]]);
    });
  }
});
