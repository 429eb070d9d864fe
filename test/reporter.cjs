/**
 * Mocha's spec reporter that also keeps count in the file UNROLL_TEST_COUNTS, test by test, so that scripts/test.mjs can add
 * up suites that ran in different processes and sees when one of them ended early.
 */
const { writeFileSync } = require('node:fs');
const { Runner, reporters } = require('mocha');

const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING, EVENT_RUN_END } = Runner.constants;

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const counts = { passed: 0, failed: 0, skipped: 0, complete: false };
    const file = process.env.UNROLL_TEST_COUNTS;
    const keep = (change) => () => {
      Object.assign(counts, change());
      if (file) writeFileSync(file, JSON.stringify(counts));
    };
    runner.on(
      EVENT_TEST_PASS,
      keep(() => ({ passed: counts.passed + 1 })),
    );
    runner.on(
      EVENT_TEST_FAIL,
      keep(() => ({ failed: counts.failed + 1 })),
    );
    runner.on(
      EVENT_TEST_PENDING,
      keep(() => ({ skipped: counts.skipped + 1 })),
    );
    runner.on(
      EVENT_RUN_END,
      keep(() => ({ complete: true })),
    );
  }
};
