import { CreateModelCopyJobCommand } from "@aws-sdk/client-bedrock";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import {
  CUSTOM_MODEL,
  type Emulator,
  ENCRYPTED_MODEL,
  MEMBER,
  REGION,
  writes,
} from "../support/emulator/emulated";
import { configFor, Host, type Managed } from "../support/hosts/host";
import { bedrockOf, copyByHand, ownModels, tagsOnModel } from "../support/aws/models";
import { shareByHand } from "../support/aws/shares";

const BEGIN = "CreateModelCopyJob";
const KEY = `arn:aws:kms:${REGION}:${MEMBER}:key/22222222-3333-4444-8555-666666666666`;
const place = { account: MEMBER, region: REGION };
/** Whatever is not shown is given up soon. */
const __timeouts = { create: 4, delete: 4 };
const args = { sourceModelArn: CUSTOM_MODEL, modelName: "ticket-triage", __timeouts };

let emulator: Emulator;
let host: Host;
let copy: Managed;

async function assuming(assumptions: Record<string, string>, world: WorldFile = {}): Promise<void> {
  emulator = await startEmulator({ clock: new RunningClock(3600), world: { ...world, assumptions } });
  await shareByHand(emulator, [MEMBER], [CUSTOM_MODEL, ENCRYPTED_MODEL]);
  await nextRun();
  copy = host.resource("CustomModelCopy");
}
async function nextRun(config: Record<string, string> = {}): Promise<void> {
  host = await Host.start({ ...configFor(emulator, MEMBER), ...config });
  emulator.requests.clear();
  (copy as Managed | undefined)?.on(host);
}
const models = () => ownModels(bedrockOf(emulator));
afterEach(() => emulator.close());

describe("a copy is made, kept, changed, replaced, repaired and deleted, whether", () => {
  it.each([
    // Each alternative alone is played by `npm run flips`; these go together.
    [
      "jobs and models are found late",
      { "bedrock.copyShown": "late", "bedrock.jobsListed": "ofEveryRegion" },
    ],
    [
      "jobs disappear and their tokens are refused",
      {
        "bedrock.copyJobsKept": "untilOver",
        "bedrock.repeatedToken": "refused",
        "bedrock.listOrder": "oldestFirst",
      },
    ],
    [
      "the name of a deleted model stays taken, and a new one is shown when its job is over",
      {
        "bedrock.copiedModel": "afterwards",
        "bedrock.deletedModel": "nameKept",
        "bedrock.nameTaken": "ConflictException",
        "bedrock.texts": "reworded",
      },
    ],
    [
      "a share is in force late, and tokens are forgotten with their jobs",
      {
        "bedrock.sharedSource": "later",
        "bedrock.sourceNotSeen": "AccessDeniedException",
        "bedrock.repeatedToken": "forgottenWhenOver",
        "bedrock.tagOrder": "reversed",
        "bedrock.noTags": "absent",
      },
    ],
    [
      "jobs show no tags, and a model takes none for a while",
      {
        "bedrock.jobTags": "absent",
        "bedrock.taggedWhileCreating": "refused",
        "bedrock.absentTag": "refused",
        "bedrock.copyBaseModel": "plain",
        "bedrock.copyDescription": "ofSource",
        "bedrock.sharedModelRead": "notFound",
      },
    ],
    [
      "names may be used twice, and what is deleted is readable for a while",
      { "bedrock.sameName": "accepted", "bedrock.deletedModel": "readable" },
    ],
  ])(
    "%s",
    async (_what, assumptions) => {
      await assuming(assumptions);
      await copy.up({ ...args, tags: { team: "ml", stage: "dev" } });
      expect(copy.outputs).toMatchObject({ status: "Active", adopted: false });
      await nextRun();
      expect(await copy.refresh()).toEqual({});
      expect(await copy.up({ ...args, tags: { team: "ml", stage: "dev" } })).toBe("same");
      expect(await copy.up({ ...args, tags: { team: "search" } })).toBe("update");
      expect(await tagsOnModel(bedrockOf(emulator), copy.state!.id)).toMatchObject({ team: "search" });

      await nextRun();
      expect(await copy.up({ ...args, modelKmsKeyId: KEY, replacePolicy: "delete-first" })).toBe("replace");
      expect(copy.outputs).toMatchObject({ modelKmsKeyArn: KEY, adopted: false });
      expect(await models()).toHaveLength(1);

      emulator.incidents.customModelDeleted(place, copy.state!.id);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await nextRun();
      expect(await copy.refresh()).toBeUndefined();
      await copy.up(args);
      expect(await models()).toMatchObject([{ modelArn: copy.state!.id }]);

      await nextRun();
      await copy.destroy();
      expect(await models()).toEqual([]);
      await nextRun();
      await copy.up(args);
      expect(copy.outputs).toMatchObject({ status: "Active", adopted: false });
      expect(await models()).toHaveLength(1);
    },
    60_000,
  );
});

describe("a run that was killed has made the copy that the next run goes on with, whether", () => {
  it.each([
    ["jobs tell whose they are", {}],
    ["jobs show no tags", { "bedrock.jobTags": "absent" }],
    ["jobs disappear when they are over", { "bedrock.copyJobsKept": "untilOver" }],
    [
      "neither, and names may be used twice",
      { "bedrock.copyJobsKept": "untilOver", "bedrock.sameName": "accepted" },
    ],
    ["client tokens that are repeated are refused", { "bedrock.repeatedToken": "refused" }],
  ])("%s", async (_what, assumptions) => {
    await assuming(assumptions);
    await copy.up(args);
    const { id } = copy.state!;
    copy.state = undefined;
    await nextRun();
    await copy.up(args);
    expect(copy.state).toMatchObject({ id, outputs: { adopted: false } });
    expect(writes(emulator)).toEqual(["TagResource"]);
    await nextRun();
    await copy.destroy();
    expect(await models()).toEqual([]);
  });

  it("it is changed afterwards, and is deleted with its resource all the same", async () => {
    await assuming({ "bedrock.copyShown": "late" });
    await copy.up(args);
    copy.state = undefined;
    await nextRun();
    await copy.up(args);
    await nextRun();
    expect(await copy.up({ ...args, tags: { team: "search" } })).toBe("update");
    await nextRun();
    await copy.destroy();
    expect(await models()).toEqual([]);
  });

  it("it was under way and showed no tags", async () => {
    await assuming({ "bedrock.jobTags": "absent", "bedrock.copiedModel": "afterwards" }, SLOW);
    await expect(copy.up({ ...args, __timeouts: { create: 0.3 } })).rejects.toThrow(/InProgress/);
    const { id } = copy.state!;
    copy.state = undefined;
    await nextRun();
    await copy.up(args);
    expect(copy.state).toMatchObject({ id, outputs: { adopted: false } });
    await nextRun();
    await copy.destroy();
    expect(await models()).toEqual([]);
  });
});

/** Copying takes two real seconds. */
const SLOW: WorldFile = { timing: { copies: { completedAfterSeconds: 7200 } } };

describe("a copy that AWS could not make", () => {
  it("and left behind as Failed is replaced by the next run", async () => {
    await assuming({ "bedrock.failedCopy": "kept" });
    emulator.incidents.copiesFail(place, "The weights are damaged.");
    await expect(copy.up(args)).rejects.toThrow(
      "copying to custom model copy (ticket-triage) failed\n  The weights are damaged.",
    );
    expect(copy.outputs).toMatchObject({ status: "Failed" });
    emulator.incidents.copiesFail(place, undefined);
    await nextRun();
    expect(await copy.up(args)).toBe("replace");
    expect(await models()).toMatchObject([{ modelArn: copy.state!.id, modelStatus: "Active" }]);
  });

  it("and left behind as Failed, by a run that was killed, is found and replaced", async () => {
    await assuming({ "bedrock.failedCopy": "kept" });
    emulator.incidents.copiesFail(place, "The weights are damaged.");
    await expect(copy.up(args)).rejects.toThrow("failed");
    emulator.incidents.copiesFail(place, undefined);
    copy.state = undefined;
    await nextRun();
    await expect(copy.up(args)).rejects.toThrow("The weights are damaged.");
    await copy.up(args);
    expect(await models()).toMatchObject([{ modelArn: copy.state!.id, modelStatus: "Active" }]);
  });

  it("and of which it keeps no record is begun anew by the next run", async () => {
    await assuming({ "bedrock.copyJobsKept": "untilOver" });
    emulator.incidents.copiesFail(place, "The weights are damaged.");
    await expect(copy.up({ ...args, __timeouts: { create: 0.3 } })).rejects.toThrow(/AWS (shows|begins)/);
    expect(copy.state).toBeUndefined();
    emulator.incidents.copiesFail(place, undefined);
    await nextRun();
    await copy.up(args);
    expect(await models()).toMatchObject([{ modelArn: copy.state!.id }]);
  });

  it.each([
    ["the job", {}],
    ["the call", { "bedrock.copyWithoutDecrypt": "refused" }],
  ])("for want of kms:Decrypt is told by %s, in AWS's own words", async (_where, assumptions) => {
    await assuming(assumptions);
    const [, , , region = "", account = ""] = ENCRYPTED_MODEL.split(":");
    const key = `arn:aws:kms:${region}:${account}:key/11111111-2222-4333-8444-555555555555`;
    const Statement = [{ Effect: "Allow", Principal: { AWS: account }, Action: "kms:*", Resource: "*" }];
    emulator.incidents.keyChanged({ account, region }, key, { policy: { Version: "2012-10-17", Statement } });
    const encrypted = { ...args, sourceModelArn: ENCRYPTED_MODEL, __timeouts: { create: 0.5 } };
    await expect(copy.up(encrypted)).rejects.toThrow(
      /not authorized to perform: kms:Decrypt[^]*The source's key must let the copying account use kms:Decrypt/,
    );
    expect(copy.state).toBeUndefined();
  });
});

describe("a name that another model has", () => {
  it.each([
    ["in a ValidationException", {}],
    ["in a ConflictException", { "bedrock.nameTaken": "ConflictException" }],
    ["in words that nobody has seen", { "bedrock.texts": "reworded" }],
  ])("is told %s, with the model that has it", async (_how, assumptions) => {
    await assuming(assumptions);
    await copy.up(args);
    await nextRun();
    const others = host.resource("CustomModelCopy", "others");
    const sourceModelArn = copy.state!.id;
    await expect(others.up({ ...args, sourceModelArn })).rejects.toThrow(
      `\n  ${sourceModelArn} has that name in ${REGION}.\n  Choose another modelName`,
    );
    expect(others.state).toBeUndefined();
  });

  it("makes a second one of that name where AWS takes it", async () => {
    await assuming({ "bedrock.sameName": "accepted" });
    await copyByHand(bedrockOf(emulator), {
      targetModelName: "ticket-triage",
      sourceModelArn: ENCRYPTED_MODEL,
    });
    await copy.up(args);
    expect(copy.outputs).toMatchObject({ adopted: false, status: "Active" });
    expect(await models()).toHaveLength(2);
  });
});

it.each(["ServiceQuotaExceededException", "ValidationException"])(
  "a quota that is used up is told, with AWS's words and the way on: %s",
  async (code) => {
    const chosen: Record<string, string> =
      code === "ValidationException" ? { "bedrock.quotaUsedUp": code } : {};
    await assuming({ "bedrock.sameName": "accepted", ...chosen });
    const begin = new CreateModelCopyJobCommand({
      sourceModelArn: CUSTOM_MODEL,
      targetModelName: "one-of-many",
    });
    await copyByHand(bedrockOf(emulator), { targetModelName: "one-of-many" });
    for (let made = 1; made < 100; made += 1) await bedrockOf(emulator).send(begin);
    await expect(copy.up(args)).rejects.toThrow(
      /The account has reached its quota of 100 custom models\.\n[^]*Delete custom models that are no longer needed/,
    );
    expect(copy.state).toBeUndefined();
  },
);

describe("credentials that end while AWS copies", () => {
  it("keep the copy, and the next run waits on with others and begins nothing anew", async () => {
    await assuming({}, SLOW);
    const sts = new STSClient({
      region: REGION,
      endpoint: emulator.url,
      credentials: { accessKeyId: MEMBER, secretAccessKey: "test" },
    });
    const RoleArn = `arn:aws:iam::${MEMBER}:role/model-access-deployer`;
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: "pipeline", DurationSeconds: 900 }),
    );
    await nextRun({
      "aws:accessKey": Credentials!.AccessKeyId!,
      "aws:secretKey": Credentials!.SecretAccessKey!,
      "aws:token": Credentials!.SessionToken!,
    });
    const ended = expect(copy.up(args)).rejects.toThrow(
      /ExpiredToken[^]*Sign in again[^]*AWS goes on copying: the next `pulumi up` waits on, and begins nothing anew\.\n/,
    );
    const isWaiting = (): boolean =>
      emulator.requests.all().filter(({ operation }) => operation === "GetModelCopyJob").length > 3;
    while (!isWaiting()) await new Promise((resolve) => setTimeout(resolve, 10));
    emulator.incidents.sessionsExpire(place);
    await ended;
    expect(copy.outputs).toMatchObject({ status: "Creating", adopted: false });
    const { id } = copy.state!;

    await nextRun();
    expect(await copy.up(args)).toBe("update");
    expect(copy.state).toMatchObject({ id, outputs: { status: "Active" } });
    expect(writes(emulator)).not.toContain(BEGIN);
    expect(await models()).toHaveLength(1);
  });
});
