// `npm run scenarios`: every end-to-end scenario with each transport on each engine, and a table of how they ended. Arguments are Jest's.
import { runJest } from "./jest.mjs";
import { setUp } from "./setup.mjs";

setUp();
process.env.MODEL_ACCESS_CELLS = "all";
const reporters = ["default", "<rootDir>/support/engines/scenario-table.js"].map(
  (name) => `--reporters=${name}`,
);
runJest(["--testMatch=**/e2e/*.test.js", "--testTimeout=900000", ...reporters, ...process.argv.slice(2)]);
