// Wrong tags. A `^` stands before each place that the error may point at.
import type { Templates } from './page.ts';

export interface Mistake {
  readonly name: string;
  readonly tag: string;
}

/** What the template's own text shows to be wrong. */
export const mistakes: readonly Mistake[] = [
  { name: 'no argument', tag: '{% ^staticfile %}' },
  { name: 'a number', tag: '{% ^staticfile ^12 %}' },
  { name: 'none', tag: '{% ^staticfile ^none %}' },
  { name: 'mixed file types', tag: '{% ^staticfile ^"/js/a.js; /css/site.css" %}' },
  { name: '"as" without a name', tag: '{% ^staticfile "/img/a.gif" ^as ^%}' },
  { name: '"as" with a path as its name', tag: '{% ^staticfile "/img/a.gif" ^as ^"u" %}' },
  { name: 'a word after "as u"', tag: '{% ^staticfile "/img/a.gif" as u ^v %}' },
  { name: 'a path after "as u"', tag: '{% ^staticfile "/img/a.gif" as u ^"/img/b.gif" %}' },
  { name: 'integrity without "as"', tag: '{% ^staticfile ^"/js/a.js" ^integrity=true %}' },
  { name: 'two paths without ";"', tag: '{% ^staticfile "/js/a.js" ^"/js/b.js" %}' },
  { name: 'an unknown keyword', tag: '{% ^staticfile "/img/a.gif" ^size=3 as u %}' },
  { name: 'a keyword but no path', tag: '{% ^staticfile ^integrity=true as u %}' },
  { name: 'a tag that is never closed', tag: '{% ^staticfile "/img/a.gif" ' },
];

export interface Place {
  readonly name: string;
  readonly templates: (tag: string) => Templates;
  /** The template that the error names; undefined where Nunjucks names the one that uses it. */
  readonly template: string | undefined;
  /** Where Nunjucks itself loses errors of compilation: in a render without a callback, or always. */
  readonly losesCompileErrors?: 'render' | 'always';
}

const bad = (tag: string): string => `<p>\n\n  <b>${tag}</b>\n</p>`;

/** The places where a wrong tag can stand, always in line 3 of its template. */
export const places: readonly Place[] = [
  {
    name: 'top level',
    templates: (tag) => ({ 'main.njk': bad(tag) }),
    template: 'main.njk',
  },
  {
    name: 'an include',
    templates: (tag) => ({ 'main.njk': '{% include "part.njk" %}', 'part.njk': bad(tag) }),
    template: 'part.njk',
    losesCompileErrors: 'render',
  },
  {
    name: 'an include in a loop',
    templates: (tag) => ({
      'main.njk': '\n{% for n in [1] %}\n\n{% include "part.njk" %}{% endfor %}',
      'part.njk': bad(tag),
    }),
    template: 'part.njk',
    losesCompileErrors: 'always',
  },
  {
    name: 'a macro',
    templates: (tag) => ({
      'main.njk': `{% macro m() %}${bad(tag)}{% endmacro %}\n\n\n\n{{ m() }}`,
    }),
    template: 'main.njk',
  },
  {
    name: 'an imported macro',
    templates: (tag) => ({
      'main.njk': '\n\n\n\n\n{% import "forms.njk" as forms %}{{ forms.m() }}',
      'forms.njk': `{% macro m() %}${bad(tag)}{% endmacro %}`,
    }),
    template: undefined,
  },
  {
    name: 'a block of the child',
    templates: (tag) => ({
      'main.njk': `{% extends "base.njk" %}{% block x %}${bad(tag)}{% endblock %}`,
      'base.njk': '\n\n\n\n\n{% block x %}{% endblock %}',
    }),
    template: 'main.njk',
  },
  {
    name: 'a block of the parent',
    templates: (tag) => ({
      'main.njk': '{% extends "base.njk" %}',
      'base.njk': `{% block x %}${bad(tag)}{% endblock %}`,
    }),
    template: undefined,
  },
  {
    name: 'the body of a call',
    templates: (tag) => ({
      'main.njk': `{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}${bad(tag)}{% endcall %}`,
    }),
    template: 'main.njk',
  },
  {
    name: 'a set block',
    templates: (tag) => ({ 'main.njk': `{% set u %}${bad(tag)}{% endset %}{{ u }}` }),
    template: 'main.njk',
  },
];
