import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { BREAKS, breaksOf } from "../support/broken";
import { ACCOUNT, type Emulator, FORM, MEMBER, REGION, THIRD_PARTY } from "../support/emulated";
import { configFor, Host, type Managed } from "../support/host";
import { ownedShares } from "../support/shares";

/** A verb of a resource, what has to be there before, and every call that it makes. */
interface Verb {
  readonly kind: "ModelAgreement" | "UseCaseSubmission" | "CustomModelShare";
  readonly verb: "create" | "read" | "update" | "delete";
  readonly calls: readonly string[];
  /** Brings about what the verb has to do something about. */
  readonly change?: (emulator: Emulator, managed: Managed) => void;
}

const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };
const WHO = "GetCallerIdentity";
const LOOK = "GetFoundationModelAvailability";
const OFFERS = "ListFoundationModelAgreementOffers";
const ACCEPT = "CreateFoundationModelAgreement";
const CANCEL = "DeleteFoundationModelAgreement";
const GET = "GetUseCaseForModelAccess";
const PUT = "PutUseCaseForModelAccess";

const SHARE = "CreateResourceShare";
const UNSHARE = "DeleteResourceShare";
const SHARES = "GetResourceShares";
const ASSOCIATIONS = "GetResourceShareAssociations";
const ADD = "AssociateResourceShare";

const VERBS: Verb[] = [
  { kind: "ModelAgreement", verb: "create", calls: [WHO, LOOK, OFFERS, ACCEPT, LOOK, LOOK] },
  { kind: "ModelAgreement", verb: "read", calls: [WHO, LOOK] },
  {
    kind: "ModelAgreement",
    verb: "update",
    calls: [WHO, LOOK, OFFERS, ACCEPT, LOOK, LOOK],
    change: ({ incidents }) => incidents.agreementFails(place, "no card"),
  },
  { kind: "ModelAgreement", verb: "delete", calls: [WHO, CANCEL, LOOK] },
  { kind: "UseCaseSubmission", verb: "create", calls: [WHO, GET, PUT, GET] },
  {
    kind: "UseCaseSubmission",
    verb: "update",
    calls: [WHO, GET, PUT, GET],
    change: ({ incidents }) => incidents.formFiled(place, { ...FORM, companyName: "Another" }),
  },
  { kind: "UseCaseSubmission", verb: "read", calls: [WHO, GET] },
  {
    kind: "CustomModelShare",
    verb: "create",
    calls: [WHO, SHARES, SHARE, SHARES, ASSOCIATIONS, ASSOCIATIONS, "ListResourceSharePermissions"],
  },
  {
    kind: "CustomModelShare",
    verb: "read",
    calls: [WHO, SHARES, ASSOCIATIONS, "ListPermissionAssociations"],
  },
  {
    kind: "CustomModelShare",
    verb: "update",
    calls: [WHO, SHARES, ADD, SHARES],
    change: ({ incidents }, { state }) => incidents.shareNarrowed(place, state!.id, MEMBER),
  },
  { kind: "CustomModelShare", verb: "delete", calls: [WHO, UNSHARE, SHARES] },
];

const MODEL = `arn:aws:bedrock:${REGION}:${ACCOUNT}:custom-model/amazon.nova-micro-v1:0/triage000001`;
const ARGS = {
  ModelAgreement: { modelId: THIRD_PARTY },
  UseCaseSubmission: FORM,
  CustomModelShare: { name: "models", resourceArns: [MODEL], principals: [MEMBER] },
};
const HEALTHY = {
  ModelAgreement: { agreementStatus: "AVAILABLE", required: true },
  UseCaseSubmission: FORM,
  CustomModelShare: { status: "ACTIVE", principals: [MEMBER], resourceArns: [MODEL] },
};
const NAMED = {
  ModelAgreement: /^(creating|reading|updating|deleting|waiting for) Bedrock model agreement \(cohere\./,
  UseCaseSubmission: /^(creating|reading|updating|waiting for) Bedrock use-case submission \(/,
  CustomModelShare: /^(creating|reading|updating|deleting|sharing|waiting for) custom model share \(models\)/,
};

let emulator: Emulator;

beforeEach(async () => {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(12_000) });
});
afterAll(() => emulator.close());

const start = (config: Record<string, string> = {}) =>
  Host.start({ ...configFor(emulator), "model-access:pollInterval": "0.002", ...config });

const done = (operation: string): number =>
  emulator.requests.all().filter((request) => request.operation === operation && request.carriedOut).length;

/** Everything that the verb needs to have something to do. */
async function prepare({ kind, verb, change }: Verb): Promise<Managed> {
  const managed = (await start()).resource(kind);
  if (verb === "create") return managed;
  await managed.up(ARGS[kind]);
  change?.(emulator, managed);
  if (verb === "update") await managed.on(await start()).refresh();
  return managed;
}

async function run({ kind, verb }: Verb, managed: Managed): Promise<unknown> {
  if (verb === "read") return managed.refresh();
  return verb === "delete" ? managed.destroy() : managed.up(ARGS[kind]);
}

/** Runs the verb while one call breaks; how it ended is the answer. */
async function runBroken(
  verb: Verb,
  managed: Managed,
  [operation, skip, way]: [string, number, string],
  config: Record<string, string>,
): Promise<string | undefined> {
  emulator.requests.clear();
  const end = emulator.faults.add({ target: { operation }, skip, ...BREAKS[way]! });
  const failure = await run(verb, managed.on(await start(config))).then(
    () => undefined,
    (error: unknown) => (error as Error).message,
  );
  end();
  return failure;
}

/** A late or stale answer is an answer all the same, and where an answer says nothing, nothing of it can be missed. */
function isNoticed([operation, , way]: [string, number, string]): boolean {
  if (way === "answers late" || way === "reads stale for a while") return false;
  return ![PUT, CANCEL].includes(operation) || !/page|short/.test(way);
}

async function expectConverged(verb: Verb, managed: Managed): Promise<void> {
  const { kind } = verb;
  if (verb.verb === "delete") {
    if (managed.state) await managed.on(await start()).destroy();
    expect(done(CANCEL)).toBeLessThanOrEqual(1);
    expect(await ownedShares(emulator)).toEqual([]);
    return;
  }
  await managed.on(await start()).up(ARGS[kind]);
  expect(managed.outputs).toMatchObject(HEALTHY[kind]);
  // The same token makes one share, however often the request arrives.
  expect(await ownedShares(emulator)).toHaveLength(kind === "CustomModelShare" ? 1 : 0);
  expect(done(ACCEPT)).toBeLessThanOrEqual(1);
  expect(done(PUT)).toBeLessThanOrEqual(1);
  expect(await managed.on(await start()).up(ARGS[kind])).toBe("same");
}

describe.each(VERBS)("$kind $verb", (verb) => {
  const rows = breaksOf(verb.calls);

  it.each(rows)("%s (%d before) %s: says so once, forgets nothing, and converges", async (...row) => {
    const managed = await prepare(verb);
    const before = managed.state;
    const failure = await runBroken(verb, managed, row, { "aws:maxRetries": "0" });
    expect(failure !== undefined).toBe(isNoticed(row));
    if (failure !== undefined) {
      expect(failure).toMatch(NAMED[verb.kind]);
      expect(failure).not.toMatch(/\n\s+at |undefined|\[object/);
      expect(managed.state?.id).toBe(before?.id ?? managed.state?.id);
    }
    await expectConverged(verb, managed);
  });

  const writing = rows.filter(
    ([operation, , way]) =>
      [ACCEPT, PUT, CANCEL, SHARE, ADD, UNSHARE].includes(operation) && !way.includes("for a while"),
  );
  if (writing.length === 0) return;
  it.each(writing)("%s (%d before) %s: is tried again at most where nothing was done", async (...row) => {
    const managed = await prepare(verb);
    await runBroken(verb, managed, row, {});
    await expectConverged(verb, managed);
  });
});
