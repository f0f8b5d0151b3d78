import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { startEmulator } from "#emulator/index";
import { UNKNOWN } from "#provider/core/props";
import { type Emulator, FORM, THIRD_PARTY } from "../support/emulator/emulated";
import { configFor, Host } from "../support/hosts/host";
import { reasonsFor as reasonsGiven } from "../support/hosts/refused";

/** How Pulumi marks a secret where it hands one over as such. */
const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});
const OWNER = "111122223333";
/** What no message may repeat. */
const CANARY = "canary-value";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

const start = () => Host.start(configFor(emulator));

const reasonsFor = (kind: string, args: object, config?: Record<string, string>) =>
  reasonsGiven(emulator, kind, args, config);

const MODEL = { modelId: THIRD_PARTY };
const NO_MODEL_ID = "must be a Bedrock base model id (provider.model, lower case, up to 140 characters)";
const PROFILE =
  "is the id of an inference profile; agreements belong to the base model: leave out the geography in front";
const USERS = 'must be "0" (internal), "1" (external) or "2" (both): IntendedUsers names them';
const ONE_LINE = "must have no line breaks or other control characters";

const TABLE: [kind: string, args: object, reasons: string[]][] = [
  ["ModelAgreement", {}, ["modelId: is required"]],
  ["ModelAgreement", { modelId: 5 }, ["modelId: must be a string"]],
  ["ModelAgreement", { modelId: [CANARY] }, ["modelId: must be a string"]],
  ["ModelAgreement", { modelId: secret(5) }, ["modelId: must be a string"]],
  ["ModelAgreement", { modelId: secret(CANARY) }, [`modelId: ${NO_MODEL_ID}`]],
  ["ModelAgreement", { modelId: "UPPER.case" }, [`modelId: ${NO_MODEL_ID}`]],
  ["ModelAgreement", { modelId: `a.${"b".repeat(140)}` }, [`modelId: ${NO_MODEL_ID}`]],
  ["ModelAgreement", { modelId: `${THIRD_PARTY}\u0007` }, [`modelId: ${NO_MODEL_ID}`]],
  ["ModelAgreement", { modelId: "us.anthropic.claude-sonnet-4-20250514-v1:0" }, [`modelId: ${PROFILE}`]],
  [
    "ModelAgreement",
    { modelId: `arn:aws:bedrock:us-east-1::foundation-model/${THIRD_PARTY}` },
    ["modelId: must be a model id such as cohere.command-r-v1:0, not an ARN"],
  ],
  ["ModelAgreement", { ...MODEL, offerType: "PRIVATE" }, ['offerType: must be one of "PUBLIC", "ALL"']],
  ["ModelAgreement", { ...MODEL, offerId: "a b" }, ["offerId: must be an offer id"]],
  ["ModelAgreement", { ...MODEL, onExisting: "ignore" }, ['onExisting: must be one of "adopt", "fail"']],
  [
    "ModelAgreement",
    { ...MODEL, deletionPolicy: "keep" },
    ['deletionPolicy: must be one of "delete-if-created", "delete", "retain"'],
  ],
  [
    "ModelAgreement",
    { ...MODEL, region: "Frankfurt" },
    ["region: must be the name of an AWS Region, such as us-east-1"],
  ],
  [
    "ModelAgreement",
    { ...MODEL, region: "ap-east-1" },
    ["region: has no Amazon Bedrock: choose another Region"],
  ],
  [
    "ModelAgreement",
    { ...MODEL, region: "us-gov-west-1" },
    [
      "region: is in GovCloud: enable the model in the linked commercial account (in us-east-1 or us-west-2), " +
        "then by hand in the Bedrock console of us-gov-west-1",
    ],
  ],
  [
    "UseCaseSubmission",
    { ...FORM, region: "cn-north-1" },
    ["region: is in China, where Amazon Bedrock does not exist"],
  ],
  ["ModelAgreement", { ...MODEL, assumeRole: CANARY }, ["assumeRole: must be an object"]],
  [
    "ModelAgreement",
    { ...MODEL, assumeRole: { roleArn: UNKNOWN, externalId: secret(`${CANARY} of a role`) } },
    ["assumeRole.externalId: must have 2 to 1224 letters, digits or +=,.@:/-"],
  ],
  ["ModelAgreement", { ...MODEL, assumeRole: {} }, ["assumeRole.roleArn: is required"]],
  [
    "ModelAgreement",
    { ...MODEL, assumeRole: { roleArn: CANARY } },
    ["assumeRole.roleArn: must be the ARN of an IAM role"],
  ],
  [
    "ModelAgreement",
    { ...MODEL, assumeRole: secret({ roleArn: secret(CANARY) }) },
    ["assumeRole.roleArn: must be the ARN of an IAM role"],
  ],
  [
    "ModelAgreement",
    { ...MODEL, assumeRole: { roleArn: UNKNOWN, sessionNam: CANARY } },
    ["assumeRole.sessionNam: is not a property here; did you mean sessionName?"],
  ],
  [
    "ModelAgreement",
    { ...MODEL, assumeRole: { roleArn: UNKNOWN, sessionName: "a b" } },
    ["assumeRole.sessionName: must have 2 to 64 letters, digits or +=,.@-"],
  ],
  [
    "ModelAgreement",
    { ...MODEL, offerID: CANARY },
    ["offerID: is not a property here; did you mean offerId?"],
  ],
  [
    "ModelAgreement",
    { ...MODEL, offerToken: CANARY },
    [expect.stringMatching(/^offerToken: is not a property here; known are modelId, offerId/) as never],
  ],
  [
    "ModelAgreement",
    { modelId: 5, region: 6, onExisting: 7 },
    ["modelId: must be a string", 'onExisting: must be one of "adopt", "fail"', "region: must be a string"],
  ],

  [
    "UseCaseSubmission",
    {},
    [
      "companyName: is required",
      "companyWebsite: is required",
      "intendedUsers: is required",
      "industryOption: is required",
      "useCases: is required",
    ],
  ],
  ["UseCaseSubmission", { ...FORM, companyName: [CANARY] }, ["companyName: must be a string"]],
  ["UseCaseSubmission", { ...FORM, companyName: secret({ a: CANARY }) }, ["companyName: must be a string"]],
  ["UseCaseSubmission", { ...FORM, companyName: " " }, ["companyName: must not be empty"]],
  ["UseCaseSubmission", { ...FORM, useCases: "\n" }, ["useCases: must not be empty"]],
  ["UseCaseSubmission", { ...FORM, industryOption: `${CANARY}\n` }, [`industryOption: ${ONE_LINE}`]],
  ["UseCaseSubmission", { ...FORM, companyWebsite: `${CANARY}\u0000` }, [`companyWebsite: ${ONE_LINE}`]],
  [
    "UseCaseSubmission",
    { ...FORM, useCases: `${CANARY}\u001b[2J` },
    ["useCases: must have no control characters other than line breaks and tabs"],
  ],
  ["UseCaseSubmission", { ...FORM, intendedUsers: "internal" }, [`intendedUsers: ${USERS}`]],
  ["UseCaseSubmission", { ...FORM, intendedUsers: 3 }, [`intendedUsers: ${USERS}`]],
  ["UseCaseSubmission", { ...FORM, intendedUsers: secret(true) }, [`intendedUsers: ${USERS}`]],
  [
    "UseCaseSubmission",
    { ...FORM, onExisting: "adopt" },
    ['onExisting: must be one of "fail", "keep", "overwrite"'],
  ],
  [
    "UseCaseSubmission",
    { ...FORM, usecases: CANARY },
    ["usecases: is not a property here; did you mean useCases?"],
  ],
  ...["companyName", "companyWebsite", "industryOption", "otherIndustryOption"].map(
    (field): [string, object, string[]] => [
      "UseCaseSubmission",
      { ...FORM, [field]: CANARY.repeat(11) },
      [`${field}: must have at most 128 characters`],
    ],
  ),
  [
    "UseCaseSubmission",
    { ...FORM, useCases: "x".repeat(8193) },
    ["useCases: must have at most 8192 characters"],
  ],
  [
    "UseCaseSubmission",
    { ...FORM, useCases: "鳥".repeat(8192) },
    ["the whole form must have at most 16384 bytes in UTF-8"],
  ],
];

const AN_ARN = "must be the ARN of a custom model: arn:aws:bedrock:<region>:<account>:custom-model/…";
const SHARED = `arn:aws:bedrock:us-east-1:${OWNER}:custom-model/amazon.nova-micro-v1:0:128k/triage000001`;
const SHARE = { name: "models", resourceArns: [SHARED], principals: ["444455556666"] };

const COPY = { sourceModelArn: SHARED, modelName: "triage" };
const A_KEY = "modelKmsKeyId: must be the ARN or the id of a KMS key, or the name or ARN of an alias";
const A_NAME = "modelName: must be letters, digits, and single hyphens or underscores between or after them";

TABLE.push(
  ["CustomModelCopy", {}, ["sourceModelArn: is required", "modelName: is required"]],
  ["CustomModelCopy", { ...COPY, sourceModelArn: CANARY }, [`sourceModelArn: ${AN_ARN}`]],
  ["CustomModelCopy", { ...COPY, sourceModelArn: secret(CANARY) }, [`sourceModelArn: ${AN_ARN}`]],
  [
    "CustomModelCopy",
    { ...COPY, sourceModelArn: "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-micro-v1:0" },
    ["sourceModelArn: is a foundation model, which everybody has already; it must be a custom model"],
  ],
  [
    "CustomModelCopy",
    { ...COPY, sourceModelArn: SHARED.replace("arn:aws:", "arn:aws-us-gov:") },
    ["sourceModelArn: is in partition aws-us-gov, which models cannot leave, but the copy is in us-east-1"],
  ],
  ["CustomModelCopy", { ...COPY, modelName: "x".repeat(64) }, ["modelName: must have at most 63 characters"]],
  ...["", "-triage", "ticket--triage", "ticket triage", `${CANARY}!`].map(
    (modelName): [string, object, string[]] => ["CustomModelCopy", { ...COPY, modelName }, [A_NAME]],
  ),
  ...["key/1", "alias/", "arn:aws:kms:us-east-1:1:key/x", CANARY].map(
    (modelKmsKeyId): [string, object, string[]] => ["CustomModelCopy", { ...COPY, modelKmsKeyId }, [A_KEY]],
  ),
  [
    "CustomModelCopy",
    { ...COPY, modelKmsKeyId: `arn:aws:kms:us-west-2:${OWNER}:alias/x` },
    ["modelKmsKeyId: is in us-west-2, but the copy is in us-east-1"],
  ],
  ["CustomModelCopy", { ...COPY, shareArn: SHARED }, ["shareArn: must be the ARN of a resource share"]],
  [
    "CustomModelCopy",
    { ...COPY, replacePolicy: CANARY },
    ['replacePolicy: must be one of "create-first", "delete-first"'],
  ],
  [
    "CustomModelCopy",
    { ...COPY, targetModelName: CANARY },
    [expect.stringMatching(/^targetModelName: is not a property here/) as never],
  ],
  [
    "CustomModelCopy",
    { ...COPY, region: "cn-north-1" },
    [
      "sourceModelArn: is in partition aws, which models cannot leave, but the copy is in cn-north-1",
      "region: is in China, where Amazon Bedrock does not exist",
    ],
  ],
  // Scenario 42: AWS would say so only when it is asked.
  ["CustomModelShare", {}, ["name: is required", "resourceArns: is required", "principals: is required"]],
  ["CustomModelShare", { ...SHARE, name: " " }, ["name: must not be empty"]],
  ["CustomModelShare", { ...SHARE, name: `${CANARY}\n` }, ["name: must have no control characters"]],
  ["CustomModelShare", { ...SHARE, name: "x".repeat(256) }, ["name: must have at most 255 characters"]],
  ["CustomModelShare", { ...SHARE, resourceArns: [] }, ["resourceArns: must name a custom model"]],
  ["CustomModelShare", { ...SHARE, resourceArns: SHARED }, ["resourceArns: must be a list"]],
  ["CustomModelShare", { ...SHARE, resourceArns: [SHARED, CANARY] }, [`resourceArns[1]: ${AN_ARN}`]],
  ["CustomModelShare", { ...SHARE, resourceArns: [UNKNOWN, secret(CANARY)] }, [`resourceArns[1]: ${AN_ARN}`]],
  [
    "CustomModelShare",
    { ...SHARE, resourceArns: ["arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-micro-v1:0"] },
    ["resourceArns[0]: is a foundation model, which everybody has already; it must be a custom model"],
  ],
  [
    "CustomModelShare",
    { ...SHARE, resourceArns: [SHARED, SHARED.replace("us-east-1", "eu-west-1")] },
    [
      "resourceArns[1]: is in eu-west-1, but the share is in us-east-1: a share holds models of its own Region",
    ],
  ],
  [
    "CustomModelShare",
    { ...SHARE, resourceArns: [SHARED.replace("us-east-1", "us-gov-west-1")], region: "us-gov-west-1" },
    ["resourceArns[0]: is in partition aws, which models cannot leave, but the share is in us-gov-west-1"],
  ],
  [
    "CustomModelShare",
    { ...SHARE, deletionPolicy: "keep" },
    ['deletionPolicy: must be one of "delete-if-created", "delete", "retain"'],
  ],
  [
    "CustomModelShare",
    { ...SHARE, principals: ["444455556666", OWNER] },
    ["principals[1]: is the account that owns the model: it needs no share"],
  ],
  ...["o-exampleorgid", "ou-exam-workload"].map((id): [string, object, string[]] => [
    "CustomModelShare",
    { ...SHARE, principals: [id] },
    [
      "principals[0]: is a bare id, which AWS refuses; give the ARN: " +
        "arn:aws:organizations::<management account>:organization/o-… or :ou/o-…/ou-…",
    ],
  ]),
  [
    "CustomModelShare",
    { ...SHARE, principals: ["bedrock.amazonaws.com"] },
    [
      "principals[0]: must be an account id of 12 digits, or the ARN of an organization, an organizational unit, a role or a user",
    ],
  ],
  ["CustomModelShare", { ...SHARE, exclusive: "yes" }, ["exclusive: must be true or false"]],
  [
    "CustomModelShare",
    { ...SHARE, permissionArns: [] },
    ["permissionArns: must name a permission; leave it out for AWS's default"],
  ],
  [
    "CustomModelShare",
    { ...SHARE, tags: { "aws:owner": CANARY } },
    ['tags["aws:owner"]: must not begin with aws:, which AWS keeps for itself'],
  ],
  [
    "CustomModelShare",
    { ...SHARE, tags: { "pulumi-model-access:resource": CANARY } },
    [
      'tags["pulumi-model-access:resource"]: must not begin with pulumi-model-access:, which this package keeps',
    ],
  ],
  ["CustomModelShare", { ...SHARE, tags: { team: 5 } }, ["tags.team: must be a string"]],
  [
    "CustomModelShare",
    { ...SHARE, principal: CANARY },
    ["principal: is not a property here; did you mean principals?"],
  ],
);

const LICENSED = { productId: "prod-abcdefghijklm", principal: "444455556666" };
const A_PRINCIPAL =
  "must be the id of an account, or the ARN of an account's root, an organizational unit or an organization";

TABLE.push(
  [
    "ModelLicenseGrant",
    {},
    [
      "principal: is required",
      "licenseArn: is required, or productId instead: the licence of an agreement is in its output licenseArn, a minute or two after it was accepted",
    ],
  ],
  [
    "ModelLicenseGrant",
    { ...LICENSED, licenseArn: `arn:aws:license-manager::${OWNER}:license:l-0123456789abcdef` },
    ["productId: must be left out where licenseArn is given"],
  ],
  [
    "ModelLicenseGrant",
    { principal: LICENSED.principal, licenseArn: secret(CANARY) },
    ["licenseArn: must be the ARN of a licence: arn:aws:license-manager::…:license:l-…"],
  ],
  [
    "ModelLicenseGrant",
    { ...LICENSED, productId: "a b" },
    ["productId: must be the id of a product of AWS Marketplace, such as prod-abcdefghijklm"],
  ],
  ...["o-exampleorgid", "ou-exam-workload", `arn:aws:iam::${OWNER}:role/x`, CANARY].map(
    (principal): [string, object, string[]] => [
      "ModelLicenseGrant",
      { ...LICENSED, principal },
      [`principal: ${A_PRINCIPAL}`],
    ],
  ),
  [
    "ModelLicenseGrant",
    { ...LICENSED, grantName: `${CANARY}\n` },
    ["grantName: must have 1 to 255 characters and no line breaks"],
  ],
  [
    "ModelLicenseGrant",
    { ...LICENSED, allowedOperations: [] },
    ["allowedOperations: must name at least one operation"],
  ],
  [
    "ModelLicenseGrant",
    { ...LICENSED, allowedOperations: ["CheckoutLicense", CANARY] },
    [
      'allowedOperations[1]: must be one of "CheckInLicense", "CheckoutLicense", "CreateToken", "ExtendConsumptionLicense", ' +
        '"ListPurchasedLicenses", "CheckoutBorrowLicense", "CreateGrant", "ListReceivedLicenses"',
    ],
  ],
  [
    "ModelLicenseGrant",
    { ...LICENSED, activation: "grantee" },
    ['activation: must be one of "grantor", "none"'],
  ],
  [
    "ModelLicenseGrant",
    { ...LICENSED, activation: "none", activationOverrideBehavior: "DISTRIBUTED_GRANTS_ONLY" },
    ["activationOverrideBehavior: applies only where this resource activates: leave it out, or activation"],
  ],
  [
    "ModelLicenseGrant",
    { ...LICENSED, activationOverrideBehavior: "replace" },
    [
      'activationOverrideBehavior: must be one of "DISTRIBUTED_GRANTS_ONLY", "ALL_GRANTS_PERMITTED_BY_ISSUER"',
    ],
  ],
  [
    "ModelLicenseGrant",
    { ...LICENSED, principals: [CANARY] },
    ["principals: is not a property here; did you mean principal?"],
  ],
);

const VERSION = `arn:aws:comprehend:us-east-1:${OWNER}:document-classifier/ticket-topics/version/v1`;
const A_MODEL =
  "must be the ARN of a model: arn:aws:comprehend:<region>:<account>:document-classifier/<name>/version/<version>, or entity-recognizer/…";
const IMPORTERS = { resourceArn: VERSION, importers: [{ accountId: "444455556666" }] };
const GRANT = {
  Effect: "Allow",
  Principal: { AWS: "444455556666" },
  Action: "comprehend:ImportModel",
  Resource: "*",
};
const POLICY = { resourceArn: VERSION, policy: { Version: "2012-10-17", Statement: [GRANT] } };
const statement = (change: object) => ({ ...POLICY, policy: { Statement: { ...GRANT, ...change } } });

TABLE.push(
  ["ComprehendModelPolicy", {}, ["resourceArn: is required", "give either importers or policy"]],
  ["ComprehendModelPolicy", { ...POLICY, ...IMPORTERS }, ["give either importers or policy"]],
  ["ComprehendModelPolicy", { ...IMPORTERS, resourceArn: CANARY }, [`resourceArn: ${A_MODEL}`]],
  ["ComprehendModelPolicy", { ...IMPORTERS, resourceArn: SHARED }, [`resourceArn: ${A_MODEL}`]],
  [
    "ComprehendModelPolicy",
    { ...IMPORTERS, resourceArn: VERSION.replace("/v1", "") },
    [`resourceArn: ${A_MODEL}`],
  ],
  [
    "ComprehendModelPolicy",
    { ...IMPORTERS, resourceArn: `arn:aws:comprehend:us-east-1:${OWNER}:flywheel/tickets` },
    ["resourceArn: is a flywheel; give the ARN of one of its model's versions (ActiveModelArn)"],
  ],
  [
    "ComprehendModelPolicy",
    { ...IMPORTERS, resourceArn: `arn:aws:comprehend:us-east-1:${OWNER}:document-classifier-endpoint/x` },
    ["resourceArn: is an endpoint; give the ARN of the model's version that it serves"],
  ],
  [
    "ComprehendModelPolicy",
    { ...IMPORTERS, resourceArn: VERSION.replace("us-east-1", "eu-west-3") },
    [
      "resourceArn: its Region has no Amazon Comprehend: models can be shared and imported in their own Region only",
    ],
  ],
  [
    "ComprehendModelPolicy",
    { ...IMPORTERS, region: "us-west-2" },
    ["region: is us-west-2, but the model is in us-east-1"],
  ],
  [
    "ComprehendModelPolicy",
    { ...IMPORTERS, assumeRole: { roleArn: "arn:aws:iam::444455556666:role/owner" } },
    [
      "assumeRole.roleArn: is of account 444455556666, but the model is of 111122223333, which alone can share it",
    ],
  ],
  ["ComprehendModelPolicy", { ...IMPORTERS, importers: [] }, ["importers: must name somebody"]],
  ["ComprehendModelPolicy", { ...IMPORTERS, importers: CANARY }, ["importers: must be a list"]],
  ...[{}, { accountId: "444455556666", principalArn: "arn:aws:iam::444455556666:role/x" }].map(
    (importer): [string, object, string[]] => [
      "ComprehendModelPolicy",
      { ...IMPORTERS, importers: [importer] },
      ["importers[0]: must have either accountId or principalArn"],
    ],
  ),
  [
    "ComprehendModelPolicy",
    { ...IMPORTERS, importers: [{ accountId: CANARY }, { principalArn: CANARY }, { account: CANARY }] },
    [
      "importers[0].accountId: must be an account id of 12 digits",
      "importers[1].principalArn: must be the ARN of a role, a user, a session, or an account's root",
      "importers[2].account: is not a property here; did you mean accountId?",
    ],
  ],
  ["ComprehendModelPolicy", { ...POLICY, policy: CANARY }, ["policy: must be JSON"]],
  ["ComprehendModelPolicy", { ...POLICY, policy: "[]" }, ["policy.Statement: is required"]],
  ["ComprehendModelPolicy", { ...POLICY, policy: 5 }, ["policy: must be an object"]],
  [
    "ComprehendModelPolicy",
    { ...POLICY, policy: { Statement: [] } },
    ["policy.Statement: must not be empty"],
  ],
  [
    "ComprehendModelPolicy",
    { ...POLICY, policy: { Version: CANARY, Statement: GRANT } },
    ['policy.Version: must be one of "2012-10-17", "2008-10-17"'],
  ],
  [
    "ComprehendModelPolicy",
    {
      ...POLICY,
      policy: {
        Statement: [
          { ...GRANT, Sid: "a" },
          { ...GRANT, Sid: "a" },
        ],
      },
    },
    ["policy.Statement: must not have a Sid twice"],
  ],
  [
    "ComprehendModelPolicy",
    statement({ Effect: CANARY }),
    ['policy.Statement[0].Effect: must be one of "Allow", "Deny"'],
  ],
  [
    "ComprehendModelPolicy",
    statement({ Action: ["comprehend:ImportModel", "comprehend:*"] }),
    ["policy.Statement[0].Action[1]: must be comprehend:ImportModel, all that a model's policy can allow"],
  ],
  [
    "ComprehendModelPolicy",
    statement({ Principal: { AWS: `${CANARY}*` } }),
    [
      'policy.Statement[0].Principal.AWS[0]: must be an account, the ARN of a role, a user or a session, or "*" alone',
    ],
  ],
  [
    "ComprehendModelPolicy",
    statement({ Resource: CANARY }),
    ['policy.Statement[0].Resource[0]: must be "*", or an ARN'],
  ],
  [
    "ComprehendModelPolicy",
    statement({ Condition: CANARY }),
    ["policy.Statement[0].Condition: must be an object"],
  ],
  [
    "ComprehendModelPolicy",
    statement({ Condition: { StringEquals: { "aws:PrincipalOrgID": [{}] } } }),
    [
      'policy.Statement[0].Condition.StringEquals["aws:PrincipalOrgID"][0]: must be a text or a list of texts',
    ],
  ],
  [
    "ComprehendModelPolicy",
    statement({ Condition: { StringEquals: { "aws:PrincipalTag/team": "鳥" } } }),
    ["policy: must have no characters outside of Latin-1"],
  ],
  [
    "ComprehendModelPolicy",
    statement({ Condition: { StringEquals: { "aws:PrincipalTag/team": "x".repeat(20_000) } } }),
    [
      expect.stringMatching(
        /^policy: must have at most 20000 characters as it is sent; it has 20\d\d\d$/,
      ) as never,
    ],
  ],
  [
    "ComprehendModelPolicy",
    { ...IMPORTERS, importer: CANARY },
    ["importer: is not a property here; did you mean importers?"],
  ],
);

const IMPORT = { sourceModelArn: VERSION };
const KEY_ID = "11111111-2222-4333-8444-555555555555";
const DATA_ROLE = { dataAccessRoleArn: "arn:aws:iam::444455556666:role/comprehend" };
const A_MODEL_NAME = "must be letters and digits, with hyphens between them";

TABLE.push(
  ["ComprehendModelImport", {}, ["sourceModelArn: is required"]],
  ["ComprehendModelImport", { sourceModelArn: secret(CANARY) }, [`sourceModelArn: ${A_MODEL}`]],
  ["ComprehendModelImport", { sourceModelArn: VERSION.replace("/v1", "") }, [`sourceModelArn: ${A_MODEL}`]],
  [
    "ComprehendModelImport",
    { sourceModelArn: `arn:aws:comprehend:us-east-1:${OWNER}:flywheel/${CANARY}` },
    ["sourceModelArn: is a flywheel; give the ARN of one of its model's versions (ActiveModelArn)"],
  ],
  [
    "ComprehendModelImport",
    { sourceModelArn: VERSION.replace("/v1", `/${"x".repeat(200)}`) },
    ["sourceModelArn: must have at most 256 characters"],
  ],
  [
    "ComprehendModelImport",
    { sourceModelArn: VERSION.replace("us-east-1", "us-west-2") },
    [
      "sourceModelArn: is in us-west-2, but the import is in us-east-1: Comprehend imports in the source's own Region only",
    ],
  ],
  [
    "ComprehendModelImport",
    { ...IMPORT, region: "sa-east-1" },
    [
      "sourceModelArn: is in us-east-1, but the import is in sa-east-1: Comprehend imports in the source's own Region only",
      "region: has no Amazon Comprehend: models can be shared and imported in their own Region only",
    ],
  ],
  ...["", "-topics", "topics-", "ticket_topics", `${CANARY}!`].map((name): [string, object, string[]] => [
    "ComprehendModelImport",
    { ...IMPORT, modelName: name, versionName: name },
    [`modelName: ${A_MODEL_NAME}`, `versionName: ${A_MODEL_NAME}`],
  ]),
  [
    "ComprehendModelImport",
    { ...IMPORT, modelName: "x".repeat(64), versionName: "x".repeat(64) },
    ["modelName: must have at most 63 characters", "versionName: must have at most 63 characters"],
  ],
  ...["alias/model-access", `arn:aws:kms:us-east-1:${OWNER}:alias/x`].map(
    (modelKmsKeyId): [string, object, string[]] => [
      "ComprehendModelImport",
      { ...IMPORT, ...DATA_ROLE, modelKmsKeyId },
      ["modelKmsKeyId: is an alias, which Comprehend does not take: give the key's ARN or its id"],
    ],
  ),
  [
    "ComprehendModelImport",
    { ...IMPORT, ...DATA_ROLE, modelKmsKeyId: CANARY },
    ["modelKmsKeyId: must be the ARN or the id of a KMS key"],
  ],
  [
    "ComprehendModelImport",
    { ...IMPORT, ...DATA_ROLE, modelKmsKeyId: `arn:aws:kms:us-west-2:${OWNER}:key/${KEY_ID}` },
    ["modelKmsKeyId: is in us-west-2, but the import is in us-east-1"],
  ],
  [
    "ComprehendModelImport",
    { ...IMPORT, modelKmsKeyId: KEY_ID },
    [
      "dataAccessRoleArn: is required with modelKmsKeyId: Comprehend uses a customer's key by a role of this account",
    ],
  ],
  [
    "ComprehendModelImport",
    { ...IMPORT, dataAccessRoleArn: CANARY },
    ["dataAccessRoleArn: must be the ARN of an IAM role"],
  ],
  ["ComprehendModelImport", { ...IMPORT, tags: { team: 5 } }, ["tags.team: must be a string"]],
  ...[CANARY, true, "delete"].map((replacePolicy): [string, object, string[]] => [
    "ComprehendModelImport",
    { ...IMPORT, replacePolicy },
    ['replacePolicy: must be one of "create-first", "delete-first"'],
  ]),
  [
    "ComprehendModelImport",
    { ...IMPORT, name: CANARY },
    [expect.stringMatching(/^name: is not a property here; known are sourceModelArn/) as never],
  ],
);

// What the fuzz of inputs has found.
TABLE.push(
  ...["a", "/triage000001", "_"].map((more): [string, object, string[]] => [
    "CustomModelCopy",
    { ...COPY, sourceModelArn: SHARED + more },
    [`sourceModelArn: ${AN_ARN}`],
  ]),
  ["CustomModelCopy", { ...COPY, modelKmsKeyId: `arn:aws:kms:us-east-1:${OWNER}:key/${KEY_ID}a` }, [A_KEY]],
  [
    "ComprehendModelImport",
    { ...IMPORT, dataAccessRoleArn: DATA_ROLE.dataAccessRoleArn.replace("aws", "awsome") },
    ["dataAccessRoleArn: must be the ARN of an IAM role"],
  ],
  [
    "CustomModelShareAcceptance",
    { shareArn: `arn:aws:ram:elsewhere:${OWNER}:resource-share/${KEY_ID}` },
    ["shareArn: must be the ARN of a resource share"],
  ],
  [
    "ComprehendModelPolicy",
    { ...IMPORTERS, resourceArn: VERSION.replace("us-east-1", "elsewhere") },
    [`resourceArn: ${A_MODEL}`],
  ],
  [
    "ModelLicenseGrant",
    {
      principal: LICENSED.principal,
      licenseArn: `arn:aws:license-manager::${OWNER}:license:l-${"0".repeat(1100)}`,
    },
    ["licenseArn: must be the ARN of a licence: arn:aws:license-manager::…:license:l-…"],
  ],
);

describe("bad input is refused at preview, with its path and without its value", () => {
  it.each(TABLE)("%s %j", async (kind, args, reasons) => {
    const said = await reasonsFor(kind, args);
    expect(said).toEqual(reasons);
    expect(said.join("\n")).not.toContain(CANARY);
    expect(emulator.requests.all()).toEqual([]);
  });

  it("when no Region is known", async () => {
    expect(await reasonsFor("ModelAgreement", MODEL, { "aws:region": "" })).toEqual([
      "region: is not set: give it here, or run `pulumi config set aws:region <region>`, or set AWS_REGION",
    ]);
  });

  it("when the configured Region is none", async () => {
    const config = { "aws:region": "us-east1" };
    const reason = "region: must be the name of an AWS Region, such as us-east-1";
    expect(await reasonsFor("ModelAgreement", MODEL, config)).toEqual([reason]);
    expect(await reasonsFor("UseCaseSubmission", FORM, config)).toEqual([reason]);
  });

  it("when the configured Region is one where the form cannot be filed", async () => {
    expect(await reasonsFor("UseCaseSubmission", FORM, { "aws:region": "us-gov-west-1" })).toEqual([
      expect.stringMatching(/^region: is in GovCloud/),
    ]);
  });

  it("when the configuration says what we cannot honour", async () => {
    const config = {
      "aws:ec2MetadataServiceEndpoint": "http://user:hunter2@metadata",
      "model-access:pollInterval": "soon",
    };
    expect(await reasonsFor("ModelAgreement", MODEL, config)).toEqual([
      "aws:ec2MetadataServiceEndpoint is not supported: set AWS_EC2_METADATA_SERVICE_ENDPOINT in the environment instead",
      "model-access:pollInterval must be a number of seconds, above 0 and up to 600",
    ]);
  });

  it.each([
    [
      { "aws:allowedAccountIds": '["111122223333"]' },
      "is of an account that allowedAccountIds does not list",
    ],
    [{ "aws:forbiddenAccountIds": '["444455556666"]' }, "is of an account that forbiddenAccountIds lists"],
  ])("when the role is of an account that %j excludes", async (config, reason) => {
    const assumeRole = { roleArn: "arn:aws:iam::444455556666:role/model-access-deployer" };
    expect(await reasonsFor("ModelAgreement", { ...MODEL, assumeRole }, config)).toEqual([
      `assumeRole.roleArn: ${reason}`,
    ]);
  });
});

describe("what is not known yet passes", () => {
  it.each([
    ["ModelAgreement", { modelId: UNKNOWN }],
    ["ModelAgreement", { ...MODEL, region: UNKNOWN, offerId: UNKNOWN, onExisting: UNKNOWN }],
    ["ModelAgreement", { ...MODEL, assumeRole: UNKNOWN }],
    ["ModelAgreement", { ...MODEL, assumeRole: { roleArn: UNKNOWN, externalId: UNKNOWN } }],
    ["ModelAgreement", { modelId: secret(UNKNOWN) }],
    ["CustomModelShare", { name: UNKNOWN, resourceArns: UNKNOWN, principals: UNKNOWN, tags: UNKNOWN }],
    ["CustomModelShare", { ...SHARE, resourceArns: [UNKNOWN, SHARED], principals: [UNKNOWN] }],
    ["CustomModelShare", { ...SHARE, region: UNKNOWN, tags: { team: secret(UNKNOWN) } }],
    ["ComprehendModelImport", { sourceModelArn: UNKNOWN, versionName: UNKNOWN, tags: UNKNOWN }],
    [
      "ComprehendModelImport",
      { ...IMPORT, region: UNKNOWN, modelKmsKeyId: UNKNOWN, dataAccessRoleArn: UNKNOWN },
    ],
    ["ComprehendModelPolicy", { resourceArn: UNKNOWN, importers: UNKNOWN }],
    ["ComprehendModelPolicy", { ...IMPORTERS, importers: [{ accountId: UNKNOWN }], region: UNKNOWN }],
    ["ComprehendModelPolicy", { resourceArn: UNKNOWN, policy: secret(UNKNOWN) }],
    ["ComprehendModelPolicy", statement({ Principal: { AWS: [UNKNOWN] }, Resource: UNKNOWN })],
    ["ModelLicenseGrant", { licenseArn: UNKNOWN, principal: UNKNOWN, allowedOperations: UNKNOWN }],
    ["ModelLicenseGrant", { productId: UNKNOWN, principal: UNKNOWN, activation: UNKNOWN, tags: UNKNOWN }],
    ["UseCaseSubmission", Object.fromEntries(Object.keys(FORM).map((field) => [field, UNKNOWN]))],
    ["UseCaseSubmission", { ...FORM, region: UNKNOWN, assumeRole: { roleArn: secret(UNKNOWN) } }],
  ])("%s %j", async (kind, args) => {
    expect(await reasonsFor(kind, args)).toEqual([]);
  });
});

describe("what check has completed", () => {
  it.each([
    ["ModelAgreement", MODEL, { agreementStatus: "ERROR" }],
    ["UseCaseSubmission", FORM, {}],
    [
      "CustomModelShare",
      { ...SHARE, tags: { team: "ml" } },
      { status: "FAILED", tagsAll: { team: "theirs" } },
    ],
    [
      "CustomModelShareAcceptance",
      { shareArn: `arn:aws:ram:us-east-1:${OWNER}:resource-share/11111111-2222-4333-8444-555555555555` },
      { status: "PENDING" },
    ],
    ["ComprehendModelPolicy", IMPORTERS, { statements: { "777788889999": { Effect: "Allow" } } }],
    ["ComprehendModelPolicy", POLICY, {}],
    ["ComprehendModelImport", IMPORT, { status: "IN_ERROR", tagsAll: { team: "theirs" } }],
    ["ModelLicenseGrant", LICENSED, { status: "DISABLED", tagsAll: { team: "theirs" } }],
    ["ModelLicenseGrant", { ...LICENSED, activation: "none" }, { status: "ACTIVE" }],
  ])("%s is taken again, as an import and ignoreChanges hand it over", async (kind, args, borne) => {
    const resource = (await start()).resource(kind);
    const completed = await resource.check(args);
    expect(await resource.check(completed)).toEqual(completed);
    expect(await resource.check({ ...completed, ...borne })).toEqual({ ...completed, ...borne });
  });
});

describe("what is allowed", () => {
  it.each([
    { ...FORM, intendedUsers: 2 },
    { ...FORM, otherIndustryOption: "" },
    { ...FORM, companyName: "x".repeat(128), useCases: "x".repeat(8192) },
    { ...FORM, useCases: "Lines\r\nand\ttabs" },
    { ...FORM, companyName: "鳥籠 & Söhne" },
  ])("%j", async (args) => {
    expect(await reasonsFor("UseCaseSubmission", args)).toEqual([]);
  });
});
