// The tags that minify: slimfile, slimcontent, slimall, as Nunjucks compiles and runs them.
import assert from 'node:assert/strict';
import * as nunjucks from 'nunjucks';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

const FILES = {
  'a.css': 'a { color: red }',
  'a.js': 'a ( 1 )',
  'b.js': 'b ( 2 )',
  'x.gif': 'GIF89a',
};

/** What has to be minified or looked at is so in the render that asks. */
const AT_ONCE = { conversion: 'inline' } as const;

function open(options: object = {}, environmentOptions: object = {}) {
  const site = createSite(FILES);
  const log = collectLog();
  const staticfiles = createStaticfiles({
    roots: site.root,
    outDir: site.outDir,
    logger: log,
    debug: false,
    ...options,
  });
  const environment = new nunjucks.Environment(null, environmentOptions);
  staticfiles.install(environment as never);
  const render = (template: string, context: object = {}) =>
    environment.renderString(template, context);
  return { site, log, staticfiles, environment, render };
}

const PLACES: Readonly<Record<string, string>> = {
  plainly: '{% slimfile path %}',
  'as a literal': '{% slimfile "/a.css" %}',
  'with whitespace control': ' {%- slimfile "/a.css" -%} ',
  'as a variable': '{% slimfile path as x %}{{ x }}',
  'as a literal and variable': '{% slimfile "/a.css" as x %}{{ x }}',
  'with integrity': '{% slimfile path integrity=true as x %}{{ x.url }}',
  'as a function': '{{ slimfile(path) }}',
  'as a function with integrity': '{{ slimfile(path, integrity=true).url }}',
  'in a loop': '{% for p in [path] %}{% slimfile p %}{% endfor %}',
  'in a macro': '{% macro m(p) %}{% slimfile p %}{% endmacro %}{{ m(path) }}',
  'in a set block': '{% set x %}{% slimfile path %}{% endset %}{{ x }}',
  'in a block': '{% block b %}{% slimfile path %}{% endblock %}',
};

for (const autoescape of [true, false]) {
  describe(`slimfile ${autoescape ? 'with' : 'without'} autoescape`, () => {
    for (const [place, template] of Object.entries(PLACES)) {
      it(`answers the same ${place}, at the first render and later`, () => {
        const { staticfiles, environment } = open({}, { autoescape });
        const compiled = new nunjucks.Template(template, environment as never, 'page.njk');
        const expected = staticfiles.slimfile('/a.css');
        for (let round = 0; round < 3; round += 1) {
          assert.equal(compiled.render({ path: '/a.css' }).trim(), expected);
        }
      });
    }
  });
}

const REFUSED: Readonly<Record<string, [template: string, message: RegExp]>> = {
  'no path': ['{% slimfile %}', /slimfile: expected a path/],
  'mixed types': ['{% slimfile "/a.css; /a.js" %}', /can't be combined/],
  'integrity without a name': ['{% slimfile "/a.js" integrity=true %}', /needs "as name"/],
  'the keyword of the filter': ['{% slimfile "/a.js" slim=true as x %}', /unknown keyword "slim"/],
  'an unknown kind': ['{% slimcontent "cs" %}{% endslimcontent %}', /Unknown kind "cs".*"css"/],
  'two kinds': ['{% slimcontent "css" "js" %}{% endslimcontent %}', /takes one kind/],
  'a kind of slimall': ['{% slimall "css" %}{% endslimall %}', /takes no arguments/],
  'an open body': ['\n{% slimcontent %}x', /Line 2, Column 4[\s\S]*missing "endslimcontent"/],
};

describe('a template that is wrong', () => {
  for (const [name, [template, message]] of Object.entries(REFUSED)) {
    it(`is refused when it is compiled: ${name}`, () => {
      assert.throws(() => open().render(template), message);
    });
  }
});

describe('slimcontent', () => {
  it('guesses the kind of its body', () => {
    const { render } = open(AT_ONCE);
    const css = '{% slimcontent %}\nbody {\n  font-size: 14pt;\n}\n{% endslimcontent %}';
    assert.equal(render(css), 'body{font-size:14pt}');
    assert.equal(
      render('{% slimcontent %}\n\n<p>  a </p>\n{% endslimcontent %}'),
      '\n<p> a </p>\n',
    );
    assert.equal(render('{% slimcontent %}var a = 1{% endslimcontent %}'), 'var a=1;');
  });

  it('leaves a body alone whose kind is not sure', () => {
    const { render } = open();
    for (const words of ['  Hello, world  ', '  label : value  ']) {
      assert.equal(render(`{% slimcontent %}${words}{% endslimcontent %}`), words);
    }
  });

  it('leaves the blanks at the edges of a body', () => {
    const { render } = open(AT_ONCE);
    const template = 'Hello{% slimcontent "html" %} <b>big</b> {% endslimcontent %}world';
    assert.equal(render(template), 'Hello <b>big</b> world');
    const openPre = '{% slimcontent "html" %}<pre>a\n {% endslimcontent %}';
    assert.equal(render(openPre), '<pre>a\n ');
    const odd = '\u00a0\u3000a{}';
    assert.equal(render(`{% slimcontent "css" %} ${odd} {% endslimcontent %}`), odd);
  });

  it('takes a kind that a variable has', () => {
    const { render } = open(AT_ONCE);
    const template = '{% slimcontent kind %} a { b : c } {% endslimcontent %}';
    assert.equal(render(template, { kind: 'css' }), 'a{b:c}');
  });

  it('follows the option missing where a variable has another kind', () => {
    const template = '{% slimcontent kind %} a { b : c } {% endslimcontent %}';
    const { render, log } = open();
    assert.equal(render(template, { kind: 'nonsense' }), ' a { b : c } ');
    assert.match(log.warnings.join(), /Unknown kind "nonsense".*line 1, column 4/);
    const strict = open({ missing: 'throw' });
    assert.throws(() => strict.render(template, { kind: 'nonsense' }), /Unknown kind "nonsense"/);
  });

  it('is not escaped, and what is in it is', () => {
    const { render } = open({}, { autoescape: true });
    const template = '{% slimcontent "html" %}<p>  {{ text }}</p>{% endslimcontent %}';
    assert.equal(render(template, { text: '<b>' }), '<p> &lt;b&gt;</p>');
  });

  it('versions the files that a body names from the root', () => {
    const { render, staticfiles } = open(AT_ONCE);
    const body = 'a { background: url( /x.gif ) ; b: url(x.gif) }';
    const html = render(`{% slimcontent "css" %}${body}{% endslimcontent %}`);
    const picture = staticfiles.staticfile('/x.gif');
    assert.equal(html, `a{background:url(${picture});b:url(x.gif)}`);
  });

  it('gives the body back where nothing is enabled', () => {
    const { render } = open({ enabled: false });
    assert.equal(render('{% slimcontent %} a { } {% endslimcontent %}'), ' a { } ');
  });
});

describe('slimall', () => {
  const page =
    '<link rel="stylesheet" href="/a.css"><script src="/a.js"></script>\n' +
    '<script src="/b.js"></script><img src="/x.gif">';

  it('combines and minifies, and the files are those of slimfile', () => {
    const { render, staticfiles } = open(AT_ONCE);
    const html = render(`{% slimall %}${page}{% endslimall %}`);
    assert.equal(
      html,
      `<link rel="stylesheet" href="${staticfiles.slimfile('/a.css')}">` +
        `<script src="${staticfiles.slimfile('/a.js; /b.js')}"></script>` +
        `<img src="${staticfiles.staticfile('/x.gif')}">`,
    );
    assert.equal(staticfiles.slimall(page), html);
  });

  it('keeps apart what staticall makes of the same body', () => {
    const { render, staticfiles } = open(AT_ONCE);
    render(`{% slimall %}${page}{% endslimall %}`);
    const html = render(`{% staticall %}${page}{% endstaticall %}`);
    assert.ok(html.includes(staticfiles.staticfile('/a.js; /b.js')), html);
  });
});

describe('precompiled templates', () => {
  it('minify where they are run', () => {
    const { environment, staticfiles } = open(AT_ONCE);
    const template =
      '{% slimfile "/a.css" %} {% slimfile "/a.js" as x %}{{ x }} ' +
      '{% slimcontent "css" %}a { }{% endslimcontent %}';
    const source = nunjucks.precompileString(template, {
      name: 'p.njk',
      env: environment as never,
    });
    const window = {} as { nunjucksPrecompiled: Record<string, { root: unknown }> };
    new Function('window', source)(window);
    const loaded = new nunjucks.Environment({
      getSource: () => ({
        src: { type: 'code', obj: window.nunjucksPrecompiled['p.njk'] },
        path: 'p.njk',
        noCache: false,
      }),
    } as never);
    staticfiles.install(loaded as never);
    assert.equal(
      loaded.render('p.njk'),
      `${staticfiles.slimfile('/a.css')} ${staticfiles.slimfile('/a.js')} a{}`,
    );
  });
});
