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
import { PLUGIN, TestProject } from "../support/engines/project";
import { ownedShares, shareByHand } from "../support/aws/shares";

const ROLE = `arn:aws:iam::${MEMBER}:role/model-access-deployer`;

/** What people have made by hand, and the program that says the same. */
interface MadeByHand {
  readonly shareArn: string;
  readonly grantArn: string;
  readonly licenseArn: string;
  readonly copyArn: string;
  readonly versionArn: string;
}

/**
 * @param tags of the share
 * @param theirs how the resources of the other account reach it: an input, or the provider
 * @param options of each resource
 */
const program = (
  { shareArn, licenseArn }: MadeByHand,
  tags = "{}",
  theirs = `{ assumeRole: { roleArn: "${ROLE}" } }`,
  options = "() => ({})",
): string => `
  const all = require("pulumi-model-access");
  const there = ${theirs};
  const options = ${options};
  new all.ModelAgreement("commandR", { modelId: "${THIRD_PARTY}" }, options("commandR"));
  new all.UseCaseSubmission("form", ${JSON.stringify(FORM)}, options("form"));
  const share = {
    name: "models",
    resourceArns: ["${CUSTOM_MODEL}"],
    principals: ["${MEMBER}"],
    allowExternalPrincipals: true,
    ...${tags},
  };
  new all.CustomModelShare("share", share, options("share"));
  const importers = [{ accountId: "${MEMBER}" }];
  new all.ComprehendModelPolicy("policy", { resourceArn: "${CLASSIFIER}", importers }, options("policy"));
  const grant = {
    licenseArn: "${licenseArn}",
    principal: "${UNIT}",
    grantName: "by hand",
    allowedOperations: ["CheckoutLicense"],
  };
  new all.ModelLicenseGrant("grant", grant, options("grant"));
  new all.CustomModelShareAcceptance("acceptance", { shareArn: "${shareArn}", ...there }, options("acceptance"));
  const copied = { sourceModelArn: "${CUSTOM_MODEL}", modelName: "triage", ...there };
  new all.CustomModelCopy("copy", copied, options("copy"));
  const version = { sourceModelArn: "${CLASSIFIER}", versionName: "v1", ...there };
  new all.ComprehendModelImport("classifier", version, options("classifier"));`;

describeOnEngines("objects of every kind that were made by hand", (engine) => {
  let emulator: Emulator;
  let project: TestProject;
  let stack: DeployedStack;

  beforeEach(async () => {
    emulator = await startEmulator({ clock: new RunningClock(3600) });
    project = new TestProject("");
    project.plugins(PLUGIN);
    stack = await engine.open(project);
    await configure(stack, configFor(emulator));
  });
  afterEach(async () => {
    expect(hostsOf(project)).toEqual([]);
    await emulator.close();
    project.remove();
  });

  const written = () => writes(emulator).filter((operation) => operation !== "AssumeRole");

  async function makeByHand(): Promise<MadeByHand> {
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
    const licenseArn = grant!.LicenseArn!;
    return { shareArn, grantArn, licenseArn, copyArn: copy!.modelArn!, versionArn: version!.arn };
  }

  it("are found unchanged after their import, and the next change of the program is all that is done", async () => {
    const made = await makeByHand();
    const { shareArn, grantArn, copyArn, versionArn } = made;
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
      ...["CustomModelCopy", "copy", copyArn],
      ...["ComprehendModelImport", "classifier", versionArn],
    ];
    expect(await writeImportFile(project, config, ...ours)).toMatchObject({ status: 0 });
    const others = ["--out", "theirs.json", "--role-arn", ROLE];
    expect(await writeImportFile(project, config, ...theirs, ...others)).toMatchObject({ status: 0 });
    const files = ["import.json", "theirs.json"].map((name) => join(project.folder, name));
    await importInto(stack, ...files);

    project.program(program(made));
    expect((await stack.preview({ expectNoChanges: true })).changeSummary).toEqual({ same: 9 });
    expect((await stack.refresh({ expectNoChanges: true })).summary.resourceChanges).toEqual({ same: 9 });
    expect(written()).toEqual([]);

    // Of what is imported AWS shows no mark until something is changed anyway; a share then gets its own.
    project.program(program(made, `{ tags: { team: "ml" } }`));
    expect((await stack.up()).summary.resourceChanges).toEqual({ update: 1, same: 8 });
    expect(written()).toEqual(["TagResource"]);
    const [share] = await ownedShares(emulator);
    expect(share!.tags!.map(({ key }) => key).sort()).toEqual([MARKER_KEY, "team"]);
  }, 240_000);

  it("are imported by their ids with the plugin, and found unchanged", async () => {
    const made = await makeByHand();
    const ids = {
      commandR: `${ACCOUNT}/${REGION}/${THIRD_PARTY}`,
      form: `${ACCOUNT}/global`,
      share: made.shareArn,
      policy: CLASSIFIER,
      grant: made.grantArn,
      acceptance: made.shareArn,
      copy: made.copyArn,
      classifier: made.versionArn,
    };
    const { url } = emulator;
    const services = Object.keys((JSON.parse(configFor(emulator)["aws:endpoints"]!) as object[])[0]!);
    const provider = {
      ...{ region: REGION, accessKey: ACCOUNT, secretKey: "test", assumeRole: { roleArn: ROLE } },
      endpoints: [Object.fromEntries(services.map((name) => [name, url]))],
    };
    const theirs = `{}; const provider = new all.Provider("member", ${JSON.stringify(provider)})`;
    const provided = `...(["acceptance", "copy", "classifier"].includes(name) && { provider })`;
    const written = (more: string) => program(made, "{}", theirs, `(name) => ({ ${provided}, ${more} })`);
    await configure(stack, { ...configFor(emulator), "model-access:transport": "plugin" });

    project.program(written(`import: (${JSON.stringify(ids)})[name]`));
    expect((await stack.up()).summary.resourceChanges).toEqual({ create: 2, import: 8 });
    project.program(written(""));
    expect((await stack.preview({ expectNoChanges: true })).changeSummary).toEqual({ same: 10 });
    expect((await stack.refresh({ expectNoChanges: true })).summary.resourceChanges).toEqual({ same: 10 });
    expect(writes(emulator).filter((operation) => operation !== "AssumeRole")).toEqual([]);
  }, 240_000);
});
