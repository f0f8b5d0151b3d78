import {
  CreateGrantCommand,
  type CreateGrantCommandInput,
  DescribeKeyCommand,
  ListGrantsCommand,
  RevokeGrantCommand,
} from "@aws-sdk/client-kms";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { ACCOUNT, ENCRYPTED_MODEL, MEMBER, OUTSIDER, REGION } from "../../support/emulated";
import { kms } from "../clients";
import { copy, job, refusal, setTheStage, shareModels, type Stage } from "./stage";

const SOURCE_KEY = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-4333-8444-555555555555";
const own = { account: ACCOUNT, region: REGION };
const theirs = { account: MEMBER, region: REGION };
const allow = (account: string, action: string) => ({
  Effect: "Allow",
  Principal: { AWS: account },
  Action: action,
  Resource: "*",
});
const policy = (...statements: object[]) => ({ Version: "2012-10-17", Statement: statements });

let stage: Stage;
beforeEach(async () => {
  stage = await setTheStage();
});
afterEach(() => stage.emulator.close());

describe("grants", () => {
  const grantee = `arn:aws:iam::${MEMBER}:root`;
  const ask: CreateGrantCommandInput = {
    KeyId: SOURCE_KEY,
    GranteePrincipal: grantee,
    Operations: ["DescribeKey", "Decrypt"],
    Name: "copying",
  };
  const grant = (input: Partial<CreateGrantCommandInput> = {}, as: object = {}) =>
    kms(stage.emulator, as).send(new CreateGrantCommand({ ...ask, ...input }));
  const describeAs = (as: object) =>
    kms(stage.emulator, as).send(new DescribeKeyCommand({ KeyId: SOURCE_KEY }));

  beforeEach(() => {
    stage.emulator.incidents.keyChanged(own, SOURCE_KEY, { policy: policy(allow(ACCOUNT, "kms:*")) });
  });

  it("add to the key's policy until they are revoked", async () => {
    await expect(describeAs(theirs)).rejects.toMatchObject({ name: "AccessDeniedException" });
    const { GrantId } = await grant();
    expect((await describeAs(theirs)).KeyMetadata!.Arn).toBe(SOURCE_KEY);
    await kms(stage.emulator).send(new RevokeGrantCommand({ KeyId: SOURCE_KEY, GrantId }));
    await expect(describeAs(theirs)).rejects.toMatchObject({ name: "AccessDeniedException" });
    await expect(
      kms(stage.emulator).send(new RevokeGrantCommand({ KeyId: SOURCE_KEY, GrantId })),
    ).rejects.toEqual(refusal("NotFoundException", "not found"));
  });

  it("of a name are made once, and listed by key and grantee, in pages", async () => {
    const { GrantId } = await grant();
    expect((await grant()).GrantId).toBe(GrantId);
    await grant({ Name: "other", GranteePrincipal: `arn:aws:iam::${OUTSIDER}:role/x` });
    const list = (input: object = {}) =>
      kms(stage.emulator).send(new ListGrantsCommand({ KeyId: SOURCE_KEY, ...input }));
    expect((await list({ GranteePrincipal: grantee })).Grants).toEqual([
      {
        KeyId: SOURCE_KEY,
        GrantId,
        Name: "copying",
        GranteePrincipal: grantee,
        IssuingAccount: `arn:aws:iam::${ACCOUNT}:root`,
        Operations: ["Decrypt", "DescribeKey"],
        CreationDate: expect.any(Date),
      },
    ]);
    const first = await list({ Limit: 1 });
    expect(first).toMatchObject({ Truncated: true, Grants: [{ GrantId }] });
    expect(await list({ Limit: 1, Marker: first.NextMarker })).toMatchObject({
      Truncated: false,
      Grants: [{ Name: "other" }],
    });
  });

  it("do not go before an explicit deny, and are given by who may", async () => {
    const deny = { ...allow(MEMBER, "kms:*"), Effect: "Deny" };
    await grant();
    stage.emulator.incidents.keyChanged(own, SOURCE_KEY, { policy: policy(allow(ACCOUNT, "kms:*"), deny) });
    await expect(describeAs(theirs)).rejects.toEqual(refusal("AccessDeniedException", "explicit deny"));
    await expect(grant({}, { account: OUTSIDER })).rejects.toEqual(
      refusal("AccessDeniedException", "no resource-based policy allows the kms:CreateGrant action"),
    );
    await expect(grant({ GranteePrincipal: MEMBER })).rejects.toEqual(
      refusal("InvalidArnException", "not a valid ARN"),
    );
    await expect(grant({ Constraints: { EncryptionContextSubset: { a: "b" } } })).rejects.toThrow(
      /does not emulate a grant with constraints/,
    );
  });

  it("let an account copy what the key encrypts", async () => {
    await shareModels(stage);
    const copied = async (targetModelName: string): Promise<string | undefined> => {
      const jobArn = await copy(stage.member, { sourceModelArn: ENCRYPTED_MODEL, targetModelName });
      stage.emulator.clock.tick(125);
      return (await job(stage.member, jobArn)).status;
    };
    expect(await copied("without")).toBe("Failed");
    await grant();
    expect(await copied("with")).toBe("Completed");
  });
});
