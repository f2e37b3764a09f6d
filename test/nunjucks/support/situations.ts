// Where a template can assign a variable: `[[u=a]]` stands for the assignment of picture a to u.
import { url } from './assets.ts';
import type { Templates } from './page.ts';

export interface Situation {
  readonly name: string;
  readonly main: string;
  readonly others?: Templates;
  readonly context?: object;
  /** Asynchronous loops, which Nunjucks renders only with a callback. */
  readonly only?: 'callback';
  readonly expected: string;
}

const { a: A, b: B, c: C } = url;

export const situations: readonly Situation[] = [
  { name: 'at top level, after it', main: '{{ u }}|[[u=a]]{{ u }}', expected: `|${A}` },
  { name: 'assigned twice', main: '[[u=a]]{{ u }}[[u=b]]{{ u }}', expected: `${A}${B}` },
  {
    name: 'over a variable of the context',
    main: '{{ u }}[[u=a]]{{ u }}',
    context: { u: 'x' },
    expected: `x${A}`,
  },
  {
    name: 'over an object of the context',
    main: '{{ u.v }}[[u=a]]{{ u.v }}{{ u }}',
    context: { u: { v: 'x' } },
    expected: `x${A}`,
  },
  {
    name: 'in a loop, gone after it',
    main: '{% for n in [1, 2] %}[[u=a]]{{ u }};{% endfor %}[{{ u }}]',
    expected: `${A};${A};[]`,
  },
  {
    name: 'in a loop, still there in the next turn',
    main: '{% for n in [1, 2] %}[{{ u }}][[u=a]]{% endfor %}',
    expected: `[][${A}]`,
  },
  {
    name: 'in a loop, after an assignment before it',
    main: '[[u=a]]{% for n in [1] %}{{ u }}[[u=b]]{{ u }}{% endfor %}[{{ u }}]',
    expected: `${A}${B}[${B}]`,
  },
  {
    name: 'in a loop, over a variable of the context',
    main: '{% for n in [1] %}[[u=a]]{{ u }}{% endfor %}[{{ u }}]',
    context: { u: 'x' },
    expected: `${A}[x]`,
  },
  {
    name: 'in a loop, over the loop variable',
    main: '{% for u in ["x", "y"] %}{{ u }}[[u=a]]{{ u }};{% endfor %}[{{ u }}]',
    expected: `x${A};y${A};[]`,
  },
  {
    name: 'in a loop over keys and values, over the value',
    main: '{% for k, u in pairs %}{{ k }}{{ u }}[[u=a]]{{ u }};{% endfor %}[{{ u }}]',
    context: { pairs: { x: 1, y: 2 } },
    expected: `x1${A};y2${A};[]`,
  },
  {
    name: 'in the inner of two loops',
    main: `{% for n in [1, 2] %}[[u=a]]{% for m in [1] %}[[u=b]][[v=c]]{{ u }}{% endfor %}
{{ u }}{{ v }}{% endfor %}[{{ u }}]`,
    expected: `${B}\n${B}${B}\n${B}[]`,
  },
  {
    name: 'in the else of a loop',
    main: '{% for n in [] %}x{% else %}[[u=a]]{{ u }}{% endfor %}[{{ u }}]',
    expected: `${A}[]`,
  },
  {
    name: 'in a condition that holds',
    main: '{% if true %}[[u=a]]{% endif %}{{ u }}',
    expected: A,
  },
  {
    name: 'in a condition that does not hold',
    main: '[[u=a]]{% if false %}[[u=b]]{% endif %}{{ u }}',
    expected: A,
  },
  {
    name: 'in a case of a switch',
    main: '{% switch 2 %}{% case 1 %}[[u=a]]{% case 2 %}[[u=b]]{% endswitch %}{{ u }}',
    expected: B,
  },
  {
    name: 'in a macro, gone after the call',
    main: '{% macro m() %}[[u=a]]{{ u }}{% endmacro %}{{ m() }}[{{ u }}]',
    expected: `${A}[]`,
  },
  {
    name: 'in a macro, without effect on the caller',
    main: '[[u=a]]{% macro m() %}{{ u }}[[u=b]]{{ u }}{% endmacro %}{{ m() }}[{{ u }}]',
    expected: `${A}${B}[${A}]`,
  },
  {
    name: 'in a macro, over its argument and its default',
    main: '{% macro m(u, v=1) %}{{ u }}{{ v }}[[u=a]][[v=b]]{{ u }}{{ v }}{% endmacro %}{{ m("x") }}',
    expected: `x1${A}${B}`,
  },
  {
    name: 'in a macro that is called in a loop',
    main: `{% macro m() %}[{{ u }}][[u=a]]{{ u }}{% endmacro %}
{%- for n in [1, 2] %}{{ m() }}{% endfor %}`,
    expected: `[]${A}[]${A}`,
  },
  {
    name: 'in the body of a call',
    main: `[[u=a]]{% macro m() %}{{ caller() }}{{ caller() }}{% endmacro %}
{%- call m() %}{{ u }}[[u=b]]{{ u }};{% endcall %}[{{ u }}]`,
    expected: `${A}${B};${A}${B};[${A}]`,
  },
  {
    name: 'in a set block',
    main: '{% set t %}[[u=a]]({{ u }}){% endset %}{{ t }}[{{ u }}]',
    expected: `(${A})[${A}]`,
  },
  {
    name: 'in a filter block',
    main: '{% filter upper %}[[u=a]]{{ u }}{% endfilter %}[{{ u }}]',
    expected: `${A.toUpperCase()}[${A}]`,
  },
  {
    name: 'before an include that reads it',
    main: '[[u=a]]{% include "part.njk" %}',
    others: { 'part.njk': '{{ u }}' },
    expected: A,
  },
  {
    name: 'in an include, gone after it',
    main: '[[u=a]]{% include "part.njk" %}[{{ u }}{{ v }}]',
    others: { 'part.njk': '[[u=b]][[v=c]]{{ u }}{{ v }}' },
    expected: `${B}${C}[${A}]`,
  },
  {
    name: 'in a loop, read by an include in it',
    main: '{% for n in [1] %}[[u=a]]{% include "part.njk" %}{% endfor %}',
    others: { 'part.njk': '{{ n }}{{ u }}' },
    expected: `1${A}`,
  },
  {
    name: 'at top level of an imported template',
    main: '{% import "m.njk" as m %}{% from "m.njk" import u, v as w %}{{ m.u }}{{ u }}{{ w }}[{{ v }}]',
    others: { 'm.njk': '[[u=a]][[v=b]]' },
    expected: `${A}${A}${B}[]`,
  },
  {
    name: 'in a loop of an imported template',
    main: '{% import "m.njk" as m %}[{{ m.u }}]{{ m.v }}',
    others: { 'm.njk': '{% for n in [1] %}[[u=a]]{% endfor %}{% if true %}[[v=b]]{% endif %}' },
    expected: `[]${B}`,
  },
  {
    name: 'under a name that begins with an underscore, in an imported template',
    main: '{% import "m.njk" as m %}[{{ m._u }}]{{ m.shown() }}',
    others: { 'm.njk': '[[_u=a]]{% macro shown() %}x{% endmacro %}' },
    expected: '[]x',
  },
  {
    name: 'before an import with context, which assigns it too',
    main: '[[u=a]]{% import "m.njk" as m with context %}{{ m.seen }}[{{ u }}]',
    others: { 'm.njk': '{% set seen = u %}[[u=b]]' },
    expected: `${A}[${B}]`,
  },
  {
    name: 'at top level of a child template, read in its block and in the parent',
    main: '{% extends "base.njk" %}[[u=a]]{% block x %}{{ u }}{% endblock %}',
    others: { 'base.njk': '({{ u }}){% block x %}{% endblock %}' },
    expected: `(${A})${A}`,
  },
  {
    name: 'at top level of the parent, read in the block of the child',
    main: '{% extends "base.njk" %}{% block x %}{{ u }}{% endblock %}',
    others: { 'base.njk': '[[u=a]]{% block x %}{% endblock %}' },
    expected: A,
  },
  {
    name: 'in a block, gone after it',
    main: '[[u=a]]{% block x %}{{ u }}[[u=b]]{{ u }}{% endblock %}[{{ u }}]',
    expected: `${A}${B}[${A}]`,
  },
  {
    name: 'in a block, with a super() that Nunjucks renders before it',
    main: '{% extends "base.njk" %}{% block x %}[[u=a]]{{ super() }}({{ u }}){% endblock %}',
    others: { 'base.njk': '{% block x %}{{ u }}[[u=b]]{{ u }}{% endblock %}' },
    expected: `${B}(${A})`,
  },
  {
    name: 'in an asynchronous loop',
    main: '{% asyncEach n in [1, 2] %}[[u=a]]{{ u }};{% endeach %}[{{ u }}]',
    only: 'callback',
    expected: `${A};${A};[]`,
  },
  {
    name: 'as a value that filters, tests and comparisons take',
    main: '[[u=a]]{{ u | upper }} {{ u is string }} {{ u == path }} {{ u ~ "?x" }} {{ u.length }}',
    context: { path: A },
    expected: `${A.toUpperCase()} true true ${A}?x ${A.length}`,
  },
  {
    name: 'handed on to another variable and to a macro',
    main: '[[u=a]]{% set v = u %}[[u=b]]{% macro m(x) %}{{ x }}{% endmacro %}{{ v }}{{ m(u) }}',
    expected: `${A}${B}`,
  },
];
