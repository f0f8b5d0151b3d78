// `npm run bench`: how fast and how large what we ship is, beside what does as little as can be done in the same way.
import { createRequire } from "node:module";

import { setUp } from "./setup.mjs";

setUp();
createRequire(import.meta.url)("./dist/bench/main.js");
