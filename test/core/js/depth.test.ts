// Scripts that parsers can be trusted with are told from those that would end a process.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { isScriptTooDeep } from '../../../lib/core/js/depth.ts';
import { fixture } from '../../../scripts/fixtures.js';
import { useFixtures } from '../../support/fixtures.ts';

/** Each makes a text that a parser reads by calling itself about `n` times. */
const nested: Readonly<Record<string, (n: number) => string>> = {
  brackets: (n) => `${'('.repeat(n)}1${')'.repeat(n)}`,
  arrays: (n) => '['.repeat(n) + ']'.repeat(n),
  patterns: (n) => `let ${'['.repeat(n)}a${']'.repeat(n)} = 1`,
  blocks: (n) => '{'.repeat(n) + '}'.repeat(n),
  functions: (n) => 'function f(){'.repeat(n) + '}'.repeat(n),
  templates: (n) => `${'`${'.repeat(n)}1${'}`'.repeat(n)}`,
  'templates that never end': (n) => '`${'.repeat(n),
  'groups of regular expressions': (n) => `/${'('.repeat(n)}a${')'.repeat(n)}/`,
  sums: (n) => `1${'+1'.repeat(n)}`,
  'sums behind objects': (n) => `a=${'{}+'.repeat(n)}1`,
  'members of members': (n) => `a${'.b'.repeat(n)}`,
  'calls of calls': (n) => `a${'()'.repeat(n)}`,
  negations: (n) => `${'!'.repeat(n)}1`,
  'words before operands': (n) => `${'typeof '.repeat(n)}1`,
  'new of new': (n) => `${'new '.repeat(n)}a`,
  conditions: (n) => `${'a?b:'.repeat(n)}c`,
  assignments: (n) => `${'a='.repeat(n)}1`,
  'arrow functions': (n) => `${'a=>'.repeat(n)}1`,
  'async arrow functions': (n) => `${'async a=>'.repeat(n)}1`,
  labels: (n) => `${Array.from({ length: n }, (_, at) => `a${at}:`).join('')};`,
  'else if': (n) => `if(a)b;${'else if(a)b;'.repeat(n)}`,
  'else if with blocks': (n) => `if(a){}${'else if(a){}'.repeat(n)}`,
  'if in if': (n) => `${'if(a)'.repeat(n)}b`,
  'for in for': (n) => `${'for(;;)'.repeat(n)}b`,
  'classes that extend classes': (n) => `${'class extends '.repeat(n)}a${'{}'.repeat(n)}`,
};

/** Each is long, and flat. */
const flat: Readonly<Record<string, (n: number) => string>> = {
  statements: (n) => 'a = b + c;\n'.repeat(n),
  'statements without semicolons': (n) => 'a = b + c\n'.repeat(n),
  calls: (n) => 'a.b(c)\n'.repeat(n),
  functions: (n) => 'function a() { return 1 }\n'.repeat(n),
  elements: (n) => `[${'a.b + 1,'.repeat(n)}]`,
  members: (n) => `({${'a: !b,'.repeat(n)}})`,
  clauses: (n) => `switch (a) {${'case 1: case 2: b(); break;'.repeat(n)}}`,
  methods: (n) => `class A {${'a() {} get b() {}'.repeat(n)}}`,
  declarations: (n) => `var ${'a = 1 + 2,'.repeat(n)} b`,
  templates: (n) => `\`a$\{b}c$\{d}\`;`.repeat(n),
  blocks: (n) => '{ let a = 1; b(a) }\n'.repeat(n),
  'functions in blocks': (n) => '{ function a() {} }\n'.repeat(n),
  'functions that run': (n) => ';(function () {})()'.repeat(n),
};

describe('isScriptTooDeep', () => {
  useFixtures();
  for (const [name, make] of Object.entries(nested)) {
    it(`is true for thousands of ${name}, and false for a few`, () => {
      assert.equal(isScriptTooDeep(make(5000)), true);
      assert.equal(isScriptTooDeep(make(60)), false);
    });
  }

  for (const [name, make] of Object.entries(flat)) {
    it(`is false for thousands of ${name} side by side`, () => {
      assert.equal(isScriptTooDeep(make(5000)), false);
    });
  }

  for (const library of [
    'jquery/dist/jquery.js',
    'katex/dist/katex.min.js',
    'three/build/three.cjs',
    'lodash/lodash.js',
    'quill/quill.js',
  ]) {
    it(`is false for ${library}`, () => {
      const text = fs.readFileSync(fixture(library), 'utf8');
      assert.equal(isScriptTooDeep(text), false);
    });
  }
});
