// A site made by chance, the same for the same number: layouts, partials, macros and pages of all shapes that a build knows.
import { seeded } from '../../support/random.ts';
import type { Files } from '../../support/site.ts';

export interface MadeSitePage {
  readonly name: string;
  readonly contexts: readonly object[];
  /** It holds what only a render knows. */
  readonly isOpen: boolean;
}

type Pick = (count: number) => number;

export const NAMES = ['a', 'b', 'c', 'd', 'e'];
const LAYOUTS = 6;
const PARTIALS = 14;

const MACROS = `{% macro script(n, more="") %}<script src="/js/{{ n }}.js"{{ more }}></script>{% endmacro %}
{%- macro sheet(n="a", folder="css") %}<link rel="stylesheet" href="/{{ folder }}/{{ n }}.css">{% endmacro %}
{%- macro wrap(tag="div", on=true) %}<{{ tag }}>{{ caller() if on }}</{{ tag }}>{% endmacro %}
{%- macro twice() %}{% set inner = caller("a") %}{{ inner }}<i></i>{{ caller("b") }}{% endmacro %}
{%- macro each(write, names) %}{% for n in names %}{{ write(n) }}{% endfor %}{% endmacro %}
{%- macro icon(n, url=staticfile) %}<img src="{{ url("/img/" ~ n ~ ".gif") }}" alt="">{% endmacro %}`;
const VALUES = `{% set files = ["a", "b"] %}{% set brand = { css: "/css/c.css", icons: [{ src: "/img/d.gif" }, { src: "/img/e.gif" }] } %}`;

/** Makes a site of so many templates; every fifth page is open where `isOpen`. */
export function makeSite(seed: number, count: number, isOpen: boolean) {
  const next = seeded(seed);
  const pick = (below: number) => Math.floor(next() * below);
  const write = new Writer(pick);
  const views: Record<string, string> = { 'lib/macros.njk': MACROS, 'lib/values.njk': VALUES };
  for (let at = 0; at < PARTIALS; at += 1) views[`parts/p${at}.njk`] = write.markup(1, false);
  for (let at = 0; at < LAYOUTS; at += 1) views[`layouts/l${at}.njk`] = write.layout(at);
  const left = Math.max(1, count - Object.keys(views).length);
  const pages = Array.from({ length: left }, (_, at): MadeSitePage => {
    const name = `page${at}.njk`;
    const open = isOpen && at % 5 === 4;
    views[name] = write.page(at, open);
    return { name, contexts: contextsOf(pick), isOpen: open };
  });
  return { views: views as Files, pages };
}

function contextsOf(pick: Pick): object[] {
  return Array.from({ length: 3 }, () => ({
    ...Object.fromEntries(['x', 'y', 'z'].map((flag) => [flag, pick(2) === 1])),
    v: ['', 'text', '<b>'][pick(3)],
    kind: ['one', 'two', undefined][pick(3)],
    items: Array.from({ length: pick(3) }, (_, at) => at),
    html: ['', '<script src="/js/a.js"></script>', '<p>'][pick(3)],
    url: ['/js/a.js', '/js/b.js'][pick(2)],
  }));
}

class Writer {
  readonly #pick: Pick;

  constructor(pick: Pick) {
    this.#pick = pick;
  }

  layout(at: number): string {
    const tag = this.#one('slimall', 'staticall');
    const parent = at % 3 === 2 ? `{% extends "layouts/l${at - 1}.njk" %}` : '';
    const import_ =
      '{% import "lib/macros.njk" as m %}{% from "lib/values.njk" import files, brand %}';
    if (parent !== '') {
      return `${parent}${import_}{% block main %}${this.markup(1, true)}{{ super() }}{% endblock %}`;
    }
    return (
      `${import_}<!doctype html><html><head>{% ${tag} %}<link rel="stylesheet" href="{% staticfile theme %}">` +
      `${this.markup(1, true)}{% block head %}${this.#files(2)}{% endblock %}{% end${tag} %}</head><body>` +
      `{% ${tag} %}{% block main %}${this.markup(1, true)}{% endblock %}${this.markup(2, true)}` +
      `{% include "parts/" ~ part ~ ".njk" %}{% block foot %}{% endblock %}${this.#files(2)}{% end${tag} %}</body></html>`
    );
  }

  page(at: number, isOpen: boolean): string {
    const layout = `"layouts/l${at % LAYOUTS}.njk"`;
    const extend = this.#one(
      `{% extends ${layout} %}`,
      `{% set layout = ${layout} %}{% extends layout %}`,
      `{% extends ${layout} if x else "layouts/l0.njk" %}`,
      `{% extends "layouts/l" + ${this.#pick(LAYOUTS)} + ".njk" %}`,
    );
    const theme = this.#one(
      `"/css/${this.#name()}.css"`,
      `"/CSS/${this.#name()}.css" | lower`,
      `"/css/?.css" | replace("?", "${this.#name()}")`,
      `("/css/a.css" if y else "/css/b.css")`,
      `"/css/" ~ ["a", "b"][${this.#pick(2)}] ~ ".css"`,
    );
    const set = `{% set theme = ${theme} %}{% set part = "p${this.#pick(PARTIALS)}" %}`;
    const import_ =
      '{% import "lib/macros.njk" as m %}{% from "lib/values.njk" import files, brand %}';
    const open = isOpen ? this.#open(Math.floor(at / 5)) : '';
    return (
      `${extend}${set}${import_}{% block main %}${this.#one('', '{{ super() }}')}${this.markup(2, true)}${open}{% endblock %}` +
      `{% block head %}${this.#one('{{ super() }}', '')}${this.#files(2)}{% endblock %}` +
      `{% block foot %}${at % 2 === 0 ? this.markup(1, true) : ''}{% endblock %}`
    );
  }

  /** @param hasMacros - Macros and values are imported there. */
  markup(deep: number, hasMacros: boolean): string {
    const count = 1 + this.#pick(2);
    const pieces = Array.from({ length: count }, () => this.#piece(deep, hasMacros));
    // what is between them keeps their forms apart: together they would be too many
    return (
      pieces.join(this.#one('<hr>', '<p>text</p>', '<p>{{ v }}</p>')) + this.#one('', '<p></p>')
    );
  }

  #piece(deep: number, hasMacros: boolean): string {
    const inner = () => (deep > 0 ? this.markup(deep - 1, hasMacros) : this.#file());
    const flag = this.#one('x', 'y', 'z');
    const known: readonly (() => string)[] = [
      () => `{% if ${flag} %}${inner()}{% endif %}`,
      () => `{% if ${flag} %}${this.#file()}{% else %}${this.#file()}{% endif %}`,
      () =>
        `{% switch kind %}{% case "one" %}${this.#file()}{% case "two" %}<b></b>{% default %}${this.#file()}{% endswitch %}`,
      () =>
        `{% for i in items %}<img src="/img/${this.#name()}.gif" alt="{{ i }}">{% else %}<hr>{% endfor %}`,
      () =>
        `{% for n in ["${this.#name()}", "${this.#name()}"] %}<script src="/js/{{ n }}.js"></script>{% endfor %}`,
      () =>
        `{% set q = "/css/${this.#name()}.css" %}{% ${this.#one('static', 'slim')}file q as u %}<link rel="stylesheet" href="{{ u }}">`,
      () =>
        `<img src="{% staticfile "/img/${this.#name()}.gif" %}" srcset="/img/${this.#name()}.gif 2x">`,
      () => `<img src="{{ ("/IMG/${this.#name()}.GIF" | lower) | staticfile }}">`,
      () => `{% set f = staticfile %}<img src="{{ f("/img/${this.#name()}.gif") }}">`,
      () => `<script>{% inlinefile "/js/${this.#name()}.js" %}</script>`,
      () =>
        `{% slimcontent "css" %}.x { background: url(/img/${this.#name()}.gif) }{% endslimcontent %}`,
      () => `<div style="background: url(/img/${this.#name()}.gif)">{{ v }}</div>`,
      () => `{% set some %}${this.#file()}{% endset %}{{ some | safe }}`,
      () =>
        `{% set n = none | default("${this.#name()}", true) %}<script src="/js/{{ n }}.js"></script>`,
      () => this.#files(3),
      () => this.#files(3),
    ];
    const macros: readonly (() => string)[] = [
      () => `{{ m.script("${this.#name()}") }}${this.#file()}`,
      () => `{{ m.sheet() if ${flag} else m.sheet("${this.#name()}") }}`,
      () => `{{ none or m.sheet(n="${this.#name()}") }}`,
      () => `{% call m.wrap("section", ${flag}) %}${inner()}{% endcall %}`,
      () => '{% call(n) m.twice() %}<script src="/js/{{ n }}.js"></script>{% endcall %}',
      () => `{{ m.each(m.script, files) }}{{ m.icon("${this.#name()}") }}`,
      () =>
        '{% for each in brand.icons %}<img src="{{ each.src }}">{% endfor %}<link rel="stylesheet" href="{{ brand.css }}">',
      () => `{% set one = m.script("${this.#name()}") %}{{ one }}${this.#file()}`,
      () => `{% include "parts/p" + ${this.#pick(PARTIALS)} + ".njk" %}`,
    ];
    const all = hasMacros ? [...known, ...macros] : known;
    return all[this.#pick(all.length)]?.() ?? '';
  }

  /** What only a render knows. */
  #open(number: number): string {
    const open = [
      '{{ html | safe }}',
      '<script src="{{ url }}"></script>',
      '{% for i in items %}<script src="/js/a.js"></script>{% endfor %}',
      '{% set u = url %}<script src="{% staticfile u %}"></script>',
    ];
    return open[number % open.length] ?? '';
  }

  #files(most: number): string {
    const count = 1 + this.#pick(most);
    return Array.from({ length: count }, () => this.#file()).join(this.#one('', '\n'));
  }

  #file(): string {
    const name = this.#name();
    const defer = this.#one('', '', ' defer', '{% if x %} defer{% endif %}');
    if (this.#pick(2) === 0) return `<link rel="stylesheet" href="/css/${name}.css">`;
    return `<script src="/js/${name}.js"${defer}></script>`;
  }

  #name(): string {
    return this.#one(...NAMES);
  }

  #one(...texts: readonly string[]): string {
    return texts[this.#pick(texts.length)] ?? '';
  }
}
