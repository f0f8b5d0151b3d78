import { randomUUID } from "node:crypto";

import {
  CreatePermissionCommand,
  CreateResourceShareCommand,
  type CreateResourceShareCommandInput,
} from "@aws-sdk/client-ram";
import * as v from "valibot";

import { isEmulated, isManager, isNoManager } from "../vocabulary/conditions";
import { organizationWriting } from "./organization";
import { botocore, community, docs, type Row } from "../vocabulary/row";
import { defaultPermission, missing, NOT_INVITED, UNKNOWN } from "./sharing";
import type { Stage } from "../vocabulary/stage";

/** An account of nobody. */
const STRANGER = "210987654321";
const TEMPLATE = JSON.stringify({ Effect: "Allow", Action: ["bedrock:GetCustomModel"] });

/** A share of the caller's own that can be changed. */
async function shareOf(
  { clients, pause }: Stage,
  input: Partial<CreateResourceShareCommandInput> = {},
): Promise<string> {
  const { resourceShare } = await clients.ram.send(
    new CreateResourceShareCommand({ name: "contract", ...input }),
  );
  await pause(30);
  return resourceShare!.resourceShareArn!;
}

const template = (name: string) => ({
  name,
  resourceType: "bedrock:CustomModel",
  policyTemplate: TEMPLATE,
});

/** A permission of the caller's own. */
async function permissionOf({ clients }: Stage): Promise<string> {
  const { permission } = await clients.ram.send(new CreatePermissionCommand(template(randomUUID())));
  return permission!.arn!;
}

const NOTHING = { status: 200, shape: v.strictObject({}) };
const associations = (status: string) =>
  v.looseObject({
    resourceShareAssociations: v.tuple([v.looseObject({ status: v.literal(status) })]),
  });
const ASSOCIATING = { status: 200, shape: associations("ASSOCIATING") };

/** What changes shares, and what else is only tried where nobody has to clean up after it. */
export const sharingWriting: readonly Row[] = [
  {
    operation: "CreateResourceShare",
    name: "answers a share that is ACTIVE, and allows external principals",
    input: { name: "contract" },
    given: [isEmulated],
    expects: {
      status: 200,
      shape: v.looseObject({
        resourceShare: v.looseObject({
          status: v.literal("ACTIVE"),
          allowExternalPrincipals: v.literal(true),
        }),
        clientToken: v.string(),
      }),
    },
    source: docs("https://docs.aws.amazon.com/cli/latest/reference/ram/create-resource-share.html"),
  },
  {
    operation: "CreateResourceShare",
    name: "refuses a client token with other parameters",
    input: async (stage) => {
      const clientToken = randomUUID();
      await shareOf(stage, { clientToken });
      return { name: "another", clientToken };
    },
    given: [isEmulated],
    expects: { status: 400, code: "IdempotentParameterMismatchException" },
    source: botocore("ram", "CreateResourceShare"),
  },
  {
    operation: "CreateResourceShare",
    name: "refuses the bare id of an organization as malformed",
    input: { name: "contract", principals: ["o-exampleorgid"] },
    given: [isEmulated],
    expects: { status: 400, code: "InvalidParameterException", message: /malformed/i },
    source: community("Terraform, issue 7769; the CDK, issue 14131"),
  },
  {
    operation: "UpdateResourceShare",
    name: "changes the name",
    input: async (stage) => ({ resourceShareArn: await shareOf(stage), name: "renamed" }),
    given: [isEmulated],
    expects: {
      status: 200,
      shape: v.looseObject({ resourceShare: v.looseObject({ name: v.literal("renamed") }) }),
    },
    source: botocore("ram", "UpdateResourceShare"),
  },
  {
    operation: "DeleteResourceShare",
    name: "answers true",
    input: async (stage) => ({ resourceShareArn: await shareOf(stage) }),
    given: [isEmulated],
    expects: { status: 200, shape: v.looseObject({ returnValue: v.literal(true), clientToken: v.string() }) },
    source: botocore("ram", "DeleteResourceShare"),
  },
  {
    operation: "DeleteResourceShare",
    name: "does not know a share that does not exist",
    input: (stage) => ({ resourceShareArn: missing(stage) }),
    given: [isEmulated],
    expects: UNKNOWN,
    source: botocore("ram", "DeleteResourceShare"),
  },
  {
    operation: "AssociateResourceShare",
    name: "takes the owner as the principal, at least at first",
    input: async (stage) => ({ resourceShareArn: await shareOf(stage), principals: [stage.account] }),
    given: [isEmulated],
    expects: ASSOCIATING,
    source: community("Terraform, issue 16560"),
  },
  {
    operation: "AssociateResourceShare",
    name: "refuses an account outside for a share that allows none",
    input: async (stage) => ({
      resourceShareArn: await shareOf(stage, { allowExternalPrincipals: false }),
      principals: [STRANGER],
    }),
    given: [isEmulated, isManager],
    expects: { status: 400, code: "InvalidParameterException" },
    source: community("Terraform, issue 7769"),
  },
  {
    operation: "DisassociateResourceShare",
    name: "answers what it takes away",
    input: async (stage) => ({
      resourceShareArn: await shareOf(stage, { principals: [STRANGER] }),
      principals: [STRANGER],
    }),
    given: [isEmulated],
    expects: {
      status: 200,
      shape: associations("DISASSOCIATING"),
    },
    source: botocore("ram", "DisassociateResourceShare"),
  },
  {
    operation: "ram:TagResource",
    name: "answers nothing",
    input: async (stage) => ({
      resourceShareArn: await shareOf(stage),
      tags: [{ key: "a", value: "b" }],
    }),
    given: [isEmulated],
    expects: NOTHING,
    source: botocore("ram", "ram:TagResource"),
  },
  {
    operation: "ram:UntagResource",
    name: "answers nothing",
    input: async (stage) => ({ resourceShareArn: await shareOf(stage), tagKeys: ["a"] }),
    given: [isEmulated],
    expects: NOTHING,
    source: botocore("ram", "ram:UntagResource"),
  },
  {
    operation: "AcceptResourceShareInvitation",
    name: "does not know an invitation that does not exist",
    input: (stage) => ({ resourceShareInvitationArn: missing(stage, "resource-share-invitation") }),
    given: [isEmulated],
    expects: NOT_INVITED,
    source: botocore("ram", "AcceptResourceShareInvitation"),
  },
  {
    operation: "RejectResourceShareInvitation",
    name: "does not know an invitation that does not exist",
    input: (stage) => ({ resourceShareInvitationArn: missing(stage, "resource-share-invitation") }),
    given: [isEmulated],
    expects: NOT_INVITED,
    source: botocore("ram", "RejectResourceShareInvitation"),
  },
  {
    operation: "CreatePermission",
    name: "makes the first version the default one",
    input: () => template(randomUUID()),
    given: [isEmulated],
    expects: {
      status: 200,
      shape: v.looseObject({
        permission: v.looseObject({ version: v.literal("1"), defaultVersion: v.literal(true) }),
      }),
    },
    source: docs("https://docs.aws.amazon.com/ram/latest/APIReference/API_CreatePermission.html"),
  },
  {
    operation: "CreatePermissionVersion",
    name: "makes the new version the default one",
    input: async (stage) => ({ permissionArn: await permissionOf(stage), policyTemplate: TEMPLATE }),
    given: [isEmulated],
    expects: {
      status: 200,
      shape: v.looseObject({
        permission: v.looseObject({ version: v.literal("2"), defaultVersion: v.literal(true) }),
      }),
    },
    source: docs("https://docs.aws.amazon.com/ram/latest/APIReference/API_CreatePermissionVersion.html"),
  },
  {
    operation: "SetDefaultPermissionVersion",
    name: "answers true",
    input: async (stage) => ({ permissionArn: await permissionOf(stage), permissionVersion: 1 }),
    given: [isEmulated],
    expects: { status: 200, shape: v.looseObject({ returnValue: v.literal(true), clientToken: v.string() }) },
    source: botocore("ram", "SetDefaultPermissionVersion"),
  },
  {
    operation: "AssociateResourceSharePermission",
    name: "answers true for a share without a resource",
    input: async (stage) => ({
      resourceShareArn: await shareOf(stage),
      permissionArn: await permissionOf(stage),
    }),
    given: [isEmulated],
    expects: { status: 200, shape: v.looseObject({ returnValue: v.literal(true), clientToken: v.string() }) },
    source: botocore("ram", "AssociateResourceSharePermission"),
  },
  {
    operation: "DisassociateResourceSharePermission",
    name: "says that a permission has gone already",
    input: async (stage) => ({
      resourceShareArn: await shareOf(stage),
      permissionArn: await permissionOf(stage),
    }),
    given: [isEmulated],
    expects: { status: 400, code: "InvalidParameterException", message: /already been disassociated/ },
    source: community("Terraform's aws_ram_permission association"),
  },
  {
    operation: "ReplacePermissionAssociations",
    name: "answers work that is IN_PROGRESS",
    input: async (stage) => ({
      fromPermissionArn: await defaultPermission(stage),
      toPermissionArn: await permissionOf(stage),
    }),
    given: [isEmulated],
    expects: {
      status: 200,
      shape: v.looseObject({
        replacePermissionAssociationsWork: v.looseObject({ status: v.literal("IN_PROGRESS") }),
      }),
    },
    source: botocore("ram", "ReplacePermissionAssociations"),
  },
  {
    operation: "EnableSharingWithAwsOrganization",
    name: "answers true to the managing account",
    input: {},
    given: [isEmulated, isManager],
    expects: { status: 200, shape: v.looseObject({ returnValue: v.literal(true) }) },
    source: botocore("ram", "EnableSharingWithAwsOrganization"),
  },
  {
    operation: "EnableSharingWithAwsOrganization",
    name: "is for the managing account only",
    input: {},
    given: [isEmulated, isNoManager],
    expects: { status: 400, code: "OperationNotPermittedException" },
    source: docs("https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html"),
  },
  {
    operation: "PromoteResourceShareCreatedFromPolicy",
    name: "does not know a share that does not exist",
    input: (stage) => ({ resourceShareArn: missing(stage) }),
    given: [isEmulated],
    expects: UNKNOWN,
    source: botocore("ram", "PromoteResourceShareCreatedFromPolicy"),
  },
  ...organizationWriting,
];
