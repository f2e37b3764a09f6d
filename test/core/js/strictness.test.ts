// The strictness of a script is read off its start as a parser finds it in its tree.
import assert from 'node:assert/strict';
import { isStrict } from '../../../lib/core/js/strictness.ts';
import { parseClassicScript } from '../../../lib/core/js/tree.ts';

const BEFORE = [
  ...['', ' ', '\ufeff', '#!node\n', '#!node\u2028', '\ufeff#!node\n', '// "a"\n', '// a\u2029'],
  ...[
    '/* a */',
    '/*\n*/',
    '/*\n*/--> a\n',
    '--> a\n',
    '\n --> a\n',
    '<!-- /* a\n',
    '<!-- a\n--> b\n',
  ],
  ...[
    '/* a */ --> b\n',
    '"a";',
    "'a'\n",
    '"a"\n<!-- b\n',
    '"use asm";',
    '"\\\n";',
    ';',
    '{}',
    '1;',
  ],
  ...[
    '`a`;',
    '"a".b;',
    '"a",',
    '"a" +',
    'l:',
    '("a");',
    '"use\\x20strict";',
    '"a";;',
    '"a"/* */\n',
  ],
];
const DIRECTIVES = [
  '"use strict"',
  "'use strict'",
  '"use\\u0020strict"',
  '("use strict")',
  '`use strict`',
];
const BEHIND = [
  ...[
    '',
    ';',
    '\n',
    ';a',
    '\na',
    '\n+1',
    '\n-1',
    '\n++a',
    '\n--a',
    '\n-->a',
    '\n.length',
    '\n?.a',
    '\n[0]',
  ],
  ...[
    '\n(0)',
    '\n`a`',
    '\n/a/g',
    '\n!a',
    '\n!=a',
    '\n~a',
    '\n{}',
    '\nin a',
    '\ninstanceof a',
    '\ninner',
  ],
  ...[
    '\nin\\u0061',
    '\n? 1 : 2',
    '\n=== a',
    ', a',
    ' /* a */ ;',
    ' /*\n*/ a',
    '\n// a\na',
    ' <!-- a\na',
  ],
  ...[
    '\n@a',
    '\n%a',
    '\n**a',
    '\n&&a',
    '\n|a',
    '\n^a',
    '\n<a',
    '\n>a',
    '\n<!-- a',
    '\n"a"',
    '\n"a".b',
    '}',
  ],
];

describe('isStrict', () => {
  it('finds the directive that a parser finds', () => {
    let [strict, sloppy] = [0, 0];
    for (const before of BEFORE) {
      for (const directive of DIRECTIVES) {
        for (const behind of BEHIND) {
          const script = before + directive + behind;
          // who has read a file has dropped its mark
          const program = parseClassicScript(script.replace(/^\ufeff/, ''));
          if (program === undefined) continue;
          const wanted = program.body.some(
            (each) => 'directive' in each && each.directive === 'use strict',
          );
          assert.equal(isStrict(script), wanted, JSON.stringify(script));
          if (wanted) strict += 1;
          else sloppy += 1;
        }
      }
    }
    assert.ok(strict > 500 && sloppy > 500, `${strict} strict, ${sloppy} sloppy`);
  });

  it('takes as long as the script has blanks', () => {
    assert.equal(
      isStrict(`${'/* a */ '.repeat(100_000)}${'"a";'.repeat(100_000)}"use strict"`),
      true,
    );
    assert.equal(isStrict(`${'--> a\n'.repeat(100_000)}"use strict"`), true);
    assert.equal(isStrict(`/*${'*'.repeat(100_000)}`), false);
  });
});
