// A script that is written in ASCII stays so: nobody has to say in which encoding it is.
import assert from 'node:assert/strict';
import { createStaticfiles, type StaticfilesOptions } from '../../../lib/index.ts';
import { collectLog } from '../../support/log.ts';
import { createSite } from '../../support/site.ts';

type Minify = NonNullable<StaticfilesOptions['minify']>;

const template = '`\\u2014$' + '{ a }\\ud83d\\ude00`';
const CODE = `f ( "\\u00e9" , /\\u00e9/ , ${template} , { "\\u00e9" : 1 } , x . \\u00e9 , "\\ud83d\\ude00" ) ; `;

const ENGINES: Readonly<Record<string, Minify>> = {
  'uglify-js': {},
  terser: { js: 'terser' },
  esbuild: { js: 'esbuild' },
  'uglify-js with all that it likes': { js: { engine: 'uglify-js', level: 'full' } },
  'terser with all that it likes': { js: { engine: 'terser', level: 'full' } },
  'esbuild with all that it likes': { js: { engine: 'esbuild', level: 'full' } },
};

describe('a script that is written in ASCII', () => {
  for (const [name, minify] of Object.entries(ENGINES)) {
    const log = collectLog();
    const slim = (text: string) => {
      const roots = createSite().root;
      return createStaticfiles({ roots, logger: log, minify }).slimcontent(text, 'js');
    };

    it(`stays so, minified by ${name}`, () => {
      const made = slim(CODE);
      assert.match(made, /^[\0-\x7f]*$/);
      assert.ok(made.length < CODE.length, made);
      const licensed = slim(`/*! \u00a9 */ ${CODE}`);
      assert.match(licensed.replace('\u00a9', ''), /^[\0-\x7f]*$/);
      assert.ok(licensed.includes('\u00a9'), licensed);
      assert.deepEqual(log.warnings, []);
    });

    it(`keeps letters that were written as such, minified by ${name}`, () => {
      assert.ok(slim('f ( "\u043f\u0440\u0438" , "\\u043c" ) ;').includes('\u043f\u0440\u0438'));
    });
  }
});
