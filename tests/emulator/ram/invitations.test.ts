import {
  AcceptResourceShareInvitationCommand as Accept,
  AssociateResourceShareCommand as Associate,
  DisassociateResourceShareCommand as Disassociate,
  GetResourceShareInvitationsCommand as Invitations,
  ListPendingInvitationResourcesCommand as PendingResources,
  RejectResourceShareInvitationCommand as Reject,
} from "@aws-sdk/client-ram";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { defaultWorld, type WorldFile } from "#emulator/index";
import { CUSTOM_MODEL, MEMBER, OUTSIDER, REGION } from "../../support/emulator/emulated";
import { associations, refusal, setTheStage, share, sharesOf, type Stage } from "./stage";

let stage: Stage;
async function start(world?: WorldFile): Promise<void> {
  stage = await setTheStage(world);
}
beforeEach(() => start());
afterEach(() => stage.emulator.close());

const received = async (client = stage.outsider) =>
  (await client.send(new Invitations({}))).resourceShareInvitations!;
async function invite(): Promise<{ arn: string; invitation: string }> {
  const arn = await share(stage, { principals: [OUTSIDER] });
  stage.emulator.clock.tick(10);
  const [{ resourceShareInvitationArn } = {}] = await received();
  return { arn, invitation: resourceShareInvitationArn! };
}
const accept = (resourceShareInvitationArn: string, client = stage.outsider) =>
  client.send(new Accept({ resourceShareInvitationArn }));
const reject = (resourceShareInvitationArn: string) =>
  stage.outsider.send(new Reject({ resourceShareInvitationArn }));

describe("an account outside", () => {
  it("is invited by an empty share, some time after which it sees the invitation", async () => {
    const arn = await share(stage, { principals: [OUTSIDER, MEMBER] });
    expect(await received()).toEqual([]);
    stage.emulator.clock.tick(10);
    expect(await received()).toMatchObject([
      { resourceShareArn: arn, status: "PENDING", receiverAccountId: OUTSIDER },
    ]);
    expect(await received(stage.member)).toEqual([]);
    expect(await received(stage.owner)).toEqual([]);
    expect(await associations(stage.owner, arn)).toEqual({
      [OUTSIDER]: "ASSOCIATING",
      [MEMBER]: "ASSOCIATED",
    });
  });

  it("accepts, sees the share after a while, and can leave it", async () => {
    const { arn, invitation } = await invite();
    const { resourceShareInvitation } = await accept(invitation);
    expect(resourceShareInvitation).toMatchObject({ status: "ACCEPTED" });
    expect(await sharesOf(stage.outsider, "OTHER-ACCOUNTS")).toEqual([]);
    stage.emulator.clock.tick(30);
    expect(await sharesOf(stage.outsider, "OTHER-ACCOUNTS")).toMatchObject([{ resourceShareArn: arn }]);
    expect(await associations(stage.owner, arn)).toEqual({ [OUTSIDER]: "ASSOCIATED" });
    const leave = new Disassociate({ resourceShareArn: arn, principals: [OUTSIDER] });
    await stage.outsider.send(leave);
    stage.emulator.clock.tick(5);
    expect(await associations(stage.owner, arn)).toEqual({ [OUTSIDER]: "DISASSOCIATED" });
    await expect(stage.outsider.send(leave)).rejects.toEqual(refusal("UnknownResourceException"));
  });

  it("rejects, and is then DISASSOCIATED", async () => {
    const { arn, invitation } = await invite();
    await reject(invitation);
    stage.emulator.clock.tick(5);
    expect(await associations(stage.owner, arn)).toEqual({ [OUTSIDER]: "DISASSOCIATED" });
    expect(await received()).toMatchObject([{ status: "REJECTED" }]);
  });

  it("has twelve hours, after which it has to be associated anew", async () => {
    const { arn, invitation } = await invite();
    stage.emulator.clock.tick(43_200 - 21);
    expect(await received()).toMatchObject([{ status: "PENDING" }]);
    stage.emulator.clock.tick(6);
    expect(await received()).toMatchObject([{ status: "EXPIRED" }]);
    expect(await associations(stage.owner, arn)).toEqual({ [OUTSIDER]: "DISASSOCIATED" });
    await expect(accept(invitation)).rejects.toEqual(refusal("ResourceShareInvitationExpiredException"));
    await stage.owner.send(new Associate({ resourceShareArn: arn, principals: [OUTSIDER] }));
    stage.emulator.clock.tick(20);
    expect((await received()).map(({ status }) => status)).toEqual(["EXPIRED", "PENDING"]);
  });

  it("loses sight of its invitation after seven days, accepted or not; the share stays", async () => {
    const { arn, invitation } = await invite();
    await accept(invitation);
    await share(stage, { principals: [OUTSIDER] });
    stage.emulator.clock.tick(604_800 - 31);
    expect((await received()).map(({ status }) => status)).toEqual(["ACCEPTED", "EXPIRED"]);
    stage.emulator.clock.tick(21);
    expect(await received()).toEqual([]);
    await expect(accept(invitation)).rejects.toEqual(refusal("ResourceShareInvitationArnNotFoundException"));
    expect(await sharesOf(stage.outsider, "OTHER-ACCOUNTS")).toMatchObject([{ resourceShareArn: arn }]);
    expect(await associations(stage.owner, arn)).toEqual({ [OUTSIDER]: "ASSOCIATED" });
  });

  it("that has not answered in seven days counts as having declined", async () => {
    await stage.emulator.close();
    await start({ timing: { sharing: { invitationSeconds: 700_000 } } });
    const { arn } = await invite();
    stage.emulator.clock.tick(604_800);
    expect(await received()).toEqual([]);
    expect(await associations(stage.owner, arn)).toEqual({ [OUTSIDER]: "DISASSOCIATED" });
  });

  it("answers once", async () => {
    const { invitation } = await invite();
    await accept(invitation);
    const accepted = refusal("ResourceShareInvitationAlreadyAcceptedException");
    await expect(accept(invitation)).rejects.toEqual(accepted);
    await expect(reject(invitation)).rejects.toEqual(accepted);
  });

  it("answers only its own", async () => {
    const { invitation } = await invite();
    const unknown = refusal("ResourceShareInvitationArnNotFoundException");
    await expect(accept(invitation, stage.member)).rejects.toEqual(unknown);
    await expect(accept(`${invitation.slice(0, -1)}x`)).rejects.toEqual(refusal("MalformedArnException"));
    await expect(stage.outsider.send(new Invitations({ maxResults: 501 }))).rejects.toEqual(
      refusal("InvalidMaxResultsException"),
    );
  });

  it("is not invited any more when its principal is taken away", async () => {
    const { arn, invitation } = await invite();
    await stage.owner.send(new Disassociate({ resourceShareArn: arn, principals: [OUTSIDER] }));
    expect(await received()).toEqual([]);
    await expect(accept(invitation)).rejects.toEqual(refusal("ResourceShareInvitationArnNotFoundException"));
  });
});

it("twenty invitations may be pending for one owner, in all its shares", async () => {
  const others = Array.from({ length: 20 }, (_, i) => String(200_000_000_000 + i));
  await share(stage, { principals: others.slice(0, 12) });
  await share(stage, { principals: others.slice(12) });
  await expect(share(stage, { principals: [OUTSIDER] })).rejects.toEqual(
    refusal("ResourceShareLimitExceededException", "20"),
  );
  await share(stage, { principals: [MEMBER] });
  stage.emulator.clock.tick(43_200);
  await share(stage, { principals: [OUTSIDER] });
});

it("a member is invited where RAM sharing is off in its organization", async () => {
  await stage.emulator.close();
  await start({ organization: { ...defaultWorld.organization, ramSharing: false } });
  await expect(share(stage, { principals: [MEMBER], allowExternalPrincipals: false })).rejects.toEqual(
    refusal("InvalidParameterException", "not in your AWS organization"),
  );
  await share(stage, { principals: [MEMBER] });
  stage.emulator.clock.tick(10);
  expect(await received(stage.member)).toHaveLength(1);
});

describe("where the world lets custom models out", () => {
  beforeEach(async () => {
    await stage.emulator.close();
    await start({ sharing: { customModelsOutside: true } });
  });

  it("an invitation tells what it is about", async () => {
    await share(stage, { principals: [OUTSIDER], resourceArns: [CUSTOM_MODEL] });
    stage.emulator.clock.tick(10);
    const [{ resourceShareInvitationArn } = {}] = await received();
    const ask = new PendingResources({ resourceShareInvitationArn });
    expect((await stage.outsider.send(ask)).resources).toMatchObject([{ arn: CUSTOM_MODEL }]);
    await reject(resourceShareInvitationArn!);
    await expect(stage.outsider.send(ask)).rejects.toEqual(
      refusal("ResourceShareInvitationAlreadyRejectedException"),
    );
  });

  it("nobody can leave a share of custom models, joined by invitation or not", async () => {
    const arn = await share(stage, { principals: [OUTSIDER], resourceArns: [CUSTOM_MODEL] });
    stage.emulator.incidents.invitationAccepted({ account: OUTSIDER, region: REGION }, arn);
    await expect(
      stage.outsider.send(new Disassociate({ resourceShareArn: arn, principals: [OUTSIDER] })),
    ).rejects.toEqual(refusal("OperationNotPermittedException"));
    expect(await sharesOf(stage.outsider, "OTHER-ACCOUNTS")).toHaveLength(1);
  });

  it("somebody can accept by hand", async () => {
    const arn = await share(stage, { principals: [OUTSIDER], resourceArns: [CUSTOM_MODEL] });
    stage.emulator.incidents.invitationAccepted({ account: OUTSIDER, region: REGION }, arn);
    expect(await sharesOf(stage.outsider, "OTHER-ACCOUNTS")).toHaveLength(1);
    expect(() =>
      stage.emulator.incidents.invitationAccepted({ account: OUTSIDER, region: REGION }, arn),
    ).toThrow("no pending invitation");
  });
});
