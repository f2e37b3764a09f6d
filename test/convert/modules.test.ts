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

const MODULES = { 'js/x.js': 'export default 1;\n', 'js/d.json': '{}', 'img/p.gif': 'GIF89a' };

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
  ['\ufeffimport "./x.js"', '\ufeffimport "./x.V.js"'],
  ['\u3000import "./x.js"', '\u3000import "./x.V.js"'],
  ['import\u200a"./x.js"', 'import\u200a"./x.V.js"'],
  ['// é\u2028import "./x.js"', '// é\u2028import "./x.V.js"'],
  ['a = "\u2029";import"./x.js"', 'a = "\u2029";import"./x.V.js"'],
  ['#!node\u2028import "./x.js"', '#!node\u2028import "./x.V.js"'],
  ['#!node\nimport "./x.js"', '#!node\nimport "./x.V.js"'],
  ['import "./\\u0078.js"', 'import "./x.V.js"'],
  ['import("./\\x78.j\\u{73}")', 'import("./x.V.js")'],
  ['import x from /* é */ "./x.js" // y', 'import x from /* é */ "./x.V.js" // y'],
  ['export { default as "a b" } from "./x.js"', 'export { default as "a b" } from "./x.V.js"'],
  ['export * as y from "./x.js"', 'export * as y from "./x.V.js"'],
  [
    'import y from "./d.json" with { type: "json" }',
    'import y from "./d.V.json" with { type: "json" }',
  ],
  ['import("./x.js", { with: {} })', 'import("./x.V.js", { with: {} })'],
  ['import("./x.js",)', 'import("./x.V.js",)'],
  ['import(("./x.js"))', 'import(("./x.V.js"))'],
  ['import( /* a */ ( (`./x.js`) /* b */ ) )', 'import( /* a */ ( (`./x.V.js`) /* b */ ) )'],
  ['import("./" + "x.js")', 'import("./" + "x.js")'],
  ['import(("./x.js"), "./x.js")', 'import(("./x.V.js"), "./x.js")'],
  ['import("./x.js"[0])', 'import("./x.js"[0])'],
  ['import(a ? "./x.js" : "./y.js")', 'import(a ? "./x.V.js" : "./y.js")'],
  ['import(a ? b ? "./y.js" : c : ("./x.js"))', 'import(a ? b ? "./y.js" : c : ("./x.V.js"))'],
  ['import(a("./x.js") ? b : `./x.js`)', 'import(a("./x.js") ? b : `./x.V.js`)'],
  ['import(a === "./x.js" || "./x.js")', 'import(a === "./x.js" || "./x.V.js")'],
  ['import((a ?? "./x.js"), "./x.js")', 'import((a ?? "./x.V.js"), "./x.js")'],
  ['import(`$' + '{a ? "./x.js" : b}`)', 'import(`$' + '{a ? "./x.js" : b}`)'],
  [
    'new URL(a ? "./x.js" : "./", import.meta.url)',
    'new URL(a ? "./x.V.js" : "./", import.meta.url)',
  ],
  [
    'import.meta.resolve(a && "./x.js" || "./x.js")',
    'import.meta.resolve(a && "./x.V.js" || "./x.V.js")',
  ],
  ['o.import("./x.js")', 'o.import("./x.js")'],
  ['import.meta.resolve("./x.js")', 'import.meta.resolve("./x.V.js")'],
  ['import.meta . resolve(\n`./x.js`)', 'import.meta . resolve(\n`./x.V.js`)'],
  ['import.meta.resolve("x.js")', 'import.meta.resolve("x.js")'],
  ['import.meta.resolve("./x.js" + y)', 'import.meta.resolve("./x.js" + y)'],
  ['new URL(`./x.js`, import.meta.url)', 'new URL(`./x.V.js`, import.meta.url)'],
  ['new URL("x.js", import.meta.url).href', 'new URL("./x.V.js", import.meta.url).href'],
  [
    'new URL(/* a */ ("./x.js"), import.meta.url,)',
    'new URL(/* a */ ("./x.V.js"), import.meta.url,)',
  ],
  ['new window.URL("./x.js", import.meta.url)', 'new window.URL("./x.V.js", import.meta.url)'],
  ['new URL("./\\x78.js", import.meta.url)', 'new URL("./x.V.js", import.meta.url)'],
  [
    'new Worker(new URL("./x.js", import.meta.url), { type: "module" })',
    'new Worker(new URL("./x.V.js", import.meta.url), { type: "module" })',
  ],
  ['new URL("./x.js", import.meta.url + y)', 'new URL("./x.js", import.meta.url + y)'],
  ['new URL("./x.js", y, import.meta.url)', 'new URL("./x.js", y, import.meta.url)'],
  ['"new URL(\'./x.js\',", import.meta.url', '"new URL(\'./x.js\',", import.meta.url'],
  ['import(`./x.js?a=\\$' + '{b}`)', 'import(`./x.V.js?a=%24{b}`)'],
  ['import { from "./x.js"', 'import { from "./x.js"'],
];

describe('a module', () => {
  for (const [written, expected] of SPECIFIERS) {
    it(`becomes ${JSON.stringify(expected)}`, () => {
      const { text } = open({ ...MODULES, 'js/m.js': written });
      assert.equal(unversioned(text('/js/m.js')), expected);
    });
  }

  it("is told of in the log where its imports can't be found", () => {
    const { text, log } = open({ ...MODULES, 'js/m.js': 'import { from "./x.js"' });
    text('/js/m.js');
    assert.match(log.debugs.join(), /"\/js\/m\.js".*imports/);
    assert.deepEqual(log.warnings, []);
  });

  it('may name folders, which are no files', () => {
    const folders = ['./', '.', '..', '../img/', '', './?a', '#b'];
    const written = folders.map((each) => `new URL("${each}", import.meta.url)`).join(';');
    const { text, log } = open({ ...MODULES, 'js/m.js': written });
    assert.equal(text('/js/m.js'), written);
    assert.deepEqual(log.warnings, []);
  });

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
