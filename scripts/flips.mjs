// `npm run flips`: every resource, under each alternative of what the emulator assumes of AWS.
import { createRequire } from "node:module";

import { setUp } from "./setup.mjs";

setUp();
// The AWS SDK would advise another version of Node in each process.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
createRequire(import.meta.url)("../tests/dist/flips/main.js");
