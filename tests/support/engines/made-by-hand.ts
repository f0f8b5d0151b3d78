import { comprehendOf, letImport, ownVersions } from "../aws/comprehend";
import { grantByHand, madeGrants, UNIT } from "../aws/grants";
import { bedrockOf, copyByHand, ownModels } from "../aws/models";
import { shareByHand } from "../aws/shares";
import {
  ACCOUNT,
  CLASSIFIER,
  CUSTOM_MODEL,
  type Emulator,
  FORM,
  MEMBER,
  REGION,
  THIRD_PARTY,
} from "../emulator/emulated";
import { configFor } from "../hosts/host";

export const ROLE = `arn:aws:iam::${MEMBER}:role/model-access-deployer`;

/** The resources of the other account. */
export const THEIRS = ["acceptance", "copy", "classifier"];

/** What people have made by hand, and the program that says the same. */
export interface MadeByHand {
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
export const program = (
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
export const idsOf = (made: MadeByHand): [kind: string, name: string, id: string][] => [
  ["ModelAgreement", "commandR", `${ACCOUNT}/${REGION}/${THIRD_PARTY}`],
  ["UseCaseSubmission", "form", `${ACCOUNT}/global`],
  ["CustomModelShare", "share", made.shareArn],
  ["ComprehendModelPolicy", "policy", CLASSIFIER],
  ["ModelLicenseGrant", "grant", made.grantArn],
  ["CustomModelShareAcceptance", "acceptance", made.shareArn],
  ["CustomModelCopy", "copy", made.copyArn],
  ["ComprehendModelImport", "classifier", made.versionArn],
];

/** Makes one of every kind past every resource. */
export async function makeByHand(emulator: Emulator): Promise<MadeByHand> {
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

/** The text of a provider of the other account, for the resources that are there. */
export const memberProvider = (emulator: Pick<Emulator, "url">): string => {
  const [endpoints] = JSON.parse(configFor(emulator)["aws:endpoints"]!) as object[];
  const args = {
    ...{ region: REGION, accessKey: ACCOUNT, secretKey: "test", assumeRole: { roleArn: ROLE } },
    endpoints: [endpoints],
  };
  return `const provider = new all.Provider("member", ${JSON.stringify(args)});`;
};
/** The program, with that provider and further options of each resource. */
export const withMember = (emulator: Pick<Emulator, "url">, made: MadeByHand, more = ""): string => {
  const provided = `...(${JSON.stringify(THEIRS)}.includes(name) && { provider })`;
  return program(made, "{}", `{}; ${memberProvider(emulator)}`, `(name) => ({ ${provided}, ${more} })`);
};
