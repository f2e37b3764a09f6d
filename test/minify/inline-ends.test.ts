// What is minified where it stands ends no element, whatever engine wrote it.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { htmlTokens } from '../../lib/core/html/tokens.ts';
import { createStaticfiles, type StaticfilesOptions } from '../../lib/index.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

type Minify = NonNullable<StaticfilesOptions['minify']>;

/** Spells what can end an element as shortly as it can be spelled. */
const SHORT =
  "(text) => text.replace(/\\\\x3c|\\\\3c ?/gi, '<').replaceAll('<\\\\/', '</').replaceAll('\\\\!', '!').trim()";
const shorten = (text: string): string =>
  text
    .replace(/\\x3c|\\3c ?/gi, '<')
    .replaceAll('<\\/', '</')
    .trim();

const SCRIPTS = [
  'f ( "<\\/script>" ) ; ',
  "f ( '\\x3c/SCRIPT' ) ; ",
  'f ( "\\x3c!-- \\x3cscript>" ) ; ',
  'f ( `\\x3c!--$' + '{ a }\\x3c/script>` ) ; ',
  'f ( String . raw`\\x3c/script>` ) ; ',
  'f ( /<\\/script>/ , a < ! --b , a < /script>/ ) ; ',
  '/*! \\x3c!-- <\\/script> */ f ( 1 ) ; ',
];

const SHEETS = [
  'a { content : "\\3c/style>" } ',
  'a { content : "<\\/style>" } ',
  'a { background : url("<\\/style>") } ',
  'a { content : "\\3c !-- \\3c script" } ',
  '/*! <\\/style> */ a { b : c } ',
];

const PAIRS: Readonly<Record<string, Minify>> = {
  'uglify-js and csso': {},
  'terser and lightningcss': { js: 'terser', css: 'lightningcss' },
  esbuild: { js: 'esbuild', css: 'esbuild' },
  'oxc-minify': { js: 'oxc-minify' },
  'terser with all that it likes': { js: { engine: 'terser', level: 'full' } },
  'oxc-minify with all that it likes': { js: { engine: 'oxc-minify', level: 'full' } },
  'a function': { js: shorten, css: shorten },
};

function make(minify: Minify) {
  const site = createSite();
  return createStaticfiles({ roots: site.root, cacheDir: false, logger: collectLog(), minify });
}

function assertEndsNothing(name: 'script' | 'style', text: string, made: string): void {
  assert.ok(!new RegExp(`</${name}|<!--`, 'i').test(made), `${text} → ${made}`);
  const kinds = htmlTokens(`<${name}>${made}</${name}>`).map((token) => token.kind);
  assert.deepEqual([...new Set(kinds)], ['start', 'text', 'end'], `${text} → ${made}`);
}

describe('what ends an element comes from no minifier', () => {
  for (const [name, minify] of Object.entries(PAIRS)) {
    it(name, () => {
      const { slimcontent } = bound(make(minify));
      for (const text of SCRIPTS) {
        assertEndsNothing('script', text, slimcontent(text, 'js'));
        const page = slimcontent(`<script>${text}</script>`, 'html');
        assertEndsNothing('script', text, page.slice('<script>'.length, -'</script>'.length));
      }
      for (const text of SHEETS) {
        assertEndsNothing('style', text, slimcontent(text, 'css'));
        const page = slimcontent(`<style>${text}</style>`, 'html');
        assertEndsNothing('style', text, page.slice('<style>'.length, -'</style>'.length));
      }
    });
  }

  it('that a specifier names', () => {
    const site = createSite({ 'min.cjs': `exports.min = ${SHORT};` });
    const specifier = `${path.join(site.root, 'min.cjs')}#min` as const;
    const minify = { js: specifier, css: specifier };
    const logger = collectLog();
    const { slimcontent } = bound(createStaticfiles({ roots: site.root, logger, minify }));
    assert.equal(slimcontent('f("<\\/script>") ;  ', 'js'), 'f("\\x3C/script>") ;');
    assert.equal(slimcontent('a{b:"\\3c/style>"}  ', 'css'), 'a{b:"<\\/style>"}');
  });
});

describe('a minified text in a page', () => {
  it('stays as it was written, with a warning, where a result has no harmless spelling', () => {
    const logger = collectLog();
    const text = ' f ( a < ! --b ) ; ';
    const js = () => 'f(a<!--b\n);';
    const staticfiles = createStaticfiles({ roots: createSite().root, logger, minify: { js } });
    const page = `<script type="module">${text}</script>`;
    assert.equal(staticfiles.slimcontent(page, 'html'), page);
    assert.match(logger.warnings.join(), /"<!--" begins a comment in a script/);
  });

  it('stays as it is in SVG, where references and elements are read', () => {
    const { slimcontent } = bound(make({}));
    const script = '<svg><script> f ( "\\x26lt;" , "\\x3cb>" ) ; </script></svg>';
    const sheet = '<svg><style> a { content : "\\26 lt;\\3c b>" } </style></svg>';
    for (const page of [script, sheet]) assert.equal(slimcontent(page, 'html'), page);
    const behind = '<svg></svg><script> a ( 1 ) </script>';
    assert.equal(slimcontent(behind, 'html'), '<svg></svg><script>a(1);</script>');
  });

  it('keeps what stands behind it out of its last comment', () => {
    for (const js of ['uglify-js', 'esbuild', false] as const) {
      const made = make({ js }).slimcontent(' a ( 1 ) //! by me\n', 'js');
      assert.match(made, /\/\/! by me\n$/);
    }
    assert.equal(make({}).slimcontent(' a ( 1 )\n', 'js'), 'a(1);');
  });
});

function bound(staticfiles: ReturnType<typeof createStaticfiles>) {
  return {
    slimcontent: (text: string, kind: 'css' | 'js' | 'html') => staticfiles.slimcontent(text, kind),
  };
}
