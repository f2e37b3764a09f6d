// Programs that look at names print the same at the default level, whatever engine minifies them.
import assert from 'node:assert/strict';
import * as vm from 'node:vm';
import { engineAttempts } from '../../lib/minify/engines.ts';
import { minifyBy } from '../../lib/minify/text-minifier.ts';

/** Expressions for something that has a name, around a local variable `shown`. */
const NAMED: Readonly<Record<string, string>> = {
  'a function': 'function shown() {} return shown;',
  'a generator': 'function* shown() {} return shown;',
  'an async function': 'async function shown() {} return shown;',
  'a class': 'class shown {} return shown;',
  'a class that extends another': 'class shown extends Error {} return new shown().constructor;',
  'a class whose error tells it':
    'class shown extends Error { constructor(m) { super(m); this.name = this.constructor.name; } } return { name: String(new shown("x")) };',
  'a function that a variable names': 'var shown = function () {}; return shown;',
  'an arrow that a constant names': 'const shown = () => 1; return shown;',
  'a class that a variable names': 'let shown = class {}; return shown;',
  'a function that is assigned': 'var shown; shown = function () {}; return shown;',
  'a function that may be assigned': 'var shown; shown ??= () => 1; return shown;',
  'a function of a default parameter': 'return (function (shown = () => 1) { return shown; })();',
  'a function of a pattern': 'const { a: shown = function () {} } = {}; return shown;',
  'a function of a list': 'const [shown = () => 1] = []; return shown;',
  'a function of a loop': 'for (let shown = () => 1; ; ) return shown;',
  'a function of a key': 'var o = { shown: function () {} }; return o.shown;',
  'a method': 'var o = { shown() {} }; return o.shown;',
  'a shorthand': 'const shown = () => 1; return { ...{ shown } }.shown;',
  'a getter': 'return Object.getOwnPropertyDescriptor({ get shown() { return 1; } }, "shown").get;',
  'a field': 'class A { static shown = () => 1; } return A.shown;',
  'a private field':
    'class A { #shown = () => 1; get() { return this.#shown; } } return new A().get();',
  'a private method': 'class A { #shown() {} get() { return this.#shown; } } return new A().get();',
  'a named expression': 'return function shown() {};',
  'a function in a block': '{ function shown() {} } return shown;',
  'a function that is bound': 'function shown() {} return shown.bind(null);',
  'a parameter of an injector':
    'var f = function ($shown, plain) {}; return { name: /\\((\\$\\w+)/.exec(String(f))[1] };',
};

/** What looks at a name, given `made`. */
const LOOKS: Readonly<Record<string, string>> = {
  'is printed': 'print(made.name);',
  'is a key': 'var registry = {}; registry[made.name] = 1; print(Object.keys(registry).join());',
  'is compared':
    'switch (made.name) { case "shown": print("known"); break; default: print("unknown"); }',
};

function program(named: string, look: string): string {
  return (
    `(function () { var made = (function () { ${named} })(); ${look} })();` +
    // another variable that has the same name, and may have any
    '(function (shown, other) { var made = shown + other; print(made, shown); })(1, 2);'
  );
}

function printed(script: string): string {
  const lines: string[] = [];
  try {
    vm.runInNewContext(script, { print: (...values: unknown[]) => lines.push(values.join(' ')) });
  } catch (error) {
    lines.push(String(error));
  }
  return lines.join('\n');
}

describe('a program that looks at a name', () => {
  for (const engine of ['uglify-js', 'terser', 'esbuild', 'oxc-minify']) {
    const chosen = { name: engine, attempts: engineAttempts(engine, 'safe') };
    for (const [name, named] of Object.entries(NAMED)) {
      it(`prints the same by ${engine}, where it is that of ${name}`, () => {
        for (const [how, look] of Object.entries(LOOKS)) {
          const text = program(named, look);
          const made = minifyBy(chosen, {
            kind: 'js',
            path: '',
            isModule: false,
            wantsMap: false,
            text,
          });
          assert.equal(printed(made.text), printed(text), `${how}: ${made.text}`);
          assert.ok(made.text.length < text.length);
        }
      });
    }
  }

  it('would mostly not print the same if all names were shortened', () => {
    const attempts = engineAttempts('uglify-js', 'full').slice(0, 1);
    const texts = Object.values(NAMED).map((named) => program(named, 'print(made.name);'));
    const others = texts.filter((text) => {
      const task = { kind: 'js', path: '', isModule: false, wantsMap: false, text } as const;
      return printed(minifyBy({ name: 'uglify-js', attempts }, task).text) !== printed(text);
    });
    assert.ok(others.length > texts.length / 3, `${others.length} of ${texts.length}`);
  });
});
