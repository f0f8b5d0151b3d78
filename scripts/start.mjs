// `npm start`: the main job, told from beginning to end on an emulator and the embedded engine.
import { createRequire } from "node:module";

import { setUp } from "./setup.mjs";

setUp();
createRequire(import.meta.url)("./dist/story/main.js");
