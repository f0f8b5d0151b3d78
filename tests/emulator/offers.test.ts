import { createHash } from "node:crypto";

import {
  CreateFoundationModelAgreementCommand as Create,
  GetFoundationModelAvailabilityCommand as Look,
  ListFoundationModelAgreementOffersCommand as Offers,
  type Offer,
} from "@aws-sdk/client-bedrock";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { runCommand } from "../support/command";
import { ACCOUNT, MEMBER, REGION, startStill, THIRD_PARTY } from "../support/emulator/emulated";
import { bedrock } from "../support/aws/clients";

const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };
const OFFER = "offer-cohcommandr";

let emulator: Awaited<ReturnType<typeof startStill>>;
const start = async (assumptions: Record<string, string> = {}): Promise<void> => {
  emulator = await startStill({ world: { assumptions } });
};
const restart = async (assumptions: Record<string, string>): Promise<void> => {
  await emulator.close();
  await start(assumptions);
};
beforeEach(() => start());
afterEach(() => emulator.close());

const listed = async (account = ACCOUNT): Promise<Offer[]> =>
  (await bedrock(emulator, { account }).send(new Offers({ modelId: THIRD_PARTY }))).offers!;
const address = async (): Promise<string> => (await listed())[0]!.termDetails!.legalTerm!.url!;
const hashAt = async (url: string): Promise<string> => {
  const answer = await fetch(url);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/pdf"]);
  return createHash("sha256")
    .update(new Uint8Array(await answer.arrayBuffer()))
    .digest("hex");
};
const accept = async (offer: Offer): Promise<void> => {
  await bedrock(emulator).send(new Create({ modelId: THIRD_PARTY, offerToken: offer.offerToken }));
};
const status = async (): Promise<string> =>
  (await bedrock(emulator).send(new Look({ modelId: THIRD_PARTY }))).agreementAvailability!.status!;

describe("the document of an offer", () => {
  it("is the same bytes at every address, each of which is signed anew and looks like one of S3", async () => {
    const [one, other] = [await address(), await address()];
    expect(one).not.toBe(other);
    expect([...new URL(one).searchParams.keys()]).toEqual([
      "X-Amz-Algorithm",
      "X-Amz-Credential",
      "X-Amz-Date",
      "X-Amz-Expires",
      "X-Amz-Security-Token",
      "X-Amz-SignedHeaders",
      "X-Amz-Signature",
    ]);
    expect(await hashAt(one)).toBe(await hashAt(other));
    expect(emulator.requests.all().at(-1)).toMatchObject({ operation: "GetDocument", status: 200 });
  });

  it("cannot be fetched when the address is over, or somebody has changed it", async () => {
    const url = await address();
    expect((await fetch(url.replace("command-r-", "jamba-"))).status).toBe(403);
    expect((await fetch(url.replace("Expires=3600", "Expires=9999"))).status).toBe(403);
    expect((await fetch(url.split("?")[0]!)).status).toBe(403);
    emulator.clock.tick(3599);
    expect((await fetch(url)).status).toBe(200);
    emulator.clock.tick(1);
    expect((await fetch(url)).status).toBe(403);
  });

  it("has other bytes once its text has changed, also for whoever has listed it before", async () => {
    const url = await address();
    const before = await hashAt(url);
    emulator.incidents.documentChanged(place, OFFER, { text: "You owe us (everything)\nand more." });
    expect(await hashAt(url)).not.toBe(before);
    expect(await hashAt(await address())).toBe(await hashAt(url));
  });

  it.each([
    ["lasting", 200, 200],
    ["refused", 403, 403],
  ])("where its address is %s, is answered with %d, and later with %d", async (alternative, now, later) => {
    await restart({ "bedrock.documentAddress": alternative });
    const url = await address();
    expect((await fetch(url)).status).toBe(now);
    emulator.clock.tick(1e6);
    expect((await fetch(url)).status).toBe(later);
  });
});

describe("an offer", () => {
  it("changes its document, its prices and its id for everybody, and gets new rows", async () => {
    const { incidents } = emulator;
    incidents.documentChanged(place, OFFER, { name: "command-r-2026-09-01.pdf" });
    incidents.priceChanged(place, OFFER, "USE1_InputTokenCount", "9.50");
    const row = {
      dimension: "EUW1_InputTokenCount",
      price: "0.60",
      description: "Million input tokens",
      unit: "Units",
    };
    incidents.dimensionAdded(place, OFFER, row);
    incidents.offerRenamed(place, OFFER, "offer-next");
    const [offer] = await listed(MEMBER);
    expect(offer).toMatchObject({
      offerId: "offer-next",
      termDetails: {
        legalTerm: { url: expect.stringContaining("/command-r-2026-09-01.pdf?") as unknown },
        usageBasedPricingTerm: { rateCard: [{ price: "9.50" }, { price: "1.50" }, row] },
      },
    });
    expect(() => incidents.priceChanged(place, OFFER, "USE1_InputTokenCount", "1")).toThrow("has no offer");
    expect(() => incidents.priceChanged(place, "offer-next", "nothing", "1")).toThrow("has no nothing");
  });

  it("that is withdrawn is not listed, its token is refused, and what came from it stays in force", async () => {
    const [offer] = await listed();
    await accept(offer!);
    emulator.clock.tick(60);
    const [late] = await listed();
    emulator.incidents.offerWithdrawn(place, OFFER);
    expect(await listed()).toEqual([]);
    expect(await status()).toBe("AVAILABLE");
    emulator.incidents.agreementRevoked(place);
    await expect(accept(late!)).rejects.toThrow("offer token is invalid");
  });

  it("takes its agreements along where AWS does that, and its token can be used where AWS lets it", async () => {
    await restart({ "bedrock.withdrawnOffer": "ends", "bedrock.tokenOfWithdrawn": "taken" });
    const [offer] = await listed();
    await accept(offer!);
    emulator.clock.tick(60);
    emulator.incidents.offerWithdrawn(place, OFFER);
    expect(await status()).toBe("NOT_AVAILABLE");
    await accept(offer!);
  });
});

it("the command lets an incident happen in a running emulator, and says what was wrong with one", async () => {
  const where = ["--account", ACCOUNT, "--region", REGION, "--model", THIRD_PARTY, "--url", emulator.url];
  const run = (name: string, ...args: string[]) =>
    runCommand("emulator/dist/cli.js", ["incident", name, ...args, ...where]);
  expect(await run("documentChanged", OFFER, '{"name":"new.pdf"}')).toMatchObject({ status: 0, stderr: "" });
  expect(await address()).toContain("/new.pdf?");
  expect(await run("nothing", OFFER)).toMatchObject({
    status: 1,
    stderr: "model-access-emulator: there is no incident nothing\n",
  });
});
