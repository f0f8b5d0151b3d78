import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { type EmulatorOptions, RunningClock, startEmulator } from "#emulator/index";
import {
  ACCOUNT,
  type Emulator,
  FIRST_PARTY,
  MEMBER,
  NEEDS_FORM,
  OUTSIDER,
  REGION,
  THIRD_PARTY,
  TWO_OFFERS,
  writes,
} from "../support/emulator/emulated";
import { configFor, Host, type Managed } from "../support/hosts/host";

/** One emulated minute passes in 50 ms. */
const SPEED = 1200;

const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };
const args = { modelId: THIRD_PARTY };

let emulator: Emulator;
let host: Host;
let agreement: Managed;

async function start(options: EmulatorOptions = {}, account = ACCOUNT): Promise<void> {
  await stop();
  emulator = await startEmulator({ clock: new RunningClock(SPEED), ...options });
  host = await Host.start(configFor(emulator, account));
  agreement = host.resource("ModelAgreement");
}

async function stop(): Promise<void> {
  // The first test has nothing to stop yet.
  await (host as Host | undefined)?.stop();
  await (emulator as Emulator | undefined)?.close();
}

/** Ends the run and begins another one, as two commands would. */
async function nextRun(config: Record<string, string> = configFor(emulator)): Promise<void> {
  await host.stop();
  host = await Host.start(config);
  agreement.on(host);
}

const operations = (): string[] => emulator.requests.all().map(({ operation }) => operation);

beforeEach(() => start());
afterAll(stop);

describe("create", () => {
  it("accepts the offer and waits until the agreement is AVAILABLE", async () => {
    expect(await agreement.up(args)).toBe("create");
    expect(agreement.state!.id).toBe(`${ACCOUNT}/${REGION}/${THIRD_PARTY}`);
    expect(agreement.outputs).toMatchObject({
      modelId: THIRD_PARTY,
      agreementStatus: "AVAILABLE",
      authorizationStatus: "AUTHORIZED",
      entitlementAvailability: "AVAILABLE",
      regionAvailability: "AVAILABLE",
      required: true,
      adopted: false,
      accountId: ACCOUNT,
      region: REGION,
      offerId: "offer-cohcommandr",
    });
    expect(writes(emulator)).toEqual(["CreateFoundationModelAgreement"]);
  });

  it("records the terms as they were accepted, without what AWS signs anew each time", async () => {
    await agreement.up(args);
    expect(agreement.outputs["terms"]).toEqual({
      legalTerm: {
        url: `${emulator.url}/legal-documents/eula/command-r-2024-11-01.pdf`,
        document: "command-r-2024-11-01.pdf",
      },
      supportTerm: { refundPolicyDescription: "All fees are non-refundable, except as required by law." },
      usageBasedPricingTerm: {
        rateCard: [
          {
            dimension: "USE1_InputTokenCount",
            price: "0.50",
            description: expect.any(String),
            unit: "Units",
          },
          {
            dimension: "USE1_OutputTokenCount",
            price: "1.50",
            description: expect.any(String),
            unit: "Units",
          },
        ],
      },
    });
  });

  it("shows the pending status and its time at the resource while it waits, and leaves nothing of it", async () => {
    await start({ world: { timing: { agreement: { availableAfterSeconds: 600 } } } });
    await agreement.up(args);
    const shown = host.logs.filter(({ ephemeral }) => ephemeral);
    expect(shown.map(({ message }) => message)).toContainEqual(expect.stringMatching(/^PENDING \d+ s$/));
    expect(shown.at(-1)!.message).toBe("");
    expect(new Set(shown.map(({ urn }) => urn))).toEqual(new Set([agreement.urn]));
  });

  it("keeps waiting while NOT_AVAILABLE is read right after the create", async () => {
    await start({
      world: { timing: { agreement: { visibleAfterSeconds: 300, availableAfterSeconds: 360 } } },
    });
    await agreement.up(args);
    expect(agreement.outputs["agreementStatus"]).toBe("AVAILABLE");
  });

  it("adopts an agreement that is there, and changes nothing", async () => {
    emulator.incidents.agreementAccepted(place);
    await agreement.up(args);
    expect(agreement.outputs).toMatchObject({ adopted: true, required: true, agreementStatus: "AVAILABLE" });
    expect(agreement.outputs).not.toHaveProperty("offerId");
    expect(agreement.outputs).not.toHaveProperty("terms");
    expect(writes(emulator)).toEqual([]);
  });

  it("refuses an agreement that is there with onExisting: fail, and says what adopts it", async () => {
    emulator.incidents.agreementAccepted(place);
    await expect(agreement.up({ ...args, onExisting: "fail" })).rejects.toThrow(
      /^creating Bedrock model agreement \(cohere\.command-r-v1:0\): an agreement exists already[^]*onExisting: "adopt"/,
    );
    expect(agreement.state).toBeUndefined();
  });

  it("adopts an agreement that somebody else makes at the same moment", async () => {
    // Between our look and our create: the look is answered late, and by then the agreement is there.
    emulator.faults.add({
      target: { operation: "CreateFoundationModelAgreement" },
      effect: { kind: "latency", milliseconds: 200 },
    });
    const ours = agreement.up(args);
    await until(() => operations().includes("ListFoundationModelAgreementOffers"));
    emulator.incidents.agreementAccepted(place);
    await ours;
    expect(agreement.outputs).toMatchObject({ adopted: true, agreementStatus: "AVAILABLE" });
  });

  it("waits for an agreement that is PENDING already", async () => {
    emulator.incidents.agreementReads(place, "PENDING");
    const ours = agreement.up(args);
    await until(() => operations().filter((name) => name === "GetFoundationModelAvailability").length > 3);
    emulator.incidents.agreementReads(place, "AVAILABLE");
    await ours;
    expect(agreement.outputs).toMatchObject({ adopted: true, agreementStatus: "AVAILABLE" });
    expect(writes(emulator)).toEqual([]);
  });

  it("waits out a status that nobody has documented", async () => {
    emulator.incidents.agreementReads(place, "IN_PROGRESS");
    const ours = agreement.up(args);
    await until(() => operations().filter((name) => name === "GetFoundationModelAvailability").length > 3);
    emulator.incidents.agreementReads(place, undefined);
    emulator.incidents.agreementAccepted(place);
    await ours;
    expect(agreement.outputs["agreementStatus"]).toBe("AVAILABLE");
  });

  it("accepts anew once a cancellation that is under way has come to its end", async () => {
    await start({ world: { timing: { agreement: { cancelAfterSeconds: 600 } } } });
    await agreement.up(args);
    const other = await Host.start(configFor(emulator));
    const doomed = other.resource("ModelAgreement");
    doomed.state = structuredClone(agreement.state);
    // It may never see the moment in which nothing is there.
    void doomed
      .on(other)
      .destroy()
      .catch(() => undefined);
    await until(() => writes(emulator).includes("DeleteFoundationModelAgreement"));
    await nextRun();
    const again = host.resource("ModelAgreement", "again");
    await again.up(args);
    expect(again.outputs).toMatchObject({ adopted: false, agreementStatus: "AVAILABLE" });
    expect(writes(emulator)).toEqual([
      "CreateFoundationModelAgreement",
      "DeleteFoundationModelAgreement",
      "CreateFoundationModelAgreement",
    ]);
  });

  it("says of a model that needs no agreement that none is required", async () => {
    await agreement.up({ modelId: FIRST_PARTY });
    expect(agreement.outputs).toMatchObject({
      modelId: FIRST_PARTY,
      required: false,
      adopted: false,
      agreementStatus: "AVAILABLE",
    });
    expect(writes(emulator)).toEqual([]);
  });

  it("calls the Region the resource names, and no other", async () => {
    await agreement.up({ ...args, region: "eu-west-1" });
    expect(agreement.state!.id).toBe(`${ACCOUNT}/eu-west-1/${THIRD_PARTY}`);
    const bedrock = emulator.requests.all().filter(({ service }) => service === "bedrock");
    expect(new Set(bedrock.map(({ region }) => region))).toEqual(new Set(["eu-west-1"]));
  });

  it("assumes the resource's own role and makes the agreement in that role's account", async () => {
    const assumeRole = { roleArn: `arn:aws:iam::${MEMBER}:role/model-access-deployer` };
    await agreement.up({ ...args, assumeRole });
    expect(agreement.outputs["accountId"]).toBe(MEMBER);
    expect(emulator.requests.all().find(({ access }) => access === "write")?.account).toBe(MEMBER);
  });

  it("fails fast with AWS's message and the next step when the account cannot pay, and keeps what there is", async () => {
    await start({ world: { timing: { agreement: { errorAfterSeconds: 60 } } } }, OUTSIDER);
    await expect(agreement.up(args)).rejects.toThrow(
      /waiting for Bedrock model agreement \(cohere\.command-r-v1:0\) to be AVAILABLE: it became ERROR\n {2}INVALID_PAYMENT_INSTRUMENT[^]*add a valid payment method/,
    );
    expect(agreement.state).toMatchObject({
      id: `${OUTSIDER}/${REGION}/${THIRD_PARTY}`,
      outputs: {
        agreementStatus: "ERROR",
        agreementErrorMessage: expect.stringContaining("INVALID_PAYMENT_INSTRUMENT") as unknown,
        adopted: false,
      },
    });
  });

  it("keeps waiting while the message of an earlier failure is still shown", async () => {
    await agreement.up(args);
    emulator.incidents.agreementFails(place, "INVALID_PAYMENT_INSTRUMENT: earlier");
    await agreement.refresh();
    await nextRun();
    expect(await agreement.up(args)).toBe("update");
    expect(agreement.outputs).toMatchObject({ agreementStatus: "AVAILABLE", adopted: false });
    expect(agreement.outputs).not.toHaveProperty("agreementErrorMessage");
  });

  it("names the form that the provider of the model wants first", async () => {
    await expect(agreement.up({ modelId: NEEDS_FORM })).rejects.toThrow(
      /AccessDeniedException: You have not filled out the request form[^]*first-use form/,
    );
    expect(agreement.state).toBeUndefined();
  });

  it("says that a model is not in the Region", async () => {
    const llama = { modelId: "meta.llama3-1-8b-instruct-v1:0", region: "eu-west-1" };
    await expect(agreement.up(llama)).rejects.toThrow(
      /the model is not available in eu-west-1\n {2}aws bedrock list/,
    );
    expect(writes(emulator)).toEqual([]);
  });

  it("keeps an agreement whose account is not authorized, and says so", async () => {
    emulator.incidents.availabilityReads(place, { authorizationStatus: "NOT_AUTHORIZED" });
    await expect(agreement.up(args)).rejects.toThrow(
      /is made, but authorizationStatus is NOT_AUTHORIZED[^]*requireAuthorized: false/,
    );
    expect(agreement.outputs).toMatchObject({
      agreementStatus: "AVAILABLE",
      authorizationStatus: "NOT_AUTHORIZED",
    });
    emulator.incidents.availabilityReads(place, {});
    expect(await agreement.up(args)).toBe("update");
    expect(writes(emulator)).toEqual(["CreateFoundationModelAgreement"]);
  });
});

describe("choosing an offer", () => {
  const jamba = { modelId: TWO_OFFERS };

  it("takes the only public offer", async () => {
    await agreement.up(jamba);
    expect(agreement.outputs["offerId"]).toBe("offer-jambapublic");
  });

  it("wants a decision where several are open, and names them", async () => {
    await expect(agreement.up({ ...jamba, offerType: "ALL" })).rejects.toThrow(
      /2 offers are open to this account; choose one with offerId: offer-jambapublic, offer-jambaprivate/,
    );
    expect(writes(emulator)).toEqual([]);
  });

  it("finds a private offer by its id", async () => {
    await agreement.up({ ...jamba, offerId: "offer-jambaprivate" });
    expect(agreement.outputs).toMatchObject({
      offerId: "offer-jambaprivate",
      terms: { usageBasedPricingTerm: { rateCard: [{ price: "1.60" }, { price: "6.40" }] } },
    });
  });

  it("says which offers there are when the one asked for is not among them", async () => {
    await expect(agreement.up({ ...jamba, offerId: "offer-gone" })).rejects.toThrow(
      /there is no offer offer-gone; open to this account: offer-jambapublic, offer-jambaprivate/,
    );
  });

  it("says that no offer is open to the account", async () => {
    const { models } = emulator.world;
    const { [TWO_OFFERS]: model } = models;
    const onlyPrivate = { ...model!, offers: model!.offers.filter(({ type }) => type === "PRIVATE") };
    await start({ world: { models: { ...models, [TWO_OFFERS]: onlyPrivate } } });
    await expect(agreement.up(jamba)).rejects.toThrow(/no offer is open to this account \(offerType: "ALL"/);
  });

  it("warns when the agreement that is there may come from another offer", async () => {
    emulator.incidents.agreementAccepted({ ...place, modelId: TWO_OFFERS });
    await agreement.up({ ...jamba, offerId: "offer-jambaprivate" });
    expect(host.warnings()).toEqual([
      expect.stringContaining("offer-jambaprivate of ai21.jamba-1-5-large-v1:0 was not accepted"),
    ]);
    await nextRun();
    expect(await agreement.up({ ...jamba, offerId: "offer-jambaprivate" })).toBe("same");
  });

  it("replaces the agreement when another offer is asked for, the old one first", async () => {
    await agreement.up(jamba);
    await nextRun();
    expect(await agreement.up({ ...jamba, offerId: "offer-jambaprivate" })).toBe("replace");
    expect(agreement.outputs["offerId"]).toBe("offer-jambaprivate");
    expect(writes(emulator)).toEqual([
      "CreateFoundationModelAgreement",
      "DeleteFoundationModelAgreement",
      "CreateFoundationModelAgreement",
    ]);
  });

  it("replaces nothing when the offer asked for is the one that was accepted", async () => {
    await agreement.up(jamba);
    await nextRun();
    expect(await agreement.up({ ...jamba, offerId: "offer-jambapublic" })).toBe("update");
    expect(writes(emulator)).toEqual(["CreateFoundationModelAgreement"]);
  });
});

describe("a second run", () => {
  it("finds no change although every listing mints another token, and asks AWS nothing", async () => {
    await agreement.up(args);
    await nextRun();
    emulator.requests.clear();
    expect(await agreement.up(args)).toBe("same");
    expect(operations()).toEqual([]);
  });

  it("needs no credentials while nothing has changed", async () => {
    await agreement.up(args);
    const { "aws:accessKey": _k, "aws:secretKey": _s, ...without } = configFor(emulator);
    await nextRun(without);
    expect(await agreement.preview(args)).toBe("same");
  });

  it.each([
    [{ deletionPolicy: "retain" }, "update"],
    [{ onExisting: "fail" }, "update"],
    [{ offerType: "ALL" }, "update"],
    [{ region: "us-west-2" }, "replace"],
    [{ modelId: TWO_OFFERS }, "replace"],
    [{ assumeRole: { roleArn: `arn:aws:iam::${MEMBER}:role/model-access-deployer` } }, "replace"],
  ])("with %j would %s", async (changed, did) => {
    await agreement.up(args);
    await nextRun();
    expect(await agreement.preview({ ...args, ...changed })).toBe(did);
  });

  it("updates nothing in AWS when only a policy of ours has changed", async () => {
    await agreement.up(args);
    await nextRun();
    expect(await agreement.up({ ...args, deletionPolicy: "retain" })).toBe("update");
    expect(agreement.outputs).toMatchObject({
      deletionPolicy: "retain",
      adopted: false,
      offerId: "offer-cohcommandr",
    });
    expect(writes(emulator)).toEqual(["CreateFoundationModelAgreement"]);
  });

  it("shows a changed Region of the configuration as a replacement", async () => {
    await agreement.up(args);
    await nextRun({ ...configFor(emulator), "aws:region": "us-west-2" });
    expect(await agreement.preview(args)).toBe("replace");
  });
});

const scoped = (scope: "region" | "account"): Record<string, string> =>
  scope === "region" ? { "bedrock.agreementScope": scope } : {};

describe.each(["region", "account"] as const)("where an agreement holds for the %s", (agreementScope) => {
  it("a move to another Region leaves the model usable there", async () => {
    await start({ world: { assumptions: scoped(agreementScope) } });
    await agreement.up(args);
    await nextRun();
    expect(await agreement.up({ ...args, region: "eu-west-1" })).toBe("replace");
    expect(agreement.outputs).toMatchObject({ agreementStatus: "AVAILABLE", adopted: false });
    expect(writes(emulator)).not.toContain("DeleteFoundationModelAgreement");
    await nextRun();
    expect(await agreement.refresh()).toEqual({});
  });
});

describe("refresh", () => {
  it("finds nothing while nothing has changed, with one call to Bedrock once the licence is known", async () => {
    await agreement.up(args);
    emulator.clock.tick(300);
    await nextRun();
    await agreement.refresh();
    await nextRun();
    emulator.requests.clear();
    expect(await agreement.refresh()).toEqual({});
    expect(operations()).toEqual(["GetCallerIdentity", "GetFoundationModelAvailability"]);
  });

  it.each([
    ["agreementStatus", "ERROR"],
    ["agreementStatus", "PENDING"],
    ["agreementStatus", "IN_PROGRESS"],
    ["authorizationStatus", "NOT_AUTHORIZED"],
    ["entitlementAvailability", "NOT_AVAILABLE"],
    ["regionAvailability", "NOT_AVAILABLE"],
  ])("shows %s: %s as a change of that very property", async (property, value) => {
    await agreement.up(args);
    if (property === "agreementStatus") emulator.incidents.agreementReads(place, value);
    else emulator.incidents.availabilityReads(place, { [property]: value });
    await nextRun();
    expect(await agreement.refresh()).toEqual({ [property]: { diffKind: "update", inputDiff: true } });
    expect(agreement.state!.inputs).toMatchObject({ [property]: value });
    expect(agreement.outputs).toMatchObject({ [property]: value });
  });

  it("keeps a revoked agreement in the state, with its terms, and the next run accepts the same again", async () => {
    await agreement.up(args);
    const { terms } = agreement.outputs;
    emulator.incidents.agreementRevoked(place);
    await nextRun();
    expect(await agreement.refresh()).toEqual({ agreementStatus: { diffKind: "update", inputDiff: true } });
    expect(agreement.outputs).toMatchObject({ agreementStatus: "NOT_AVAILABLE", terms });
    expect(await agreement.up(args)).toBe("update");
    expect(agreement.outputs).toMatchObject({ adopted: false, agreementStatus: "AVAILABLE", terms });
    expect(host.warnings()).toEqual([]);
  });

  it("shows with an ERROR what AWS says about it, and nothing of that once it is repaired", async () => {
    await agreement.up(args);
    emulator.incidents.agreementFails(place, "INVALID_PAYMENT_INSTRUMENT: card expired");
    await nextRun();
    expect(await agreement.refresh()).toEqual({
      agreementStatus: { diffKind: "update", inputDiff: true },
      agreementErrorMessage: { diffKind: "add", inputDiff: true },
    });
    expect(agreement.state!.inputs).toMatchObject({
      agreementErrorMessage: "INVALID_PAYMENT_INSTRUMENT: card expired",
    });
    await nextRun();
    expect(await agreement.up(args)).toBe("update");
    expect(agreement.state!.inputs).not.toHaveProperty("agreementErrorMessage");
    await nextRun();
    expect(await agreement.refresh()).toEqual({});
  });

  it("takes a single NOT_AVAILABLE for one of AWS's contradictions", async () => {
    await agreement.up(args);
    await nextRun();
    emulator.incidents.agreementReads(place, "NOT_AVAILABLE");
    emulator.faults.add({
      target: { operation: "GetFoundationModelAvailability" },
      skip: 1,
      effect: { kind: "latency", milliseconds: 100 },
    });
    const refreshed = agreement.refresh();
    await until(() => emulator.requests.all().at(-1)?.operation === "GetFoundationModelAvailability");
    emulator.incidents.agreementReads(place, undefined);
    expect(await refreshed).toEqual({});
  });

  it.each([
    ["AccessDeniedException", 403],
    ["ValidationException", 400],
    ["ThrottlingException", 429],
    ["InternalServerException", 500],
  ])("fails on %s and keeps the state", async (code, status) => {
    await agreement.up(args);
    await nextRun({ ...configFor(emulator), "aws:maxRetries": "1" });
    emulator.faults.add({
      target: { operation: "GetFoundationModelAvailability" },
      effect: { kind: "refusal", code, status, message: "not now" },
    });
    await expect(agreement.refresh()).rejects.toThrow(
      `reading Bedrock model agreement (${THIRD_PARTY}): ${code}: not now`,
    );
    expect(agreement.state).toBeDefined();
  });

  it("takes AWS's typed not-found for gone", async () => {
    await agreement.up(args);
    await nextRun();
    emulator.faults.add({
      target: { operation: "GetFoundationModelAvailability" },
      effect: { kind: "refusal", code: "ResourceNotFoundException", status: 404 },
    });
    expect(await agreement.refresh()).toBeUndefined();
  });

  it("refuses to look in another account, instead of finding the agreement gone", async () => {
    await agreement.up(args);
    await nextRun(configFor(emulator, MEMBER));
    await expect(agreement.refresh()).rejects.toThrow(
      /refused, because the credentials are of account 444455556666\n {2}The object lives in account 111122223333\. Nothing was read or changed\./,
    );
  });

  it("says of an ERROR that up cannot repair why it cannot", async () => {
    await start({ world: { timing: { agreement: { errorAfterSeconds: 120 } } } }, OUTSIDER);
    emulator.incidents.agreementAccepted({ ...place, account: OUTSIDER });
    await agreement.up(args);
    emulator.incidents.agreementFails(
      { ...place, account: OUTSIDER },
      "INVALID_PAYMENT_INSTRUMENT: card expired",
    );
    await nextRun(configFor(emulator, OUTSIDER));
    await agreement.refresh();
    await expect(agreement.up(args)).rejects.toThrow(/it became ERROR\n {2}INVALID_PAYMENT_INSTRUMENT/);
    await nextRun(configFor(emulator, OUTSIDER));
    expect(await agreement.preview(args)).toBe("update");
  });
});

describe("delete", () => {
  it("cancels what it had accepted and waits until it is gone", async () => {
    await agreement.up(args);
    await nextRun();
    await agreement.destroy();
    expect(writes(emulator)).toEqual(["CreateFoundationModelAgreement", "DeleteFoundationModelAgreement"]);
    await nextRun();
    expect(await agreement.up(args)).toBe("create");
    expect(agreement.outputs["adopted"]).toBe(false);
  });

  it.each([
    ["delete-if-created", true, false],
    ["delete", true, true],
    ["retain", true, false],
    ["delete-if-created", false, true],
    ["delete", false, true],
    ["retain", false, false],
  ])(
    "with %s, of an agreement that was there before: %s, cancels: %s",
    async (deletionPolicy, adopted, cancels) => {
      if (adopted) emulator.incidents.agreementAccepted(place);
      await agreement.up({ ...args, deletionPolicy });
      await nextRun();
      await agreement.destroy();
      expect(writes(emulator).includes("DeleteFoundationModelAgreement")).toBe(cancels);
      expect(host.warnings()).toEqual(
        cancels ? [] : [expect.stringContaining(`kept the agreement for ${THIRD_PARTY}`)],
      );
    },
  );

  it("asks AWS nothing where no agreement was needed", async () => {
    await agreement.up({ modelId: FIRST_PARTY });
    await nextRun();
    emulator.requests.clear();
    await agreement.destroy();
    expect(operations()).toEqual([]);
  });

  it("tries again while AWS says Conflict", async () => {
    await agreement.up(args);
    await nextRun();
    emulator.faults.add({
      target: { operation: "DeleteFoundationModelAgreement" },
      times: 2,
      effect: { kind: "refusal", code: "ConflictException", status: 400 },
    });
    await agreement.destroy();
    expect(writes(emulator).filter((name) => name === "DeleteFoundationModelAgreement")).toHaveLength(3);
  });

  it("succeeds when nothing exists to cancel", async () => {
    await agreement.up(args);
    emulator.incidents.agreementRevoked(place);
    await nextRun();
    await agreement.destroy();
  });

  it("succeeds when AWS does not know the model any more", async () => {
    await agreement.up(args);
    await nextRun();
    emulator.faults.add({
      target: { operation: "DeleteFoundationModelAgreement" },
      effect: { kind: "refusal", code: "ResourceNotFoundException", status: 404 },
    });
    await agreement.destroy();
  });

  it("refuses in another account", async () => {
    await agreement.up(args);
    await nextRun(configFor(emulator, MEMBER));
    await expect(agreement.destroy()).rejects.toThrow(
      /refused, because the credentials are of account 444455556666/,
    );
    expect(writes(emulator)).toEqual(["CreateFoundationModelAgreement"]);
  });
});

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("what was waited for has not happened");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
