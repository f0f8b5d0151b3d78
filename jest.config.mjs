// Tests run as `tsc -b` has compiled them: what is tested is what is shipped.
export default {
  testEnvironment: "node",
  rootDir: "tests/dist",
  reporters: ["default", "<rootDir>/../../scripts/closing-line.cjs"],
  testSequencer: "<rootDir>/../../scripts/longest-first.cjs",
  testMatch: ["**/*.test.js"],
  // For two cores, the smallest machine of ours: much of a test is waiting for time to pass.
  maxWorkers: 3,
  transform: {},
  testTimeout: 60_000,
};
