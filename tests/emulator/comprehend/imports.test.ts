import { DescribeEntityRecognizerCommand, ImportModelCommand } from "@aws-sdk/client-comprehend";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { ACCOUNT, CLASSIFIER, MEMBER, OUTSIDER, RECOGNIZER, REGION } from "../../support/emulator/emulated";
import { comprehend, sts } from "../../support/aws/clients";
import { refusal } from "../ram/stage";
import { describeClassifier, importFrom, policyFor, setTheStage, share, type Stage } from "./stage";

const ROLE = `arn:aws:iam::${MEMBER}:role/model-access-deployer`;
const COPY = CLASSIFIER.replace(ACCOUNT, MEMBER);

let stage: Stage;
beforeEach(async () => {
  stage = await setTheStage();
});
afterEach(() => stage.close());

describe("an import", () => {
  it("is a copy of the source, which takes a while", async () => {
    await share(stage);
    const arn = await importFrom(stage.member, { ModelName: "topics", VersionName: "2026-11" });
    expect(arn).toBe(`arn:aws:comprehend:${REGION}:${MEMBER}:document-classifier/topics/version/2026-11`);
    const source = await describeClassifier(stage.owner);
    const status = async () => (await describeClassifier(stage.member, arn)).Status;
    expect(await status()).toBe("SUBMITTED");
    stage.emulator.clock.tick(10);
    expect(await status()).toBe("TRAINING");
    expect(await describeClassifier(stage.member, arn)).not.toHaveProperty("ClassifierMetadata");
    stage.emulator.clock.tick(110);
    const copy = await describeClassifier(stage.member, arn);
    expect(copy).toEqual({
      DocumentClassifierArn: arn,
      LanguageCode: "en",
      Status: "TRAINED",
      SubmitTime: expect.any(Date),
      EndTime: new Date(copy.SubmitTime!.getTime() + 120_000),
      ClassifierMetadata: source.ClassifierMetadata,
      Mode: "MULTI_CLASS",
      VersionName: "2026-11",
      SourceModelArn: CLASSIFIER,
    });
  });

  it("of an entity recognizer is one", async () => {
    await share(stage, policyFor(MEMBER), RECOGNIZER);
    const EntityRecognizerArn = await importFrom(stage.member, {
      SourceModelArn: RECOGNIZER,
      DataAccessRoleArn: ROLE,
    });
    stage.emulator.clock.tick(120);
    const read = await stage.member.send(new DescribeEntityRecognizerCommand({ EntityRecognizerArn }));
    expect(read.EntityRecognizerProperties).toMatchObject({
      EntityRecognizerArn: RECOGNIZER.replace(ACCOUNT, MEMBER),
      SourceModelArn: RECOGNIZER,
      VersionName: "v1",
      RecognizerMetadata: { NumberOfTrainedDocuments: 1814 },
      DataAccessRoleArn: ROLE,
    });
    expect(read.EntityRecognizerProperties).not.toHaveProperty("Mode");
    expect(read.EntityRecognizerProperties).not.toHaveProperty("ModelKmsKeyId");
  });

  it("takes the source's names where none are given, which its owner cannot", async () => {
    await share(stage);
    expect(await importFrom(stage.member)).toBe(COPY);
    await expect(importFrom(stage.owner)).rejects.toEqual(
      refusal("ResourceInUseException", "already in use"),
    );
    expect(await importFrom(stage.owner, { VersionName: "v2" })).toBe(CLASSIFIER.replace("/v1", "/v2"));
  });

  it("of the same name and version is refused as long as there is one", async () => {
    await share(stage);
    await importFrom(stage.member);
    await expect(importFrom(stage.member)).rejects.toEqual(refusal("ResourceInUseException"));
    stage.emulator.incidents.comprehendModelDeleted({ account: MEMBER, region: REGION }, COPY);
    expect(await importFrom(stage.member)).toBe(COPY);
  });

  it("survives the policy and the source", async () => {
    await share(stage);
    const arn = await importFrom(stage.member);
    const place = { account: ACCOUNT, region: REGION };
    stage.emulator.incidents.modelPolicyChanged(place, CLASSIFIER, undefined);
    stage.emulator.incidents.comprehendModelDeleted(place, CLASSIFIER);
    stage.emulator.clock.tick(120);
    expect((await describeClassifier(stage.member, arn)).Status).toBe("TRAINED");
  });

  it("works where the source has no version", async () => {
    const unversioned = CLASSIFIER.replace("/version/v1", "");
    const world = {
      comprehendModels: { [unversioned]: { policy: JSON.parse(policyFor(MEMBER)) as object } },
    };
    const emulator = await stage.another(world as never);
    const member = comprehend(emulator, { account: MEMBER });
    const arn = await importFrom(member, { SourceModelArn: unversioned });
    expect(arn).toBe(unversioned.replace(ACCOUNT, MEMBER));
    expect(await describeClassifier(member, arn)).not.toHaveProperty("VersionName");
  });
});

describe("who may import is said by the policy:", () => {
  it.each([
    ["an account by its id", MEMBER, {}],
    ["an account by its root", `arn:aws:iam::${MEMBER}:root`, {}],
    ["one of several", [OUTSIDER, MEMBER], {}],
    ["everybody", "*", {}],
    ["a user", `arn:aws:iam::${MEMBER}:user/emulated`, {}],
    ["the organization", "*", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } } }],
    ["a resource by its ARN", MEMBER, { Resource: CLASSIFIER }],
    ["every ARN", MEMBER, { Resource: "arn:*" }],
    ["whoever is on this machine", "*", { Condition: { IpAddress: { "aws:SourceIp": "127.0.0.0/8" } } }],
    [
      "whoever wants a thing of its owner's",
      "*",
      { Condition: { StringEquals: { "aws:ResourceAccount": ACCOUNT } } },
    ],
  ])("%s may", async (_what, AWS, but) => {
    await share(stage, policyFor(AWS, but));
    expect(await importFrom(stage.member)).toBe(COPY);
  });

  it.each([
    [
      "another account",
      OUTSIDER,
      {},
      "because no resource-based policy allows the comprehend:ImportModel action",
    ],
    ["a role that did not call", ROLE, {}, "because no resource-based policy allows"],
    [
      "another organization",
      "*",
      { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-other" } } },
      "because",
    ],
    ["another version", MEMBER, { Resource: CLASSIFIER.replace("v1", "v2") }, "because"],
    [
      "another network",
      "*",
      { Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } },
      "because no resource-based policy",
    ],
    ["a denial", MEMBER, { Effect: "Deny" }, "with an explicit deny in a resource-based policy"],
  ])("%s is refused", async (_what, AWS, but, why) => {
    await share(stage, policyFor(AWS, but));
    await expect(importFrom(stage.member)).rejects.toEqual(
      refusal("AccessDeniedException", `comprehend:ImportModel on resource: ${CLASSIFIER} ${why}`),
    );
  });

  it("whoever comes encrypted, which a proxy before the emulator has to say", async () => {
    await share(stage, policyFor(MEMBER, { Condition: { Bool: { "aws:SecureTransport": "true" } } }));
    await expect(importFrom(stage.member)).rejects.toEqual(refusal("AccessDeniedException"));
    stage.member.middlewareStack.add(
      (next) => (call) => {
        (call.request as { headers: Record<string, string> }).headers["x-forwarded-proto"] = "https";
        return next(call);
      },
      { step: "build" },
    );
    expect(await importFrom(stage.member)).toBe(COPY);
  });

  it("a role's session", async () => {
    await share(stage, policyFor(ROLE));
    const assume = new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: "importer" });
    const { Credentials } = await sts(stage.emulator).send(assume);
    const session = comprehend(stage.emulator, {
      account: Credentials!.AccessKeyId!,
      secretAccessKey: Credentials!.SecretAccessKey!,
      sessionToken: Credentials!.SessionToken!,
    });
    expect(await importFrom(session)).toBe(COPY);
  });

  it("nobody without a policy, but its own account", async () => {
    await expect(importFrom(stage.member)).rejects.toEqual(refusal("AccessDeniedException"));
    expect(await importFrom(stage.owner, { VersionName: "v2" })).toContain(ACCOUNT);
  });

  it("its own account neither where it is denied", async () => {
    await share(stage, policyFor("*", { Effect: "Deny" }));
    await expect(importFrom(stage.owner, { VersionName: "v2" })).rejects.toEqual(
      refusal("AccessDeniedException"),
    );
  });

  it("a moment after it was put", async () => {
    stage.emulator.clock.tick(0);
    await share(stage, policyFor(OUTSIDER));
    await share(stage, policyFor(MEMBER)).then(() =>
      stage.emulator.clock.set(stage.emulator.clock.now() - 1000),
    );
    await expect(importFrom(stage.member)).rejects.toEqual(refusal("AccessDeniedException"));
    expect(await importFrom(stage.outsider)).toContain(OUTSIDER);
    stage.emulator.clock.tick(1);
    expect(await importFrom(stage.member)).toBe(COPY);
    await expect(importFrom(stage.outsider, { ModelName: "again" })).rejects.toEqual(
      refusal("AccessDeniedException"),
    );
  });
});

describe("an import is refused", () => {
  const NONE = CLASSIFIER.replace("v1", "v9");
  it.each([
    ["of a model that is not there", "ResourceNotFoundException", { SourceModelArn: NONE }],
    [
      "of another account's model that is not there",
      "AccessDeniedException",
      { SourceModelArn: NONE.replace(ACCOUNT, OUTSIDER) },
    ],
    [
      "from another Region",
      "InvalidRequestException",
      { SourceModelArn: CLASSIFIER.replace(REGION, "us-west-2") },
    ],
    ["with a role of another account", "InvalidRequestException", { DataAccessRoleArn: ROLE }],
    ["with a tag of AWS's own", "InvalidRequestException", { Tags: [{ Key: "aws:me", Value: "" }] }],
    [
      "with 51 tags",
      "TooManyTagsException",
      { Tags: Array.from({ length: 51 }, (_, i) => ({ Key: `${i}` })) },
    ],
    ["with an underscore in a name", "ValidationException", { ModelName: "a_b" }],
    ["with a hyphen at the end of a version", "ValidationException", { VersionName: "v2-" }],
    ["with a name of 64 letters", "ValidationException", { ModelName: "a".repeat(64) }],
    ["of no model", "ValidationException", { SourceModelArn: "ticket-topics" }],
  ])("%s", async (_what, code, but) => {
    await expect(importFrom(stage.owner, { VersionName: "v2", ...but })).rejects.toEqual(refusal(code));
  });

  it("where the source is not trained", async () => {
    const arn = await importFrom(stage.owner, { VersionName: "v2" });
    const again = { SourceModelArn: arn, VersionName: "v3" };
    await expect(importFrom(stage.owner, again)).rejects.toEqual(
      refusal("ResourceUnavailableException", "is SUBMITTED"),
    );
    stage.emulator.clock.tick(120);
    expect(await importFrom(stage.owner, again)).toContain("/v3");
  });

  it("where an account has as many models of the kind as it may", async () => {
    const emulator = await stage.another({ comprehend: { modelsPerAccount: 2 } });
    const owner = comprehend(emulator);
    await importFrom(owner, { VersionName: "v2" });
    await expect(importFrom(owner, { VersionName: "v3" })).rejects.toEqual(
      refusal("ResourceLimitExceededException"),
    );
    const DataAccessRoleArn = ROLE.replace(MEMBER, ACCOUNT);
    await importFrom(owner, { SourceModelArn: RECOGNIZER, VersionName: "v2", DataAccessRoleArn });
  });
});

it("a Region without Comprehend does not answer", async () => {
  const { accounts, regions, ...world } = stage.emulator.world;
  const emulator = await stage.another({
    ...world,
    accounts,
    regions: { ...regions, "eu-north-1": { optIn: false } },
  });
  const SourceModelArn = CLASSIFIER.replace(REGION, "eu-north-1");
  const client = comprehend(emulator, { region: "eu-north-1" });
  await expect(client.send(new ImportModelCommand({ SourceModelArn }))).rejects.toThrow("socket hang up");
  expect(emulator.requests.all()).toMatchObject([
    { service: "comprehend", status: 0, error: "NoSuchEndpoint" },
  ]);
});
