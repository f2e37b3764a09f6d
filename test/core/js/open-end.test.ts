// A script that is broken in every engine is told from one that is whole.
import assert from 'node:assert/strict';
import vm from 'node:vm';
import { encodeByteText } from '../../../lib/core/byte-text.ts';
import { type OpenEnd, openEndOf } from '../../../lib/core/js/end.ts';
import { joinScripts } from '../../../lib/core/js/join.ts';
import { runScripts } from '../support/run-scripts.ts';

const broken: Record<string, [script: string, problem: OpenEnd]> = {
  'a comment': ['a(); /* b', 'comment'],
  'a comment behind a regular expression': ['a = /[/*]/; /* b', 'comment'],
  'a comment behind U+2028 in a line comment': ['// a\u2028 /* b', 'comment'],
  'a string': ['a = "b', 'string'],
  'a string in apostrophes': ["a = 'b", 'string'],
  'a string that a line end breaks': ['a = "b\nc()', 'string'],
  'a string that ends with an escaped quote': ['a = "b\\"', 'string'],
  'a template': ['a = `b', 'template'],
  'a template behind a value': [`a = \`b\${c}d`, 'template'],
  'a template in a value': [`a = \`b\${c`, 'template'],
  'a function': ['function f() {', 'block'],
  'a call': ['a(b', 'block'],
  'a list': ['a = [b', 'block'],
  'a block behind a regular expression with a brace': ['if (/[}]/.test(a)) {', 'block'],
  'a block behind characters beyond ASCII': ['é("à"); { ', 'block'],
  'a template in a template': [`a = \`b\${\`c`, 'template'],
};

const whole: Record<string, string> = {
  nothing: '',
  'a quote in a comment': "// don't\n/* don't */",
  'a quote in a regular expression': 'var a = /["\'`]/;',
  'a quote in a character class': 'var a = /[/"]/;',
  'a comment in a string': 'var a = "/*";',
  'a comment in a template': `var a = \`/*\${1}//\`;`,
  'a comment in a regular expression': 'var a = /[/*]/;',
  'a division with quotes': 'var b = 4, c = 2; var a = b / c + "/" + "x";',
  'a regular expression behind a condition': "var b = true; if (b) /'/.test('');",
  'a regular expression behind a block': "{}\n/'/.test('');",
  'a line of a string that goes on': 'var a = "b\\\nc";',
  'U+2028 in a string': 'var a = "b\u2028c";',
  'templates in templates': `var a = \`b\${\`c\${1}\`}\`;`,
  'a hashbang with a quote': "#!/usr/bin/env don't\n",
  'a quote in an HTML comment': "<!-- don't\nvar a = 1;\n--> don't\n",
  'braces in strings, comments and regular expressions': 'var a = "{" + /[{(]/; // [\n',
  'a condition without a body': 'function f() {} if (true) {}',
  'characters beyond ASCII': "var é = '日本', ü = /à/;",
};

describe('openEndOf', () => {
  for (const [name, [script, problem]] of Object.entries(broken)) {
    it(`says "${problem}" for ${name}`, () => {
      assert.equal(openEndOf(encodeByteText(script)), problem);
    });
  }

  for (const [name, script] of Object.entries(whole)) {
    it(`says nothing for ${name}`, () => {
      assert.deepEqual(runScripts([`${script}\nlog("runs")`]), ['runs']);
      assert.equal(openEndOf(encodeByteText(script)), undefined);
    });
  }

  it('says nothing of syntax that this engine does not know', () => {
    const script = `a({ b: [1] }) |> c(\`d\${1}\`);`;
    assert.throws(() => new vm.Script(script));
    assert.equal(openEndOf(script), undefined);
  });
});

/** Scripts that no engine runs, which must not take others with them. */
const bad: Record<string, string> = {
  'a comment': 'log(1); /*',
  'a string': 'log(1); "',
  'a template': 'log(1); `',
  'a template with a value': `log(1); \`a\${`,
  'a function': 'log(1); function f() {',
  'a block': 'log(1); if (true) {',
  'a round bracket': 'log(1',
  'an array': 'var a = [log(1)',
  'a condition': 'log(1); if (true)',
};

describe('a script that is broken by', () => {
  for (const [name, script] of Object.entries(bad)) {
    it(`${name} left open does not take the next one with it, joined or left out`, () => {
      assert.deepEqual(runScripts([script, 'log("next")']), ['next']);
      const kept = [script, 'log("next")'].filter((each) => openEndOf(each) === undefined);
      assert.equal(runScripts([joinScripts(kept).text]).at(-1), 'next');
    });
  }
});
