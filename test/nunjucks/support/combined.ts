// Finds the combination of the two scripts that a render has written, and proves its name.
import assert from 'node:assert/strict';
import type { Site } from '../../support/site.ts';
import { assets, sha256, url } from './assets.ts';

/** The URL of the combined script; its name is the hash of its bytes, its order the asked one. */
export function combinedScript(site: Site): string {
  const scripts = site.list('out/js').filter((name) => name.endsWith('.js'));
  const combined = scripts.filter((name) => `/js/${name}` !== url.js);
  assert.equal(combined.length, 1, `one combined script among ${scripts.join(', ')}`);
  const [name] = combined;
  const content = site.read(`out/js/${name}`);
  assert.ok(name?.endsWith(`.${sha256(content)}.js`), `${name} is named by its bytes`);
  const first = content.indexOf(assets['js/a.js'].trim());
  const second = content.indexOf(assets['js/b.js'].trim());
  assert.ok(first >= 0 && second > first, 'both scripts are there, in the order they were named');
  return `/js/${name}`;
}
