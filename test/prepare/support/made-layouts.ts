// Layouts made by chance, the same for the same number: a base, what it includes, and a page that fills its blocks.
import type { Files } from '../../support/site.ts';

export interface MadePage {
  readonly name: string;
  /** All templates that it is made of. */
  readonly parts: readonly string[];
  readonly contexts: readonly object[];
}

type Pick = (count: number) => number;

const FLAGS = ['x', 'y', 'z'];

/** Makes layouts from one number to another. */
export function makeLayouts(from: number, to: number, names: readonly string[]) {
  const views: Record<string, string> = {};
  const pages = Array.from({ length: to - from }, (_, at) => {
    const pick = chance(from + at + 1);
    const id = `l${from + at}`;
    const parts = [`${id}-base.njk`, `${id}-middle.njk`, `${id}-part.njk`, `${id}.njk`];
    const [base = '', middle = '', part = '', page = ''] = parts;
    const write = new Writer(pick, names, part);
    const slim = pick(2) === 0 ? 'slimall' : 'staticall';
    views[part] = write.markup(2, false);
    views[base] =
      `{% macro m(n) %}<script src="/js/{{ n }}.js"></script>{% endmacro %}<!doctype html>` +
      `{% ${slim} %}${write.markup(3, true)}{% block one %}${write.markup(2, false)}{% endblock %}` +
      `${write.markup(2, true)}{% block two %}{% endblock %}${write.files(2)}{% end${slim} %}`;
    views[middle] = `{% extends "${base}" %}{% block one %}${write.superOr()}{% endblock %}`;
    views[page] =
      `{% extends "${pick(2) === 0 ? base : middle}" %}{% block one %}${write.superOr()}{% endblock %}` +
      `{% block two %}${write.markup(2, false)}${write.superOr()}{% endblock %}`;
    return { name: page, parts, contexts: contextsOf(pick) };
  });
  return { views: views as Files, pages: pages as readonly MadePage[] };
}

function contextsOf(pick: Pick): object[] {
  return Array.from({ length: 6 }, () => ({
    ...Object.fromEntries(FLAGS.map((flag) => [flag, pick(2) === 1])),
    v: ['', 'text', '<b>'][pick(3)],
    w: ['', 'more'][pick(2)],
    items: Array.from({ length: pick(3) }, (_, at) => at),
  }));
}

class Writer {
  readonly #pick: Pick;
  readonly #names: readonly string[];
  readonly #part: string;

  constructor(pick: Pick, names: readonly string[], part: string) {
    this.#pick = pick;
    this.#names = names;
    this.#part = part;
  }

  superOr(): string {
    const own = this.markup(2, false);
    return [own, `{{ super() }}${own}`, `${own}{{ super() }}`, ''][this.#pick(4)] ?? '';
  }

  /** Some files next to each other. */
  files(most: number): string {
    const count = 1 + this.#pick(most);
    return Array.from({ length: count }, () => this.#file()).join(this.#between());
  }

  /** @param isBase - Blocks' own macros are known there. */
  markup(deep: number, isBase: boolean): string {
    const count = 1 + this.#pick(3);
    return Array.from({ length: count }, () => this.#piece(deep, isBase)).join(this.#between());
  }

  #piece(deep: number, isBase: boolean): string {
    const inner = () => (deep > 0 ? this.markup(deep - 1, isBase) : this.#file());
    const flag = FLAGS[this.#pick(3)] ?? 'x';
    switch (this.#pick(12)) {
      case 0:
        return `{% if ${flag} %}${inner()}{% endif %}`;
      case 1:
        return `{% if ${flag} %}${this.files(2)}{% else %}${this.files(2)}{% endif %}`;
      case 2:
        return isBase ? `{% include "${this.#part}" %}` : this.#file();
      case 3:
        return `<p class="{{ v }}">{{ v }}</p>`;
      case 4:
        return `{{ w }}`;
      case 5:
        return `{% for i in items %}<img src="/img/${this.#name()}.gif" alt="{{ i }}">{% endfor %}`;
      case 6:
        return `{% for n in ["${this.#name()}", "${this.#name()}"] %}<script src="/js/{{ n }}.js"></script>{% endfor %}`;
      case 7:
        return isBase ? `{{ m("${this.#name()}") }}` : this.#file();
      case 8:
        return `<div style="color: {{ v }}">{# a comment #}{% set q = 1 %}</div>`;
      case 9:
        return `<script>var a = "{{ w }}";</script>`;
      default:
        return this.files(3);
    }
  }

  #file(): string {
    const name = this.#name();
    const defer = ['', '', ' defer', '{% if x %} defer{% endif %}'][this.#pick(4)];
    if (this.#pick(2) === 0) return `<link rel="stylesheet" href="/css/${name}.css">`;
    return `<script src="/js/${name}.js"${defer}></script>`;
  }

  #between(): string {
    return ['', '\n', '\n  ', '<!-- x -->'][this.#pick(4)] ?? '';
  }

  #name(): string {
    return this.#names[this.#pick(this.#names.length)] ?? '';
  }
}

/** Mulberry32: numbers that look like chance, from one that is given. */
function chance(seed: number): Pick {
  let state = seed * 0x9e3779b9;
  return (count) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  };
}
