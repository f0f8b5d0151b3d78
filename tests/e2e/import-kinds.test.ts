import { join } from "node:path";

import { afterEach, beforeEach, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { MARKER_KEY } from "#provider/aws/ownership/marks";
import { comprehendOf, letImport, ownVersions } from "../support/aws/comprehend";
import {
  ACCOUNT,
  CLASSIFIER,
  CUSTOM_MODEL,
  type Emulator,
  FORM,
  MEMBER,
  REGION,
  THIRD_PARTY,
  writes,
} from "../support/emulator/emulated";
import { configure, type DeployedStack, describeOnEngines, hostsOf } from "../support/engines/engines";
import { configFor } from "../support/hosts/host";
import { importInto, writeImportFile } from "../support/engines/import-file";
import { grantByHand, madeGrants, UNIT } from "../support/aws/grants";
import { bedrockOf, copyByHand, ownModels } from "../support/aws/models";
import { TestProject } from "../support/engines/project";
import { ownedShares, shareByHand } from "../support/aws/shares";

const ROLE = `arn:aws:iam::${MEMBER}:role/model-access-deployer`;

/** What people have made by hand, and the program that says the same. */
const program = (shareArn: string, licenseArn: string, tags = "{}"): string => `
  const all = require("pulumi-model-access");
  const there = { assumeRole: { roleArn: "${ROLE}" } };
  new all.ModelAgreement("commandR", { modelId: "${THIRD_PARTY}" });
  new all.UseCaseSubmission("form", ${JSON.stringify(FORM)});
  new all.CustomModelShare("share", {
    name: "models",
    resourceArns: ["${CUSTOM_MODEL}"],
    principals: ["${MEMBER}"],
    allowExternalPrincipals: true,
    ...${tags},
  });
  new all.CustomModelShareAcceptance("acceptance", { shareArn: "${shareArn}", ...there });
  new all.CustomModelCopy("copy", { sourceModelArn: "${CUSTOM_MODEL}", modelName: "triage", ...there });
  new all.ComprehendModelPolicy("policy", { resourceArn: "${CLASSIFIER}", importers: [{ accountId: "${MEMBER}" }] });
  new all.ModelLicenseGrant("grant", {
    licenseArn: "${licenseArn}",
    principal: "${UNIT}",
    grantName: "by hand",
    allowedOperations: ["CheckoutLicense"],
  });
  new all.ComprehendModelImport("classifier", { sourceModelArn: "${CLASSIFIER}", versionName: "v1", ...there });`;

describeOnEngines("objects of every kind that were made by hand", (engine) => {
  let emulator: Emulator;
  let project: TestProject;
  let stack: DeployedStack;

  beforeEach(async () => {
    emulator = await startEmulator({ clock: new RunningClock(3600) });
    project = new TestProject("");
    stack = await engine.open(project);
    await configure(stack, configFor(emulator));
  });
  afterEach(async () => {
    expect(hostsOf(project)).toEqual([]);
    await emulator.close();
    project.remove();
  });

  const written = () => writes(emulator).filter((operation) => operation !== "AssumeRole");

  it("are found unchanged after their import, and the next change of the program is all that is done", async () => {
    const { incidents } = emulator;
    incidents.agreementAccepted({ account: ACCOUNT, region: REGION, modelId: THIRD_PARTY });
    incidents.formFiled({ account: ACCOUNT, region: REGION }, FORM);
    emulator.clock.tick(90);
    const grantArn = await grantByHand(emulator);
    emulator.clock.tick(90);
    const [grant] = await madeGrants(emulator);
    const shareArn = await shareByHand(emulator, [MEMBER]);
    await copyByHand(bedrockOf(emulator), { targetModelName: "triage" });
    await letImport(emulator);
    incidents.comprehendModelMade({ account: MEMBER, region: REGION }, CLASSIFIER.replace(ACCOUNT, MEMBER), {
      sourceModelArn: CLASSIFIER,
    });
    const [copy] = await ownModels(bedrockOf(emulator));
    const [version] = await ownVersions(comprehendOf(emulator, MEMBER));
    emulator.requests.clear();

    const config = configFor(emulator);
    const ours = [
      ...["ModelAgreement", "commandR", `${ACCOUNT}/${REGION}/${THIRD_PARTY}`],
      ...["UseCaseSubmission", "form", `${ACCOUNT}/global`],
      ...["CustomModelShare", "share", shareArn],
      ...["ComprehendModelPolicy", "policy", CLASSIFIER],
      ...["ModelLicenseGrant", "grant", grantArn],
    ];
    const theirs = [
      ...["CustomModelShareAcceptance", "acceptance", shareArn],
      ...["CustomModelCopy", "copy", copy!.modelArn!],
      ...["ComprehendModelImport", "classifier", version!.arn],
    ];
    expect(await writeImportFile(project, config, ...ours)).toMatchObject({ status: 0 });
    const others = ["--out", "theirs.json", "--role-arn", ROLE];
    expect(await writeImportFile(project, config, ...theirs, ...others)).toMatchObject({ status: 0 });
    const files = ["import.json", "theirs.json"].map((name) => join(project.folder, name));
    await importInto(stack, ...files);

    project.program(program(shareArn, grant!.LicenseArn!));
    expect((await stack.preview({ expectNoChanges: true })).changeSummary).toEqual({ same: 9 });
    expect((await stack.refresh({ expectNoChanges: true })).summary.resourceChanges).toEqual({ same: 9 });
    expect(written()).toEqual([]);

    // Of what is imported AWS shows no mark until something is changed anyway; a share then gets its own.
    project.program(program(shareArn, grant!.LicenseArn!, `{ tags: { team: "ml" } }`));
    expect((await stack.up()).summary.resourceChanges).toEqual({ update: 1, same: 8 });
    expect(written()).toEqual(["TagResource"]);
    const [share] = await ownedShares(emulator);
    expect(share!.tags!.map(({ key }) => key).sort()).toEqual([MARKER_KEY, "team"]);
  }, 240_000);
});
