// The block tag `staticall`: what of a body is versioned, what is combined, and what stays.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as nunjucks from 'nunjucks';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

const FILES = {
  'js/a.js': 'var a = 1;\n',
  'js/b.js': 'var b = 2;\n',
  'js/m.js': 'import "./n.js";\n',
  'js/n.js': 'export default 1;\n',
  'css/a.css': 'a { color: red }\n',
  'css/b.css': 'b { color: blue }\n',
  'img/x.gif': 'GIF89a',
  'img/y.svg': '<svg/>',
};

/** Puts `V` in the place of versions. */
function unversioned(html: string): string {
  return html.replace(/\.[0-9a-f]{12}\./g, '.V.');
}

/** What has to be minified or looked at is so in the render that asks. */
const AT_ONCE = { conversion: 'inline' } as const;

function open(options: object = {}) {
  const site = createSite(FILES);
  const staticfiles = createStaticfiles({
    roots: site.root,
    outDir: site.outDir,
    logger: collectLog(),
    debug: false,
    ...options,
  });
  const environment = new nunjucks.Environment(null, { dev: true } as never);
  staticfiles.install(environment as never);
  const body = (html: string) => unversioned(staticfiles.staticall(html));
  return { staticfiles, environment, body };
}

const script = (name: string, attributes = '') =>
  `<script${attributes} src="/js/${name}"></script>`;

const UNCOMBINED: Readonly<Record<string, string>> = {
  'another attribute': script('a.js') + script('b.js', ' defer'),
  'another nonce': script('a.js', ' nonce="x"') + script('b.js', ' nonce="y"'),
  'an inline script between': `${script('a.js')}<script>1</script>${script('b.js')}`,
  'text between': `${script('a.js')}text${script('b.js')}`,
  'a comment between': `${script('a.js')}<!-- -->${script('b.js')}`,
  'a file of another place between': `${script('a.js')}<script src="//h/x.js"></script>${script('b.js')}`,
  modules: script('a.js', ' type=module') + script('b.js', ' type=module'),
  'a handler': script('a.js', ' onload="go()"') + script('b.js', ' onload="go()"'),
  'a query': `<script src="/js/a.js?1"></script>${script('b.js')}`,
  'a sheet of another medium':
    '<link rel=stylesheet href="/css/a.css"><link rel=stylesheet media=print href="/css/b.css">',
  'an alternate sheet':
    '<link rel="alternate stylesheet" href="/css/a.css"><link rel="alternate stylesheet" href="/css/b.css">',
};

const KEPT: Readonly<Record<string, string>> = {
  'a foreign URL': '<img src="https://example.com/img/x.gif">',
  'a data URI': '<img src="data:image/gif;base64,R0lGOD">',
  'a fragment': '<svg><use href="#a"/></svg>',
  'a page-relative path that matches no file': '<img src=photo.jpg>',
  'a link to a page': '<a href="/img/x.gif">x</a>',
  'a canonical link': '<link rel="canonical" href="/img/x.gif">',
  'tags in a script': '<script>var t = "<img src=/img/x.gif>"</script>',
  'tags in a comment': '<!--[if IE]><script src="/js/a.js"></script><![endif]-->',
  'a script that shows its own end in a comment':
    '<script><!-- <script> <img src=/img/x.gif> </script> --></script>',
  'a tag that never ends': '<img src="/img/x.gif',
  'an unclosed script': '<script>var a = "<img src=/img/x.gif>"',
};

describe('staticall', () => {
  for (const [name, html] of Object.entries(UNCOMBINED)) {
    it(`does not combine over ${name}`, () => {
      const expected = html.replace(/\/(a|b)\.(js|css)/g, '/$1.V.$2');
      assert.equal(open().body(html), expected);
    });
  }

  for (const [name, html] of Object.entries(KEPT)) {
    it(`keeps ${name} byte for byte`, () => assert.equal(open().body(html), html));
  }

  it('combines neighbours of the same attributes into the first of them', () => {
    const html = `<p>\r\n${script('a.js', ' defer')}\n  ${script('b.js', ' defer')}\n</p>`;
    assert.equal(
      open(AT_ONCE).body(html),
      '<p>\r\n<script defer src="/js/a_b.V.js"></script>\n</p>',
    );
  });

  it('preloads what it combines by the name of the combination', () => {
    const preload = '<link rel=preload as=script href="/js/b.js">';
    const html = preload + script('a.js') + script('b.js');
    const name = '/js/a_b.V.js';
    const expected = `${preload.replace('/js/b.js', name)}<script src="${name}"></script>`;
    assert.equal(open(AT_ONCE).body(html), expected);
  });

  it('joins no scripts that would run differently, and the same scripts again after a restart', () => {
    const site = {
      '/f.js': 'function show() { return 1 }',
      '/g.js': 'function show() { return 2 }',
      '/h.js': 'use(show)',
      '/bad.js': 'a b',
    };
    const html = ['f', 'g', 'h', 'bad', 'h', 'h'].map(
      (each) => `<script src="/${each}.js"></script>`,
    );
    const { root: roots, outDir, dir } = createSite(site);
    const names = [1, 2].map(() => {
      const each = createStaticfiles({ roots, outDir, cacheDir: `${dir}/cache`, ...AT_ONCE });
      return unversioned(each.staticall(html.join('')));
    });
    const apart = ['f', 'g_h', 'bad', 'h', 'h'].map(
      (each) => `<script src="/${each}.V.js"></script>`,
    );
    assert.deepEqual(names, [apart.join(''), apart.join('')]);
  });

  it('versions candidates, posters, icons and pictures of SVG', () => {
    const html =
      "<IMG SRC=/img/x.gif srcset='img/x.gif 1x,/img/y.svg?q#z 2x'><video poster=/img/x.gif></video>" +
      '<link rel=icon href=/img/x.gif><svg><use xlink:href="/img/y.svg#a"></use></svg>';
    assert.equal(
      open().body(html),
      `<IMG SRC="/img/x.V.gif" srcset='/img/x.V.gif 1x,/img/y.V.svg?q#z 2x'>` +
        '<video poster="/img/x.V.gif"></video><link rel=icon href="/img/x.V.gif">' +
        '<svg><use xlink:href="/img/y.V.svg#a"></use></svg>',
    );
  });

  it('versions a preload with a handler, and keeps the handler', () => {
    const html = `<link rel="preload" href="/css/a.css" as="style" onload="this.rel='stylesheet'">`;
    assert.equal(open().body(html), html.replace('a.css', 'a.V.css'));
  });

  it('updates integrity, with consent where the URL is of another origin', () => {
    const { staticfiles } = open({ mediaUrl: '//cdn.example' });
    const { url, integrity } = staticfiles.staticfile('/js/m.js', { integrity: true });
    assert.match(integrity, /^sha384-/);
    const bytes = createHash('sha384').update(FILES['js/m.js']).digest('base64');
    assert.equal(
      staticfiles.staticall(script('m.js', ` integrity="sha384-${bytes}"`)),
      `<script integrity="${integrity}" crossorigin="anonymous" src="${url}"></script>`,
    );
  });

  it('answers the same for the same body with another nonce', () => {
    const { body } = open(AT_ONCE);
    for (const nonce of ['one', 'two', 'one']) {
      const attribute = ` nonce="${nonce}"`;
      const html = script('a.js', attribute) + script('b.js', attribute);
      assert.equal(body(html), `<script${attribute} src="/js/a_b.V.js"></script>`);
    }
  });

  it('leaves a file apart that another tool has named', () => {
    const { body } = open({ versioned: (path: string) => path !== '/js/a.js' });
    const html = script('a.js') + script('b.js');
    assert.equal(body(html), html.replace('b.js', 'b.V.js'));
  });

  it('leaves what is disabled apart', () => {
    const html = script('a.js') + script('b.js');
    assert.equal(open({ enabled: false }).body(html), html);
  });

  it('works around blocks, variables and loops of a template', () => {
    const { environment } = open(AT_ONCE);
    const template =
      '{% staticall %}{% block js %}{% for n in names %}<script src="/js/{{ n }}.js"></script>' +
      '{% endfor %}{% endblock %}{% endstaticall %}';
    const html = environment.renderString(template, { names: ['a', 'b'] });
    assert.equal(unversioned(html), '<script src="/js/a_b.V.js"></script>');
  });

  it('says where it is never closed, and that it takes no arguments', () => {
    const { environment } = open();
    const render = (text: string) => () => environment.renderString(text, {});
    assert.throws(render('\n{% staticall %}'), /\[Line 2, Column 4\][\s\S]*missing "endstaticall"/);
    assert.throws(render('{% staticall 1 %}{% endstaticall %}'), /takes no arguments/);
  });

  it('takes 100,000 nested and unclosed tags', () => {
    const html = `${'<div>'.repeat(100_000)}<img src="/img/x.gif">`;
    assert.equal(open().body(html), html.replace('x.gif', 'x.V.gif'));
  });
});
