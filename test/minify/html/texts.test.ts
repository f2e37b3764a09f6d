// Stylesheets and scripts in a page that is minified.
import assert from 'node:assert/strict';
import { createStaticfiles } from '../../support/create.ts';
import { collectLog } from '../../support/log.ts';
import { createSite } from '../../support/site.ts';

const PAGES: Readonly<Record<string, [page: string, small: string]>> = {
  'a sheet': ['<style> a { b : c } </style>', '<style>a{b:c}</style>'],
  'a script': ['<script> a ( 1 ) ; </script>', '<script>a(1);</script>'],
  'a module': [
    '<script type="module"> import { a as b } from "./a.js" ; b ( ) </script>',
    '<script type="module">import{a as b}from"./a.js";b();</script>',
  ],
  'a script of an old type': [
    '<script type="text/javascript"> a ( 1 ) </script>',
    '<script type="text/javascript">a(1);</script>',
  ],
  'not data': [
    '<script type="application/json"> { "a" : 1 } </script>',
    '<script type="application/json"> { "a" : 1 } </script>',
  ],
  'not a template': [
    '<script type="text/x-template"> <b> </b> </script>',
    '<script type="text/x-template"> <b> </b> </script>',
  ],
  'not a script with an error': [
    '<script> a ( </script><script> b ( 1 ) </script>',
    '<script> a ( </script><script>b(1);</script>',
  ],
  'not what hides in a comment': [
    '<p><!--! <style> a { } </style> --></p>',
    '<p><!--! <style> a { } </style> --></p>',
  ],
  'without ending a script early': [
    '<script> a ( "<\\/script>" ) </script>',
    '<script>a("<\\/script>");</script>',
  ],
};

describe('slimcontent of a page minifies', () => {
  for (const [name, [page, small]] of Object.entries(PAGES)) {
    it(name, () => {
      const staticfiles = createStaticfiles({ roots: createSite().root, logger: collectLog() });
      assert.equal(staticfiles.slimcontent(page, 'html'), small);
    });
  }

  it('no script of XHTML, where character references count', () => {
    const staticfiles = createStaticfiles({ roots: createSite().root, logger: collectLog() });
    const page = '<div><script> a ( 1 ) </script></div>';
    assert.equal(staticfiles.slimcontent(page, 'xhtml'), page);
  });

  it('nothing where pages are not minified', () => {
    const staticfiles = createStaticfiles({ roots: createSite().root, minify: { html: false } });
    const page = '<p>  </p><style> a { } </style>';
    assert.equal(staticfiles.slimcontent(page, 'html'), page);
  });
});
