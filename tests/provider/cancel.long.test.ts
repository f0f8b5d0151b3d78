import { setTimeout } from "node:timers/promises";

import { afterEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { observeCancel } from "#provider/host/dynamic/cancel";
import type { PropertyMap } from "#engine/values/values";

import {
  ACCOUNT,
  type Emulator,
  REGION,
  startStill,
  THIRD_PARTY,
  writes,
} from "../support/emulator/emulated";
import { ACCEPT, PLACE, SELDOM, startPending, untilWaited } from "../support/emulator/pending-agreement";
import { configFor, Host, type Managed } from "../support/hosts/host";
import { oldestAllowed, programWith, SDKS, versionOf } from "../support/engines/sdks";
import { carriedOut, SUBJECTS } from "../support/tables/subjects";

const args = { modelId: THIRD_PARTY };
const id = `${ACCOUNT}/${REGION}/${THIRD_PARTY}`;
const LOOK = "GetFoundationModelAvailability";
const NEXT = "The run was interrupted. The next `pulumi up` goes on from here";

const open: { close?: () => Promise<unknown>; stop?: () => Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await (one.stop?.() ?? one.close?.());
});

async function still(start: () => Promise<Emulator> = startStill): Promise<Emulator> {
  const emulator = await start();
  open.unshift(emulator);
  return emulator;
}

/** A run that is to be cancelled, which ends all that its process does. */
async function run(emulator: Emulator, config: Record<string, string> = {}): Promise<Host> {
  const host = await Host.start({ ...configFor(emulator), ...config }, {});
  open.unshift(host);
  return host;
}

/** What became of it, in words. */
const ending = (work: Promise<unknown>): Promise<string> =>
  work.then(
    (did) => String(did),
    (error: unknown) => (error as Error).message,
  );

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await setTimeout(10);
}

function looks({ requests }: Emulator): number {
  return requests.all().filter(({ operation }) => operation === LOOK).length;
}

/** A create that waits for an agreement which stays PENDING. */
async function waiting(
  emulator: Emulator,
  host: Host,
): Promise<{ agreement: Managed; end: Promise<string> }> {
  const agreement = host.resource("ModelAgreement");
  const end = ending(agreement.up(args));
  await untilWaited(emulator);
  return { agreement, end };
}

it("the oldest SDK of these tests is the oldest that package.json allows", () => {
  expect(versionOf(SDKS.oldest)).toBe(oldestAllowed());
});

describe.each(["oldest", "own", "newest"] as const)("Ctrl-C, with the %s SDK,", (sdk) => {
  it("ends a wait at once: id and status are kept, and the next run goes on", async () => {
    const emulator = await still(startPending);
    const folder = programWith(sdk);
    const host = await Host.startIn(folder, { ...configFor(emulator), ...SELDOM });
    open.unshift(host);
    const { agreement, end } = await waiting(emulator, host);
    await host.client.cancel();
    expect(await end).toMatch(
      /^waiting for Bedrock model agreement \(cohere\.command-r-v1:0\) to be AVAILABLE: cancelled after \d+ s, still PENDING\n/,
    );
    expect(await end).toContain(NEXT);
    expect(agreement.state).toMatchObject({ id, outputs: { agreementStatus: "PENDING" } });

    emulator.incidents.agreementReads(PLACE, "AVAILABLE");
    expect(await agreement.on(await Host.start(configFor(emulator))).up(args)).toBe("update");
    expect(agreement.outputs["agreementStatus"]).toBe("AVAILABLE");
    expect(writes(emulator)).toEqual([ACCEPT]);
  });
});

describe("Cancel", () => {
  it("changes nothing where nothing is under way, as at the end of every run", async () => {
    const emulator = await still();
    const host = await run(emulator);
    const agreement = host.resource("ModelAgreement");
    await agreement.check(args);
    await host.client.cancel();
    emulator.incidents.agreementAccepted(PLACE);
    expect(await agreement.up(args)).toBe("create");
    await host.client.cancel();
    expect(await agreement.refresh()).toEqual({});
    expect(host.process.output).toEqual([]);
  });

  it("is not heard where model-access:cancelWaits is false", async () => {
    const emulator = await still(startPending);
    const host = await run(emulator, { "model-access:cancelWaits": "false" });
    const { end } = await waiting(emulator, host);
    const before = looks(emulator);
    await host.client.cancel();
    await until(() => looks(emulator) > before + 2);
    emulator.incidents.agreementReads(PLACE, "AVAILABLE");
    expect(await end).toBe("create");
  });

  it("model-access:cancelWaits must be true or false", async () => {
    const emulator = await still();
    const host = await run(emulator, { "model-access:cancelWaits": "sometimes" });
    await expect(host.resource("ModelAgreement").up(args)).rejects.toThrow(
      "model-access:cancelWaits must be true or false",
    );
  });

  it("ends pauses between attempts that AWS has throttled", async () => {
    const emulator = await still();
    emulator.faults.add({
      target: { operation: LOOK },
      effect: { kind: "refusal", code: "ThrottlingException", status: 429, retryAfterSeconds: 600 },
    });
    const host = await run(emulator);
    const agreement = host.resource("ModelAgreement");
    const end = ending(agreement.up(args));
    await until(() => looks(emulator) > 0);
    await host.client.cancel();
    expect(await end).toContain(`cancelled before it was done\n  ${NEXT}`);
    expect(agreement.state).toBeUndefined();
    expect(writes(emulator)).toEqual([]);
  });

  it("keeps whoever has only looked from changing anything", async () => {
    const emulator = await still();
    const host = await run(emulator);
    emulator.faults.add({ target: { operation: LOOK }, effect: { kind: "latency", milliseconds: 200 } });
    const end = ending(host.resource("ModelAgreement").up(args));
    await until(() => emulator.requests.all().some(({ operation }) => operation === "GetCallerIdentity"));
    await host.client.cancel();
    expect(await end).toContain(NEXT);
    expect(writes(emulator)).toEqual([]);
  });

  it("hears of a delete what AWS says to it, and waits for nothing more", async () => {
    const emulator = await startEmulator({ clock: new RunningClock(1200) });
    open.unshift(emulator);
    const agreement = (await Host.start(configFor(emulator))).resource("ModelAgreement");
    await agreement.up(args);
    emulator.incidents.agreementReads(PLACE, "AVAILABLE");
    const host = await run(emulator, SELDOM);
    const end = ending(agreement.on(host).destroy());
    await until(() => writes(emulator).length === 2);
    await host.client.cancel();
    expect(await end).toMatch(/to be gone: cancelled after \d+ s, still AVAILABLE/);
    expect(agreement.state).toMatchObject({ id });
    emulator.incidents.agreementReads(PLACE, undefined);
    await agreement.on(await Host.start(configFor(emulator))).destroy();
    expect(agreement.state).toBeUndefined();
  });
});

describe("a request that is on its way when the run is cancelled is heard to its end", () => {
  it.each(SUBJECTS)("$makes of a $kind", async (subject) => {
    const { kind, account, makes, objects, prepare, world } = subject;
    const emulator = await startEmulator({ clock: new RunningClock(6000), ...(world && { world }) });
    open.unshift(emulator);
    const given: PropertyMap = await prepare(emulator);
    const config = configFor(emulator, account);
    const host = await run(emulator, { ...config, ...SELDOM });
    emulator.faults.add({
      target: { operation: makes },
      effect: { kind: "latency", milliseconds: 300 },
      times: 1,
    });
    const managed = host.resource(kind);
    const end = ending(managed.up(given));
    await until(() => emulator.faults.list().length === 0);
    expect(carriedOut(emulator, makes)).toEqual([]);
    await host.client.cancel();
    expect(await end).toMatch(new RegExp(`^create$|${NEXT}`));
    expect(carriedOut(emulator, makes)).toHaveLength(1);
    expect(managed.state?.id).toEqual(expect.stringMatching(/./));

    await managed.on(await Host.start(config)).up(given);
    expect(managed.state?.initErrors).toEqual([]);
    expect(carriedOut(emulator, makes)).toHaveLength(1);
    expect(await objects(emulator)).toHaveLength(1);
  });
});

describe("the host's server", () => {
  it("is left as it is where it is of another kind than we know", () => {
    for (const other of [undefined, null, {}, { _retrieveHandler: "no function" }])
      expect(observeCancel(other, () => undefined)).toBe(false);
  });

  it("answers as before where it is observed", () => {
    const told: string[] = [];
    const prototype = { handlers: new Map([["/a", 1]]), _retrieveHandler };
    function _retrieveHandler(this: { handlers: Map<string, number> }, path: string): number | undefined {
      return this.handlers.get(path);
    }
    expect(observeCancel(prototype, () => told.push("Cancel"))).toBe(true);
    expect(prototype._retrieveHandler("/a")).toBe(1);
    expect(prototype._retrieveHandler("/pulumirpc.ResourceProvider/Cancel")).toBeUndefined();
    expect(told).toEqual(["Cancel"]);
  });
});
