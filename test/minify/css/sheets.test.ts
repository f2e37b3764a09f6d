// Stylesheets: by the engine where its result is proven, else reduced, else as they are.
import assert from 'node:assert/strict';
import { toByteText } from '../../../lib/core/byte-text.ts';
import { minifySheet } from '../../../lib/minify/css/sheets.ts';
import { csso, engineNamed, minified, noEngine } from '../support/minified-css.ts';

describe('minifySheet', () => {
  it('takes what the engine makes', () => {
    const made = minified('a {\n  color: #FFFFFF;\n  margin: 0px;\n}\n');
    assert.deepEqual(made, { text: 'a{color:#fff;margin:0}', by: 'engine' });
  });

  it('reduces what the engine would damage, and says what that is', () => {
    const made = minified('.a { color: red; .b { margin: 0px; } }');
    assert.equal(made.text, '.a{color:red;.b{margin:0px}}');
    assert.equal(made.by, 'reduction');
    assert.match(
      made.problem ?? '',
      /^the result has "color:red}" where the source has "color: red;/,
    );
  });

  it('reduces what the engine refuses, and says why', () => {
    assert.deepEqual(minified('a { color : red }', noEngine), {
      text: 'a{color:red}',
      by: 'reduction',
      problem: 'no engine',
    });
  });

  const ends: Readonly<Record<string, [text: string, problem: RegExp]>> = {
    'a block that never ends': ['a { b: c; ', /ends inside a block/],
    'a rule without a block': ['a { b : c }  d', /ends inside a rule/],
    'a comment that never ends': ['a { b : c }  /* d', /comment never ends/],
    'a string that never ends': ['a { b : "c\n }', /string or url that never ends/],
    'a url that never ends': ['a { b : url(c"d) }', /string or url that never ends/],
    'an at-rule that never ends': ['@media  screen', /ends inside a rule/],
    'a bracket that never ends': ['a { b : ( c }', /ends inside a rule/],
  };
  for (const [name, [text, problem]] of Object.entries(ends)) {
    it(`leaves ${name} as it is`, () => {
      const made = minified(text);
      assert.equal(made.text, text);
      assert.equal(made.by, 'source');
      assert.match(made.problem ?? '', problem);
    });
  }

  it('leaves alone what gets no smaller', () => {
    for (const text of ['', 'a{b:c}', '@import"x";', 'a{color:red}b{color:blue}']) {
      assert.deepEqual(minified(text), { ...minified(text), text, by: 'source' });
    }
  });

  it('reduces where the engine makes nothing smaller', () => {
    const made = minified('a{b:c;}', (text) => `${text}  `);
    assert.deepEqual([made.text, made.by], ['a{b:c}', 'reduction']);
  });

  it('keeps a byte-order mark in front', () => {
    const made = minified('\ufeffa { b : "é" }');
    assert.deepEqual([made.text, made.by], ['\ufeffa{b:"é"}', 'engine']);
  });

  it('keeps characters as they are, and escapes as they are', () => {
    const text = '.é { content : "é\\e9  \\f101" }';
    assert.equal(minified(text).text, '.é{content:"é\\e9  \\f101"}');
    assert.equal(minified(text).by, 'engine');
  });

  it('reduces a sheet in another encoding, byte for byte', () => {
    const text = toByteText(
      Buffer.from([...Buffer.from('a { b : "'), 0xe9, ...Buffer.from('" }')]),
    );
    const made = minifySheet(text, csso);
    assert.deepEqual(made, {
      text: 'a{b:"\u00e9"}',
      by: 'reduction',
      problem: 'it is not in UTF-8',
    });
  });

  it('leaves a sheet alone whose letters hold bytes of ASCII', () => {
    // in Shift_JIS 0x83 0x7b is a letter, and in ISO-2022-JP all between the escapes are
    for (const sheet of [
      '@charset "Shift_JIS"; .\x83{ b { c : d } .\x83} e { f : g }',
      '@charset "iso-2022-jp"; a::before { content : "\x1b$B$}{\x1b(B" }',
    ]) {
      assert.deepEqual(minified(sheet), {
        text: sheet,
        by: 'source',
        problem: 'it is not in UTF-8',
      });
    }
    assert.equal(minified('@charset "gbk"; a { b : c }').text, '@charset "gbk";a{b:c}');
  });

  it('moves no @charset to the front, where it would name an encoding', () => {
    for (const before of [' ', '\n', '/* by */', '/**/ ']) {
      const sheet = `${before}@charset "latin1"; a { b : c }`;
      assert.ok(!minified(sheet).text.startsWith('@charset'), sheet);
    }
    assert.equal(minified('a { b : c } @charset "latin1";').text, 'a{b:c}@charset "latin1";');
  });

  it('keeps @charset as it is written, because only so it counts', () => {
    for (const charset of ['@charset "utf-8";', '@charset  "utf-8";', "@charset 'utf-8';"]) {
      assert.equal(minified(`${charset} a { b : c }`).text, `${charset}a{b:c}`);
    }
  });

  it('keeps comments that are to stay where they were', () => {
    const text = `/*! one */ /* gone */
      a { /*! two */ color: red; margin: 0 /* @license three */; }
      @media print { /** @preserve four */ b { color: blue } }
      /*! five */`;
    const made = minified(text);
    assert.equal(made.by, 'engine');
    assert.equal(
      made.text.replace(/\n/g, ''),
      '/*! one */a{/*! two */color:red;margin:0/* @license three */}' +
        '@media print{/** @preserve four */b{color:blue}}/*! five */',
    );
  });

  it('drops the comment that names a source map', () => {
    assert.equal(minified('a { b : c }\n/*# sourceMappingURL=a.css.map */').text, 'a{b:c}');
  });

  for (const name of ['csso', 'esbuild', 'lightningcss']) {
    it(`takes ${name}`, () => {
      const made = minified('a {\n  color: red;\n  padding: 1px;\n}\n', engineNamed(name));
      assert.deepEqual([made.text.trim(), made.by], ['a{color:red;padding:1px}', 'engine']);
    });
  }

  it('leaves a sheet alone that is nested so deeply that engines may overflow', () => {
    const nested = (depth: number) => `${'a { b: c; '.repeat(depth)}${'}'.repeat(depth)}`;
    const small = minified(nested(150), noEngine).text;
    assert.equal(small, `${'a{b:c;'.repeat(149)}a{b:c${'}'.repeat(150)}`);
    assert.ok(minified(nested(2000), noEngine).text === nested(2000), 'it is another text');
  });
});
