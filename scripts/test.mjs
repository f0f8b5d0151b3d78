// `npm test`: everything. Arguments are Jest's: `npm test -- emulator`, `npm test -- -t "adopts"`.
import { runJest } from "./jest.mjs";
import { setUp } from "./setup.mjs";

setUp();
runJest(process.argv.slice(2));
