import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import type { PropertyMap } from "#engine/values/values";
import { importFile } from "#provider/host/dynamic/import-file";
import { importersPolicy, shownPolicy } from "../support/aws/comprehend";
import {
  ACCOUNT,
  CLASSIFIER,
  type Emulator,
  MEMBER,
  OUTSIDER,
  REGION,
  writes,
} from "../support/emulator/emulated";
import { configFor, Host, type Managed } from "../support/hosts/host";

const KIND = "ComprehendModelPolicy";
const PUT = "PutResourcePolicy";
const REMOVE = "DeleteResourcePolicy";
const place = { account: ACCOUNT, region: REGION };
const args = { resourceArn: CLASSIFIER, importers: [{ accountId: MEMBER }] };
const edited = { ...args, importers: [{ accountId: OUTSIDER }] };
const BY_HAND = `by hand: aws comprehend delete-resource-policy --region ${REGION} --resource-arn ${CLASSIFIER}`;

let emulator: Emulator;
let host: Host;
let policy: Managed;

async function begin(world?: WorldFile): Promise<void> {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(3600), ...(world && { world }) });
  await nextRun();
  policy = host.resource(KIND);
}

async function nextRun(): Promise<void> {
  host = await Host.start(configFor(emulator));
  emulator.requests.clear();
}

interface Shown {
  readonly Statement: readonly { readonly Sid?: string }[] | { readonly Sid?: string };
}

async function sids(): Promise<(string | undefined)[]> {
  const { Statement } = JSON.parse((await shownPolicy(emulator))!.text) as Shown;
  return [Statement].flat().map(({ Sid }) => Sid);
}
/** Somebody puts a policy by hand. */
const byHand = (text: object): void =>
  emulator.incidents.modelPolicyChanged(place, CLASSIFIER, JSON.stringify(text));
/** The program without the state of the run before, as a run leaves it that was killed. */
const forgotten = (name = "it"): Managed => host.resource(KIND, name);

async function isRemovedBy(one: Managed): Promise<void> {
  await nextRun();
  await one.on(host).destroy();
  expect(host.warnings()).toEqual([]);
  expect(written()).toEqual([REMOVE]);
  expect(await shownPolicy(emulator)).toBeUndefined();
}

async function isKeptBy(one: Managed, why: string): Promise<void> {
  await nextRun();
  await one.on(host).destroy();
  expect(host.warnings()).toEqual([expect.stringContaining(why)]);
  expect(written()).toEqual([]);
  expect(await shownPolicy(emulator)).toBeDefined();
}

const written = (): string[] => writes(emulator);

beforeEach(() => begin());
afterAll(() => emulator.close());

describe("the Sids that say whose a policy is", () => {
  it("stand where the program gives none, and are shown to nobody", async () => {
    const Statement = [
      { ...importersPolicy(OUTSIDER).Statement[0]!, Sid: "Partner" },
      ...importersPolicy(MEMBER, { Condition: { Bool: { "aws:SecureTransport": "true" } } }).Statement,
      ...importersPolicy(MEMBER).Statement,
    ];
    await policy.up({ resourceArn: CLASSIFIER, policy: { Version: "2012-10-17", Statement } });
    expect((await sids()).sort()).toEqual([
      "Partner",
      expect.stringMatching(/^PulumiModelAccess[0-9a-f]{32}\d$/),
      expect.stringMatching(/^PulumiModelAccess[0-9a-f]{32}\d$/),
    ]);
    expect(new Set(await sids()).size).toBe(3);
    await nextRun();
    expect(await policy.on(host).refresh()).toEqual({});
    const { resources } = await importFile(
      [{ type: KIND, name: "topics", id: CLASSIFIER }],
      configFor(emulator),
    );
    expect(JSON.stringify([policy.state!.inputs, policy.outputs, resources])).not.toContain(
      "PulumiModelAccess",
    );
  });

  it("that a program has copied from AWS are left out of what it asks for", async () => {
    await policy.up(args);
    const copied = JSON.parse((await shownPolicy(emulator))!.text) as PropertyMap;
    await nextRun();
    expect(await policy.on(host).up({ resourceArn: CLASSIFIER, policy: copied })).toBe("update");
    expect(written()).toEqual([]);
    expect(policy.outputs["policy"]).not.toContain("PulumiModelAccess");
  });

  it("are not put for their own sake on what our state knows, which is removed all the same", async () => {
    await policy.up(args);
    byHand(importersPolicy(MEMBER));
    await nextRun();
    expect(await policy.on(host).refresh()).toEqual({});
    expect(await policy.up(args)).toBe("same");
    expect(await policy.up({ ...args, onExisting: "overwrite" })).toBe("update");
    expect(written()).toEqual([]);
    await isRemovedBy(policy);
  });
});

describe("a policy that was put by a run that saved nothing", () => {
  it("is found as ours, and removed with its resource", async () => {
    await policy.up(args);
    await nextRun();
    const again = forgotten();
    await again.up(args);
    expect(written()).toEqual([]);
    expect(again.outputs).toMatchObject({ adopted: false });
    await isRemovedBy(again);
  });

  it("is overwritten with its revision when the program was edited meanwhile, and the run says so", async () => {
    await begin({ assumptions: { "comprehend.policyWithoutRevision": "refused" } });
    await policy.up(args);
    await nextRun();
    const again = forgotten();
    await again.up(edited);
    expect(written()).toEqual([PUT]);
    expect(host.warnings()).toEqual([
      `overwrote a policy that an earlier run of this resource had put; its statements: ${MEMBER} (added), ${OUTSIDER} (removed)`,
    ]);
    expect(Object.keys(again.outputs["statements"] as object)).toEqual([OUTSIDER]);
    await isRemovedBy(again);
  });

  it("of another resource is not overwritten", async () => {
    await policy.up(args);
    await nextRun();
    await expect(forgotten("other").up(edited)).rejects.toThrow("another policy is there already");
    expect(written()).toEqual([]);
  });
});

it.each([["is answered by a page of a proxy", "html"] as const, ["is cut short", "truncated"] as const])(
  "a put that %s is seen to have been done: the next run does nothing, and destroy removes it",
  async (_what, kind) => {
    emulator.faults.add({ target: { operation: PUT }, times: 1, effect: { kind } });
    await policy.up(args);
    expect(policy.outputs).toMatchObject({ adopted: false });
    await nextRun();
    expect(await policy.on(host).up(args)).toBe("same");
    emulator.faults.add({ target: { operation: REMOVE }, times: 1, effect: { kind } });
    await isRemovedBy(policy);
  },
);

describe("a resource that was renamed without an alias", () => {
  async function rename(): Promise<Managed> {
    await policy.up(args);
    await nextRun();
    const renamed = host.resource(KIND, "renamed");
    await renamed.up(args);
    expect(renamed.outputs).toMatchObject({ adopted: true });
    await policy.on(host).destroy();
    return renamed;
  }

  it("has the policy from then on: it shows no drift, and is removed with it", async () => {
    const renamed = await rename();
    expect(written()).toEqual([PUT]);
    expect(host.warnings()).toEqual([
      `kept the policy of ${CLASSIFIER}: the resource renamed still uses it, and owns it from now on`,
    ]);
    await nextRun();
    expect(await renamed.on(host).up(args)).toBe("same");
    await isRemovedBy(renamed);
  });

  it("is shown as its owner by a refresh", async () => {
    const renamed = await rename();
    await nextRun();
    expect(await renamed.on(host).refresh()).toEqual({});
    expect(renamed.outputs).toMatchObject({ adopted: false });
  });

  it.each(["dropped", "made"])("keeps it where Sids are %s, and is told the command", async (alternative) => {
    await begin({ assumptions: { "comprehend.policySids": alternative } });
    const renamed = await rename();
    expect(host.warnings()).toEqual([
      expect.stringMatching(/still uses it, and counts it as adopted[^]*by hand: aws comprehend/),
    ]);
    await nextRun();
    expect(await renamed.on(host).up(args)).toBe("same");
    await isKeptBy(renamed, BY_HAND);
  });

  it("by an alias removes what it has put under its old name", async () => {
    await policy.up(args);
    await nextRun();
    const renamed = Object.assign(host.resource(KIND, "renamed"), { state: policy.state });
    expect(await renamed.on(host).up(args)).toBe("same");
    await isRemovedBy(renamed);
  });
});

describe("a replacement that is forced", () => {
  it("that creates first keeps the policy, and owns it", async () => {
    await policy.up(args);
    await nextRun();
    const replacement = forgotten();
    await replacement.up(args);
    await policy.on(host).destroy();
    expect(host.warnings()).toEqual([
      expect.stringContaining("the resource it still uses it, and owns it from now on"),
    ]);
    expect(written()).toEqual([]);
    await isRemovedBy(replacement);
  });

  it.each(["", "dropped"])("that deletes first keeps the policy, and owns it %s", async (alternative) => {
    if (alternative !== "") await begin({ assumptions: { "comprehend.policySids": alternative } });
    await policy.up(args);
    await nextRun();
    await policy.on(host).check(args);
    const replacement = forgotten();
    await policy.destroy();
    await replacement.up(args);
    expect(written()).toEqual([]);
    expect(replacement.outputs).toMatchObject({ adopted: false });
    await isRemovedBy(replacement);
  });
});

it("a resource that moves to another provider keeps the policy, and owns it", async () => {
  await policy.up(args);
  const first = await Host.start(configFor(emulator), {});
  const second = await first.beside(configFor(emulator));
  emulator.requests.clear();
  const moved = second.resource(KIND);
  await moved.up(args);
  await policy.on(first).destroy();
  expect(first.warnings()).toEqual([
    expect.stringContaining("the resource it still uses it, and owns it from now on"),
  ]);
  await second.stop();
  await first.stop();
  expect(written()).toEqual([]);
  await isRemovedBy(moved);
});

it("what another stack has overwritten is its own: the first one keeps it", async () => {
  await policy.up(args);
  await nextRun();
  const other = host.resource(KIND, "other-stack");
  await other.up({ ...edited, onExisting: "overwrite" });
  await isKeptBy(policy, `another resource has taken it over; ${BY_HAND}`);
  await isRemovedBy(other);
});

it("what was there before is kept, and the command that removes it is told", async () => {
  byHand(importersPolicy(MEMBER));
  await policy.up(args);
  await isKeptBy(policy, BY_HAND);
});
