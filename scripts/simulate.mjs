// `npm run simulate`: random programs on the emulator, under random mishaps.
import { createRequire } from "node:module";

import { setUp } from "./setup.mjs";

setUp();
createRequire(import.meta.url)("../tests/dist/simulation/main.js");
