import * as pulumi from "@pulumi/pulumi";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import {
  getCustomModel,
  getCustomModelOutput,
  getModelOffers,
  getModelOffersOutput,
  listSharedModels,
  listSharedModelsOutput,
} from "#provider/index";
import {
  ACCOUNT,
  CUSTOM_MODEL,
  type Emulator,
  ENCRYPTED_MODEL,
  FIRST_PARTY,
  MEMBER,
  REGION,
  TWO_OFFERS,
} from "../support/emulator/emulated";
import { configFor } from "../support/hosts/host";
import { bedrockOf, copyByHand } from "../support/aws/models";
import { shareByHand } from "../support/aws/shares";

let emulator: Emulator;

/** The stack's configuration, as a program finds it. */
const configure = (account: string, more: Record<string, string> = {}) =>
  pulumi.runtime.setAllConfig({ ...configFor(emulator, account), "aws:maxRetries": "0", ...more });
const valueOf = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) => void output.apply((value) => resolve(value)));

beforeAll(async () => {
  emulator = await startEmulator({ clock: new RunningClock(3600) });
  await shareByHand(emulator, [MEMBER], [CUSTOM_MODEL, ENCRYPTED_MODEL]);
  // The first copy tells that the models can be seen.
  await copyByHand(bedrockOf(emulator), { targetModelName: "triage" });
});
afterAll(() => emulator.close());
beforeEach(() => {
  configure(MEMBER);
  emulator.requests.clear();
});

describe("listSharedModels", () => {
  it("tells what is shared with the account, and by whom", async () => {
    const models = await listSharedModels();
    expect(models).toMatchObject([
      {
        modelName: "case-summary",
        modelArn: ENCRYPTED_MODEL,
        ownerAccountId: ACCOUNT,
        modelStatus: "Active",
      },
      { modelName: "ticket-triage", modelArn: CUSTOM_MODEL, ownerAccountId: ACCOUNT },
    ]);
    expect(models[1]!.baseModelArn).toContain("amazon.nova-micro-v1:0");
    expect(await listSharedModels({ ownerAccountId: MEMBER })).toEqual([]);
    expect(await listSharedModels({ region: "us-west-2" })).toEqual([]);
    expect(await valueOf(listSharedModelsOutput({ ownerAccountId: pulumi.output(ACCOUNT) }))).toEqual(models);
  });
});

describe("getCustomModel", () => {
  it("reads a model that is shared by its ARN, in its Region, and one's own by its name", async () => {
    configure(MEMBER, { "aws:region": "us-west-2" });
    const shared = await getCustomModel({ modelIdentifier: ENCRYPTED_MODEL });
    expect(shared).toMatchObject({
      modelName: "case-summary",
      ownerAccountId: ACCOUNT,
      modelKmsKeyArn: expect.stringContaining(":key/11111111-"),
      creationTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    const own = await valueOf(
      getCustomModelOutput({ modelIdentifier: pulumi.output("triage"), region: REGION }),
    );
    expect(own).toMatchObject({ modelName: "triage", ownerAccountId: MEMBER });
    expect(emulator.requests.all().filter(({ access }) => access === "write")).toEqual([]);
  });

  it("says what there is not, and what is wrong with the configuration, before anything is called", async () => {
    await expect(getCustomModel({ modelIdentifier: "nobody-has-it" })).rejects.toThrow(
      `reading custom model nobody-has-it: account ${MEMBER} sees no such model in ${REGION}`,
    );
    configure(MEMBER, { "aws:allowedAccountIds": JSON.stringify([ACCOUNT]) });
    emulator.requests.clear();
    await expect(getCustomModel({ modelIdentifier: "triage" })).rejects.toThrow(
      /which allowedAccountIds does not list/,
    );
    expect(emulator.requests.all().map(({ operation }) => operation)).toEqual(["GetCallerIdentity"]);
    configure(MEMBER, { "aws:retryMode": "wild" });
    await expect(getCustomModel({ modelIdentifier: "triage" })).rejects.toThrow(
      'the provider\'s configuration cannot be used\n  aws:retryMode must be "standard" or "adaptive"',
    );
  });
});

describe("getModelOffers", () => {
  it("tells the offers with the hash of their documents, which of them are private, and nothing that is signed", async () => {
    const found = await getModelOffers({ modelId: TWO_OFFERS });
    expect(found).toMatchObject({
      accountId: MEMBER,
      region: REGION,
      required: true,
      offers: [
        { offerId: "offer-jambapublic", offerType: "PUBLIC" },
        {
          offerId: "offer-jambaprivate",
          offerType: "PRIVATE",
          terms: {
            legalTerm: {
              document: "jamba-1-5-large-2024-11-01.pdf",
              sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
            },
            usageBasedPricingTerm: { rateCard: [{ price: "1.60" }, { price: "6.40" }] },
          },
        },
      ],
    });
    expect(JSON.stringify(found)).not.toMatch(/X-Amz|offerToken/);
    const open = getModelOffersOutput({ modelId: pulumi.output(TWO_OFFERS), offerType: "PUBLIC" });
    expect((await valueOf(open)).offers.map(({ offerId }) => offerId)).toEqual(["offer-jambapublic"]);
    expect(await getModelOffers({ modelId: FIRST_PARTY })).toMatchObject({ required: false, offers: [] });
  });

  it("tells why a document cannot be fetched, and what AWS refuses", async () => {
    const effect = { kind: "refusal", code: "AccessDenied", status: 403 } as const;
    const end = emulator.faults.add({ target: { operation: "GetDocument" }, effect });
    const { offers } = await getModelOffers({ modelId: TWO_OFFERS, offerType: "PUBLIC" });
    end();
    expect(offers).toMatchObject([{ documentProblem: "its server answers with status 403 (AccessDenied)" }]);
    expect(offers[0]!.terms.legalTerm).not.toHaveProperty("sha256");
    await expect(getModelOffers({ modelId: "nobody.knows" })).rejects.toThrow(
      "looking at the offers for nobody.knows: ValidationException: The provided model identifier is invalid.",
    );
  });
});
