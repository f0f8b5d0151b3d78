import { afterAll, afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { ACCOUNT, type Emulator, MEMBER, REGION, THIRD_PARTY, writes } from "../support/emulator/emulated";
import { configFor, Host } from "../support/hosts/host";

const ACCEPT = "CreateFoundationModelAgreement";
const CANCEL = "DeleteFoundationModelAgreement";
const here = { modelId: THIRD_PARTY };
const there = { modelId: THIRD_PARTY, region: "eu-west-1" };
const OURS = { adopted: false, offerId: "offer-cohcommandr", terms: expect.any(Object) };
const BY_HAND = `aws bedrock delete-foundation-model-agreement --region ${REGION} --model-id ${THIRD_PARTY}`;
const KEPT = `kept the agreement for ${THIRD_PARTY} in account ${ACCOUNT}, Region ${REGION}: `;

let emulator: Emulator;
async function begin(assumptions: Record<string, string> = {}): Promise<void> {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(1200), world: { assumptions } });
}
beforeEach(() => begin());
afterAll(() => emulator.close());

const start = () => Host.start(configFor(emulator));

/** Two explicit providers of one run, each with a host of its own. */
let hosts: Host[] = [];
async function startTwo(account = ACCOUNT): Promise<[Host, Host]> {
  const one = await Host.start(configFor(emulator), {});
  const other = await one.beside(configFor(emulator, account));
  hosts = [other, one, ...hosts];
  return [one, other];
}
afterEach(async () => {
  for (const host of hosts) await host.stop();
  hosts = [];
});

async function accepted(args: Record<string, string> = here) {
  const agreement = (await start()).resource("ModelAgreement");
  await agreement.up(args);
  expect(agreement.outputs).toMatchObject(OURS);
  return agreement;
}

describe("a forced replacement", () => {
  it("that deletes first keeps the agreement, its terms, and that it is ours", async () => {
    const agreement = (await accepted()).on(await start());
    await agreement.forceReplace(here, "delete-first");
    expect(agreement.outputs).toMatchObject(OURS);
    expect(writes(emulator)).toEqual([ACCEPT]);
    await agreement.on(await start()).destroy();
    expect(writes(emulator)).toEqual([ACCEPT, CANCEL]);
  });

  it("that creates first keeps the agreement, and says what would remove it, since nobody can know whose it is", async () => {
    const made = await accepted();
    const run = await start();
    const agreement = made.on(run);
    await agreement.forceReplace(here, "create-first");
    expect(agreement.outputs).toMatchObject({ adopted: true });
    expect(run.warnings()).toEqual([
      `${KEPT}the resource it still uses it, and counts it as adopted: removing it will keep it.\n` +
        `  deletionPolicy: "delete" would remove it; by hand: ${BY_HAND}`,
    ]);
    expect(writes(emulator)).toEqual([ACCEPT]);
  });

  it("of what is to be retained keeps the terms as well", async () => {
    const retained = { ...here, deletionPolicy: "retain" };
    const agreement = (await accepted(retained)).on(await start());
    await agreement.forceReplace(retained, "delete-first");
    expect(agreement.outputs).toMatchObject(OURS);
    const last = await start();
    await agreement.on(last).destroy();
    expect(last.warnings()).toEqual([`${KEPT}its deletionPolicy is "retain"; by hand: ${BY_HAND}`]);
  });
});

describe("a new name without an alias", () => {
  it("keeps the agreement, and says what would remove it", async () => {
    const agreement = await accepted();
    const run = await start();
    const renamed = run.resource("ModelAgreement", "renamed");
    await renamed.up(here);
    await agreement.on(run).destroy();
    expect(run.warnings()).toEqual([
      expect.stringMatching(
        /the resource renamed still uses it, and counts it as adopted.*removing renamed will keep it/,
      ),
    ]);
    expect(run.warnings().join()).toContain(BY_HAND);
    expect(writes(emulator)).toEqual([ACCEPT]);
  });
});

describe("another explicit provider of the same account", () => {
  it("that creates first has the agreement kept by the old one, which says what would remove it", async () => {
    const [from, to] = await startTwo();
    const agreement = (await accepted()).on(from);
    await agreement.forceReplace(here, "create-first", to);
    expect(from.warnings()).toEqual([
      expect.stringContaining(`${KEPT}the resource it still uses it, and counts it`),
    ]);
    expect(from.warnings().join()).toContain(BY_HAND);
    expect(agreement.outputs).toMatchObject({ adopted: true, agreementStatus: "AVAILABLE" });
    expect(writes(emulator)).toEqual([ACCEPT]);
  });

  it("gets the agreement and its terms where the old one deletes first", async () => {
    const [from, to] = await startTwo();
    const agreement = (await accepted()).on(from);
    await agreement.forceReplace(here, "delete-first", to);
    expect(agreement.outputs).toMatchObject(OURS);
    await agreement.on(await start()).destroy();
    expect(writes(emulator)).toEqual([ACCEPT, CANCEL]);
  });

  it("shares what this run has accepted, and whichever is removed last cancels", async () => {
    const [one, other] = await startTwo();
    const [first, second] = [
      one.resource("ModelAgreement", "first"),
      other.resource("ModelAgreement", "second"),
    ];
    await first.up(here);
    await second.up(there);
    expect(second.outputs).toMatchObject(OURS);
    const [again, otherAgain] = await startTwo();
    await second.on(otherAgain).up(there);
    await first.on(again).destroy();
    expect(again.warnings().join()).toContain("the resource second still uses it, and owns it from now on");
    expect(writes(emulator)).toEqual([ACCEPT]);
    await second.on(await start()).destroy();
    expect(writes(emulator)).toEqual([ACCEPT, CANCEL]);
  });

  it("does not take for its own what a stranger has accepted after ours was cancelled", async () => {
    const [one, other] = await startTwo();
    const first = (await accepted()).on(one);
    await first.refresh();
    await first.destroy();
    emulator.incidents.agreementAccepted({ account: ACCOUNT, region: REGION, modelId: THIRD_PARTY });
    const second = other.resource("ModelAgreement", "second");
    await second.up(here);
    expect(second.outputs).toMatchObject({ adopted: true });
    expect(writes(emulator)).toEqual([ACCEPT, CANCEL]);
  });
});

describe("an explicit provider of another account", () => {
  it("does not keep an agreement alive that it cannot want", async () => {
    const [one, other] = await startTwo(MEMBER);
    const agreement = (await accepted()).on(one);
    await other.resource("ModelAgreement", "elsewhere").up(here);
    await agreement.destroy();
    expect(writes(emulator)).toEqual([ACCEPT, ACCEPT, CANCEL]);
  });
});

describe("a change of Region", () => {
  it.each([["account"], ["region"]])(
    "names the Region of the agreement that is kept, and what would remove it, where it holds in one %s",
    async (scope) => {
      await begin(scope === "region" ? { "bedrock.agreementScope": "region" } : {});
      const made = await accepted();
      const run = await start();
      const agreement = made.on(run);
      await agreement.up(there);
      expect(run.warnings()).toEqual([
        `${KEPT}the resource it still uses it, and owns it from now on\n` +
          `  If agreements hold in one Region only, nobody uses the one in ${REGION} any more; by hand: ${BY_HAND}\n` +
          "  Where it holds in all Regions, as it most likely does, that would take the model away in all of them.",
      ]);
    },
  );
});

describe("two resources for one agreement", () => {
  it("of one account and Region are warned of once, at the second one", async () => {
    const run = await start();
    const [first, second] = [
      run.resource("ModelAgreement", "first"),
      run.resource("ModelAgreement", "second"),
    ];
    for (const agreement of [first, second, second]) await agreement.check(here);
    expect(run.logs.filter(({ severity }) => severity === "warning")).toMatchObject([
      {
        urn: second.urn,
        message:
          `first declares the same agreement, for ${THIRD_PARTY} in Region ${REGION}: ` +
          "one is enough; whichever is removed last cancels it",
      },
    ]);
  });

  it("of other accounts or Regions, or of which that is not known yet, are nothing to warn of", async () => {
    const run = await start();
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const role = { roleArn: `arn:aws:iam::${MEMBER}:role/deployer` };
    const several = [here, there, { ...here, assumeRole: role }, { ...here, region: unknown }];
    const all = [...several, { ...here, assumeRole: { roleArn: unknown } }, { ...here, assumeRole: unknown }];
    for (const [index, args] of all.entries()) await run.resource("ModelAgreement", `a${index}`).check(args);
    expect(run.warnings()).toEqual([]);
  });
});

describe("two stacks with one agreement", () => {
  it("are told of one another's loss before the one that has accepted it cancels", async () => {
    const agreement = await accepted();
    const other = (await start()).resource("ModelAgreement");
    await other.up(here);
    const run = await start();
    await agreement.on(run).destroy();
    expect(run.logs.filter(({ severity }) => severity === "info").map(({ message }) => message)).toContain(
      `cancelling the agreement for ${THIRD_PARTY} in account ${ACCOUNT}: ` +
        "whoever else uses the model in this account loses it too, other stacks among them",
    );
    expect(await other.on(await start()).refresh()).toMatchObject({ agreementStatus: {} });
  });
});
