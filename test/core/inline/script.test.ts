// A script inside of a page: what would end its element is written in another way.
import assert from 'node:assert/strict';
import { htmlTokens } from '../../../lib/core/html/tokens.ts';
import { inlineScript } from '../../../lib/core/inline/script.ts';

const hole = (expression: string) => ['$', '{', expression, '}'].join('');

const SAME: Readonly<Record<string, readonly [source: string, inlined: string]>> = {
  'a string': ['f("</script>")', 'f("\\x3C/script>")'],
  capitals: ['f("</SCRIPT")', 'f("\\x3C/SCRIPT")'],
  'a character that was escaped': ['f("\\</script>")', 'f("\\x3C/script>")'],
  'a backslash before it': ['f("\\\\</script>")', 'f("\\\\\\x3C/script>")'],
  'a template': [
    `f(\`</script>${hole('"<!--"')}<!--\`)`,
    `f(\`\\x3C/script>${hole('"\\x3C!--"')}\\x3C!--\`)`,
  ],
  'a class of a regular expression': ['/[</script>]/u', '/[\\x3C/script>]/u'],
  'a range of a regular expression': ['/[<!--a]/', '/[<!-\\x2Da]/'],
  'a look behind': ['/(?<!--)x/', '/(?<!-\\x2D)x/'],
  comments: ['/* </script> <!-- */ // </script', '/* <\\/script> <\\!-- */ // <\\/script'],
  'a comparison with a regular expression': ['a</script/.b', 'a< /script/.b'],
  'a comment of HTML': ['<!-- a\nb()\n--> c', '// a\nb()\n--> c'],
  'a comparison in a module': ['import "./x.js"; a<!--b', 'import "./x.js"; a< !--b'],
  'a property': ['({ "</script>": 1 })', '({ "\\x3C/script>": 1 })'],
  'a hashbang': ['#!/usr/bin/node\na()', '///usr/bin/node\na()'],
  'a byte-order mark': ['\ufeffa()', 'a()'],
  nothing: ['a < b; "<script>"; "</scr"', 'a < b; "<script>"; "</scr"'],
};

const REFUSED: Readonly<Record<string, readonly [source: string, why: RegExp]>> = {
  'in a tagged template': ['String.raw`</script>`', /tagged template/],
  'in a text that is no script': ['f("</script>"', /can't be parsed/],
  'that begins a comment in a script, but not in a module': ['x = a<!--b', /but not in a module/],
  'in brackets that are nested too deeply': [`${'('.repeat(9000)}"</script>"`, /too deeply/],
};

describe('inlineScript', () => {
  for (const [name, [source, inlined]] of Object.entries(SAME)) {
    it(`writes ${name} so that the element goes on`, () => {
      assert.equal(inlineScript(source), inlined);
      assert.equal(ofElement(inlined), inlined);
    });
  }

  it('keeps the values of what it writes otherwise', () => {
    const template = `\`<!--${hole('1')}</script>\``;
    const source = `["</script>", ${template}, "\\\\</script", /(?<!--)x/.test("-x")]`;
    const run = (body: string) => Function(`return ${body}`)();
    assert.deepEqual(run(inlineScript(source)), run(source));
  });

  for (const [name, [source, why]] of Object.entries(REFUSED)) {
    it(`refuses what is harmful ${name}`, () => assert.throws(() => inlineScript(source), why));
  }

  it('reads a hundred thousand harmful texts in one walk', () => {
    const inlined = inlineScript('f("</script>");\n'.repeat(100_000));
    assert.ok(!inlined.includes('</script'));
  });
});

/** The content of an element with this content, as a browser reads it. */
function ofElement(content: string): string {
  const page = `<script>${content}</script>`;
  const end = htmlTokens(page).find(({ kind }) => kind === 'end');
  return page.slice('<script>'.length, end?.start);
}
