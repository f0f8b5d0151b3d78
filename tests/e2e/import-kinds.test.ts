import { join } from "node:path";

import { afterEach, beforeEach, expect } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { MARKER_KEY } from "#provider/aws/ownership/marks";
import { lifecycles } from "#provider/host/lifecycles";
import { comprehendOf, letImport, ownVersions } from "../support/aws/comprehend";
import {
  ACCOUNT,
  CLASSIFIER,
  CUSTOM_MODEL,
  type Emulator,
  FIRST_PARTY,
  FORM,
  MEMBER,
  REGION,
  THIRD_PARTY,
  writes,
} from "../support/emulator/emulated";
import { describeOnCells } from "../support/engines/cells";
import { configure, type DeployedStack, hostsOf } from "../support/engines/engines";
import { configFor } from "../support/hosts/host";
import { importInto, writeImportFile } from "../support/engines/import-file";
import { grantByHand, madeGrants, UNIT } from "../support/aws/grants";
import { bedrockOf, copyByHand, ownModels } from "../support/aws/models";
import { TestProject } from "../support/engines/project";
import { ownedShares, shareByHand } from "../support/aws/shares";

const ROLE = `arn:aws:iam::${MEMBER}:role/model-access-deployer`;

/** The resources of the other account. */
const THEIRS = ["acceptance", "copy", "classifier"];

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

/** The kind, the name in the program and the id of each. */
const idsOf = (made: MadeByHand): [kind: string, name: string, id: string][] => [
  ["ModelAgreement", "commandR", `${ACCOUNT}/${REGION}/${THIRD_PARTY}`],
  ["UseCaseSubmission", "form", `${ACCOUNT}/global`],
  ["CustomModelShare", "share", made.shareArn],
  ["ComprehendModelPolicy", "policy", CLASSIFIER],
  ["ModelLicenseGrant", "grant", made.grantArn],
  ["CustomModelShareAcceptance", "acceptance", made.shareArn],
  ["CustomModelCopy", "copy", made.copyArn],
  ["ComprehendModelImport", "classifier", made.versionArn],
];

describeOnCells("objects of every kind that were made by hand", { both: true }, (cell) => {
  let emulator: Emulator;
  let project: TestProject;
  let stack: DeployedStack;

  beforeEach(async () => {
    emulator = await startEmulator({ clock: new RunningClock(3600) });
    project = new TestProject("");
    stack = await cell.open(project);
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

  const onDynamic = cell.on("dynamic", "with the plugin nothing needs a file");
  onDynamic(
    "are found unchanged after their import, and the next change of the program is all that is done",
    async () => {
      const made = await makeByHand();
      const config = configFor(emulator);
      const all = idsOf(made);
      const isTheirs = ([, name]: (typeof all)[number]): boolean => THEIRS.includes(name);
      const ours = all.filter((one) => !isTheirs(one)).flat();
      const theirs = all.filter(isTheirs).flat();
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
    },
    240_000,
  );

  /** A provider of the other account, for the resources that are there. */
  const member = (): string => {
    const [endpoints] = JSON.parse(configFor(emulator)["aws:endpoints"]!) as object[];
    const args = {
      ...{ region: REGION, accessKey: ACCOUNT, secretKey: "test", assumeRole: { roleArn: ROLE } },
      endpoints: [endpoints],
    };
    return `const provider = new all.Provider("member", ${JSON.stringify(args)});`;
  };
  /** The program, with that provider and further options of each resource. */
  const withMember = (made: MadeByHand, more = ""): string => {
    const provided = `...(${JSON.stringify(THEIRS)}.includes(name) && { provider })`;
    return program(made, "{}", `{}; ${member()}`, `(name) => ({ ${provided}, ${more} })`);
  };
  const onPlugin = cell.on("plugin", "the dynamic host cannot read by an id alone");

  onPlugin(
    "are imported by their ids, and found unchanged",
    async () => {
      const made = await makeByHand();
      const ids = Object.fromEntries(idsOf(made).map(([, name, id]) => [name, id]));
      project.program(withMember(made, `import: (${JSON.stringify(ids)})[name]`));
      expect((await stack.up()).summary.resourceChanges).toEqual({ create: 2, import: 8 });
      project.program(withMember(made));
      expect((await stack.preview({ expectNoChanges: true })).changeSummary).toEqual({ same: 10 });
      expect((await stack.refresh({ expectNoChanges: true })).summary.resourceChanges).toEqual({ same: 10 });
      expect(written()).toEqual([]);
    },
    240_000,
  );

  onPlugin(
    "are imported by the command, each by its type, name and id, and found unchanged",
    async () => {
      const made = await makeByHand();
      const ids = idsOf(made);
      expect(ids.map(([kind]) => kind).sort()).toEqual(
        lifecycles.map(({ declaration }) => declaration.type).sort(),
      );
      // With the first resource comes the provider that stands for the stack's configuration.
      const before = `new all.ModelAgreement("before", { modelId: "${FIRST_PARTY}" });`;
      project.program(`const all = require("pulumi-model-access"); ${before} ${member()}`);
      await stack.up();
      for (const [kind, name, id] of ids) {
        const provider = THEIRS.includes(name) ? "member" : "default_aws";
        const urn = `urn:pulumi:dev::test::pulumi:providers:model-access::${provider}`;
        const given = [`model-access:index:${kind}`, name, id, "--provider", `there=${urn}`];
        const how = ["--yes", "--skip-preview", "--protect=false", "--generate-code=false"];
        const { status, stdout, stderr } = await stack.command("import", ...given, ...how);
        expect([name, status, `${stdout}${stderr}`]).toEqual([name, 0, expect.stringContaining(name)]);
      }
      project.program(`${withMember(made)} ${before}`);
      expect((await stack.preview({ expectNoChanges: true })).changeSummary).toEqual({ same: 11 });
      expect((await stack.refresh({ expectNoChanges: true })).summary.resourceChanges).toEqual({ same: 11 });
      expect(written()).toEqual([]);
    },
    240_000,
  );
});
