import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

import { afterEach, beforeEach, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import type { Emulator } from "../support/emulator/emulated";
import { blocksOf } from "../support/pages/blocks";
import { BIN, describeWithPython } from "./python";

/** What those blocks of the emulator's page run that need no more than an emulator, by what begins them. */
const BLOCKS = {
  "the AWS CLI and boto3": "export AWS_ENDPOINT_URL",
  curl: "control=",
  "boto3 by itself": "boto3.",
};

describeWithPython("docs/emulator.md", () => {
  let emulator: Emulator;
  let folder: string;
  beforeEach(async () => {
    emulator = await startEmulator({ clock: new RunningClock(60) });
    folder = mkdtempSync(join(tmpdir(), "pages-"));
  });
  afterEach(async () => {
    await emulator.close();
    rmSync(folder, { recursive: true });
  });

  it.each(Object.entries(BLOCKS))("what it shows of %s runs as it stands", async (_, beginning) => {
    const block = blocksOf("docs/emulator.md").find(({ text }) => text.startsWith(beginning))!;
    // curl ends well whatever the status is, unless it is told otherwise.
    const text = block.text
      .replaceAll("http://127.0.0.1:4577", emulator.url)
      .replaceAll("curl -s", "curl -sf");
    const command =
      block.language === "python"
        ? ["python", "-c", `import boto3\n${text}`]
        : ["bash", "-euo", "pipefail", "-c", text];
    const env = { PATH: `${BIN}${delimiter}${process.env["PATH"]}`, HOME: folder };
    await promisify(execFile)(command[0]!, command.slice(1), { cwd: folder, env });
    if (block.language === "sh")
      expect(emulator.requests.all().every(({ status }) => status < 300)).toBe(true);
  });
});
