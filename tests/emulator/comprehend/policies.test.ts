import {
  DeleteResourcePolicyCommand,
  DescribeResourcePolicyCommand,
  PutResourcePolicyCommand,
} from "@aws-sdk/client-comprehend";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { CLASSIFIER, MEMBER, OUTSIDER, RECOGNIZER } from "../../support/emulator/emulated";
import { comprehend } from "../../support/aws/clients";
import { refusal } from "../ram/stage";
import { policyFor, setTheStage, share, type Stage } from "./stage";

let stage: Stage;
beforeEach(async () => {
  stage = await setTheStage();
});
afterEach(() => stage.close());

const put = (ResourcePolicy: string, PolicyRevisionId?: string, client = stage.owner) =>
  client.send(
    new PutResourcePolicyCommand({
      ResourceArn: CLASSIFIER,
      ResourcePolicy,
      ...(PolicyRevisionId && { PolicyRevisionId }),
    }),
  );
const look = (ResourceArn = CLASSIFIER, client = stage.owner) =>
  client.send(new DescribeResourcePolicyCommand({ ResourceArn }));
/** What is answered, without what the SDK adds. */
const read = async (ResourceArn = CLASSIFIER, client = stage.owner): Promise<object> => {
  const { $metadata: _, ...members } = await look(ResourceArn, client);
  return members;
};
const remove = (PolicyRevisionId?: string) =>
  stage.owner.send(new DeleteResourcePolicyCommand({ ResourceArn: CLASSIFIER, PolicyRevisionId }));

describe("a policy of a model", () => {
  it("is put, read, changed and deleted; each change has a revision of its own", async () => {
    expect(await read()).toEqual({});
    const first = await share(stage);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    const shown = await look();
    expect(shown.PolicyRevisionId).toBe(first);
    expect(shown.CreationTime).toEqual(shown.LastModifiedTime);
    stage.emulator.clock.tick(60);
    const second = (await put(policyFor(OUTSIDER), first)).PolicyRevisionId!;
    expect(second).not.toBe(first);
    const changed = await look();
    expect(changed.CreationTime).toEqual(shown.CreationTime);
    expect(changed.LastModifiedTime!.getTime()).toBe(shown.LastModifiedTime!.getTime() + 65_000);
    expect(changed.ResourcePolicy).toContain(OUTSIDER);
    await remove(second);
    expect(await read()).toEqual({});
    await expect(remove()).rejects.toEqual(refusal("ResourceNotFoundException"));
  });

  it("is put and deleted only with its own revision", async () => {
    await expect(put(policyFor(MEMBER), "abc1")).rejects.toEqual(
      refusal("InvalidRequestException", "revision"),
    );
    const first = await share(stage);
    const second = (await put(policyFor(OUTSIDER), first)).PolicyRevisionId;
    await expect(put(policyFor(MEMBER), first)).rejects.toEqual(
      refusal("InvalidRequestException", "revision"),
    );
    await expect(remove(first)).rejects.toEqual(refusal("InvalidRequestException", "revision"));
    expect((await look()).PolicyRevisionId).toBe(second);
    await remove();
  });

  it("is overwritten without a revision id, unless AWS is assumed to refuse that", async () => {
    await share(stage);
    await put(policyFor(OUTSIDER));
    const emulator = await stage.another({ assumptions: { "comprehend.policyWithoutRevision": "refused" } });
    const owner = comprehend(emulator);
    await put(policyFor(MEMBER), undefined, owner);
    await expect(put(policyFor(MEMBER), undefined, owner)).rejects.toEqual(
      refusal("InvalidRequestException", "revision"),
    );
  });

  it("is read in AWS's own form, unless the world reads it as it was put", async () => {
    const text = JSON.stringify(
      {
        Statement: [
          {
            Resource: ["*"],
            Action: ["comprehend:ImportModel"],
            Principal: { AWS: [MEMBER] },
            Condition: { StringEquals: { "aws:PrincipalOrgID": ["o-exampleorgid"] } },
            Effect: "Allow",
          },
          {
            Effect: "Deny",
            Principal: { AWS: [OUTSIDER, MEMBER] },
            Action: "comprehend:ImportModel",
            Resource: "*",
            Sid: "no",
          },
        ],
        Version: "2012-10-17",
      },
      undefined,
      2,
    );
    await put(text);
    expect((await look()).ResourcePolicy).toBe(
      '{"Version":"2012-10-17","Statement":[' +
        `{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::${MEMBER}:root"},` +
        '"Action":"comprehend:ImportModel","Resource":"*",' +
        '"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-exampleorgid"}}},' +
        `{"Sid":"no","Effect":"Deny","Principal":{"AWS":["arn:aws:iam::${OUTSIDER}:root","arn:aws:iam::${MEMBER}:root"]},` +
        '"Action":"comprehend:ImportModel","Resource":"*"}]}',
    );
    const emulator = await stage.another({ assumptions: { "comprehend.policyText": "verbatim" } });
    const owner = comprehend(emulator);
    await put(text, undefined, owner);
    expect((await look(CLASSIFIER, owner)).ResourcePolicy).toBe(text);
  });

  it.each([
    ["that is not JSON", "allow everybody"],
    ["without statements", '{"Version":"2012-10-17"}'],
    [
      "for other actions",
      policyFor(MEMBER, { Action: ["comprehend:ImportModel", "comprehend:DescribeEndpoint"] }),
    ],
    ["for everything", policyFor(MEMBER, { Action: "comprehend:*" })],
    ["for nobody", policyFor("model-access-deployer")],
  ])("%s is an invalid document", async (_what, text) => {
    await expect(put(text)).rejects.toEqual(refusal("InvalidRequestException", "Invalid resource policy"));
  });

  it.each([
    ["too long", " ".repeat(20_001)],
    ["of letters outside of Latin-1", policyFor(MEMBER, { Sid: "日本" })],
  ])("that is %s breaks a constraint", async (_what, text) => {
    await expect(put(text)).rejects.toEqual(refusal("ValidationException", "1 validation error detected"));
  });

  it("can be put by the owner only, where the model is", async () => {
    await expect(put(policyFor(MEMBER), undefined, stage.member)).rejects.toEqual(
      refusal("AccessDeniedException", "is not authorized to perform: comprehend:PutResourcePolicy"),
    );
    const elsewhere = comprehend(stage.emulator, { region: "us-west-2" });
    await expect(look(CLASSIFIER, elsewhere)).rejects.toEqual(refusal("InvalidRequestException"));
    await expect(look(CLASSIFIER.replace("v1", "v2"))).rejects.toEqual(
      refusal("ResourceNotFoundException", "The specified resource ARN was not found"),
    );
    expect(await read(RECOGNIZER)).toEqual({});
  });
});
