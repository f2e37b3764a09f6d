// Mocha's spec reporter, which also leaves the runner's counts where CI asks for them.
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.STATICFILE_TEST_REPORT;
    if (!file) return;
    runner.once('end', () => {
      const { passes, failures, pending } = runner.stats;
      const skipped = pending > 0 ? `, ${pending} skipped` : '';
      writeFileSync(file, `${passes} passed, ${failures} failed${skipped}\n`);
    });
  }
};
