import { expect, it } from "@jest/globals";

import type { ManualClock } from "#emulator/index";
import { ACCOUNT, CUSTOM_MODEL, type Emulator, MEMBER, OUTSIDER, REGION } from "../support/emulator/emulated";

const PERMISSION = "arn:aws:ram::aws:permission/AWSRAMDefaultPermissionBedrockCustomModel";
const TEMPLATE = JSON.stringify({ Effect: "Allow", Action: ["bedrock:GetCustomModel"] });

/** Calls an operation of RAM by the name the service model gives it. */
export type AskRam = (
  operation: string,
  input?: Readonly<Record<string, unknown>>,
  account?: string,
) => Promise<unknown>;

interface Share {
  resourceShare: { resourceShareArn: string };
}

/** What every client can do with RAM: the same story, told by each in its own way. */
export function itShares(ask: AskRam, stage: () => Emulator & { clock: ManualClock }): void {
  const tick = (seconds: number) => stage().clock.tick(seconds);
  const create = async (input: object = {}): Promise<string> => {
    const { resourceShare } = (await ask("CreateResourceShare", { name: "models", ...input })) as Share;
    tick(40);
    return resourceShare.resourceShareArn;
  };

  it("shares a model, changes the share, and deletes it", async () => {
    const resourceShareArn = await create({ tags: [{ key: "a", value: "b" }] });
    const both = { resourceShareArn, principals: [MEMBER], resourceArns: [CUSTOM_MODEL] };
    expect(await ask("AssociateResourceShare", both)).toMatchObject({
      resourceShareAssociations: [{ status: "ASSOCIATING" }, { status: "ASSOCIATING" }],
    });
    await ask("UpdateResourceShare", { resourceShareArn, name: "renamed" });
    await ask("TagResource", { resourceShareArn, tags: [{ key: "c", value: "d" }] });
    await ask("UntagResource", { resourceShareArn, tagKeys: ["a"] });
    tick(40);
    expect(await ask("GetResourceShares", { resourceOwner: "SELF" })).toMatchObject({
      resourceShares: [{ name: "renamed", status: "ACTIVE", tags: [{ key: "c", value: "d" }] }],
    });
    const principals = { associationType: "PRINCIPAL", resourceShareArns: [resourceShareArn] };
    expect(await ask("GetResourceShareAssociations", principals)).toMatchObject({
      resourceShareAssociations: [{ associatedEntity: MEMBER, status: "ASSOCIATED" }],
    });
    expect(await ask("ListResources", { resourceOwner: "OTHER-ACCOUNTS" }, MEMBER)).toMatchObject({
      resources: [{ arn: CUSTOM_MODEL }],
    });
    expect(await ask("ListPrincipals", { resourceOwner: "OTHER-ACCOUNTS" }, MEMBER)).toMatchObject({
      principals: [{ id: ACCOUNT }],
    });
    await ask("DisassociateResourceShare", { resourceShareArn, principals: [MEMBER] });
    await ask("DeleteResourceShare", { resourceShareArn });
  });

  it("invites an account outside, which accepts one invitation and rejects another", async () => {
    await create({ principals: [OUTSIDER] });
    await create({ principals: [OUTSIDER] });
    const listed = await ask("GetResourceShareInvitations", {}, OUTSIDER);
    const [first, second] = (
      listed as { resourceShareInvitations: { resourceShareInvitationArn: string }[] }
    ).resourceShareInvitations.map(({ resourceShareInvitationArn }) => ({ resourceShareInvitationArn }));
    expect(await ask("ListPendingInvitationResources", first, OUTSIDER)).toMatchObject({ resources: [] });
    expect(await ask("AcceptResourceShareInvitation", first, OUTSIDER)).toMatchObject({
      resourceShareInvitation: { status: "ACCEPTED", receiverAccountId: OUTSIDER },
    });
    expect(await ask("RejectResourceShareInvitation", second, OUTSIDER)).toMatchObject({
      resourceShareInvitation: { status: "REJECTED" },
    });
  });

  it("makes a permission of its own, and uses it instead of AWS's", async () => {
    const named = { name: "copying", resourceType: "bedrock:CustomModel", policyTemplate: TEMPLATE };
    await ask("CreatePermission", named);
    const permissionArn = `arn:aws:ram:${REGION}:${ACCOUNT}:permission/copying`;
    await ask("CreatePermissionVersion", { permissionArn, policyTemplate: TEMPLATE });
    await ask("SetDefaultPermissionVersion", { permissionArn, permissionVersion: 1 });
    expect(await ask("ListPermissionVersions", { permissionArn })).toMatchObject({
      permissions: [{ defaultVersion: true }, { defaultVersion: false }],
    });
    expect(await ask("GetPermission", { permissionArn })).toMatchObject({ permission: { version: "1" } });
    expect(await ask("ListPermissions")).toMatchObject({
      permissions: [{ arn: PERMISSION }, expect.anything()],
    });
    const resourceShareArn = await create({ resourceArns: [CUSTOM_MODEL] });
    const move = { fromPermissionArn: PERMISSION, toPermissionArn: permissionArn };
    await ask("ReplacePermissionAssociations", move);
    tick(30);
    expect(await ask("ListReplacePermissionAssociationsWork")).toMatchObject({
      replacePermissionAssociationsWorks: [{ status: "COMPLETED" }],
    });
    expect(await ask("ListResourceSharePermissions", { resourceShareArn })).toMatchObject({
      permissions: [{ arn: permissionArn }],
    });
    expect(await ask("ListPermissionAssociations", { permissionArn })).toMatchObject({
      permissions: [{ resourceShareArn }],
    });
    const empty = { resourceShareArn: await create(), permissionArn };
    await ask("AssociateResourceSharePermission", empty);
    await ask("DisassociateResourceSharePermission", empty);
  });

  it("promotes a share that was made of a policy", async () => {
    const place = { account: ACCOUNT, region: REGION };
    stage().incidents.sharedByPolicy(place, CUSTOM_MODEL, MEMBER);
    const listed = await ask("GetResourceShares", { resourceOwner: "SELF" });
    const [made] = (listed as { resourceShares: { resourceShareArn: string }[] }).resourceShares;
    const { resourceShareArn } = made!;
    expect(await ask("PromoteResourceShareCreatedFromPolicy", { resourceShareArn })).toMatchObject({
      returnValue: true,
    });
  });

  it("enables sharing, and lists what can be shared", async () => {
    expect(await ask("EnableSharingWithAwsOrganization")).toMatchObject({ returnValue: true });
    expect(await ask("ListResourceTypes")).toMatchObject({
      resourceTypes: [{ resourceType: "bedrock:CustomModel" }],
    });
  });
}
