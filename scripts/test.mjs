// `npm test`: everything that a change should be seen by within five minutes. `npm run test:long` (`--long`): the other half.
// More arguments are Jest's: `npm test -- emulator`, `npm test -- -t "adopts"`.
import { runJest } from "./jest.mjs";
import { setUp } from "./setup.mjs";

/** Tables of every case (`*.long.test.ts`), and what is played against the Pulumi CLI scenario by scenario. */
const LONG = "(\\.long|/engine/scenarios/.*)\\.test";

const [first, ...others] = process.argv.slice(2);
const isLong = first === "--long";
const args = isLong ? others : process.argv.slice(2);

setUp();
// Jest takes every word behind either option for one more pattern, so they stand last.
runJest([...args, isLong ? "--testPathPatterns" : "--testPathIgnorePatterns", LONG]);
