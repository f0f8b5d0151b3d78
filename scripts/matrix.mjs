// `npm run matrix`: every call of every resource ends in every way. Arguments are types of resources; all unless some are named.
import { createRequire } from "node:module";

import { setUp } from "./setup.mjs";

setUp();
createRequire(import.meta.url)("../tests/dist/simulation/matrix/main.js");
