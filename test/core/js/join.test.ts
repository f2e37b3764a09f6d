// Joined scripts do what they did one after another.
import assert from 'node:assert/strict';
import vm from 'node:vm';
import fc from 'fast-check';
import { decodeByteText, encodeByteText } from '../../../lib/core/byte-text.ts';
import { joinScripts } from '../../../lib/core/js/join.ts';
import { runScripts } from '../support/run-scripts.ts';

function join(scripts: readonly string[]): string {
  return decodeByteText(joinScripts(scripts.map(encodeByteText)).text);
}

const IS_STRICT = 'log((function () { return this === undefined; })());';
const SLOPPY = `undeclared = 1; log('sloppy');`;

const joined: Record<string, [scripts: string[], result: string]> = {
  'two scripts': [['a()', 'b()'], 'a()\n;\nb()'],
  'an empty script': [['', 'b()'], '\n;\nb()'],
  'line ends of all kinds': [['a()\r\n', 'b()\n'], 'a()\r\n\n;\nb()\n'],
  hashbangs: [['#!/usr/bin/env node\na()', '#!x\r\nb()'], '\na()\n;\n\r\nb()'],
  'byte-order marks': [['\ufeffa()', '\ufeffb()'], 'a()\n;\nb()'],
  'a byte-order mark and a hashbang': [['\ufeff#!x\na()', 'b()'], '\na()\n;\nb()'],
  'strict scripts': [
    ['"use strict";a()', "'use strict'\nb()"],
    '"use strict";a()\n;\n\'use strict\'\nb()',
  ],
  'a strict and a sloppy script': [['"use strict";a()', 'b()'], ';\n"use strict";a()\n;\nb()'],
  'characters beyond ASCII': [['a("é")', 'b("😀")'], 'a("é")\n;\nb("😀")'],
};

const sameEffect: Record<string, string[]> = {
  'no semicolon in front of a bracket': ['var a = log', '(function () { log(1); })()'],
  'no semicolon in front of an array': ['var a = [1]', '[0].forEach(log)'],
  'no semicolon in front of a template': ['var a = log', '`x`; log(2)'],
  'no semicolon in front of a regular expression': [
    'var a = 4; log(a)',
    '/4/g.test("4") && log(1)',
  ],
  'no semicolon in front of a sign': ['var a = 1', '+log(a)'],
  'an increment at the begin': ['var b = 1; var a = b', '++b; log(a)'],
  'a line comment at the end': ['log(1) // end', 'log(2)'],
  'a line comment with a quote': ["log(1) // don't", 'log(2)'],
  'a block comment at the end': ['log(1) /* end */', 'log(2)'],
  'a function at the end': ['log(f()); function f() { return 1 }', '(log(2))'],
  'a block at the end': ['{ log(1) }', '/x/.test("x") && log(2)'],
  'a hashbang': ['#!/usr/bin/env node\nlog(1)', '#!/usr/bin/env node\nlog(2)'],
  'byte-order marks': ['\ufefflog(1)', '\ufefflog(2)'],
  'an arrow comment at the begin': ['log(1)', '--> comment\nlog(2)'],
  'an error at run time in the last script': ['log(1)', 'log(2); no.such()'],
  'strict scripts only': [`"use strict";${IS_STRICT}`, `'use strict';${IS_STRICT}`],
  'a strict script behind a comment and a hashbang': [
    `#!x\n/* a */ // b\n'use strict'\n${IS_STRICT}`,
    `"use strict";${IS_STRICT}`,
  ],
  'a directive behind another one': [`'x'; "use strict";${IS_STRICT}`, `"use strict";${IS_STRICT}`],
  'sloppy scripts only': [SLOPPY, `log(this === globalThis); ${SLOPPY}`],
};

/** Scripts that look strict and are not: nothing in front may make them strict. */
const sloppyLookalikes: Record<string, string> = {
  'a sloppy script': SLOPPY,
  'an empty statement in front of the directive': `; "use strict"; ${SLOPPY}`,
  'a directive that goes on': `"use strict" + ""; ${SLOPPY}`,
  'a directive that goes on in the next line': `"use strict"\n[0]; ${SLOPPY}`,
  'a directive with a property': `"use strict".length; ${SLOPPY}`,
  'a directive in front of "in"': `"use strict" in {}; ${SLOPPY}`,
  'a directive in front of "instanceof"': `"use strict" instanceof Object; ${SLOPPY}`,
  'a directive in a sequence': `"use strict", 1; ${SLOPPY}`,
  'a directive in brackets': `("use strict"); ${SLOPPY}`,
  'a directive with an escape': `"use\\x20strict"; ${SLOPPY}`,
  'a directive as a template': `\`use strict\`; ${SLOPPY}`,
  'a directive behind a statement': `0; "use strict"; ${SLOPPY}`,
  'a directive in a function': `(function () { "use strict" })(); ${SLOPPY}`,
  'a directive with other letters': `"Use strict"; ${SLOPPY}`,
};

/** Tells whether a script runs to its end. */
function isWhole(script: string): boolean {
  try {
    vm.runInNewContext(script, { log: () => {} });
    return true;
  } catch {
    return false;
  }
}

describe('joinScripts', () => {
  for (const [name, [scripts, result]] of Object.entries(joined)) {
    it(`joins ${name}`, () => {
      assert.equal(join(scripts), result);
    });
  }

  for (const [name, scripts] of Object.entries(sameEffect)) {
    it(`keeps the effect with ${name}`, () => {
      const alone = runScripts(scripts);
      assert.notDeepEqual(alone, []);
      assert.deepEqual(runScripts([join(scripts)]), alone);
    });
  }

  for (const [name, script] of Object.entries(sloppyLookalikes)) {
    it(`does not make strict ${name}`, () => {
      assert.deepEqual(runScripts([script]), ['sloppy']);
      const first = '"use strict"; log("first");';
      assert.deepEqual(runScripts([join([first, script])]), ['first', 'sloppy']);
    });

    it(`does not make strict what follows ${name}`, () => {
      const all = [script, SLOPPY];
      assert.deepEqual(runScripts([join(all)]), runScripts(all));
    });
  }

  it('does not make a sloppy script strict that stands first, in the middle or last', () => {
    const strict = '"use strict";log("strict");';
    for (const all of [
      [SLOPPY, strict, strict],
      [strict, SLOPPY, strict],
      [strict, strict, SLOPPY],
    ]) {
      assert.deepEqual(runScripts([join(all)]).sort(), ['sloppy', 'strict', 'strict']);
    }
  });

  it('sees a directive behind a line comment that U+2028 ends', () => {
    const strict = '// comment\u2028"use strict"; log("first");';
    assert.deepEqual(runScripts([join([strict, SLOPPY])]), ['first', 'sloppy']);
  });

  it('keeps the effect of all scripts that run without an error', () => {
    const piece = fc.constantFrom(
      ...['log(1)', 'log(2)', '"use strict"', "'x'", 'implicit = 1', 'var a = 1', '{', '}', '(0)'],
      ...[
        '[0]',
        '`t`',
        '/x/',
        '+1',
        '-1',
        '++b',
        'in {}',
        ';',
        ',',
        '\n',
        ' ',
        '// c\n',
        '/* c */',
      ],
      ...['<!-- c\n', '\n--> c\n', '\u2028', "// don't", 'if (0)', 'else', 'do', 'while (0)'],
    );
    const script = fc
      .array(piece, { maxLength: 8 })
      .map((pieces) => `var b = 0;${pieces.join('')}`)
      .map((text) => (text.includes('use strict') ? text.slice('var b = 0;'.length) : text))
      .filter(isWhole);
    fc.assert(
      fc.property(script, script, script, (...scripts) => {
        assert.deepEqual(runScripts([join(scripts)]), runScripts(scripts));
      }),
      { numRuns: 60 },
    );
  });
});
