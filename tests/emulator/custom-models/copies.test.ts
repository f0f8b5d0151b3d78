import { DeleteCustomModelCommand, ListModelCopyJobsCommand as List } from "@aws-sdk/client-bedrock";
import { CreateResourceShareCommand, GetResourceShareAssociationsCommand } from "@aws-sdk/client-ram";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import type { WorldFile } from "#emulator/index";
import {
  ACCOUNT,
  CUSTOM_MODEL,
  FIRST_PARTY,
  MEMBER,
  OUTSIDER,
  REGION,
  THIRD_PARTY,
} from "../../support/emulator/emulated";
import { bedrock, ram } from "../../support/aws/clients";
import { copy, job, model, OTHER_REGION, refusal, setTheStage, shareModels, type Stage } from "./stage";

let stage: Stage;
async function start(world?: WorldFile): Promise<void> {
  stage = await setTheStage(world);
}
beforeEach(() => start());
afterEach(() => stage.emulator.close());

describe("CreateModelCopyJob", () => {
  it("copies an own model, which is Creating and then Active", async () => {
    const arn = await copy(stage.owner, { targetModelTags: [{ key: "a", value: "b" }] });
    const begun = await job(stage.owner, arn);
    expect(begun).toMatchObject({
      jobArn: arn,
      status: "InProgress",
      sourceAccountId: ACCOUNT,
      sourceModelArn: CUSTOM_MODEL,
      sourceModelName: "ticket-triage",
      targetModelName: "copied",
      targetModelTags: [{ key: "a", value: "b" }],
    });
    expect(begun.failureMessage).toBeUndefined();
    expect(begun.targetModelKmsKeyArn).toBeUndefined();
    expect(begun.targetModelArn).toMatch(
      /^arn:aws:bedrock:us-east-1:111122223333:custom-model\/amazon\.nova-micro-v1:0:128k\/[a-z0-9]{12}$/,
    );
    expect(await model(stage.owner)).toMatchObject({ modelStatus: "Creating" });
    stage.emulator.clock.tick(120);
    expect(await job(stage.owner, arn)).toMatchObject({ status: "Completed" });
    expect(await model(stage.owner)).toMatchObject({ modelStatus: "Creating" });
    stage.emulator.clock.tick(5);
    expect(await model(stage.owner)).toMatchObject({
      modelArn: begun.targetModelArn,
      modelStatus: "Active",
      baseModelArn: `arn:aws:bedrock:us-east-1::foundation-model/${FIRST_PARTY}:128k`,
    });
  });

  it("copies what is shared, into another Region and as soon as the share is seen", async () => {
    await expect(copy(stage.elsewhere)).rejects.toEqual(refusal("ResourceNotFoundException"));
    await shareModels(stage, 12);
    await expect(copy(stage.elsewhere)).rejects.toEqual(refusal("ResourceNotFoundException"));
    stage.emulator.clock.tick(20);
    const { targetModelArn, sourceAccountId } = await job(stage.elsewhere, await copy(stage.elsewhere));
    expect(targetModelArn).toContain(`:${OTHER_REGION}:${MEMBER}:custom-model/${FIRST_PARTY}:128k/`);
    expect(sourceAccountId).toBe(ACCOUNT);
    stage.emulator.clock.tick(125);
    expect(await model(stage.elsewhere)).toMatchObject({
      modelStatus: "Active",
      baseModelArn: `arn:aws:bedrock:${OTHER_REGION}::foundation-model/${FIRST_PARTY}:128k`,
    });
    await expect(model(stage.member)).rejects.toEqual(refusal("ResourceNotFoundException"));
  });

  it("begins one copy for a client token, whatever else is asked", async () => {
    const once = { clientRequestToken: "once" };
    const arn = await copy(stage.owner, once);
    expect(await copy(stage.owner, once)).toBe(arn);
    expect(await copy(stage.owner, { ...once, targetModelName: "other" })).toBe(arn);
    stage.emulator.clock.tick(86_400);
    expect(await copy(stage.owner, { ...once, targetModelName: "other" })).not.toBe(arn);
  });

  it("remembers the token of a copy that has failed, and frees its name", async () => {
    const place = { account: ACCOUNT, region: REGION };
    const arn = await copy(stage.owner, { clientRequestToken: "first" });
    stage.emulator.incidents.copyFails(place, arn, "no room");
    expect(await job(stage.owner, arn)).toMatchObject({ status: "Failed", failureMessage: "no room" });
    await expect(model(stage.owner)).rejects.toEqual(refusal("ResourceNotFoundException"));
    expect(await copy(stage.owner, { clientRequestToken: "first" })).toBe(arn);
    expect(await copy(stage.owner, { clientRequestToken: "second" })).not.toBe(arn);
  });

  it("refuses a name that is taken, also by a copy under way, but only in that Region", async () => {
    const taken = refusal("ValidationException", "The provided model name is currently in use.");
    await expect(copy(stage.owner, { targetModelName: "ticket-triage" })).rejects.toEqual(taken);
    await copy(stage.owner);
    await expect(copy(stage.owner)).rejects.toEqual(taken);
    await shareModels(stage);
    await copy(stage.member);
    await copy(stage.elsewhere);
  });

  it("refuses more custom models in a Region than the quota allows, copies under way among them", async () => {
    await stage.emulator.close();
    await start({ copies: { modelsPerAccount: 3 } });
    await copy(stage.owner);
    await expect(copy(stage.owner, { targetModelName: "fourth" })).rejects.toEqual(
      refusal("ServiceQuotaExceededException", "quota of 3 custom models"),
    );
    await shareModels(stage);
    await copy(stage.member);
  });

  it.each([
    [
      "a foundation model",
      `arn:aws:bedrock:us-east-1::foundation-model/${THIRD_PARTY}`,
      "ValidationException",
    ],
    [
      "a model that is not there",
      CUSTOM_MODEL.replace("triage000001", "nobody000001"),
      "ResourceNotFoundException",
    ],
    ["no ARN", "ticket-triage", "ValidationException"],
  ])("refuses %s", async (_what, sourceModelArn, code) => {
    await expect(copy(stage.owner, { sourceModelArn })).rejects.toEqual(refusal(code));
  });

  it("refuses a source that is not Active, and a Region without its base model", async () => {
    await stage.emulator.close();
    const arn = CUSTOM_MODEL.replace("amazon.nova-micro-v1:0:128k", "meta.llama3-1-8b-instruct-v1:0:128k");
    const creating = { modelName: "unready", status: "Creating" as const };
    await start({ customModels: { [arn]: { modelName: "llama" }, [CUSTOM_MODEL]: creating } });
    await expect(copy(stage.owner)).rejects.toEqual(refusal("ValidationException", "its status Creating"));
    const share = new CreateResourceShareCommand({ name: "all", principals: [MEMBER], resourceArns: [arn] });
    await ram(stage.emulator).send(share);
    stage.emulator.clock.tick(60);
    await copy(stage.elsewhere, { sourceModelArn: arn });
    await stage.emulator.close();
    await start({
      customModels: { [arn]: { modelName: "llama" } },
      models: {
        "meta.llama3-1-8b-instruct-v1:0": { modelName: "L", providerName: "M", regions: ["eu-west-1"] },
      },
    });
    await expect(copy(stage.owner, { sourceModelArn: arn })).rejects.toEqual(
      refusal(
        "ValidationException",
        "The base model meta.llama3-1-8b-instruct-v1:0:128k is not available in us-east-1",
      ),
    );
  });

  it("takes a key by its alias, its id or its ARN, and names it by its ARN", async () => {
    await shareModels(stage);
    const key = "arn:aws:kms:us-west-2:444455556666:key/33333333-4444-4555-8666-777777777777";
    const names = [
      "alias/model-access",
      key.replace(/key\/.*/, "alias/model-access"),
      key.split("/")[1]!,
      key,
    ];
    for (const [i, modelKmsKeyId] of names.entries()) {
      const targetModelName = `copy-${i}`;
      const arn = await copy(stage.elsewhere, { targetModelName, modelKmsKeyId });
      expect(await job(stage.elsewhere, arn)).toMatchObject({ targetModelKmsKeyArn: key });
      expect(await model(stage.elsewhere, targetModelName)).toMatchObject({ modelKmsKeyArn: key });
    }
    for (const modelKmsKeyId of [
      "alias/nobody",
      key.replaceAll("3", "9"),
      key.replace("us-west-2", REGION),
    ]) {
      const targetModelName = "refused";
      await expect(copy(stage.elsewhere, { targetModelName, modelKmsKeyId })).rejects.toEqual(
        refusal("ValidationException", "could not be found"),
      );
    }
  });

  it("makes models that can be shared, from when they are Active until they are deleted", async () => {
    const { targetModelArn } = await job(stage.owner, await copy(stage.owner));
    const share = async (): Promise<string> => {
      const client = ram(stage.emulator);
      const { resourceShare } = await client.send(
        new CreateResourceShareCommand({ name: "copies", resourceArns: [targetModelArn!] }),
      );
      stage.emulator.clock.tick(10);
      const { resourceShareAssociations } = await client.send(
        new GetResourceShareAssociationsCommand({
          associationType: "RESOURCE",
          resourceShareArns: [resourceShare!.resourceShareArn!],
        }),
      );
      return resourceShareAssociations![0]!.status!;
    };
    expect(await share()).toBe("FAILED");
    stage.emulator.clock.tick(125);
    expect(await share()).toBe("ASSOCIATED");
    await stage.owner.send(new DeleteCustomModelCommand({ modelIdentifier: "copied" }));
    expect(await share()).toBe("FAILED");
  });
});

describe("GetModelCopyJob", () => {
  it("does not know the jobs of others or of other Regions, nor for a moment what has just begun", async () => {
    await stage.emulator.close();
    await start({ timing: { copies: { foundAfterSeconds: 1 } } });
    const arn = await copy(stage.owner);
    const missing = refusal("ResourceNotFoundException", "Could not find the model copy job");
    await expect(job(stage.owner, arn)).rejects.toEqual(missing);
    await expect(model(stage.owner)).rejects.toEqual(refusal("ResourceNotFoundException"));
    stage.emulator.clock.tick(1);
    expect(await job(stage.owner, arn)).toMatchObject({ status: "InProgress" });
    await expect(job(stage.member, arn)).rejects.toEqual(missing);
    await expect(job(bedrock(stage.emulator, { region: OTHER_REGION }), arn)).rejects.toEqual(missing);
  });
});

describe("ListModelCopyJobs", () => {
  const names = async (input: ConstructorParameters<typeof List>[0] = {}) =>
    (await stage.owner.send(new List(input))).modelCopyJobSummaries!.map((found) => found.targetModelName);
  let times: Date[];
  beforeEach(async () => {
    times = [];
    for (const targetModelName of ["a-copy", "another", "third"]) {
      const { creationTime } = await job(stage.owner, await copy(stage.owner, { targetModelName }));
      times.push(creationTime!);
      stage.emulator.clock.tick(60);
    }
  });

  it("lists what began last first, or the other way round", async () => {
    expect(await names()).toEqual(["third", "another", "a-copy"]);
    expect(await names({ sortBy: "CreationTime", sortOrder: "Ascending" })).toEqual([
      "a-copy",
      "another",
      "third",
    ]);
  });

  it("finds by status, source, part of the name, and time", async () => {
    expect(await names({ statusEquals: "Completed" })).toEqual(["another", "a-copy"]);
    expect(await names({ statusEquals: "Failed" })).toEqual([]);
    expect(await names({ sourceAccountEquals: OUTSIDER })).toEqual([]);
    expect(await names({ sourceAccountEquals: ACCOUNT, sourceModelArnEquals: CUSTOM_MODEL })).toHaveLength(3);
    expect(await names({ targetModelNameContains: "a" })).toEqual(["another", "a-copy"]);
    expect(await names({ targetModelNameContains: "other" })).toEqual(["another"]);
    expect(await names({ creationTimeAfter: times[0] })).toEqual(["third", "another"]);
    expect(await names({ creationTimeBefore: times[1] })).toEqual(["a-copy"]);
  });

  it("turns pages, each of its own search only", async () => {
    const first = await stage.owner.send(new List({ maxResults: 2 }));
    expect(first.modelCopyJobSummaries).toHaveLength(2);
    const { nextToken } = first;
    const last = await stage.owner.send(new List({ maxResults: 2, nextToken }));
    expect(last.modelCopyJobSummaries).toMatchObject([{ targetModelName: "a-copy", status: "Completed" }]);
    expect(last.nextToken).toBeUndefined();
    await expect(names({ nextToken, statusEquals: "Failed" })).rejects.toEqual(
      refusal("ValidationException", "nextToken is not valid"),
    );
    await expect(names({ maxResults: 1001 })).rejects.toEqual(
      refusal("ValidationException", "or equal to 1000"),
    );
  });
});
