import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ROOT } from "./setup.mjs";

/** Runs Jest and closes with one line that counts the tests; a run without any test is a failure. */
export function runJest(args) {
  const folder = mkdtempSync(join(tmpdir(), "model-access-jest-"));
  const report = join(folder, "report.json");
  try {
    const jest = join(ROOT, "node_modules/jest/bin/jest.js");
    const { status } = spawnSync(process.execPath, [jest, "--json", `--outputFile=${report}`, ...args], {
      cwd: ROOT,
      // With --json Jest writes the report to standard output too; people read its other output.
      stdio: ["inherit", "ignore", "inherit"],
    });
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(report, "utf8"),
    );
    console.log(`Tests: ${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
    if (numPassedTests + numFailedTests === 0) console.error("No test ran.");
    const ran = numPassedTests > 0 && numFailedTests === 0 && numRuntimeErrorTestSuites === 0;
    process.exitCode = status === 0 && ran ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
