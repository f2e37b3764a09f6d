// Files that would mean something else as a part of a page are refused.
import assert from 'node:assert/strict';
import * as nunjucks from 'nunjucks';
import { makeInstance } from '../support/instance.ts';

function render(file: string, content: string): string {
  const { staticfiles } = makeInstance({ [file]: content });
  const environment = new nunjucks.Environment(null);
  staticfiles.install(environment as never);
  return environment.renderString(`{% inlinefile "/${file}" slim=false %}`, {});
}

const SVG = 'http://www.w3.org/2000/svg';

describe('a drawing whose elements have a prefix', () => {
  const DRAWINGS = [
    `<svg:svg xmlns:svg="${SVG}"><svg:rect width="1"/></svg:svg>`,
    `<?xml version="1.0"?>\n<s:svg\n  xmlns:s='${SVG}'><s:g/></s:svg>`,
    `<svg xmlns="${SVG}" xmlns:s = "${SVG}"><s:rect/></svg>`,
  ];
  for (const drawing of DRAWINGS) {
    it(`is refused: ${JSON.stringify(drawing)}`, () => {
      assert.throws(() => render('a.svg', drawing), /named with the prefix "(?:svg|s):"/);
    });
  }

  it('is none where only others have one', () => {
    const drawing = `<svg xmlns="${SVG}" xmlns:svg="${SVG}" xmlns:i="http://i"><i:view/><path/></svg>`;
    assert.equal(render('a.svg', drawing), drawing);
  });
});

describe('a regular expression that would end its script', () => {
  it('is refused where the script may read how it is written', () => {
    for (const read of ['.source', '.toString()', '; String(a)']) {
      assert.throws(
        () => render('a.js', `var a = /[</script>]/${read}`),
        /a regular expression has it/,
      );
    }
  });

  it('is written otherwise where nothing reads that', () => {
    assert.match(render('a.js', 'var a = /[</script>]/.test(b)'), /\/\[\\x3C\/script>\]\//);
  });
});
