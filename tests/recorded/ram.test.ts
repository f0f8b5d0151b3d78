import {
  AssociateResourceShareCommand as Associate,
  CreateResourceShareCommand as Create,
  DisassociateResourceShareCommand as Disassociate,
  GetResourceShareAssociationsCommand as Associations,
  GetResourceShareInvitationsCommand as Invitations,
  GetResourceSharesCommand as Shares,
  ListPrincipalsCommand as Principals,
  ListResourcesCommand as Resources,
  UpdateResourceShareCommand as Update,
} from "@aws-sdk/client-ram";
import { afterEach, beforeEach, expect, it } from "@jest/globals";

import { setTheStage, share, type Stage } from "../emulator/ram/stage";
import { CUSTOM_MODEL, ENCRYPTED_MODEL, MEMBER, OUTSIDER, REGION } from "../support/emulator/emulated";
import { recorded } from "./ram";
import { expectShape } from "./shape";

let stage: Stage;
beforeEach(async () => {
  stage = await setTheStage();
});
afterEach(() => stage.emulator.close());

const tags = [{ key: "team", value: "ml" }];
const both = { principals: [MEMBER], resourceArns: [CUSTOM_MODEL] };
const shareOfBoth = async (): Promise<string> => {
  const arn = await share(stage, both);
  stage.emulator.clock.tick(20);
  return arn;
};
const invite = async (): Promise<string> => {
  const arn = await share(stage, { principals: [OUTSIDER] });
  stage.emulator.clock.tick(10);
  return arn;
};
const shares = (resourceShareArn: string, resourceOwner: "SELF" | "OTHER-ACCOUNTS" = "SELF") => {
  const client = resourceOwner === "SELF" ? stage.owner : stage.member;
  return client.send(new Shares({ resourceOwner, resourceShareArns: [resourceShareArn] }));
};

const principalsOf = (arn: string) =>
  stage.owner.send(new Associations({ associationType: "PRINCIPAL", resourceShareArns: [arn] }));

/** How each situation is brought about. */
const situations: Record<string, () => Promise<object>> = {
  "ram CreateResourceShare with tags": () => stage.owner.send(new Create({ name: "models", tags, ...both })),
  "ram UpdateResourceShare of a share with tags": async () =>
    stage.owner.send(new Update({ resourceShareArn: await share(stage, { tags }), name: "renamed" })),
  "ram GetResourceShares of a share without tags": async () => shares(await share(stage)),
  "ram GetResourceShares of a share with tags": async () => shares(await share(stage, { tags })),
  "ram GetResourceShares of a recipient": async () => shares(await shareOfBoth(), "OTHER-ACCOUNTS"),
  "ram AssociateResourceShare with a principal and a resource": async () =>
    stage.owner.send(new Associate({ resourceShareArn: await share(stage), ...both })),
  "ram DisassociateResourceShare by the owner": async () =>
    stage.owner.send(new Disassociate({ resourceShareArn: await shareOfBoth(), ...both })),
  "ram DisassociateResourceShare by a recipient who leaves": async () => {
    const resourceShareArn = await invite();
    stage.emulator.incidents.invitationAccepted({ account: OUTSIDER, region: REGION }, resourceShareArn);
    return stage.outsider.send(new Disassociate({ resourceShareArn, principals: [OUTSIDER] }));
  },
  "ram GetResourceShareAssociations of principals, one of them taken out": async () => {
    const resourceShareArn = await shareOfBoth();
    await stage.owner.send(new Disassociate({ resourceShareArn, principals: [MEMBER] }));
    stage.emulator.clock.tick(5);
    await stage.owner.send(new Associate({ resourceShareArn, resourceArns: [ENCRYPTED_MODEL] }));
    return principalsOf(resourceShareArn);
  },
  "ram GetResourceShareInvitations of a receiver": async () => {
    await invite();
    return stage.outsider.send(new Invitations({}));
  },
  "ram ListPrincipals of an owner": async () => {
    await shareOfBoth();
    return stage.owner.send(new Principals({ resourceOwner: "SELF" }));
  },
  "ram ListResources of an owner": async () => {
    await shareOfBoth();
    return stage.owner.send(new Resources({ resourceOwner: "SELF" }));
  },
};

it.each(recorded.map((answer) => [`${answer.operation} ${answer.what}`, answer] as const))(
  "%s answers what was recorded",
  async (situation, answer) => {
    expect(Object.keys(situations)).toContain(situation);
    const said = await situations[situation]!();
    expectShape(said, answer);
    // A list that is empty tells nothing of its items.
    expect(Object.values(said).every((value) => !Array.isArray(value) || value.length > 0)).toBe(true);
  },
);

it("the time of an association moves with each status, that of its share does not", async () => {
  const resourceShareArn = await share(stage, both);
  const times = async () => {
    const { resourceShareAssociations } = await principalsOf(resourceShareArn);
    const [{ status, creationTime, lastUpdatedTime } = {}] = resourceShareAssociations!;
    return [status, (lastUpdatedTime!.getTime() - creationTime!.getTime()) / 1000];
  };
  expect(await times()).toEqual(["ASSOCIATED", 10]);
  await stage.owner.send(new Disassociate({ resourceShareArn, principals: [MEMBER] }));
  expect(await times()).toEqual(["DISASSOCIATING", 10]);
  stage.emulator.clock.tick(5);
  expect(await times()).toEqual(["DISASSOCIATED", 15]);
  const [seen] = (await shares(resourceShareArn)).resourceShares!;
  expect(seen!.lastUpdatedTime).toEqual(seen!.creationTime);
});

it.each([
  ["an account inside", MEMBER, false],
  ["an account that was invited", OUTSIDER, true],
])("external of %s", async (_who, principal, isExternal) => {
  const resourceShareArn = await share(stage, { principals: [principal] });
  const { resourceShareAssociations } = await principalsOf(resourceShareArn);
  expect(resourceShareAssociations).toMatchObject([{ external: isExternal }]);
});
