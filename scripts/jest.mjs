import { join } from "node:path";

import { ROOT, run } from "./setup.mjs";

/** Runs the tests; arguments are Jest's. */
export function runJest(args) {
  const jest = join(ROOT, "node_modules/jest/bin/jest.js");
  // The AWS SDK would advise another version of Node in every test file.
  const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
  run(process.execPath, [jest, ...args], { env });
}
