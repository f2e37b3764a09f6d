// Every form of the tag and its argument, the filter and the global.
import { url } from './assets.ts';
import type { MatrixEntry } from './matrix.ts';

const a = '/img/a.gif';
const query = '?w=1&h=2#top';

export const formEntries: readonly MatrixEntry[] = [
  {
    name: 'variable',
    main: '{% staticfile path %} {% staticfile item.path %} {% staticfile list[1] %}',
    context: { path: a, item: { path: '/img/b.gif' }, list: ['', '/img/c.gif'] },
    expected: `${url.a} ${url.b} ${url.c}`,
  },
  {
    name: 'concatenation',
    main: `{% staticfile "/img/" ~ name ~ ".gif" %} {% staticfile "/img/" + name + ".gif" %}
{% staticfile ["/img", name ~ ".gif"] | join("/") %}`,
    context: { name: 'b' },
    expected: `${url.b} ${url.b}\n${url.b}`,
  },
  {
    name: 'inline if',
    main: `{% staticfile "/img/a.gif" if big else "/img/b.gif" %}
{% staticfile "/img/a.gif" if small else "/img/b.gif" %} {% staticfile none or "/img/c.gif" %}`,
    context: { big: true },
    expected: `${url.a}\n${url.b} ${url.c}`,
  },
  {
    name: 'SafeString argument',
    main: `{% macro path() %}/img/b.gif{% endmacro %}{% staticfile "/img/a.gif" | safe %}
{% staticfile path() %} {{ "/img/c.gif" | safe | staticfile }} {{ staticfile(path()) }}`,
    expected: `${url.a}\n${url.b} ${url.c} ${url.b}`,
  },
  {
    name: 'array argument',
    main: '{% staticfile ["/img/a.gif"] %} {% staticfile scripts %} {% staticfile "/img/b.gif" %}',
    context: { scripts: ['/js/a.js', '/js/b.js'] },
    expected: ({ combined }) => `${url.a} ${combined()} ${url.b}`,
  },
  {
    name: '; combination',
    main: `<script src="{% staticfile "/js/a.js; /js/b.js" %}"></script>
{% staticfile "/js/a.js;/js/b.js" as both %}{{ both }} {{ ["/js/a.js", "/js/b.js"] | staticfile }}
{{ staticfile(scripts) }} {% staticfile "/js/a.js; /js/b.js" if scripts else "/img/a.gif" %}`,
    context: { scripts: ['/js/a.js', '/js/b.js'] },
    expected: ({ combined }) => {
      const both = combined();
      return `<script src="${both}"></script>\n${both} ${both}\n${both} ${both}`;
    },
  },
  {
    name: 'query and fragment',
    main: `<img src="{% staticfile "/img/a.gif${query}" %}"> {{ path | staticfile }}
{{ staticfile(path) }} {% staticfile path as u %}{{ u }} {{ u | safe }}
{% staticfile "/css/site.css#x" %}`,
    context: { path: `${a}${query}` },
    expected: ({ autoescape }) => {
      const raw = `${url.a}?w=1&h=2#top`;
      const shown = autoescape ? `${url.a}?w=1&amp;h=2#top` : raw;
      return `<img src="${shown}"> ${shown}\n${shown} ${shown} ${raw}\n${url.css}#x`;
    },
  },
  {
    name: 'filter',
    main: `<img src="{{ "/img/a.gif" | staticfile }}">
{% set u = "/img/b.gif" | staticfile %}{{ u }} {{ ("/img/" ~ name) | staticfile | upper }}`,
    context: { name: 'c.gif' },
    expected: `<img src="${url.a}">\n${url.b} ${url.c.toUpperCase()}`,
  },
  {
    name: 'global',
    main: `<img src="{{ staticfile("/img/a.gif") }}">
{% set u = staticfile("/img/b.gif") %}{{ u }} {{ staticfile("/img/" ~ name) | upper }}
{% macro img(src) %}{{ staticfile(src) }}{% endmacro %}{{ img("/img/c.gif") }}`,
    context: { name: 'c.gif' },
    expected: `<img src="${url.a}">\n${url.b} ${url.c.toUpperCase()}\n${url.c}`,
  },
  {
    name: 'as, at top level',
    main: `[{{ u }}]{% staticfile "/img/a.gif" as u %}[{{ u }}]
{% staticfile "/img/b.gif" as u %}[{{ u }}]{% if u == expected %}same{% endif %}`,
    context: { expected: url.b },
    expected: `[][${url.a}]\n[${url.b}]same`,
  },
  {
    name: 'as, in a loop',
    main: '{% for p in ["a", "b"] %}{% staticfile "/img/" ~ p ~ ".gif" as u %}<{{ u }}>{% endfor %}',
    expected: `<${url.a}><${url.b}>`,
  },
  {
    name: 'as, in a macro',
    main: `{% macro img(src) %}{% staticfile src as u %}<img src="{{ u }}">{% endmacro %}
{{ img("/img/a.gif") }}{{ img("/img/b.gif") }}[{{ u }}]`,
    expected: `\n<img src="${url.a}"><img src="${url.b}">[]`,
  },
  {
    name: 'as, in a condition',
    main: `{% if true %}{% staticfile "/img/a.gif" as u %}{% else %}
{% staticfile "/img/b.gif" as u %}{% endif %}{{ u }}`,
    expected: `${url.a}`,
  },
  {
    name: 'as, in loops that have their own scope',
    main: `{% staticfile "/img/a.gif" as outer %}{% for p in ["b", "c"] %}
{%- staticfile "/img/" ~ p ~ ".gif" as inner %}
{%- for n in [1, 2] %}{% staticfile "/js/a.js" as deep %}{{ n }}{{ inner }}{{ deep }};{% endfor %}
{%- endfor %}[{{ outer }}][{{ inner }}][{{ deep }}]`,
    expected:
      `1${url.b}${url.js};2${url.b}${url.js};1${url.c}${url.js};2${url.c}${url.js};` +
      `[${url.a}][][]`,
  },
];
