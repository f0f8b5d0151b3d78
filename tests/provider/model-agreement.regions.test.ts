import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { ACCOUNT, type Emulator, REGION, THIRD_PARTY, writes } from "../support/emulator/emulated";
import { configFor, Host, type Managed } from "../support/hosts/host";

const ACCEPT = "CreateFoundationModelAgreement";
const CANCEL = "DeleteFoundationModelAgreement";
const here = { modelId: THIRD_PARTY };
const there = { modelId: THIRD_PARTY, region: "eu-west-1" };

let emulator: Emulator;
async function begin(assumptions: Record<string, string> = {}): Promise<void> {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(1200), world: { assumptions } });
}
beforeEach(() => begin());
afterAll(() => emulator.close());

const start = () => Host.start(configFor(emulator));

/** Two resources for one model in two Regions, made in one run. */
async function both(): Promise<{ one: Managed; other: Managed }> {
  const host = await start();
  const [one, other] = [host.resource("ModelAgreement", "one"), host.resource("ModelAgreement", "other")];
  await Promise.all([one.up(here), other.up(there)]);
  return { one, other };
}

const count = (operation: string): number => writes(emulator).filter((name) => name === operation).length;

describe.each<[string, Record<string, string>]>([
  ["all Regions", {}],
  ["one Region", { "bedrock.agreementScope": "region" }],
  ["all Regions, where that is told as a conflict", { "bedrock.alreadyExists": "ConflictException" }],
])("where an agreement holds in %s", (_scope, assumptions) => {
  beforeEach(() => begin(assumptions));

  it("two resources in two Regions are both ours, whichever was faster", async () => {
    const { one, other } = await both();
    expect(one.outputs).toMatchObject({ adopted: false, offerId: "offer-cohcommandr" });
    expect(other.outputs).toMatchObject({ adopted: false, offerId: "offer-cohcommandr" });
    const run = await start();
    expect([await one.on(run).up(here), await other.on(run).up(there)]).toEqual(["same", "same"]);
    expect([await one.refresh(), await other.refresh()]).toEqual([{}, {}]);
  });

  it("a resource that comes later in another Region is ours as well", async () => {
    const one = (await start()).resource("ModelAgreement", "one");
    await one.up(here);
    const run = await start();
    await one.on(run).up(here);
    const other = run.resource("ModelAgreement", "other");
    await other.up({ ...there, onExisting: "fail" });
    expect(other.outputs).toMatchObject({ adopted: false });
  });

  it("whichever of ours is removed last cancels", async () => {
    const { one, other } = await both();
    const run = await start();
    await other.on(run).up(there);
    await one.on(run).destroy();
    expect(run.warnings()).toEqual([expect.stringContaining("the resource other still uses it")]);
    expect(count(CANCEL)).toBe(0);
    await other.on(await start()).destroy();
    expect(count(CANCEL)).toBe(1);
  });

  it("a destroy of everything cancels, side by side, without a warning", async () => {
    const { one, other } = await both();
    const run = await start();
    await Promise.all([one.on(run).destroy(), other.on(run).destroy()]);
    expect(run.warnings()).toEqual([]);
    expect(count(CANCEL)).toBeGreaterThan(0);
    const last = (await start()).resource("ModelAgreement", "last");
    const accepted = count(ACCEPT);
    await last.up(here);
    expect(count(ACCEPT)).toBe(accepted + 1);
  });

  it("a change of Region takes ownership along, and destroy cancels", async () => {
    const one = (await start()).resource("ModelAgreement", "one");
    await one.up(here);
    expect(await one.on(await start()).up(there)).toBe("replace");
    expect(one.outputs).toMatchObject({ adopted: false, offerId: "offer-cohcommandr" });
    await one.on(await start()).destroy();
    expect(count(CANCEL)).toBe(1);
  });
});

describe("a destroy that leaves a sibling behind", () => {
  it("warns that all Regions may have lost the model, and names who", async () => {
    const { one, other } = await both();
    const run = await start();
    await one.on(run).destroy();
    expect(run.warnings()).toEqual([
      `cancelled the agreement for ${THIRD_PARTY}, which may hold in all Regions of account ${ACCOUNT}: ` +
        "other may have lost it as well, and the next `pulumi up` accepts it anew",
    ]);
    const next = await start();
    expect(await other.on(next).refresh()).toMatchObject({ agreementStatus: {} });
    expect(await other.up(there)).toBe("update");
    expect(other.outputs).toMatchObject({ adopted: false, agreementStatus: "AVAILABLE" });
  });
});

describe("an agreement of somebody else", () => {
  it("in another Region does not become ours", async () => {
    emulator.incidents.agreementAccepted({ account: ACCOUNT, region: REGION, modelId: THIRD_PARTY });
    const { one, other } = await both();
    expect([one.outputs["adopted"], other.outputs["adopted"]]).toEqual([true, true]);
    expect(writes(emulator)).toEqual([]);
  });
});

describe("an id without its version", () => {
  it("is the same model: a change to it takes the agreement along", async () => {
    const one = (await start()).resource("ModelAgreement", "one");
    await one.up(here);
    const short = { modelId: THIRD_PARTY.replace(/:0$/, "") };
    expect(await one.on(await start()).up(short)).toBe("replace");
    expect(one.outputs).toMatchObject({ adopted: false });
    expect(writes(emulator)).toEqual([ACCEPT]);
  });
});
