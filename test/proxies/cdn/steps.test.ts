// Work per object does not grow with how many there are: the steps of the code are counted, not timed.
import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { programFile } from '../../support/program.ts';

const LONGEST_MS = 60_000;

/** Counts the steps of moving this many objects; `'all'`: with a look at all for each of them. */
function stepsFor(count: number, wish = ''): number {
  const program = programFile('./support/steps-program.ts', import.meta.url);
  const args = [program, String(count), wish];
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8', timeout: LONGEST_MS }));
}

describe('four times as many objects', function () {
  this.timeout(2 * LONGEST_MS);

  it('take four times as many steps, a little more at most', () => {
    const [few, many] = [stepsFor(250), stepsFor(1000)];
    assert.ok(few > 250 * 10, `${few} steps are counted`);
    // the test's own clock, which is counted with it, sorts what is due
    assert.ok(many / few < 5.5, `${few} steps, then ${many}: ${(many / few).toFixed(2)}`);
  });

  it('are found to take more where each looks at all', () => {
    const ratio = stepsFor(1000, 'all') / stepsFor(250, 'all');
    assert.ok(ratio > 8, `${ratio}`);
  });
});
