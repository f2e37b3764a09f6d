// What is found in the text of a template, before any render.
import assert from 'node:assert/strict';
import * as nunjucks from 'nunjucks';
import { findAll } from '../../../lib/nunjucks/find/finder.ts';
import { parserOf } from '../../../lib/nunjucks/find/template-parser.ts';
import { TemplateSet, type TreeNode } from '../../../lib/nunjucks/find/template-set.ts';
import { createStaticfiles } from '../../support/create.ts';
import { createSite } from '../../support/site.ts';

function find(template: string, options: object = {}) {
  const environment = new nunjucks.Environment(null, options);
  createStaticfiles({ roots: createSite().root }).install(environment as never);
  const root = parserOf(environment as never)(template) as TreeNode;
  const set = new TemplateSet([{ label: '', file: '/template', root }], []);
  const { references } = findAll({ set, autoescape: true, filters: () => undefined });
  return references.map(({ template: _, ...reference }) => reference);
}

/** Writes what was found: `/a.css`, `~/img/*` for a glob, `?` for what only a render knows. */
function shown(template: string, options?: object): string[] {
  return find(template, options).flatMap((reference) => {
    const slim = reference.isSlim ? 'slim ' : '';
    if ('text' in reference) return `${reference.kind} ${slim}${reference.text ?? '?'}`;
    const { paths, globs, isOpen } = reference;
    const inline = reference.kind === 'inline' ? 'inline ' : '';
    const texts = paths.map((path) => (typeof path === 'string' ? path : path.join(' & ')));
    return [...texts, ...globs.map((glob) => `~${glob}`), ...(isOpen ? ['?'] : [])].map(
      (text) => inline + slim + text,
    );
  });
}

const TEMPLATES: Readonly<Record<string, readonly [template: string, ...found: string[]]>> = {
  'a literal': ['{% staticfile "/a.css" %}', '/a.css'],
  'a slim one': ['{% slimfile "/a.css" %}', 'slim /a.css'],
  'a name': [
    '{% slimfile "/a.css" as x %}{% staticfile "/b.css" integrity=true as y %}',
    'slim /a.css',
    '/b.css',
  ],
  'the content of a file': [
    '{% inlinefile "/a.css" %}{% inlinefile "/b.js" slim=false as x %}{% inlinefile "/" ~ c ~ ".svg" slim=d %}',
    'inline slim /a.css',
    'inline /b.js',
    'inline slim ~/*.svg',
  ],
  'an absolute URL': [
    '{% staticfile "/a.gif" absolute=true %}{% slimfile "/a.js; /b.js" absolute=x %}',
    '/a.gif',
    'slim /a.js & /b.js',
  ],
  'a filter': [
    '{{ "/a.gif" | staticfile }}{{ ("/b.gif" | staticfile) | upper }}',
    '/a.gif',
    '/b.gif',
  ],
  functions: [
    '{{ staticfile("/a.gif") }}{{ slimfile("/a.js", integrity=true) }}',
    '/a.gif',
    'slim /a.js',
  ],
  'a combination': ['{% staticfile "/a.js; /b.js" %}', '/a.js & /b.js'],
  'a combination for a variable': ['{% staticfile "/a.js; /b.js" as c %}', '/a.js & /b.js'],
  'a combination on one side of a condition': [
    '{% staticfile "/a.js; /b.js" if x else "/c.js" %}',
    '/a.js & /b.js',
    '/c.js',
  ],
  'one path with a semicolon': [
    '{{ "/a.js; /b.js" | staticfile }}{{ staticfile("/c.js;/d.js") }}',
    '/a.js; /b.js',
    '/c.js;/d.js',
  ],
  'an array': [
    '{{ staticfile(["/a.js", "/b.js" if x else "/c.js"]) }}',
    '/a.js & /b.js',
    '/a.js & /c.js',
  ],
  'an array that is not known': ['{{ staticfile(["/a.js", b]) }}', '?'],
  'a condition': ['{% staticfile "/a.css" if dark else "/b.css" %}', '/a.css', '/b.css'],
  'a condition with one side': ['{% staticfile "/a.css" if dark %}', '/a.css'],
  'a default': ['{% staticfile "/a.css" or "/b.css" %}', '/a.css', '/b.css'],
  'a default of a variable': ['{% staticfile theme or "/b.css" %}', '/b.css', '?'],
  'texts put together': ['{% staticfile "/a" + "/b" ~ ".css" %}', '/a/b.css'],
  'both sides of a condition in a text': [
    '{{ staticfile("/" ~ ("a" if x else "b") ~ ".css") }}',
    '/a.css',
    '/b.css',
  ],
  'a shape': ['{% staticfile "/img/" ~ name ~ ".png" %}', '~/img/*.png'],
  'a shape with an open end': ['{% staticfile "/img/" ~ name %}', '~/img/**/*'],
  'a shape with characters of globs': [
    '{% staticfile "/i[1]*(" ~ n ~ ".png" %}',
    '~/i\\[1\\]\\*\\(*.png',
  ],
  'a combination with a shape': ['{% staticfile "/a.js; /" ~ n ~ ".js" %}', '?'],
  'a variable': [
    '{% staticfile path %}{{ path | staticfile }}{{ staticfile(a.b) }}',
    '?',
    '?',
    '?',
  ],
  'a number': ['{{ staticfile(1) }}', '?'],
  'deep places': [
    '{% for a in b %}{% if c %}{% block d %}{% macro e() %}{% set f %}{% staticfile "/1" %}{% endset %}{% endmacro %}{% endblock %}{% else %}{% call e() %}{% staticfile "/2" %}{% endcall %}{% endif %}{% endfor %}{% switch g %}{% case 1 %}{% staticfile "/3" %}{% default %}{% staticfile "/4" %}{% endswitch %}{% filter upper %}{% staticfile "/5" %}{% endfilter %}',
    '/1',
    '/2',
    '/3',
    '/4',
    '/5',
  ],
  'arguments of others': ['{{ other(staticfile("/a"), x["/b" | staticfile]) }}', '/a', '/b'],
  'a body of markup': [
    '{% staticall %}<b>{% endstaticall %}{% slimall %}<i>{% endslimall %}',
    'block <b>',
    'block slim <i>',
  ],
  'a body with a variable': ['{% staticall %}<b>{{ c }}{% endstaticall %}', 'block ?'],
  'tags in a body': ['{% slimall %}{% staticfile "/a" %}{% endslimall %}', 'block slim ?', '/a'],
  'a text': ['{% slimcontent "css" %}a{}{% endslimcontent %}', 'content slim a{}'],
  'nothing in comments and raw text': [
    '{# {% staticfile "/a" %} #}{% raw %}{% staticfile "/b" %}{% endraw %}',
  ],
  'nothing of other functions': ['{{ file("/a") }}{{ x.staticfile("/b") }}{{ "/c" | url }}'],
};

describe('findAll finds', () => {
  for (const [name, [template, ...expected]] of Object.entries(TEMPLATES)) {
    it(name, () => assert.deepEqual(shown(template), expected));
  }

  it('tags with the delimiters of the project', () => {
    const options = {
      tags: { blockStart: '<%', blockEnd: '%>', variableStart: '<<', variableEnd: '>>' },
    };
    assert.deepEqual(
      shown('<% staticfile "/a" %>{% staticfile "/b" %}<< "/c" | staticfile >>', options),
      ['/a', '/c'],
    );
  });

  it('lines and columns, from 1', () => {
    const found = find(
      '\n  {% staticfile "/a" %}\n{{ staticfile("/b") }}\n{% staticall %}{% endstaticall %}',
    );
    assert.deepEqual(
      found.map(({ line, column }) => [line, column]),
      [
        [2, 6],
        [3, 14],
        [4, 4],
      ],
    );
  });

  it('only a bounded number of values', () => {
    const many = Array.from({ length: 12 }, () => '("a" if x else "b")').join(' ~ ');
    const found = shown(`{{ staticfile(${many}) }}`);
    assert.ok(found.length <= 500 && found.every((text) => text.startsWith('~*')), String(found));
  });
});

describe('parserOf', () => {
  it('needs an environment with our tags', () => {
    assert.throws(() => parserOf(new nunjucks.Environment() as never), /no tags of ours/);
  });

  it('throws for a template that is wrong', () => {
    assert.throws(() => find('{% staticfile %}'), /expected a path/);
    assert.throws(() => find('{% if %}'));
  });
});
