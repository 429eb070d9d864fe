/**
 * Mocha's spec reporter that also keeps count in the file UNROLL_TEST_COUNTS, test by test, so that scripts/test.mjs can add
 * up suites that ran in different processes, sees when one of them ended early, and can run again what failed.
 */
const { writeFileSync } = require('node:fs');
const { Runner, reporters } = require('mocha');

const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING, EVENT_RUN_END } = Runner.constants;

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    /** By the outermost describe, whose tests may build upon each other. */
    const counts = { complete: false, groups: {} };
    const file = process.env.UNROLL_TEST_COUNTS;
    const save = () => file && writeFileSync(file, JSON.stringify(counts));
    const keep = (key) => (test) => {
      const group = outermost(test);
      counts.groups[group] ??= { passed: [], failed: [], skipped: [] };
      counts.groups[group][key].push(test.fullTitle());
      save();
    };
    runner.on(EVENT_TEST_PASS, keep('passed'));
    runner.on(EVENT_TEST_FAIL, keep('failed'));
    runner.on(EVENT_TEST_PENDING, keep('skipped'));
    runner.on(EVENT_RUN_END, () => {
      counts.complete = true;
      save();
    });
  }
};

/** The title of the describe around a test or a hook that no other is around; of a test without one its own. */
function outermost(test) {
  return test.parent && !test.parent.root ? outermost(test.parent) : test.title;
}
