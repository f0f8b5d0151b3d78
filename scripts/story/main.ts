import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { type Emulator, runningClock, startEmulator } from "pulumi-model-access-emulator";
import { Stack } from "pulumi-model-access-engine";

import { Narrator } from "./narrator";
import { tell } from "./story";

/** Slow enough that one sees an agreement PENDING, fast enough that nobody waits for it. */
const SPEED = 25;

/** The environment of program and provider: nothing of the caller's AWS or Pulumi is in it. */
function environment(home: string): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], HOME: home, AWS_EC2_METADATA_DISABLED: "true" };
}

async function openStack(folder: string, emulator: Emulator): Promise<Stack> {
  const stack = await Stack.createOrSelect({
    stackName: "story",
    workDir: resolve(__dirname, "../../.."),
    stateDir: join(folder, "state"),
    passphrase: "only for this story",
    env: environment(folder),
  });
  await stack.setAllConfig({
    "aws:region": { value: "us-east-1" },
    "aws:accessKey": { value: "111122223333" },
    "aws:secretKey": { value: "test", secret: true },
    "aws:endpoints": { value: JSON.stringify([{ bedrock: emulator.url, sts: emulator.url }]) },
  });
  return stack;
}

async function main(): Promise<void> {
  const narrator = new Narrator();
  const folder = mkdtempSync(join(tmpdir(), "model-access-story-"));
  const emulator = await startEmulator({ clock: runningClock(SPEED) });
  let stack: Stack | undefined;
  const onInterrupt = (): void => {
    void (stack?.kill() ?? Promise.resolve()).finally(() => {
      rmSync(folder, { recursive: true, force: true });
      process.exit(1);
    });
  };
  process.once("SIGINT", onInterrupt);
  process.once("SIGTERM", onInterrupt);
  try {
    stack = await openStack(folder, emulator);
    await tell(narrator, stack, emulator);
  } catch (error) {
    process.stderr.write(`\nThe story ended early: ${narrator.explain(error)}\n`);
    process.exitCode = 1;
  } finally {
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
