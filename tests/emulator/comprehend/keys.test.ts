import { DescribeEntityRecognizerCommand, type ImportModelCommandInput } from "@aws-sdk/client-comprehend";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import type { WorldFile } from "#emulator/index";
import { ACCOUNT, CLASSIFIER, MEMBER, RECOGNIZER, REGION } from "../../support/emulator/emulated";
import { comprehend } from "../../support/aws/clients";
import { refusal } from "../ram/stage";
import { describeClassifier, importFrom, policyFor, setTheStage, share, type Stage } from "./stage";

const ROLE = `arn:aws:iam::${MEMBER}:role/model-access-deployer`;
const COPY = RECOGNIZER.replace(ACCOUNT, MEMBER);
const SOURCE_KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/44444444-5555-4666-8777-888888888888`;
const OWN_KEY = `arn:aws:kms:${REGION}:${MEMBER}:key/22222222-3333-4444-8555-666666666666`;
const OWNER = { account: ACCOUNT, region: REGION };

let stage: Stage;
beforeEach(async () => {
  stage = await setTheStage();
  await share(stage, policyFor(MEMBER), RECOGNIZER);
  await share(stage, policyFor(MEMBER), CLASSIFIER);
});
afterEach(() => stage.close());

const copy = (but: Partial<ImportModelCommandInput> = {}, client = stage.member) =>
  importFrom(client, { SourceModelArn: RECOGNIZER, DataAccessRoleArn: ROLE, ...but });
const end = async (clock = stage.emulator.clock, client = stage.member) => {
  clock.tick(120);
  const { EntityRecognizerProperties } = await client.send(
    new DescribeEntityRecognizerCommand({ EntityRecognizerArn: COPY }),
  );
  return EntityRecognizerProperties!;
};

/** A policy of the source's key with AWS's example of a statement for an importer. */
function keyPolicy(importer: string, condition?: object): Record<string, unknown> {
  const statement = (AWS: string, Action: unknown) => ({
    Effect: "Allow",
    Principal: { AWS },
    Action,
    Resource: "*",
  });
  const Action = ["kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant"];
  return {
    Version: "2012-10-17",
    Statement: [
      statement(ACCOUNT, "kms:*"),
      { ...statement(importer, Action), ...(condition && { Condition: condition }) },
    ],
  };
}

describe("the key of the source", () => {
  it("lets the importer decrypt by its policy", async () => {
    await copy();
    expect((await end()).Status).toBe("TRAINED");
  });

  it.each<[string, string, object | undefined]>([
    ["the account", MEMBER, undefined],
    ["the role", ROLE, undefined],
    ["who imports", `arn:aws:iam::${MEMBER}:user/emulated`, undefined],
    ["uses for that model", MEMBER, { StringEquals: { "aws:SourceArn": RECOGNIZER } }],
    [
      "uses through its services",
      MEMBER,
      { StringLike: { "kms:ViaService": ["s3.*.amazonaws.com", "comprehend.*.amazonaws.com"] } },
    ],
  ])("may let in %s", async (_what, importer, condition) => {
    stage.emulator.incidents.keyChanged(OWNER, SOURCE_KEY, { policy: keyPolicy(importer, condition) });
    await copy();
    expect((await end()).Status).toBe("TRAINED");
  });

  it.each<[string, string, object | undefined]>([
    ["nobody else", ACCOUNT, undefined],
    ["another role", ROLE.replace("deployer", "reader"), undefined],
    ["uses for another model only", MEMBER, { StringEquals: { "aws:SourceArn": CLASSIFIER } }],
  ])("that lets in %s lets the import end in error", async (_what, importer, condition) => {
    stage.emulator.incidents.keyChanged(OWNER, SOURCE_KEY, { policy: keyPolicy(importer, condition) });
    await copy();
    expect(await end()).toMatchObject({
      Status: "IN_ERROR",
      Message: `NO_ACCESS_TO_KMS_KEY: Access denied to KMS Key: ${SOURCE_KEY}`,
    });
  });

  it("that is disabled lets it end in error as well", async () => {
    stage.emulator.incidents.keyChanged(OWNER, SOURCE_KEY, { enabled: false });
    await copy();
    expect((await end()).Message).toMatch(/^NO_ACCESS_TO_KMS_KEY: /);
  });

  it("is asked at once where AWS is assumed to do so", async () => {
    const other = await stage.another({ assumptions: { "comprehend.deniedKey": "refused" } });
    await share({ ...stage, emulator: other, owner: comprehend(other) }, policyFor(MEMBER), RECOGNIZER);
    other.incidents.keyChanged(OWNER, SOURCE_KEY, { policy: keyPolicy(ACCOUNT) });
    const member = comprehend(other, { account: MEMBER });
    await expect(copy({}, member)).rejects.toEqual(refusal("KmsKeyValidationException", "NO_ACCESS"));
  });

  it("is needed by its own account too", async () => {
    const owner = { VersionName: "v2", SourceModelArn: RECOGNIZER };
    await expect(importFrom(stage.owner, owner)).rejects.toEqual(refusal("InvalidRequestException", "role"));
    await importFrom(stage.owner, { ...owner, DataAccessRoleArn: ROLE.replace(MEMBER, ACCOUNT) });
  });
});

describe("the role", () => {
  it("is needed for a key of the source's, and for one of the copy's", async () => {
    const without = { DataAccessRoleArn: undefined };
    await expect(copy(without)).rejects.toEqual(refusal("InvalidRequestException", "data access role"));
    await expect(copy({ ...without, SourceModelArn: CLASSIFIER, ModelKmsKeyId: OWN_KEY })).rejects.toEqual(
      refusal("InvalidRequestException", "data access role"),
    );
    await copy({ ...without, SourceModelArn: CLASSIFIER });
  });

  it("that does not exist is found out late", async () => {
    await copy({ DataAccessRoleArn: `${ROLE}s` });
    expect(await end()).toMatchObject({
      Status: "IN_ERROR",
      Message: `The role ${ROLE}s cannot be assumed.`,
    });
  });
});

describe("the key of the copy", () => {
  it.each([
    ["its id", "22222222-3333-4444-8555-666666666666"],
    ["its ARN", OWN_KEY],
  ])("is given by %s, and read by its ARN", async (_what, ModelKmsKeyId) => {
    const arn = await copy({ SourceModelArn: CLASSIFIER, ModelKmsKeyId });
    expect((await describeClassifier(stage.member, arn)).ModelKmsKeyId).toBe(OWN_KEY);
  });

  it.each([
    ["does not exist", "00000000-3333-4444-8555-666666666666"],
    ["is another account's", SOURCE_KEY],
    ["is named by an alias", "alias/model-access"],
    ["is of another Region", OWN_KEY.replace(REGION, "us-west-2")],
  ])("that %s is refused", async (_what, ModelKmsKeyId) => {
    await expect(copy({ ModelKmsKeyId })).rejects.toEqual(
      refusal("KmsKeyValidationException", "cannot be validated"),
    );
  });

  it("that is disabled is refused; that it does not let Comprehend in is found out late", async () => {
    const place = { account: MEMBER, region: REGION };
    stage.emulator.incidents.keyChanged(place, OWN_KEY, { enabled: false });
    await expect(copy({ ModelKmsKeyId: OWN_KEY })).rejects.toEqual(
      refusal("KmsKeyValidationException", "disabled"),
    );
    stage.emulator.incidents.keyChanged(place, OWN_KEY, { enabled: true, policy: keyPolicy(ACCOUNT) });
    await copy({ ModelKmsKeyId: OWN_KEY });
    expect(await end()).toMatchObject({
      Status: "IN_ERROR",
      Message: `NO_ACCESS_TO_KMS_KEY: Access denied to KMS Key: ${OWN_KEY}`,
    });
  });
});

describe("a world", () => {
  const start = (world: WorldFile) => stage.another(world);

  it("that has models with keys must have the keys", async () => {
    const comprehendModels = { [RECOGNIZER]: { modelKmsKeyArn: OWN_KEY.replace("2222", "9999") } };
    await expect(start({ comprehendModels })).rejects.toThrow("modelKmsKeyArn: arn:aws:kms");
  });

  it("must have policies that are some, and models where there are accounts and Regions", async () => {
    const elsewhere = CLASSIFIER.replace(ACCOUNT, "999900001111").replace(REGION, "eu-west-3");
    const comprehendModels = { [CLASSIFIER]: { policy: { Statement: [] } }, [elsewhere]: {} };
    const wrong = start({ comprehendModels });
    await expect(wrong).rejects.toThrow(`comprehendModels.${CLASSIFIER}.policy: Statement is missing`);
    await expect(wrong).rejects.toThrow("account 999900001111 is not in this world");
    await expect(wrong).rejects.toThrow("Region eu-west-3 is not in this world");
    await expect(start({ comprehendModels: { "ticket-topics": {} } })).rejects.toThrow(
      "this is no ARN of a custom model of Comprehend",
    );
  });

  it("of other accounts has none of the default models", async () => {
    const emulator = await start({ accounts: { "123456789012": {} }, organization: null });
    expect(emulator.world.comprehendModels).toEqual({});
  });
});
