// A stylesheet, and a drawing, inside of a page.
import assert from 'node:assert/strict';
import { inlineSheet } from '../../../lib/core/inline/sheet.ts';
import { slimSvg, standaloneSvg } from '../../../lib/core/inline/svg.ts';

describe('inlineSheet', () => {
  const SAME: Readonly<Record<string, readonly [source: string, inlined: string]>> = {
    'a string': ['a { content: "</style>" }', 'a { content: "<\\/style>" }'],
    'a url': ['a { background: url(x</STYLE>) }', 'a { background: url(x<\\/STYLE>) }'],
    'a comment': ['/* </style> <!-- */', '/* <\\/style> <\\!-- */'],
    'a comment of HTML': ['<!-- a {} -->', '<!-- a {} -->'],
    'other tags': ['a { content: "</script>" }', 'a { content: "</script>" }'],
  };
  for (const [name, [source, inlined]] of Object.entries(SAME)) {
    it(`writes ${name} so that the element goes on`, () => {
      assert.equal(inlineSheet(source), inlined);
    });
  }

  it('refuses what would end the element in a value', () => {
    assert.throws(() => inlineSheet('a { --x: </style> }'), /"<\/style" stands outside of texts/);
  });
});

describe('slimSvg', () => {
  const DRAWINGS: Readonly<Record<string, readonly [source: string, slim: string]>> = {
    'its prologue and blanks': [
      '<?xml version="1.0"?>\n<!DOCTYPE svg>\n<svg>\n <g> <path/> <!-- x --> </g>\n</svg>\n',
      '<svg><g><path/></g></svg>',
    ],
    'no blank of a text': [
      '<svg> <text> a <tspan> b </tspan> </text> </svg>',
      '<svg><text> a <tspan> b </tspan> </text></svg>',
    ],
    'no blank that is to be kept': [
      '<svg> <g xml:space="preserve"> <text>a</text> </g> </svg>',
      '<svg><g xml:space="preserve"> <text>a</text> </g></svg>',
    ],
    'no blank where elements are not closed': ['<svg> <g> </svg>', '<svg> <g> </svg>'],
    'nothing of a text without a drawing': ['<p> x </p>', '<p> x </p>'],
  };
  for (const [name, [source, slim]] of Object.entries(DRAWINGS)) {
    it(`takes out ${name}`, () => assert.equal(slimSvg(source), slim));
  }

  it('leaves a drawing with entities alone, which no page can hold', () => {
    const drawing = '<!DOCTYPE svg [<!ENTITY a "b">]> <svg> &a; </svg>';
    assert.equal(slimSvg(drawing), drawing);
    assert.throws(() => standaloneSvg(drawing), /entities/);
  });
});
