import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import type { PropertyMap } from "#engine/values/values";
import { comprehendOf, letImport, ownVersions, shownPolicy } from "../support/comprehend";
import {
  ACCOUNT,
  CLASSIFIER,
  CUSTOM_MODEL,
  type Emulator,
  ENCRYPTED_MODEL,
  MEMBER,
  OUTSIDER,
} from "../support/emulated";
import { configFor, Host, type Managed } from "../support/host";
import { bedrockOf, ownModels } from "../support/models";
import { ownedShares, shareByHand } from "../support/shares";

type Args = PropertyMap;

/** A resource, what is changed by its update, and what must be there once, whatever happened. */
interface Subject {
  readonly kind: string;
  readonly account: string;
  readonly world?: WorldFile;
  /** What has to be there before; the resource's inputs are the answer. */
  readonly prepare: () => Promise<Args>;
  readonly change?: Args;
  readonly objects: () => Promise<readonly object[]>;
  /** Whether what was made is there after a delete as well. */
  readonly stays?: boolean;
  /** Whether a create whose state was lost knows later that it was ours. */
  readonly isMarked: boolean;
}

let emulator: Emulator;

const SUBJECTS: Subject[] = [
  {
    kind: "CustomModelShare",
    account: ACCOUNT,
    prepare: () => Promise.resolve({ name: "models", resourceArns: [CUSTOM_MODEL], principals: [MEMBER] }),
    change: {
      name: "more models",
      resourceArns: [ENCRYPTED_MODEL],
      principals: [`arn:aws:organizations::${ACCOUNT}:ou/o-exampleorgid/ou-exam-workload`],
      tags: { team: "ml" },
    },
    objects: () => ownedShares(emulator),
    isMarked: true,
  },
  {
    kind: "CustomModelShareAcceptance",
    account: OUTSIDER,
    // Time runs fast: an invitation must outlive what a busy machine takes to start a process.
    world: { sharing: { customModelsOutside: true }, timing: { sharing: { invitationSeconds: 604_800 } } },
    prepare: async () => ({ shareArn: await shareByHand(emulator, [OUTSIDER]) }),
    objects: async () => carriedOut("AcceptResourceShareInvitation"),
    stays: true,
    isMarked: false,
  },
  {
    kind: "CustomModelCopy",
    account: MEMBER,
    prepare: async () => {
      await shareByHand(emulator, [MEMBER]);
      return { sourceModelArn: CUSTOM_MODEL, modelName: "triage", tags: { team: "ml" } };
    },
    change: { tags: { stage: "prod" } },
    objects: () => ownModels(bedrockOf(emulator)),
    isMarked: true,
  },
  {
    kind: "ComprehendModelPolicy",
    account: ACCOUNT,
    prepare: () => Promise.resolve({ resourceArn: CLASSIFIER, importers: [{ accountId: MEMBER }] }),
    change: {
      importers: [{ accountId: OUTSIDER }, { principalArn: `arn:aws:iam::${MEMBER}:role/importer` }],
    },
    objects: async () => [await shownPolicy(emulator)].filter((policy) => policy !== undefined),
    isMarked: false,
  },
  {
    kind: "ComprehendModelImport",
    account: MEMBER,
    prepare: async () => {
      await letImport(emulator);
      return { sourceModelArn: CLASSIFIER, tags: { team: "ml" } };
    },
    change: { tags: { stage: "prod" } },
    objects: () => ownVersions(comprehendOf(emulator, MEMBER)),
    isMarked: true,
  },
];

beforeEach(() => fresh());
afterAll(() => emulator.close());

async function fresh(world?: WorldFile): Promise<void> {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(12_000), ...(world && { world }) });
}

const carriedOut = (operation: string) =>
  emulator.requests.all().filter((request) => request.operation === operation && request.carriedOut);

const config = ({ account }: Subject): Record<string, string> => ({
  ...configFor(emulator, account),
  "model-access:pollInterval": "0.002",
  "aws:maxRetries": "0",
});

interface Verb {
  readonly verb: "create" | "update" | "delete";
  readonly run: (managed: Managed, args: Args, change: Args) => Promise<unknown>;
}

const VERBS: Verb[] = [
  { verb: "create", run: (managed, args) => managed.up(args) },
  { verb: "update", run: (managed, args, change) => managed.up({ ...args, ...change }) },
  { verb: "delete", run: (managed) => managed.destroy() },
];

/** Everything up to the verb, in an AWS of its own. */
async function begin(subject: Subject, { verb }: Verb): Promise<[Managed, Args]> {
  await fresh(subject.world);
  const args = await subject.prepare();
  const managed = (await Host.start(config(subject))).resource(subject.kind);
  if (verb !== "create") await managed.up(args);
  managed.on(await Host.start(config(subject)));
  return [managed, args];
}

/** Every call that the verb makes, and how often it was made before. */
async function boundariesOf(subject: Subject, verb: Verb): Promise<[operation: string, skip: number][]> {
  const [managed, args] = await begin(subject, verb);
  const before = emulator.requests.all().length;
  await verb.run(managed, args, subject.change ?? {});
  const made = emulator.requests.all().slice(before);
  return made.map(({ operation }, index) => [
    operation,
    made.slice(0, index).filter((other) => other.operation === operation).length,
  ]);
}

/**
 * The run ends at this call and saves nothing.
 * @returns whether it came so far: what is waited for may be there earlier than the last time
 */
async function crash(
  subject: Subject,
  verb: Verb,
  managed: Managed,
  args: Args,
  [operation, skip, when]: [string, number, "before" | "after"],
): Promise<boolean> {
  const saved = structuredClone(managed.state);
  const end = emulator.faults.add({ target: { operation }, skip, times: 1, effect: { kind: "reset", when } });
  const hasCrashed = await verb.run(managed, args, subject.change ?? {}).then(
    () => false,
    () => true,
  );
  end();
  managed.state = saved;
  return hasCrashed;
}

const CASES = SUBJECTS.flatMap((subject) =>
  VERBS.filter(({ verb }) => verb !== "update" || subject.change).map((verb) => ({ subject, verb })),
);

describe.each(CASES)("$subject.kind $verb.verb", ({ subject, verb }) => {
  it("that ends at any of its calls, before or after the effect, is finished by the next run: one object", async () => {
    const boundaries = await boundariesOf(subject, verb);
    let crashes = 0;
    for (const [operation, skip] of boundaries) {
      for (const when of ["before", "after"] as const) {
        const boundary = `${when} ${operation} (${skip} before)`;
        const [managed, args] = await begin(subject, verb);
        if (await crash(subject, verb, managed, args, [operation, skip, when])) crashes += 1;
        managed.on(await Host.start(config(subject)));
        await verb.run(managed, args, subject.change ?? {});
        const objects = await subject.objects();
        if (verb.verb === "delete") {
          if (!subject.stays) expect([boundary, objects]).toEqual([boundary, []]);
          continue;
        }
        expect([boundary, objects.length]).toEqual([boundary, 1]);
        const wanted = verb.verb === "update" ? { ...args, ...subject.change } : args;
        managed.on(await Host.start(config(subject)));
        expect([boundary, await managed.refresh()]).toEqual([boundary, {}]);
        expect([boundary, await managed.up(wanted)]).toEqual([boundary, "same"]);
        if (!subject.isMarked) continue;
        // Whose it is was not forgotten either.
        await managed.on(await Host.start(config(subject))).destroy();
        expect([boundary, await subject.objects()]).toEqual([boundary, []]);
      }
    }
    // What only looks into the organization may fail, and nothing else.
    const looks = boundaries.filter(([operation]) => /Organization|ListAccounts/.test(operation)).length;
    expect(crashes).toBeGreaterThan((boundaries.length - looks) * 2 * 0.7);
  });
});

describe("a host that is killed for good", () => {
  it.each([
    ["CustomModelShare", "CreateResourceShare"],
    ["CustomModelShareAcceptance", "AcceptResourceShareInvitation"],
    ["CustomModelCopy", "CreateModelCopyJob"],
    ["ComprehendModelPolicy", "PutResourcePolicy"],
    ["ComprehendModelImport", "ImportModel"],
  ])("while it makes a %s, right after %s, leaves one object after the next run", async (kind, operation) => {
    const subject = SUBJECTS.find((one) => one.kind === kind)!;
    await fresh(subject.world);
    const args = await subject.prepare();
    const doomed = await Host.start(config(subject), {});
    const managed = doomed.resource(kind);
    const end = emulator.requests.listen((request) => {
      if (request.operation === operation) doomed.process.host.kill("SIGKILL");
    });
    await expect(managed.up(args)).rejects.toThrow();
    end();
    await doomed.stop();
    expect(managed.state).toBeUndefined();
    await managed.on(await Host.start(config(subject))).up(args);
    expect(await subject.objects()).toHaveLength(1);
    expect(carriedOut(operation)).toHaveLength(1);
  });
});
