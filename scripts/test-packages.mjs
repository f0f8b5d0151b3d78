// `npm run test:packages`: packs a fresh clone, and uses the tarballs as people do, with every package manager and kind of program.
import { createRequire } from "node:module";

import { setUp } from "./setup.mjs";

setUp();
createRequire(import.meta.url)("./dist/packages/main.js");
