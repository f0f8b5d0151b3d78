import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import {
  ACCOUNT,
  type Emulator,
  FIRST_PARTY,
  FORM,
  NEEDS_FORM,
  REGION,
  THIRD_PARTY,
  writes,
} from "../support/emulator/emulated";
import { configFor, Host, type Managed } from "../support/hosts/host";

type Authorization = "third-party" | "restricted" | "never-enabled";

const args = { modelId: THIRD_PARTY };
const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };
const lenient = { ...args, requireAuthorized: false };

let emulator: Emulator;
let host: Host;
let agreement: Managed;

async function begin(authorization?: Authorization, world: WorldFile = {}): Promise<void> {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({
    clock: new RunningClock(1200),
    world: {
      accounts: {
        [ACCOUNT]: {
          ...(authorization && { authorization }),
          roles: { "no-marketplace": { maySubscribe: false } },
        },
      },
      organization: null,
      ...world,
    },
  });
  host = await Host.start(configFor(emulator));
  agreement = host.resource("ModelAgreement");
}
async function nextRun(): Promise<void> {
  host = await Host.start(configFor(emulator));
  agreement.on(host);
}
beforeEach(() => begin());
afterAll(() => emulator.close());

describe("an account that reads NOT_AUTHORIZED of every model of Amazon's", () => {
  beforeEach(() => begin("third-party"));

  it("is warned and not stopped, and no refresh shows it again", async () => {
    await agreement.up({ modelId: FIRST_PARTY });
    expect(agreement.outputs).toMatchObject({ required: false, authorizationStatus: "NOT_AUTHORIZED" });
    expect(host.warnings()).toEqual([
      expect.stringMatching(/it needs no agreement, but authorizationStatus is NOT_AUTHORIZED\n.*\(a\)/),
    ]);
    await nextRun();
    expect(await agreement.refresh()).toEqual({});
    expect(await agreement.up({ modelId: FIRST_PARTY })).toBe("same");
    expect(host.warnings()).toEqual([]);
  });

  it("can be held to be an error", async () => {
    const strict = { modelId: FIRST_PARTY, requireAuthorized: true };
    await expect(agreement.up(strict)).rejects.toThrow(/it needs no agreement, but authorizationStatus is/);
    expect(agreement.outputs).toMatchObject({ authorizationStatus: "NOT_AUTHORIZED" });
  });

  it("uses other providers' models as ever", async () => {
    expect(await agreement.up(args)).toBe("create");
    expect(agreement.outputs).toMatchObject({ authorizationStatus: "AUTHORIZED" });
  });
});

describe("an account that AWS restricts", () => {
  beforeEach(() => begin("restricted"));

  it("keeps the agreement in the state, and goes on once AWS has lifted it", async () => {
    emulator.incidents.agreementAccepted(place);
    await expect(agreement.up(args)).rejects.toThrow(
      /^waiting for .*: it is made, but authorizationStatus is NOT_AUTHORIZED\n {2}This looks like \(b\)[^]*AWS Support[^]*requireAuthorized: false/,
    );
    expect(agreement.outputs).toMatchObject({ adopted: true, agreementStatus: "AVAILABLE" });
    emulator.incidents.availabilityReads(place, { authorizationStatus: "AUTHORIZED" });
    await nextRun();
    expect(await agreement.up(args)).toBe("update");
    expect(writes(emulator)).toEqual([]);
  });

  it("is told whom to ask where no agreement can be made", async () => {
    await expect(agreement.up(args)).rejects.toThrow(
      /AccessDeniedException: Error 002: Access to Bedrock models is not allowed for this account\.\n {2}AWS restricts/,
    );
    expect(agreement.state).toBeUndefined();
  });

  it("takes note with requireAuthorized: false, and only what gets worse is drift", async () => {
    emulator.incidents.agreementAccepted(place);
    await agreement.up(lenient);
    expect(host.warnings()).toEqual([expect.stringContaining("authorizationStatus is NOT_AUTHORIZED")]);
    await nextRun();
    expect(await agreement.refresh()).toEqual({});
    expect(await agreement.up(lenient)).toBe("same");
    emulator.incidents.availabilityReads(place, { entitlementAvailability: "NOT_AVAILABLE" });
    expect(await agreement.refresh()).toEqual({
      entitlementAvailability: { diffKind: "update", inputDiff: true },
    });
    await nextRun();
    expect(await agreement.up(lenient)).toBe("update");
    await nextRun();
    expect(await agreement.refresh()).toEqual({});
    // Well for a while, and ill again: that is news.
    emulator.incidents.availabilityReads(place, { authorizationStatus: "AUTHORIZED" });
    expect(await agreement.refresh()).toEqual({});
    emulator.incidents.availabilityReads(place, {});
    expect(await agreement.refresh()).toEqual({
      authorizationStatus: { diffKind: "update", inputDiff: true },
    });
  });

  it("is an error again once requireAuthorized is taken back", async () => {
    emulator.incidents.agreementAccepted(place);
    await agreement.up(lenient);
    await nextRun();
    await expect(agreement.up(args)).rejects.toThrow(/authorizationStatus is NOT_AUTHORIZED/);
  });
});

describe("an account where Bedrock was never enabled", () => {
  it.each(["ValidationException", "AccessDeniedException"])(
    "hears AWS's own words (%s), and what they may mean",
    async (code) => {
      await begin("never-enabled", {
        assumptions: code === "ValidationException" ? {} : { "bedrock.notAllowed": code },
      });
      const refused = agreement.up(args);
      await expect(refused).rejects.toThrow(`${code}: Operation not allowed`);
      await expect(refused).rejects.not.toThrow("undefined");
      if (code === "ValidationException") await expect(refused).rejects.toThrow(/looks like \(c\)/);
      expect(agreement.state).toBeUndefined();
    },
  );

  it("keeps an agreement that could be made all the same", async () => {
    await begin("never-enabled", { assumptions: { "bedrock.neverEnabled": "accepted" } });
    await expect(agreement.up(args)).rejects.toThrow(/it is made, but authorizationStatus/);
    expect(agreement.outputs).toMatchObject({ adopted: false, agreementStatus: "AVAILABLE" });
    await nextRun();
    expect(await agreement.up(lenient)).toBe("update");
    expect(writes(emulator)).toEqual(["CreateFoundationModelAgreement"]);
  });
});

describe("a status that AWS may show for good", () => {
  it.each([
    ["entitlementAvailability", "NOT_AVAILABLE"],
    ["regionAvailability", "NOT_AVAILABLE"],
    ["authorizationStatus", "PARTLY_AUTHORIZED"],
    ["regionAvailability", "BEING_MOVED"],
  ])("%s: %s is an error by default, and else noted once", async (property, value) => {
    emulator.incidents.agreementAccepted(place);
    emulator.incidents.availabilityReads(place, { [property]: value });
    await expect(agreement.up(args)).rejects.toThrow(/requireAuthorized: false makes this a warning/);
    await nextRun();
    await agreement.up(lenient);
    expect(host.warnings()).toEqual([expect.stringContaining(`${property} is ${value}`)]);
    await nextRun();
    expect(await agreement.refresh()).toEqual({});
    expect(await agreement.up(lenient)).toBe("same");
  });
});

describe("an identity that may not subscribe in AWS Marketplace", () => {
  it("hears it in AWS's words, after it could file the form", async () => {
    const assumeRole = { roleArn: `arn:aws:iam::${ACCOUNT}:role/no-marketplace` };
    await host.resource("UseCaseSubmission", "form").up({ ...FORM, assumeRole });
    await expect(agreement.up({ modelId: THIRD_PARTY, assumeRole })).rejects.toThrow(
      /AccessDeniedException: User: .* is not authorized to perform: aws-marketplace:Subscribe on resource: \* because[^]*needs aws-marketplace:Subscribe/,
    );
    await expect(agreement.up({ modelId: NEEDS_FORM, assumeRole })).rejects.toThrow(
      /aws-marketplace:Subscribe/,
    );
  });
});
