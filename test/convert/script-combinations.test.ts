// Combined scripts do what they did one after another, or say that they can't.
import assert from 'node:assert/strict';
import vm from 'node:vm';
import { makeInstance } from '../support/instance.ts';

/** Runs scripts as a page does: each alone, where one that fails stops nobody else. */
function runAll(...scripts: readonly string[]): Record<string, unknown> {
  const context = vm.createContext({ seen: {} });
  for (const script of scripts) {
    try {
      vm.runInContext(script, context);
    } catch {
      // said in the console, and the next script runs
    }
  }
  return { ...(context['seen'] as Record<string, unknown>) };
}

function combine(files: Record<string, string>) {
  const instance = makeInstance(files);
  return { combined: instance.content(Object.keys(files)), warnings: instance.log.warnings };
}

describe('a combination of scripts', () => {
  it('leaves out a script that declares a name again, as browsers do', () => {
    const files = {
      '/a.js': 'let x; seen.a = 1',
      '/b.js': 'let x; seen.b = 1',
      '/c.js': 'seen.c = 1',
    };
    const { combined, warnings } = combine(files);
    assert.deepEqual(runAll(combined), runAll(...Object.values(files)));
    assert.match(warnings.join(), /"\/b\.js" declares a name/);
  });

  it('says that strict scripts are not strict beside others', () => {
    const { warnings } = combine({ '/a.js': '"use strict"; seen.a = 1', '/b.js': 'seen.b = 1' });
    assert.match(
      warnings.join(),
      /Joined with "\/a\.js", the script "\/b\.js" may run differently: only some of them are strict/,
    );
  });

  it('says once what may differ from the scripts alone', () => {
    const { combined, warnings } = combine({
      '/a.js': 'function show() { return "A" } seen.a = show()',
      '/b.js': 'function show() { return "B" } seen.b = show()',
      '/c.js': 'document.currentScript',
    });
    assert.deepEqual(runAll(combined), { a: 'B', b: 'B' });
    assert.equal(warnings.length, 1);
    assert.match(
      warnings.join(),
      /Joined with "\/a\.js", "\/c\.js", the script "\/b\.js" may run differently: a script before it mentions "show"/,
    );
  });

  it('keeps what only looks like the comment of a source map', () => {
    const files = { '/a.js': '/*\nnote\n//# sourceMappingURL=a.js.map */', '/b.js': 'seen.b = 1' };
    const { combined, warnings } = combine(files);
    assert.deepEqual([runAll(combined), warnings], [{ b: 1 }, []]);
  });

  it('runs what stands behind a hashbang that ends with U+2028', () => {
    const { combined } = combine({ '/a.js': '#!x\u2028seen.a = 1', '/b.js': 'seen.b = 1' });
    assert.deepEqual(runAll(combined), { a: 1, b: 1 });
  });

  it('says nothing of scripts that are all strict', () => {
    const { combined, warnings } = combine({
      '/a.js': '"use strict"; seen.a = (() => this)() === undefined',
      '/b.js': "'use strict'\nseen.b = (function () { return this === undefined })()",
    });
    assert.equal(runAll(combined)['b'], true);
    assert.deepEqual(warnings, []);
  });

  it('writes a script that is in UTF-16 in UTF-8', () => {
    const utf16 = Buffer.from('\u{feff}seen.b = "é"', 'utf16le').toString('latin1');
    const instance = makeInstance({ '/a.js': 'seen.a = 1' });
    instance.site.write('/b.js', Buffer.from(utf16, 'latin1'));
    const combined = instance.content(['/a.js', '/b.js']);
    assert.deepEqual(runAll(combined), { a: 1, b: 'é' });
  });

  it('is empty when no browser runs any of its scripts', () => {
    const { combined, warnings } = combine({ '/a.js': '/* open', '/b.js': 'f(' });
    assert.equal(combined.trim(), '');
    assert.equal(warnings.length, 2);
  });
});
