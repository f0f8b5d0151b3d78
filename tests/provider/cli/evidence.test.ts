import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { type ManualClock } from "#emulator/index";
import { type Ended, runCommand } from "../../support/command";
import {
  ACCOUNT,
  type Emulator,
  FIRST_PARTY,
  REGION,
  startStill,
  THIRD_PARTY,
} from "../../support/emulator/emulated";

let emulator: Emulator & { clock: ManualClock };
let folder: string;
beforeAll(async () => {
  emulator = await startStill();
  emulator.incidents.agreementAccepted(
    { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY },
    "offer-cohcommandr",
  );
  emulator.clock.tick(3600);
  folder = mkdtempSync(join(tmpdir(), "evidence-"));
});
afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

/** The command, with keys and addresses as AWS's own tools take them. */
function evidence(...args: string[]): Promise<Ended> {
  const env = {
    ...{ AWS_ACCESS_KEY_ID: ACCOUNT, AWS_SECRET_ACCESS_KEY: "canary-key", AWS_REGION: REGION },
    ...{ AWS_ENDPOINT_URL: emulator.url, AWS_MAX_ATTEMPTS: "1" },
  };
  return runCommand("provider/bin/pulumi-model-access.cjs", ["evidence", ...args], { cwd: folder, env });
}

it("evidence is printed for people: first whose, then of each model what was accepted, in 100 columns", async () => {
  const { status, stdout, stderr } = await evidence(THIRD_PARTY, FIRST_PARTY);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout.split("\n")[0]).toBe(`Account ${ACCOUNT}, Region ${REGION}`);
  expect(stdout).toMatch(
    new RegExp(
      `${FIRST_PARTY}\n {2}evidence +not required[^]*${THIRD_PARTY}\n {2}evidence +found\n[^]*` +
        "agreement +agmt-\\w+ \\(ACTIVE\\)\n[^]*product +prod-tukx4z3hrewle\n[^]*document +\\w+Eula, [^]*licence +arn:aws",
    ),
  );
  expect(stdout.split("\n").filter((line) => line.length > 100)).toEqual([]);
  expect(stdout).not.toMatch(/X-Amz|canary/);
});

it("evidence is JSON for a machine, and exit code 1 where something could not be looked at", async () => {
  const end = emulator.faults.add({
    target: { operation: "SearchAgreements" },
    effect: { kind: "refusal", code: "AccessDeniedException", status: 400 },
  });
  const { status, stdout } = await evidence(THIRD_PARTY, "nobody.has-this-v1:0", "--json");
  end();
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ account: ACCOUNT, region: REGION },
    models: [
      { modelId: THIRD_PARTY, evidence: "not permitted" },
      { modelId: "nobody.has-this-v1:0", problem: expect.stringContaining("nobody.has-this-v1:0") },
    ],
  });
});
