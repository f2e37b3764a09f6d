// Where packages and workers are looked for, in a bundle as well.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';

const file = new URL('../../lib/core/packages.cjs', import.meta.url);
const nodeRequire = createRequire(file);

/** What the module exports where `require.resolve` is a bundler's. */
function bundledWith(resolve: (name: string) => unknown) {
  const exported = {} as typeof import('../../lib/core/packages.cjs');
  const bundlers = Object.assign((name: string) => nodeRequire(name), { resolve });
  compileFunction(fs.readFileSync(file, 'utf8'), ['require', 'exports'])(bundlers, exported);
  return exported;
}

describe('packages in a bundle', () => {
  for (const [what, id] of [
    ['a number', 3456],
    ['a name', './node_modules/uglify-js/tools/node.js'],
  ] as const) {
    it(`are not looked for below ${what} that the bundler gives for a file`, () => {
      const { findWorker, resolveEngine } = bundledWith(() => id);
      assert.equal(resolveEngine('uglify-js'), 'uglify-js');
      assert.equal(findWorker('minify'), undefined);
    });
  }

  it('are found where the files lie', () => {
    const { resolveEngine } = bundledWith((name) => nodeRequire.resolve(name));
    assert.equal(resolveEngine('uglify-js'), nodeRequire.resolve('uglify-js'));
  });
});
