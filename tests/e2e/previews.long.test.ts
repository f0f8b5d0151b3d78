import { beforeEach, expect, it } from "@jest/globals";

import { ACCOUNT, CUSTOM_MODEL, type Emulator, REGION, writes } from "../support/emulator/emulated";
import { describeOnCells } from "../support/engines/cells";
import { deployed } from "../support/engines/deployed";
import type { DeployedStack } from "../support/engines/engines";
import { configFor } from "../support/hosts/host";
import type { TestProject } from "../support/engines/project";

const RECIPIENTS = ["222200000001", "222200000002", "222200000003", "222200000004", "222200000005"];
const REGIONS = [REGION, "us-west-2", "eu-west-1"];
const organization = {
  id: "o-exampleorgid",
  managementAccountId: ACCOUNT,
  organizationalUnits: [{ id: "ou-exam-workload", name: "Workloads", accounts: RECIPIENTS }],
  ramSharing: true,
};
const MODEL_ELSEWHERE = CUSTOM_MODEL.replace(REGION, "us-west-2");
const world = {
  accounts: Object.fromEntries([ACCOUNT, ...RECIPIENTS].map((id) => [id, { name: id }])),
  organization,
  customModels: { [CUSTOM_MODEL]: { modelName: "triage" }, [MODEL_ELSEWHERE]: { modelName: "triage" } },
};

describeOnCells("a preview", {}, (cell) => {
  let emulator: Emulator;
  let project: TestProject;
  let stack: DeployedStack;

  /** Each recipient has a provider, and so a host, of its own. */
  const providers = (): string => `
    const { CustomModelShare, CustomModelShareAcceptance, Provider, SharedCustomModel } = require("pulumi-model-access");
    const provider = (accountId) =>
      new Provider(accountId, {
        region: "${REGION}",
        accessKey: accountId,
        secretKey: "test",
        endpoints: ${configFor(emulator)["aws:endpoints"]},
      });`;

  /** A model for everybody. */
  const everybody = (args: object): string => `${providers()}
    const regions = ${JSON.stringify(Object.fromEntries(REGIONS.map((region) => [region, {}])))};
    const recipients = Object.fromEntries(
      ${JSON.stringify(RECIPIENTS)}.map((id) => [id, { provider: provider(id), modelName: "triage", regions }]),
    );
    const args = { sourceModelArn: "${CUSTOM_MODEL}", recipients, ...${JSON.stringify(args)} };
    new SharedCustomModel("triage", args);`;

  /** A model of that Region for one of them. */
  const one = (region: string): string => `${providers()}
    const resourceArns = ["${CUSTOM_MODEL}".replace("${REGION}", "${region}")];
    const principals = ["${RECIPIENTS[0]}"];
    const share = new CustomModelShare("triage", { name: "triage", resourceArns, principals, region: "${region}" });
    const options = { provider: provider("${RECIPIENTS[0]}") };
    new CustomModelShareAcceptance("triage", { shareArn: share.resourceShareArn }, options);`;

  beforeEach(async () => {
    ({ emulator, project, stack } = await deployed(cell, "", { world, speed: 3600 }));
  });

  it("of a share's tag shows the share, and none of its 5 recipients' 15 copies", async () => {
    project.program(everybody({}));
    await stack.up();
    project.program(everybody({ tags: { team: "ml" } }));
    const { changeSummary } = await stack.preview();
    expect(changeSummary).toEqual({ update: 1, same: 27 });
    emulator.requests.clear();
    expect((await stack.up()).summary.resourceChanges).toEqual(changeSummary);
    expect(writes(emulator)).toEqual(["TagResource"]);
  });

  it("of a share that moves shows its recipient as well", async () => {
    project.program(one(REGION));
    await stack.up();
    project.program(one("us-west-2"));
    expect((await stack.preview()).changeSummary).toEqual({ replace: 1, update: 1, same: 2 });
    expect((await stack.up()).summary.resourceChanges).toEqual({ replace: 2, same: 2 });
  });
});
