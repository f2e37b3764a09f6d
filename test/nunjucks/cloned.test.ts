// Hosts clone what they are given: Hapi's Vision does so with the environment of its options.
import assert from 'node:assert/strict';
import { makeInstance } from '../support/instance.ts';
import { engines } from '../support/nunjucks.ts';
import { assets, url } from './support/assets.ts';
import { openPage } from './support/page.ts';

/** Clones as Hoek does: the prototype stays, functions are shared, all else is copied. */
function cloneDeep<T>(value: T, seen = new Map<unknown, unknown>()): T {
  if (typeof value !== 'object' || value === null) return value;
  if (seen.has(value)) return seen.get(value) as T;
  const copy = Array.isArray(value) ? [] : Object.create(Object.getPrototypeOf(value));
  seen.set(value, copy);
  for (const key of Reflect.ownKeys(value)) {
    const property = Object.getOwnPropertyDescriptor(value, key) ?? {};
    if (Array.isArray(value) && key === 'length') continue;
    if ('value' in property) property.value = cloneDeep(property.value, seen);
    Object.defineProperty(copy, key, property);
  }
  return copy;
}

const TEMPLATES = {
  tag: ['{% staticfile "/img/a.gif" %}', url.a],
  'as and integrity': ['{% staticfile "/img/a.gif" integrity=true as a %}{{ a }}', url.a],
  filter: ['{{ "/img/a.gif" | staticfile }}', url.a],
  function: ['{{ staticfile("/img/a.gif") }}', url.a],
  block: ['{% staticall %}<img src="/img/a.gif">{% endstaticall %}', `<img src="${url.a}">`],
  content: ['{% slimcontent "css" %}a { color : red }{% endslimcontent %}', 'a{color:red}'],
  'an include in a loop': ['{% for i in [1] %}{% include "part.njk" %}{% endfor %}', url.a],
} as const;

for (const engine of engines) {
  describe(`a deep clone of an environment of ${engine.name}`, () => {
    for (const [name, [text, expected]] of Object.entries(TEMPLATES)) {
      it(`renders: ${name}`, () => {
        const files = { 'main.njk': text, 'part.njk': TEMPLATES.tag[0] };
        const staticfiles = { conversion: 'inline' } as const;
        const { env } = openPage(engine, files, { onDisk: true, staticfiles });
        const clone = cloneDeep(cloneDeep(env)) as typeof env;
        assert.equal(clone.render('main.njk', {}).trim(), expected);
        assert.equal(clone.renderString(text, {}).trim(), expected);
      });
    }

    it('names templates in its warnings', () => {
      const files = { 'main.njk': '\n{% staticfile "/img/no.gif" %}' };
      const { env, log } = openPage(engine, files, { onDisk: true });
      cloneDeep(env).render('main.njk', {});
      assert.match(log.warnings[0] ?? '', /main\.njk.*line 2/);
    });

    it('can be installed into again', () => {
      const { env, staticfiles } = openPage(engine, { 'main.njk': TEMPLATES.tag[0] });
      const clone = cloneDeep(env);
      staticfiles.install(clone);
      assert.equal(clone.renderString(TEMPLATES.tag[0], {}), url.a);
    });
  });
}

describe('a deep clone of a URL with integrity', () => {
  it('prints as the URL', () => {
    const { staticfiles } = makeInstance({ 'img/a.gif': assets['img/a.gif'] });
    const made = staticfiles.staticfile('/img/a.gif', { integrity: true });
    assert.equal(`${cloneDeep(made)}`, made.url);
    assert.equal(`${made}`, made.url);
  });
});
