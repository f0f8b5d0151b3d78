import { setTimeout } from "node:timers/promises";

import { beforeAll, expect, it } from "@jest/globals";

import { startStill } from "../../support/emulator/emulated";
import { configFor, Host } from "../../support/hosts/host";
import { carriedOut, run, SUBJECTS, type Verb } from "../../support/tables/subjects";

type Still = Awaited<ReturnType<typeof startStill>>;

/** What each verb waits for, in order, where AWS takes its time; the others end with their last call. */
const WAITS: Readonly<Record<string, Partial<Record<Verb, readonly string[]>>>> = {
  ModelAgreement: {
    create: ["to be AVAILABLE"],
    update: ["to be gone", "to be AVAILABLE"],
    delete: ["to be gone"],
  },
  CustomModelShare: {
    create: ["to be ACTIVE"],
    update: ["to be at rest", "to be associated"],
    delete: ["to be gone"],
  },
  CustomModelShareAcceptance: { create: ["to be shown"] },
  CustomModelCopy: { create: ["to be copied"] },
  ComprehendModelImport: { create: ["to be TRAINED"], delete: ["to be gone"] },
  ModelLicenseGrant: { create: ["to be distributed", "to be active"], delete: ["to be deleted"] },
};

const VERBS: readonly Verb[] = ["create", "update", "delete"];
const ROWS = SUBJECTS.flatMap((subject) =>
  VERBS.filter((verb) => verb !== "update" || subject.change !== undefined).map((verb) => ({
    kind: subject.kind,
    subject,
    verb,
    waits: WAITS[subject.kind]?.[verb] ?? [],
  })),
);

/** AWS has done in this time whatever a wait is for. In seconds. */
const LONGEST_WAIT = 600;

let plugin: Host;
beforeAll(async () => {
  plugin = await Host.startOn("plugin", {});
});

/** AWS's time goes on while the work is done. */
async function inTime<T>({ clock }: Still, work: Promise<T>): Promise<T> {
  const timer = setInterval(() => clock.tick(30), 5);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

/**
 * Lets AWS's time go on until the run waits for the nth time; from then on it stands still, and so does the run.
 * Each wait before that gets its time at once and never again: time that went on while the next step begins would end the next wait unseen.
 */
async function waitsAgain(
  nth: number,
  { clock }: Still,
  host: Host,
  isOver: () => boolean,
): Promise<boolean> {
  for (let ended = 0; !isOver();) {
    const shown = host.logs.filter(({ ephemeral }) => ephemeral).map(({ message }) => message);
    const waits = shown.filter((text, index) => text !== "" && (shown[index - 1] ?? "") === "");
    if (waits.length > nth) return true;
    if (waits.length > ended) clock.tick(LONGEST_WAIT);
    ended = waits.length;
    await setTimeout(5);
  }
  return false;
}

/** Everything up to the nth wait of the verb, at which the run is cancelled. @returns what it waited for */
async function cancelledAt(
  nth: number,
  { subject, verb }: (typeof ROWS)[number],
): Promise<string | undefined> {
  const emulator = await startStill(subject.world && { world: subject.world });
  try {
    const args = await inTime(emulator, subject.prepare(emulator));
    emulator.clock.tick(600);
    const config = configFor(emulator, subject.account);
    const managed = plugin.next(config).resource(subject.kind);
    if (verb !== "create") await inTime(emulator, managed.up(args));
    const host = plugin.next(config);
    let end: string | undefined;
    const work = run(verb, managed.on(host), args, subject).then(
      () => (end = "done"),
      (error: unknown) => (end = (error as Error).message),
    );
    if (!(await waitsAgain(nth, emulator, host, () => end !== undefined))) {
      expect(end).toBe("done");
      return undefined;
    }
    await host.client.cancel();
    const waited = /^waiting for .*?\)?,? ?((?:to be|a licence)[^:]*): cancelled after \d+ s, still /.exec(
      await work,
    );
    expect([end, waited]).toEqual([end, expect.anything()]);
    expect(end).toContain("The run was interrupted.");
    // What there is, is kept, and the next run goes on with it.
    expect(managed.state?.id).toEqual(expect.stringMatching(/./));
    managed.on(plugin.next(config));
    await inTime(emulator, run(verb, managed, args, subject));
    if (verb === "delete") expect(managed.state).toBeUndefined();
    else expect(managed.state?.initErrors).toEqual([]);
    if (verb === "create") expect(carriedOut(emulator, subject.makes)).toHaveLength(1);
    return waited![1];
  } finally {
    await emulator.close();
  }
}

it.each(ROWS)("Cancel ends each wait of a $kind's $verb, and nothing is lost", async (row) => {
  const waits: string[] = [];
  for (;;) {
    const wait = await cancelledAt(waits.length, row);
    if (wait === undefined) break;
    waits.push(wait);
  }
  expect(waits).toEqual(row.waits);
});
