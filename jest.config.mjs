// Tests run as `tsc -b` has compiled them: what is tested is what is shipped.
// No command that a test runs sets anything up: an `npm ci` in the middle of a run would take the packages away from all others.
process.env.MODEL_ACCESS_IS_SET_UP = "true";

export default {
  testEnvironment: "node",
  rootDir: "tests/dist",
  reporters: ["default", "<rootDir>/../../scripts/closing-line.cjs"],
  testSequencer: "<rootDir>/../../scripts/longest-first.cjs",
  testMatch: ["**/*.test.js"],
  // For two cores, the smallest machine of ours: much of a test is waiting for time to pass.
  maxWorkers: 3,
  transform: {},
  // Against what hangs, not what is slow: a machine that others use as well may take ten times as long.
  testTimeout: 300_000,
};
