// Imports point down one list of rooms, and never in a circle.
import assert from 'node:assert/strict';
import { circleIn, type Import, importsIn, importsOf, isRefused, roomOf } from './rooms.ts';

const REFUSED: readonly Import[] = [
  { from: 'lib/core/x.ts', to: 'lib/files/roots.ts' },
  { from: 'lib/core/css/x.ts', to: 'node:fs/promises' },
  { from: 'lib/errors.ts', to: 'fs' },
  { from: 'lib/proxies/x.ts', to: 'lib/proxies/cdn/store.ts' },
  { from: 'lib/files/x.ts', to: 'lib/convert/converter.ts' },
  { from: 'lib/convert/x.ts', to: 'lib/resolve/resolver.ts' },
  { from: 'lib/resolve/x.ts', to: 'lib/serve/middleware.ts' },
  { from: 'lib/instance/x.ts', to: 'lib/staticfiles.ts' },
];

const shown = ({ from, to }: Import): string => `${from} imports ${to}`;

describe('the rooms of lib', () => {
  const imports = importsOf('lib');

  for (const each of REFUSED) {
    it(`would be refused if ${shown(each)}`, () => {
      assert.ok(isRefused(each));
    });
  }

  it('have every file', () => {
    const homeless = imports.filter(({ from }) => roomOf(from) < 0).map(({ from }) => from);
    assert.deepEqual(homeless, []);
    assert.ok(imports.length > 1000);
  });

  it('import from below only', () => {
    assert.deepEqual(imports.filter(isRefused).map(shown), []);
  });

  it('have no circle of files, types included', () => {
    assert.deepEqual(circleIn(imports), []);
  });

  it('would be refused with a circle of types', () => {
    const circle = [
      ...importsIn('lib/core/a.ts', "import type { B } from './b.ts';"),
      ...importsIn('lib/core/b.ts', "export type { A } from '../core/a.ts';"),
    ];
    assert.deepEqual(circleIn(circle), ['lib/core/a.ts', 'lib/core/b.ts', 'lib/core/a.ts']);
  });
});
