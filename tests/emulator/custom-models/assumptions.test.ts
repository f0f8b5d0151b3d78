import {
  DeleteCustomModelCommand,
  GetModelCopyJobCommand,
  ListCustomModelsCommand,
  ListModelCopyJobsCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-bedrock";
import { afterEach, expect, it } from "@jest/globals";

import type { WorldFile } from "#emulator/index";
import { ACCOUNT, CUSTOM_MODEL, ENCRYPTED_MODEL, MEMBER, REGION } from "../../support/emulator/emulated";
import { bedrock, ram } from "../../support/aws/clients";
import { DeleteResourceShareCommand } from "@aws-sdk/client-ram";
import { copy, job, model, OTHER_REGION, refusal, setTheStage, shareModels, type Stage } from "./stage";

const place = { account: ACCOUNT, region: REGION };
const notFound = refusal("ResourceNotFoundException");
const taken = refusal("ValidationException", "name is currently in use");

let stage: Stage;
afterEach(() => stage.emulator.close());

async function assuming(name: string, alternative: string, world: WorldFile = {}): Promise<void> {
  stage = await setTheStage({ ...world, assumptions: { [`bedrock.${name}`]: alternative } });
}
const pass = (seconds: number): void => stage.emulator.clock.tick(seconds);
const copied = async (input: Parameters<typeof copy>[1] = {}): Promise<string> => {
  const arn = await copy(stage.owner, input);
  pass(125);
  return arn;
};
const remove = (modelIdentifier: string) =>
  stage.owner.send(new DeleteCustomModelCommand({ modelIdentifier }));
const names = async (): Promise<(string | undefined)[]> => {
  const { modelSummaries = [] } = await stage.owner.send(new ListCustomModelsCommand({}));
  return modelSummaries.map(({ modelName }) => modelName);
};

it("a job and its model are found late", async () => {
  await assuming("copyShown", "late");
  const arn = await copy(stage.owner);
  await expect(job(stage.owner, arn)).rejects.toEqual(notFound);
  await expect(model(stage.owner)).rejects.toEqual(notFound);
  pass(60);
  expect(await job(stage.owner, arn)).toMatchObject({ status: "InProgress" });
  expect(await model(stage.owner)).toMatchObject({ modelStatus: "Creating" });
});

it("a job disappears when it is over", async () => {
  await assuming("copyJobsKept", "untilOver");
  const arn = await copy(stage.owner);
  expect(await job(stage.owner, arn)).toMatchObject({ status: "InProgress" });
  pass(125);
  await expect(job(stage.owner, arn)).rejects.toEqual(notFound);
  const { modelCopyJobSummaries } = await stage.owner.send(new ListModelCopyJobsCommand({}));
  expect(modelCopyJobSummaries).toEqual([]);
  expect(await model(stage.owner)).toMatchObject({ modelStatus: "Active" });
});

it("a model is not shown before its job is Completed, but has its name", async () => {
  await assuming("copiedModel", "afterwards");
  await copy(stage.owner);
  await expect(model(stage.owner)).rejects.toEqual(notFound);
  await expect(copy(stage.owner)).rejects.toEqual(taken);
  pass(125);
  expect(await model(stage.owner)).toMatchObject({ modelStatus: "Active" });
});

it("a failed copy leaves a Failed model, which keeps the name until it is deleted", async () => {
  await assuming("failedCopy", "kept");
  stage.emulator.incidents.copyFails(place, await copy(stage.owner), "no room");
  expect(await model(stage.owner)).toMatchObject({ modelStatus: "Failed", failureMessage: "no room" });
  await expect(copy(stage.owner)).rejects.toEqual(taken);
  await remove("copied");
  await copy(stage.owner);
});

it.each(["deleted", "no longer shared"])("a copy under way fails when its source is %s", async (lost) => {
  await assuming("lostSource", "fails");
  const shareArn = await shareModels(stage);
  const arn = await copy(stage.member);
  if (lost === "deleted") await remove(CUSTOM_MODEL);
  else await ram(stage.emulator).send(new DeleteResourceShareCommand({ resourceShareArn: shareArn }));
  pass(30);
  expect(await job(stage.member, arn)).toMatchObject({
    status: "Failed",
    failureMessage: expect.any(String),
  });
});

it.each([
  ["plain", `${OTHER_REGION}::foundation-model/amazon.nova-micro-v1:0`],
  ["sourceRegion", `${REGION}::foundation-model/amazon.nova-micro-v1:0:128k`],
])("the base model of a copy is %s", async (alternative, base) => {
  await assuming("copyBaseModel", alternative);
  await shareModels(stage);
  await copy(stage.elsewhere);
  expect(await model(stage.elsewhere)).toMatchObject({ baseModelArn: `arn:aws:bedrock:${base}` });
});

it("a deleted model can be read for a minute, and is listed no longer", async () => {
  await assuming("deletedModel", "readable");
  await remove(CUSTOM_MODEL);
  expect(await model(stage.owner, CUSTOM_MODEL)).toMatchObject({ modelStatus: "Active" });
  expect(await names()).toEqual(["case-summary"]);
  pass(60);
  await expect(model(stage.owner, CUSTOM_MODEL)).rejects.toEqual(notFound);
});

it("the name of a deleted model is free after a minute", async () => {
  await assuming("deletedModel", "nameKept");
  await copied();
  await remove("copied");
  await expect(copy(stage.owner)).rejects.toEqual(taken);
  pass(60);
  await copy(stage.owner);
});

it.each([
  ["forgotten", false, false],
  ["forgottenWhenOver", true, false],
])("a client token that is repeated is %s", async (alternative, whileUnderWay, afterwards) => {
  await assuming("repeatedToken", alternative, {});
  const ask = (targetModelName: string) => copy(stage.owner, { clientRequestToken: "t", targetModelName });
  const first = await ask("one");
  expect((await ask("two")) === first).toBe(whileUnderWay);
  pass(125);
  expect((await ask("three")) === first).toBe(afterwards);
});

it("a client token that is repeated is refused", async () => {
  await assuming("repeatedToken", "refused");
  await copy(stage.owner, { clientRequestToken: "t" });
  const again = copy(stage.owner, { clientRequestToken: "t", targetModelName: "other" });
  await expect(again).rejects.toEqual(refusal("ConflictException"));
});

it("a shared model is copied later than it is listed", async () => {
  await assuming("sharedSource", "later");
  await shareModels(stage);
  await expect(copy(stage.member)).rejects.toEqual(notFound);
  pass(60);
  await copy(stage.member);
});

it("several models have one name", async () => {
  await assuming("sameName", "accepted");
  await copied();
  await copied();
  expect(await names()).toEqual(["copied", "copied", "ticket-triage", "case-summary"]);
});

it("refusals come in another order", async () => {
  await assuming("refusalOrder", "reversed", {
    customModels: { [CUSTOM_MODEL]: { modelName: "unready", status: "Creating" } },
  });
  await expect(copy(stage.owner, { targetModelName: "unready" })).rejects.toEqual(taken);
});

it("a copy's key is looked at by its job", async () => {
  await assuming("keyOfCopy", "lookedAtLater");
  const arn = await copied({ modelKmsKeyId: "alias/nobody" });
  expect(await job(stage.owner, arn)).toMatchObject({
    status: "Failed",
    failureMessage: expect.stringContaining("alias/nobody"),
  });
});

it("a copy without a key has its source's, within the Region", async () => {
  await assuming("keyOfCopy", "ofSource");
  await copied({ sourceModelArn: ENCRYPTED_MODEL });
  const { modelKmsKeyArn } = await model(stage.owner, ENCRYPTED_MODEL);
  expect(await model(stage.owner)).toMatchObject({ modelKmsKeyArn });
});

it.each([
  ["notFound", "ResourceNotFoundException"],
  ["denied", "AccessDeniedException"],
])("a shared model that its recipient reads is %s", async (alternative, code) => {
  await assuming("sharedModelRead", alternative);
  await shareModels(stage);
  await expect(model(stage.member, CUSTOM_MODEL)).rejects.toEqual(refusal(code));
  expect(await model(stage.owner, CUSTOM_MODEL)).toHaveProperty("modelArn");
});

it("a copy shows the training of its source", async () => {
  await assuming("copyDescription", "ofSource");
  await copied();
  const { jobArn } = await model(stage.owner, CUSTOM_MODEL);
  expect(await model(stage.owner)).toMatchObject({ jobArn });
});

it("jobs show no tags", async () => {
  await assuming("jobTags", "absent");
  const shown = await job(
    stage.owner,
    await copy(stage.owner, { targetModelTags: [{ key: "a", value: "b" }] }),
  );
  expect(shown).not.toHaveProperty("targetModelTags");
});

it("the jobs of every Region are listed", async () => {
  await assuming("jobsListed", "ofEveryRegion");
  const jobArn = await copy(stage.owner);
  const elsewhere = bedrock(stage.emulator, { region: OTHER_REGION });
  const { modelCopyJobSummaries } = await elsewhere.send(new ListModelCopyJobsCommand({}));
  expect(modelCopyJobSummaries).toMatchObject([{ jobArn }]);
  await expect(elsewhere.send(new GetModelCopyJobCommand({ jobArn }))).rejects.toEqual(notFound);
});

it("lists are in another order", async () => {
  await assuming("listOrder", "oldestFirst");
  await copied();
  expect(await names()).toEqual(["ticket-triage", "case-summary", "copied"]);
});

it("only own models are listed where nobody asks for others", async () => {
  await assuming("modelsListed", "ownOnly");
  await shareModels(stage);
  const list = (input: object) => stage.member.send(new ListCustomModelsCommand(input));
  expect((await list({})).modelSummaries).toEqual([]);
  expect((await list({ isOwned: false })).modelSummaries).toHaveLength(2);
});

it("tags are listed the other way round, or not at all where there are none", async () => {
  await assuming("tagOrder", "reversed");
  const resourceARN = CUSTOM_MODEL;
  const tags = [
    { key: "a", value: "1" },
    { key: "b", value: "2" },
  ];
  await stage.owner.send(new TagResourceCommand({ resourceARN, tags }));
  const list = () => stage.owner.send(new ListTagsForResourceCommand({ resourceARN }));
  expect((await list()).tags).toEqual(tags.toReversed());
  await stage.emulator.close();
  await assuming("noTags", "absent");
  expect(await list()).not.toHaveProperty("tags");
});

it("a model that is Creating cannot be tagged", async () => {
  await assuming("taggedWhileCreating", "refused");
  const { targetModelArn } = await job(stage.owner, await copy(stage.owner));
  const tag = new TagResourceCommand({ resourceARN: targetModelArn, tags: [{ key: "a", value: "b" }] });
  await expect(stage.owner.send(tag)).rejects.toEqual(refusal("ConflictException"));
  pass(125);
  await stage.owner.send(tag);
});

it("a tag that is not there cannot be taken away", async () => {
  await assuming("absentTag", "refused");
  const untag = new UntagResourceCommand({ resourceARN: CUSTOM_MODEL, tagKeys: ["a"] });
  await expect(stage.owner.send(untag)).rejects.toEqual(refusal("ValidationException", "a"));
});

it("a refusal has another code: a source that is not shared", async () => {
  await assuming("sourceNotSeen", "AccessDeniedException");
  await expect(copy(bedrock(stage.emulator, { account: MEMBER }))).rejects.toEqual(
    refusal("AccessDeniedException"),
  );
});
