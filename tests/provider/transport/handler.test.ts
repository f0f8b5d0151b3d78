import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { ACCOUNT, type Emulator, FIRST_PARTY, REGION, THIRD_PARTY } from "../../support/emulator/emulated";
import { onDynamicHostOnly } from "../../support/hosts/dynamic-host-only";
import { configFor, Host } from "../../support/hosts/host";

const SPEED = 1200;
let emulator: Emulator;

beforeEach(async () => {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(SPEED) });
});
afterAll(() => emulator.close());

const start = (config: Record<string, string> = {}) => Host.start({ ...configFor(emulator), ...config });

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

  it("takes the Region of the environment where the configuration has none; what is empty says nothing", async () => {
    const host = await Host.start({}, { AWS_REGION: "", AWS_DEFAULT_REGION: "ap-southeast-2" });
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
      modelId: { diffKind: expect.stringMatching(/^update(-replace)?$/) as unknown, inputDiff: true },
      onExisting: { diffKind: "add", inputDiff: true },
    });
    expect(diff.replaceKeys).toEqual(["modelId"]);
  });
});

onDynamicHostOnly("the engine alone prints errors", () => {
  it("errors of reads are printed by the host without a stack", async () => {
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

onDynamicHostOnly("a state holds inputs and outputs only", () => {
  it("a half-made object keeps the text by which the host finds this package", async () => {
    const agreement = (await start()).resource("ModelAgreement");
    emulator.incidents.agreementReads({ account: ACCOUNT, region: REGION, modelId: THIRD_PARTY }, "PENDING");
    await expect(agreement.up({ modelId: THIRD_PARTY, __timeouts: { create: 0.1 } })).rejects.toThrow();
    expect(agreement.outputs).toHaveProperty("__provider");
  });

  it("the state of one run holds what the next run needs, and nothing that AWS mints anew", async () => {
    const host = await start();
    const agreement = host.resource("ModelAgreement");
    await agreement.up({ modelId: THIRD_PARTY });
    const { __inputs, __schema, __provider, ...visible } = agreement.outputs;
    expect(__schema).toBe(1);
    expect(__inputs).toMatchObject({ modelId: THIRD_PARTY, region: REGION, __urn: agreement.urn });
    expect(__inputs).not.toHaveProperty("__provider");
    expect(typeof __provider).toBe("string");
    expect(Object.keys(visible).sort()).toEqual([
      "accountId",
      "adopted",
      "agreementStatus",
      "authorizationStatus",
      "entitlementAvailability",
      "evidence",
      "marketplaceAgreement",
      "modelId",
      "offerId",
      "region",
      "regionAvailability",
      "required",
      "satisfiedBy",
      "terms",
    ]);
    expect(JSON.stringify(agreement.state)).not.toMatch(/X-Amz|offerToken/);
    expect(visible["accountId"]).toBe(ACCOUNT);
  });
});
