import { paginateListPermissions } from "@aws-sdk/client-ram";
import * as v from "valibot";

import { assumed, botocore, community, type Row, single } from "../vocabulary/row";
import type { Stage } from "../vocabulary/stage";

export const UNKNOWN = { status: 400, code: "UnknownResourceException" };
const MALFORMED = { status: 400, code: "MalformedArnException" };
export const NOT_INVITED = { status: 400, code: "ResourceShareInvitationArnNotFoundException" };

const SELF = { resourceOwner: "SELF" };
const MISSING_PERMISSION = ({ partition }: Stage) => ({
  permissionArn: `arn:${partition}:ram::aws:permission/AWSRAMPermissionOfNobody`,
});

/** The permission that a share of custom models gets by itself; whatever it is called. */
export async function defaultPermission({ clients }: Pick<Stage, "clients">): Promise<string> {
  const search = { resourceType: "bedrock:CustomModel", permissionType: "AWS_MANAGED" } as const;
  for await (const { permissions = [] } of paginateListPermissions({ client: clients.ram }, search)) {
    const found = permissions.find(({ isResourceTypeDefault }) => isResourceTypeDefault);
    if (found?.arn !== undefined) return found.arn;
  }
  throw new Error("RAM lists no default permission for custom models");
}

/** The ARN of something that does not exist. */
export function missing({ partition, region, account }: Stage, kind = "resource-share"): string {
  return `arn:${partition}:ram:${region}:${account}:${kind}/00000000-0000-4000-8000-000000000000`;
}

const share = v.looseObject({
  resourceShareArn: v.string(),
  name: v.string(),
  owningAccountId: v.string(),
  allowExternalPrincipals: v.boolean(),
  status: v.string(),
  creationTime: v.date(),
});
const association = v.looseObject({
  resourceShareArn: v.string(),
  associatedEntity: v.string(),
  associationType: v.string(),
  status: v.string(),
});
const permission = v.looseObject({
  arn: v.string(),
  version: v.string(),
  name: v.string(),
  resourceType: v.string(),
});
const resource = v.looseObject({ arn: v.string(), type: v.string(), resourceShareArn: v.string() });

/** A permission that allows these of Bedrock's actions and no others. */
function allowing(...actions: readonly string[]) {
  const wanted = actions.map((action) => `bedrock:${action}`).sort();
  return v.looseObject({
    permission: v.looseObject({
      permission: v.pipe(
        v.string(),
        v.check(
          (text) =>
            JSON.stringify([(JSON.parse(text) as { Action: string[] }).Action].flat().sort()) ===
            JSON.stringify(wanted),
          `a permission of ${wanted.join(" and ")}`,
        ),
      ),
    }),
  });
}

/** What is read of shares. */
export const sharingReading: readonly Row[] = [
  {
    operation: "GetResourceShares",
    name: "lists the account's own shares",
    input: SELF,
    expects: { status: 200, shape: v.looseObject({ resourceShares: v.array(share) }) },
    source: botocore("ram", "GetResourceShares"),
  },
  {
    operation: "GetResourceShares",
    name: "lists the shares of others",
    input: { resourceOwner: "OTHER-ACCOUNTS" },
    expects: { status: 200, shape: v.looseObject({ resourceShares: v.array(share) }) },
    source: botocore("ram", "GetResourceShares"),
  },
  {
    operation: "GetResourceShares",
    name: "does not know a share that does not exist",
    input: (stage) => ({ ...SELF, resourceShareArns: [missing(stage)] }),
    expects: UNKNOWN,
    settles: "ram.unknownShares",
    alternatives: { empty: { status: 200, shape: v.looseObject({ resourceShares: v.strictTuple([]) }) } },
    source: botocore("ram", "GetResourceShares"),
  },
  {
    operation: "GetResourceShares",
    name: "tells an ARN that is none",
    input: { ...SELF, resourceShareArns: ["arn:of:nothing"] },
    expects: { ...MALFORMED, message: /^The specified resource share ARN is not valid\./ },
    source: community("Terraform, issue 40360"),
  },
  {
    operation: "GetResourceShares",
    name: "takes no token that it has not given",
    input: { ...SELF, nextToken: "no-token-of-anybody" },
    expects: { status: 400, code: "InvalidNextTokenException" },
    source: botocore("ram", "GetResourceShares"),
  },
  {
    operation: "GetResourceShares",
    name: "wants pages of 1 to 500",
    input: { ...SELF, maxResults: 501 },
    expects: { status: 400, code: "InvalidParameterException" },
    source: assumed("the limits are in the service model, the code of a broken one is not"),
  },
  {
    operation: "GetResourceShares",
    name: "has words of its own for an owner that is none",
    input: { resourceOwner: "NOBODY" },
    expects: { status: 400, code: "InvalidParameterException", message: /not a valid resource owner/ },
    source: single("moto's text, which looks like AWS's"),
  },
  {
    operation: "GetResourceShares",
    name: "does not look for tags among the shares of others",
    input: { resourceOwner: "OTHER-ACCOUNTS", tagFilters: [{ tagKey: "a" }] },
    expects: { status: 400, code: "InvalidParameterException", message: /^You cannot use resourceOwner/ },
    source: community("Terraform, issue 40970"),
  },
  {
    operation: "GetResourceShareAssociations",
    name: "lists the principals of the account's own shares",
    input: { associationType: "PRINCIPAL" },
    expects: { status: 200, shape: v.looseObject({ resourceShareAssociations: v.array(association) }) },
    source: botocore("ram", "GetResourceShareAssociations"),
  },
  {
    operation: "GetResourceShareAssociations",
    name: "does not look for a principal among resources",
    input: (stage) => ({ associationType: "RESOURCE", principal: stage.account }),
    expects: { status: 400, code: "InvalidParameterException" },
    source: botocore("ram", "GetResourceShareAssociations"),
  },
  {
    operation: "GetResourceShareInvitations",
    name: "lists the invitations that the account has received",
    input: {},
    expects: { status: 200, shape: v.looseObject({ resourceShareInvitations: v.array(v.looseObject({})) }) },
    source: botocore("ram", "GetResourceShareInvitations"),
  },
  {
    operation: "GetResourceShareInvitations",
    name: "does not know an invitation that does not exist",
    input: (stage) => ({ resourceShareInvitationArns: [missing(stage, "resource-share-invitation")] }),
    expects: NOT_INVITED,
    source: botocore("ram", "GetResourceShareInvitations"),
  },
  {
    operation: "GetResourceShareInvitations",
    name: "finds none to a share that does not exist",
    input: (stage) => ({ resourceShareArns: [missing(stage)] }),
    expects: { status: 200, shape: v.looseObject({ resourceShareInvitations: v.strictTuple([]) }) },
    settles: "ram.uninvited",
    alternatives: { unknown: UNKNOWN },
    source: assumed("the operation's model has no code that says so"),
  },
  {
    operation: "GetResourceShareInvitations",
    name: "has a code of its own for a page that is too long",
    input: { maxResults: 501 },
    expects: { status: 400, code: "InvalidMaxResultsException" },
    source: botocore("ram", "GetResourceShareInvitations"),
  },
  {
    operation: "ListPendingInvitationResources",
    name: "does not know an invitation that does not exist",
    input: (stage) => ({ resourceShareInvitationArn: missing(stage, "resource-share-invitation") }),
    expects: NOT_INVITED,
    source: botocore("ram", "ListPendingInvitationResources"),
  },
  {
    operation: "ListResourceSharePermissions",
    name: "does not know a share that does not exist",
    input: (stage) => ({ resourceShareArn: missing(stage) }),
    expects: UNKNOWN,
    source: botocore("ram", "ListResourceSharePermissions"),
  },
  {
    operation: "ListPermissions",
    name: "lists managed permissions",
    input: {},
    expects: { status: 200, shape: v.looseObject({ permissions: v.array(permission) }) },
    source: botocore("ram", "ListPermissions"),
  },
  {
    operation: "GetPermission",
    name: "does not know a permission that does not exist",
    input: MISSING_PERMISSION,
    expects: UNKNOWN,
    source: botocore("ram", "GetPermission"),
  },
  {
    operation: "GetPermission",
    name: "shows the default permission of custom models",
    input: async (stage) => ({ permissionArn: await defaultPermission(stage) }),
    expects: {
      status: 200,
      shape: v.looseObject({
        permission: v.looseObject({ name: v.literal("AWSRAMDefaultPermissionBedrockCustomModel") }),
      }),
    },
    settles: "ram.defaultPermission",
    alternatives: {
      shorter: {
        status: 200,
        shape: v.looseObject({
          permission: v.looseObject({ name: v.literal("AWSRAMDefaultPermissionCustomModel") }),
        }),
      },
    },
    source: assumed("its name is in no document we know, and is looked up here"),
  },
  {
    operation: "GetPermission",
    name: "lets a share of custom models be seen and copied",
    input: async (stage) => ({ permissionArn: await defaultPermission(stage) }),
    expects: { status: 200, shape: allowing("GetCustomModel", "CreateModelCopyJob") },
    settles: "ram.defaultActions",
    alternatives: {
      more: { status: 200, shape: allowing("GetCustomModel", "CreateModelCopyJob", "ListCustomModels") },
    },
    source: assumed("no document shows the permission's text"),
  },
  {
    operation: "GetPermission",
    name: "refuses a version that there is not",
    input: async (stage) => ({ permissionArn: await defaultPermission(stage), permissionVersion: 9999 }),
    expects: { status: 400, code: "InvalidParameterException" },
    settles: "ram.unknownVersion",
    source: assumed("of the codes of its model no other fits"),
  },
  {
    operation: "ListPermissionVersions",
    name: "does not know a permission that does not exist",
    input: MISSING_PERMISSION,
    expects: UNKNOWN,
    source: botocore("ram", "ListPermissionVersions"),
  },
  {
    operation: "ListPermissionAssociations",
    name: "lists the permissions of the account's own shares",
    input: {},
    expects: { status: 200, shape: v.looseObject({ permissions: v.array(v.looseObject({})) }) },
    source: botocore("ram", "ListPermissionAssociations"),
  },
  {
    operation: "ListReplacePermissionAssociationsWork",
    name: "lists the work under way",
    input: {},
    expects: {
      status: 200,
      shape: v.looseObject({ replacePermissionAssociationsWorks: v.array(v.looseObject({})) }),
    },
    source: botocore("ram", "ListReplacePermissionAssociationsWork"),
  },
  {
    operation: "ListReplacePermissionAssociationsWork",
    name: "finds nothing by an id of nothing",
    input: { workIds: ["00000000-0000-4000-8000-000000000000"] },
    expects: { status: 200, shape: v.looseObject({ replacePermissionAssociationsWorks: v.strictTuple([]) }) },
    settles: "ram.unknownWorks",
    alternatives: { refused: { status: 400, code: "InvalidParameterException" } },
    source: assumed("nothing says that it must be known"),
  },
  {
    operation: "ListResources",
    name: "lists what the account shares",
    input: SELF,
    expects: { status: 200, shape: v.looseObject({ resources: v.array(resource) }) },
    source: botocore("ram", "ListResources"),
  },
  {
    operation: "ListResources",
    name: "finds nothing in a share that does not exist",
    input: (stage) => ({ ...SELF, resourceShareArns: [missing(stage)] }),
    expects: { status: 200, shape: v.looseObject({ resources: v.strictTuple([]) }) },
    settles: "ram.unseenShares",
    alternatives: { unknown: UNKNOWN },
    source: assumed("of GetResourceShares it was seen that such a share is unknown"),
  },
  {
    operation: "ListResources",
    name: "lists what others share with the account",
    input: { resourceOwner: "OTHER-ACCOUNTS" },
    expects: { status: 200, shape: v.looseObject({ resources: v.array(resource) }) },
    source: botocore("ram", "ListResources"),
  },
  {
    operation: "ListResources",
    name: "has a code of its own for a type that does not exist",
    input: { ...SELF, resourceType: "bedrock:NoSuchType" },
    expects: { status: 400, code: "InvalidResourceTypeException" },
    source: botocore("ram", "ListResources"),
  },
  {
    operation: "ListPrincipals",
    name: "lists with whom the account shares",
    input: SELF,
    expects: {
      status: 200,
      shape: v.looseObject({ principals: v.array(v.looseObject({ id: v.string() })) }),
    },
    source: botocore("ram", "ListPrincipals"),
  },
  {
    operation: "ListResourceTypes",
    name: "lists what can be shared",
    input: {},
    expects: {
      status: 200,
      shape: v.looseObject({
        resourceTypes: v.array(v.looseObject({ resourceType: v.string(), serviceName: v.string() })),
      }),
    },
    source: botocore("ram", "ListResourceTypes"),
  },
];
