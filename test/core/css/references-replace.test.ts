// Other URLs take the place of references, and every other byte stays.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeByteText, encodeByteText } from '../../../lib/core/byte-text.ts';
import { findCssReferences } from '../../../lib/core/css/references.ts';
import { replaceReferences } from '../../../lib/core/references.ts';

function replaceAll(sheet: string, url: string): string {
  const text = encodeByteText(sheet);
  return decodeByteText(replaceReferences(text, findCssReferences(text), () => url));
}

const replaced: Record<string, [sheet: string, url: string, result: string]> = {
  'a url without quotes': ['a{b:url(x.gif)}', 'y.gif', 'a{b:url(y.gif)}'],
  'a url with white space': ['a{b:url( x.gif )}', 'y.gif', 'a{b:url(y.gif)}'],
  'a url in capital letters': ['a{b:URL(x.gif)}', 'y.gif', 'a{b:url(y.gif)}'],
  'a string, quotes kept': ['a{b:URL( "x.gif" )}', 'y.gif', 'a{b:URL( "y.gif" )}'],
  'a string, apostrophes kept': ["@import 'x.css' screen;", 'y.css', "@import 'y.css' screen;"],
  'a string of image-set': ['a{b:image-set("x" 1x)}', 'y', 'a{b:image-set("y" 1x)}'],
  'all of several': ['a{b:url(x)/**/url("y")}', 'z', 'a{b:url(z)/**/url("z")}'],
  'a url that the sheet ends in': ['a{b:url(x.gif', 'y.gif', 'a{b:url(y.gif)'],
  'a string that the sheet ends in': ['@import "x', 'y', '@import "y"'],
  'with an escaped quote': ['a{b:url("x")}', 'y"z', 'a{b:url("y\\"z")}'],
  'with an escaped bracket': ['a{b:url(x)}', 'y)z', 'a{b:url(y\\)z)}'],
  'with characters beyond ASCII': ['a{b:url(x);c:"é"}', 'ü😀', 'a{b:url(ü😀);c:"é"}'],
};

/** Pieces that stylesheets, whole and broken ones, are made of. */
const piece = fc.constantFrom(
  ...['a{', '}', 'b:', 'url(', 'URL("', ')', '(', '[', ']', '"', "'", '\\', '\n', ' ', ';', ','],
  ...['x.gif', '@import ', '@import"', 'image-set(', 'type(', '/*', '*/', '--c:', '\xff', '\0'],
  ...['<!--', '#', '@namespace ', 'src(', 'data:,', 'u\\72 l(', '\\"', '1x'],
);
const sheet = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));

const url = fc
  .array(fc.constantFrom('/', '..', 'a', '%20', '?', '#', '=', '&', '.gif'), { minLength: 1 })
  .map((pieces) => pieces.join(''));

describe('replaceReferences', () => {
  for (const [name, [text, url, result]] of Object.entries(replaced)) {
    it(`replaces ${name}`, () => {
      assert.equal(replaceAll(text, url), result);
    });
  }

  it('asks about each reference, in order', () => {
    const text = '@import "a.css";b{c:url(d.gif)}';
    const asked: string[] = [];
    replaceReferences(text, findCssReferences(text), ({ value }) => {
      asked.push(value);
      return undefined;
    });
    assert.deepEqual(asked, ['a.css', 'd.gif']);
  });

  it('replaces only what it is told to', () => {
    const text = 'a{b:url( x )url( y )}';
    const result = replaceReferences(text, findCssReferences(text), ({ value }) =>
      value === 'y' ? 'z' : undefined,
    );
    assert.equal(result, 'a{b:url( x )url(z)}');
  });

  it('changes nothing where nothing is replaced', () => {
    fc.assert(
      fc.property(sheet, (text) => {
        const result = replaceReferences(text, findCssReferences(text), () => undefined);
        assert.equal(result, text);
      }),
      { numRuns: 500 },
    );
  });

  it('changes nothing where a reference is replaced by itself', () => {
    fc.assert(
      fc.property(sheet, (text) => {
        const references = findCssReferences(text);
        assert.equal(
          replaceReferences(text, references, ({ value }) => value),
          text,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('writes what is read again, wherever the reference stands', () => {
    fc.assert(
      fc.property(sheet, url, (text, to) => {
        const references = findCssReferences(text);
        const result = replaceReferences(text, references, () => to);
        const values = findCssReferences(result).map(({ value }) => value);
        assert.deepEqual(values, Array(references.length).fill(to));
      }),
      { numRuns: 500 },
    );
  });

  it('writes any text so that it is read again', () => {
    const text = fc
      .string({ unit: 'grapheme' })
      .filter((each) => !each.includes('\0') && each.trim() === each);
    fc.assert(
      fc.property(text, (value) => {
        const written = replaceAll('@import "x";a{b:url(x)}', value);
        const values = findCssReferences(encodeByteText(written)).map((each) => each.value);
        // what could end an element of a page is percent-encoded
        const expected = value.toWellFormed().replaceAll('<', '%3C');
        assert.deepEqual(values, [expected, expected]);
      }),
      { examples: [['<\u0338']] },
    );
  });

  it('keeps all bytes between the references', () => {
    fc.assert(
      fc.property(sheet, (text) => {
        const references = findCssReferences(text);
        const result = replaceReferences(text, references, () => 'NEW');
        const between = references.map(({ start }, at) =>
          text.slice(references[at - 1]?.end ?? 0, start),
        );
        const rest = text.slice(references.at(-1)?.end ?? 0);
        const pieces = result.split(/url\(NEW\)|"NEW"|'NEW'/);
        assert.deepEqual(pieces, [...between, rest]);
      }),
      { numRuns: 500 },
    );
  });
});
