// `npm run contract`: what we say of AWS, tried on the emulator, or with --live on a real account.
import { createRequire } from "node:module";

import { setUp } from "./setup.mjs";

setUp();
createRequire(import.meta.url)("./dist/contract/main.js");
