// What names, strings and URLs of stylesheets say.
import assert from 'node:assert/strict';
import { decodeName, decodeString, decodeUrl } from '../../../lib/core/css/words.ts';

const URLS: Readonly<Record<string, string>> = {
  'url(a.gif)': 'a.gif',
  'url( a.gif\n)': 'a.gif',
  'url(abc\\ )': 'abc ',
  'url(abc\\  )': 'abc ',
  'url(abc\\\\ )': 'abc\\',
  'url(\\n)': 'n',
  'url(\\61 b)': 'ab',
  'url(\\61\r\nb)': 'ab',
  'url(\\000061b)': 'ab',
  'url(a\\))': 'a)',
  'url(a\\)': 'a)',
  'url(a': 'a',
  'url()': '',
  'u\\72l(a\\(b)': 'a(b',
  'url(\\0)': '\ufffd',
  'url(\\d800 a)': '\ufffda',
  'url(\\110000 a)': '\ufffda',
  'url(\\1F600)': '😀',
};

const STRINGS: Readonly<Record<string, string>> = {
  '"a b"': 'a b',
  "'a\"b'": 'a"b',
  '"a\\\nb"': 'ab',
  '"a\\\r\nb"': 'ab',
  '"\\22 "': '"',
  '"a\\"': 'a"',
  '"a\\\\"': 'a\\',
  '"a': 'a',
  '"': '',
  '"a\\': 'a',
  '"\\e9 x"': 'éx',
};

describe('the words of a stylesheet', () => {
  for (const [written, said] of Object.entries(URLS)) {
    it(`say ${JSON.stringify(said)} by ${JSON.stringify(written)}`, () => {
      assert.equal(decodeUrl(written), said);
    });
  }

  for (const [written, said] of Object.entries(STRINGS)) {
    it(`say ${JSON.stringify(said)} by ${JSON.stringify(written)}`, () => {
      assert.equal(decodeString(written), said);
    });
  }

  it('are names, whatever escapes they hold', () => {
    assert.equal(decodeName('\\61 b'), 'ab');
    assert.equal(decodeName('a\\'), 'a\ufffd');
    assert.equal(decodeName('sm\\:flex'), 'sm:flex');
  });

  it('tell characters that are escaped from those that are written', () => {
    const mark = (character: string) => `<${character}>`;
    assert.equal(decodeString('"é\\e9\\41"', mark), 'é<é>A');
    assert.equal(decodeUrl('url(é\\e9)', mark), 'é<é>');
    assert.equal(decodeName('é\\e9', mark), 'é<é>');
  });
});
