// `npm run emulator -- …`: the emulator's own command.
import { createRequire } from "node:module";

import { setUp } from "./setup.mjs";

setUp();
await createRequire(import.meta.url)("../emulator/dist/cli.js").run();
