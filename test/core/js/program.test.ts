// Scripts are parsed in time that grows with their length only, and refused for what the parser refuses.
import assert from 'node:assert/strict';
import { parseProgram } from '../../../lib/core/js/program.ts';
import { growthOf } from '../../input/support/growth.ts';

const options = { ecmaVersion: 'latest', sourceType: 'script' } as const;

function isParsed(text: string): boolean {
  try {
    parseProgram(text, options);
    return true;
  } catch {
    return false;
  }
}

describe('a script', () => {
  for (const text of [
    'let a; let a;',
    'const a = 1; var a;',
    'var a; class a {}',
    'let a; { var a; }',
    'try {} catch ([a]) { let a; }',
    '"use strict"; function f(a, a) {}',
    'switch (1) { case 1: let a; case 2: let a; }',
    '{ function a() {} let a; }',
  ]) {
    it(`is refused that declares a name twice: ${text}`, () => assert.ok(!isParsed(text)));
  }

  for (const text of [
    'var a; var a; function a() {}',
    'let a; { let a; }',
    'try {} catch (a) { var a; }',
    'function f(a, a) {}',
    '{ function a() {} function a() {} }',
  ]) {
    it(`may declare a name again: ${text}`, () => assert.ok(isParsed(text)));
  }

  it('may declare a great many names', function () {
    this.timeout(60_000);
    const names = (length: number, mark: string) =>
      Array.from({ length }, (_, at) => `let ${mark}${at};`).join('');
    const { factor } = growthOf(8000, (length, mark) => isParsed(names(length, mark)));
    assert.ok(factor < 9, String(factor));
  });
});
