// Tests run as `tsc -b` has compiled them: what is tested is what is shipped.
export default {
  testEnvironment: "node",
  rootDir: "tests/dist",
  reporters: ["default", "<rootDir>/../../scripts/closing-line.cjs"],
  testMatch: ["**/*.test.js"],
  // Two cores are what the smallest machine of ours has; the processes that tests start need some of them too.
  maxWorkers: 2,
  transform: {},
  testTimeout: 60_000,
};
