// References of JavaScript modules: which specifiers are versioned, and what moves with them.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

function open(files: Readonly<Record<string, string>>, options: object = {}) {
  const site = createSite(files);
  const log = collectLog();
  const all = { roots: site.root, outDir: site.outDir, logger: log, ...options };
  const staticfiles = createStaticfiles(all);
  const text = (path: string): string => {
    staticfiles.staticfile(path);
    return fs.readFileSync(String(staticfiles.describe(path).output), 'utf8');
  };
  return { site, staticfiles, text, log };
}

function unversioned(text: string): string {
  return text.replace(/\.[0-9a-f]{12}\./g, '.V.');
}

const MODULES = { 'js/x.js': 'export default 1;\n', 'img/p.gif': 'GIF89a' };

const SPECIFIERS: readonly (readonly [string, string])[] = [
  ['import x from "./x.js";', 'import x from "./x.V.js";'],
  ["import './x.js'", "import './x.V.js'"],
  ['export * from "/js/x.js";', 'export * from "./x.V.js";'],
  ['import(/* why */ "../js/x.js");', 'import(/* why */ "./x.V.js");'],
  ['import x from "./x.js?a#b";', 'import x from "./x.V.js?a#b";'],
  ['import "x.js"; import "https://h/x.js";', 'import "x.js"; import "https://h/x.js";'],
  ['import(`./x.js`);', 'import(`./x.V.js`);'],
  ['import(`./$' + '{x}.js`);', 'import(`./$' + '{x}.js`);'],
  ['new URL("../img/p.gif", import.meta.url)', 'new URL("../img/p.V.gif", import.meta.url)'],
  ['new URL("../img/p.gif", base)', 'new URL("../img/p.gif", base)'],
  ['// import "./x.js"\n"import(\'./x.js\')"', '// import "./x.js"\n"import(\'./x.js\')"'],
  ['import x from "./x.js"; é ÿ', 'import x from "./x.V.js"; é ÿ'],
  ['import { from "./x.js"', 'import { from "./x.js"'],
];

describe('a module', () => {
  for (const [written, expected] of SPECIFIERS) {
    it(`becomes ${JSON.stringify(expected)}`, () => {
      const { text } = open({ ...MODULES, 'js/m.js': written });
      assert.equal(unversioned(text('/js/m.js')), expected);
    });
  }

  it('is named .mjs, too', () => {
    const { text } = open({ ...MODULES, 'js/m.mjs': 'import "./x.js"' });
    assert.equal(unversioned(text('/js/m.mjs')), 'import "./x.V.js"');
  });

  it('shares its version with modules that it imports in a circle', () => {
    const { text, staticfiles } = open({ 'a.js': 'import "./b.js"', 'b.js': 'import "./a.js"' });
    const { version } = staticfiles.describe('/b.js');
    assert.equal(text('/a.js'), `import "./b.${version}.js"`);
    assert.equal(text('/b.js'), `import "./a.${version}.js"`);
  });

  it('changes its name with what it imports', () => {
    const { site, staticfiles } = open(
      { ...MODULES, 'm.js': 'import "./js/x.js"' },
      { debug: true },
    );
    const before = staticfiles.staticfile('/m.js');
    fs.writeFileSync(`${site.root}/js/x.js`, 'export default 2;\n');
    assert.notEqual(staticfiles.staticfile('/m.js'), before);
  });

  it('is re-based where scripts of other folders are combined', () => {
    const { text } = open({
      ...MODULES,
      'js/a.js': 'import("./x.js")',
      'b.js': 'import("./lost.js")',
    });
    assert.match(
      unversioned(text('/b.js; /js/a.js')),
      /import\(".\/lost\.js"\)[\s\S]*import\("\.\/js\/x\.V\.js"\)/,
    );
  });
});

describe('a combination of modules', () => {
  it('is warned of, because each may be reached under two URLs', () => {
    const { text, log } = open({ 'a.js': 'export default 1', 'b.js': 'var b' });
    text('/a.js; /b.js');
    assert.match(log.warnings.join('\n'), /"\/a\.js" is a module and part of a combination/);
    assert.doesNotMatch(log.warnings.join('\n'), /"\/b\.js" is a module/);
  });
});

describe('the source map of a sheet', () => {
  const sheet = 'a{}\n/*# sourceMappingURL=a.css.map */';

  it('is versioned', () => {
    const { text } = open({ 'a.css': sheet, 'a.css.map': '{}' });
    assert.equal(unversioned(text('/a.css')), 'a{}\n/*# sourceMappingURL=a.css.V.map */');
  });

  it('is not named where it is not there', () => {
    assert.equal(open({ 'a.css': sheet }).text('/a.css'), 'a{}\n');
  });

  it('is not named in a combination', () => {
    const { text } = open({ 'a.css': sheet, 'a.css.map': '{}', 'b.css': 'b{}' });
    assert.doesNotMatch(text('/a.css; /b.css'), /sourceMappingURL/);
  });
});
