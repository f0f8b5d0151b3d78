import { beforeEach, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import {
  ACCOUNT,
  CUSTOM_MODEL,
  type Emulator,
  FORM,
  MEMBER,
  REGION,
  THIRD_PARTY,
  writes,
} from "../support/emulator/emulated";
import { describeOnCells } from "../support/engines/cells";
import { untilTestEnds } from "../support/engines/deployed";
import { changesOf, configure, type DeployedStack } from "../support/engines/engines";
import { configFor } from "../support/hosts/host";
import { PLUGIN, TestProject } from "../support/engines/project";
import { ownedShares } from "../support/aws/shares";

const SECRET_KEY = "canary-secret-access-key";

describeOnCells("a stack that moves from one transport to the other", { both: true }, (cell) => {
  let emulator: Emulator;
  let project: TestProject;
  let stack: DeployedStack;

  beforeEach(async () => {
    emulator = await startEmulator({ clock: new RunningClock(1200) });
    const { url } = emulator;
    const member = {
      ...{ region: REGION, accessKey: ACCOUNT, secretKey: SECRET_KEY, pollInterval: 0.02 },
      endpoints: [{ bedrock: url, sts: url }],
      assumeRole: { roleArn: `arn:aws:iam::${MEMBER}:role/model-access-deployer` },
    };
    const program = `
      const { ComponentResource } = require("@pulumi/pulumi");
      const all = require("pulumi-model-access");
      const modelId = "${THIRD_PARTY}";
      const group = new ComponentResource("test:index:Group", "group");
      new all.UseCaseSubmission("form", ${JSON.stringify(FORM)});
      new all.CustomModelShare("share", {
        name: "models",
        resourceArns: ["${CUSTOM_MODEL}"],
        principals: ["${MEMBER}"],
      });
      exports.own = new all.ModelAgreement("own", { modelId }, { parent: group }).agreementStatus;
      const provider = new all.Provider("member", ${JSON.stringify(member)});
      exports.members = new all.ModelAgreement("members", { modelId }, { provider }).id;`;
    project = untilTestEnds(emulator, new TestProject(program));
    project.plugins(PLUGIN);
    stack = await cell.open(project);
  });

  const use = (transport: string) =>
    configure(
      stack,
      { ...configFor(emulator), "aws:secretKey": SECRET_KEY, "model-access:transport": transport },
      ["aws:secretKey"],
    );

  it("keeps everything it has", async () => {
    const [from, to] = [cell.transport, cell.transport === "plugin" ? "dynamic" : "plugin"];
    // The dynamic host finds the package by a text in the state, which has to be written.
    const moved = to === "plugin" ? { same: 7 } : { same: 3, update: 4 };
    await use(from);
    expect(await changesOf(stack.up())).toEqual({ create: 7 });
    const outputs = await stack.outputs();
    const made = writes(emulator);

    await use(to);
    expect(await changesOf(stack.refresh({ expectNoChanges: true }))).toEqual({ same: 7 });
    expect((await stack.preview()).changeSummary).toEqual(moved);
    expect(await changesOf(stack.up())).toEqual(moved);
    expect(await changesOf(stack.up({ refresh: true, expectNoChanges: true }))).toEqual({ same: 7 });
    expect(await stack.outputs()).toEqual(outputs);
    expect(writes(emulator)).toEqual(made);
    expect([stack.stored().includes(SECRET_KEY), stack.stored().includes(FORM.companyName)]).toEqual([
      false,
      false,
    ]);

    // What was made by one transport is deleted by the other, without the program.
    project.program("throw new Error('is not run');");
    expect(await changesOf(stack.destroy())).toEqual({ delete: 7 });
    expect(writes(emulator).slice(made.length).sort()).toEqual([
      "DeleteFoundationModelAgreement",
      "DeleteFoundationModelAgreement",
      "DeleteResourceShare",
    ]);
    expect(await ownedShares(emulator)).toEqual([]);
  });

  const onPlugin = cell.on("plugin", "the dynamic host needs no entry");
  onPlugin("is told what to add to Pulumi.yaml where nothing there names the plugin", async () => {
    project.plugins({});
    await use("plugin");
    await expect(stack.preview()).rejects.toThrow(
      /needs an entry in Pulumi.yaml:\s+plugins:\s+providers:\s+- name: model-access\s+path: node_modules\/pulumi-model-access\/plugin/,
    );
  });
});
