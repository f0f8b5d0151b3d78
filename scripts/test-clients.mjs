// `npm run test:clients`: the AWS CLI and boto3 against the emulator, in a Python environment of their own.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { runJest } from "./jest.mjs";
import { localFolder, ROOT, run, setUp } from "./setup.mjs";

const folder = localFolder("clients");
const requirements = join(ROOT, "tests/clients/requirements.txt");
const installed = join(folder, "installed.txt");

function isInstalled() {
  return existsSync(installed) && readFileSync(installed, "utf8") === readFileSync(requirements, "utf8");
}

setUp();
if (!isInstalled()) {
  if (spawnSync("python3", ["-m", "venv", "--help"]).status !== 0) {
    console.error("npm run test:clients needs python3 with its module venv.");
    process.exit(1);
  }
  process.stderr.write("Installing the AWS CLI and boto3 …\n");
  run("python3", ["-m", "venv", "--clear", folder]);
  const pip = [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--requirement",
    requirements,
  ];
  run(join(folder, "bin/python"), pip);
  writeFileSync(installed, readFileSync(requirements));
}
runJest(["clients"]);
