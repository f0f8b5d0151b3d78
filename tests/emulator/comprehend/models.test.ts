import {
  type ComprehendClient,
  DeleteDocumentClassifierCommand,
  DeleteEntityRecognizerCommand,
  DescribeEndpointCommand,
  DescribeResourcePolicyCommand,
  ListDocumentClassifiersCommand,
  type ListDocumentClassifiersCommandInput,
  ListDocumentClassifierSummariesCommand,
  ListEndpointsCommand,
  ListEntityRecognizersCommand,
  ListEntityRecognizerSummariesCommand,
  ListTagsForResourceCommand,
  StopTrainingDocumentClassifierCommand,
  StopTrainingEntityRecognizerCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-comprehend";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { ACCOUNT, CLASSIFIER, RECOGNIZER, REGION } from "../../support/emulator/emulated";
import { comprehend } from "../../support/aws/clients";
import { refusal } from "../ram/stage";
import { describeClassifier, importFrom, setTheStage, share, type Stage } from "./stage";

const PLACE = { account: ACCOUNT, region: REGION };
const V2 = CLASSIFIER.replace("/v1", "/v2");
const V3 = CLASSIFIER.replace("/v1", "/v3");

let stage: Stage;
let owner: ComprehendClient;
beforeEach(async () => {
  stage = await setTheStage();
  owner = stage.owner;
});
afterEach(() => stage.close());

const tick = (seconds: number) => stage.emulator.clock.tick(seconds);
const status = async (arn: string) => (await describeClassifier(owner, arn)).Status;
const remove = (arn = CLASSIFIER) =>
  owner.send(new DeleteDocumentClassifierCommand({ DocumentClassifierArn: arn }));
const stop = (arn: string) =>
  owner.send(new StopTrainingDocumentClassifierCommand({ DocumentClassifierArn: arn }));
const list = async (Filter?: ListDocumentClassifiersCommandInput["Filter"]) => {
  const answer = await owner.send(new ListDocumentClassifiersCommand({ Filter }));
  return answer.DocumentClassifierPropertiesList!.map(({ DocumentClassifierArn }) => DocumentClassifierArn);
};

describe("a deletion", () => {
  it("takes a while, and takes the policy along", async () => {
    await share(stage);
    await remove();
    expect(await status(CLASSIFIER)).toBe("DELETING");
    await expect(remove()).rejects.toEqual(refusal("ResourceUnavailableException", "is DELETING"));
    await expect(importFrom(owner, { VersionName: "v2" })).rejects.toEqual(
      refusal("ResourceUnavailableException"),
    );
    tick(30);
    await expect(status(CLASSIFIER)).rejects.toEqual(refusal("ResourceNotFoundException"));
    await expect(remove()).rejects.toEqual(refusal("ResourceNotFoundException"));
    stage.emulator.incidents.comprehendModelMade(PLACE, CLASSIFIER);
    const policy = new DescribeResourcePolicyCommand({ ResourceArn: CLASSIFIER });
    expect(await owner.send(policy)).not.toHaveProperty("ResourcePolicy");
  });

  it("waits until nothing is under way", async () => {
    await importFrom(owner, { VersionName: "v2" });
    await expect(remove(V2)).rejects.toEqual(refusal("ResourceUnavailableException", "is SUBMITTED"));
    tick(120);
    await remove(V2);
  });

  it("of an entity recognizer is the same", async () => {
    await owner.send(new DeleteEntityRecognizerCommand({ EntityRecognizerArn: RECOGNIZER }));
    tick(30);
    const { EntityRecognizerPropertiesList } = await owner.send(new ListEntityRecognizersCommand({}));
    expect(EntityRecognizerPropertiesList).toEqual([]);
  });

  it("is refused while an endpoint or a flywheel uses the model", async () => {
    const { incidents } = stage.emulator;
    incidents.endpointMade(PLACE, CLASSIFIER, "live");
    await expect(remove()).rejects.toEqual(refusal("ResourceInUseException", "in use by live"));
    incidents.endpointRemoved(PLACE, CLASSIFIER, "live");
    incidents.flywheelChanged(PLACE, CLASSIFIER, "wheel");
    expect((await describeClassifier(owner)).FlywheelArn).toBe(
      `arn:aws:comprehend:${REGION}:${ACCOUNT}:flywheel/wheel`,
    );
    await expect(remove()).rejects.toEqual(refusal("ResourceInUseException", "in use by wheel"));
    incidents.flywheelChanged(PLACE, CLASSIFIER, undefined);
    await remove();
  });
});

describe("a training that is stopped", () => {
  it("is STOP_REQUESTED, then STOPPED", async () => {
    await importFrom(owner, { VersionName: "v2" });
    tick(10);
    await stop(V2);
    expect(await status(V2)).toBe("STOP_REQUESTED");
    await expect(remove(V2)).rejects.toEqual(refusal("ResourceUnavailableException"));
    tick(20);
    expect(await describeClassifier(owner, V2)).toMatchObject({
      Status: "STOPPED",
      EndTime: expect.any(Date),
    });
    tick(120);
    expect(await status(V2)).toBe("STOPPED");
    await remove(V2);
  });

  it("is TRAINED where that comes first", async () => {
    await importFrom(owner, { VersionName: "v2" });
    tick(110);
    await stop(V2);
    expect(await status(V2)).toBe("STOP_REQUESTED");
    tick(10);
    expect(await status(V2)).toBe("TRAINED");
  });

  it("or that has ended stays as it is", async () => {
    await stop(CLASSIFIER);
    await owner.send(new StopTrainingEntityRecognizerCommand({ EntityRecognizerArn: RECOGNIZER }));
    expect(await status(CLASSIFIER)).toBe("TRAINED");
    await expect(stop(V2)).rejects.toEqual(refusal("ResourceNotFoundException"));
  });
});

describe("a listing", () => {
  beforeEach(async () => {
    tick(0);
    await importFrom(owner, { VersionName: "v2" });
    tick(60);
    await importFrom(owner, { ModelName: "other", VersionName: "v2" });
  });
  const OTHER = V2.replace("ticket-topics", "other");

  it("has the versions of the caller's account and Region, the oldest first", async () => {
    expect(await list()).toEqual([CLASSIFIER, V2, OTHER]);
    const elsewhere = comprehend(stage.emulator, { region: "us-west-2" });
    const { DocumentClassifierPropertiesList } = await elsewhere.send(new ListDocumentClassifiersCommand({}));
    expect(DocumentClassifierPropertiesList).toEqual([]);
  });

  it("is filtered by one thing", async () => {
    const submitted = (await describeClassifier(owner, V2)).SubmitTime!;
    const moments = (seconds: number) => new Date(submitted.getTime() + seconds * 1000);
    expect(await list({ Status: "TRAINED" })).toEqual([CLASSIFIER]);
    expect(await list({ DocumentClassifierName: "other" })).toEqual([OTHER]);
    expect(await list({ SubmitTimeBefore: moments(30) })).toEqual([CLASSIFIER, V2]);
    expect(await list({ SubmitTimeAfter: moments(30) })).toEqual([OTHER]);
    await expect(list({ Status: "TRAINED", DocumentClassifierName: "other" })).rejects.toEqual(
      refusal("InvalidFilterException"),
    );
    const recognizers = new ListEntityRecognizersCommand({ Filter: { RecognizerName: "none" } });
    expect((await owner.send(recognizers)).EntityRecognizerPropertiesList).toEqual([]);
  });

  it("comes in pages", async () => {
    const pages: number[] = [];
    let NextToken: string | undefined;
    do {
      const page = await owner.send(new ListDocumentClassifiersCommand({ MaxResults: 2, NextToken }));
      pages.push(page.DocumentClassifierPropertiesList!.length);
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    expect(pages).toEqual([2, 1]);
    const wrong = owner.send(new ListDocumentClassifiersCommand({ NextToken: "2" }));
    await expect(wrong).rejects.toEqual(refusal("InvalidRequestException"));
    const many = owner.send(new ListDocumentClassifiersCommand({ MaxResults: 501 }));
    await expect(many).rejects.toEqual(refusal("ValidationException", "maxResults"));
  });

  it("in short has an entry a name", async () => {
    const short = await owner.send(new ListDocumentClassifierSummariesCommand({}));
    expect(short.DocumentClassifierSummariesList).toEqual([
      {
        DocumentClassifierName: "other",
        NumberOfVersions: 1,
        LatestVersionCreatedAt: expect.any(Date),
        LatestVersionName: "v2",
        LatestVersionStatus: "SUBMITTED",
      },
      {
        DocumentClassifierName: "ticket-topics",
        NumberOfVersions: 2,
        LatestVersionCreatedAt: expect.any(Date),
        LatestVersionName: "v2",
        LatestVersionStatus: "TRAINING",
      },
    ]);
    const recognizers = await owner.send(new ListEntityRecognizerSummariesCommand({}));
    expect(recognizers.EntityRecognizerSummariesList).toMatchObject([
      { RecognizerName: "order-numbers", LatestVersionName: "v1", LatestVersionStatus: "TRAINED" },
    ]);
  });
});

describe("tags", () => {
  const tag = (...Tags: { Key: string; Value?: string }[]) =>
    owner.send(new TagResourceCommand({ ResourceArn: CLASSIFIER, Tags }));
  const untag = (...TagKeys: string[]) =>
    owner.send(new UntagResourceCommand({ ResourceArn: CLASSIFIER, TagKeys }));
  const tags = async (ResourceArn = CLASSIFIER) =>
    (await owner.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags;

  it("are put, replaced, listed and taken away", async () => {
    await tag({ Key: "team", Value: "blue" }, { Key: "cost" });
    await tag({ Key: "team", Value: "red" });
    expect(await tags()).toEqual([
      { Key: "team", Value: "red" },
      { Key: "cost", Value: "" },
    ]);
    await untag("cost", "never");
    expect(await tags()).toEqual([{ Key: "team", Value: "red" }]);
    await importFrom(owner, { VersionName: "v2", Tags: [{ Key: "of", Value: "import" }] });
    expect(await tags(V2)).toEqual([{ Key: "of", Value: "import" }]);
  });

  it("are 50 at most", async () => {
    const many = Array.from({ length: 50 }, (_, i) => ({ Key: `key-${i}` }));
    await tag(...many);
    await expect(tag({ Key: "one-more" })).rejects.toEqual(refusal("TooManyTagsException"));
    await expect(untag(...many.map(({ Key }) => Key), "one-more")).rejects.toEqual(
      refusal("TooManyTagKeysException"),
    );
    await expect(tag({ Key: "AWS:mine" })).rejects.toEqual(refusal("InvalidRequestException"));
    await expect(tags(V3)).rejects.toEqual(refusal("ResourceNotFoundException"));
  });

  it("may be written by somebody else at the same time", async () => {
    const effect = { kind: "refusal", code: "ConcurrentModificationException", status: 400 } as const;
    stage.emulator.faults.add({ target: { operation: "TagResource" }, times: 1, effect });
    await expect(tag({ Key: "a" })).rejects.toEqual(refusal("ConcurrentModificationException"));
    await tag({ Key: "a" });
  });
});

describe("endpoints", () => {
  const endpoints = async (Filter?: object) =>
    (await owner.send(new ListEndpointsCommand({ Filter }))).EndpointPropertiesList!;

  it("are listed by their model, and described", async () => {
    stage.emulator.incidents.endpointMade(PLACE, CLASSIFIER, "live");
    stage.emulator.incidents.endpointMade(PLACE, RECOGNIZER, "other");
    expect(await endpoints()).toHaveLength(2);
    const [live] = await endpoints({ ModelArn: CLASSIFIER });
    const EndpointArn = `arn:aws:comprehend:${REGION}:${ACCOUNT}:document-classifier-endpoint/live`;
    expect(live).toMatchObject({ EndpointArn, Status: "IN_SERVICE", ModelArn: CLASSIFIER });
    const described = await owner.send(new DescribeEndpointCommand({ EndpointArn }));
    expect(described.EndpointProperties).toEqual(live);
    expect(await endpoints({ Status: "FAILED" })).toEqual([]);
    expect(
      await endpoints({
        CreationTimeAfter: new Date(stage.emulator.clock.now()),
      }),
    ).toEqual([]);
    await expect(endpoints({ ModelArn: CLASSIFIER, Status: "FAILED" })).rejects.toEqual(
      refusal("InvalidRequestException"),
    );
    const endpoint = { ResourceArn: EndpointArn };
    await owner.send(new TagResourceCommand({ ...endpoint, Tags: [{ Key: "team", Value: "blue" }] }));
    const { Tags } = await owner.send(new ListTagsForResourceCommand(endpoint));
    expect(Tags).toEqual([{ Key: "team", Value: "blue" }]);
    await owner.send(new UntagResourceCommand({ ...endpoint, TagKeys: ["team"] }));
    expect((await owner.send(new ListTagsForResourceCommand(endpoint))).Tags).toEqual([]);
    const none = new DescribeEndpointCommand({ EndpointArn: `${EndpointArn}s` });
    await expect(owner.send(none)).rejects.toEqual(refusal("ResourceNotFoundException"));
  });
});
