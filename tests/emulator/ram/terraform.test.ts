import {
  AcceptResourceShareInvitationCommand,
  AssociateResourceShareCommand,
  CreateResourceShareCommand,
  DeleteResourceShareCommand,
  DisassociateResourceShareCommand,
  GetResourceShareInvitationsCommand,
  ListResourceSharePermissionsCommand,
  ListResourcesCommand,
  paginateGetResourceShareAssociations,
  paginateGetResourceShares,
  type RAMClient,
  TagResourceCommand,
  UpdateResourceShareCommand,
} from "@aws-sdk/client-ram";
import { afterEach, beforeEach, expect, it } from "@jest/globals";

import { ACCOUNT, CUSTOM_MODEL, MEMBER, OUTSIDER } from "../../support/emulator/emulated";
import { setTheStage, type Stage } from "./stage";

// Terraform's AWS provider cannot be had here. These are its calls, in its order, with its idea of what is missing.

let stage: Stage;
beforeEach(async () => {
  stage = await setTheStage();
});
afterEach(() => stage.emulator.close());

/** A share as Terraform finds it: unknown and DELETED are the same to it. */
async function find(client: RAMClient, arn: string, resourceOwner: "SELF" | "OTHER-ACCOUNTS" = "SELF") {
  const search = { resourceOwner, resourceShareArns: [arn] };
  try {
    for await (const { resourceShares = [] } of paginateGetResourceShares({ client }, search)) {
      const [found] = resourceShares;
      if (found) return found.status === "DELETED" ? undefined : found;
    }
  } catch (error) {
    if ((error as Error).name !== "UnknownResourceException") throw error;
  }
  return undefined;
}

async function associationStatus(resourceShareArn: string, entity: string): Promise<string | undefined> {
  const kind = entity.startsWith("arn:aws:bedrock:")
    ? ({ associationType: "RESOURCE", resourceArn: entity } as const)
    : ({ associationType: "PRINCIPAL", principal: entity } as const);
  const search = { ...kind, resourceShareArns: [resourceShareArn] };
  for await (const page of paginateGetResourceShareAssociations({ client: stage.owner }, search)) {
    const [found] = page.resourceShareAssociations!;
    if (found) return found.status === "DISASSOCIATED" ? undefined : found.status;
  }
  return undefined;
}

/** Looks every ten seconds, for so long as Terraform does. */
async function wait<T>(seconds: number, look: () => Promise<T>, wanted: T): Promise<void> {
  for (let waited = 0; waited < seconds; waited += 10) {
    if ((await look()) === wanted) return;
    stage.emulator.clock.tick(10);
  }
  expect(await look()).toBe(wanted);
}

async function create(allowExternalPrincipals: boolean): Promise<string> {
  const { resourceShare } = await stage.owner.send(
    new CreateResourceShareCommand({ name: "tf", allowExternalPrincipals, tags: [] }),
  );
  const arn = resourceShare!.resourceShareArn!;
  await wait(300, async () => (await find(stage.owner, arn))?.status, "ACTIVE");
  return arn;
}

async function destroy(resourceShareArn: string): Promise<void> {
  await stage.owner.send(new DeleteResourceShareCommand({ resourceShareArn }));
  await wait(300, async () => (await find(stage.owner, resourceShareArn))?.status, undefined);
}

it("aws_ram_resource_share: create, read, update, destroy", async () => {
  const resourceShareArn = await create(false);
  const { permissions } = await stage.owner.send(
    new ListResourceSharePermissionsCommand({ resourceShareArn }),
  );
  expect(permissions).toEqual([]);
  await stage.owner.send(
    new UpdateResourceShareCommand({ resourceShareArn, name: "renamed", allowExternalPrincipals: false }),
  );
  await stage.owner.send(new TagResourceCommand({ resourceShareArn, tags: [{ key: "a", value: "b" }] }));
  expect(await find(stage.owner, resourceShareArn)).toMatchObject({
    name: "renamed",
    owningAccountId: ACCOUNT,
    tags: [{ key: "a", value: "b" }],
  });
  await destroy(resourceShareArn);
});

it.each([
  ["aws_ram_principal_association", MEMBER],
  ["aws_ram_principal_association", `arn:aws:organizations::${ACCOUNT}:organization/o-exampleorgid`],
  ["aws_ram_resource_association", CUSTOM_MODEL],
])("%s of %s: create, refresh, destroy", async (resource, entity) => {
  const resourceShareArn = await create(false);
  const what = resource.includes("principal") ? { principals: [entity] } : { resourceArns: [entity] };
  expect(await associationStatus(resourceShareArn, entity)).toBeUndefined();
  await stage.owner.send(new AssociateResourceShareCommand({ resourceShareArn, ...what }));
  await wait(180, () => associationStatus(resourceShareArn, entity), "ASSOCIATED");
  await stage.owner.send(new DisassociateResourceShareCommand({ resourceShareArn, ...what }));
  await wait(180, () => associationStatus(resourceShareArn, entity), undefined);
  await destroy(resourceShareArn);
});

it("aws_ram_resource_share_accepter: create, read, destroy", async () => {
  const arn = await create(true);
  await stage.owner.send(
    new AssociateResourceShareCommand({ resourceShareArn: arn, principals: [OUTSIDER] }),
  );
  const invitation = async () => {
    const ask = new GetResourceShareInvitationsCommand({ resourceShareArns: [arn] });
    return (await stage.outsider.send(ask)).resourceShareInvitations![0];
  };
  await wait(120, async () => (await invitation())?.status, "PENDING");
  const { resourceShareInvitationArn } = (await invitation())!;
  await stage.outsider.send(new AcceptResourceShareInvitationCommand({ resourceShareInvitationArn }));
  await wait(300, async () => (await invitation())?.status, "ACCEPTED");
  const seen = () => find(stage.outsider, arn, "OTHER-ACCOUNTS");
  await wait(60, async () => (await seen())?.status, "ACTIVE");
  const list = new ListResourcesCommand({
    resourceOwner: "OTHER-ACCOUNTS",
    resourceShareArns: [arn],
    principal: ACCOUNT,
  });
  expect(await stage.outsider.send(list)).toMatchObject({ resources: [] });
  await stage.outsider.send(
    new DisassociateResourceShareCommand({ resourceShareArn: arn, principals: [OUTSIDER] }),
  );
  await wait(300, async () => (await seen())?.status, undefined);
  await destroy(arn);
});
