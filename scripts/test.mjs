// `npm test`: everything that a change should be seen by within five minutes. `npm run test:long` (`--long`): the other half.
// `npm run fuzz` (`--fuzz`): those of them that look for what nobody has thought of.
// More arguments are Jest's: `npm test -- emulator`, `npm test -- -t "adopts"`.
import { runJest } from "./jest.mjs";
import { setUp } from "./setup.mjs";

/** Tables of every case (`*.long.test.ts`), and what is played against the Pulumi CLI scenario by scenario. */
const LONG = "(\\.long|/engine/scenarios/.*)\\.test";

const FUZZ = "(/inputs|/hostile-answers|/http-fuzz)";

const [first, ...others] = process.argv.slice(2);
const isFuzz = first === "--fuzz";
const isLong = isFuzz || first === "--long";
const args = isLong ? others : process.argv.slice(2);

/** Jest would run whatever one of its patterns names: of the long tests, those that are asked for. */
function longOnes() {
  const options = args.findIndex((arg) => arg.startsWith("-"));
  const asked = options < 0 ? args : args.slice(0, options);
  const among = [...(isFuzz ? [FUZZ] : []), ...(asked.length > 0 ? [`(${asked.join("|")})`] : [])];
  const pattern = `^${among.map((one) => `(?=.*${one})`).join("")}.*${LONG}`;
  return [...args.slice(asked.length), "--testPathPatterns", pattern];
}

setUp();
// Jest takes every word behind either option for one more pattern, so they stand last.
runJest(isLong ? longOnes() : [...args, "--testPathIgnorePatterns", LONG]);
