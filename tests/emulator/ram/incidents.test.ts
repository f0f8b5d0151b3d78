import {
  DeleteResourceShareCommand,
  PromoteResourceShareCreatedFromPolicyCommand,
  UpdateResourceShareCommand,
} from "@aws-sdk/client-ram";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { EmulatorControl } from "#emulator/index";
import { isSharedWith } from "#emulator/services/ram/sharing";
import { Store } from "#emulator/state/store";
import {
  ACCOUNT,
  CUSTOM_MODEL,
  ENCRYPTED_MODEL,
  MEMBER,
  OUTSIDER,
  REGION,
} from "../../support/emulator/emulated";
import { associations, refusal, setTheStage, share, sharesOf, type Stage } from "./stage";

const place = { account: ACCOUNT, region: REGION };

let stage: Stage;
let arn: string;
beforeEach(async () => {
  stage = await setTheStage();
  arn = await share(stage, { principals: [MEMBER], resourceArns: [CUSTOM_MODEL] });
});
afterEach(() => stage.emulator.close());

describe("behind our back somebody", () => {
  it("deletes a share", async () => {
    stage.emulator.incidents.shareDeleted(place, arn);
    expect(await sharesOf(stage.owner)).toMatchObject([{ status: "DELETED" }]);
    expect(() => stage.emulator.incidents.shareDeleted(place, arn)).toThrow("there is no share");
  });

  it("changes its name, and its tags", async () => {
    stage.emulator.incidents.shareChanged(place, arn, { name: "theirs", tags: { by: "hand" } });
    expect(await sharesOf(stage.owner)).toMatchObject([
      { name: "theirs", tags: [{ key: "by", value: "hand" }] },
    ]);
  });

  it("puts something in and takes something out, over HTTP as well", async () => {
    const control = new EmulatorControl(stage.emulator.url);
    await control.incident("shareWidened", place, arn, {
      principals: [OUTSIDER],
      resourceArns: [ENCRYPTED_MODEL],
    });
    await control.incident("shareNarrowed", place, arn, MEMBER);
    expect(await associations(stage.owner, arn)).toEqual({
      [MEMBER]: "DISASSOCIATED",
      [OUTSIDER]: "ASSOCIATED",
    });
    expect(await associations(stage.owner, arn, "RESOURCE")).toMatchObject({
      [ENCRYPTED_MODEL]: "ASSOCIATED",
    });
    await expect(control.incident("shareNarrowed", place, arn, "nobody")).rejects.toThrow("nobody is not in");
    await expect(control.incident("agreementRevoked", place as never)).rejects.toThrow("this world has no");
  });
});

describe("a share that RAM makes of a resource policy", () => {
  const made = async () => (await sharesOf(stage.owner)).find(({ featureSet }) => featureSet !== "STANDARD")!;
  beforeEach(() => stage.emulator.incidents.sharedByPolicy(place, ENCRYPTED_MODEL, MEMBER));

  it("shares, but cannot be changed through RAM before it is promoted", async () => {
    const { resourceShareArn, featureSet, status } = await made();
    expect([featureSet, status]).toEqual(["CREATED_FROM_POLICY", "ACTIVE"]);
    expect(await associations(stage.owner, resourceShareArn!)).toEqual({ [MEMBER]: "ASSOCIATED" });
    stage.emulator.clock.tick(20);
    expect((await sharesOf(stage.member, "OTHER-ACCOUNTS")).map((seen) => seen.resourceShareArn)).toEqual([
      arn,
    ]);
    const change = new UpdateResourceShareCommand({ resourceShareArn, name: "ours" });
    const remove = new DeleteResourceShareCommand({ resourceShareArn });
    const fromPolicy = refusal("OperationNotPermittedException", "Promote it first");
    await expect(stage.owner.send(change)).rejects.toEqual(fromPolicy);
    await expect(stage.owner.send(remove)).rejects.toEqual(fromPolicy);
    const promote = new PromoteResourceShareCreatedFromPolicyCommand({ resourceShareArn });
    expect(await stage.owner.send(promote)).toMatchObject({ returnValue: true });
    expect(await made()).toMatchObject({ featureSet: "PROMOTING_TO_STANDARD" });
    await expect(stage.owner.send(change)).rejects.toEqual(fromPolicy);
    stage.emulator.clock.tick(10);
    await stage.owner.send(change);
    await expect(stage.owner.send(promote)).rejects.toEqual(refusal("InvalidParameterException"));
  });

  it("is not promoted where no managed permission allows the same", async () => {
    stage.emulator.incidents.sharedByPolicy(place, CUSTOM_MODEL, MEMBER, ["bedrock:InvokeModel"]);
    const [, { resourceShareArn } = {}] = (await sharesOf(stage.owner)).filter(
      ({ featureSet }) => featureSet !== "STANDARD",
    );
    await expect(
      stage.owner.send(new PromoteResourceShareCreatedFromPolicyCommand({ resourceShareArn })),
    ).rejects.toEqual(refusal("UnmatchedPolicyPermissionException"));
  });
});

describe("a status that does not follow from what happened", () => {
  it("is read of a share, and keeps it from being changed", async () => {
    stage.emulator.incidents.shareReads(place, arn, "FAILED", "out of luck");
    expect(await sharesOf(stage.owner)).toMatchObject([{ status: "FAILED", statusMessage: "out of luck" }]);
    stage.emulator.incidents.shareReads(place, arn, undefined);
    expect(await sharesOf(stage.owner)).toMatchObject([{ status: "ACTIVE" }]);
  });

  it("is read of a principal, which then has no access", async () => {
    stage.emulator.clock.tick(20);
    expect(await sharesOf(stage.member, "OTHER-ACCOUNTS")).toHaveLength(1);
    stage.emulator.incidents.associationReads(place, arn, MEMBER, "SUSPENDED");
    expect(await associations(stage.owner, arn)).toEqual({ [MEMBER]: "SUSPENDED" });
    expect(await sharesOf(stage.member, "OTHER-ACCOUNTS")).toEqual([]);
    stage.emulator.incidents.associationReads(place, arn, MEMBER, undefined);
    expect(await associations(stage.owner, arn)).toEqual({ [MEMBER]: "ASSOCIATED" });
  });
});

it("other services ask whether something is shared, and learn it as late as the recipient", async () => {
  const { world, clock } = stage.emulator;
  const isShared = async (account: string, resource = CUSTOM_MODEL) => {
    const store = new Store();
    store.load((await new EmulatorControl(stage.emulator.url).snapshot()).tables);
    return isSharedWith(resource, account, { world, clock, store });
  };
  expect(await isShared(MEMBER)).toBe(false);
  clock.tick(20);
  expect(await isShared(MEMBER)).toBe(true);
  expect(await isShared(OUTSIDER)).toBe(false);
  expect(await isShared(ACCOUNT)).toBe(false);
  expect(await isShared(MEMBER, ENCRYPTED_MODEL)).toBe(false);
  stage.emulator.incidents.sharedByPolicy(place, ENCRYPTED_MODEL, MEMBER);
  expect(await isShared(MEMBER, ENCRYPTED_MODEL)).toBe(true);
  stage.emulator.incidents.shareNarrowed(place, arn, CUSTOM_MODEL);
  expect(await isShared(MEMBER)).toBe(false);
});
