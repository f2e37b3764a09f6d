// The tag inside every control structure that Nunjucks has.
import { url } from './assets.ts';
import type { MatrixEntry } from './matrix.ts';

const pictures = [
  { src: '/img/a.gif', alt: 'one' },
  { src: '/img/b.gif', alt: 'two' },
  { src: '/img/c.gif', alt: 'three' },
];

const paths = pictures.map((picture) => picture.src);

const asyncOnly = {
  mode: 'callback',
  because: 'Nunjucks renders asynchronous tags and filters only with a callback',
} as const;

export const controlEntries: readonly MatrixEntry[] = [
  {
    name: 'top level',
    main: `<link href="{% staticfile "/css/site.css" %}">
<img src="{% staticfile "/img/a.gif" %}">
`,
    expected: `<link href="${url.css}">\n<img src="${url.a}">\n`,
  },
  {
    name: 'if, elif and else',
    main: `{% for n in [1, 2, 3] %}
{% if n == 1 %}{% staticfile "/img/a.gif" %}
{% elif n == 2 %}{% staticfile "/img/b.gif" %}
{% else %}{% staticfile "/img/c.gif" %}
{% endif %}{% endfor %}`,
    expected: `\n${url.a}\n\n${url.b}\n\n${url.c}\n`,
  },
  {
    name: 'for over pictures',
    main: `{% for p in pictures %}<img src="{% staticfile p.src %}" alt="{{ p.alt }}">
{% endfor %}`,
    context: { pictures },
    expected: `<img src="${url.a}" alt="one">
<img src="${url.b}" alt="two">
<img src="${url.c}" alt="three">
`,
  },
  {
    name: 'nested for',
    main: `{% for row in rows %}<tr>
{%- for name in row %}<td>{% staticfile "/img/" ~ name ~ ".gif" %}{% endfor %}
{% staticfile "/js/a.js" %}</tr>{% endfor %}`,
    context: { rows: [['a', 'b'], ['c']] },
    expected: `<tr><td>${url.a}<td>${url.b}\n${url.js}</tr>` + `<tr><td>${url.c}\n${url.js}</tr>`,
  },
  {
    name: 'for over keys and values',
    main: '{% for alt, src in pictures %}{{ alt }}={% staticfile src %};{% endfor %}',
    context: { pictures: { one: '/img/a.gif', two: '/img/b.gif' } },
    expected: `one=${url.a};two=${url.b};`,
  },
  {
    name: 'for with else',
    main: `{% for p in [] %}{{ p }}{% else %}{% staticfile "/img/a.gif" %}{% endfor %}
{% for p in paths %}{% staticfile p %};{% else %}{% staticfile "/img/a.gif" %}{% endfor %}`,
    context: { paths: paths.slice(1) },
    expected: `${url.a}\n${url.b};${url.c};`,
  },
  {
    name: 'switch and case',
    main: `{% for kind in ["small", "big", "other"] %}{% switch kind %}
{% case "small" %}{% staticfile "/img/a.gif" %}
{% case "big" %}{% staticfile "/img/b.gif" %}
{% default %}{% staticfile "/img/c.gif" %}
{% endswitch %}{% endfor %}`,
    expected: `${url.a}\n${url.b}\n${url.c}\n`,
  },
  {
    name: 'macro with arguments and defaults',
    main: `{% macro img(src, alt="none", lazy="/img/c.gif") %}
<img src="{% staticfile src %}" alt="{{ alt }}" data-lazy="{% staticfile lazy %}">
{%- endmacro %}
{{- img("/img/a.gif") }}{{ img("/img/b.gif", "two", lazy="/img/a.gif") }}`,
    expected: `
<img src="${url.a}" alt="none" data-lazy="${url.c}">
<img src="${url.b}" alt="two" data-lazy="${url.a}">`,
  },
  {
    name: 'macro called in a loop',
    main: `{% macro img(src) %}<img src="{% staticfile src %}">{% endmacro %}
{% for p in paths %}{{ loop.index }}{{ img(p) }}{% endfor %}`,
    context: { paths },
    expected: `\n1<img src="${url.a}">2<img src="${url.b}">3<img src="${url.c}">`,
  },
  {
    name: 'call block with a caller that takes an argument',
    main: `{% macro list(items) %}{% for i in items %}<li>{{ caller(i) }}</li>{% endfor %}
{%- staticfile "/img/c.gif" %}{% endmacro %}
{% call(src) list(paths) %}<img src="{% staticfile src %}">{% endcall %}`,
    context: { paths: paths.slice(0, 2) },
    expected: `\n<li><img src="${url.a}"></li><li><img src="${url.b}"></li>${url.c}`,
  },
  {
    name: 'set block',
    main: `{% set icon %}<img src="{% staticfile "/img/a.gif" %}">{% endset %}
{{ icon | safe }}{{ icon | safe }}`,
    expected: `\n<img src="${url.a}"><img src="${url.a}">`,
  },
  {
    name: 'filter block',
    main: '{% filter upper %}see {% staticfile "/img/a.gif" %}{% endfilter %}',
    expected: `SEE ${url.a.toUpperCase()}`,
  },
  {
    name: 'raw',
    main: `{% raw %}{% staticfile "/img/a.gif" %}{% endraw %} {% staticfile "/img/a.gif" %}`,
    expected: `{% staticfile "/img/a.gif" %} ${url.a}`,
  },
  {
    name: 'whitespace control',
    main: `<img src="
  {%- staticfile "/img/a.gif" -%}
">  {%- staticfile "/img/b.gif" as b -%}  <b>{{ b }}</b> {%- staticfile "/img/c.gif" %} .`,
    expected: `<img src="${url.a}"><b>${url.b}</b>${url.c} .`,
  },
  {
    name: 'trimBlocks and lstripBlocks',
    main: `<ul>
  {% for p in paths %}
  {% staticfile p as u %}
  <li>{{ u }}</li>
  {% endfor %}
  {% staticfile "/img/c.gif" %}
</ul>
`,
    context: { paths: paths.slice(0, 2) },
    nunjucks: { trimBlocks: true, lstripBlocks: true },
    expected: `<ul>\n  <li>${url.a}</li>\n  <li>${url.b}</li>\n${url.c}</ul>\n`,
  },
  {
    name: 'asyncEach',
    main: '{% asyncEach p in paths %}{{ "x" | later }}{% staticfile p %};{% endeach %}',
    context: { paths },
    only: asyncOnly,
    expected: `x${url.a};x${url.b};x${url.c};`,
  },
  {
    name: 'asyncAll',
    main: '{% asyncAll p in paths %}<li>{% staticfile p %}</li>{% endall %}',
    context: { paths },
    only: asyncOnly,
    expected: `<li>${url.a}</li><li>${url.b}</li><li>${url.c}</li>`,
  },
  {
    name: 'asynchronous filter in the argument',
    main: `{% staticfile path | later %} {% staticfile path | later as u %}{{ u }}
{% if true %}{% staticfile "/img/" ~ ("b" | later) ~ ".gif" %}{% endif %}`,
    context: { path: '/img/a.gif' },
    only: asyncOnly,
    expected: `${url.a} ${url.a}\n${url.b}`,
  },
];
