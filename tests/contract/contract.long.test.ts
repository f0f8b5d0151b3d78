import { GetFoundationModelAvailabilityCommand } from "@aws-sdk/client-bedrock";
import { afterEach, beforeAll, describe, expect, it } from "@jest/globals";

import { accessOf } from "#contract/calls/calls";
import { contract, reading } from "#contract/contract";
import { onEmulatedAccount, onEmulator } from "#contract/on-emulator";
import { Report } from "#contract/report";
import { titleOf } from "#contract/vocabulary/row";
import type { Outcome } from "#contract/run/run";
import type { Fault, ManualClock, WorldFile } from "#emulator/index";
import { nameOf } from "#emulator/operation/operation";
import { services } from "#emulator/services/services";
import { bedrock } from "../support/aws/clients";
import {
  ACCOUNT,
  type Emulator,
  REGION,
  startStill,
  THIRD_PARTY,
  writes,
} from "../support/emulator/emulated";

const silent = (): void => undefined;

describe("what we say of AWS holds on the emulator:", () => {
  const outcomes: Outcome[] = [];
  // All at once, so it may take as long as many tests.
  beforeAll(() => onEmulator((outcome) => outcomes.push(outcome), silent));

  it.each(contract.map((row) => [titleOf(row)]))("%s", (title) => {
    const tries = outcomes.filter((outcome) => outcome.title === title);
    expect(tries.filter(({ result }) => result === "failed")).toEqual([]);
    // Skipped for every account would be no proof.
    expect(tries.map(({ result }) => result)).toContain("passed");
  });

  it("and every line was tried under a title of its own, with its source", () => {
    const titles = contract.map(titleOf);
    expect(new Set(titles).size).toBe(titles.length);
    expect(contract.filter(({ source }) => source.where === "")).toEqual([]);
  });
});

it("the part that only reads calls no operation that writes", () => {
  expect(reading.filter(({ operation }) => accessOf(operation) === "write")).toEqual([]);
});

const emulated = services.flatMap((service) =>
  service.operations.map(({ name, access }) => [nameOf(service), name, access] as const),
);
it.each(emulated)("the contract speaks of %s:%s, which it knows to be a %s", (service, name, access) => {
  const isOnly = emulated.filter(([, other]) => other === name).length === 1;
  const rows = contract.filter(
    ({ operation }) => operation === `${service}:${name}` || (isOnly && operation === name),
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(accessOf(rows[0]!.operation)).toBe(access);
});

describe("an emulator that is wrong", () => {
  let emulator: Emulator & { clock: ManualClock };
  afterEach(() => emulator.close());

  async function start(world?: WorldFile): Promise<void> {
    emulator = await startStill(world && { world });
  }

  async function tryAll(models: readonly string[] = [THIRD_PARTY], onPause = silent) {
    const printed: string[] = [];
    const report = new Report((line) => printed.push(line));
    const pause = async (seconds: number): Promise<void> => {
      onPause();
      emulator.clock.tick(seconds);
    };
    await onEmulatedAccount(emulator.url, ACCOUNT, models, pause, report.add);
    return { held: report.end(), text: printed.join("\n") };
  }

  const failures = (text: string) => text.split("\n").filter((line) => line.startsWith("FAILED"));

  it.each<[what: string, fault: Fault, line: string, came: string, source: string]>([
    [
      "says 409 where AWS says 400",
      {
        target: { operation: "DeleteFoundationModelAgreement" },
        times: 1,
        effect: { kind: "refusal", code: "ConflictException", status: 409 },
      },
      "FAILED  DeleteFoundationModelAgreement is a conflict with status 400 while the agreement is not in force yet",
      "differs   the status is 409",
      "source    botocore: bedrock service model; https://docs.aws.amazon.com/bedrock/latest/APIReference/API_DeleteFoundationModelAgreement.html",
    ],
    [
      "has another word for it",
      {
        target: { operation: "GetFoundationModel" },
        skip: 3,
        effect: {
          kind: "refusal",
          code: "ValidationException",
          status: 400,
          message: "Who is {modelIdentifier}?",
        },
      },
      "FAILED  GetFoundationModel does not find a model that does not exist",
      "came      400 ValidationException: Who is example.no-such-model-v1:0?",
      "source    assumed: nobody told us; 404 is in the service model; when it is sent is not",
    ],
    [
      "answers with half of an answer",
      { target: { operation: "GetCallerIdentity" }, effect: { kind: "truncated" } },
      "FAILED  GetCallerIdentity tells account, ARN and user id, and needs no permission",
      "expected  200 and an answer of the right shape",
      "source    botocore: sts service model; ",
    ],
  ])("and %s is found out, with the source of what we thought", async (_what, fault, line, came, source) => {
    await start();
    emulator.faults.add(fault);
    const { held, text } = await tryAll();
    expect(held).toBe(false);
    expect(failures(text)).toEqual([line]);
    expect(text).toContain(came);
    expect(text).toContain(source);
  });

  it("about the scope of agreements is found out", async () => {
    await start({ assumptions: { "bedrock.agreementScope": "region" } });
    const { text } = await tryAll();
    expect(failures(text)).toEqual([
      "FAILED  GetFoundationModelAvailability says AVAILABLE in another Region as well",
    ]);
    expect(text).toContain('differs   agreementAvailability.status: "AVAILABLE"');
    expect(text).toContain("source    assumed: ");
  });

  it("that mints the same token twice is found out, and no token is printed", async () => {
    await start();
    const target = { operation: "ListFoundationModelAgreementOffers" };
    emulator.faults.add({ target, skip: 1, times: 3, effect: { kind: "stale" } });
    emulator.faults.add({
      target: { operation: "CreateFoundationModelAgreement" },
      effect: { kind: "refusal", code: "ValidationException", status: 400, message: "What is {offerToken}?" },
    });
    const { text } = await tryAll();
    expect(text).toContain("differs   offers: a token that was not listed before");
    expect(text).toContain("came      400 ValidationException: What is (hidden)?");
    expect(text).toContain('"offerToken":"(hidden)"');
    const [token] = [...text.matchAll(/eyJ[\w-]+/g)];
    expect(token).toBeUndefined();
  });

  it("leaves no agreement of ours behind, also when the run breaks off", async () => {
    await start();
    let pauses = 0;
    const breakOff = (): void => {
      pauses += 1;
      if (pauses === 3) throw new Error("the line is cut");
    };
    await expect(tryAll([THIRD_PARTY], breakOff)).rejects.toThrow("the line is cut");
    expect(writes(emulator)).toContain("CreateFoundationModelAgreement");
    expect(writes(emulator).at(-1)).toBe("DeleteFoundationModelAgreement");
    const snapshot = JSON.stringify(emulator.requests.all().at(-1));
    expect(snapshot).toContain('"status":202');
  });

  it.each([
    [
      "is lost",
      {
        target: { operation: "CreateFoundationModelAgreement" },
        skip: 4,
        times: 1,
        effect: { kind: "reset", when: "after" },
      },
    ],
    [
      "of a delete is lost",
      {
        target: { operation: "DeleteFoundationModelAgreement" },
        skip: 1,
        times: 2,
        effect: { kind: "reset", when: "before" },
      },
    ],
  ] as const)("nor when an answer %s", async (_what, fault) => {
    await start();
    emulator.faults.add(fault);
    const { text } = await tryAll();
    expect(failures(text)).not.toEqual([]);
    expect(text).toContain("came      no answer,");
    const place = { account: ACCOUNT, region: REGION };
    const look = new GetFoundationModelAvailabilityCommand({ modelId: THIRD_PARTY });
    emulator.clock.tick(20);
    expect(await bedrock(emulator, place).send(look)).toMatchObject({
      agreementAvailability: { status: "NOT_AVAILABLE" },
    });
  });

  it("or right: a model that does not exist ends the run", async () => {
    await start();
    await expect(tryAll(["cohere.comand-r-v1:0"])).rejects.toThrow(
      "the offers of cohere.comand-r-v1:0 cannot be listed: ValidationException",
    );
  });

  it("or right: an agreement that was there is not touched", async () => {
    await start();
    emulator.incidents.agreementAccepted({ account: ACCOUNT, region: REGION, modelId: THIRD_PARTY });
    const { text } = await tryAll();
    expect(text).toContain(`the agreement of ${THIRD_PARTY} reads AVAILABLE, and this run has not made it`);
    expect(writes(emulator)).toEqual([]);
  });
});
