import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import type { PropertyMap } from "#engine/values/values";
import { broughtAbout } from "../support/emulator/brought-about";
import { type Emulator, startStepping } from "../support/emulator/emulated";
import { type Between, between, type Heard, send } from "../support/emulator/wire";
import { configFor, Host, type Kept, type Managed } from "../support/hosts/host";
import { run, type Subject, SUBJECTS, type Verb } from "../support/tables/subjects";

const VERBS: readonly Verb[] = ["create", "read", "update", "delete"];

/** Every value that is no object and no list becomes what `other` makes of it. */
function leaves(value: unknown, other: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => leaves(item, other));
  if (typeof value !== "object" || value === null) return other(value);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, leaves(member, other)]));
}

/** Takes a second each time, and says the same of each call. */
const HUGE = "has 50 MB";

/** What somebody in AWS's place answers instead of what AWS says; XML is only what STS speaks. */
const LIES: Readonly<Record<string, (true_: Heard) => Heard>> = {
  "names another address": (heard) => ({
    ...heard,
    status: 302,
    headers: { location: "/elsewhere" },
    body: "",
  }),
  "has no member": (heard) => ({ ...heard, body: isJson(heard) ? "{}" : "<x/>" }),
  "is null": (heard) => ({ ...heard, body: "null" }),
  "is a list": (heard) => ({ ...heard, body: "[[]]" }),
  "has members of other types": (heard) =>
    told(heard, (leaf) => (typeof leaf === "string" ? 7 : [String(leaf)])),
  "has words that nobody knows": (heard) =>
    told(heard, (leaf) => (typeof leaf === "string" && /^[A-Za-z_]+$/.test(leaf) ? "SOMETHING_NEW" : leaf)),
  [HUGE]: (heard) => ({
    ...heard,
    body: isJson(heard) ? `{"nextToken":"${"x".repeat(50 * 1024 * 1024)}"}` : heard.body,
  }),
};

const isJson = ({ body }: Heard) => /^[[{]/.test(body);
const told = (heard: Heard, other: (leaf: unknown) => unknown): Heard =>
  isJson(heard) ? { ...heard, body: JSON.stringify(leaves(JSON.parse(heard.body), other)) } : heard;

let emulator: Emulator;
let proxy: Between;
/** What is lied about: nothing, but in the run that is tried. */
let lie: ((heard: Heard, url: string) => Heard) | undefined;
beforeEach(() => {
  lie = undefined;
});
async function end(): Promise<void> {
  (proxy as Between | undefined)?.close();
  await (emulator as Emulator | undefined)?.close();
}
afterAll(end);

async function begin({ world }: Subject): Promise<void> {
  await end();
  emulator = await startStepping(30, world && { world });
  proxy = await between(async (sent) => {
    const heard = await send(emulator.url, sent);
    return lie ? lie(heard, sent.url) : heard;
  });
}

const start = ({ account }: Subject, more: Record<string, string> = {}) =>
  Host.start({
    ...configFor(proxy, account),
    "model-access:pollInterval": "0.002",
    "aws:retryMode": "standard",
    ...more,
  });

const ROWS = SUBJECTS.flatMap((subject) =>
  VERBS.filter((verb) => verb !== "update" || (subject.change !== undefined && !subject.replaces)).map(
    (verb) => {
      const begun = broughtAbout(async () => {
        const args = await subject.prepare(emulator);
        const managed = (await start(subject)).resource(subject.kind);
        if (verb !== "create") await managed.up(args);
        return { args, kept: managed.state };
      });
      return { kind: subject.kind, verb, subject, begun };
    },
  ),
);

interface Begun {
  readonly args: PropertyMap;
  readonly kept: Kept | undefined;
}
type Row = (typeof ROWS)[number];

/** Runs the verb with one lie. @returns whether there was such a call, and how the run ended */
async function liedTo({ subject, verb }: Row, managed: Managed, { args }: Begun, nth: number, how: string) {
  let calls = 0;
  let followed = false;
  let isTold = false;
  lie = (heard, url) => {
    if (url === "/elsewhere") followed = true;
    if (calls++ !== nth || heard.status !== 200) return heard;
    isTold = true;
    return LIES[how]!(heard);
  };
  managed.on(await start(subject, { "aws:maxRetries": "0" }));
  const failure = await run(verb, managed, args, subject).then(
    () => undefined,
    (error: unknown) => (error as Error).message,
  );
  lie = undefined;
  expect(followed).toBe(false);
  return { isOver: calls <= nth, isTold, failure };
}

async function expectConverged({ subject, verb }: Row, managed: Managed, { args }: Begun): Promise<void> {
  managed.on(await start(subject));
  if (verb === "delete") {
    if (managed.state) await managed.destroy();
    if (!subject.stays) expect(await subject.objects(emulator)).toEqual([]);
    return;
  }
  await run(verb === "update" ? "update" : "create", managed, args, subject);
  expect(managed.state?.initErrors).toEqual([]);
  // Whether an invitation was accepted before, only the requests of another emulator tell.
  if (verb === "create" || !subject.isGoneForGood) expect(await subject.objects(emulator)).toHaveLength(1);
  managed.on(await start(subject));
  expect(await run(verb === "update" ? "update" : "create", managed, args, subject)).toBe("same");
}

describe.each(ROWS)("$kind, $verb", (row) => {
  it.each(Object.keys(LIES))(
    "an answer that %s ends in a clear error or in none; nothing is lost",
    async (how) => {
      for (let nth = 0; nth < (how === HUGE ? 2 : Infinity); nth += 1) {
        await begin(row.subject);
        const begun = await row.begun(emulator);
        const managed = (await start(row.subject)).resource(row.kind);
        managed.state = begun.kept;
        const { isOver, isTold, failure } = await liedTo(row, managed, begun, nth, how);
        if (isOver) break;
        const said = `call ${nth}: ${failure ?? "done"}`;
        expect(said).not.toMatch(
          /\n\s+at |undefined|\[object|TypeError|is not (a function|iterable)|Cannot read/,
        );
        if (failure !== undefined) expect(said).toMatch(/^call \d+: [a-z]+(ing|up to|for)? .*: .*\n {2}/);
        // What is not said to be gone is there.
        if (row.verb !== "delete" || failure !== undefined)
          expect([said, managed.state?.id]).toEqual([said, begun.kept?.id ?? managed.state?.id]);
        if (isTold) await expectConverged(row, managed, begun);
      }
    },
  );
});
