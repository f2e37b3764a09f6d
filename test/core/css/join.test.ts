// Sheets are joined where that keeps what each of them means, and refused where it does not.
import assert from 'node:assert/strict';
import { toByteText } from '../../../lib/core/byte-text.ts';
import { joinSheets } from '../../../lib/core/css/join.ts';

const BOM = '\u00ef\u00bb\u00bf';

const joined: Record<string, [sheets: string[], result: string]> = {
  'two sheets': [['a{b:c}', 'd{e:f}'], 'a{b:c}\nd{e:f}'],
  'three sheets': [['a{}', 'b{}', 'c{}'], 'a{}\nb{}\nc{}'],
  'an empty sheet': [['', 'a{}'], '\na{}'],
  'sheets with comments': [
    ['/*! a */a{}/* z */', '/*! b */b{}'],
    '/*! a */a{}/* z */\n/*! b */b{}',
  ],
  'byte-order marks': [[`${BOM}a{}`, `${BOM}b{}`], 'a{}\nb{}'],
  'an import in the first sheet': [['@import "x";a{}', 'b{}'], '@import "x";a{}\nb{}'],
  'imports behind each other': [
    ['@import "x";', '@import "y";a{}'],
    '@import "x";\n@import "y";a{}',
  ],
  'an import behind a comment': [['/* a */', '@import "y";'], '/* a */\n@import "y";'],
  'an import behind an empty sheet': [[' \n', '@import "y";'], ' \n\n@import "y";'],
  'an import behind a layer statement': [['@layer a;', '@import "y";'], '@layer a;\n@import "y";'],
  'a layer statement behind rules': [['a{}', '@layer a;'], 'a{}\n@layer a;'],
  'a broken url that ends with an escape': [['a{b:url(c d\\e)}', 'f{}'], 'a{b:url(c d\\e)}\nf{}'],
  'media and keyframes': [['@media x{a{}}', '@keyframes k{}'], '@media x{a{}}\n@keyframes k{}'],
  'the same charset': [
    ['@charset "utf-8";a{}', '@charset "UTF-8";b{}'],
    '@charset "utf-8";\na{}\nb{}',
  ],
  'a charset and none': [['a{}', '@charset "utf-8";b{}'], '@charset "utf-8";\na{}\nb{}'],
  'another charset in all': [
    ['@charset "iso-8859-1";a{}', '@charset "iso-8859-1";b{}'],
    '@charset "iso-8859-1";\na{}\nb{}',
  ],
};

const refused: Record<string, string[]> = {
  'letters that hold a brace': ['@charset "shift_jis";.\x83{ b{}', '@charset "shift_jis";c{}'],
  'an import behind a rule': ['a{}', '@import "x";'],
  'an import behind a rule of an earlier sheet': ['a{}', '', '@import "x";'],
  'an import in capital letters': ['a{}', '@IMPORT "x";'],
  'an import with an escape': ['a{}', '@im\\70ort "x";'],
  'an import behind a media rule': ['@media x{}', '@import "x";'],
  'an import behind a layer with a block': ['@layer a{b{}}', '@import "x";'],
  'an import behind a layer without a name': ['@layer{b{}}', '@import "x";'],
  'an import behind a layer statement that follows an import': [
    '@import "x";@layer a;',
    '@import "y";',
  ],
  'an import behind a font': ['@font-face{}', '@import "x";'],
  'an import behind a rule that is left open': ['a{', '@import "x";'],
  'a namespace in the first sheet': ['@namespace "x";a{}', 'b{}'],
  'a namespace in a later sheet': ['', '@namespace svg "x";'],
  'two charsets': ['@charset "utf-8";a{}', '@charset "iso-8859-1";b{}'],
  'no charset and another one': ['a{}', '@charset "iso-8859-1";b{}'],
};

describe('joinSheets', () => {
  for (const [name, [sheets, result]] of Object.entries(joined)) {
    it(`joins ${name}`, () => {
      assert.equal(joinSheets(sheets)?.text, result);
    });
  }

  for (const [name, sheets] of Object.entries(refused)) {
    it(`refuses ${name}`, () => {
      assert.equal(joinSheets(sheets), undefined);
    });
  }

  it('takes a charset for one only as the very first bytes, as browsers do', () => {
    assert.equal(
      joinSheets([' @charset "iso-8859-1";a{}', 'b{}'])?.text,
      ' @charset "iso-8859-1";a{}\nb{}',
    );
    assert.equal(
      joinSheets(["@charset 'iso-8859-1';", 'b{}'])?.text,
      "@charset 'iso-8859-1';\nb{}",
    );
  });

  it('does not read as Latin-1 what a byte-order mark says is UTF-8', () => {
    const sheet = `${BOM}@charset "iso-8859-1";a{content:"\u00c3\u00a9"}`;
    const result = joinSheets([sheet, '@charset "iso-8859-1";b{}'])?.text;
    assert.equal(result, undefined);
  });

  it('refuses sheets in UTF-16, whose bytes do not stand for ASCII', () => {
    const utf16 = (text: string) => toByteText(Buffer.from(`\ufeff${text}`, 'utf16le'));
    assert.equal(joinSheets([utf16('a{}'), utf16('b{}')]), undefined);
  });
});
