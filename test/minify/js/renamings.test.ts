// Renamings that a program can see are refused; those that it can't see are accepted.
import assert from 'node:assert/strict';
import { parseScript } from '../../../lib/minify/js/parse.ts';
import { proveScript } from '../../../lib/minify/js/prove.ts';
import { Scopes } from '../../../lib/minify/js/scopes.ts';

function isProven(source: string, result: string): boolean {
  const parsed = parseScript(source, false);
  try {
    proveScript(result, parsed, 'names', () => new Scopes(parsed.program));
    return true;
  } catch {
    return false;
  }
}

const SEEN: Readonly<Record<string, readonly [source: string, result: string]>> = {
  'an exported constant': ['export const long = 1;', 'export const a = 1;'],
  'exported parts of a pattern': ['export let { a, b: c } = x;', 'export let { a, b: d } = x;'],
  'a private method': [
    'class A { #m() {} n() { this.#m() } }',
    'class A { #a() {} n() { this.#a() } }',
  ],
  'a private function': [
    'class A { #f = () => 1; n() { return this.#f.name } }',
    'class A { #a = () => 1; n() { return this.#a.name } }',
  ],
  'a private name beside eval': [
    'class A { #s = 1; m() { return eval("this.#s") } }',
    'class A { #a = 1; m() { return eval("this.#a") } }',
  ],
  "a block's variable beside eval": [
    'function f() { { let x = 1; return eval("x") } }',
    'function f() { { let y = 1; return eval("x") } }',
  ],
  'a caught error beside eval': [
    'try { a() } catch (e) { eval("e") }',
    'try { a() } catch (f) { eval("e") }',
  ],
  'a variable that a function in a block hides elsewhere': [
    'function o() { var v = 1; function i() { { function f() {} } return typeof v } return i() }',
    'function o() { var f = 1; function i() { { function f() {} } return typeof f } return i() }',
  ],
  'a variable that becomes "arguments"': [
    '(function () { var x; log(typeof x) })()',
    '(function () { var arguments; log(typeof arguments) })()',
  ],
  'a default whose brackets go': ['[(f) = function () {}] = [];', '[f = function () {}] = [];'],
  'a name that no module can have': [
    '(function (a) { return a })(1)',
    '(function (await) { return await })(1)',
  ],
  'a parameter that an injector reads': ['f(function ($a) { $a() })', 'f(function (a) { a() })'],
};

const UNSEEN: Readonly<Record<string, readonly [source: string, result: string]>> = {
  'a local variable': ['(function () { var long; long() })()', '(function () { var a; a() })()'],
  'a private field': [
    'class A { #long = 1; get() { return this.#long } }',
    'class A { #a = 1; get() { return this.#a } }',
  ],
  'a variable of a module': [
    'const long = 1; export { long as b };',
    'const a = 1; export { a as b };',
  ],
  'a label': ['long: for (;;) break long;', 'a: for (;;) break a;'],
  'a caught error': ['try { a() } catch (error) { b(error) }', 'try { a() } catch (e) { b(e) }'],
};

describe('the proof of a renaming', () => {
  for (const [name, [source, result]] of Object.entries(SEEN)) {
    it(`refuses ${name}`, () => {
      assert.equal(isProven(source, result), false);
      assert.equal(isProven(source, source), true);
    });
  }
  for (const [name, [source, result]] of Object.entries(UNSEEN)) {
    it(`accepts ${name}`, () => assert.equal(isProven(source, result), true));
  }
});
