// What a template itself says of its values is found by the build: a page from the manifest is the page of the sources.
import assert from 'node:assert/strict';
import { sampled } from '../support/sampled.ts';
import type { Files } from '../support/site.ts';
import { buildSite } from './support/built-site.ts';

const js = (name: string, more = '') => `<script src="/js/${name}.js"${more}></script>`;
const all = (body: string) => `{% slimall %}${body}{% endslimall %}`;
const S = `{% macro s(n) %}<script src="/js/{{ n }}.js"></script>{% endmacro %}`;
const UNKNOWN_TEXT = '{{ title }}';

/** Templates; `page.njk` is rendered. */
const KNOWN: Readonly<Record<string, string | Files>> = {
  'a variable': '{% set p = "/css/a.css" %}{% staticfile p %}',
  'a variable that is set anew':
    '{% set p = "/css/a.css" %}{% staticfile p %}{% set p = "/css/b.css" %}{% staticfile p %}',
  'a variable of two values':
    '{% set p = "/css/a.css" %}{% if x %}{% set p = "/css/b.css" %}{% endif %}{% staticfile p %}',
  'a variable that an included template sets for itself': {
    'page.njk': '{% set p = "/css/a.css" %}{% include "in.njk" %}{% staticfile p %}',
    'in.njk': '{% staticfile p %}{% set p = "/css/b.css" %}{% staticfile p %}',
  },
  'a variable that a page sets for its layout': {
    'base.njk': '<link rel="stylesheet" href="{% staticfile p %}">{% block b %}{% endblock %}',
    'page.njk':
      '{% extends "base.njk" %}{% set p = "/css/a.css" %}{% block b %}{% slimfile p %}{% endblock %}',
  },
  'a text put together from variables':
    '{% set d = "/css/" %}{% set n = "a" %}{% staticfile d ~ n + ".css" %}{{ (d ~ "b.css") | staticfile }}',
  'a default of a macro': `{% macro m(n="a", k="css") %}{% staticfile "/" ~ k ~ "/" ~ n ~ "." ~ k %}{% endmacro %}{{ m() }}{{ m("b") }}{{ m(k="js", n="c") }}`,
  'a default of a macro that nobody calls':
    '{% macro unused(p="/img/2.gif", q=p) %}{% staticfile p %}{% slimfile q %}{% endmacro %}{% staticfile "/css/a.css" %}',
  'a default of a macro that is imported, and that nobody calls': {
    'page.njk': '{% import "m.njk" as m %}{% staticfile "/css/a.css" %}',
    'm.njk':
      '{% set d = "/img" %}{% macro unused(p=d + "/2.gif") %}{% staticfile p %}{% endmacro %}',
  },
  'an argument by its name': `{% macro m(n) %}{% staticfile n %}{% endmacro %}{{ m(n="/css/a.css") }}`,
  'a macro in a macro': `${S}{% macro two(a, b) %}{{ s(a) }}{{ s(b) }}{% endmacro %}${all('{{ two("a", "b") }}')}`,
  'one of several': '{% set p = "/css/a.css" or "/css/b.css" %}{% staticfile p %}',
  'a default filter':
    '{% set p = "/css/a.css" %}{% staticfile p | default("/css/b.css") %}{% staticfile none | default("/css/c.css", true) %}',
  'letters that filters change':
    '{% staticfile "/CSS/A.CSS" | lower %}{% staticfile "/css/x.css" | replace("x", "b") %}{% set n = " c " %}{% staticfile "/css/" ~ (n | trim) ~ ".css" %}',
  'a list of texts':
    '{% set list = ["/css/a.css", "/css/b.css"] %}{% for p in list %}{% staticfile p %}{% endfor %}{% staticfile list %}',
  'a list in a list':
    '{% set list = [["a", "css"], ["b", "js"]] %}{% for n, k in list %}{% staticfile "/" ~ k ~ "/" ~ n ~ "." ~ k %}{% endfor %}',
  'members of records':
    '{% set o = { css: "/css/a.css", list: [{ src: "/js/b.js" }] } %}{% staticfile o.css %}{% for each in o.list %}{% staticfile each.src %}{% endfor %}{% for k, v in { a: "/js/c.js" } %}{% slimfile v %}{% endfor %}',
  'an item of a list':
    '{% set l = ["/css/a.css", "/css/b.css"] %}{% staticfile l[1] %}{% staticfile l | first %}',
  'numbers of a range':
    '{% for n in range(1, 3) %}{% staticfile "/img/" ~ n ~ ".gif" %}{% endfor %}',
  'an include whose name is put together': {
    'page.njk': `{% set name = "s" %}${all(`${js('a')}{% include "partials/" + name + ".njk" %}`)}`,
    'partials/s.njk': js('b'),
  },
  'an include in a loop over a list': {
    'page.njk': all(
      '{% for name in ["one", "two"] %}{% include "in/" ~ name ~ ".njk" %}{% endfor %}',
    ),
    'in/one.njk': js('a'),
    'in/two.njk': js('b'),
  },
  'a parent whose name is a variable': {
    'base.njk': all(`${js('a')}{% block b %}{% endblock %}`),
    'page.njk': `{% set base = "base.njk" %}{% extends base %}{% block b %}${js('b')}{% endblock %}`,
  },
  'an import whose name is a variable': {
    'm.njk': S,
    'page.njk': `{% set file = "m.njk" %}{% import file as m %}${all('{{ m.s("a") }}{{ m.s("b") }}')}`,
  },
  'a variable that is imported': {
    'm.njk': '{% set p = "/css/a.css" %}{% set _own = 1 %}',
    'page.njk':
      '{% import "m.njk" as m %}{% from "m.njk" import p as q %}{% staticfile m.p %}{% slimfile q %}',
  },
  'a function by another name':
    '{% set f = staticfile %}{{ f("/css/a.css") }}{% set g = slimfile if x else f %}{{ g("/js/b.js") }}',
  'a function as an argument':
    '{% macro m(f, p) %}{{ f(p) }}{% endmacro %}{{ m(staticfile, "/css/a.css") }}{{ m(p="/js/b.js", f=slimfile) }}',
  'a macro as an argument': `${S}{% macro twice(f) %}{{ f("a") }}{{ f("b") }}{% endmacro %}${all('{{ twice(s) }}')}`,
  'a macro in a record': `${S}{% set o = { s: s } %}${all('{{ o.s("a") }}{{ o["s"]("b") }}')}`,
  'a macro on a condition': `${S}${all(`${js('c')}{{ s("a") if x }}{{ s("b") if x else s("d") }}`)}`,
  'a macro where a value is not': `${S}${all(`${js('c')}{{ nope or s("a") }}`)}`,
  'what a macro writes, as a variable': `${S}{% set a = s("a") %}${all('{{ a }}{{ s("b") }}')}`,
  'what a variable holds': `{% set a %}${js('a')}{% endset %}${all('{{ a | safe }}')}`,
  'caller()': `{% macro w() %}<b></b>{{ caller() }}{% endmacro %}${all(`{% call w() %}${js('a')}{% endcall %}`)}`,
  'caller() on a condition': `{% macro w(y) %}{% if y %}{{ caller() }}{% endif %}{{ caller() if y }}${js('d')}{% endmacro %}${all(`{% call w(x) %}${js('a')}{% endcall %}`)}`,
  'caller() by a variable': `{% macro w() %}{% set c = caller() %}${js('b')}{{ c }}{% endmacro %}${all(`{% call w() %}${js('a')}{% endcall %}`)}`,
  'caller() with an argument': `{% macro w() %}{{ caller("a") }}{{ caller("b") }}{% endmacro %}${all('{% call(n) w() %}<script src="/js/{{ n }}.js"></script>{% endcall %}')}`,
  'a URL of ours in a variable': all(
    `{% staticfile "/img/a.gif" as u %}<img src="{{ u }}">{% set v = staticfile("/img/b.gif") %}<img src="{{ v }}">${UNKNOWN_TEXT}`,
  ),
};

const NAMES = ['a', 'b', 'c', 'd', '1', '2'];
const FILES = Object.fromEntries(
  NAMES.flatMap((name) => [
    [`js/${name}.js`, `(function () { window.n${name} = "${name}"; })();\n`],
    [`css/${name}.css`, `.${name}x { background: url(../img/${name}.gif); }\n`],
    [`img/${name}.gif`, `GIF89a ${name}`],
  ]),
);

describe('a build knows', () => {
  for (const [name, views] of sampled('views whose paths are known', 15, Object.entries(KNOWN))) {
    it(name, async () => {
      const built = await buildSite(
        typeof views === 'string' ? { 'page.njk': views } : views,
        FILES,
        {},
        { strict: true },
      );
      assert.deepEqual([built.report.refused, built.report.unknown], [undefined, []]);
      for (const context of [{}, { x: true }]) {
        const { made, served } = built.render('page.njk', context);
        assert.equal(served, made);
        assert.doesNotMatch(served, /\/(?:js|css|img)\/[abcd12]\.(?:js|css|gif)/);
        assert.match(served, /\/(?:js|css|img)\/[^"]*\.[0-9a-f]{12}\.(?:js|css|gif)/);
      }
      assert.deepEqual(built.log.warnings, []);
    });
  }
});

const UNKNOWN: Readonly<Record<string, string | Files>> = {
  'a variable of a render': '{% set p = path %}{% staticfile p %}',
  'a variable that is set on a condition':
    '{% if x %}{% set p = "/css/a.css" %}{% endif %}{% staticfile p %}',
  'a variable that a loop sets':
    '{% set p = "/css/a.css" %}{% for i in items %}{% staticfile p %}{% set p = i %}{% endfor %}',
  'a default of a value': '{% staticfile p | default("/css/a.css") %}',
  'a filter that is not of Nunjucks': '{% staticfile "/css/a.css" | other %}',
  'an argument that is a value':
    '{% macro m(p) %}{% staticfile p %}{% endmacro %}{{ m("/css/a.css") }}{{ m(q) }}',
  'a macro that nobody calls': '{% macro m(p) %}{% staticfile p %}{% endmacro %}',
  'an argument without a default of a macro that nobody calls':
    '{% macro m(p, q="/css/a.css") %}{% staticfile p %}{% staticfile q %}{% endmacro %}',
  'a function of ours that another function gets': '{{ list | map(staticfile) }}',
  'a function of ours in a list that another function gets': '{{ apply([staticfile], x) }}',
  'a function that a value names': `${all(`${js('a')}{{ f(1) if x }}`)}`,
  'markup of a function by a variable': all(`${js('a')}{% set m = f() %}{{ m }}`),
  'markup that a filter has changed': `${S}${all('{{ s(x) | trim }}')}`,
  'a macro of what is unknown': all('{{ (nope or m)("a") }}'),
  'a list that is changed':
    '{% set l = ["/css/a.css"] %}{% set z = l.push(path) %}{% for p in l %}{% staticfile p %}{% endfor %}',
  'an include by a value': '{% include name %}',
  'an include of what is not there': '{% include "none.njk" %}',
  'an import of what is not there': '{% import "none.njk" as m %}{{ m.s() }}',
  'a parent by a value': '{% extends layout %}{% block a %}{% endblock %}',
  'a parent that is not there': '{% extends "none.njk" %}{% block a %}{% endblock %}',
  'a partial that a value may name': {
    'page.njk': '{% set p = "/css/a.css" %}{% include "part.njk" %}',
    'other.njk': '{% include name %}',
    'part.njk': '{% staticfile p %}',
  },
  'a macro that calls itself': `{% macro m(n) %}${js('a')}{{ m(n) if n }}{% endmacro %}${all('{{ m(1) }}')}`,
  'more than can be followed': `{% set n = ["a","b","c","d"] %}${'{% for a in n %}'.repeat(12)}{% staticfile "/css/" ~ a ~ ".css" %}${'{% endfor %}'.repeat(12)}`,
};

describe('a strict build fails for', () => {
  for (const [name, views] of Object.entries(UNKNOWN)) {
    it(name, async () => {
      const files = typeof views === 'string' ? { 'page.njk': views } : views;
      const built = buildSite(files, FILES, {}, { strict: true });
      await assert.rejects(
        built,
        /can't be known ahead of a render.*"recordTo".*--from.*--include.*"paths".*without --strict/,
      );
    });
  }
});
