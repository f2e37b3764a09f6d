// Mocha's spec reporter, which also adds the runner's counts, a line for each run, where CI asks for them.
const { appendFileSync } = require('node:fs');
const { reporters } = require('mocha');

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.STATICFILE_TEST_REPORT;
    if (!file) return;
    runner.once('end', () => {
      const { passes, failures, pending } = runner.stats;
      const skipped = pending > 0 ? `, ${pending} skipped` : '';
      appendFileSync(file, `${passes} passed, ${failures} failed${skipped}\n`);
    });
  }
};
