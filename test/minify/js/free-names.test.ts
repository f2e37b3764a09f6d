// A name that must stay keeps no other variable from being shortened.
import assert from 'node:assert/strict';
import uglify from 'uglify-js';
import { engineAttempts } from '../../../lib/minify/engines.ts';
import { freeNames } from '../../../lib/minify/js/free-names.ts';
import { parseScript } from '../../../lib/minify/js/parse.ts';
import { Scopes } from '../../../lib/minify/js/scopes.ts';
import { minifyBy } from '../../../lib/minify/text-minifier.ts';

function freed(text: string, isModule = false): string {
  const source = parseScript(text, isModule);
  return freeNames(source, new Scopes(source.program)).text;
}

describe('a variable that shares its name with a function', () => {
  it('gets a name of the same length that the script does not have', () => {
    const text =
      '(function () { function node() {} function f(node) { return node; } _AAA; f(node); })();';
    const made = freed(text);
    assert.equal(made.length, text.length);
    assert.match(
      made,
      /function node\(\) \{\} function f\((\w{4})\) \{ return \1; \} _AAA; f\(node\);/,
    );
    assert.doesNotMatch(made, /f\((?:node|_AAA)\) \{/);
  });

  for (const [name, text] of Object.entries({
    'is a key, too': '(function () { function node() {} (function ({ node }) { node; }); })();',
    'stands in a "with"': 'function node() {} (function (node) { with (x) node; })();',
    'is seen by "eval"': 'function node() {} (function (node) { eval(x); })();',
    'is written with an escape':
      '(function () { function node() {} (function (n\\u006fde) { node; }); })();',
    'has one letter': '(function () { function a() {} (function (a) { a; }); })();',
    'is the page': 'function node() {} window.node;',
  })) {
    it(`keeps its name where it ${name}`, () => assert.equal(freed(text), text));
  }

  for (const exported of [
    'let item; export { item };',
    'export let item;',
    'export let [{ item = 1 }] = x;',
  ]) {
    it(`keeps its name where a module imports or exports it: ${exported}`, () => {
      const text = `import { node } from "x"; ${exported} { function item() {} function node() {} }`;
      assert.equal(freed(text, true), text);
    });
  }

  it('is shortened, and the map has its name', () => {
    const text =
      '(function () { function node() { return 1 } return (function (node) { return node + node; })(node()); })();';
    const chosen = { name: 'uglify-js', attempts: engineAttempts('uglify-js', 'safe') };
    const task = { kind: 'js', path: '', isModule: false, wantsMap: true, text } as const;
    const { text: made, map, problem, by } = minifyBy(chosen, task);
    assert.deepEqual([problem, by], [undefined, 'engine']);
    assert.match(
      made,
      /function node\(\)\{return 1\}return function\((\w)\)\{return \1\+\1\}\(node\(\)\)/,
    );
    assert.ok(map?.names.includes('node') && map.names.every((each) => text.includes(each)));
    const alone = uglify.minify(text, { compress: false, mangle: { reserved: ['node'] } }).code;
    assert.ok(made.length < alone.length);
  });
});
