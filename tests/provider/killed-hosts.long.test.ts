import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import type { PropertyMap } from "#engine/values/values";
import { broughtAbout } from "../support/emulator/brought-about";
import type { Emulator } from "../support/emulator/emulated";
import { configFor, Host, type Kept, type Managed } from "../support/hosts/host";
import { carriedOut, type Subject, SUBJECTS } from "../support/tables/subjects";

type Args = PropertyMap;

let emulator: Emulator;

beforeEach(() => fresh());
afterAll(() => emulator.close());

async function fresh(world?: WorldFile): Promise<void> {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(12_000), ...(world && { world }) });
}

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

interface Case {
  readonly subject: Subject;
  readonly verb: Verb;
  readonly begun: (emulator: Emulator) => Promise<{ args: Args; state: Kept | undefined }>;
}

async function bringAbout(
  subject: Subject,
  { verb }: Verb,
): Promise<{ args: Args; state: Kept | undefined }> {
  const args = await subject.prepare(emulator);
  const managed = (await Host.start(config(subject))).resource(subject.kind);
  if (verb !== "create") await managed.up(args);
  return { args, state: managed.state };
}

/** Everything up to the verb, in an AWS of its own. */
async function begin({ subject, begun }: Case): Promise<[Managed, Args]> {
  await fresh(subject.world);
  const { args, state } = await begun(emulator);
  const host = await Host.start(config(subject));
  const managed = host.resource(subject.kind);
  managed.state = state;
  return [managed.on(host), args];
}

/** A moment at which a run may end: at a call, which was made so often before, and before or behind its effect. */
type Moment = readonly [operation: string, skip: number, when: "before" | "after"];

/** Every such moment of the verb. Behind a read is the same one as before the next call. */
async function momentsOf(one: Case): Promise<Moment[]> {
  const { subject, verb } = one;
  const [managed, args] = await begin(one);
  const before = emulator.requests.all().length;
  await verb.run(managed, args, subject.change ?? {});
  const made = emulator.requests.all().slice(before);
  return made.flatMap(({ operation, access }, index) => {
    const skip = made.slice(0, index).filter((other) => other.operation === operation).length;
    const ahead: Moment = [operation, skip, "before"];
    return access === "write" ? [ahead, [operation, skip, "after"] as const] : [ahead];
  });
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
  [operation, skip, when]: Moment,
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

/** The others have crash tables of their own. */
const TWO_ACCOUNTS = SUBJECTS.filter(({ kind }) => !["ModelAgreement", "UseCaseSubmission"].includes(kind));
const CASES = TWO_ACCOUNTS.flatMap((subject) =>
  // A replacement is a delete and a create, which have rows of their own.
  VERBS.filter(({ verb }) => verb !== "update" || (subject.change && !subject.replaces)).map(
    (verb): Case => ({ subject, verb, begun: broughtAbout(() => bringAbout(subject, verb)) }),
  ),
);

describe.each(CASES)("$subject.kind $verb.verb", (one) => {
  const { subject, verb } = one;
  it("that ends at any of its calls, before or after the effect, is finished by the next run: one object", async () => {
    const moments = await momentsOf(one);
    let crashes = 0;
    for (const [operation, skip, when] of moments) {
      const boundary = `${when} ${operation} (${skip} before)`;
      const [managed, args] = await begin(one);
      if (await crash(subject, verb, managed, args, [operation, skip, when])) crashes += 1;
      managed.on(await Host.start(config(subject)));
      await verb.run(managed, args, subject.change ?? {});
      const objects = await subject.objects(emulator);
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
      expect([boundary, await subject.objects(emulator)]).toEqual([boundary, []]);
    }
    // What only looks into the organization may fail, and what looks at a share is looked at again; nothing else.
    const again = /Organization|ListAccounts|GetResourceShareAssociations|ListResourceSharePermissions/;
    const looks = moments.filter(([operation]) => again.test(operation)).length;
    expect(crashes).toBeGreaterThanOrEqual((moments.length - looks) * 0.7);
  });
});

describe("a host that is killed for good", () => {
  it.each(TWO_ACCOUNTS)(
    "while it makes a $kind, right after $makes, leaves one object after the next run",
    async (subject) => {
      const { kind, makes } = subject;
      await fresh(subject.world);
      const args = await subject.prepare(emulator);
      const doomed = await Host.start(config(subject), {});
      const managed = doomed.resource(kind);
      const end = emulator.requests.listen((request) => {
        if (request.operation === makes) doomed.process.host.kill("SIGKILL");
      });
      await expect(managed.up(args)).rejects.toThrow();
      end();
      await doomed.stop();
      expect(managed.state).toBeUndefined();
      await managed.on(await Host.start(config(subject))).up(args);
      expect(await subject.objects(emulator)).toHaveLength(1);
      expect(carriedOut(emulator, makes)).toHaveLength(1);
    },
  );
});
