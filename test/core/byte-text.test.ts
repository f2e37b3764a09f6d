// Bytes of any kind pass through byte text unchanged.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  decodeByteText,
  encodeByteText,
  fromByteText,
  stripByteOrderMark,
  toByteText,
} from '../../lib/core/byte-text.ts';

describe('byte text', () => {
  it('has one character for each byte', () => {
    assert.equal(toByteText(Buffer.from([0, 0x41, 0x80, 0xff])), '\0A\u0080\u00ff');
  });

  it('gives all bytes back, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        assert.deepEqual([...fromByteText(toByteText(Buffer.from(bytes)))], [...bytes]);
      }),
    );
  });

  it('gives every text back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        assert.equal(decodeByteText(encodeByteText(text)), text);
      }),
    );
  });

  it('is the UTF-8 of a text', () => {
    assert.equal(encodeByteText('é'), '\u00c3\u00a9');
    assert.equal(decodeByteText('\u00c3\u00a9'), 'é');
    assert.equal(encodeByteText('plain'), 'plain');
  });

  it('is read with replacement characters where it is no UTF-8', () => {
    assert.equal(decodeByteText('a\u00e9b'), 'a\ufffdb');
  });
});

describe('stripByteOrderMark', () => {
  it('takes the mark off the begin', () => {
    assert.equal(stripByteOrderMark(encodeByteText('\ufeffa{}')), 'a{}');
  });

  it('takes nothing else off', () => {
    assert.equal(stripByteOrderMark('a{}'), 'a{}');
    assert.equal(stripByteOrderMark(encodeByteText('a\ufeff')), encodeByteText('a\ufeff'));
    assert.equal(stripByteOrderMark(encodeByteText('\ufeff\ufeffa')), encodeByteText('\ufeffa'));
  });
});
