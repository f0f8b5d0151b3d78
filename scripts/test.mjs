// `npm test`: everything that a change should be seen by within five minutes. `npm run test:long` (`--long`): the other half.
// More arguments are Jest's: `npm test -- emulator`, `npm test -- -t "adopts"`.
import { runJest } from "./jest.mjs";
import { setUp } from "./setup.mjs";

/** Tables of every case (`*.long.test.ts`), and what is played against the Pulumi CLI scenario by scenario. */
const LONG = "(\\.long|/engine/scenarios/.*)\\.test";

const args = process.argv.slice(2);
const isLong = args[0] === "--long";

setUp();
runJest(
  isLong ? ["--testPathPatterns", LONG, ...args.slice(1)] : ["--testPathIgnorePatterns", LONG, ...args],
);
