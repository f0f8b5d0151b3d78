import {
  GetFoundationModelAvailabilityCommand as Look,
  GetFoundationModelCommand as Get,
  GetUseCaseForModelAccessCommand as Form,
  ListFoundationModelAgreementOffersCommand as Offers,
  ListFoundationModelsCommand as List,
  PutUseCaseForModelAccessCommand as Put,
} from "@aws-sdk/client-bedrock";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import { bedrock } from "../support/aws/clients";
import {
  ACCOUNT,
  type Emulator,
  FIRST_PARTY,
  FORM,
  NEEDS_FORM,
  REGION,
  THIRD_PARTY,
} from "../support/emulator/emulated";
import { configFor, Host } from "../support/hosts/host";
import { recorded } from "./bedrock-agreements";
import { expectShape } from "./shape";

const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };
const PAYMENT = "INVALID_PAYMENT_INSTRUMENT: A valid payment instrument must be provided.";

let emulator: Emulator;
const begin = async (world: WorldFile = {}): Promise<void> => {
  emulator = await startEmulator({ clock: new RunningClock(1200), world });
};
beforeEach(() => begin());
afterEach(() => emulator.close());

const client = () => bedrock(emulator);
const look = (modelId = THIRD_PARTY) => client().send(new Look({ modelId }));
const inAccount = async (authorization: "third-party" | "never-enabled"): Promise<void> => {
  await emulator.close();
  await begin({ accounts: { [ACCOUNT]: { authorization } }, organization: null });
};
const legacy = async (): Promise<void> => {
  const { models } = emulator.world;
  await emulator.close();
  await begin({
    models: { ...models, [THIRD_PARTY]: { ...models[THIRD_PARTY]!, modelLifecycle: "LEGACY" } },
  });
};

/** How each situation is brought about. */
const situations: Record<string, () => Promise<object>> = {
  "bedrock GetFoundationModelAvailability of a model that nobody has accepted": () => look(NEEDS_FORM),
  "bedrock GetFoundationModelAvailability of a model that was accepted": () => {
    emulator.incidents.agreementAccepted(place);
    return look();
  },
  "bedrock GetFoundationModelAvailability of a model of Amazon's in an account that is not authorized for any of them":
    async () => {
      await inAccount("third-party");
      return look(FIRST_PARTY);
    },
  "bedrock GetFoundationModelAvailability of a model in an account where Bedrock was never enabled":
    async () => {
      await inAccount("never-enabled");
      return look(NEEDS_FORM);
    },
  "bedrock GetFoundationModelAvailability of an agreement that could not be paid": () => {
    emulator.incidents.agreementAccepted(place);
    emulator.incidents.agreementFails(place, PAYMENT);
    return look();
  },
  "bedrock ListFoundationModelAgreementOffers of a public offer without a fixed duration": () =>
    client().send(new Offers({ modelId: NEEDS_FORM })),
  "bedrock GetFoundationModel of an ACTIVE model": () =>
    client().send(new Get({ modelIdentifier: THIRD_PARTY })),
  "bedrock GetFoundationModel of a LEGACY model": async () => {
    await legacy();
    return client().send(new Get({ modelIdentifier: THIRD_PARTY }));
  },
  "bedrock ListFoundationModels of the Region": () => client().send(new List({})),
  "bedrock GetUseCaseForModelAccess of a form that was put": async () => {
    await client().send(new Put({ formData: new TextEncoder().encode(JSON.stringify(FORM)) }));
    return client().send(new Form({}));
  },
};

it.each(recorded.map((answer) => [`${answer.operation} ${answer.what}`, answer] as const))(
  "%s has the members that were recorded",
  async (situation, answer) => {
    expectShape(await situations[situation]!(), answer);
  },
);

it("every situation was recorded", () => {
  expect(Object.keys(situations)).toEqual(recorded.map(({ operation, what }) => `${operation} ${what}`));
});

describe("the values that were recorded", () => {
  const read = async (modelId: string): Promise<string[]> => {
    const { agreementAvailability, ...answer } = await look(modelId);
    const { authorizationStatus, entitlementAvailability, regionAvailability } = answer;
    return [
      agreementAvailability!.status!,
      authorizationStatus!,
      entitlementAvailability!,
      regionAvailability!,
    ];
  };
  const withoutAgreement = ["NOT_AVAILABLE", "AUTHORIZED", "AVAILABLE", "AVAILABLE"];

  it("of a model are the same with a form and without one, until it is accepted", async () => {
    expect(await read(NEEDS_FORM)).toEqual(withoutAgreement);
    emulator.incidents.formFiled(place, FORM);
    expect(await read(NEEDS_FORM)).toEqual(withoutAgreement);
  });

  it("of an account that is not authorized leave the agreement as it is", async () => {
    await inAccount("third-party");
    expect(await read(FIRST_PARTY)).toEqual(["AVAILABLE", "NOT_AUTHORIZED", "AVAILABLE", "AVAILABLE"]);
    await inAccount("never-enabled");
    expect((await read(NEEDS_FORM)).slice(0, 2)).toEqual(["NOT_AVAILABLE", "NOT_AUTHORIZED"]);
  });

  it("of the refusals are AWS's texts", async () => {
    await expect(client().send(new Form({}))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "You have not filled out the request form. Fill out the form before getting access.",
    });
    const words = { ...FORM, intendedUsers: "internal" };
    const formData = new TextEncoder().encode(JSON.stringify(words));
    await expect(client().send(new Put({ formData }))).rejects.toMatchObject({
      name: "ValidationException",
      message: "Invalid form data.",
      $metadata: { httpStatusCode: 400 },
    });
    await expect(client().send(new Offers({ modelId: FIRST_PARTY }))).rejects.toMatchObject({
      name: "ValidationException",
    });
  });
});

describe("the provider", () => {
  const managed = async (kind: string) => (await Host.start(configFor(emulator))).resource(kind);

  it("adopts what was accepted, with the four answers as they were recorded", async () => {
    emulator.incidents.agreementAccepted(place);
    const agreement = await managed("ModelAgreement");
    await agreement.up({ modelId: THIRD_PARTY });
    expect(agreement.outputs).toMatchObject({
      agreementStatus: "AVAILABLE",
      authorizationStatus: "AUTHORIZED",
      entitlementAvailability: "AVAILABLE",
      regionAvailability: "AVAILABLE",
    });
  });

  it("records the terms of an offer that has no duration", async () => {
    const agreement = await managed("ModelAgreement");
    await agreement.up({ modelId: THIRD_PARTY });
    expect(agreement.outputs["terms"]).not.toHaveProperty("validityTerm");
    expect(agreement.outputs["terms"]).toHaveProperty("supportTerm.refundPolicyDescription");
  });

  it("shows why an agreement could not be paid", async () => {
    const agreement = await managed("ModelAgreement");
    await agreement.up({ modelId: THIRD_PARTY });
    emulator.incidents.agreementFails(place, PAYMENT);
    expect(await agreement.refresh()).toHaveProperty("agreementStatus");
    expect(agreement.outputs).toMatchObject({ agreementErrorMessage: PAYMENT });
  });

  it("takes a model of Amazon's whose account is not authorized for usable", async () => {
    await inAccount("third-party");
    const agreement = await managed("ModelAgreement");
    await agreement.up({ modelId: FIRST_PARTY });
    expect(agreement.outputs).toMatchObject({ required: false, authorizationStatus: "NOT_AUTHORIZED" });
  });

  it("reads a form that was put once as it was put", async () => {
    await client().send(new Put({ formData: new TextEncoder().encode(JSON.stringify(FORM)) }));
    const submission = await managed("UseCaseSubmission");
    await submission.up(FORM);
    expect(submission.outputs).toMatchObject({ ...FORM, adopted: true });
  });
});
