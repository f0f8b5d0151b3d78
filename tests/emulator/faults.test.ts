import {
  CreateFoundationModelAgreementCommand as Create,
  GetFoundationModelAvailabilityCommand as Look,
  ListFoundationModelAgreementOffersCommand as Offers,
} from "@aws-sdk/client-bedrock";
import { afterEach, beforeEach, expect, it } from "@jest/globals";

import { EmulatorControl, FaultError, type ManualClock } from "#emulator/index";
import {
  ACCOUNT,
  type Emulator,
  MEMBER,
  REGION,
  startStill,
  THIRD_PARTY,
} from "../support/emulator/emulated";
import { bedrock } from "../support/aws/clients";

let emulator: Emulator & { clock: ManualClock };
let control: EmulatorControl;
beforeEach(async () => {
  emulator = await startStill();
  control = new EmulatorControl(emulator.url);
});
afterEach(() => emulator.close());

const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };
const target = { operation: "GetFoundationModelAvailability" };
const failure = { kind: "refusal", code: "InternalServerException", status: 500 } as const;

const look = (as = {}) => bedrock(emulator, as).send(new Look({ modelId: THIRD_PARTY }));
const status = async (): Promise<string> => (await look()).agreementAvailability!.status!;
const accept = async (): Promise<void> => {
  const { offers } = await bedrock(emulator).send(new Offers({ modelId: THIRD_PARTY }));
  await bedrock(emulator).send(new Create({ modelId: THIRD_PARTY, offerToken: offers![0]!.offerToken }));
};
const failed = (call: Promise<unknown>): Promise<boolean> =>
  call.then(
    () => false,
    () => true,
  );

it.each([
  [failure, { name: "InternalServerException", $metadata: { httpStatusCode: 500 } }],
  [{ ...failure, code: "ServiceUnavailableException", status: 503 }, { name: "ServiceUnavailableException" }],
  [{ ...failure, code: "ThrottlingException", status: 429 }, { name: "ThrottlingException" }],
  [{ kind: "reset", when: "before" }, { message: expect.stringContaining("socket hang up") }],
  [{ kind: "reset", when: "after" }, { message: expect.stringContaining("socket hang up") }],
  [{ kind: "html" }, {}],
  [{ kind: "truncated" }, {}],
] as const)("%j breaks a call, as often as asked", async (effect, error) => {
  emulator.faults.add({ target, effect, times: 1 });
  await expect(look()).rejects.toMatchObject(error);
  await look();
});

it("latency delays the answer, and changes nothing else", async () => {
  emulator.faults.add({ target, effect: { kind: "latency", milliseconds: 50 }, times: 1 });
  expect(await status()).toBe("NOT_AVAILABLE");
  // A timer may be a millisecond early.
  expect(emulator.requests.all()[0]!.milliseconds).toBeGreaterThanOrEqual(49);
});

it.each([
  ["before", "NOT_AVAILABLE"],
  ["after", "AVAILABLE"],
] as const)("a connection that breaks %s the effect leaves the agreement %s", async (when, left) => {
  emulator.faults.add({
    target: { operation: "CreateFoundationModelAgreement" },
    effect: { kind: "reset", when },
  });
  await expect(accept()).rejects.toThrow("socket hang up");
  emulator.clock.tick(60);
  expect(await status()).toBe(left);
});

it.each([3, undefined])("Retry-After is %s where the fault says so", async (retryAfterSeconds) => {
  const effect = {
    ...failure,
    code: "ThrottlingException",
    status: 429,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
  await control.addFault({ target, effect });
  const refused = (await look().catch((error: unknown) => error)) as {
    $response: { headers: Record<string, string> };
  };
  expect(refused.$response.headers["retry-after"]).toBe(retryAfterSeconds?.toString());
});

it.each([
  ["operation", { operation: "ListFoundationModels" }],
  ["service", { service: "sts" }],
  ["account", { account: MEMBER }],
  ["Region", { region: "us-west-2" }],
])("another %s is not met", async (_what, other) => {
  emulator.faults.add({ target: other, effect: failure });
  await look();
});

it("a fault meets its account and Region, after the calls it lets pass, until it is ended", async () => {
  const theirs = { account: MEMBER, region: "us-west-2" };
  const end = emulator.faults.add({ target: { ...target, ...theirs }, skip: 1, effect: failure });
  await look();
  await look(theirs);
  await expect(look(theirs)).rejects.toThrow();
  end();
  await look(theirs);
});

it("a fault lasts as long as it is told, and is listed as long", async () => {
  const effect = { ...failure, code: "AccessDeniedException", status: 403 };
  await control.addFault({ target, effect, seconds: 30 });
  await expect(look()).rejects.toMatchObject({ name: "AccessDeniedException" });
  await control.tick(30);
  await expect(look()).rejects.toThrow();
  expect(await control.faults()).toHaveLength(1);
  await control.tick(1);
  await look();
  expect(await control.faults()).toEqual([]);
});

it("chance meets the same calls whenever the seed is the same, and after a reset", async () => {
  const run = async (): Promise<boolean[]> => {
    const met: boolean[] = [];
    for (let i = 0; i < 20; i += 1) met.push(await failed(look()));
    return met;
  };
  const seeded = async (seed: number): Promise<boolean[]> => {
    await control.seedFaults(seed);
    return run();
  };
  const fault = { target, effect: failure, probability: 0.5 };
  await control.addFault(fault);
  const fromTheStart = await run();
  const first = await seeded(42);
  expect(new Set(first)).toEqual(new Set([true, false]));
  expect(await seeded(43)).not.toEqual(first);
  expect(await seeded(42)).toEqual(first);
  await control.reset();
  await control.addFault(fault);
  expect(await run()).toEqual(fromTheStart);
});

it.each([{ seconds: 10 }, { times: 2 }])("a read stays what it was for %j", async (howLong) => {
  expect(await status()).toBe("NOT_AVAILABLE");
  await control.incident("agreementAccepted", place);
  await control.addFault({ target, effect: { kind: "stale" }, ...howLong });
  expect(await status()).toBe("NOT_AVAILABLE");
  expect(await status()).toBe("NOT_AVAILABLE");
  await control.tick(11);
  expect(await status()).toBe("AVAILABLE");
});

it("a read that is stale knows nothing from after the snapshot that was brought back", async () => {
  const before = await control.snapshot();
  await control.incident("agreementAccepted", place);
  expect(await status()).toBe("AVAILABLE");
  await control.restore(before);
  await control.addFault({ target, effect: { kind: "stale" } });
  expect(await status()).toBe("NOT_AVAILABLE");
});

it.each([
  [{ effect: { kind: "explosion" } }, "effect.kind: "],
  [{ effect: failure, probability: 2 }, "probability: "],
  [{ effect: failure, target: { modelId: "a.b" } }, "target.modelId: "],
])("%j is no fault", (fault, message) => {
  expect(() => emulator.faults.add(fault as never)).toThrow(FaultError);
  expect(() => emulator.faults.add(fault as never)).toThrow(message);
});
