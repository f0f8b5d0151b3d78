import { policyTextOf, type Statements } from "#provider/resources/comprehend-model-policy/policy-statements";
import { type Form, FORM_FIELDS } from "#provider/services/bedrock/use-case-fields";
import { encodeForm } from "#provider/services/bedrock/use-case-form";

import { ACCOUNT, CLASSIFIER, CUSTOM_MODEL, FORM, MEMBER, REGION, THIRD_PARTY } from "../emulator/emulated";

/** What a program gives. */
export type Given = Readonly<Record<string, unknown>>;

const SHARE = `arn:aws:ram:${REGION}:${ACCOUNT}:resource-share/11111111-2222-4333-8444-555555555555`;

/** Inputs of each resource that check takes. */
export const GIVEN: Readonly<Record<string, Given>> = {
  ModelAgreement: { modelId: THIRD_PARTY },
  UseCaseSubmission: FORM,
  CustomModelShare: { name: "models", resourceArns: [CUSTOM_MODEL], principals: [MEMBER] },
  CustomModelShareAcceptance: { shareArn: SHARE },
  CustomModelCopy: { sourceModelArn: CUSTOM_MODEL, modelName: "triage" },
  ComprehendModelPolicy: { resourceArn: CLASSIFIER, importers: [{ accountId: MEMBER }] },
  ComprehendModelImport: { sourceModelArn: CLASSIFIER },
  ModelLicenseGrant: { productId: "prod-abcdefghijklm", principal: MEMBER },
};

/** Where what an input says goes in AWS. */
export interface Sent {
  readonly service: string;
  readonly operation: string;
  /** The member that carries it. */
  readonly member: string;
  /** One that check takes, besides what the resource is given. */
  readonly example: unknown;
  /** The input that a text stands in. @default the text is the input */
  readonly around?: (text: unknown) => unknown;
  /** What else has to be said with it. */
  readonly besides?: Given;
  /** What of the resource's inputs is left out where it is said. */
  readonly without?: readonly string[];
  /** What goes there of what check has made. @default the input as it is */
  readonly as?: (checked: Given) => unknown;
  /** Whether the member carries more than the input: a limit that only the whole breaks is said of the whole. */
  readonly isPart?: boolean;
  /** Why some of what the member takes is refused here all the same. */
  readonly narrower?: string;
}

const ROLE = `arn:aws:iam::${ACCOUNT}:role/model-access-deployer`;
const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-4333-8444-555555555555`;
const TAGS = { team: "ml", "cost centre": "" };
const tagsAs =
  (key: string, value: string) =>
  ({ tags }: Given): unknown =>
    Object.entries(tags ?? {}).map(([name, text]) => ({ [key]: name, [value]: text as unknown }));

const TAG_RULES = "one tag is the package's own, and names that begin with aws: or model-access: are kept";

const to =
  (service: string, operation: string) =>
  (member: string, example: unknown, more: Partial<Sent> = {}): Sent => ({
    ...{ service, operation, member, example },
    ...more,
  });

const assume = to("sts", "AssumeRole");
/** The members of `assumeRole`, of every resource. */
export const ASSUME_ROLE: Readonly<Record<string, Sent>> = {
  roleArn: assume("RoleArn", ROLE, {
    narrower: "the model has lengths and characters only, and it must be a role",
  }),
  externalId: assume("ExternalId", "tenant-1", { besides: { roleArn: ROLE } }),
  sessionName: assume("RoleSessionName", "deploy@ci", { besides: { roleArn: ROLE } }),
};

const form = (field: string): Sent => ({
  ...to("bedrock", "PutUseCaseForModelAccess")("formData", FORM[field as keyof typeof FORM]),
  as: (checked) => Buffer.from(encodeForm(checked as unknown as Form)),
  isPart: true,
  narrower: "the model knows the form as bytes only; the lengths of its fields are those of the console",
});

const share = to("ram", "CreateResourceShare");
const copy = to("bedrock", "CreateModelCopyJob");
const put = to("comprehend", "PutResourcePolicy");
const importing = to("comprehend", "ImportModel");
const grant = to("license-manager", "CreateGrant");

const policyText = ({ statements }: Given): unknown => policyTextOf(statements as Statements, "aws");
const OF_A_MODEL = "it has to be a policy of a model";

const ARN = "the model says no more than that it is an ARN, or nothing at all";
const OF_THE_REGION = "it has to be of the resource's own Region and partition";

/** Every input that a call carries. */
export const SENT: Readonly<Record<string, Readonly<Record<string, Sent>>>> = {
  ModelAgreement: {
    modelId: to("bedrock", "CreateFoundationModelAgreement")("modelId", THIRD_PARTY, {
      narrower: "an inference profile has no agreement",
    }),
    offerType: to("bedrock", "ListFoundationModelAgreementOffers")("offerType", "ALL"),
  },
  UseCaseSubmission: Object.fromEntries(FORM_FIELDS.map((field) => [field, form(field)])),
  CustomModelShare: {
    name: share("name", "models", { narrower: "the guide has a length of 255" }),
    resourceArns: share("resourceArns", [CUSTOM_MODEL], { narrower: ARN }),
    principals: share("principals", [MEMBER], { narrower: ARN }),
    permissionArns: share(
      "permissionArns",
      ["arn:aws:ram::aws:permission/AWSRAMDefaultPermissionBedrockCustomModel"],
      {
        narrower: ARN,
      },
    ),
    allowExternalPrincipals: share("allowExternalPrincipals", true),
    tags: share("tags", TAGS, { as: tagsAs("key", "value"), narrower: TAG_RULES }),
  },
  CustomModelShareAcceptance: {
    shareArn: to("ram", "GetResourceShareInvitations")("resourceShareArns", SHARE, {
      as: ({ shareArn }) => [shareArn],
      narrower: ARN,
    }),
  },
  CustomModelCopy: {
    sourceModelArn: copy("sourceModelArn", CUSTOM_MODEL, {
      narrower: `a foundation model cannot be copied, and ${OF_THE_REGION}`,
    }),
    modelName: copy("targetModelName", "triage"),
    modelKmsKeyId: copy("modelKmsKeyId", KEY, { narrower: OF_THE_REGION }),
    tags: copy("targetModelTags", TAGS, { as: tagsAs("key", "value"), narrower: TAG_RULES }),
  },
  ComprehendModelPolicy: {
    resourceArn: put("ResourceArn", CLASSIFIER, { narrower: OF_THE_REGION }),
    importers: put("ResourcePolicy", [{ accountId: MEMBER }], { as: policyText, narrower: OF_A_MODEL }),
    policy: put("ResourcePolicy", "ml", {
      around: (team) => ({
        Statement: {
          ...{ Effect: "Allow", Principal: { AWS: MEMBER }, Action: "comprehend:ImportModel", Resource: "*" },
          Condition: { StringEquals: { "aws:PrincipalTag/team": team } },
        },
      }),
      as: policyText,
      without: ["importers"],
      narrower: OF_A_MODEL,
    }),
  },
  ComprehendModelImport: {
    sourceModelArn: importing("SourceModelArn", CLASSIFIER, { narrower: OF_THE_REGION }),
    modelName: importing("ModelName", "tickets"),
    versionName: importing("VersionName", "v-1"),
    modelKmsKeyId: importing("ModelKmsKeyId", KEY, {
      besides: { dataAccessRoleArn: ROLE },
      narrower: `the model has characters only, and ${OF_THE_REGION}`,
    }),
    dataAccessRoleArn: importing("DataAccessRoleArn", ROLE, {
      narrower: "the model takes anything behind role/",
    }),
    tags: importing("Tags", TAGS, { as: tagsAs("Key", "Value"), narrower: TAG_RULES }),
  },
  ModelLicenseGrant: {
    licenseArn: grant(
      "LicenseArn",
      `arn:aws:license-manager::${ACCOUNT}:license:l-0123456789abcdef0123456789abcdef`,
      {
        without: ["productId"],
        narrower: ARN,
      },
    ),
    productId: to("license-manager", "ListReceivedLicenses")("Filters", "prod-abcdefghijklm", {
      as: ({ productId }) => [{ Name: "ProductSKU", Values: [productId] }],
      narrower: ARN,
    }),
    principal: grant("Principals", MEMBER, { as: ({ principal }) => [principal], narrower: ARN }),
    grantName: grant("GrantName", "models", {
      narrower: "AWS says no length; what is shown in a list has one line",
    }),
    allowedOperations: grant("AllowedOperations", ["CheckoutLicense"]),
    activationOverrideBehavior: to("license-manager", "CreateGrantVersion")(
      "Options.ActivationOverrideBehavior",
      "DISTRIBUTED_GRANTS_ONLY",
    ),
    tags: grant("Tags", TAGS, { as: tagsAs("Key", "Value"), narrower: TAG_RULES }),
  },
};

/** What no call carries, and why; of every resource that has it. */
export const NOT_SENT: Readonly<Record<string, string>> = {
  activation: "says whether a call is made",
  deletionPolicy: "says whether a call is made",
  exclusive: "says what counts as drift",
  offerId: "chooses among the offers that AWS lists",
  onExisting: "says whether a call is made",
  onTermsChanged: "says whether a call is made",
  region: "is where a call goes",
  replacePolicy: "says in which order calls are made",
  requireAuthorized: "says what fails",
  reviewedTerms: "are compared with what AWS offers",
  shareArn: "is waited for",
  verifyKeyPolicies: "says whether a call is made",
};
