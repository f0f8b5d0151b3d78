// `npm run generate`: classes, tables of the docs and the plugin's schema, of what the resources declare.
import { createRequire } from "node:module";

import { setUp } from "./setup.mjs";

setUp();
createRequire(import.meta.url)("./dist/generate/main.js");
