import { beforeEach, expect, it } from "@jest/globals";
import type { OpMap } from "@pulumi/pulumi/automation";

import { ACCOUNT, type Emulator, MEMBER, REGION, writes } from "../support/emulator/emulated";
import { describeOnCells } from "../support/engines/cells";
import { deployed } from "../support/engines/deployed";
import type { DeployedStack } from "../support/engines/engines";
import type { TestProject } from "../support/engines/project";
import { ownedShares } from "../support/aws/shares";

const MODEL = `arn:aws:bedrock:${REGION}:${ACCOUNT}:custom-model/amazon.nova-micro-v1:0:128k/triage000001`;
const UNIT = `arn:aws:organizations::${ACCOUNT}:ou/o-exampleorgid/ou-exam-workload`;

function program(name: string, args: object, options: object = {}): string {
  const all = { name: "models", resourceArns: [MODEL], principals: [MEMBER], ...args };
  return `
    const { CustomModelShare } = require("pulumi-model-access");
    const share = new CustomModelShare("${name}", ${JSON.stringify(all)}, ${JSON.stringify(options)});
    exports.arn = share.resourceShareArn;
    exports.status = share.status;`;
}

describeOnCells("a custom model share", {}, (cell) => {
  let emulator: Emulator;
  let project: TestProject;
  let stack: DeployedStack;

  beforeEach(async () => {
    ({ emulator, project, stack } = await deployed(cell, program("share", {})));
  });

  /** What a run did, and what it changed in AWS. */
  const did = async (
    run: Promise<{ summary: { resourceChanges?: OpMap } }>,
  ): Promise<[unknown, string[]]> => {
    emulator.requests.clear();
    const { summary } = await run;
    return [summary.resourceChanges, writes(emulator)];
  };

  it("is made, found unchanged, changed, found changed by others, repaired, and deleted", async () => {
    expect(await did(stack.up())).toEqual([{ create: 2 }, ["CreateResourceShare"]]);
    expect(await stack.outputs()).toMatchObject({ status: { value: "ACTIVE" } });
    expect(await did(stack.up({ expectNoChanges: true }))).toEqual([{ same: 2 }, []]);
    expect(emulator.requests.all()).toEqual([]);
    expect(await did(stack.refresh({ expectNoChanges: true }))).toEqual([{ same: 2 }, []]);

    project.program(program("share", { principals: [MEMBER, UNIT], tags: { team: "ml" } }));
    expect(await did(stack.up())).toEqual([
      { update: 1, same: 1 },
      ["AssociateResourceShare", "TagResource"],
    ]);

    const [{ resourceShareArn } = {}] = await ownedShares(emulator);
    emulator.incidents.shareNarrowed({ account: ACCOUNT, region: REGION }, resourceShareArn!, UNIT);
    const drift = await stack.previewRefresh();
    expect(drift.changeSummary).toEqual({ update: 1, same: 1 });
    expect(drift.stdout).toContain("principals");
    expect(await did(stack.up({ refresh: true }))).toEqual([
      { update: 1, same: 1 },
      ["AssociateResourceShare"],
    ]);

    expect(await did(stack.destroy())).toEqual([{ delete: 2 }, ["DeleteResourceShare"]]);
    expect(await ownedShares(emulator)).toEqual([]);
  });

  it("is there once after a forced replacement, and after a new name without an alias", async () => {
    const options = { replaceOnChanges: ["name"] };
    project.program(program("share", {}, options));
    await stack.up();
    project.program(program("share", { name: "others" }, options));
    await stack.up();
    expect(await ownedShares(emulator)).toMatchObject([{ name: "others" }]);
    project.program(program("renamed", { name: "others" }));
    await stack.up();
    expect(await ownedShares(emulator)).toMatchObject([{ name: "others" }]);
    expect(await did(stack.refresh({ expectNoChanges: true }))).toEqual([{ same: 2 }, []]);
  });
});
