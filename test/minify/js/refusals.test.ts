// How often the proof refuses what engines make of scripts from npm; each refusal has a reason.
import assert from 'node:assert/strict';
import { encodeByteText } from '../../../lib/core/byte-text.ts';
import { engineAttempts } from '../../../lib/minify/engines.ts';
import { minifyBy } from '../../../lib/minify/text-minifier.ts';
import { useFixtures } from '../../support/fixtures.ts';
import { fewer, isWhole } from '../../support/sampled.ts';
import { type NpmScript, npmScripts } from '../support/npm-scripts.ts';

const SCRIPTS = fewer('scripts from npm for each engine', 2000, 10);
const MOST_SHARE = 0.02;
/** A few scripts are no share. */
const MOST_OF_FEW = 4;

/** Returns why the result of an engine is not used, `undefined` where it is. */
function problemWith(engine: string, { path, text }: NpmScript): string | undefined {
  const task = { kind: 'js', path, text: encodeByteText(text) } as const;
  const isModule = path.endsWith('.mjs');
  const attempts = engineAttempts(engine, 'safe');
  return minifyBy({ name: engine, attempts }, { ...task, isModule, wantsMap: false }).problem;
}

describe('the default level', function () {
  this.timeout(3_600_000);
  useFixtures();
  for (const engine of ['uglify-js', 'terser', 'oxc-minify']) {
    it(`uses at least 98 of 100 results of ${engine}`, () => {
      const scripts = npmScripts(SCRIPTS);
      const reasons = scripts.flatMap((script) => {
        const problem = problemWith(engine, script);
        return problem === undefined ? [] : [`${script.path}: ${problem}`];
      });
      if (isWhole) console.log(`${engine}: ${reasons.length} of ${scripts.length} refused`);
      assert.ok(scripts.length >= SCRIPTS * 0.9, `only ${scripts.length}`);
      assert.ok(
        reasons.length <= Math.max(MOST_OF_FEW, scripts.length * MOST_SHARE),
        reasons.join('\n'),
      );
      if (isWhole) console.log(reasons.join('\n'));
    });
  }

  for (const engine of ['uglify-js', 'terser', 'oxc-minify']) {
    it(`tells ${engine} which names stay`, () => {
      const text =
        'f(function ($scope, long = () => 1, other) { return [$scope, long.name, other] })';
      assert.equal(problemWith(engine, { path: 'a.js', text }), undefined);
    });
  }
});
