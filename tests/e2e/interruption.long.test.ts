import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";

import { afterEach, beforeEach, expect, it } from "@jest/globals";

import { ACCOUNT, type Emulator, REGION, THIRD_PARTY, writes } from "../support/emulator/emulated";
import { ACCEPT, PLACE, SELDOM, startPending, untilWaited } from "../support/emulator/pending-agreement";
import { describeOnCells } from "../support/engines/cells";
import { changesOf, configure, type DeployedStack, hostsOf } from "../support/engines/engines";
import { cleanEnvironment, configFor } from "../support/hosts/host";
import { TestProject } from "../support/engines/project";

const PROGRAM = `
const { ModelAgreement } = require("pulumi-model-access");
exports.status = new ModelAgreement("commandR", { modelId: "${THIRD_PARTY}" }).agreementStatus;
`;

let emulator: Emulator;
let project: TestProject;

beforeEach(async () => {
  emulator = await startPending();
  project = new TestProject(PROGRAM);
});
afterEach(async () => {
  expect(hostsOf(project)).toEqual([]);
  await emulator.close();
  project.remove();
});

interface Exported {
  readonly pending_operations?: readonly unknown[];
  readonly resources: readonly { type: string; id?: string; outputs?: object; initErrors?: string[] }[];
}

async function agreementIn(
  stack: Pick<DeployedStack, "exportStack">,
): Promise<{ kept: unknown; pending: number }> {
  const { resources, pending_operations: pending = [] } = (await stack.exportStack()).deployment as Exported;
  return { kept: resources.find(({ type }) => type.endsWith(":ModelAgreement")), pending: pending.length };
}

const HALF_MADE = {
  id: `${ACCOUNT}/${REGION}/${THIRD_PARTY}`,
  outputs: expect.objectContaining({ agreementStatus: "PENDING" }),
  initErrors: [expect.stringMatching(/cancelled after \d+ s, still PENDING\n.*The next `pulumi up` goes on/)],
};

describeOnCells("a run that is interrupted while an agreement is waited for", { both: true }, (cell) => {
  it("ends at once, keeps id and status, leaves nothing pending, and the next one goes on", async () => {
    const stack = await cell.open(project);
    await configure(stack, { ...configFor(emulator), ...SELDOM }, ["aws:secretKey"]);
    const interrupt = new AbortController();
    const running = stack.up({ signal: interrupt.signal }).then(
      () => "made",
      (error: unknown) => (error as Error).message,
    );
    await untilWaited(emulator);
    interrupt.abort();
    const told = await running;
    // Whichever comes first: that the run is over, or that a step of it has failed.
    expect(told).toMatch(/update (canceled|failed)/);
    expect(told).toContain("cancelled after");
    expect(await agreementIn(stack)).toEqual({ kept: expect.objectContaining(HALF_MADE), pending: 0 });

    emulator.incidents.agreementReads(PLACE, "AVAILABLE");
    expect(await changesOf(stack.up())).toMatchObject({ update: 1 });
    expect(await stack.outputs()).toMatchObject({ status: { value: "AVAILABLE" } });
    expect(await changesOf(stack.up({ expectNoChanges: true }))).toEqual({ same: 2 });
    expect(writes(emulator)).toEqual([ACCEPT]);
  });
});

it("the embedded engine's command ends by one SIGINT, while an agreement is waited for", async () => {
  const command = resolve(__dirname, "../../../engine/dist/cli.js");
  const where = ["--cwd", project.folder, "--state-dir", join(project.folder, "state")];
  const env = { ...cleanEnvironment(), PULUMI_CONFIG_PASSPHRASE: "x" };
  const run = (...args: string[]) => spawn(process.execPath, [command, ...where, ...args], { env });
  await once(run("stack", "init", "dev"), "close");
  for (const [key, value] of Object.entries({ ...configFor(emulator), ...SELDOM }))
    await once(run("config", "set", key, value), "close");
  const up = run("up", "--yes", "--skip-preview");
  const ended = once(up, "close");
  await untilWaited(emulator);
  up.kill("SIGINT");
  expect(await ended).toEqual([1, null]);
  const exporting = run("stack", "export");
  const state: Buffer[] = [];
  exporting.stdout.on("data", (chunk: Buffer) => state.push(chunk));
  await once(exporting, "close");
  const deployment = JSON.parse(Buffer.concat(state).toString()) as { deployment: Exported };
  expect(await agreementIn({ exportStack: () => Promise.resolve(deployment) })).toEqual({
    kept: expect.objectContaining(HALF_MADE),
    pending: 0,
  });
});
