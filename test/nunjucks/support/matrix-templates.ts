// The tag in pages that are made of several templates.
import { url } from './assets.ts';
import type { MatrixEntry } from './matrix.ts';

const picture = '<img src="{% staticfile "/img/a.gif" %}">';
const base = `<title>{% block title %}{% staticfile "/img/a.gif" %}{% endblock %}</title>
{% block body %}{% staticfile "/img/b.gif" %}{% endblock %}
{% staticfile "/img/c.gif" %}`;

export const templateEntries: readonly MatrixEntry[] = [
  {
    name: 'macro imported with import as and with from import',
    main: `{% import "forms.njk" as forms %}{% from "forms.njk" import img, script as js %}
{{ forms.img("/img/a.gif") }}{{ img("/img/b.gif") }}{{ js() }}`,
    others: {
      'forms.njk': `{% macro img(src) %}<img src="{% staticfile src %}">{% endmacro %}
{% macro script() %}{% staticfile "/js/a.js" %}{% endmacro %}`,
    },
    expected: `\n<img src="${url.a}"><img src="${url.b}">${url.js}`,
  },
  {
    name: 'include',
    main: 'before {% include "picture.njk" %} {% staticfile "/img/b.gif" %}',
    others: { 'picture.njk': picture },
    expected: `before <img src="${url.a}"> ${url.b}`,
  },
  {
    name: 'include in a loop and in a condition',
    main: `{% for p in ["/img/b.gif", "/img/c.gif"] %}{% include "item.njk" %}{% endfor %}
{%- if true %}{% include "picture.njk" %}{% endif %}`,
    others: { 'picture.njk': picture, 'item.njk': '<li>{% staticfile p %}</li>' },
    expected: `<li>${url.b}</li><li>${url.c}</li><img src="${url.a}">`,
  },
  {
    name: 'include of a dynamic name',
    main: '{% include kind ~ ".njk" %}{% include other %}',
    others: { 'picture.njk': picture, 'b.njk': '{% staticfile "/img/b.gif" %}' },
    context: { kind: 'picture', other: 'b.njk' },
    expected: `<img src="${url.a}">${url.b}`,
  },
  {
    name: 'include with ignore missing',
    main: `[{% include "nowhere.njk" ignore missing %}]
{%- include "picture.njk" ignore missing %}`,
    others: { 'picture.njk': picture },
    expected: `[]<img src="${url.a}">`,
  },
  {
    name: 'extends',
    main: '{% extends "base.njk" %}ignored {% staticfile "/img/a.gif" %}',
    others: { 'base.njk': base },
    expected: `<title>${url.a}</title>\n${url.b}\n${url.c}`,
  },
  {
    name: 'block of a child template',
    main: `{% extends "base.njk" %}
{% block title %}{% staticfile "/js/a.js" %}{% endblock %}
{% block body %}{% for p in ["a", "b"] %}{% staticfile "/img/" ~ p ~ ".gif" %},{% endfor %}
{%- endblock %}`,
    others: { 'base.njk': base },
    expected: `<title>${url.js}</title>\n${url.a},${url.b},\n${url.c}`,
  },
  {
    name: 'super()',
    main: `{% extends "middle.njk" %}
{% block body %}{{ super() }}+{% staticfile "/js/a.js" %}{% endblock %}`,
    others: {
      'middle.njk': `{% extends "base.njk" %}
{% block body %}({{ super() }}){% staticfile "/img/a.gif" %}{% endblock %}`,
      'base.njk': base,
    },
    expected: `<title>${url.a}</title>\n(${url.b})${url.a}+${url.js}\n${url.c}`,
  },
  {
    name: 'nested blocks',
    main: `{% extends "nest.njk" %}
{% block inner %}<b>{% staticfile "/img/b.gif" %}</b>{% endblock %}`,
    others: {
      'nest.njk': `{% block outer %}{% staticfile "/img/a.gif" %}
{%- block inner %}{% staticfile "/img/a.gif" %}{% endblock %}
{%- staticfile "/img/c.gif" %}{% endblock %}`,
    },
    expected: `${url.a}<b>${url.b}</b>${url.c}`,
  },
  {
    name: 'as, exported by import',
    main: `{% import "paths.njk" as paths %}{% from "paths.njk" import logo, icon as i %}
{{ paths.logo }} {{ paths.hidden }} {{ logo }} {{ i }}`,
    others: {
      'paths.njk': `{% staticfile "/img/a.gif" as logo %}{% staticfile "/img/b.gif" as icon %}
{% for n in [1] %}{% staticfile "/img/c.gif" as hidden %}{% endfor %}`,
    },
    expected: `\n${url.a}  ${url.a} ${url.b}`,
  },
  {
    name: 'as, visible in an include',
    main: '{% staticfile "/img/a.gif" as logo %}{% include "logo.njk" %}[{{ own }}]',
    others: { 'logo.njk': '{{ logo }}{% staticfile "/img/b.gif" as own %} {{ own }}' },
    expected: `${url.a} ${url.b}[]`,
  },
  {
    name: 'as, visible in the block of a child template',
    main: `{% extends "layout.njk" %}{% staticfile "/img/a.gif" as mine %}
{% block body %}{{ mine }} {{ theirs }}{% endblock %}`,
    others: {
      'layout.njk': '{% staticfile "/img/b.gif" as theirs %}{% block body %}{% endblock %}',
    },
    expected: `${url.a} ${url.b}`,
  },
  {
    name: 'delimiters <% %>',
    main: `<% extends "layout.njk" %><% import "forms.njk" as forms %>
<% block body %>{{ super() }}<% for p in ["a", "b"] %>
<%- staticfile "/img/" ~ p ~ ".gif" as u -%>
[{{ u }}]<% endfor %>{{ forms.img("/img/c.gif") }}<% include "js.njk" %><% endblock %>`,
    others: {
      'layout.njk': '<% block body %><img src="<% staticfile "/img/a.gif" %>"><% endblock %>',
      'forms.njk': '<% macro img(src) %><img src="<% staticfile src %>"><% endmacro %>',
      'js.njk': '<script src="<% staticfile "/js/a.js" %>">if (1 {% 2) {}</script>',
    },
    nunjucks: { tags: { blockStart: '<%', blockEnd: '%>' } },
    expected:
      `<img src="${url.a}">[${url.a}][${url.b}]<img src="${url.c}">` +
      `<script src="${url.js}">if (1 {% 2) {}</script>`,
  },
];
