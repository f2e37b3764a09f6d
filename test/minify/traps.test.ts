// Programs that a careless minifier would change print the same before and after.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as vm from 'node:vm';
import { engineAttempts } from '../../lib/minify/engines.ts';
import type { MinifyLevel } from '../../lib/minify/minifier.ts';
import { minifyBy } from '../../lib/minify/text-minifier.ts';
import { sampled } from '../support/sampled.ts';
import { createSite } from '../support/site.ts';
import { moduleTraps, newerTraps } from './support/traps-newer.ts';
import { scriptTraps } from './support/traps-scripts.ts';

const scripts = { ...scriptTraps, ...newerTraps };

/** Runs a script in a realm of its own, and lets what is asynchronous end. */
async function printed(script: string): Promise<string> {
  const lines: string[] = [];
  const print = (...values: unknown[]) => lines.push(values.map(String).join(' '));
  try {
    vm.runInNewContext(script, { print });
  } catch (error) {
    lines.push(`threw ${String(error)}`);
  }
  await new Promise((resolve) => setImmediate(resolve));
  return lines.join('\n');
}

function minify(text: string, engine: string, level: MinifyLevel, isModule = false) {
  const chosen = { name: engine, attempts: engineAttempts(engine, level) };
  const byteText = Buffer.from(text).toString('latin1');
  return minifyBy(chosen, { kind: 'js', path: '', text: byteText, isModule, wantsMap: false });
}

const RUNS: readonly (readonly [engine: string, level: MinifyLevel])[] = [
  'uglify-js',
  'terser',
  'esbuild',
  'oxc-minify',
].flatMap((engine) => [[engine, 'safe'] as const, [engine, 'blanks'] as const]);

/** Each program is met by one engine at least. */
const MOST_IN_SHORT = 150;

describe('trap programs', () => {
  it('are at least 60, and each prints something', async () => {
    const names = [...Object.keys(scripts), ...Object.keys(moduleTraps)];
    assert.ok(names.length >= 60, String(names.length));
    for (const [name, script] of Object.entries(scripts)) {
      assert.notEqual(await printed(script), '', name);
    }
  });

  const cases = RUNS.flatMap((by) =>
    Object.entries(scripts).map((each) => [...by, ...each] as const),
  );
  const picked = sampled('trap programs, each by an engine at a level', MOST_IN_SHORT, cases);
  for (const [engine, level, name, script] of picked) {
    it(`print the same by ${engine} at "${level}": ${name}`, async () => {
      const { text } = minify(script, engine, level);
      assert.equal(
        await printed(Buffer.from(text, 'latin1').toString()),
        await printed(script),
        text,
      );
    });
  }
});

const MODULE_RUNS = sampled('engines at a level for trap modules', 3, RUNS);
const OTHER = `export let value = 1;
export function raise() { value += 1; }
export default raise;
globalThis.runs = (globalThis.runs ?? 0) + 1;
`;
const PRINT = 'globalThis.print = (...values) => console.log(values.map(String).join(" "));\n';

function printedByModule(script: string): string {
  const site = createSite({ 'other.mjs': OTHER, 'print.mjs': PRINT, 'main.mjs': script });
  const args = ['--import', './print.mjs', 'main.mjs'];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: site.root,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

describe('trap modules', () => {
  for (const [name, script] of sampled('trap modules', 6, Object.entries(moduleTraps))) {
    it(`print the same, whatever minifies them: ${name}`, () => {
      const before = printedByModule(script);
      assert.doesNotMatch(before, /Error|Warning/);
      const texts = MODULE_RUNS.map(([engine, level]) => minify(script, engine, level, true).text);
      for (const text of new Set(texts)) {
        if (text !== script) assert.equal(printedByModule(text), before, text);
      }
    });
  }
});
