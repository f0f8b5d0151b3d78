const { writeSync } = require("node:fs");

/** Jest's last words here: one line that counts the tests. A file that could not be run counts as a test that failed, and no test at all is a failure. */
module.exports = class ClosingLine {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites }) {
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    const line = `Tests: ${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped\n`;
    // Jest's own summary comes after all reporters.
    process.once("exit", () => writeSync(1, line));
    const broken =
      numRuntimeErrorTestSuites > 0 ? `${numRuntimeErrorTestSuites} test files could not be run` : undefined;
    const none = numPassedTests + numFailedTests === 0 ? "no test ran" : undefined;
    this.error = broken ?? none;
  }

  getLastError() {
    return this.error === undefined ? undefined : new Error(this.error);
  }
};
