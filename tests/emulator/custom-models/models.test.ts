import {
  type BedrockClient,
  DeleteCustomModelCommand,
  ListCustomModelsCommand as List,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-bedrock";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { EmulatorControl } from "#emulator/index";
import {
  ACCOUNT,
  CUSTOM_MODEL,
  ENCRYPTED_MODEL,
  FIRST_PARTY,
  MEMBER,
  REGION,
} from "../../support/emulator/emulated";
import { copy, job, model, OTHER_REGION, refusal, setTheStage, shareModels, type Stage } from "./stage";

const place = { account: ACCOUNT, region: REGION };
const missing = refusal("ResourceNotFoundException", "Could not find the custom model");

let stage: Stage;
beforeEach(async () => {
  stage = await setTheStage();
});
afterEach(() => stage.emulator.close());

const remove = (modelIdentifier: string, from: BedrockClient = stage.owner) =>
  from.send(new DeleteCustomModelCommand({ modelIdentifier }));
const tagsOf = async (resourceARN = CUSTOM_MODEL) =>
  (await stage.owner.send(new ListTagsForResourceCommand({ resourceARN }))).tags;
const tag = (tags: { key: string; value: string }[], resourceARN = CUSTOM_MODEL, from = stage.owner) =>
  from.send(new TagResourceCommand({ resourceARN, tags }));
const names = async (input: ConstructorParameters<typeof List>[0] = {}, from = stage.owner) =>
  (await from.send(new List(input))).modelSummaries!.map(({ modelName }) => modelName);

describe("GetCustomModel", () => {
  it("finds a model by its name or its ARN, and tells nothing of its owner or tags", async () => {
    const { $metadata: _, ...byName } = await model(stage.owner, "case-summary");
    const { $metadata: __, ...byArn } = await model(stage.owner, ENCRYPTED_MODEL);
    expect(byName).toEqual(byArn);
    expect(byArn).toEqual({
      modelArn: ENCRYPTED_MODEL,
      modelName: "case-summary",
      baseModelArn: "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0:200k",
      customizationType: "FINE_TUNING",
      creationTime: expect.any(Date),
      modelKmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-4333-8444-555555555555",
      modelStatus: "Active",
      jobArn: expect.stringContaining(
        ":model-customization-job/anthropic.claude-3-haiku-20240307-v1:0:200k/",
      ),
      hyperParameters: expect.objectContaining({ epochCount: "2" }),
      trainingDataConfig: { s3Uri: expect.any(String) },
      outputDataConfig: { s3Uri: expect.any(String) },
      trainingMetrics: { trainingLoss: expect.any(Number) },
      validationMetrics: [{ validationLoss: expect.any(Number) }],
    });
  });

  it("shows a shared model to its recipient, by its ARN and in its Region only", async () => {
    await expect(model(stage.member, CUSTOM_MODEL)).rejects.toEqual(missing);
    await shareModels(stage);
    expect(await model(stage.member, CUSTOM_MODEL)).toMatchObject({ modelName: "ticket-triage" });
    await expect(model(stage.member, "ticket-triage")).rejects.toEqual(missing);
    await expect(model(stage.elsewhere, CUSTOM_MODEL)).rejects.toEqual(missing);
  });

  it("does not find a foundation model", async () => {
    await expect(model(stage.owner, FIRST_PARTY)).rejects.toEqual(missing);
  });
});

describe("ListCustomModels", () => {
  it("lists own and shared models, and tells them apart", async () => {
    expect(await names({}, stage.member)).toEqual([]);
    await shareModels(stage);
    await copy(stage.member);
    const { modelSummaries } = await stage.member.send(new List({ isOwned: false }));
    expect(modelSummaries).toHaveLength(2);
    expect(modelSummaries).toContainEqual({
      modelArn: CUSTOM_MODEL,
      modelName: "ticket-triage",
      creationTime: expect.any(Date),
      baseModelArn: `arn:aws:bedrock:us-east-1::foundation-model/${FIRST_PARTY}:128k`,
      baseModelName: "",
      customizationType: "FINE_TUNING",
      ownerAccountId: ACCOUNT,
      modelStatus: "Active",
    });
    expect(await names({ isOwned: true }, stage.member)).toEqual(["copied"]);
    expect(await names({}, stage.member)).toHaveLength(3);
    expect(await names({}, stage.elsewhere)).toEqual([]);
  });

  it("finds by name, base model, status and time, page by page", async () => {
    await copy(stage.owner);
    expect(await names()).toHaveLength(3);
    expect(await names({ nameContains: "summary" })).toEqual(["case-summary"]);
    const baseModelArnEquals = `arn:aws:bedrock:us-east-1::foundation-model/${FIRST_PARTY}:128k`;
    expect(await names({ baseModelArnEquals })).toEqual(["copied", "ticket-triage"]);
    expect(await names({ foundationModelArnEquals: baseModelArnEquals })).toHaveLength(2);
    expect(await names({ modelStatus: "Creating" })).toEqual(["copied"]);
    const { creationTime } = await model(stage.owner);
    expect(await names({ creationTimeBefore: creationTime })).not.toContain("copied");
    expect(await names({ creationTimeAfter: new Date(creationTime!.getTime() - 1) })).toEqual(["copied"]);
    const { nextToken } = await stage.owner.send(new List({ maxResults: 2 }));
    expect(await names({ maxResults: 2, nextToken })).toHaveLength(1);
  });
});

describe("DeleteCustomModel", () => {
  it("deletes a model, of this world or a copy, whose name is free then", async () => {
    await copy(stage.owner, { targetModelName: "first" });
    await remove("ticket-triage");
    await expect(model(stage.owner, CUSTOM_MODEL)).rejects.toEqual(missing);
    await expect(remove(CUSTOM_MODEL)).rejects.toEqual(missing);
    stage.emulator.clock.tick(125);
    expect(await model(stage.owner, "first")).toMatchObject({ modelStatus: "Active" });
    const { modelArn } = await model(stage.owner, "first");
    await copy(stage.owner, { sourceModelArn: modelArn!, targetModelName: "ticket-triage" });
    await remove(modelArn!);
    await expect(model(stage.owner, "first")).rejects.toEqual(missing);
  });

  it("does not delete what is Creating, in use, or of somebody else", async () => {
    await copy(stage.owner);
    await expect(remove("copied")).rejects.toEqual(refusal("ConflictException", "while it is being created"));
    const user = "arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abcdefghijkl";
    stage.emulator.incidents.customModelUsed(place, CUSTOM_MODEL, user);
    await expect(remove("ticket-triage")).rejects.toEqual(refusal("ConflictException", `in use by ${user}`));
    await shareModels(stage);
    await expect(remove(CUSTOM_MODEL, stage.member)).rejects.toEqual(
      refusal("AccessDeniedException", "not the owner"),
    );
    stage.emulator.incidents.customModelReleased(place, CUSTOM_MODEL, user);
    expect(() => stage.emulator.incidents.customModelReleased(place, CUSTOM_MODEL, user)).toThrow(
      "is not used by",
    );
    await remove("ticket-triage");
  });

  it("does not delete what a world says is in use", async () => {
    await stage.emulator.close();
    stage = await setTheStage({
      customModels: {
        [CUSTOM_MODEL]: { modelName: "bought", provisionedThroughputs: ["pt"], tags: { by: "the world" } },
        [ENCRYPTED_MODEL]: { modelName: "deployed", deployments: ["on-demand"] },
      },
    });
    await expect(remove("bought")).rejects.toEqual(refusal("ConflictException", "in use by pt"));
    await expect(remove("deployed")).rejects.toEqual(refusal("ConflictException", "in use by on-demand"));
    expect(await tagsOf()).toEqual([{ key: "by", value: "the world" }]);
  });
});

describe("tags", () => {
  it("are put, changed, listed and taken away, and survive in a copy's model only", async () => {
    await tag([
      { key: "a", value: "1" },
      { key: "b", value: "" },
    ]);
    await tag([{ key: "a", value: "2" }]);
    expect(await tagsOf()).toEqual([
      { key: "a", value: "2" },
      { key: "b", value: "" },
    ]);
    await stage.owner.send(
      new UntagResourceCommand({ resourceARN: CUSTOM_MODEL, tagKeys: ["a", "nothing"] }),
    );
    expect(await tagsOf()).toEqual([{ key: "b", value: "" }]);
    const targetModelTags = [{ key: "of", value: "the copy" }];
    const { targetModelArn } = await job(stage.owner, await copy(stage.owner, { targetModelTags }));
    expect(await tagsOf(targetModelArn)).toEqual(targetModelTags);
  });

  it("are refused: too many, AWS's own, of a copy job, of a model of others, of what is not emulated", async () => {
    const many = Array.from({ length: 50 }, (_, i) => ({ key: `k${i}`, value: "v" }));
    await tag(many);
    const tooMany = refusal("TooManyTagsException", "more than 50");
    await expect(tag([{ key: "one-more", value: "v" }])).rejects.toEqual(tooMany);
    await tag([{ key: "k1", value: "changed" }]);
    const targetModelTags = [...many, { key: "one-more", value: "v" }];
    await expect(copy(stage.owner, { targetModelTags })).rejects.toEqual(tooMany);
    await expect(tag([{ key: "aws:x", value: "v" }])).rejects.toEqual(
      refusal("ValidationException", "aws:x"),
    );
    await expect(tagsOf(await copy(stage.owner))).rejects.toEqual(
      refusal("ValidationException", "at 'resourceARN' failed to satisfy constraint"),
    );
    await expect(tagsOf(CUSTOM_MODEL.replace("triage", "nobody"))).rejects.toEqual(missing);
    await shareModels(stage);
    await expect(tag([], CUSTOM_MODEL, stage.member)).rejects.toEqual(refusal("AccessDeniedException"));
    await expect(tagsOf("arn:aws:bedrock:us-east-1:111122223333:guardrail/abc")).rejects.toEqual(
      refusal("NotEmulatedException", "tags of guardrail"),
    );
  });
});

describe("behind our back", () => {
  it("somebody deletes a model, in use or not, and changes tags", async () => {
    stage.emulator.incidents.customModelTagged(place, CUSTOM_MODEL, { by: "hand" });
    expect(await tagsOf()).toEqual([{ key: "by", value: "hand" }]);
    stage.emulator.incidents.customModelUsed(place, CUSTOM_MODEL, "pt");
    stage.emulator.incidents.customModelDeleted(place, CUSTOM_MODEL);
    await expect(model(stage.owner, CUSTOM_MODEL)).rejects.toEqual(missing);
    expect(() => stage.emulator.incidents.customModelDeleted(place, CUSTOM_MODEL)).toThrow(
      "has no custom model",
    );
    const elsewhere = { account: MEMBER, region: OTHER_REGION };
    expect(() => stage.emulator.incidents.customModelDeleted(elsewhere, ENCRYPTED_MODEL)).toThrow(
      OTHER_REGION,
    );
  });

  it("a copy reads as it is told, until that is over, over HTTP as well", async () => {
    const control = new EmulatorControl(stage.emulator.url);
    const arn = await copy(stage.owner);
    await control.incident("copyReads", place, arn, "InProgress");
    stage.emulator.clock.tick(86_400);
    expect(await job(stage.owner, arn)).toMatchObject({ status: "InProgress" });
    expect(await model(stage.owner)).toMatchObject({ modelStatus: "Creating" });
    await control.incident("copyReads", place, arn, "Paused");
    expect(await job(stage.owner, arn)).toMatchObject({ status: "Paused" });
    await control.incident("copyReads", place, arn, undefined);
    expect(await job(stage.owner, arn)).toMatchObject({ status: "Completed" });
    await expect(control.incident("copyFails", { ...place, account: MEMBER }, arn, "no")).rejects.toThrow(
      "has no copy job",
    );
  });

  it("copies to come fail, until that is over", async () => {
    stage.emulator.incidents.copiesFail(place, "The key is gone");
    const arn = await copy(stage.owner);
    expect(await job(stage.owner, arn)).toMatchObject({ status: "InProgress" });
    stage.emulator.clock.tick(120);
    expect(await job(stage.owner, arn)).toMatchObject({
      status: "Failed",
      failureMessage: "The key is gone",
    });
    stage.emulator.incidents.copiesFail(place, undefined);
    const next = await copy(stage.owner);
    stage.emulator.clock.tick(125);
    expect(await job(stage.owner, next)).toMatchObject({ status: "Completed" });
    expect(await job(stage.owner, arn)).toMatchObject({ status: "Failed" });
  });
});
