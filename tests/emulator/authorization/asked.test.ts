import * as bedrockSdk from "@aws-sdk/client-bedrock";
import * as comprehendSdk from "@aws-sdk/client-comprehend";
import * as kmsSdk from "@aws-sdk/client-kms";
import * as licensingSdk from "@aws-sdk/client-license-manager";
import * as marketplaceSdk from "@aws-sdk/client-marketplace-agreement";
import * as organizationsSdk from "@aws-sdk/client-organizations";
import * as ramSdk from "@aws-sdk/client-ram";
import * as stsSdk from "@aws-sdk/client-sts";
import { expect, it } from "@jest/globals";

import { startEmulator } from "#emulator/index";
import {
  ACCOUNT,
  CLASSIFIER,
  CUSTOM_MODEL,
  MEMBER,
  RECOGNIZER,
  THIRD_PARTY,
} from "../../support/emulator/emulated";
import * as clients from "../../support/aws/clients";

interface Client {
  send(command: unknown): Promise<unknown>;
}
const SERVICES = {
  bedrock: [bedrockSdk, clients.bedrock],
  comprehend: [comprehendSdk, clients.comprehend],
  kms: [kmsSdk, clients.kms],
  "license-manager": [licensingSdk, clients.licenseManager],
  "aws-marketplace": [marketplaceSdk, clients.marketplace],
  organizations: [organizationsSdk, clients.organizations],
  ram: [ramSdk, clients.ram],
  sts: [stsSdk, clients.sts],
} as const;

const KEY_ID = "AKIAIOSFODNN7EXAMPLE";
const US_EAST_1 = `us-east-1:${ACCOUNT}`;
const SHARE = `arn:aws:ram:${US_EAST_1}:resource-share/00000000-0000-4000-8000-000000000000`;
const INVITATION = SHARE.replace("resource-share", "resource-share-invitation");
const OF_AWS = "arn:aws:ram::aws:permission/AWSRAMDefaultPermissionBedrockCustomModel";
const OWN = `arn:aws:ram:${US_EAST_1}:permission/mine`;
const KEY = `arn:aws:kms:${US_EAST_1}:key/11111111-2222-4333-8444-555555555555`;
const LICENSE = "arn:aws:license-manager::294406891311:license:l-00000000000000000000000000000000";
const GRANT = `arn:aws:license-manager::${ACCOUNT}:grant:g-00000000000000000000000000000000`;
const ROLE = `arn:aws:iam::${MEMBER}:role/deployer`;
const ORGANIZATION = `arn:aws:organizations::${ACCOUNT}`;
const ENDPOINT = `arn:aws:comprehend:${US_EAST_1}:document-classifier-endpoint/e`;
const JOB = `arn:aws:bedrock:${US_EAST_1}:model-copy-job/abcdefghijkl`;
const UNIT = "ou-exam-workload";
const tags = [{ key: "team", value: "blue" }];
const Tags = [{ Key: "team", Value: "blue" }];
const copy = { sourceModelArn: CUSTOM_MODEL, targetModelName: "copy" };
const grant = {
  ...{ ClientToken: "t", GrantName: "g", LicenseArn: LICENSE, HomeRegion: "us-east-1" },
  ...{ Principals: [`arn:aws:iam::${MEMBER}:root`], AllowedOperations: ["CheckoutLicense"] },
};

type Row = readonly [
  service: keyof typeof SERVICES,
  operation: string,
  input: object,
  asked: readonly string[],
];

/** What a call is refused for, one after the other, by who is allowed nothing else. */
const rows: readonly Row[] = [
  ["bedrock", "ListFoundationModels", {}, ["bedrock:ListFoundationModels"]],
  [
    ...(["bedrock", "GetFoundationModel", { modelIdentifier: THIRD_PARTY }] as const),
    [`bedrock:GetFoundationModel arn:aws:bedrock:us-east-1::foundation-model/${THIRD_PARTY}`],
  ],
  [
    ...(["bedrock", "GetFoundationModelAvailability", { modelId: THIRD_PARTY }] as const),
    ["bedrock:GetFoundationModelAvailability"],
  ],
  [
    ...(["bedrock", "ListFoundationModelAgreementOffers", { modelId: THIRD_PARTY }] as const),
    ["bedrock:ListFoundationModelAgreementOffers"],
  ],
  [
    ...(["bedrock", "CreateFoundationModelAgreement", { modelId: THIRD_PARTY, offerToken: "t" }] as const),
    ["bedrock:CreateFoundationModelAgreement", "aws-marketplace:Subscribe *"],
  ],
  [
    ...(["bedrock", "DeleteFoundationModelAgreement", { modelId: THIRD_PARTY }] as const),
    ["bedrock:DeleteFoundationModelAgreement", "aws-marketplace:Unsubscribe *"],
  ],
  ["bedrock", "GetUseCaseForModelAccess", {}, ["bedrock:GetUseCaseForModelAccess"]],
  [
    ...(["bedrock", "PutUseCaseForModelAccess", { formData: Buffer.from("{          }") }] as const),
    ["bedrock:PutUseCaseForModelAccess"],
  ],
  ["bedrock", "ListCustomModels", {}, ["bedrock:ListCustomModels"]],
  [
    ...(["bedrock", "GetCustomModel", { modelIdentifier: "ticket-triage" }] as const),
    [`bedrock:GetCustomModel ${CUSTOM_MODEL}`],
  ],
  [
    ...(["bedrock", "DeleteCustomModel", { modelIdentifier: "nothing" }] as const),
    [`bedrock:DeleteCustomModel arn:aws:bedrock:${US_EAST_1}:custom-model/nothing`],
  ],
  ["bedrock", "CreateModelCopyJob", copy, [`bedrock:CreateModelCopyJob ${CUSTOM_MODEL}`]],
  [
    ...(["bedrock", "CreateModelCopyJob", { ...copy, targetModelTags: tags, modelKmsKeyId: KEY }] as const),
    [
      `bedrock:CreateModelCopyJob ${CUSTOM_MODEL}`,
      `bedrock:TagResource arn:aws:bedrock:${US_EAST_1}:custom-model/*`,
      ...["DescribeKey", "CreateGrant", "GenerateDataKey", "Decrypt"].map((use) => `kms:${use} ${KEY}`),
    ],
  ],
  ["bedrock", "GetModelCopyJob", { jobArn: JOB }, [`bedrock:GetModelCopyJob ${JOB}`]],
  ["bedrock", "ListModelCopyJobs", {}, ["bedrock:ListModelCopyJobs"]],
  [
    ...(["bedrock", "TagResource", { resourceARN: CUSTOM_MODEL, tags }] as const),
    [`bedrock:TagResource ${CUSTOM_MODEL}`],
  ],
  [
    ...(["bedrock", "UntagResource", { resourceARN: CUSTOM_MODEL, tagKeys: ["team"] }] as const),
    [`bedrock:UntagResource ${CUSTOM_MODEL}`],
  ],
  [
    ...(["bedrock", "ListTagsForResource", { resourceARN: CUSTOM_MODEL }] as const),
    [`bedrock:ListTagsForResource ${CUSTOM_MODEL}`],
  ],

  ...["PutResourcePolicy", "DescribeResourcePolicy", "DeleteResourcePolicy"].map((name): Row => [
    ...(["comprehend", name, { ResourceArn: CLASSIFIER, ResourcePolicy: "{}" }] as const),
    [`comprehend:${name} ${CLASSIFIER}`],
  ]),
  ...["Describe", "StopTraining", "Delete"].flatMap((verb): Row[] => [
    [
      ...(["comprehend", `${verb}DocumentClassifier`, { DocumentClassifierArn: CLASSIFIER }] as const),
      [`comprehend:${verb}DocumentClassifier ${CLASSIFIER}`],
    ],
    [
      ...(["comprehend", `${verb}EntityRecognizer`, { EntityRecognizerArn: RECOGNIZER }] as const),
      [`comprehend:${verb}EntityRecognizer ${RECOGNIZER}`],
    ],
  ]),
  ...["DocumentClassifiers", "EntityRecognizers", "DocumentClassifierSummaries", "EntityRecognizerSummaries"]
    .concat("Endpoints")
    .map((things): Row => ["comprehend", `List${things}`, {}, [`comprehend:List${things}`]]),
  [
    "comprehend",
    "ImportModel",
    { SourceModelArn: CLASSIFIER, Tags },
    [`comprehend:ImportModel ${CLASSIFIER}`],
  ],
  ["comprehend", "DescribeEndpoint", { EndpointArn: ENDPOINT }, [`comprehend:DescribeEndpoint ${ENDPOINT}`]],
  [
    ...(["comprehend", "TagResource", { ResourceArn: RECOGNIZER, Tags }] as const),
    [`comprehend:TagResource ${RECOGNIZER}`],
  ],
  [
    ...(["comprehend", "UntagResource", { ResourceArn: ENDPOINT, TagKeys: ["team"] }] as const),
    [`comprehend:UntagResource ${ENDPOINT}`],
  ],
  [
    ...(["comprehend", "ListTagsForResource", { ResourceArn: CLASSIFIER }] as const),
    [`comprehend:ListTagsForResource ${CLASSIFIER}`],
  ],

  ...["DescribeKey", "GetKeyPolicy", "ListGrants", "RevokeGrant", "CreateGrant"].map((name): Row => [
    "kms",
    name,
    { KeyId: KEY, GrantId: "g", GranteePrincipal: `arn:aws:iam::${ACCOUNT}:root`, Operations: ["Decrypt"] },
    [`kms:${name} ${KEY}`],
  ]),
  ["kms", "ListAliases", {}, ["kms:ListAliases *"]],

  ...["AcceptGrant", "RejectGrant", "DeleteGrant", "GetGrant", "CreateGrantVersion"].map((name): Row => [
    ...(["license-manager", name, { GrantArn: GRANT, Version: "1", ClientToken: "t" }] as const),
    [`license-manager:${name} ${GRANT}`],
  ]),
  ["license-manager", "CreateGrant", grant, [`license-manager:CreateGrant ${LICENSE}`]],
  ["license-manager", "GetLicense", { LicenseArn: LICENSE }, [`license-manager:GetLicense ${LICENSE}`]],
  ...["DistributedGrants", "ReceivedGrants", "ReceivedGrantsForOrganization", "ReceivedLicenses"]
    .concat("ReceivedLicensesForOrganization")
    .map((things): Row => [
      ...(["license-manager", `List${things}`, { LicenseArn: LICENSE }] as const),
      [`license-manager:List${things}`],
    ]),
  [
    ...(["license-manager", "TagResource", { ResourceArn: GRANT, Tags }] as const),
    [`license-manager:TagResource ${GRANT}`],
  ],
  [
    ...(["license-manager", "UntagResource", { ResourceArn: GRANT, TagKeys: ["team"] }] as const),
    [`license-manager:UntagResource ${GRANT}`],
  ],
  [
    ...(["license-manager", "ListTagsForResource", { ResourceArn: GRANT }] as const),
    [`license-manager:ListTagsForResource ${GRANT}`],
  ],

  ...["DescribeAgreement", "GetAgreementTerms", "GetAgreementEntitlements", "SearchAgreements"].map(
    (name): Row => ["aws-marketplace", name, { agreementId: "agmt-1" }, [`aws-marketplace:${name} *`]],
  ),

  ...["DescribeOrganization", "ListAccounts", "ListRoots", "ListAWSServiceAccessForOrganization"].map(
    (name): Row => ["organizations", name, {}, [`organizations:${name} *`]],
  ),
  [
    ...(["organizations", "EnableAWSServiceAccess", { ServicePrincipal: "ram.amazonaws.com" }] as const),
    ["organizations:EnableAWSServiceAccess *"],
  ],
  [
    ...(["organizations", "DescribeAccount", { AccountId: MEMBER }] as const),
    [`organizations:DescribeAccount ${ORGANIZATION}:account/o-exampleorgid/${MEMBER}`],
  ],
  [
    ...(["organizations", "DescribeOrganizationalUnit", { OrganizationalUnitId: UNIT }] as const),
    [`organizations:DescribeOrganizationalUnit ${ORGANIZATION}:ou/o-exampleorgid/${UNIT}`],
  ],
  [
    ...(["organizations", "ListAccountsForParent", { ParentId: UNIT }] as const),
    [`organizations:ListAccountsForParent ${ORGANIZATION}:ou/o-exampleorgid/${UNIT}`],
  ],
  [
    ...(["organizations", "ListOrganizationalUnitsForParent", { ParentId: "r-exam" }] as const),
    [`organizations:ListOrganizationalUnitsForParent ${ORGANIZATION}:root/o-exampleorgid/r-exam`],
  ],
  [
    ...(["organizations", "ListParents", { ChildId: MEMBER }] as const),
    [`organizations:ListParents ${ORGANIZATION}:account/o-exampleorgid/${MEMBER}`],
  ],
  [
    ...(["organizations", "ListParents", { ChildId: UNIT }] as const),
    [`organizations:ListParents ${ORGANIZATION}:ou/o-exampleorgid/${UNIT}`],
  ],

  ...["DeleteResourceShare", "UpdateResourceShare", "AssociateResourceShare", "DisassociateResourceShare"]
    .concat("ListResourceSharePermissions", "PromoteResourceShareCreatedFromPolicy")
    .map((name): Row => ["ram", name, { resourceShareArn: SHARE }, [`ram:${name} ${SHARE}`]]),
  ["ram", "CreateResourceShare", { name: "s", tags }, ["ram:CreateResourceShare *"]],
  [
    ...(["ram", "GetResourceShares", { resourceOwner: "SELF" }] as const),
    [`ram:GetResourceShares arn:aws:ram:${US_EAST_1}:resource-share/*`],
  ],
  ...["AcceptResourceShareInvitation", "RejectResourceShareInvitation", "ListPendingInvitationResources"].map(
    (name): Row => ["ram", name, { resourceShareInvitationArn: INVITATION }, [`ram:${name} ${INVITATION}`]],
  ),
  ...["AssociateResourceSharePermission", "DisassociateResourceSharePermission"].map((name): Row => [
    ...(["ram", name, { resourceShareArn: SHARE, permissionArn: OF_AWS }] as const),
    [`ram:${name} ${SHARE}`, `ram:${name} ${OF_AWS}`],
  ]),
  ["ram", "GetPermission", { permissionArn: OWN }, [`ram:GetPermission ${OWN}`]],
  ["ram", "ListPermissionAssociations", {}, ["ram:ListPermissionAssociations *"]],
  [
    ...(["ram", "ListPermissionAssociations", { permissionArn: OWN }] as const),
    [`ram:ListPermissionAssociations ${OWN}`],
  ],
  ...["CreatePermissionVersion", "SetDefaultPermissionVersion"].map((name): Row => [
    ...(["ram", name, { permissionArn: OWN, policyTemplate: "{}", permissionVersion: 1 }] as const),
    [`ram:${name} ${OWN}`],
  ]),
  [
    ...([
      "ram",
      "ReplacePermissionAssociations",
      { fromPermissionArn: OWN, toPermissionArn: OF_AWS },
    ] as const),
    [`ram:ReplacePermissionAssociations ${OF_AWS}`, `ram:ReplacePermissionAssociations ${OWN}`],
  ],
  [
    "ram",
    "CreatePermission",
    { name: "mine", resourceType: "bedrock:CustomModel", policyTemplate: "{}", tags },
    ["ram:CreatePermission *", `ram:TagResource ${OWN}`],
  ],
  ["ram", "TagResource", { resourceShareArn: SHARE, tags }, [`ram:TagResource ${SHARE}`]],
  ["ram", "UntagResource", { resourceArn: OWN, tagKeys: ["team"] }, [`ram:UntagResource ${OWN}`]],
  ...["GetResourceShareInvitations", "ListPermissions", "ListReplacePermissionAssociationsWork"]
    .concat("ListResourceTypes")
    .map((name): Row => ["ram", name, {}, [`ram:${name} *`]]),
  ["ram", "ListPermissionVersions", { permissionArn: OWN }, ["ram:ListPermissionVersions *"]],
  ["ram", "ListResources", { resourceOwner: "SELF" }, ["ram:ListResources *"]],
  ["ram", "ListPrincipals", { resourceOwner: "SELF" }, ["ram:ListPrincipals *"]],
  [
    ...(["ram", "GetResourceShareAssociations", { associationType: "PRINCIPAL" }] as const),
    ["ram:GetResourceShareAssociations *"],
  ],
  [
    ...(["ram", "EnableSharingWithAwsOrganization", {}] as const),
    [
      "ram:EnableSharingWithAwsOrganization *",
      `iam:CreateServiceLinkedRole arn:aws:iam::${ACCOUNT}:role/aws-service-role/ram.amazonaws.com/AWSServiceRoleForResourceAccessManager`,
      "organizations:DescribeOrganization *",
      "organizations:EnableAWSServiceAccess *",
    ],
  ],

  ["sts", "GetCallerIdentity", {}, []],
  ["sts", "AssumeRole", { RoleArn: ROLE, RoleSessionName: "me" }, [`sts:AssumeRole ${ROLE}`]],
  [
    ...(["sts", "AssumeRole", { RoleArn: ROLE, RoleSessionName: "me", Tags }] as const),
    [`sts:AssumeRole ${ROLE}`, `sts:TagSession ${ROLE}`],
  ],
];

/** What one call is refused for by policies, such as `kms:DescribeKey <key>`; undefined when it is not. */
async function denialOf([service, operation, input]: Row, allowed: readonly string[]) {
  const Statement = allowed.map((one) => {
    const [Action, Resource = "*"] = one.split(" ");
    return { Effect: "Allow", Action, Resource };
  });
  const policies = allowed.length === 0 ? [] : [{ Version: "2012-10-17", Statement }];
  const roles = { deployer: { sessionTags: true } };
  const emulator = await startEmulator({
    world: {
      accounts: { [ACCOUNT]: { users: { me: { accessKeyId: KEY_ID, policies } } }, [MEMBER]: { roles } },
    },
  });
  const [sdk, clientOf] = SERVICES[service];
  const Command = (sdk as unknown as Record<string, new (input: object) => unknown>)[`${operation}Command`]!;
  try {
    await (clientOf(emulator, { account: KEY_ID }) as Client).send(new Command(input));
    return undefined;
  } catch (error) {
    const { message } = error as Error;
    const [, action, , resource] =
      /user\/me is not authorized to perform: (\S+)( on resource: (\S+))? because no identity-based policy/.exec(
        message,
      ) ?? [];
    return action && [action, resource].filter(Boolean).join(" ");
  } finally {
    await emulator.close();
  }
}

it.each(rows.map((row) => [row[0], row[1], row[3].join(", ") || "nothing", row] as const))(
  "%s %s asks for %s",
  async (_service, _operation, _asked, row) => {
    const found: string[] = [];
    for (let denial = await denialOf(row, found); denial; denial = await denialOf(row, found)) {
      // Else it is refused for what it is allowed.
      expect(found).not.toContain(denial);
      found.push(denial);
    }
    expect(found).toEqual(row[3]);
  },
);
