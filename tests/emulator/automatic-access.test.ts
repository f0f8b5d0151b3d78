import {
  CreateFoundationModelAgreementCommand,
  DeleteFoundationModelAgreementCommand,
  GetFoundationModelAvailabilityCommand,
  ListFoundationModelAgreementOffersCommand,
} from "@aws-sdk/client-bedrock";
import {
  type BedrockRuntimeServiceException,
  ConverseCommand,
  CountTokensCommand,
} from "@aws-sdk/client-bedrock-runtime";
import {
  CreateGrantCommand,
  CreateGrantVersionCommand,
  ListReceivedLicensesCommand,
} from "@aws-sdk/client-license-manager";
import { SearchAgreementsCommand } from "@aws-sdk/client-marketplace-agreement";
import { afterEach, describe, expect, it } from "@jest/globals";

import type { ManualClock, WorldFile } from "#emulator/index";
import { modelGuard, type ModelGuardRules } from "#provider/guard/policies/index";
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
  writes,
} from "../support/emulator/emulated";
import { bedrock, licenseManager, marketplace, runtime, sessionOf } from "../support/aws/clients";

let emulator: Emulator & { clock: ManualClock };
afterEach(() => emulator.close());

const may = (...statements: object[]) => ({
  policies: [{ Version: "2012-10-17", Statement: statements.map((one) => ({ Resource: "*", ...one })) }],
});
const invoke = { Effect: "Allow", Action: "bedrock:Invoke*" };
const ROLES = {
  /** What a program should be at run time. */
  app: may(invoke),
  /** What people make of it when they meet the first refusal. */
  buyer: may(invoke, { Effect: "Allow", Action: "aws-marketplace:*" }),
  /** One that may not look. */
  blind: may(invoke, { Effect: "Allow", Action: "aws-marketplace:Subscribe" }),
  /** One that may buy this product through Bedrock alone, as AWS's guide has it. */
  picky: may(
    invoke,
    { Effect: "Allow", Action: "aws-marketplace:ViewSubscriptions" },
    {
      Effect: "Allow",
      Action: "aws-marketplace:Subscribe",
      Condition: {
        "ForAnyValue:StringEquals": { "aws-marketplace:ProductId": ["prod-tukx4z3hrewle"] },
        StringEquals: { "aws:CalledViaLast": "bedrock.amazonaws.com" },
      },
    },
  ),
};

async function start(world: WorldFile = {}): Promise<void> {
  emulator = await startStill({
    world: {
      accounts: {
        [ACCOUNT]: { roles: ROLES },
        [MEMBER]: { roles: ROLES },
        [OUTSIDER]: { roles: ROLES, paymentInstrument: "invalid" },
      },
      ...world,
    },
  });
}

const messages = [{ role: "user" as const, content: [{ text: "Hi" }] }];
const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };

/** Whether a model answers somebody: 200, or how it refuses. */
async function talk(role: keyof typeof ROLES, modelId = THIRD_PARTY, account = ACCOUNT, region = REGION) {
  const client = runtime(emulator, { ...(await sessionOf(role, emulator, account)), region });
  const asked = client.send(new ConverseCommand({ modelId, messages }));
  return asked.then(
    ({ $metadata }) => $metadata.httpStatusCode,
    (error: unknown) => {
      const { $metadata, name, message } = error as BedrockRuntimeServiceException;
      return `${$metadata.httpStatusCode} ${name}: ${message}`;
    },
  );
}
const status = async (modelId = THIRD_PARTY, account = ACCOUNT) => {
  const look = new GetFoundationModelAvailabilityCommand({ modelId });
  return (await bedrock(emulator, { account }).send(look)).agreementAvailability?.status;
};
const TRY_AGAIN =
  "Your AWS Marketplace subscription for this model cannot be completed at this time. " +
  "If you recently fixed this issue, try again after 2 minutes.";
const NO_RIGHTS =
  "403 AccessDeniedException: Model access is denied due to IAM user or service role is not authorized to perform " +
  "the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable " +
  `access to this model. Refer to the Amazon Bedrock documentation for further details. ${TRY_AGAIN}`;
const NO_PAYMENT =
  "403 AccessDeniedException: Model access is denied due to INVALID_PAYMENT_INSTRUMENT: A valid payment instrument " +
  `must be provided.. ${TRY_AGAIN}`;
const NO_FORM =
  "404 ResourceNotFoundException: Model use case details have not been submitted for this account. Fill out the " +
  "Anthropic use case details form before using the model. If you have already filled out the form, try again in 15 minutes.";

describe("the first call of a model by somebody with Marketplace rights", () => {
  it("is answered, accepts the EULA, and opens the model for everybody", async () => {
    await start();
    expect(await talk("app")).toBe(NO_RIGHTS);
    expect(await talk("buyer")).toBe(200);
    expect(writes(emulator)).toContain("Converse");
    expect(await talk("app")).toBe(200);
    emulator.clock.tick(5);
    expect(await status()).toBe("PENDING");
    emulator.clock.tick(55);
    expect(await status()).toBe("AVAILABLE");
    expect(await talk("app")).toBe(200);
    expect(writes(emulator).filter((name) => name === "Converse")).toHaveLength(1);
    const filters = Object.entries({ PartyType: "Acceptor", AgreementType: "PurchaseAgreement" }).map(
      ([name, value]) => ({ name, values: [value] }),
    );
    const search = new SearchAgreementsCommand({ catalog: "AWSMarketplace", filters });
    expect((await marketplace(emulator).send(search)).agreementViewSummaries).toMatchObject([
      { status: "ACTIVE", proposalSummary: { offerId: "offer-cohcommandr" } },
    ]);
  });

  it("takes the public offer where there is a private one too, and none where there is no public one", async () => {
    await start();
    expect(await talk("buyer", TWO_OFFERS)).toBe(200);
    emulator.incidents.offerWithdrawn(place, "offer-cohcommandr");
    expect(await talk("buyer")).toBe(
      `403 AccessDeniedException: Model access is denied due to PRODUCT_RESTRICTED. ${TRY_AGAIN}`,
    );
  });

  it("subscribes again after the agreement was given back: what gives it back blocks nothing", async () => {
    await start();
    emulator.incidents.agreementAccepted(place);
    const cancel = new DeleteFoundationModelAgreementCommand({ modelId: THIRD_PARTY });
    await bedrock(emulator).send(cancel);
    expect(await talk("app")).toBe(200);
    emulator.clock.tick(20);
    expect(await status()).toBe("NOT_AVAILABLE");
    expect(await talk("app")).toBe(NO_RIGHTS);
    expect(await talk("buyer")).toBe(200);
    emulator.clock.tick(60);
    expect(await status()).toBe("AVAILABLE");
  });

  it("wants both actions, and is told the product and that Bedrock asks", async () => {
    await start();
    expect(await talk("blind")).toBe(NO_RIGHTS);
    expect(await talk("picky", TWO_OFFERS)).toBe(NO_RIGHTS);
    expect(await talk("picky")).toBe(200);
  });

  it("is held by a control policy of the organization, as a subscription by hand is", async () => {
    const document = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Action: "aws-marketplace:Subscribe", Resource: "*" }],
    };
    await start({
      organization: {
        id: "o-exampleorgid",
        managementAccountId: ACCOUNT,
        organizationalUnits: [{ id: "ou-exam-workload", name: "Workloads", accounts: [MEMBER] }],
        policies: { "p-closed00": { document, targets: ["ou-exam-workload"] } },
      },
    });
    expect(await talk("buyer", THIRD_PARTY, MEMBER)).toBe(NO_RIGHTS);
    expect(await talk("buyer")).toBe(200);
  });

  it("needs no right where there is nothing to accept, or where it was accepted by hand", async () => {
    await start();
    expect(await talk("app", FIRST_PARTY)).toBe(200);
    const control = bedrock(emulator);
    const { offers } = await control.send(
      new ListFoundationModelAgreementOffersCommand({ modelId: THIRD_PARTY }),
    );
    const { offerToken } = offers![0]!;
    await control.send(new CreateFoundationModelAgreementCommand({ modelId: THIRD_PARTY, offerToken }));
    expect(await talk("app")).toBe(200);
    expect(await talk("app", THIRD_PARTY, ACCOUNT, "eu-west-1")).toBe(200);
  });

  it("works for 15 minutes without a payment instrument, and then for nobody", async () => {
    await start();
    expect(await talk("buyer", THIRD_PARTY, OUTSIDER)).toBe(200);
    emulator.clock.tick(899);
    expect(await talk("app", THIRD_PARTY, OUTSIDER)).toBe(200);
    emulator.clock.tick(1);
    expect(await talk("app", THIRD_PARTY, OUTSIDER)).toBe(NO_PAYMENT);
    emulator.clock.tick(900);
    expect(await talk("buyer", THIRD_PARTY, OUTSIDER)).toBe(NO_PAYMENT);
    expect(await status(THIRD_PARTY, OUTSIDER)).toBe("ERROR");
  });

  it("is tried again two minutes after a failure that somebody has repaired", async () => {
    await start();
    emulator.incidents.agreementAccepted(place);
    emulator.incidents.agreementFails(
      place,
      "INVALID_PAYMENT_INSTRUMENT: A valid payment instrument must be provided.",
    );
    expect(await talk("buyer")).toBe(NO_PAYMENT);
    emulator.clock.tick(120);
    expect(await talk("app")).toBe(NO_RIGHTS);
    expect(await talk("buyer")).toBe(200);
  });
});

describe("a guard", () => {
  const guarded = (...allow: ModelGuardRules["allow"]) => {
    const { scp } = modelGuard({ allow, exemptRoles: [`arn:aws:iam::${MEMBER}:role/deployer`] });
    const attached = scp.map((document, i) => [`p-0000000${i}`, { document, targets: ["r-exam"] }] as const);
    return start({
      accounts: {
        [ACCOUNT]: { roles: ROLES },
        [MEMBER]: { roles: { ...ROLES, deployer: {} } },
      },
      organization: {
        id: "o-exampleorgid",
        managementAccountId: ACCOUNT,
        organizationalUnits: [{ id: "ou-exam-workload", name: "Workloads", accounts: [MEMBER] }],
        policies: Object.fromEntries(attached as never),
      },
    });
  };
  const there = { ...place, account: MEMBER };

  it("that blocks a model closes what giving the agreement back leaves open", async () => {
    await guarded();
    emulator.incidents.agreementAccepted(there);
    await bedrock(emulator, await sessionOf("deployer", emulator, MEMBER)).send(
      new DeleteFoundationModelAgreementCommand({ modelId: THIRD_PARTY }),
    );
    emulator.clock.tick(20);
    for (const role of ["app", "buyer"] as const) {
      expect(await talk(role, THIRD_PARTY, MEMBER)).toMatch(
        /^403 .* is not authorized to perform: bedrock:InvokeModel on resource: .* with an explicit deny in a service control policy$/,
      );
    }
    expect(await status(THIRD_PARTY, MEMBER)).toBe("NOT_AVAILABLE");
    // No control policy holds there.
    expect(await talk("buyer")).toBe(200);
  });

  it("that lets a model through keeps its subscription to whoever deploys", async () => {
    await guarded({ modelId: THIRD_PARTY });
    expect(await talk("buyer", THIRD_PARTY, MEMBER)).toBe(NO_RIGHTS);
    const deployer = bedrock(emulator, await sessionOf("deployer", emulator, MEMBER));
    const listing = new ListFoundationModelAgreementOffersCommand({ modelId: THIRD_PARTY });
    const { offerToken } = (await deployer.send(listing)).offers![0]!;
    await deployer.send(new CreateFoundationModelAgreementCommand({ modelId: THIRD_PARTY, offerToken }));
    expect(await talk("app", THIRD_PARTY, MEMBER)).toBe(200);
  });
});

describe("a model whose provider wants the first-use form", () => {
  it("is refused with a 404 until the form is filed, whoever calls", async () => {
    await start();
    expect(await talk("buyer", NEEDS_FORM)).toBe(NO_FORM);
    expect(await status(NEEDS_FORM)).toBe("NOT_AVAILABLE");
    emulator.incidents.formFiled(place, FORM);
    expect(await talk("app", NEEDS_FORM)).toBe(NO_RIGHTS);
    expect(await talk("buyer", `us.${NEEDS_FORM}`)).toBe(200);
    expect(await talk("app", NEEDS_FORM)).toBe(200);
  });

  it("wants a form of its own in an opt-in Region", async () => {
    await start({
      accounts: { [ACCOUNT]: { roles: ROLES, useCaseFormFiled: true, optInRegions: ["af-south-1"] } },
      organization: null,
    });
    expect(await talk("buyer", NEEDS_FORM, ACCOUNT, "af-south-1")).toMatch(
      /^400 ValidationException: You have not filled out the required use-case form .*af-south-1/,
    );
    expect(await talk("buyer", NEEDS_FORM)).toBe(200);
  });
});

it.each([
  [
    "restricted",
    FIRST_PARTY,
    "400 ValidationException: Error 002: Access to Bedrock models is not allowed for this account.",
  ],
  ["never-enabled", THIRD_PARTY, "400 ValidationException: Operation not allowed"],
  ["never-enabled", FIRST_PARTY, 200],
  ["third-party", FIRST_PARTY, 200],
] as const)("an account whose authorization is %s calls %s: %s", async (authorization, modelId, answer) => {
  await start({ accounts: { [ACCOUNT]: { roles: ROLES, authorization } }, organization: null });
  expect(await talk("buyer", modelId)).toBe(answer);
});

describe("what nobody knows", () => {
  const assuming = (name: string, alternative: string) =>
    start({ assumptions: { [`bedrock-runtime.${name}`]: alternative } });
  const SETTLING =
    "403 AccessDeniedException: The agreement for this model is being changed. Try again in 15 minutes.";

  it("calls may be refused until the agreement is AVAILABLE, the first one too", async () => {
    await assuming("whilePending", "refused");
    expect(await talk("buyer")).toBe(SETTLING);
    expect(await talk("buyer")).toBe(SETTLING);
    emulator.clock.tick(60);
    expect(await talk("app")).toBe(200);
  });

  it("calls may be refused as soon as an agreement is given back", async () => {
    await assuming("whileCancelling", "refused");
    emulator.incidents.agreementAccepted(place);
    await bedrock(emulator).send(new DeleteFoundationModelAgreementCommand({ modelId: THIRD_PARTY }));
    expect(await talk("app")).toBe(SETTLING);
    expect(await talk("buyer")).toBe(SETTLING);
    emulator.clock.tick(20);
    expect(await talk("buyer")).toBe(200);
  });

  it("who may not subscribe may be answered for 15 minutes all the same", async () => {
    await assuming("withoutRights", "late");
    expect(await talk("app")).toBe(200);
    emulator.clock.tick(899);
    expect(await talk("app")).toBe(200);
    emulator.clock.tick(1);
    expect(await talk("app")).toBe(NO_RIGHTS);
    expect(await status()).toBe("NOT_AVAILABLE");
  });

  it("a model may answer for ten minutes without the form", async () => {
    await assuming("withoutForm", "late");
    expect(await talk("app", NEEDS_FORM)).toBe(200);
    emulator.clock.tick(600);
    expect(await talk("app", NEEDS_FORM)).toBe(NO_FORM);
  });

  it("tokens may be counted only for who has access, and then that subscribes as well", async () => {
    const count = (account = ACCOUNT) =>
      runtime(emulator, { account }).send(
        new CountTokensCommand({ modelId: THIRD_PARTY, input: { converse: { messages } } }),
      );
    await assuming("countsWithoutAccess", "refused");
    expect((await count()).inputTokens).toBe(1);
    expect(writes(emulator)).toEqual(["CountTokens"]);
  });
});

it("a grant of another account's licence opens a model to who has no right in AWS Marketplace", async () => {
  await start();
  emulator.incidents.agreementAccepted(place);
  emulator.clock.tick(90);
  expect(await talk("app", THIRD_PARTY, MEMBER)).toBe(NO_RIGHTS);
  const manager = licenseManager(emulator);
  const { Licenses } = await manager.send(new ListReceivedLicensesCommand({}));
  const { GrantArn } = await manager.send(
    new CreateGrantCommand({
      ClientToken: "grant",
      GrantName: "models",
      LicenseArn: Licenses![0]!.LicenseArn,
      Principals: [`arn:aws:iam::${MEMBER}:root`],
      HomeRegion: REGION,
      AllowedOperations: ["CheckoutLicense"],
    }),
  );
  emulator.clock.tick(60);
  await manager.send(new CreateGrantVersionCommand({ ClientToken: "on", GrantArn, Status: "ACTIVE" }));
  emulator.clock.tick(30);
  expect(await talk("app", THIRD_PARTY, MEMBER)).toBe(200);
  expect(await talk("buyer", THIRD_PARTY, MEMBER)).toBe(200);
  expect(writes(emulator)).not.toContain("Converse");
});

it("a lost answer of a first call has subscribed all the same", async () => {
  await start();
  emulator.faults.add({
    target: { service: "bedrock-runtime" },
    times: 1,
    effect: { kind: "reset", when: "after" },
  });
  const client = runtime(emulator, await sessionOf("buyer", emulator));
  await expect(client.send(new ConverseCommand({ modelId: THIRD_PARTY, messages }))).rejects.toThrow();
  expect(emulator.requests.all().at(-1)).toMatchObject({
    operation: "Converse",
    access: "write",
    carriedOut: true,
    status: 0,
  });
  expect(await talk("app")).toBe(200);
});
