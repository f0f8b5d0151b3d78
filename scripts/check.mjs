// `npm run check`: format, types, lint with the direction of imports, dead code.
import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { ROOT, setUp } from "./setup.mjs";

setUp();
const checks = {
  format: ["prettier", "--check", "--log-level", "warn", "."],
  lint: ["eslint", "--max-warnings", "0", "."],
  "dead code": ["knip", "--no-progress"],
};
const failed = Object.entries(checks).filter(([name, [command, ...args]]) => {
  const { status } = spawnSync(join(ROOT, "node_modules/.bin", command), args, {
    cwd: ROOT,
    stdio: "inherit",
  });
  console.log(`${status === 0 ? "ok    " : "FAILED"}  ${name}`);
  return status !== 0;
});
process.exitCode = failed.length === 0 ? 0 : 1;
