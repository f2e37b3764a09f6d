// Benchmarks use inner parts of lib/, which nothing checks: they are not run by tests.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';

describe('a file of benchmarks', () => {
  for (const name of fs.readdirSync('bench/rows')) {
    it(`finds what it measures: ${name}`, async () => {
      const { rows } = (await import(`../../bench/rows/${name}`)) as { rows: readonly unknown[] };
      assert.ok(rows.length > 0);
    });
  }
});
