import * as pulumi from "@pulumi/pulumi";
import { afterEach, describe, expect, it } from "@jest/globals";

import { defaultWorld, type ManualClock, RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import { getModelAgreementEvidence, getModelAgreementEvidenceOutput } from "#provider/index";
import {
  ACCOUNT,
  type Emulator,
  FIRST_PARTY,
  MEMBER,
  REGION,
  startStill,
  THIRD_PARTY,
  TWO_OFFERS,
} from "../support/emulator/emulated";
import { grantByHand, PRODUCT, subscribe } from "../support/aws/grants";
import { configFor, Host, type Managed } from "../support/hosts/host";

const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };
const modelId = THIRD_PARTY;
const OFFER = "offer-cohcommandr";

let emulator: Emulator & { clock: ManualClock };
afterEach(() => emulator.close());

async function start(world: WorldFile = {}): Promise<void> {
  emulator = await startStill({ world });
  pulumi.runtime.setAllConfig({ ...configFor(emulator), "aws:maxRetries": "0" });
}

describe("the evidence of an agreement", () => {
  it("is which agreement, when, which text, which product and which licence, and no signed address", async () => {
    await start();
    emulator.incidents.agreementAccepted(place, OFFER);
    emulator.clock.tick(3600);
    const evidence = await getModelAgreementEvidence({ modelId });
    expect(evidence).toMatchObject({
      ...{ modelId, accountId: ACCOUNT, evidence: "found", satisfiedBy: "agreement" },
      agreement: {
        agreementId: expect.stringMatching(/^agmt-/),
        status: "ACTIVE",
        acceptanceTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        offerId: "offer-cohcommandr",
        productId: PRODUCT,
        licenseArn: expect.stringMatching(/^arn:aws:license-manager::\d{12}:license:l-/),
        entitlementStatus: "PROVISIONED",
      },
    });
    const [document] = evidence.agreement!.documents;
    expect(document).toMatchObject({
      type: expect.stringMatching(/Eula$/),
      url: expect.stringMatching(/^https?:/),
    });
    expect(JSON.stringify(evidence)).not.toMatch(/[?&]X-Amz|Signature|Token/);
  });

  it("is found by the product as well, where somebody knows it", async () => {
    await start();
    emulator.incidents.agreementAccepted(place, OFFER);
    emulator.clock.tick(3600);
    const evidence = await getModelAgreementEvidence({ modelId, productId: PRODUCT });
    expect(evidence).toMatchObject({ evidence: "found", agreement: { productId: PRODUCT } });
    expect(await getModelAgreementEvidence({ modelId, productId: "prod-other" })).toMatchObject({
      evidence: "none",
    });
  });

  it("is that of the newest agreement in force, whatever there was before", async () => {
    const before = { account: ACCOUNT, modelId, acceptanceTime: "2025-01-01T00:00:00Z" };
    const later = { ...before, acceptanceTime: "2025-06-01T00:00:00Z" };
    await start({ agreements: [{ ...before, status: "EXPIRED" }, later, before] });
    const { agreement } = await getModelAgreementEvidence({ modelId });
    expect(agreement?.acceptanceTime).toBe("2025-06-01T00:00:00.000Z");
  });

  it("is none where nothing is in force, and not required where nothing has to be accepted", async () => {
    await start();
    expect(await getModelAgreementEvidence({ modelId })).toEqual({
      ...{ modelId, accountId: ACCOUNT, evidence: "none", satisfiedBy: "unknown" },
    });
    expect(await getModelAgreementEvidence({ modelId: FIRST_PARTY })).toEqual({
      ...{ modelId: FIRST_PARTY, accountId: ACCOUNT, evidence: "not required", satisfiedBy: "none required" },
    });
  });

  it("is not permitted where the caller may not search, and partial where it may not read all", async () => {
    await start();
    emulator.incidents.agreementAccepted(place, OFFER);
    emulator.clock.tick(3600);
    const deny = (operation: string) =>
      emulator.faults.add({
        target: { operation },
        effect: { kind: "refusal", code: "AccessDeniedException", status: 400, message: "no" },
      });
    deny("GetAgreementTerms");
    expect((await getModelAgreementEvidence({ modelId })).agreement).toMatchObject({
      documents: [],
      productId: PRODUCT,
    });
    deny("SearchAgreements");
    expect(await getModelAgreementEvidence({ modelId })).toMatchObject({
      evidence: "not permitted",
      satisfiedBy: "unknown",
    });
  });

  it("of a member that lives from a grant is none, and the grant is what satisfies it: for that model alone", async () => {
    await start();
    subscribe(emulator);
    emulator.clock.tick(90);
    const arn = await grantByHand(emulator);
    emulator.clock.tick(90);
    pulumi.runtime.setAllConfig({ ...configFor(emulator, MEMBER), "aws:maxRetries": "0" });
    const satisfiedBy = async (of: { modelId: string; productId?: string }) =>
      (await getModelAgreementEvidence(of)).satisfiedBy;
    expect(await satisfiedBy({ modelId })).toBe("grant");
    expect(await satisfiedBy({ modelId, productId: PRODUCT })).toBe("grant");
    expect(await satisfiedBy({ modelId: TWO_OFFERS })).toBe("unknown");
    emulator.incidents.grantDeactivated(place, arn);
    expect(await satisfiedBy({ modelId })).toBe("unknown");
  });

  it("is an output where its arguments are some", async () => {
    await start();
    const output = getModelAgreementEvidenceOutput({ modelId: pulumi.output(modelId) });
    const value = await new Promise((resolve) => void output.apply(resolve));
    expect(value).toMatchObject({ evidence: "none" });
  });
});

describe("a ModelAgreement", () => {
  const SEARCH = "SearchAgreements";
  let host: Host;
  let agreement: Managed;

  async function begin(world: WorldFile = {}, speed = 3600): Promise<void> {
    emulator = (await startEmulator({ clock: new RunningClock(speed), world })) as typeof emulator;
    await nextRun();
    agreement = host.resource("ModelAgreement");
  }
  async function nextRun(config: Record<string, unknown> = {}): Promise<void> {
    host = await Host.start({ ...configFor(emulator), ...config } as Record<string, string>);
    emulator.requests.clear();
  }
  const searches = () => emulator.requests.all().filter(({ operation }) => operation === SEARCH).length;

  it("that was made tells the evidence, and a refresh adds the licence once there is one", async () => {
    await begin({ timing: { marketplace: { licenseAfterSeconds: 100_000 } } });
    await agreement.up({ modelId });
    expect(agreement.outputs).toMatchObject({
      ...{ evidence: "found", satisfiedBy: "agreement", adopted: false },
      marketplaceAgreement: { productId: PRODUCT, status: "ACTIVE", offerId: OFFER },
    });
    expect(agreement.outputs["marketplaceAgreement"]).not.toHaveProperty("licenseArn");
    emulator.clock.tick(100_000);
    await nextRun();
    expect(await agreement.on(host).refresh()).toEqual({});
    expect(agreement.outputs["marketplaceAgreement"]).toHaveProperty("licenseArn");
    // Now there is nothing more to learn.
    await nextRun();
    expect(await agreement.on(host).refresh()).toEqual({});
    expect(searches()).toBe(0);
    expect(await agreement.up({ modelId })).toBe("same");
  });

  it("that was adopted asks once whether it lives from a grant, and goes on without an answer", async () => {
    await start();
    subscribe(emulator);
    emulator.clock.tick(90);
    await grantByHand(emulator);
    emulator.clock.tick(90);
    emulator.faults.add({
      target: { operation: "ListReceivedGrants" },
      effect: { kind: "refusal", code: "InternalServerException", status: 500 },
    });
    host = await Host.start(configFor(emulator, MEMBER));
    agreement = host.resource("ModelAgreement");
    await agreement.up({ modelId });
    expect(agreement.outputs).toMatchObject({ adopted: true, evidence: "not readable" });
    const asked = emulator.requests.all().filter(({ operation }) => operation === "ListReceivedGrants");
    expect(asked).toHaveLength(1);
  });

  it("that was adopted knows its offer and its terms, where only one can have been accepted", async () => {
    await begin();
    emulator.incidents.agreementAccepted(place, OFFER);
    await agreement.up({ modelId });
    expect(agreement.outputs).toMatchObject({
      ...{ adopted: true, evidence: "found", offerId: OFFER },
      terms: { legalTerm: { document: expect.stringMatching(/\.pdf$/) } },
    });
  });

  it("that was adopted knows no terms that are not on offer any more, and no offer where there were two", async () => {
    await begin();
    emulator.incidents.agreementAccepted(place, OFFER);
    emulator.incidents.documentChanged(place, OFFER, { name: "command-r-2026-09-01.pdf" });
    await agreement.up({ modelId });
    expect(agreement.outputs).toMatchObject({ adopted: true, offerId: OFFER });
    expect(agreement.outputs).not.toHaveProperty("terms");
    await emulator.close();
    const before = { account: ACCOUNT, modelId, acceptanceTime: "2025-01-01T00:00:00Z" };
    await begin({ agreements: [before, { ...before, acceptanceTime: "2025-06-01T00:00:00Z" }] });
    await agreement.up({ modelId });
    expect(agreement.outputs).toMatchObject({ adopted: true, evidence: "found" });
    expect(agreement.outputs).not.toHaveProperty("offerId");
  });

  it.each([
    ["the grant is what satisfies it", undefined, "grant"],
    ["nobody can tell, where the caller may not see grants", "AuthorizationException", "unknown"],
  ])(
    "that is adopted by a member and lives from a grant has no evidence, and %s",
    async (_what, code, satisfiedBy) => {
      await begin();
      subscribe(emulator);
      emulator.clock.tick(90);
      await grantByHand(emulator);
      emulator.clock.tick(90);
      await nextRun(configFor(emulator, MEMBER));
      const refusal = { kind: "refusal", code: code!, status: 400 } as const;
      if (code !== undefined)
        emulator.faults.add({ target: { operation: "ListReceivedGrants" }, effect: refusal });
      await agreement.on(host).up({ modelId });
      expect(agreement.outputs).toMatchObject({ adopted: true, evidence: "none", satisfiedBy });
    },
  );

  it.each([
    ["AccessDeniedException", "not permitted"],
    ["InternalServiceException", "not readable"],
    ["ThrottlingException", "not readable"],
  ])("is made and read all the same when AWS Marketplace answers %s: %s", async (code, evidence) => {
    await begin();
    emulator.faults.add({ target: { operation: SEARCH }, effect: { kind: "refusal", code, status: 400 } });
    expect(await agreement.up({ modelId })).toBe("create");
    expect(agreement.outputs).toMatchObject({ agreementStatus: "AVAILABLE", evidence });
    // It was not worth a second question.
    expect(searches()).toBe(1);
    await nextRun();
    expect(await agreement.on(host).refresh()).toEqual({});
    expect(await agreement.up({ modelId })).toBe("same");
  });

  it("asks AWS Marketplace nothing where only Bedrock's calls go somewhere else", async () => {
    await begin();
    const endpoints = JSON.stringify([{ bedrock: emulator.url, sts: emulator.url }]);
    await nextRun({ "aws:endpoints": endpoints });
    await agreement.on(host).up({ modelId });
    expect(agreement.outputs).toMatchObject({ agreementStatus: "AVAILABLE", evidence: "not readable" });
    expect(searches()).toBe(0);
  });

  it("of a model without an agreement says so, and one that is revoked has no evidence", async () => {
    await begin();
    await agreement.up({ modelId: FIRST_PARTY });
    expect(agreement.outputs).toMatchObject({ satisfiedBy: "none required" });
    expect(searches()).toBe(0);
    const other = host.resource("ModelAgreement", "other");
    await other.up({ modelId });
    emulator.incidents.agreementRevoked(place);
    await nextRun();
    await other.on(host).refresh();
    expect(other.outputs["agreementStatus"]).toBe("NOT_AVAILABLE");
    expect(other.outputs).not.toHaveProperty("marketplaceAgreement");
    expect(other.outputs).toHaveProperty("terms");
  });

  it.each([
    ["INVALID_PAYMENT_INSTRUMENT", "add a valid payment method"],
    ["PRODUCT_RESTRICTED", "A person has to settle this with AWS Marketplace"],
  ] as const)(
    "that fails without a word of Bedrock's says why AWS Marketplace does: %s",
    async (reason, advice) => {
      await begin();
      await agreement.up({ modelId });
      emulator.incidents.entitlementFails(place, reason);
      await nextRun();
      const drift = await agreement.on(host).refresh();
      expect(Object.keys(drift!).sort()).toEqual(["agreementErrorMessage", "agreementStatus"]);
      expect(agreement.outputs["agreementErrorMessage"]).toBe(
        `AWS Marketplace says of the entitlement: ${reason}`,
      );
      await emulator.close();
      await begin({
        accounts: {
          ...defaultWorld.accounts,
          [ACCOUNT]: { ...defaultWorld.accounts[ACCOUNT], entitlementFailure: reason },
        },
      });
      await expect(agreement.up({ modelId })).rejects.toThrow(
        new RegExp(`it became ERROR[^]*says of the entitlement: ${reason}[^]*${advice}`),
      );
    },
  );
});
