import {
  CreateFoundationModelAgreementCommand as Create,
  DeleteFoundationModelAgreementCommand as Delete,
  GetFoundationModelAvailabilityCommand as Look,
  ListFoundationModelAgreementOffersCommand as Offers,
} from "@aws-sdk/client-bedrock";
import {
  type AgreementViewSummary,
  DescribeAgreementCommand as Describe,
  GetAgreementEntitlementsCommand as Entitlements,
  GetAgreementTermsCommand as Terms,
  SearchAgreementsCommand as Search,
  type SearchAgreementsCommandInput,
} from "@aws-sdk/client-marketplace-agreement";
import { afterEach, describe, expect, it } from "@jest/globals";

import { defaultWorld, type ManualClock, type WorldFile } from "#emulator/index";
import {
  ACCOUNT,
  type Emulator,
  MEMBER,
  OUTSIDER,
  REGION,
  startStill,
  THIRD_PARTY,
} from "../support/emulator/emulated";
import { bedrock, marketplace } from "../support/aws/clients";

const PRODUCT = "prod-tukx4z3hrewle";
const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };

let emulator: Emulator & { clock: ManualClock };
afterEach(() => emulator.close());
const start = async (world: WorldFile = {}): Promise<void> => {
  emulator = await startStill({ world });
};
const assuming = (name: string, alternative: string): Promise<void> =>
  start({ assumptions: { [`aws-marketplace.${name}`]: alternative } });

async function accept(account = ACCOUNT): Promise<void> {
  const client = bedrock(emulator, { account });
  const { offers } = await client.send(new Offers({ modelId: THIRD_PARTY }));
  await client.send(new Create({ modelId: THIRD_PARTY, offerToken: offers![0]!.offerToken }));
}
async function inForce(): Promise<AgreementViewSummary> {
  await accept();
  emulator.clock.tick(60);
  return (await search())[0]!;
}
const filtersOf = (filters: Readonly<Record<string, string>>) =>
  Object.entries(filters).map(([name, value]) => ({ name, values: [value] }));
const BUYER = { PartyType: "Acceptor", AgreementType: "PurchaseAgreement" };
const ask = (
  filters: Readonly<Record<string, string>>,
  more: Partial<SearchAgreementsCommandInput> = {},
  account = ACCOUNT,
) =>
  marketplace(emulator, { account }).send(
    new Search({ catalog: "AWSMarketplace", filters: filtersOf(filters), ...more }),
  );
const search = async (filters: Readonly<Record<string, string>> = {}, account = ACCOUNT) =>
  (await ask({ ...BUYER, ...filters }, {}, account)).agreementViewSummaries!;
const entitlementOf = async ({ agreementId }: AgreementViewSummary) =>
  (await marketplace(emulator).send(new Entitlements({ agreementId }))).agreementEntitlements![0]!;
const refusal = (reason: string) => expect.objectContaining({ name: "ValidationException", reason });

describe("an agreement that Bedrock has made", () => {
  it("is found by product, offer and status once it is AVAILABLE, with both parties", async () => {
    await start();
    const before = emulator.clock.now();
    await accept();
    emulator.clock.tick(59);
    expect(await search()).toEqual([]);
    emulator.clock.tick(1);
    const [found] = await search({ ResourceIdentifier: PRODUCT, Status: "ACTIVE" });
    expect(found).toMatchObject({
      agreementId: expect.stringMatching(/^agmt-[a-z0-9]{25}$/) as unknown,
      acceptanceTime: new Date(before),
      acceptor: { accountId: ACCOUNT },
      proposer: { accountId: expect.stringMatching(/^\d{12}$/) as unknown },
      proposalSummary: {
        offerId: "offer-cohcommandr",
        resources: [{ id: PRODUCT, type: "SaaSProduct" }],
      },
      status: "ACTIVE",
    });
    expect(found!.endTime).toBeUndefined();
    expect(await search({ OfferId: "offer-cohcommandr" })).toEqual([found]);
    expect(await search({ OfferId: "offer-of-others" })).toEqual([]);
    expect(await search({}, MEMBER)).toEqual([]);
  });

  it("is described with its terms as they were accepted, without Bedrock's token", async () => {
    await start();
    const { agreementId } = await inForce();
    const client = marketplace(emulator);
    expect(await client.send(new Describe({ agreementId }))).toMatchObject({
      agreementId,
      estimatedCharges: { currencyCode: "USD", agreementValue: "0" },
    });
    const { acceptedTerms } = await client.send(new Terms({ agreementId }));
    expect(acceptedTerms).toMatchObject([
      {
        usageBasedPricingTerm: {
          currencyCode: "USD",
          rateCards: [
            {
              rateCard: [
                { dimensionKey: "USE1_InputTokenCount", price: "0.50" },
                { dimensionKey: "USE1_OutputTokenCount", price: "1.50" },
              ],
            },
          ],
        },
      },
      {
        legalTerm: {
          documents: [
            {
              type: "CustomEula",
              url: expect.stringContaining("command-r-2024-11-01.pdf?X-Amz-") as unknown,
            },
          ],
        },
      },
      { supportTerm: { refundPolicy: expect.stringContaining("non-refundable") as unknown } },
    ]);
    const { acceptedTerms: two, nextToken } = await client.send(new Terms({ agreementId, maxResults: 2 }));
    const rest = await client.send(new Terms({ agreementId, maxResults: 2, nextToken }));
    expect([two!.length, rest.acceptedTerms!.length, rest.nextToken]).toEqual([2, 1, undefined]);
  });

  it("has the version and kind of a standard contract, and an end where the offer has one", async () => {
    const [offer] = defaultWorld.models[THIRD_PARTY].offers;
    const legalTerm = {
      url: "https://legal.example.com/standard.pdf",
      type: "StandardEula",
      version: "2022-07-14",
    } as const;
    const validityTerm = { agreementDuration: "P365D" };
    const termDetails = { ...offer!.termDetails, legalTerm, validityTerm };
    const model = {
      ...defaultWorld.models[THIRD_PARTY],
      productId: undefined,
      sellerAccount: "222233334444",
    };
    await start({ models: { [THIRD_PARTY]: { ...model, offers: [{ ...offer!, termDetails }] } } });
    const { agreementId, proposer, proposalSummary } = await inForce();
    expect(proposer).toEqual({ accountId: "222233334444" });
    expect(proposalSummary!.resources![0]!.id).toMatch(/^prod-[a-z0-9]{13}$/);
    const { acceptedTerms } = await marketplace(emulator).send(new Terms({ agreementId }));
    expect(acceptedTerms).toContainEqual({
      legalTerm: expect.objectContaining({
        documents: [expect.objectContaining({ type: "StandardEula", version: "2022-07-14" })],
      }),
    });
    expect(acceptedTerms).toContainEqual({ validityTerm: expect.objectContaining(validityTerm) });
  });

  it("has its licence a minute and a half later", async () => {
    await start();
    const found = await inForce();
    expect(await entitlementOf(found)).toMatchObject({ status: "PROVISIONED", resource: { id: PRODUCT } });
    emulator.clock.tick(89);
    expect((await entitlementOf(found)).licenseArn).toBeUndefined();
    emulator.clock.tick(1);
    const { licenseArn } = await entitlementOf(found);
    expect(licenseArn).toMatch(/^arn:aws:license-manager::294406891311:license:l-[0-9a-f]{32}$/);
    expect((await search())[0]!.entitlements).toEqual([{ licenseArn }]);
  });

  it("is CANCELLED when Bedrock has let it go, and stays as history when another one is accepted", async () => {
    await start();
    const first = await inForce();
    await bedrock(emulator).send(new Delete({ modelId: THIRD_PARTY }));
    expect(await search({ Status: "ACTIVE" })).toHaveLength(1);
    emulator.clock.tick(20);
    expect(await search()).toMatchObject([
      { agreementId: first.agreementId, status: "CANCELLED", endTime: expect.any(Date) as unknown },
    ]);
    expect(await entitlementOf(first)).toMatchObject({
      status: "DEPROVISIONED",
      statusReasonCode: "AGREEMENT_INACTIVE",
    });
    await accept();
    emulator.clock.tick(60);
    const [active] = await search({ ResourceIdentifier: PRODUCT, Status: "ACTIVE" });
    expect(active!.agreementId).not.toBe(first.agreementId);
    expect((await search({ ResourceIdentifier: PRODUCT })).map(({ status }) => status)).toEqual([
      "CANCELLED",
      "ACTIVE",
    ]);
  });
});

describe("what somebody did by hand", () => {
  it("is an agreement, and ends as one", async () => {
    await start();
    emulator.incidents.agreementAccepted(place, "offer-cohcommandr");
    expect(await search()).toMatchObject([{ status: "ACTIVE" }]);
    emulator.incidents.agreementRevoked(place);
    expect(await search()).toMatchObject([{ status: "CANCELLED" }]);
    emulator.incidents.agreementReads(place, "AVAILABLE");
    expect(await search()).toHaveLength(1);
  });
});

describe("an agreement that came to nothing", () => {
  it("tells of a payment instrument what Bedrock tells, too", async () => {
    await start();
    await accept(OUTSIDER);
    emulator.clock.tick(899);
    expect(await search({}, OUTSIDER)).toEqual([]);
    emulator.clock.tick(1);
    const [{ agreementId } = {}] = await search({}, OUTSIDER);
    const told = await marketplace(emulator, { account: OUTSIDER }).send(new Entitlements({ agreementId }));
    expect(told.agreementEntitlements).toMatchObject([
      { status: "FAILED", statusReasonCode: "INVALID_PAYMENT_INSTRUMENT" },
    ]);
    expect(told.agreementEntitlements![0]!.licenseArn).toBeUndefined();
  });

  it.each([
    [
      "an account",
      async () => {
        const account = {
          ...defaultWorld.accounts[ACCOUNT],
          entitlementFailure: "PRODUCT_RESTRICTED",
        } as const;
        await start({ accounts: { ...defaultWorld.accounts, [ACCOUNT]: account } });
        await accept();
        emulator.clock.tick(60);
      },
    ],
    [
      "an incident",
      async () => {
        await start();
        await inForce();
        emulator.incidents.entitlementFails(place, "PRODUCT_RESTRICTED");
      },
    ],
  ])("for a reason that Bedrock keeps to itself has it in its entitlement: %s", async (_whose, fail) => {
    await fail();
    const { agreementAvailability } = await bedrock(emulator).send(new Look({ modelId: THIRD_PARTY }));
    expect(agreementAvailability).toEqual({ status: "ERROR" });
    const [found] = await search({ Status: "ACTIVE" });
    expect(await entitlementOf(found!)).toMatchObject({
      status: "FAILED",
      statusReasonCode: "PRODUCT_RESTRICTED",
    });
  });

  it("gives way to the next one", async () => {
    await start();
    await inForce();
    emulator.incidents.agreementFails(place, "ACCOUNT_SUSPENDED: call us");
    expect((await entitlementOf((await search())[0]!)).statusReasonCode).toBe("ACCOUNT_SUSPENDED");
    await accept();
    emulator.clock.tick(60);
    expect((await search()).map(({ status }) => status)).toEqual(["CANCELLED", "ACTIVE"]);
  });
});

describe("a world's agreements", () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, i) => ({
      account: ACCOUNT,
      modelId: THIRD_PARTY,
      acceptanceTime: new Date(Date.UTC(2025, 0, i + 1)).toISOString(),
      ...(i < count - 2 && {
        status: "EXPIRED" as const,
        endTime: new Date(Date.UTC(2025, 6, i + 1)).toISOString(),
      }),
    }));

  it("are there before it begins, several of them ACTIVE, and Bedrock knows of them", async () => {
    await start({ agreements: many(3) });
    expect((await search()).map(({ status }) => status)).toEqual(["EXPIRED", "ACTIVE", "ACTIVE"]);
    const look = async () =>
      (await bedrock(emulator).send(new Look({ modelId: THIRD_PARTY }))).agreementAvailability!.status;
    expect(await look()).toBe("AVAILABLE");
    await bedrock(emulator).send(new Delete({ modelId: THIRD_PARTY }));
    emulator.clock.tick(20);
    expect(await look()).toBe("NOT_AVAILABLE");
    expect(await search({ Status: "ACTIVE" })).toEqual([]);
    expect(await search()).toHaveLength(3);
  });

  it("come in pages of 50, in the order of their end, what never ends last", async () => {
    await start({ agreements: many(60) });
    const first = await ask(BUYER);
    expect(first.agreementViewSummaries).toHaveLength(50);
    const second = await ask(BUYER, { nextToken: first.nextToken });
    expect(second.agreementViewSummaries).toHaveLength(10);
    expect(second.nextToken).toBeUndefined();
    const ends = [...first.agreementViewSummaries!, ...second.agreementViewSummaries!].map(
      ({ endTime }) => endTime?.getTime() ?? Infinity,
    );
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
    const [last] = (await ask(BUYER, { sort: { sortOrder: "DESCENDING" }, maxResults: 1 }))
      .agreementViewSummaries!;
    expect(last!.endTime).toBeUndefined();
    const early = { AfterEndTime: "2025-07-02T12:00:00Z", BeforeEndTime: "2025-07-04T12:00:00Z" };
    expect(await search({ ...early, Status: "EXPIRED" })).toHaveLength(2);
    await expect(ask({ ...BUYER, Status: "ACTIVE" }, { nextToken: first.nextToken })).rejects.toEqual(
      refusal("INVALID_NEXT_TOKEN"),
    );
  });

  it.each([
    [{ account: "999999999999" }, "agreements.0.account: account 999999999999 is not in this world"],
    [
      { modelId: "amazon.nova-micro-v1:0" },
      "agreements.0.modelId: there is no amazon.nova-micro-v1:0 with offers",
    ],
    [{ offerId: "offer-none" }, `agreements.0.offerId: ${THIRD_PARTY} has no offer offer-none`],
    [{ acceptanceTime: "yesterday" }, "agreements.0.acceptanceTime: this is no time"],
  ])("are refused where they cannot be: %j", async (wrong, message) => {
    await start();
    const [given] = many(1);
    await expect(startStill({ world: { agreements: [{ ...given!, ...wrong }] } })).rejects.toThrow(message);
  });
});

describe("a search", () => {
  it.each<[Record<string, string>, string]>([
    [{ AgreementType: "PurchaseAgreement" }, "MISSING_PARTY_TYPE"],
    [{ ...BUYER, PartyType: "Buyer" }, "INVALID_PARTY_TYPE"],
    [{ ...BUYER, ResourceId: PRODUCT }, "INVALID_FILTER_NAME"],
    [{ ...BUYER, Status: "SLEEPING" }, "INVALID_FILTER_VALUES"],
    [{ ...BUYER, AfterEndTime: "tomorrow" }, "INVALID_FILTER_VALUES"],
    [{ PartyType: "Acceptor" }, "UNSUPPORTED_FILTERS"],
    [{ ...BUYER, ResourceType: "SaaSProduct", Status: "ACTIVE" }, "UNSUPPORTED_FILTERS"],
    [{ ...BUYER, ResourceIdentifier: PRODUCT, OfferId: "offer-cohcommandr" }, "UNSUPPORTED_FILTERS"],
    [{ ...BUYER, AcceptorAccountId: ACCOUNT }, "UNSUPPORTED_FILTERS"],
    [{ ...BUYER, LicenseArn: "arn:aws:license-manager::1:license:l-1" }, "UNSUPPORTED_FILTERS"],
  ])("by %j is refused with %s", async (filters, reason) => {
    await start();
    await expect(ask(filters)).rejects.toEqual(refusal(reason));
  });

  it("is refused in another catalog, and in an order that only sellers may ask for", async () => {
    await start();
    await expect(ask(BUYER, { catalog: "Elsewhere" })).rejects.toEqual(refusal("INVALID_CATALOG"));
    await expect(ask(BUYER, { sort: { sortBy: "StartTime" } })).rejects.toEqual(refusal("INVALID_SORT_BY"));
    expect((await ask(BUYER, { catalog: undefined })).agreementViewSummaries).toEqual([]);
  });

  it("by type of product finds what it is sold as, and as a seller nothing", async () => {
    await start();
    await inForce();
    expect(await search({ ResourceType: "SaaSProduct" })).toHaveLength(1);
    expect(await search({ ResourceType: "AmiProduct" })).toEqual([]);
    expect(await search({ OfferSetId: "offerset-1" })).toEqual([]);
    expect((await ask({ ...BUYER, PartyType: "Proposer" })).agreementViewSummaries).toEqual([]);
  });

  it("has nobody to answer it outside of us-east-1", async () => {
    await start();
    const elsewhere = marketplace(emulator, { region: "eu-west-1" });
    const searched = elsewhere.send(new Search({ catalog: "AWSMarketplace", filters: filtersOf(BUYER) }));
    await expect(searched).rejects.toThrow("socket hang up");
  });

  it("tells of an agreement nobody but who has made it", async () => {
    await start();
    const { agreementId } = await inForce();
    const notFound = expect.objectContaining({
      name: "ResourceNotFoundException",
      resourceType: "Agreement",
      $metadata: expect.objectContaining({ httpStatusCode: 404 }) as unknown,
    });
    const member = marketplace(emulator, { account: MEMBER });
    await expect(member.send(new Describe({ agreementId }))).rejects.toEqual(notFound);
    const none = new Entitlements({ agreementId: "agmt-none" });
    await expect(marketplace(emulator).send(none)).rejects.toEqual(notFound);
  });
});

describe("where AWS is other than assumed,", () => {
  const look = async () => (await search())[0];

  it("an agreement is found at once, while its entitlement is PENDING", async () => {
    await assuming("whenFound", "atOnce");
    await accept();
    expect(await entitlementOf((await look())!)).toMatchObject({
      status: "PENDING",
      statusReasonCode: "PROVISIONING_IN_PROGRESS",
    });
  });

  it.each([
    ["endedAs", "TERMINATED", "agreementRevoked", { status: "TERMINATED" }],
    ["failedAgreement", "ROLLED_BACK", "entitlementFails", { status: "ROLLED_BACK" }],
    ["failedAgreement", "absent", "entitlementFails", undefined],
  ] as const)("%s = %s", async (name, alternative, incident, expected) => {
    await assuming(name, alternative);
    await inForce();
    if (incident === "agreementRevoked") emulator.incidents.agreementRevoked(place);
    else emulator.incidents.entitlementFails(place, "ACCOUNT_SUSPENDED");
    const found = await look();
    if (expected) expect(found).toMatchObject(expected);
    else expect(found).toBeUndefined();
  });

  it.each([
    ["openEnd", "year9999", { endTime: new Date("9999-01-01T00:00:00Z") }],
    [
      "productIds",
      "others",
      {
        proposalSummary: {
          resources: [{ id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) }],
        },
      },
    ],
    [
      "resourceType",
      "MachineLearningProduct",
      { proposalSummary: { resources: [{ type: "MachineLearningProduct" }] } },
    ],
  ])("%s = %s is in the answer", async (name, alternative, expected) => {
    await assuming(name, alternative);
    expect(await inForce()).toMatchObject(expected);
  });

  it("an agreement without an end ends after every date", async () => {
    await assuming("withoutEnd", "after");
    await inForce();
    expect(await search({ AfterEndTime: "2099-01-01T00:00:00Z" })).toHaveLength(1);
  });

  it("the newest comes first", async () => {
    await start({
      assumptions: { "aws-marketplace.order": "newest" },
      agreements: ["2025-01-01T00:00:00Z", "2025-02-01T00:00:00Z"].map((acceptanceTime) => ({
        account: ACCOUNT,
        modelId: THIRD_PARTY,
        acceptanceTime,
      })),
    });
    expect((await search()).map(({ acceptanceTime }) => acceptanceTime!.getUTCMonth())).toEqual([1, 0]);
  });

  it("a search wants its catalog, an entitlement tells that it is in force, and a document's address is bare", async () => {
    const assumptions = {
      "aws-marketplace.withoutCatalog": "refused",
      "aws-marketplace.activeReason": "told",
      "aws-marketplace.documentAddress": "plain",
    };
    await start({ assumptions });
    await expect(ask(BUYER, { catalog: undefined })).rejects.toEqual(refusal("INVALID_CATALOG"));
    const found = await inForce();
    expect((await entitlementOf(found)).statusReasonCode).toBe("AGREEMENT_ACTIVE");
    const terms = await marketplace(emulator).send(new Terms({ agreementId: found.agreementId }));
    expect(JSON.stringify(terms.acceptedTerms)).not.toContain("X-Amz-");
  });
});
