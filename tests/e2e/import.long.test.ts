import { statSync } from "node:fs";
import { join } from "node:path";

import { beforeEach, expect, it } from "@jest/globals";

import {
  ACCOUNT,
  type Emulator,
  FORM,
  MEMBER,
  REGION,
  THIRD_PARTY,
  TWO_OFFERS,
  writes,
} from "../support/emulator/emulated";
import { describeOnCells } from "../support/engines/cells";
import { deployed } from "../support/engines/deployed";
import type { DeployedStack } from "../support/engines/engines";
import { configFor } from "../support/hosts/host";
import { importInto, writeImportFile } from "../support/engines/import-file";
import type { TestProject } from "../support/engines/project";

const TRIPLES = [
  ...["ModelAgreement", "commandR", `${ACCOUNT}/${REGION}/${THIRD_PARTY}`],
  ...["UseCaseSubmission", "form", `${ACCOUNT}/global`],
];
const MANAGED = `
  const { ModelAgreement, UseCaseSubmission } = require("pulumi-model-access");
  new UseCaseSubmission("form", ${JSON.stringify(FORM)});
  new ModelAgreement("commandR", { modelId: "${THIRD_PARTY}" });`;

describeOnCells("objects that were there before the program", {}, (cell) => {
  let emulator: Emulator;
  let project: TestProject;
  let stack: DeployedStack;

  beforeEach(async () => {
    ({ emulator, project, stack } = await deployed(cell, MANAGED));
    emulator.incidents.agreementAccepted({ account: ACCOUNT, region: REGION, modelId: THIRD_PARTY });
    emulator.incidents.formFiled({ account: ACCOUNT, region: REGION }, FORM);
  });

  const importFile = (...args: string[]) => writeImportFile(project, configFor(emulator), ...args);

  it("are imported from a file that the package writes, and are then found unchanged", async () => {
    const { status, stderr } = await importFile(...TRIPLES);
    expect(stderr).toContain("pulumi import --yes --generate-code=false --file import.json");
    expect(status).toBe(0);
    const path = join(project.folder, "import.json");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await importInto(stack, path);
    expect(stack.stored()).not.toContain(FORM.companyName);

    expect((await stack.up({ expectNoChanges: true })).summary.resourceChanges).toEqual({ same: 3 });
    expect((await stack.refresh({ expectNoChanges: true })).summary.resourceChanges).toEqual({ same: 3 });
    emulator.incidents.formFiled({ account: ACCOUNT, region: REGION }, { ...FORM, companyName: "Other" });
    expect((await stack.previewRefresh()).changeSummary).toEqual({ update: 1, same: 2 });
    // What was imported was not accepted by us: it survives.
    const { stdout } = await stack.destroy();
    expect(stdout).toContain(`kept the agreement for ${THIRD_PARTY} in account ${ACCOUNT}`);
    expect(writes(emulator)).toEqual([]);
  });

  it("can be looked at without being looked after", async () => {
    project.program(`
      const { ModelAgreement, UseCaseSubmission } = require("pulumi-model-access");
      const form = UseCaseSubmission.get("form", "${ACCOUNT}/global");
      const agreement = ModelAgreement.get("commandR", "${ACCOUNT}/${REGION}/${THIRD_PARTY}");
      exports.form = form.companyName;
      exports.model = agreement.modelId;
      exports.status = agreement.agreementStatus;
      exports.adopted = agreement.adopted;`);
    await stack.up();
    expect(await stack.outputs()).toMatchObject({
      form: { value: FORM.companyName, secret: true },
      model: { value: THIRD_PARTY },
      status: { value: "AVAILABLE" },
      adopted: { value: true },
    });
    expect(stack.stored()).not.toContain(FORM.companyName);
    emulator.incidents.agreementFails({ account: ACCOUNT, region: REGION, modelId: THIRD_PARTY }, "no card");
    await stack.up();
    expect(await stack.outputs()).toMatchObject({ status: { value: "ERROR" } });
    await stack.destroy();
    expect(writes(emulator)).toEqual([]);
  });

  it("that are not there, or are of another account, are no objects", async () => {
    const get = (id: string) =>
      project.program(`require("pulumi-model-access").ModelAgreement.get("it", ${JSON.stringify(id)});`);
    get(`${ACCOUNT}/${REGION}/${TWO_OFFERS}`);
    await expect(stack.up()).rejects.toThrow(`account ${ACCOUNT} has no agreement in ${REGION}`);
    get(`${MEMBER}/${REGION}/${THIRD_PARTY}`);
    await expect(stack.up()).rejects.toThrow(`refused, because the credentials are of account ${ACCOUNT}`);
    get(THIRD_PARTY);
    await expect(stack.up()).rejects.toThrow("is no id of an agreement: accountId/region/modelId");
    const { status, stderr } = await importFile("ModelAgreement", "x", `${ACCOUNT}/${REGION}/${TWO_OFFERS}`);
    expect([status, stderr]).toEqual([
      1,
      `error: reading Bedrock model agreement (${TWO_OFFERS}): account ${ACCOUNT} has no agreement in ${REGION}\n`,
    ]);
  });

  it("are told apart by type, name and id", async () => {
    expect(await importFile("ModelAgreement", "x")).toEqual({
      status: 2,
      stdout: "",
      stderr: "error: give a type, a name and an id for each resource\n",
    });
    expect((await importFile("ModelAgreements", "x", "y")).stderr).toContain(
      "this version of pulumi-model-access has no resource ModelAgreements",
    );
  });
});
