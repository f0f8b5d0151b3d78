import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { BREAKS, breaksOf } from "../support/broken";
import { importersPolicy } from "../support/comprehend";
import {
  ACCOUNT,
  CLASSIFIER,
  CUSTOM_MODEL,
  type Emulator,
  FORM,
  MEMBER,
  OUTSIDER,
  REGION,
  THIRD_PARTY,
} from "../support/emulated";
import { configFor, Host, type Managed } from "../support/host";
import { bedrockOf, ownModels } from "../support/models";
import { ownedShares, shareByHand } from "../support/shares";

/** A verb of a resource, what has to be there before, and every call that it makes. */
interface Verb {
  readonly kind: keyof typeof ARGS;
  readonly verb: "create" | "read" | "update" | "delete";
  readonly calls: readonly string[];
  /** Brings about what the verb has to do something about. */
  readonly change?: (emulator: Emulator, managed: Managed) => void;
}

const copyPlace = { account: MEMBER, region: REGION };
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

const JOBS = "ListModelCopyJobs";
const COPY = "CreateModelCopyJob";
const JOB = "GetModelCopyJob";
const MODEL = "GetCustomModel";
const TAGS = "ListTagsForResource";
const TAG = "TagResource";
const UNTAG = "UntagResource";
const REMOVE = "DeleteCustomModel";

const POLICY = "DescribeResourcePolicy";
const PUT_POLICY = "PutResourcePolicy";
const DELETE_POLICY = "DeleteResourcePolicy";
const CLASSIFIER_LOOK = "DescribeDocumentClassifier";

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
  {
    kind: "CustomModelCopy",
    verb: "create",
    calls: [WHO, JOBS, "ListCustomModels", COPY, JOB, MODEL, TAGS],
  },
  { kind: "CustomModelCopy", verb: "read", calls: [WHO, MODEL, TAGS] },
  {
    kind: "CustomModelCopy",
    verb: "update",
    calls: [WHO, MODEL, TAGS, TAG, UNTAG],
    change: ({ incidents }, { state }) =>
      incidents.customModelTagged(copyPlace, state!.id, { team: "nobody", more: "than wanted" }),
  },
  { kind: "CustomModelCopy", verb: "delete", calls: [WHO, REMOVE, MODEL] },
  // Who calls is asked as for every other resource.
  {
    kind: "ComprehendModelPolicy",
    verb: "create",
    calls: [POLICY, CLASSIFIER_LOOK, PUT_POLICY, POLICY],
  },
  { kind: "ComprehendModelPolicy", verb: "read", calls: [POLICY] },
  {
    kind: "ComprehendModelPolicy",
    verb: "update",
    calls: [POLICY, PUT_POLICY, POLICY],
    change: ({ incidents }) =>
      incidents.modelPolicyChanged(place, CLASSIFIER, JSON.stringify(importersPolicy(OUTSIDER))),
  },
  { kind: "ComprehendModelPolicy", verb: "delete", calls: [POLICY, DELETE_POLICY, POLICY] },
];

const ARGS = {
  ModelAgreement: { modelId: THIRD_PARTY },
  UseCaseSubmission: FORM,
  CustomModelShare: { name: "models", resourceArns: [CUSTOM_MODEL], principals: [MEMBER] },
  CustomModelCopy: { sourceModelArn: CUSTOM_MODEL, modelName: "triage", tags: { team: "ml" } },
  ComprehendModelPolicy: { resourceArn: CLASSIFIER, importers: [{ accountId: MEMBER }] },
};
const HEALTHY = {
  ModelAgreement: { agreementStatus: "AVAILABLE", required: true },
  UseCaseSubmission: FORM,
  CustomModelShare: { status: "ACTIVE", principals: [MEMBER], resourceArns: [CUSTOM_MODEL] },
  CustomModelCopy: { status: "Active", adopted: false, tagsAll: { team: "ml" } },
  ComprehendModelPolicy: { statements: { [MEMBER]: { Effect: "Allow" } } },
};
const NAMED = {
  ModelAgreement: /^(creating|reading|updating|deleting|waiting for) Bedrock model agreement \(cohere\./,
  UseCaseSubmission: /^(creating|reading|updating|waiting for) Bedrock use-case submission \(/,
  CustomModelShare: /^(creating|reading|updating|deleting|sharing|waiting for) custom model share \(models\)/,
  CustomModelCopy:
    /^(creating|reading|updating|deleting|copying to|waiting for) (the \w+ of )?custom model copy \(triage\)/,
  ComprehendModelPolicy:
    /^(creating|reading|updating|deleting|waiting for) Comprehend model policy \(ticket-topics\/v1\)/,
};

let emulator: Emulator;
/** The account that calls. */
let account: string;

beforeEach(async () => {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(12_000) });
});
afterAll(() => emulator.close());

/** The objects of that kind that AWS may have twice, where it has any. */
async function objectsOf(kind: Verb["kind"]): Promise<readonly object[] | undefined> {
  if (kind === "CustomModelShare") return ownedShares(emulator);
  return kind === "CustomModelCopy" ? ownModels(bedrockOf(emulator)) : undefined;
}

const start = (config: Record<string, string> = {}) =>
  // Retries that adapt would take seconds; that they do is shown elsewhere.
  Host.start({
    ...configFor(emulator, account),
    "model-access:pollInterval": "0.002",
    "aws:retryMode": "standard",
    ...config,
  });

const done = (operation: string): number =>
  emulator.requests.all().filter((request) => request.operation === operation && request.carriedOut).length;

/** Everything that the verb needs to have something to do. */
async function prepare({ kind, verb, change }: Verb): Promise<Managed> {
  account = kind === "CustomModelCopy" ? MEMBER : ACCOUNT;
  if (kind === "CustomModelCopy") await shareByHand(emulator, [MEMBER]);
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

/** The operations whose answer says nothing. */
const SILENT = [PUT, CANCEL, TAG, UNTAG, REMOVE];

/** A late or stale answer is an answer all the same, and where an answer says nothing, nothing of it can be missed. */
function isNoticed([operation, , way]: [string, number, string]): boolean {
  if (way === "answers late" || way === "reads stale for a while") return false;
  // A policy changed a moment ago may be refused for a while.
  if (operation === COPY && way === "is denied for a while") return false;
  return !SILENT.includes(operation) || !/page|short/.test(way);
}

async function expectConverged(verb: Verb, managed: Managed): Promise<void> {
  const { kind } = verb;
  if (verb.verb === "delete") {
    if (managed.state) await managed.on(await start()).destroy();
    expect(done(CANCEL)).toBeLessThanOrEqual(1);
    expect((await objectsOf(kind)) ?? []).toEqual([]);
    return;
  }
  await managed.on(await start()).up(ARGS[kind]);
  expect(managed.outputs).toMatchObject(HEALTHY[kind]);
  // The same token makes one object, however often the request arrives.
  expect((await objectsOf(kind)) ?? [{}]).toHaveLength(1);
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
      [
        ACCEPT,
        PUT,
        CANCEL,
        SHARE,
        ADD,
        UNSHARE,
        COPY,
        TAG,
        UNTAG,
        REMOVE,
        PUT_POLICY,
        DELETE_POLICY,
      ].includes(operation) && !way.includes("for a while"),
  );
  if (writing.length === 0) return;
  it.each(writing)("%s (%d before) %s: is tried again at most where nothing was done", async (...row) => {
    const managed = await prepare(verb);
    await runBroken(verb, managed, row, {});
    await expectConverged(verb, managed);
  });
});
