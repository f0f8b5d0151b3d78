import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";

import type { Bench, Sample } from "../bench";

const ROOT = resolve(__dirname, "../../../..");
const OWN = join(ROOT, "emulator/bin/model-access-emulator.cjs");

/** How soon an emulated AWS answers: ours, against moto in a Python environment of its own. */
export const emulator: Bench = {
  name: "emulator",
  about: "from the start of an emulated AWS until it listens, against moto; needs python3",
  runs: 5,
  async open() {
    const folder = mkdtempSync(join(tmpdir(), "model-access-bench-"));
    const close = async (): Promise<void> => rmSync(folder, { recursive: true, force: true });
    const moto = installed(folder);
    if (moto === undefined) {
      await close();
      throw new Error("the bench emulator needs python3, and a package registry to install moto from");
    }
    const reference = () => listening(moto, ["-p", "0"]);
    const time = (atMost: number) => [
      { name: "listens", unit: "ms", goal: { of: "ratio", atMost } } as const,
    ];
    return {
      comparisons: [
        {
          what: "npm run emulator",
          against: "moto_server",
          figures: time(1),
          ours: () => listening("npm", ["run", "--silent", "emulator", "--", "serve", "--port", "0"]),
          reference,
        },
        {
          what: "the emulator's own command",
          against: "moto_server",
          figures: time(0.5),
          ours: () => listening(process.execPath, [OWN, "serve", "--port", "0"]),
          reference,
        },
      ],
      close,
    };
  },
};

/** @returns moto's command; undefined where it cannot be installed */
function installed(folder: string): string | undefined {
  const bin = join(folder, process.platform === "win32" ? "Scripts" : "bin");
  const steps: [string, string[]][] = [
    ["python3", ["-m", "venv", folder]],
    [join(bin, "pip"), ["install", "--quiet", "moto[server]"]],
  ];
  return steps.every(([command, args]) => spawnSync(command, args).status === 0)
    ? join(bin, "moto_server")
    : undefined;
}

/** Until it tells its address. */
async function listening(command: string, args: readonly string[]): Promise<Sample> {
  const begin = performance.now();
  // A group of its own, so that what npm starts ends as well.
  const child = spawn(command, args, { cwd: ROOT, detached: true });
  let printed = "";
  await new Promise<void>((done, refuse) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (text: Buffer) => {
        printed += text.toString();
        if (/https?:\/\/(127\.0\.0\.1|localhost):\d+/.test(printed)) done();
      });
    }
    child.once("error", refuse);
    child.once("close", () => refuse(new Error(`${command} has ended:\n${printed}`)));
  });
  const listens = performance.now() - begin;
  const ended = new Promise((done) => child.once("close", done));
  process.kill(-child.pid!, "SIGTERM");
  await ended;
  return { listens };
}
