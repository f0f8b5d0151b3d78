import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import {
  ACCOUNT,
  type Emulator,
  FIRST_PARTY,
  REGION,
  THIRD_PARTY,
  TWO_OFFERS,
  writes,
} from "../support/emulator/emulated";
import { startAltered } from "../support/emulator/altered";
import { configFor, Host, type Managed } from "../support/hosts/host";

const args = { modelId: THIRD_PARTY };
const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };
const ACCEPT = "CreateFoundationModelAgreement";
const CANCEL = "DeleteFoundationModelAgreement";

let emulator: Emulator;
let agreement: Managed;
async function begin(assumptions: Record<string, string> = {}, world: WorldFile = {}): Promise<void> {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(6000), world: { ...world, assumptions } });
  agreement = (await start()).resource("ModelAgreement");
}
beforeEach(() => begin());
afterAll(() => emulator.close());

const start = () => Host.start(configFor(emulator));
const nextRun = async () => agreement.on(await start());
const carriedOut = (operation: string) =>
  emulator.requests.all().filter((request) => request.operation === operation && request.carriedOut);

/** What AWS may do just as well, wherever a life of an agreement can meet it. */
const ALTERNATIVES: Record<string, string>[] = [
  { "bedrock.agreementScope": "region" },
  { "bedrock.whileCancelling": "AVAILABLE" },
  { "bedrock.whileCancelling": "NOT_AVAILABLE" },
  { "bedrock.retryAfterError": "refused" },
  { "bedrock.orderOfRefusals": "stateFirst" },
  { "bedrock.orderOfRefusals": "tokenFirst" },
  { "bedrock.alreadyExists": "ConflictException" },
  { "bedrock.nothingToCancel": "ConflictException" },
  { "bedrock.nothingToCancel": "ResourceNotFoundException" },
  { "bedrock.offersOfFirstParty": "empty" },
  { "bedrock.notSupported": "ResourceNotFoundException" },
  { "bedrock.modelOfAnotherRegion": "refused" },
  { "bedrock.modelOfAnotherRegion": "notFound" },
  { "bedrock.texts": "reworded" },
];

describe.each(ALTERNATIVES)("where AWS is %j", (assumptions) => {
  beforeEach(() => begin(assumptions));

  it("an agreement is made, found again, made anew where it was revoked, and cancelled", async () => {
    expect(await agreement.up(args)).toBe("create");
    await nextRun();
    expect(await agreement.refresh()).toEqual({});
    expect(await agreement.up(args)).toBe("same");
    emulator.incidents.agreementRevoked(place);
    expect(await agreement.refresh()).toMatchObject({ agreementStatus: {} });
    expect(await agreement.up(args)).toBe("update");
    expect(agreement.outputs).toMatchObject({ adopted: false, agreementStatus: "AVAILABLE" });
    await nextRun();
    await agreement.destroy();
    expect(carriedOut(CANCEL)).toHaveLength(1);
  });

  it("another offer is taken after the first one has gone", async () => {
    await agreement.up({ modelId: TWO_OFFERS });
    await nextRun();
    expect(await agreement.up({ modelId: TWO_OFFERS, offerId: "offer-jambaprivate" })).toBe("replace");
    expect(agreement.outputs).toMatchObject({ adopted: false, offerId: "offer-jambaprivate" });
  });

  it("a destroy of what is gone already succeeds", async () => {
    await agreement.up(args);
    emulator.incidents.agreementRevoked(place);
    await nextRun();
    await agreement.destroy();
    expect(agreement.state).toBeUndefined();
  });

  it("a model that needs no agreement is told, and left alone by a destroy", async () => {
    await agreement.up({ modelId: FIRST_PARTY, deletionPolicy: "delete" });
    expect(agreement.outputs).toMatchObject({ required: false, adopted: false });
    await nextRun();
    await agreement.destroy();
    expect(carriedOut(CANCEL)).toEqual([]);
  });

  it("a model of another Region is an error before anything is changed", async () => {
    const llama = { modelId: "meta.llama3-1-8b-instruct-v1:0", region: "eu-west-1" };
    await expect(agreement.up(llama)).rejects.toThrow(/model (is not available|identifier is invalid)/);
    expect(agreement.state).toBeUndefined();
    expect(writes(emulator)).toEqual([]);
  });
});

describe("an agreement that a stranger makes at the same moment", () => {
  it.each<[string, Record<string, string>]>([
    ["in another code", { "bedrock.alreadyExists": "ConflictException" }],
    ["in the known words", {}],
  ])("is adopted, told %s", async (_how, assumptions) => {
    await begin(assumptions);
    emulator.faults.add({ target: { operation: ACCEPT }, effect: { kind: "latency", milliseconds: 200 } });
    const ours = agreement.up({ ...args, __timeouts: { create: 4 } });
    await until(() => emulator.requests.all().some(({ operation }) => operation.endsWith("AgreementOffers")));
    emulator.incidents.agreementAccepted(place);
    await ours;
    expect(agreement.outputs).toMatchObject({ adopted: true, agreementStatus: "AVAILABLE" });
  });

  it("is adopted whatever the words are, since it can be seen", async () => {
    emulator.faults.add({
      target: { operation: ACCEPT },
      effect: { kind: "refusal", code: "ValidationException", status: 400, message: "No." },
    });
    emulator.requests.listen(({ operation }) => {
      if (operation.endsWith("AgreementOffers")) emulator.incidents.agreementAccepted(place);
    });
    await agreement.up(args);
    expect(agreement.outputs).toMatchObject({ adopted: true, agreementStatus: "AVAILABLE" });
  });
});

describe("a cancellation that is refused in words nobody has seen", () => {
  const refuse = (code: string) =>
    emulator.faults.add({
      target: { operation: CANCEL },
      effect: { kind: "refusal", code, status: 400, message: "No." },
    });

  it.each(["ValidationException", "ConflictException"])(
    "(%s) is enough where nothing is there",
    async (code) => {
      await agreement.up(args);
      emulator.incidents.agreementRevoked(place);
      await nextRun();
      refuse(code);
      await agreement.destroy();
      expect(agreement.state).toBeUndefined();
    },
  );

  it("is an error with these words where the agreement is there", async () => {
    await agreement.up(args);
    await nextRun();
    refuse("ValidationException");
    await expect(agreement.destroy()).rejects.toThrow(/^deleting .*: ValidationException: No\./);
    expect(agreement.state).toBeDefined();
  });
});

describe("a token that AWS does not take", () => {
  it.each(["ValidationException", "ConflictException", "ResourceNotFoundException", "AccessDeniedException"])(
    "(%s) ends in AWS's own words, and nothing is kept",
    async (code) => {
      const other: Record<string, string> =
        code === "ValidationException" ? {} : { "bedrock.staleToken": code };
      await begin(other, { timing: { agreement: { offerTokenSeconds: 0 } } });
      await expect(agreement.up({ ...args, __timeouts: { create: 0.5 } })).rejects.toThrow(
        /The provided offer token is invalid or has expired/,
      );
      expect(agreement.state).toBeUndefined();
    },
  );
});

describe("an agreement in ERROR", () => {
  it("that is made anew nowhere keeps its state, and a destroy clears it", async () => {
    await begin({ "bedrock.retryAfterError": "refused" });
    await agreement.up(args);
    emulator.incidents.agreementFails(place, "INVALID_PAYMENT_INSTRUMENT: card expired");
    await nextRun();
    await agreement.refresh();
    await expect(agreement.up(args)).rejects.toThrow(
      /already exists\n {2}An agreement that failed seems to be/,
    );
    expect(agreement.outputs).toMatchObject({ adopted: false, agreementStatus: "ERROR" });
    await nextRun();
    await agreement.destroy();
    expect(carriedOut(CANCEL)).toHaveLength(1);
  });
});

describe("an answer that lacks a member", () => {
  it("is never taken for an agreement that is gone", async () => {
    await agreement.up(args);
    for (const [lacks, change] of [
      ["status", { agreementAvailability: {} }],
      ["regionAvailability", { regionAvailability: undefined }],
    ] as const) {
      const altered = await startAltered(emulator, (path, answer) =>
        path.includes("availability") ? { ...answer, ...change } : undefined,
      );
      agreement.on(await Host.start(configFor(altered)));
      await expect(agreement.refresh()).rejects.toThrow(`GetFoundationModelAvailability lacks ${lacks}`);
      expect(agreement.state).toBeDefined();
      await altered.close();
    }
  });
});

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("what was waited for has not happened");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
