// Bodies of block tags with tags in them: a page from the manifest is the page of the server with sources.
import assert from 'node:assert/strict';
import type { Files } from '../support/site.ts';
import { buildSite } from './support/built-site.ts';

const js = (name: string, more = '') => `<script src="/js/${name}.js"${more}></script>`;
const css = (name: string) => `<link rel="stylesheet" href="/css/${name}.css">`;
const all = (body: string, tag = 'slimall') => `{% ${tag} %}${body}{% end${tag} %}`;

interface Case {
  readonly views: Files;
  /** Contexts of `page.njk`. */
  readonly contexts?: readonly object[];
}

const YES_NO = [{}, { x: true }, { y: true }, { x: true, y: true }];

const CASES: Readonly<Record<string, Case>> = {
  'a block with its default': {
    views: { 'page.njk': all(`${js('a')}{% block s %}${js('b')}{% endblock %}`) },
  },
  'a block that another template fills': {
    views: {
      'base.njk': all(`${css('a')}{% block s %}${css('b')}{% endblock %}\n${css('c')}`),
      'page.njk': `{% extends "base.njk" %}{% block s %}${css('d')}{% endblock %}`,
    },
  },
  'super()': {
    views: {
      'base.njk': all(`${js('a')}{% block s %}${js('b')}{% endblock %}`, 'staticall'),
      'middle.njk': `{% extends "base.njk" %}{% block s %}{{ super() }}${js('c')}{% endblock %}`,
      'page.njk': `{% extends "middle.njk" %}{% block s %}{{ super() }}\n${js('d')}{% endblock %}`,
    },
  },
  'a block that is filled with nothing': {
    views: {
      'base.njk': all(`${js('a')}{% block s %}<b></b>{% endblock %}${js('b')}`),
      'page.njk': '{% extends "base.njk" %}{% block s %}{% endblock %}',
    },
  },
  'an include': {
    views: {
      'in/s.njk': js('b') + js('c'),
      'page.njk': all(`${js('a')}{% include "in/s.njk" %}${js('d')}`),
    },
  },
  'an include by a relative name': {
    views: {
      'in/one.njk': '{% include "./two.njk" %}',
      'in/two.njk': js('b'),
      'page.njk': all(`${js('a')}{% include "in/one.njk" %}`),
    },
  },
  'an include of one of two': {
    views: {
      'x.njk': js('b'),
      'y.njk': js('c'),
      'page.njk': all(`${js('a')}{% include "x.njk" if x else "y.njk" %}`),
    },
    contexts: YES_NO,
  },
  'a missing include that is ignored': {
    views: { 'page.njk': all(`${js('a')}{% include "none.njk" ignore missing %}${js('b')}`) },
  },
  'a condition': {
    views: {
      'page.njk': all(`${js('a')}{% if x %}${js('b')}{% elif y %}${js('c')}{% endif %}${js('d')}`),
    },
    contexts: YES_NO,
  },
  'conditions in conditions': {
    views: {
      'page.njk': all(
        `${css('a')}{% if x %}${css('b')}{% if y %}${css('c')}{% endif %}{% endif %}${css('d')}`,
      ),
    },
    contexts: YES_NO,
  },
  'a condition in a tag': {
    views: {
      'page.njk': all(
        `<script src="/js/a.js"{% if x %} defer{% endif %}></script>${js('b', ' defer')}`,
      ),
    },
    contexts: YES_NO,
  },
  'a condition in the name of a file': {
    views: { 'page.njk': all(`<script src="/js/{{ 'a' if x else 'b' }}.js"></script>${js('c')}`) },
    contexts: YES_NO,
  },
  'a loop over what is not known': {
    views: {
      'page.njk': all(
        `${js('a')}{% for i in items %}<img src="/img/b.gif">{% else %}${js('c')}{% endfor %}${js('d')}`,
      ),
    },
    contexts: [{}, { items: [1] }, { items: [1, 2, 3] }],
  },
  'a loop over texts': {
    views: {
      'page.njk': all(
        '{% for n in ["a", "b", "c"] %}<script src="/js/{{ n }}.js"></script>{% endfor %}',
      ),
    },
  },
  'a switch': {
    views: {
      'page.njk': all(
        `${js('a')}{% switch z %}{% case 1 %}${js('b')}{% case 2 %}${js('c')}{% default %}<i></i>{% endswitch %}${js('d')}`,
      ),
    },
    contexts: [{}, { z: 1 }, { z: 2 }],
  },
  'a value between two files': {
    views: { 'page.njk': all(`${js('a')}{{ title }}${js('b')}<p>{{ title }}</p>${js('c')}`) },
    contexts: [{}, { title: 'x' }],
  },
  'a nonce': {
    views: { 'page.njk': all(js('a', ' nonce="{{ n }}"') + js('b', ' nonce="{{ n }}"')) },
    contexts: [{ n: 'abc' }, {}],
  },
  'a value in the name of a picture': {
    views: { 'page.njk': all('<img src="/img/{{ n }}.gif" srcset="/img/{{ n }}.gif 2x">') },
    contexts: [{ n: 'a' }, { n: 'd' }],
  },
  'a macro': {
    views: {
      'page.njk': `{% macro s(n) %}<script src="/js/{{ n }}.js"></script>{% endmacro %}${all('{{ s("a") }}{{ s("b") }}')}`,
    },
  },
  'macros of others, and what they are called with': {
    views: {
      'm.njk': `{% macro s(n) %}<script src="/js/{{ n }}.js"></script>{% endmacro %}{% macro w() %}<b></b>{{ caller() }}{% endmacro %}`,
      'page.njk': `{% import "m.njk" as m %}{% from "m.njk" import s as t, w %}${all(`{{ m.s("a") }}{{ t("b") }}{% call w() %}${js('c')}${js('d')}{% endcall %}`)}`,
    },
  },
  'tags of ours in the body': {
    views: {
      'page.njk': all(
        `${js('a')}{% staticall %}<img src="/img/b.gif">{% endstaticall %}${js('b')}<img src="{% staticfile "/img/a.gif" %}">${js('c')}{% slimcontent "html" %}<p> x </p>${js('d')}{% endslimcontent %}`,
      ),
    },
  },
  'a whole page': {
    views: {
      'base.njk': all(
        `<!doctype html><head><title>{{ title }}</title>${css('a')}{% block css %}{% endblock %}</head><body><h1>{{ title }}</h1>{% block main %}{% endblock %}<footer>{{ a }}{{ b }}{{ c }}{{ d }}{{ e }}{{ f }}</footer>${js('a')}{% if x %}${js('b')}{% endif %}{% block js %}{% endblock %}</body>`,
      ),
      'page.njk': `{% extends "base.njk" %}{% block css %}${css('b')}{% endblock %}{% block main %}{% for i in items %}<p>{{ i }}<img src="/img/a.gif"></p>{% endfor %}{% include "s.njk" %}{% endblock %}{% block js %}${js('c')}{{ super() }}{% endblock %}`,
      's.njk': `<style>.a { color: {{ color }} }</style>${css('c')}\n${css('d')}<script>var a = "{{ a }}<b>";</script>`,
    },
    contexts: [{}, { x: true, items: [1, 2], title: 'x', a: '<', color: 'red' }],
  },
};

describe('a body with', () => {
  for (const [name, { views, contexts = [{}] }] of Object.entries(CASES)) {
    it(`${name} is found by the build`, async () => {
      const built = await buildSite(views);
      assert.deepEqual(built.report.unknown, []);
      for (const context of contexts) {
        const { made, served } = built.render('page.njk', context);
        assert.equal(served, made);
        assert.doesNotMatch(served, /"\/(?:js|css|img)\/[abcd]\.(?:js|css|gif)/);
      }
      assert.deepEqual(built.log.warnings, []);
    });
  }

  const UNKNOWN: Readonly<Record<string, readonly [views: Files, notice: RegExp]>> = {
    'a value that may be markup': [
      { 'page.njk': all(`${js('a')}\n{{ html | safe }}${js('b')}`) },
      /^What this value writes/,
    ],
    'a value as the name of a file': [
      { 'page.njk': all('<script src="{{ url }}"></script>') },
      /^A file that this body names/,
    ],
    'an include by a value': [
      { 'page.njk': all(`${js('a')}{% include name %}`), 's.njk': js('b') },
      /that is included here/,
    ],
    'an include of what is not there': [
      { 'page.njk': all('{% if x %}{% include "none.njk" %}{% endif %}') },
      /No template is named "none\.njk"/,
    ],
    'more forms than can be told apart': [
      {
        'page.njk': all(
          ['a', 'b', 'c', 'd', 'a', 'b'].map((n) => `{% if ${n} %}${js(n)}{% endif %}`).join(''),
        ),
      },
      /more than 32 forms/,
    ],
    'a loop that writes scripts': [
      { 'page.njk': all(`{% for i in items %}${js('a')}{% endfor %}`) },
      /^How often this loop/,
    ],
    'a block tag within another one': [
      { 'page.njk': all(`${js('a')}{% staticall %}${js('b')}{% endstaticall %}`) },
      /this tag within another one/,
    ],
    'a circle of includes': [
      { 'page.njk': all('{% if x %}{% include "page.njk" %}{% endif %}') },
      /includes itself/,
    ],
    'a parent that is a value': [
      { 'base.njk': all('{% block s %}{% endblock %}'), 'page.njk': '{% extends layout %}' },
      /that this one extends/,
    ],
  };
  for (const [name, [views, notice]] of Object.entries(UNKNOWN)) {
    it(`${name} is listed as unknown`, async () => {
      const { report } = await buildSite(views);
      assert.match(report.unknown.map(({ message }) => message).join(), notice);
      assert.ok(report.unknown.every(({ template }) => template?.startsWith('views/')));
    });
  }

  it('a group that the build could not know gets each file alone, minified', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const scripts = names.map((n) => `{% if on.${n} %}${js(n)}{% endif %}`).join('');
    const built = await buildSite({
      'page.njk': all(`${js('a')}\n{{ html | safe }}`),
      'all.njk': all(`${scripts}{% if x %}${js('a')}{% endif %}{% if y %}${js('b')}{% endif %}`),
    });
    const html = js('b');
    const { served } = built.render('page.njk', { html });
    assert.match(
      served,
      /^<script src="\/js\/a\.[0-9a-f]{12}\.js"><\/script>\n<script src="\/js\/b\.[0-9a-f]{12}\.js">/,
    );
    assert.deepEqual(built.log.warnings, []);
    const one = built.render('all.njk', { on: { b: 1, d: 1 } }).served;
    assert.match(one, /^<script src="\/js\/b\.[0-9a-f]{12}\.js"><\/script><script src="\/js\/d\./);
    for (const [, url = ''] of `${served}${one}`.matchAll(/src="([^"]+)"/g)) {
      const response = await built.served.handle(new Request(`http://h${url}`));
      assert.equal(response?.status, 200, url);
    }
  });
});
