import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";

import { afterAll, afterEach, describe, expect, it } from "@jest/globals";

import { ProviderClient } from "#engine/host/client";
import { loadSdk } from "#engine/sdk";
import { providerText } from "#provider/program/provider-text";

import { type Emulator, THIRD_PARTY, writes } from "../../support/emulator/emulated";
import { ACCEPT, SELDOM, startPending, untilWaited } from "../../support/emulator/pending-agreement";
import { cleanEnvironment, configFor } from "../../support/hosts/host";

const REPOSITORY = resolve(__dirname, "../../../..");
const PROGRAM_DIR = join(REPOSITORY, "examples/quickstart");
const sdk = loadSdk(PROGRAM_DIR);

/** What ends only when it is killed: it listens, starts a provider as the CLI does, and tells its process and port. */
const ENGINE = `
const [command, ...args] = process.argv.slice(1);
const server = require("net").createServer((socket) => socket.destroy()).listen(0, "127.0.0.1", () => {
  const address = "127.0.0.1:" + server.address().port;
  const child = require("child_process").spawn(command, [...args, address], { stdio: ["pipe", "pipe", "inherit"], detached: true });
  child.stdout.once("data", (port) => console.log(child.pid + " " + port));
  process.on("SIGUSR2", () => child.stdin.end());
});`;

/** How each transport's process is started. The CLI starts the dynamic host by a shell, which waits for it. */
const COMMANDS = {
  plugin: [join(REPOSITORY, "provider/plugin/pulumi-resource-model-access")],
  dynamic: ["sh", "-c", `node ${sdk.runDynamicProvider} "$@"; true`, "sh"],
};
const TYPES = {
  plugin: "model-access:index:ModelAgreement",
  dynamic: "pulumi-nodejs:dynamic/model-access:ModelAgreement",
};

const home = mkdtempSync(join(tmpdir(), "orphans-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const open: { emulator?: Emulator; engine?: ChildProcess; group?: number }[] = [];
afterEach(async () => {
  for (const { emulator, engine, group } of open.splice(0)) {
    engine?.kill("SIGKILL");
    if (group !== undefined && isAlive(group)) process.kill(-group, "SIGKILL");
    await emulator?.close();
  }
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await setTimeout(10);
}

describe.each(["plugin", "dynamic"] as const)("the %s transport's process", (transport) => {
  /** An engine whose provider makes an agreement that stays PENDING; whoever waits looks again after minutes. */
  async function waiting(emulator: Emulator) {
    const engine = spawn(process.execPath, ["-e", ENGINE, ...COMMANDS[transport]], {
      cwd: PROGRAM_DIR,
      env: cleanEnvironment({ HOME: home }),
      stdio: ["ignore", "pipe", "inherit"],
    });
    open.push({ engine, emulator });
    const [line] = (await once(createInterface({ input: engine.stdout }), "line")) as [string];
    const [group = 0, port = 0] = line.split(" ").map(Number);
    open.push({ group });
    const provider = { address: `127.0.0.1:${port}`, folder: PROGRAM_DIR };
    const client = await ProviderClient.connect(sdk, provider, "127.0.0.1:1");
    client.configure(
      { urn: "urn:pulumi:dev::test::pulumi:providers:model-access::default", id: "default" },
      { ...configFor(emulator), ...SELDOM },
    );
    const urn = `urn:pulumi:dev::test::${TYPES[transport]}::it`;
    const given = { modelId: THIRD_PARTY };
    const told = { __provider: providerText("ModelAgreement"), __urn: urn };
    const { inputs } = await client.check(
      urn,
      undefined,
      transport === "plugin" ? given : { ...given, ...told },
    );
    const created = client.create(urn, inputs).then(
      () => "made",
      (error: unknown) => (error as Error).message,
    );
    // Its connection to the provider ends with an engine, like everything that it has.
    const kill = (): void => {
      engine.kill("SIGKILL");
      client.close();
    };
    return { engine, group, client, created, kill };
  }

  it("ends when its engine is killed, although it is waiting", async () => {
    const emulator = await startPending();
    const { group, kill } = await waiting(emulator);
    await untilWaited(emulator);
    kill();
    await until(() => !isAlive(group));
    expect(writes(emulator)).toEqual([ACCEPT]);
  });

  it("hears before what AWS has been asked already, and asks for nothing more", async () => {
    const emulator = await startPending();
    emulator.faults.add({ target: { operation: ACCEPT }, effect: { kind: "latency", milliseconds: 1500 } });
    const { group, kill } = await waiting(emulator);
    let answered = false;
    emulator.requests.listen(({ operation }) => (answered ||= operation === ACCEPT));
    // It is on its way now, and answered only later.
    await until(() =>
      emulator.requests.all().some(({ operation }) => operation.startsWith("ListFoundation")),
    );
    await setTimeout(300);
    kill();
    await setTimeout(500);
    expect({ answered, isAlive: isAlive(group) }).toEqual({ answered: false, isAlive: true });
    await until(() => !isAlive(group));
    expect(answered).toBe(true);
    expect(writes(emulator)).toEqual([ACCEPT]);
  });

  it("goes on where only its standard input has ended", async () => {
    const emulator = await startPending();
    const { engine, client, created } = await waiting(emulator);
    await untilWaited(emulator);
    engine.kill("SIGUSR2");
    await setTimeout(500);
    await client.cancel();
    expect(await created).toMatch(/cancelled after \d+ s, still PENDING/);
    client.close();
  });
});
