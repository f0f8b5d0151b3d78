import {
  CreateGrantCommand,
  type CreateGrantCommandInput,
  DescribeKeyCommand,
  ListGrantsCommand,
  RevokeGrantCommand,
} from "@aws-sdk/client-kms";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { ACCOUNT, ENCRYPTED_MODEL, MEMBER, OUTSIDER, REGION } from "../../support/emulator/emulated";
import { kms } from "../../support/aws/clients";
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
  const describeAs = (as: object, more: object = {}) =>
    kms(stage.emulator, as).send(new DescribeKeyCommand({ KeyId: SOURCE_KEY, ...more }));
  const list = (input: object = {}) =>
    kms(stage.emulator).send(new ListGrantsCommand({ KeyId: SOURCE_KEY, ...input }));
  const revoke = (GrantId: string | undefined) =>
    kms(stage.emulator).send(new RevokeGrantCommand({ KeyId: SOURCE_KEY, GrantId }));

  beforeEach(() => {
    stage.emulator.incidents.keyChanged(own, SOURCE_KEY, { policy: policy(allow(ACCOUNT, "kms:*")) });
  });

  it("add to the key's policy until they are revoked", async () => {
    await expect(describeAs(theirs)).rejects.toMatchObject({ name: "AccessDeniedException" });
    const { GrantId } = await grant();
    stage.emulator.clock.tick(5);
    expect((await describeAs(theirs)).KeyMetadata!.Arn).toBe(SOURCE_KEY);
    await revoke(GrantId);
    await expect(revoke(GrantId)).rejects.toEqual(refusal("NotFoundException", "not found"));
    stage.emulator.clock.tick(5);
    await expect(describeAs(theirs)).rejects.toMatchObject({ name: "AccessDeniedException" });
  });

  it("count late, and for a while after they are revoked, but at once for who shows their token", async () => {
    const { GrantId, GrantToken } = await grant();
    await expect(describeAs(theirs)).rejects.toMatchObject({ name: "AccessDeniedException" });
    expect(await describeAs(theirs, { GrantTokens: [GrantToken] })).toHaveProperty("KeyMetadata");
    stage.emulator.clock.tick(5);
    await describeAs(theirs);
    await revoke(GrantId);
    await describeAs(theirs);
    expect((await list()).Grants).toEqual([]);
  });

  it("are not given by a disabled key, nor to a role that is not there", async () => {
    const GranteePrincipal = `arn:aws:iam::${OUTSIDER}:role/made-a-moment-ago`;
    await expect(grant({ GranteePrincipal })).rejects.toEqual(refusal("InvalidArnException"));
    await expect(grant({ KeyId: "alias/case-summary" })).rejects.toEqual(
      refusal("InvalidArnException", "Key Aliases are not supported for this operation."),
    );
    stage.emulator.incidents.keyChanged(own, SOURCE_KEY, { enabled: false });
    await expect(grant()).rejects.toEqual(refusal("DisabledException", `${SOURCE_KEY} is disabled.`));
  });

  it.each([
    ["kms.grantsListed", "late", []],
    ["kms.grantee", "uniqueId", [{ GranteePrincipal: expect.stringMatching(/^AROA/) }]],
  ])("are listed otherwise where %s is %s", async (name, alternative, listed) => {
    await stage.emulator.close();
    stage = await setTheStage({ assumptions: { [name]: alternative } });
    await grant({ GranteePrincipal: `arn:aws:iam::${MEMBER}:role/model-access-deployer` });
    expect((await list()).Grants).toMatchObject(listed);
    stage.emulator.clock.tick(5);
    expect((await list()).Grants).toHaveLength(1);
  });

  it("of a name are made once, and listed by key and grantee, in pages", async () => {
    const { GrantId } = await grant();
    expect((await grant()).GrantId).toBe(GrantId);
    await grant({ Name: "other", GranteePrincipal: `arn:aws:iam::${OUTSIDER}:role/model-access-deployer` });
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
    stage.emulator.clock.tick(5);
    expect(await copied("with")).toBe("Completed");
  });
});
