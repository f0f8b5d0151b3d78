import { afterEach, beforeEach, expect, it } from "@jest/globals";

import type { ManualClock } from "#emulator/index";
import { ACCOUNT, type Emulator, FIRST_PARTY, MEMBER, startStill, THIRD_PARTY } from "../support/emulated";
import { aws, boto3, describeWithPython } from "./python";

let emulator: Emulator & { clock: ManualClock };
beforeEach(async () => {
  emulator = await startStill();
});
afterEach(() => emulator.close());

describeWithPython("the AWS CLI", () => {
  const bedrock = (operation: string, ...args: string[]) => aws(emulator, ["bedrock", operation, ...args]);
  const status = async (): Promise<unknown> =>
    aws(emulator, [
      ..."bedrock get-foundation-model-availability --query agreementAvailability.status --model-id".split(
        " ",
      ),
      THIRD_PARTY,
    ]);

  it("lists offers, accepts one, sees it AVAILABLE, and cancels it", async () => {
    const listed = await bedrock("list-foundation-model-agreement-offers", "--model-id", THIRD_PARTY);
    const { offers } = listed as { offers: { offerId: string; offerToken: string }[] };
    expect(offers).toMatchObject([{ offerId: "offer-cohcommandr" }]);
    const token = offers[0]!.offerToken;
    expect(
      await bedrock("create-foundation-model-agreement", "--model-id", THIRD_PARTY, "--offer-token", token),
    ).toEqual({ modelId: THIRD_PARTY });
    emulator.clock.tick(60);
    expect(await status()).toBe("AVAILABLE");
    await bedrock("delete-foundation-model-agreement", "--model-id", THIRD_PARTY);
    emulator.clock.tick(20);
    expect(await status()).toBe("NOT_AVAILABLE");
  });

  it("shows models", async () => {
    const shown = await bedrock("get-foundation-model", "--model-identifier", FIRST_PARTY);
    expect(shown).toMatchObject({ modelDetails: { modelId: FIRST_PARTY, providerName: "Amazon" } });
    const listed = (await bedrock("list-foundation-models", "--by-provider", "Cohere")) as {
      modelSummaries: object[];
    };
    expect(listed.modelSummaries).toHaveLength(1);
  });

  it("says who it is, and becomes somebody else", async () => {
    expect(await aws(emulator, ["sts", "get-caller-identity"])).toMatchObject({ Account: ACCOUNT });
    const role = `arn:aws:iam::${MEMBER}:role/model-access-deployer`;
    const assumed = await aws(emulator, [
      "sts",
      "assume-role",
      "--role-arn",
      role,
      "--role-session-name",
      "cli",
    ]);
    expect(assumed).toMatchObject({
      AssumedRoleUser: { Arn: expect.stringContaining(`::${MEMBER}:assumed-role/`) },
    });
    const web = [
      "--role-arn",
      role,
      "--role-session-name",
      "web",
      "--web-identity-token",
      "a.b.c",
      "--no-sign-request",
    ];
    expect(await aws(emulator, ["sts", "assume-role-with-web-identity", ...web])).toMatchObject({
      Credentials: { AccessKeyId: expect.stringMatching(/^ASIA/) },
    });
  });

  it("shows AWS's errors", async () => {
    await expect(bedrock("delete-foundation-model-agreement", "--model-id", THIRD_PARTY)).rejects.toThrow(
      "An error occurred (ValidationException) when calling the DeleteFoundationModelAgreement operation: No agreement exists to cancel",
    );
    await expect(bedrock("list-guardrails")).rejects.toThrow("does not emulate bedrock GET /guardrails");
  });
});

describeWithPython("boto3", () => {
  it("lists offers, accepts one, sees it, and cancels it", async () => {
    const printed = await boto3(
      emulator,
      `
b = boto3.client("bedrock")
model = "${THIRD_PARTY}"
offer = b.list_foundation_model_agreement_offers(modelId=model)["offers"][0]
created = b.create_foundation_model_agreement(modelId=model, offerToken=offer["offerToken"])
seen = b.get_foundation_model_availability(modelId=model)["agreementAvailability"]
try:
    b.delete_foundation_model_agreement(modelId=model)
    refused = None
except b.exceptions.ConflictException as e:
    refused = e.response["ResponseMetadata"]["HTTPStatusCode"]
print(json.dumps([offer["offerId"], created["ResponseMetadata"]["HTTPStatusCode"], seen, refused]))`,
    );
    expect(printed).toEqual(["offer-cohcommandr", 202, { status: "NOT_AVAILABLE" }, 400]);
    emulator.clock.tick(60);
    const deleted = await boto3(
      emulator,
      `print(boto3.client("bedrock").delete_foundation_model_agreement(modelId="${THIRD_PARTY}")["ResponseMetadata"]["HTTPStatusCode"])`,
    );
    expect(deleted).toBe(202);
  });

  it("shows models, and who it is", async () => {
    const printed = await boto3(
      emulator,
      `
b = boto3.client("bedrock")
print(json.dumps([
    b.get_foundation_model(modelIdentifier="${FIRST_PARTY}")["modelDetails"]["modelName"],
    len(b.list_foundation_models()["modelSummaries"]),
    boto3.client("sts").get_caller_identity()["Account"],
]))`,
    );
    expect(printed).toEqual(["Nova Micro", 6, ACCOUNT]);
  });
});
