// `npm run flips`: every resource, under each alternative of what the emulator assumes of AWS.
import { createRequire } from "node:module";

import { setUp } from "./setup.mjs";

setUp();
createRequire(import.meta.url)("../tests/dist/flips/main.js");
