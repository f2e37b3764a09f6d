// Scripts are joined only where each surely runs as it ran alone.
import assert from 'node:assert/strict';
import { JoinableScripts, SeenNames } from '../../../lib/core/js/joinable.ts';
import { declarationsOf, scriptRecord } from '../../../lib/core/js/record.ts';

/** Says what differs, and `undefined` where two scripts may be joined. */
function difference(first: string, second: string): string | undefined {
  const [one, other] = [scriptRecord(first), scriptRecord(second)];
  if (one === undefined || other === undefined) return 'a text is no script';
  return new JoinableScripts(one).differenceTo(other);
}

describe('two scripts side by side', () => {
  const JOINED: Readonly<Record<string, readonly [string, string]>> = {
    'that have nothing in common': ['var a = 1; use(a);', 'var b = 2; use(b);'],
    'of which the later uses what the first declares': ['const a = 1; function f() {}', 'f(a);'],
    'that share a namespace': ['var App = App || {};', 'var App = App || {}; App.x = 1;'],
    'where one shows the stack of an error': ['console.warn("failed", e.stack);', 'b();'],
    'where one has another stack': ['this.stack.push(a.stack.length);', 'b();'],
    'that are both strict': ['"use strict"; let a;', '"use strict"; let b;'],
    'with a name that is asked for by its word': ['Object.hasOwn(window, "b");', 'c();'],
    'that are given the page': ['(function (w) { w.a = 1 }).call(this, window);', 'b();'],
    'with modules that are named': ['import("./a.js");', 'b();'],
    'with code that is written out': ['var root = Function("return this")();', 'b();'],
  };
  for (const [name, [first, second]] of Object.entries(JOINED)) {
    it(`${name} are joined`, () => assert.equal(difference(first, second), undefined));
  }

  const APART: Readonly<Record<string, readonly [string, string]>> = {
    'with two functions of one name': ['function f() {} f();', 'function f() {} f();'],
    'where the first looks for a function of the later': [
      'if (typeof format !== "function") window.format = 1;',
      'function format() {}',
    ],
    'where the first names a function of the later in a string': [
      'window["for" + "mat"]; call("format");',
      'function format() {}',
    ],
    'where the first names a constant of the later': ['typeof App;', 'const App = {};'],
    'where the first has a property named like a class of the later': ['x.App();', 'class App {}'],
    'where a var becomes a function': ['var settings = {};', 'function settings() {}'],
    'that declare a name twice': ['let a = 1;', 'let a = 2;'],
    'where a var repeats a constant': ['const a = 1;', 'var a = 2;'],
    'where a function in a block repeats a class': ['class A {}', 'if (x) { function A() {} }'],
    'of which one is strict': ['"use strict"; a();', 'b();'],
    'with a syntax error in the first': ['a b', 'c();'],
    'with a syntax error in the later': ['c();', 'a b'],
    'of which one is a module': ['import "./a.js";', 'b();'],
    'where one asks for its own place': ['var base = document.currentScript.src;', 'b();'],
    'where one asks for it by another spelling': ['document["currentScript"];', 'b();'],
    'where the later asks for its own place': ['b();', 'document.currentScript;'],
    'where one looks for its own element': ['document.getElementsByTagName("script");', 'b();'],
    'with an import that is made at run time': ['import("./" + n + ".js");', 'b();'],
    'where one writes into the page': [
      'document.write("<script src=x.js></" + "script>");',
      'b();',
    ],
    'with code that is made at run time': ['(0, eval)(code);', 'b();'],
    'with code that is made by a constructor': ['new Function("a", code);', 'b();'],
    'where the first asks whether a variable of the later is there': [
      '"App" in window;',
      'var App;',
    ],
    'where the first defines what the later declares': [
      'Object.defineProperty(window, "cfg", { get: f });',
      'var cfg = 1;',
    ],
    'where a name is one that no script may declare': ['a();', 'let top = 0;'],
    'with an import in brackets': ['import(("./a.js"));', 'b();'],
    'with an import in a text that runs later': ['setTimeout(\'import("./a.js")\');', 'b();'],
    'where one writes by another name of the document': ['el.ownerDocument.write("a");', 'b();'],
    'where one counts the elements of the page': ['use(document.head.children.length);', 'b();'],
    'where one looks for scripts by their path': ['document.evaluate("//script", x);', 'b();'],
    'with code that a constructor of a method makes': ['[].map.constructor(code)();', 'b();'],
    'where one looks for the last script': ['document.querySelector("head > script");', 'b();'],
    'where a byte-order mark tells the encoding of one only': ['a("\xe9");', '\ufeffb("\xe9");'],
    'with a with': ['with (o) { a(); }', 'b();'],
    'where one reads names of the page': ['var f = window[name];', 'function f() {}'],
    'where one lists the names of the page': ['for (var k in window) use(k);', 'b();'],
    'where one counts the names of the page': ['Object.keys(window).length;', 'var a;'],
    'where one copies all of the page': ['copy({ ...globalThis });', 'var a;'],
    'where one asks for a name that it makes': ['Reflect.has(window, name);', 'var a;'],
    'where one asks in another way': ['window.hasOwnProperty(name);', 'var a;'],
    'where one asks in the longest way': ['({}).hasOwnProperty.call(this, name);', 'var a;'],
    'where one reads names of the page by this': ['var f = this[name];', 'b();'],
    'where the first names the later one at any length': [
      `typeof ${'a'.repeat(101)};`,
      `function ${'a'.repeat(101)}() {}`,
    ],
    'where the first makes a text of the page': ['use("" + window);', 'function toString() {}'],
    'where the first makes a number of the page': ['use(self + 1);', 'var valueOf = f;'],
    'where the first finds its file in a stack': ['use(new Error().stack.split("@"));', 'b();'],
    'where the later tests a stack': ['b();', 'var s = e.stack || ""; use(/a[.]js/.test(s));'],
  };
  for (const [name, [first, second]] of Object.entries(APART)) {
    it(`${name} stay apart`, () => assert.notEqual(difference(first, second), undefined));
  }
});

describe('names that browsers refuse', () => {
  const cases: Readonly<Record<string, readonly [string, string, boolean]>> = {
    'a constant twice': ['const a = 1;', 'const a = 2;', true],
    'a constant as a var': ['const a = 1;', 'var a;', true],
    'a constant as a function': ['const a = 1;', 'l: function a() {}', true],
    'a var as a constant': ['var a;', 'const a = 1;', true],
    'a constant as a function in a block': ['const a = 1;', '{ function a() {} }', false],
    'a constant as a function in a block and a var': ['let a;', '{ function a() {} } var a;', true],
    'a function in a block as a constant': ['{ function a() {} }', 'let a;', true],
    'a var as a function': ['var a;', 'function a() {}', false],
  };
  for (const [name, [first, second, isRefused]] of Object.entries(cases)) {
    it(`${isRefused ? 'include' : 'lack'} ${name}`, () => {
      const [one, other] = [declarationsOf(first), declarationsOf(second)];
      assert.ok(one && other);
      const declared = new SeenNames();
      declared.add(one);
      assert.equal(declared.refuses(other), isRefused);
    });
  }
});

describe('the record of a script', () => {
  it('survives JSON', () => {
    const record = scriptRecord('"use strict"; var { a, b: [c = 1, ...d] } = e; let f; class G {}');
    assert.deepEqual(JSON.parse(JSON.stringify(record)), record);
    assert.deepEqual(record?.vars.toSorted(), ['a', 'c', 'd']);
    assert.deepEqual(record?.lexical, ['f', 'G']);
  });

  it('lacks data that is no word', () => {
    const record = scriptRecord(`var image = "${'A'.repeat(10_000)}";`);
    assert.deepEqual(record?.words, ['image']);
  });
});
