import { beforeEach, expect, it } from "@jest/globals";
import type { EngineEvent } from "@pulumi/pulumi/automation";

import { CUSTOM_MODEL, type Emulator, MEMBER, THIRD_PARTY, writes } from "../support/emulator/emulated";
import { describeOnCells } from "../support/engines/cells";
import { deployed } from "../support/engines/deployed";
import type { DeployedStack } from "../support/engines/engines";
import type { TestProject } from "../support/engines/project";
import { ownedShares } from "../support/aws/shares";

interface Named {
  readonly share: string;
  readonly agreement: string;
  readonly shareOptions?: object;
  readonly agreementOptions?: object;
  readonly tags?: object;
}

function program({ share, agreement, shareOptions, agreementOptions, tags }: Named): string {
  const shared = {
    name: "models",
    resourceArns: [CUSTOM_MODEL],
    principals: [MEMBER],
    ...(tags && { tags }),
  };
  return `
    const { CustomModelShare, ModelAgreement } = require("pulumi-model-access");
    new CustomModelShare("${share}", ${JSON.stringify(shared)}, ${JSON.stringify(shareOptions)});
    new ModelAgreement("${agreement}", { modelId: "${THIRD_PARTY}" }, ${JSON.stringify(agreementOptions)});`;
}

const FIRST: Named = { share: "share", agreement: "commandR" };
const RENAMED: Named = { share: "models", agreement: "cohere" };

describeOnCells("resources that get another name", {}, (cell) => {
  let emulator: Emulator;
  let project: TestProject;
  let stack: DeployedStack;

  beforeEach(async () => {
    ({ emulator, project, stack } = await deployed(cell, program(FIRST)));
    await stack.up();
    emulator.requests.clear();
  });

  it("in the state show a real change only, and are still deleted as ours", async () => {
    await renameInState("CustomModelShare", FIRST.share, RENAMED.share);
    await renameInState("ModelAgreement", FIRST.agreement, RENAMED.agreement);
    await staysAndChanges(RENAMED);
  });

  it("with an alias show a real change only, and are still deleted as ours", async () => {
    await staysAndChanges({
      ...RENAMED,
      shareOptions: { aliases: [{ name: FIRST.share }] },
      agreementOptions: { aliases: [{ name: FIRST.agreement }] },
    });
  });

  it("or another timeout show no change", async () => {
    const customTimeouts = { create: "7m", update: "8m" };
    project.program(
      program({ ...FIRST, shareOptions: { customTimeouts }, agreementOptions: { customTimeouts } }),
    );
    const { summary } = await stack.up({ expectNoChanges: true });
    expect([summary.resourceChanges, writes(emulator)]).toEqual([{ same: 3 }, []]);
  });

  async function staysAndChanges(named: Named): Promise<void> {
    project.program(program(named));
    expect((await stack.up({ expectNoChanges: true })).summary.resourceChanges).toEqual({ same: 3 });
    expect((await stack.refresh({ expectNoChanges: true })).summary.resourceChanges).toEqual({ same: 3 });
    project.program(program({ ...named, tags: { team: "ml" } }));
    expect(await stepsOf((onEvent) => stack.up({ onEvent }))).toEqual([`update ${named.share} tags,tagsAll`]);
    expect(writes(emulator)).toEqual(["TagResource"]);
    expect((await stack.destroy()).summary.resourceChanges).toEqual({ delete: 3 });
    expect(writes(emulator).slice(1).sort()).toEqual([
      "DeleteFoundationModelAgreement",
      "DeleteResourceShare",
    ]);
    expect(await ownedShares(emulator)).toEqual([]);
  }

  /** What a run does besides leaving things as they are: the step, the name, what differs. */
  async function stepsOf(
    run: (onEvent: (event: EngineEvent) => void) => Promise<unknown>,
  ): Promise<string[]> {
    const steps: string[] = [];
    await run(({ resourcePreEvent }) => {
      const { op, urn, diffs = [] } = resourcePreEvent?.metadata ?? { op: "same", urn: "" };
      if (op !== "same") steps.push(`${op} ${urn.split("::").at(-1)!} ${[...diffs].sort().join()}`);
    });
    return steps;
  }

  /** `pulumi state rename`, and for the embedded engine, which has no such command, what that does to a state. */
  async function renameInState(type: string, name: string, newName: string): Promise<void> {
    const { deployment, ...rest } = (await stack.exportStack()) as { deployment: { resources: Resource[] } };
    const { urn } = deployment.resources.find((it) => it.urn.endsWith(`${type}::${name}`))!;
    if (cell.engine === "Pulumi CLI") {
      const { status, stdout, stderr } = await stack.command("state", "rename", "--yes", urn, newName);
      expect([status, `${stdout}${stderr}`]).toEqual([0, expect.stringContaining("renamed")]);
      return;
    }
    const resources = deployment.resources.map((it) =>
      it.urn === urn ? { ...it, urn: urn.replace(/[^:]+$/, newName) } : it,
    );
    await stack.importStack({ ...rest, deployment: { ...deployment, resources } } as never);
  }
});

type Resource = Record<string, unknown> & { urn: string };
