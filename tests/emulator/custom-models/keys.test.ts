import { DescribeKeyCommand, GetKeyPolicyCommand, ListAliasesCommand } from "@aws-sdk/client-kms";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { EmulatorControl, type WorldFile } from "#emulator/index";
import { ACCOUNT, ENCRYPTED_MODEL, MEMBER, OUTSIDER, REGION } from "../../support/emulator/emulated";
import { kms } from "../../support/aws/clients";
import { copy, job, model, OTHER_REGION, refusal, setTheStage, shareModels, type Stage } from "./stage";

const SOURCE_KEY = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-4333-8444-555555555555";
const OWN_KEY = "arn:aws:kms:us-east-1:444455556666:key/22222222-3333-4444-8555-666666666666";
const own = { account: ACCOUNT, region: REGION };
const theirs = { account: MEMBER, region: REGION };

const allow = (account: string, ...actions: string[]) => ({
  Effect: "Allow",
  Principal: { AWS: account },
  Action: actions,
  Resource: "*",
});
const policy = (...statements: object[]) => ({ Version: "2012-10-17", Statement: statements });

let stage: Stage;
async function start(world?: WorldFile): Promise<void> {
  stage = await setTheStage(world);
}
beforeEach(() => start());
afterEach(() => stage.emulator.close());

describe("KMS", () => {
  const describeKey = (KeyId: string, as: { account?: string; region?: string } = {}) =>
    kms(stage.emulator, as).send(new DescribeKeyCommand({ KeyId }));

  it("describes a key by its id, its ARN, an alias or the alias's ARN", async () => {
    const ids = [
      OWN_KEY,
      OWN_KEY.split("/")[1]!,
      "alias/model-access",
      OWN_KEY.replace(/key\/.*/, "alias/model-access"),
    ];
    for (const id of ids) {
      expect((await describeKey(id, theirs)).KeyMetadata).toMatchObject({
        Arn: OWN_KEY,
        AWSAccountId: MEMBER,
        KeyState: "Enabled",
        KeyManager: "CUSTOMER",
        CurrentKeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    }
  });

  it("describes a key of another account where its policy allows that, and one that is disabled", async () => {
    stage.emulator.incidents.keyChanged(own, SOURCE_KEY, { enabled: false });
    expect(await describeKey(SOURCE_KEY, theirs)).toMatchObject({
      KeyMetadata: { Enabled: false, KeyState: "Disabled" },
    });
    await expect(describeKey(SOURCE_KEY, { account: OUTSIDER })).rejects.toEqual(
      refusal("AccessDeniedException", "because no resource-based policy allows the kms:DescribeKey action"),
    );
  });

  it.each([
    ["a key that is not there", SOURCE_KEY.replaceAll("5", "6"), "' does not exist"],
    ["a key of several Regions that is not there", `mrk-${"0".repeat(32)}`, "' does not exist"],
    [
      "an alias that is not there",
      "alias/nobody",
      "Alias arn:aws:kms:us-east-1:111122223333:alias/nobody is not found",
    ],
    ["a key of another Region", SOURCE_KEY.replace(REGION, OTHER_REGION), "Invalid arn us-west-2"],
    ["what is neither", "nonsense", "Invalid keyId 'nonsense'"],
  ])("does not find %s", async (_what, id, message) => {
    await expect(describeKey(id)).rejects.toEqual(refusal("NotFoundException", message));
  });

  it("shows a key's policy to its own account: AWS's, where it has none", async () => {
    const read = async (KeyId: string, as: object) =>
      JSON.parse((await kms(stage.emulator, as).send(new GetKeyPolicyCommand({ KeyId }))).Policy!) as object;
    expect(await read(SOURCE_KEY, own)).toMatchObject({ Statement: [{ Action: ["kms:*"] }, {}] });
    expect(await read(OWN_KEY, theirs)).toMatchObject({
      Statement: [{ Principal: { AWS: `arn:aws:iam::${MEMBER}:root` }, Action: "kms:*" }],
    });
    await expect(read(SOURCE_KEY, theirs)).rejects.toEqual(
      refusal("AccessDeniedException", "another account"),
    );
    await expect(read("alias/case-summary", own)).rejects.toEqual(
      refusal("InvalidArnException", "Key Aliases are not supported for this operation."),
    );
    stage.emulator.incidents.keyChanged(own, SOURCE_KEY, { policy: policy(allow(MEMBER, "kms:*")) });
    await expect(read(SOURCE_KEY, own)).rejects.toEqual(
      refusal("AccessDeniedException", "no resource-based policy allows the kms:GetKeyPolicy action"),
    );
  });

  it("lists aliases, page by page", async () => {
    await stage.emulator.close();
    const aliases = ["alias/a", "alias/b", "alias/c"];
    await start({ keys: { [SOURCE_KEY]: { aliases }, [OWN_KEY]: {} } });
    const list = (input: object = {}) => kms(stage.emulator).send(new ListAliasesCommand(input));
    const { Aliases = [], Truncated: isMore } = await list();
    expect(isMore).toBe(false);
    const isOfAws = ({ AliasName = "" }): boolean => AliasName.startsWith("alias/aws/");
    expect(Aliases.filter((one) => !isOfAws(one)).map(({ AliasName }) => AliasName)).toEqual(aliases);
    expect(Aliases.filter(isOfAws)).toContainEqual({
      AliasName: "alias/aws/s3",
      AliasArn: "arn:aws:kms:us-east-1:111122223333:alias/aws/s3",
    });
    expect((await list({ KeyId: "alias/a" })).Aliases).toMatchObject(
      aliases.map((AliasName) => ({ AliasName })),
    );
    const { NextMarker: Marker, Truncated } = await list({ Limit: 2, KeyId: SOURCE_KEY });
    expect(Truncated).toBe(true);
    expect((await list({ Limit: 2, KeyId: SOURCE_KEY, Marker })).Aliases).toEqual([
      {
        AliasName: "alias/c",
        AliasArn: "arn:aws:kms:us-east-1:111122223333:alias/c",
        TargetKeyId: SOURCE_KEY.split("/")[1],
      },
    ]);
    await expect(list({ Marker })).rejects.toEqual(refusal("InvalidMarkerException"));
    await expect(list({ KeyId: OWN_KEY })).rejects.toEqual(refusal("AccessDeniedException"));
  });
});

describe("a copy of what a customer's key encrypts", () => {
  const source = { sourceModelArn: ENCRYPTED_MODEL };
  beforeEach(() => shareModels(stage));

  async function endOf(arn: string) {
    stage.emulator.clock.tick(125);
    return job(stage.member, arn);
  }

  it("is made where the key's policy lets the recipient decrypt", async () => {
    expect(await endOf(await copy(stage.member, source))).toMatchObject({ status: "Completed" });
    // AWS's own key encrypts the copy.
    expect((await model(stage.member)).modelKmsKeyArn).toBeUndefined();
    expect(await copy(stage.elsewhere, source)).toContain(`:${OTHER_REGION}:${MEMBER}:`);
  });

  it.each([
    [
      "does not mention the recipient",
      { policy: policy(allow(ACCOUNT, "kms:*")) },
      "not authorized to perform: kms:Decrypt",
    ],
    [
      "denies it",
      { policy: policy(allow("*", "kms:*"), { ...allow(MEMBER, "kms:Decrypt"), Effect: "Deny" }) },
      "explicit deny in a resource-based policy",
    ],
    ["does not count, since the key is disabled", { enabled: false }, "is disabled"],
  ])("fails where its policy %s", async (_what, change, why) => {
    stage.emulator.incidents.keyChanged(own, SOURCE_KEY, change);
    const { status, failureMessage } = await endOf(await copy(stage.member, source));
    expect(status).toBe("Failed");
    expect(failureMessage).toContain(`The KMS key ${SOURCE_KEY} that encrypts the source model`);
    expect(failureMessage).toContain(why);
    stage.emulator.incidents.keyChanged(own, SOURCE_KEY, {
      enabled: true,
      policy: policy({
        ...allow(MEMBER, "kms:Decrypt"),
        Condition: { StringEquals: { "kms:ViaService": "bedrock.us-east-1.amazonaws.com" } },
      }),
    });
    expect(await endOf(await copy(stage.member, source))).toMatchObject({ status: "Completed" });
  });

  it("is refused at once in a world that says so", async () => {
    await stage.emulator.close();
    await start({ assumptions: { "bedrock.copyWithoutDecrypt": "refused" } });
    await shareModels(stage);
    stage.emulator.incidents.keyChanged(own, SOURCE_KEY, { policy: policy(allow(ACCOUNT, "kms:*")) });
    await expect(copy(stage.member, source)).rejects.toEqual(refusal("AccessDeniedException", "kms:Decrypt"));
  });
});

describe("the key of a copy", () => {
  const encrypted = { modelKmsKeyId: "alias/model-access" };
  beforeEach(() => shareModels(stage));

  it.each(["kms:DescribeKey", "kms:CreateGrant", "kms:GenerateDataKey", "kms:Decrypt"])(
    "must let the caller use %s",
    async (action) => {
      const withoutIt = policy(allow("*", "kms:*"), { ...allow("*", action), Effect: "Deny" });
      await new EmulatorControl(stage.emulator.url).incident("keyChanged", theirs, OWN_KEY, {
        policy: withoutIt,
      });
      await expect(copy(stage.member, encrypted)).rejects.toEqual(
        refusal("AccessDeniedException", `not authorized to perform: ${action} on resource: ${OWN_KEY}`),
      );
      await expect(model(stage.member)).rejects.toEqual(refusal("ResourceNotFoundException"));
    },
  );

  it("must be enabled", async () => {
    stage.emulator.incidents.keyChanged(theirs, OWN_KEY, { enabled: false });
    await expect(copy(stage.member, encrypted)).rejects.toEqual(
      refusal("ValidationException", "is disabled"),
    );
  });

  it("may be another account's, where its policy allows that", async () => {
    const foreign = { modelKmsKeyId: SOURCE_KEY };
    await expect(copy(stage.member, foreign)).rejects.toEqual(
      refusal("AccessDeniedException", "no resource-based policy allows the kms:CreateGrant action"),
    );
    stage.emulator.incidents.keyChanged(own, SOURCE_KEY, {
      policy: policy(
        {
          ...allow(`arn:aws:iam::${MEMBER}:root`, "kms:*"),
          Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
        },
        allow(MEMBER, "kms:D*", "kms:GenerateDataKey"),
      ),
    });
    expect(await job(stage.member, await copy(stage.member, foreign))).toMatchObject({
      targetModelKmsKeyArn: SOURCE_KEY,
    });
  });
});

it("what is changed of a key must be one of the place's, and a policy", () => {
  const { incidents } = stage.emulator;
  expect(() => incidents.keyChanged(theirs, SOURCE_KEY, {})).toThrow("has no KMS key");
  expect(() => incidents.keyChanged(own, SOURCE_KEY, { policy: {} })).toThrow(
    "no policy: Statement is missing",
  );
});
