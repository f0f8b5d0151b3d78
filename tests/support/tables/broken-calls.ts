import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import type { PropertyMap } from "#engine/values/values";
import { BREAKS, breaksOf } from "../emulator/broken";
import { broughtAbout } from "../emulator/brought-about";
import { ACCOUNT, type Emulator, startStepping } from "../emulator/emulated";
import { configFor, Host, type Kept, type Managed } from "../hosts/host";

/** A resource, and every call that each of its verbs makes. */
export interface Subject {
  readonly kind: string;
  /** The account that calls. @default the one that manages the organization */
  readonly account?: string;
  readonly args: PropertyMap;
  /** What its outputs hold once all is well. */
  readonly healthy: object;
  /** How its messages begin. */
  readonly named: RegExp;
  /** What has to be there before. */
  readonly before?: (emulator: Emulator) => Promise<unknown>;
  /** The objects of that kind that AWS may have twice, where it has any. */
  readonly objects?: (emulator: Emulator) => Promise<readonly object[]>;
  /** The calls that change something. */
  readonly writes: readonly string[];
  /** Those of them that must not be carried out twice. */
  readonly once?: readonly string[];
  /** Those of them whose answer says nothing. */
  readonly silent?: readonly string[];
  /** Those that are looked for where their answer is lost or cannot be read. */
  readonly lookedFor?: readonly string[];
  /** Those that may be refused for a while because of something that was changed a moment ago. */
  readonly patient?: readonly string[];
  readonly verbs: readonly {
    readonly verb: "create" | "read" | "update" | "delete";
    readonly calls: readonly string[];
    /** Those of them that are made again where they fail once, since another look follows. */
    readonly again?: readonly string[];
    /** Brings about what the verb has to do something about. */
    readonly change?: (emulator: Emulator, managed: Managed) => void;
  }[];
}

type Verb = Subject["verbs"][number] & {
  readonly subject: Subject;
  readonly kind: string;
  /** Gives a row what all rows of the verb begin with: the state of the resource, and AWS as it is then. */
  readonly begin: () => Promise<Kept | undefined>;
};
type Row = [operation: string, skip: number, way: string];

let emulator: Emulator;

/** Declares the tests: every call of every verb breaks in every way. */
export function testBrokenCalls(subjects: readonly Subject[]): void {
  beforeEach(async () => {
    await (emulator as Emulator | undefined)?.close();
    emulator = await startStepping(30);
  });
  afterAll(() => emulator.close());

  const verbs = subjects.flatMap((subject) => {
    const met = new Set<string>();
    return subject.verbs.map((one): [string, Verb, Row[]] => {
      const begin = broughtAbout(() => bringAbout(verb));
      const verb: Verb = { ...one, subject, kind: subject.kind, begin: () => begin(emulator) };
      return [`${subject.kind} ${one.verb}`, verb, breaksOf(one.calls, subject.writes, met)];
    });
  });
  describe.each(verbs)("%s", (_name, verb, rows) => {
    it.each(rows)("%s (%d before) %s: says so once, forgets nothing, and converges", (...row) =>
      expectOneMessage(verb, row),
    );

    const writing = rows.filter(
      ([operation, , way]) => verb.subject.writes.includes(operation) && !way.includes("for a while"),
    );
    if (writing.length === 0) return;
    it.each(writing)("%s (%d before) %s: is tried again at most where nothing was done", async (...row) => {
      const managed = await prepare(verb, row);
      await runBroken(verb, managed, row, {});
      await expectConverged(verb, managed);
    });
  });
}

async function expectOneMessage(verb: Verb, row: Row): Promise<void> {
  const managed = await prepare(verb, row);
  const before = managed.state;
  const failure = await runBroken(verb, managed, row, { "aws:maxRetries": "0" });
  expect(failure !== undefined).toBe(isNoticed(verb, row));
  if (failure !== undefined) {
    expect(failure).toMatch(verb.subject.named);
    expect(failure).not.toMatch(/\n\s+at |undefined|\[object/);
    expect(managed.state?.id).toBe(before?.id ?? managed.state?.id);
  }
  await expectConverged(verb, managed);
}

const start = ({ account = ACCOUNT }: Subject, config: Record<string, string> = {}) =>
  // Retries that adapt would take seconds; that they do is shown elsewhere.
  Host.start({
    ...configFor(emulator, account),
    "model-access:pollInterval": "0.002",
    "aws:retryMode": "standard",
    ...config,
  });

/** Everything that the verb needs to have something to do; what is to be read stale must have been read before. */
async function prepare(verb: Verb, [, , way]: Row): Promise<Managed> {
  const managed = (await start(verb.subject)).resource(verb.kind);
  managed.state = await (way === "reads stale for a while" ? bringAbout(verb) : verb.begin());
  return managed;
}

async function bringAbout({ subject, kind, verb, change }: Verb): Promise<Kept | undefined> {
  await subject.before?.(emulator);
  if (verb === "create") return undefined;
  const managed = (await start(subject)).resource(kind);
  await managed.up(subject.args);
  change?.(emulator, managed);
  if (verb === "update") await managed.on(await start(subject)).refresh();
  return managed.state;
}

async function run({ subject, verb }: Verb, managed: Managed): Promise<unknown> {
  if (verb === "read") return managed.refresh();
  return verb === "delete" ? managed.destroy() : managed.up(subject.args);
}

/** Runs the verb while one call breaks; how it ended is the answer. */
async function runBroken(
  verb: Verb,
  managed: Managed,
  [operation, skip, way]: Row,
  config: Record<string, string>,
): Promise<string | undefined> {
  emulator.requests.clear();
  const end = emulator.faults.add({ target: { operation }, skip, ...BREAKS[way]! });
  const failure = await run(verb, managed.on(await start(verb.subject, config))).then(
    () => undefined,
    (error: unknown) => (error as Error).message,
  );
  end();
  return failure;
}

/** A late or stale answer is an answer all the same, and where an answer says nothing, nothing of it can be missed. */
function isNoticed({ subject, again = [] }: Verb, [operation, , way]: Row): boolean {
  const { silent = [], patient = [], lookedFor = [] } = subject;
  if (way === "answers late" || way === "reads stale for a while") return false;
  if (again.includes(operation) && way !== "is denied for a while") return false;
  if (patient.includes(operation) && way === "is denied for a while") return false;
  if (lookedFor.includes(operation) && /page|short|after/.test(way)) return false;
  return !silent.includes(operation) || !/page|short/.test(way);
}

async function expectConverged({ subject, verb }: Verb, managed: Managed): Promise<void> {
  const { args, healthy, objects, once = [] } = subject;
  const expectOnce = (): void => {
    const carriedOut = emulator.requests.all().filter((request) => request.carriedOut);
    for (const operation of once) {
      expect(carriedOut.filter((request) => request.operation === operation).length).toBeLessThanOrEqual(1);
    }
  };
  if (verb === "delete") {
    if (managed.state) await managed.on(await start(subject)).destroy();
    expectOnce();
    expect((await objects?.(emulator)) ?? []).toEqual([]);
    return;
  }
  await managed.on(await start(subject)).up(args);
  expect(managed.outputs).toMatchObject(healthy);
  expect((await objects?.(emulator)) ?? [{}]).toHaveLength(1);
  expectOnce();
  expect(await managed.on(await start(subject)).up(args)).toBe("same");
}
