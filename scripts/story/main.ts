import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { type Emulator, RunningClock, startEmulator } from "pulumi-model-access-emulator";
import { Stack } from "pulumi-model-access-engine";

import { Narrator } from "./narrator";
import { tell } from "./story";

// The story is not about versions of Node.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

/** Slow enough that one sees an agreement PENDING, fast enough that nobody waits for it. */
const SPEED = 25;
/** For those who know the story: `--quick`. */
const QUICK = { speed: 1200, pollInterval: "0.05" };

/** The environment of program and provider: nothing of the caller's AWS or Pulumi is in it. */
function environment(home: string): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], HOME: home, AWS_EC2_METADATA_DISABLED: "true" };
}

async function openStack(folder: string, emulator: Emulator, pollInterval?: string): Promise<Stack> {
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
    ...(pollInterval !== undefined && { "model-access:pollInterval": { value: pollInterval } }),
  });
  return stack;
}

async function main(quick: boolean): Promise<void> {
  const { speed, pollInterval } = quick ? QUICK : { speed: SPEED, pollInterval: undefined };
  const narrator = new Narrator();
  const folder = mkdtempSync(join(tmpdir(), "model-access-story-"));
  const emulator = await startEmulator({ clock: new RunningClock(speed) });
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
    stack = await openStack(folder, emulator, pollInterval);
    await tell(narrator, stack, emulator, speed);
  } catch (error) {
    process.stderr.write(`\nThe story ended early: ${narrator.explain(error)}\n`);
    process.exitCode = 1;
  } finally {
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main(process.argv.includes("--quick"));
