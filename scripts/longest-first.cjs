/** What takes longest, by its path; of the first of these first. */
const LONG = [
  /\/house\/(pack|commands)|\/faults\.long|permissions\.long/,
  /\/e2e\/|\/contract\/|two-accounts|ownership|\.faults\.long/,
  /\/scenarios\/|\/flips\/|\/cancel\.|assumptions/,
];

/**
 * The order in which Jest begins the test files: those that take long first, so that none of them is left for the end, where it would
 * run alone. Jest goes by their size where it has not measured them, and the longest are tables of a few lines.
 */
module.exports = class LongestFirst {
  sort(tests) {
    const rank = ({ path }) => {
      const found = LONG.findIndex((name) => name.test(path.replaceAll("\\", "/")));
      return found < 0 ? LONG.length : found;
    };
    const size = ({ path, context }) => context.hasteFS.getSize(path) ?? 0;
    return [...tests].sort((one, other) => rank(one) - rank(other) || size(other) - size(one));
  }

  shard(tests, { shardIndex, shardCount }) {
    const sorted = [...tests].sort((one, other) => (one.path < other.path ? -1 : 1));
    return sorted.filter((_, index) => index % shardCount === shardIndex - 1);
  }

  allFailedTests(tests) {
    return this.sort(tests);
  }

  cacheResults() {}
};
