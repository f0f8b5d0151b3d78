import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { ACCOUNT, type Emulator, FIRST_PARTY, REGION, THIRD_PARTY } from "../../support/emulated";
import { configFor, Host, Refused } from "../../support/host";

const SPEED = 1200;
let emulator: Emulator;

beforeEach(async () => {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(SPEED) });
});
afterAll(() => emulator.close());

const start = (config: Record<string, string> = {}) => Host.start({ ...configFor(emulator), ...config });

describe("bad input is refused at preview, with its path", () => {
  it.each([
    [{}, "modelId: is required"],
    [{ modelId: 5 }, "modelId: must be a string"],
    [
      { modelId: "UPPER.case" },
      "modelId: must be a Bedrock base model id (provider.model, lower case, up to 140 characters)",
    ],
    [
      { modelId: `a.${"b".repeat(140)}` },
      "modelId: must be a Bedrock base model id (provider.model, lower case, up to 140 characters)",
    ],
    [
      { modelId: "us.anthropic.claude-sonnet-4-20250514-v1:0" },
      "modelId: is the id of an inference profile; agreements belong to the base model: leave out the geography in front",
    ],
    [
      { modelId: `arn:aws:bedrock:us-east-1::foundation-model/${THIRD_PARTY}` },
      "modelId: must be a model id such as cohere.command-r-v1:0, not an ARN",
    ],
    [{ modelId: THIRD_PARTY, offerType: "PRIVATE" }, 'offerType: must be one of "PUBLIC", "ALL"'],
    [{ modelId: THIRD_PARTY, onExisting: "ignore" }, 'onExisting: must be one of "adopt", "fail"'],
    [
      { modelId: THIRD_PARTY, deletionPolicy: "keep" },
      'deletionPolicy: must be one of "delete-if-created", "delete", "retain"',
    ],
    [
      { modelId: THIRD_PARTY, region: "Frankfurt" },
      "region: must be the name of an AWS Region, such as us-east-1",
    ],
    [{ modelId: THIRD_PARTY, assumeRole: {} }, "assumeRole.roleArn: is required"],
    [
      { modelId: THIRD_PARTY, assumeRole: { roleArn: "deployer" } },
      "assumeRole.roleArn: must be the ARN of an IAM role",
    ],
    [{ modelId: THIRD_PARTY, offerID: "x" }, "offerID: is not a property here; did you mean offerId?"],
    [{ modelId: THIRD_PARTY, offerToken: "x" }, "offerToken: is not a property here; known are"],
  ])("%j", async (args, reason) => {
    const host = await start();
    const refused = await host
      .resource("ModelAgreement")
      .check(args)
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect((refused as Refused).reasons).toEqual([expect.stringContaining(reason)]);
    expect(emulator.requests.all()).toEqual([]);
  });

  it("when no Region is known", async () => {
    const host = await start({ "aws:region": "" });
    await expect(host.resource("ModelAgreement").check({ modelId: THIRD_PARTY })).rejects.toThrow(
      "region: is not set: give it here, or run `pulumi config set aws:region <region>`, or set AWS_REGION",
    );
  });

  it("when the configuration says what we cannot honour", async () => {
    const host = await start({
      "aws:httpsProxy": "http://user:hunter2@proxy",
      "model-access:pollInterval": "soon",
    });
    await expect(host.resource("ModelAgreement").check({ modelId: THIRD_PARTY })).rejects.toMatchObject({
      reasons: [
        "aws:httpsProxy is not supported: requests through a proxy are not supported",
        "model-access:pollInterval must be a number of seconds, above 0 and up to 600",
      ],
    });
  });

  it.each([
    [
      { "aws:allowedAccountIds": '["111122223333"]' },
      "is of an account that allowedAccountIds does not list",
    ],
    [{ "aws:forbiddenAccountIds": '["444455556666"]' }, "is of an account that forbiddenAccountIds lists"],
  ])("when the role is of an account that %j excludes", async (config, reason) => {
    const host = await start(config);
    const assumeRole = { roleArn: "arn:aws:iam::444455556666:role/model-access-deployer" };
    await expect(host.resource("ModelAgreement").check({ modelId: THIRD_PARTY, assumeRole })).rejects.toThrow(
      `assumeRole.roleArn: ${reason}`,
    );
  });
});

describe("check", () => {
  it("writes the Region of the configuration and the healthy statuses into the inputs", async () => {
    const host = await start({ "aws:region": "eu-west-1" });
    expect(await host.resource("ModelAgreement").check({ modelId: THIRD_PARTY })).toMatchObject({
      region: "eu-west-1",
      agreementStatus: "AVAILABLE",
      authorizationStatus: "AUTHORIZED",
      entitlementAvailability: "AVAILABLE",
      regionAvailability: "AVAILABLE",
    });
  });

  it("prefers the resource's own Region", async () => {
    const host = await start({ "aws:region": "eu-west-1" });
    const inputs = await host.resource("ModelAgreement").check({ modelId: THIRD_PARTY, region: "us-west-2" });
    expect(inputs["region"]).toBe("us-west-2");
  });

  it("takes the Region of the environment where the configuration has none", async () => {
    const host = await Host.start({}, { AWS_DEFAULT_REGION: "ap-southeast-2" });
    const inputs = await host.resource("ModelAgreement").check({ modelId: THIRD_PARTY });
    expect(inputs["region"]).toBe("ap-southeast-2");
    await host.stop();
  });
});

describe("diff", () => {
  it("stores another URN, which an alias brings, without an update", async () => {
    const host = await start();
    const agreement = host.resource("ModelAgreement");
    await agreement.up({ modelId: FIRST_PARTY });
    const inputs = await agreement.check({ modelId: FIRST_PARTY });
    const diff = await agreement.diff({ ...inputs, __urn: "urn:pulumi:dev::test::x::renamed" });
    expect(diff).toMatchObject({ changes: false, replaceKeys: [] });
  });

  it("names every input that has changed", async () => {
    const host = await start();
    const agreement = host.resource("ModelAgreement");
    await agreement.up({ modelId: FIRST_PARTY });
    const diff = await agreement.diff(await agreement.check({ modelId: THIRD_PARTY, onExisting: "fail" }));
    expect(diff.detailedDiff).toEqual({
      modelId: { diffKind: "update", inputDiff: true },
      onExisting: { diffKind: "add", inputDiff: true },
    });
    expect(diff.replaceKeys).toEqual(["modelId"]);
  });
});

describe("errors", () => {
  it("of reads are printed by the host without a stack", async () => {
    const host = await start();
    const agreement = host.resource("ModelAgreement");
    await agreement.up({ modelId: FIRST_PARTY });
    const refusal = { kind: "refusal", code: "AccessDeniedException", status: 403, message: "no" } as const;
    emulator.faults.add({ target: { operation: "GetFoundationModelAvailability" }, effect: refusal });
    await expect(agreement.refresh()).rejects.toThrow("AccessDeniedException: no");
    expect(host.process.output.join("\n")).toContain("AccessDeniedException: no");
    expect(host.process.output.join("\n")).not.toMatch(/\n\s+at /);
  });
});

describe("state of one run", () => {
  it("holds what the next run needs, and nothing that AWS mints anew", async () => {
    const host = await start();
    const agreement = host.resource("ModelAgreement");
    await agreement.up({ modelId: THIRD_PARTY });
    const { __inputs, __schema, __provider, __urn, ...visible } = agreement.outputs;
    expect(__schema).toBe(1);
    expect(__urn).toBe(agreement.urn);
    expect(__inputs).toMatchObject({ modelId: THIRD_PARTY, region: REGION });
    expect(__inputs).not.toHaveProperty("__provider");
    expect(typeof __provider).toBe("string");
    expect(Object.keys(visible).sort()).toEqual([
      "accountId",
      "adopted",
      "agreementStatus",
      "authorizationStatus",
      "entitlementAvailability",
      "modelId",
      "offerId",
      "region",
      "regionAvailability",
      "required",
      "terms",
    ]);
    expect(JSON.stringify(agreement.state)).not.toMatch(/X-Amz|offerToken/);
    expect(visible["accountId"]).toBe(ACCOUNT);
  });
});
