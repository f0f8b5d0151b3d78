import {
  CreateFoundationModelAgreementCommand as Create,
  DeleteFoundationModelAgreementCommand as Delete,
  GetFoundationModelAvailabilityCommand as Look,
  GetFoundationModelCommand,
  ListFoundationModelAgreementOffersCommand as Offers,
  ListFoundationModelsCommand,
  PutUseCaseForModelAccessCommand as Put,
  type BedrockClient,
} from "@aws-sdk/client-bedrock";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import type { ManualClock, WorldFile } from "#emulator/index";
import {
  ACCOUNT,
  type Emulator,
  FIRST_PARTY,
  FORM,
  MEMBER,
  NEEDS_FORM,
  OUTSIDER,
  REGION,
  startStill,
  THIRD_PARTY,
  TWO_OFFERS,
} from "../support/emulator/emulated";
import { bedrock, sts } from "../support/aws/clients";

let emulator: Emulator & { clock: ManualClock };
let client: BedrockClient;

async function start(world?: WorldFile): Promise<void> {
  emulator = await startStill(world && { world });
  client = bedrock(emulator);
}
const restart = async (world: WorldFile): Promise<void> => {
  await emulator.close();
  await start(world);
};
const assuming = (name: string, alternative: string): Promise<void> =>
  restart({ assumptions: { [`bedrock.${name}`]: alternative } });
beforeEach(() => start());
afterEach(() => emulator.close());

const freshToken = async (modelId = THIRD_PARTY, from = client): Promise<string> =>
  (await from.send(new Offers({ modelId }))).offers![0]!.offerToken!;
const accept = async (modelId = THIRD_PARTY, from = client): Promise<unknown> =>
  from.send(new Create({ modelId, offerToken: await freshToken(modelId, from) }));
const status = async (modelId = THIRD_PARTY, from = client): Promise<string> =>
  (await from.send(new Look({ modelId }))).agreementAvailability!.status!;
const refusal = (code: string, message: RegExp | string) =>
  expect.objectContaining({ name: code, message: expect.stringMatching(message) as unknown });

describe("ListFoundationModelAgreementOffers", () => {
  it("lists the offer of a third-party model with its terms", async () => {
    const { modelId, offers } = await client.send(new Offers({ modelId: THIRD_PARTY }));
    expect(modelId).toBe(THIRD_PARTY);
    expect(offers).toHaveLength(1);
    expect(offers![0]).toMatchObject({
      offerId: "offer-cohcommandr",
      termDetails: {
        usageBasedPricingTerm: { rateCard: [{ unit: "Units" }, { unit: "Units" }] },
        supportTerm: { refundPolicyDescription: expect.any(String) as unknown },
      },
    });
  });

  it("mints another token and another signature of the legal document each time", async () => {
    const [a, b] = [
      await client.send(new Offers({ modelId: THIRD_PARTY })),
      await client.send(new Offers({ modelId: THIRD_PARTY })),
    ];
    expect(a.offers![0]!.offerToken).not.toBe(b.offers![0]!.offerToken);
    const [urlA, urlB] = [a, b].map(({ offers }) => offers![0]!.termDetails!.legalTerm!.url!);
    expect(urlA).not.toBe(urlB);
    expect(urlA!.split("?")[0]).toBe(urlB!.split("?")[0]);
    expect(a.offers![0]!.offerId).toBe(b.offers![0]!.offerId);
  });

  it("lists private offers only with offerType ALL", async () => {
    const ids = async (offerType?: "ALL" | "PUBLIC") =>
      (await client.send(new Offers({ modelId: TWO_OFFERS, offerType }))).offers!.map(
        ({ offerId }) => offerId,
      );
    expect(await ids()).toEqual(["offer-jambapublic"]);
    expect(await ids("PUBLIC")).toEqual(["offer-jambapublic"]);
    expect(await ids("ALL")).toEqual(["offer-jambapublic", "offer-jambaprivate"]);
  });

  it("lists offers although the provider's form is missing", async () => {
    expect((await client.send(new Offers({ modelId: NEEDS_FORM }))).offers).toHaveLength(1);
  });

  it.each([
    [FIRST_PARTY, "needs no agreement", /not supported/],
    ["us.anthropic.claude-3-haiku-20240307-v1:0", "is a profile", /model identifier is invalid/],
    ["nobody.knows-v1:0", "is unknown", /model identifier is invalid/],
  ])("refuses %s, which %s", async (modelId, _why, message) => {
    await expect(client.send(new Offers({ modelId }))).rejects.toEqual(
      refusal("ValidationException", message),
    );
  });
});

describe("CreateFoundationModelAgreement", () => {
  it("answers 202, then NOT_AVAILABLE is read, then PENDING, then AVAILABLE", async () => {
    const answer = (await accept()) as { $metadata: { httpStatusCode: number } };
    expect(answer.$metadata.httpStatusCode).toBe(202);
    expect(await status()).toBe("NOT_AVAILABLE");
    emulator.clock.tick(5);
    expect(await status()).toBe("PENDING");
    emulator.clock.tick(54);
    expect(await status()).toBe("PENDING");
    emulator.clock.tick(1);
    expect(await status()).toBe("AVAILABLE");
  });

  it("refuses a second agreement with a ValidationException, while PENDING and when AVAILABLE", async () => {
    await accept();
    await expect(accept()).rejects.toEqual(refusal("ValidationException", "Agreement already exists"));
    emulator.clock.tick(60);
    await expect(accept()).rejects.toEqual(refusal("ValidationException", "Agreement already exists"));
  });

  it("refuses a token that is too old", async () => {
    const offerToken = await freshToken();
    emulator.clock.tick(3601);
    await expect(client.send(new Create({ modelId: THIRD_PARTY, offerToken }))).rejects.toEqual(
      refusal("ValidationException", "offer token"),
    );
  });

  it.each([
    ["another model", () => freshToken(TWO_OFFERS)],
    ["another Region", () => freshToken(THIRD_PARTY, bedrock(emulator, { region: "eu-west-1" }))],
    ["another account", () => freshToken(THIRD_PARTY, bedrock(emulator, { account: MEMBER }))],
    ["nobody", () => Promise.resolve("eyJhIjoxfQ.forged")],
  ])("refuses a token of %s", async (_whose, token) => {
    await expect(
      client.send(new Create({ modelId: THIRD_PARTY, offerToken: await token() })),
    ).rejects.toEqual(refusal("ValidationException", "offer token"));
  });

  it("wants the provider's form first, with AccessDenied", async () => {
    await expect(accept(NEEDS_FORM)).rejects.toEqual(refusal("AccessDeniedException", "request form"));
  });

  it("ends in ERROR where the account cannot pay, and can then be tried again with the old message shown", async () => {
    const poor = bedrock(emulator, { account: OUTSIDER });
    await accept(THIRD_PARTY, poor);
    emulator.clock.tick(899);
    expect(await status(THIRD_PARTY, poor)).toBe("PENDING");
    emulator.clock.tick(1);
    const failed = await poor.send(new Look({ modelId: THIRD_PARTY }));
    expect(failed.agreementAvailability).toMatchObject({
      status: "ERROR",
      errorMessage: expect.stringContaining("INVALID_PAYMENT_INSTRUMENT") as unknown,
    });
    await accept(THIRD_PARTY, poor);
    emulator.clock.tick(10);
    expect((await poor.send(new Look({ modelId: THIRD_PARTY }))).agreementAvailability).toMatchObject({
      status: "PENDING",
      errorMessage: expect.stringContaining("INVALID_PAYMENT_INSTRUMENT") as unknown,
    });
  });

  it("reports several broken constraints at once, in AWS's words", async () => {
    const bare = new Create({ modelId: "NOT AN ID", offerToken: undefined });
    await expect(client.send(bare)).rejects.toEqual(
      refusal(
        "ValidationException",
        /^2 validation errors detected: Value null at 'offerToken' failed to satisfy constraint: Member must not be null; Value 'NOT AN ID' at 'modelId' failed to satisfy constraint: Member must satisfy regular expression pattern: /,
      ),
    );
  });
});

describe("DeleteFoundationModelAgreement", () => {
  const cancel = (from = client): Promise<unknown> => from.send(new Delete({ modelId: THIRD_PARTY }));

  it("takes a while, during which everything else is a Conflict with status 400", async () => {
    await accept();
    emulator.clock.tick(60);
    const answer = (await cancel()) as { $metadata: { httpStatusCode: number } };
    expect(answer.$metadata.httpStatusCode).toBe(202);
    expect(await status()).toBe("PENDING");
    const busy = expect.objectContaining({
      name: "ConflictException",
      $metadata: expect.objectContaining({ httpStatusCode: 400 }) as unknown,
    });
    await expect(cancel()).rejects.toEqual(busy);
    await expect(accept()).rejects.toEqual(busy);
    emulator.clock.tick(20);
    expect(await status()).toBe("NOT_AVAILABLE");
    await accept();
  });

  it("is a Conflict while the agreement is PENDING", async () => {
    await accept();
    emulator.clock.tick(10);
    await expect(cancel()).rejects.toEqual(refusal("ConflictException", "at the moment"));
  });

  it("says that nothing exists to cancel: before, afterwards, and after an ERROR", async () => {
    const nothing = refusal("ValidationException", "No agreement exists to cancel");
    await expect(cancel()).rejects.toEqual(nothing);
    await accept();
    emulator.clock.tick(60);
    await cancel();
    emulator.clock.tick(20);
    await expect(cancel()).rejects.toEqual(nothing);
    const poor = bedrock(emulator, { account: OUTSIDER });
    await accept(THIRD_PARTY, poor);
    emulator.clock.tick(900);
    await expect(cancel(poor)).rejects.toEqual(nothing);
  });
});

describe("GetFoundationModelAvailability", () => {
  it("says AVAILABLE of a model that needs no agreement, under a shortened id", async () => {
    expect(await client.send(new Look({ modelId: FIRST_PARTY }))).toMatchObject({
      modelId: "amazon.nova-micro-v1",
      agreementAvailability: { status: "AVAILABLE" },
      authorizationStatus: "AUTHORIZED",
      entitlementAvailability: "AVAILABLE",
      regionAvailability: "AVAILABLE",
    });
  });

  it("says that a model is not in the Region", async () => {
    const europe = bedrock(emulator, { region: "eu-west-1" });
    expect(await europe.send(new Look({ modelId: "meta.llama3-1-8b-instruct-v1:0" }))).toMatchObject({
      agreementAvailability: { status: "NOT_AVAILABLE" },
      regionAvailability: "NOT_AVAILABLE",
    });
  });

  it("keeps accounts apart", async () => {
    await accept();
    emulator.clock.tick(60);
    expect(await status(THIRD_PARTY, bedrock(emulator, { account: MEMBER }))).toBe("NOT_AVAILABLE");
  });
});

describe("the scope of an agreement", () => {
  it.each<[string, Record<string, string>, string]>([
    ["account", {}, "AVAILABLE"],
    ["Region, where the world says so", { "bedrock.agreementScope": "region" }, "NOT_AVAILABLE"],
  ])("is the %s", async (_scope, assumptions, elsewhere) => {
    await restart({ assumptions });
    await accept();
    emulator.clock.tick(60);
    expect(await status()).toBe("AVAILABLE");
    expect(await status(THIRD_PARTY, bedrock(emulator, { region: "us-west-2" }))).toBe(elsewhere);
  });
});

describe("an account that AWS does not authorize", () => {
  const roles = { "model-access-deployer": {}, "no-marketplace": { maySubscribe: false } };
  const authorized = (authorization: "third-party" | "restricted" | "never-enabled", assumptions = {}) =>
    restart({ accounts: { [ACCOUNT]: { authorization, roles } }, organization: null, assumptions });
  const read = async (modelId: string): Promise<string> => {
    const { agreementAvailability, authorizationStatus } = await client.send(new Look({ modelId }));
    return `${agreementAvailability!.status} ${authorizationStatus}`;
  };

  it("for Amazon's models reads AVAILABLE and NOT_AUTHORIZED of each of them, and uses the others", async () => {
    await authorized("third-party");
    expect(await read(FIRST_PARTY)).toBe("AVAILABLE NOT_AUTHORIZED");
    await accept();
    emulator.clock.tick(60);
    expect(await read(THIRD_PARTY)).toBe("AVAILABLE AUTHORIZED");
  });

  it("because it is restricted reads NOT_AUTHORIZED of every model, and makes no agreement", async () => {
    await authorized("restricted");
    expect(await read(FIRST_PARTY)).toBe("AVAILABLE NOT_AUTHORIZED");
    await expect(accept()).rejects.toEqual(refusal("AccessDeniedException", /^Error 002: /));
    emulator.incidents.agreementAccepted({ account: ACCOUNT, region: REGION, modelId: THIRD_PARTY });
    expect(await read(THIRD_PARTY)).toBe("AVAILABLE NOT_AUTHORIZED");
  });

  it("because Bedrock was never enabled reads NOT_AVAILABLE and NOT_AUTHORIZED", async () => {
    await authorized("never-enabled");
    expect(await read(FIRST_PARTY)).toBe("AVAILABLE AUTHORIZED");
    expect(await read(THIRD_PARTY)).toBe("NOT_AVAILABLE NOT_AUTHORIZED");
    await expect(accept()).rejects.toEqual(refusal("ValidationException", "Operation not allowed"));
  });

  it("may make the agreement all the same, where the world says so", async () => {
    await authorized("never-enabled", { "bedrock.neverEnabled": "accepted" });
    await accept();
    emulator.clock.tick(60);
    expect(await read(THIRD_PARTY)).toBe("AVAILABLE NOT_AUTHORIZED");
  });
});

describe("an identity that may not subscribe in AWS Marketplace", () => {
  it("lists offers and puts the form, and makes no agreement", async () => {
    await restart({
      accounts: { [ACCOUNT]: { roles: { "no-marketplace": { maySubscribe: false } } } },
      organization: null,
    });
    const RoleArn = `arn:aws:iam::${ACCOUNT}:role/no-marketplace`;
    const { Credentials } = await sts(emulator).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: "tester" }),
    );
    const limited = bedrock(emulator, {
      account: Credentials!.AccessKeyId!,
      secretAccessKey: Credentials!.SecretAccessKey!,
      sessionToken: Credentials!.SessionToken!,
    });
    await limited.send(new Put({ formData: new TextEncoder().encode(JSON.stringify(FORM)) }));
    await expect(accept(THIRD_PARTY, limited)).rejects.toEqual(
      refusal(
        "AccessDeniedException",
        /^User: arn:aws:sts::111122223333:assumed-role\/no-marketplace\/tester is not authorized to perform: aws-marketplace:Subscribe on resource: \* because no identity-based policy allows the aws-marketplace:Subscribe action$/,
      ),
    );
    emulator.incidents.sessionsExpire({ account: ACCOUNT, region: REGION });
    await expect(status(THIRD_PARTY, limited)).rejects.toEqual(refusal("ExpiredTokenException", ""));
  });
});

describe("what nobody knows", () => {
  it.each(["AVAILABLE", "NOT_AVAILABLE"])("may read %s while an agreement is cancelled", async (read) => {
    await assuming("whileCancelling", read);
    await accept();
    emulator.clock.tick(60);
    await client.send(new Delete({ modelId: THIRD_PARTY }));
    expect(await status()).toBe(read);
    await expect(accept()).rejects.toEqual(refusal("ConflictException", ""));
    emulator.clock.tick(20);
    expect(await status()).toBe("NOT_AVAILABLE");
    await accept();
  });

  it("may let an agreement in ERROR stand in the way until it is cancelled", async () => {
    await assuming("retryAfterError", "refused");
    const poor = bedrock(emulator, { account: OUTSIDER });
    await accept(THIRD_PARTY, poor);
    emulator.clock.tick(900);
    await expect(accept(THIRD_PARTY, poor)).rejects.toEqual(refusal("ValidationException", "already exists"));
    await poor.send(new Delete({ modelId: THIRD_PARTY }));
    emulator.clock.tick(20);
    await accept(THIRD_PARTY, poor);
  });

  it.each([
    ["stateFirst", "already exists"],
    ["tokenFirst", "offer token"],
  ])("may have another order of refusals: %s", async (order, message) => {
    await assuming("orderOfRefusals", order);
    const anthropic = { account: ACCOUNT, region: REGION, modelId: NEEDS_FORM };
    if (order === "stateFirst") emulator.incidents.agreementAccepted(anthropic);
    const wrong = new Create({ modelId: NEEDS_FORM, offerToken: "nobody's" });
    await expect(client.send(wrong)).rejects.toEqual(refusal("ValidationException", message));
  });

  it.each([
    ["refused", "ValidationException"],
    ["notFound", "ResourceNotFoundException"],
  ])("may refuse to tell of a model of another Region: %s", async (alternative, code) => {
    await assuming("modelOfAnotherRegion", alternative);
    const europe = bedrock(emulator, { region: "eu-west-1" });
    await expect(europe.send(new Look({ modelId: "meta.llama3-1-8b-instruct-v1:0" }))).rejects.toEqual(
      refusal(code, ""),
    );
  });

  it("may list no offers of a model that needs no agreement", async () => {
    await assuming("offersOfFirstParty", "empty");
    expect((await client.send(new Offers({ modelId: FIRST_PARTY }))).offers).toEqual([]);
  });

  it("may refuse ids without ':0'", async () => {
    const short = THIRD_PARTY.replace(/:0$/, "");
    await accept(short);
    emulator.clock.tick(60);
    expect(await status()).toBe("AVAILABLE");
    expect(await status(short)).toBe("AVAILABLE");
    await assuming("shortIds", "refused");
    await expect(status(short)).rejects.toEqual(refusal("ValidationException", "identifier is invalid"));
  });
});

describe("the lifecycle of a model", () => {
  const times = async (modelIdentifier: string) => {
    const { modelDetails } = await client.send(new GetFoundationModelCommand({ modelIdentifier }));
    return Object.keys(modelDetails!.modelLifecycle!).sort();
  };

  it("has the time of its start, and the times of its end once it is LEGACY", async () => {
    expect(await times(THIRD_PARTY)).toEqual(["startOfLifeTime", "status"]);
    const { models } = emulator.world;
    await restart({
      models: { ...models, [THIRD_PARTY]: { ...models[THIRD_PARTY]!, modelLifecycle: "LEGACY" } },
    });
    expect(await times(THIRD_PARTY)).toEqual([
      "endOfLifeTime",
      "legacyTime",
      "publicExtendedAccessTime",
      "startOfLifeTime",
      "status",
    ]);
  });

  it.each<[Record<string, string>, string[]]>([
    [{}, ["status"]],
    [{ "bedrock.timesInLists": "shown" }, ["startOfLifeTime", "status"]],
  ])("in a list, assuming %j, has %j", async (assumptions, members) => {
    await restart({ assumptions });
    const { modelSummaries } = await client.send(new ListFoundationModelsCommand({}));
    expect(Object.keys(modelSummaries![0]!.modelLifecycle!).sort()).toEqual(members);
  });
});

describe("incidents", () => {
  const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };

  it("let AWS turn an agreement to ERROR, which a new one repairs", async () => {
    await accept();
    emulator.clock.tick(60);
    emulator.incidents.agreementFails(place, "INVALID_PAYMENT_INSTRUMENT: card expired");
    expect(await status()).toBe("ERROR");
    await accept();
    emulator.clock.tick(60);
    expect((await client.send(new Look({ modelId: THIRD_PARTY }))).agreementAvailability).toEqual({
      status: "AVAILABLE",
    });
  });

  it("let somebody accept and revoke by hand", async () => {
    emulator.incidents.agreementAccepted(place);
    expect(await status()).toBe("AVAILABLE");
    emulator.incidents.agreementRevoked(place);
    expect(await status()).toBe("NOT_AVAILABLE");
  });

  it("let every other field of an availability be something else", async () => {
    emulator.incidents.availabilityReads(place, { authorizationStatus: "NOT_AUTHORIZED" });
    expect(await client.send(new Look({ modelId: THIRD_PARTY }))).toMatchObject({
      authorizationStatus: "NOT_AUTHORIZED",
    });
    emulator.incidents.agreementReads(place, "IN_PROGRESS");
    expect(await status()).toBe("IN_PROGRESS");
  });
});
