import { beforeEach, expect, it } from "@jest/globals";

import { ACCOUNT, type Emulator, FORM, NEEDS_FORM, REGION, writes } from "../support/emulator/emulated";
import { describeOnCells } from "../support/engines/cells";
import { deployed } from "../support/engines/deployed";
import { changesOf, type DeployedStack } from "../support/engines/engines";
import type { TestProject } from "../support/engines/project";

const PUT = "PutUseCaseForModelAccess";

/** A form, and an agreement that depends on it. */
function program(form: object): string {
  return `
    const { ModelAgreement, UseCaseSubmission } = require("pulumi-model-access");
    const form = new UseCaseSubmission("form", ${JSON.stringify(form)});
    const haiku = new ModelAgreement("haiku", { modelId: "${NEEDS_FORM}" }, { dependsOn: form });
    exports.companyName = form.companyName;
    exports.formSource = form.formSource;
    exports.status = haiku.agreementStatus;`;
}

describeOnCells("a use-case submission", {}, (cell) => {
  let emulator: Emulator;
  let project: TestProject;
  let stack: DeployedStack;

  beforeEach(async () => {
    ({ emulator, project, stack } = await deployed(cell, program(FORM)));
  });

  it("is filed before the agreement, found unchanged, changed, found changed by others, repaired, and kept", async () => {
    expect(await changesOf(stack.up())).toEqual({ create: 3 });
    expect(await stack.outputs()).toMatchObject({
      companyName: { value: FORM.companyName, secret: true },
      formSource: { value: "account", secret: false },
      status: { value: "AVAILABLE" },
    });
    expect(writes(emulator)[0]).toBe(PUT);

    emulator.requests.clear();
    expect(await changesOf(stack.up({ refresh: true, expectNoChanges: true }))).toEqual({ same: 3 });
    expect(writes(emulator)).toEqual([]);

    const changed = { ...FORM, useCases: "Canaries that write as well" };
    project.program(program(changed));
    const update = await stack.up();
    expect(update.summary.resourceChanges).toEqual({ update: 1, same: 2 });
    expect(update.stdout).toContain("AWS does not document that it can be changed");

    emulator.incidents.formFiled({ account: ACCOUNT, region: REGION }, { ...changed, companyName: "Other" });
    const drift = await stack.previewRefresh();
    expect(drift.changeSummary).toEqual({ update: 1, same: 2 });
    expect(drift.stdout).toContain("[diff: ~companyName]");
    expect(await changesOf(stack.up({ refresh: true }))).toEqual({ update: 1, same: 2 });
    expect(writes(emulator)).toEqual([PUT, PUT]);

    const destroyed = await stack.destroy();
    expect(destroyed.stdout).toContain(`the use-case form of account ${ACCOUNT} (global) stays filed`);
    expect(writes(emulator)).toEqual([PUT, PUT, "DeleteFoundationModelAgreement"]);
  });

  it("keeps secret also what was in no program: a stranger's field, and a form that is only looked at", async () => {
    const { otherIndustryOption: _, ...form } = FORM;
    project.program(program(form));
    await stack.up();
    emulator.incidents.formFiled(
      { account: ACCOUNT, region: REGION },
      { ...FORM, otherIndustryOption: "Canaries" },
    );
    const outputs = [(await stack.previewRefresh({ color: "never" })).stdout, (await stack.refresh()).stdout];
    expect(outputs.join()).toContain("otherIndustryOption");
    outputs.push(stack.stored(), (await stack.preview({ diff: true })).stdout);
    await stack.destroy();

    project.program(`
      const { UseCaseSubmission } = require("pulumi-model-access");
      UseCaseSubmission.get("form", "${ACCOUNT}/global");`);
    await stack.up();
    outputs.push((await stack.refresh()).stdout, stack.stored());
    for (const value of ["Canaries", FORM.companyName, FORM.industryOption]) {
      expect(outputs.join("\n")).not.toContain(value);
    }
  });

  it("keeps the form out of the state and of everything that is printed", async () => {
    const outputs = [];
    outputs.push((await stack.preview()).stdout, (await stack.up()).stdout);
    project.program(program({ ...FORM, companyName: "Canary Two", intendedUsers: 1 }));
    outputs.push((await stack.preview()).stdout, (await stack.up()).stdout);
    emulator.incidents.formFiled({ account: ACCOUNT, region: REGION }, { ...FORM, useCases: "Canary three" });
    const refreshed = [(await stack.previewRefresh()).stdout, (await stack.refresh()).stdout];
    expect(refreshed.join()).not.toContain("is filed again");
    outputs.push(...refreshed, stack.stored());
    project.program(program({ ...FORM, companyName: "x".repeat(129) }));
    outputs.push(String(await stack.preview().catch((error: unknown) => error)));
    const all = outputs.join("\n");
    expect(all).toContain("companyName: must have at most 128 characters");
    for (const value of [...Object.values(FORM).filter((text) => text.length > 1), "Canary", "xxxxx"]) {
      expect(all).not.toContain(value);
      expect(all).not.toContain(JSON.stringify(value).slice(1, -1));
    }
  });
});
