import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { ACCOUNT, CUSTOM_MODEL, type Emulator, MEMBER } from "../support/emulator/emulated";
import { configFor, Host, type Managed } from "../support/hosts/host";

const ORGANIZATION = `arn:aws:organizations::${ACCOUNT}:organization/o-exampleorgid`;
const ROLE = `arn:aws:iam::${MEMBER}:role/deployer`;
const args = { name: "models", resourceArns: [CUSTOM_MODEL], principals: [MEMBER] };
const FIFTY = Array.from({ length: 50 }, (_, index) => `s${index}`);
/** Asked once by a run, of however many shares it looks after. */
const ONCE = [
  ...["GetCallerIdentity", "DescribeOrganization", "ListAccounts"],
  "ListAWSServiceAccessForOrganization",
];

let emulator: Emulator;
let host: Host;

beforeEach(async () => {
  await (emulator as Emulator | undefined)?.close();
  // Where AWS is ready at once, each look is one that the work needs, and not one of a wait.
  const atOnce = {
    ...{ foundAfterSeconds: 0, associatedAfterSeconds: 0, organizationAssociatedAfterSeconds: 0 },
    ...{ disassociatedAfterSeconds: 0, deletedAfterSeconds: 0, visibleAfterSeconds: 0 },
  };
  const world = {
    timing: { sharing: atOnce },
    sharing: { customModelsOutside: true },
    assumptions: { "ram.emptyPages": "none" },
  };
  emulator = await startEmulator({ clock: new RunningClock(1), world });
  await nextRun();
});
afterAll(() => emulator.close());

async function nextRun(): Promise<Host> {
  host = await Host.start(configFor(emulator));
  emulator.requests.clear();
  return host;
}

/** The names of the calls, without those that a run makes once. */
const calls = (): string[] =>
  emulator.requests
    .all()
    .map(({ operation }) => operation)
    .filter((operation) => !ONCE.includes(operation))
    .sort();

describe("one share", () => {
  let share: Managed;
  const INSIDE = ["GetResourceShareAssociations", "GetResourceShareAssociations"];

  beforeEach(() => {
    share = host.resource("CustomModelShare");
  });

  it("is made with five calls", async () => {
    await share.up(args);
    expect(calls()).toEqual(
      ["CreateResourceShare", "GetResourceShares", "ListResourceSharePermissions", ...INSIDE].sort(),
    );
  });

  it.each([
    ["a principal more", { principals: [MEMBER, ORGANIZATION] }, "AssociateResourceShare"],
    ["a principal less", { principals: [] }, "DisassociateResourceShare"],
    ["another name", { name: "other" }, "UpdateResourceShare"],
    ["a tag more", { tags: { team: "ml" } }, "TagResource"],
  ])("is changed with four: %s", async (_, changes, write) => {
    await share.up(args);
    share.on(await nextRun());
    await share.up({ ...args, ...changes });
    expect(calls()).toEqual(["GetResourceShares", ...INSIDE, write].sort());
  });

  it("is changed with seven where one principal is there before another one goes", async () => {
    await share.up(args);
    share.on(await nextRun());
    await share.up({ ...args, principals: [ROLE] });
    const writes = ["AssociateResourceShare", "DisassociateResourceShare"];
    expect(calls()).toEqual(["GetResourceShares", ...INSIDE, ...INSIDE, ...writes].sort());
  });

  it("that somebody else has changed unseen is put right all the same, with as many calls again", async () => {
    await share.up({ ...args, principals: [MEMBER, ROLE] });
    const at = { account: ACCOUNT, region: "us-east-1" };
    emulator.incidents.shareNarrowed(at, share.state!.id, ROLE);
    emulator.incidents.shareWidened(at, share.state!.id, { principals: [ORGANIZATION] });
    share.on(await nextRun());
    await share.up({ ...args, principals: [MEMBER, ROLE], name: "other" });
    expect(calls().length).toBeLessThanOrEqual(12);
    expect(await share.refresh()).toEqual({});
  });
});

describe("fifty shares", () => {
  let shares: Managed[];
  const all = (changes: object) =>
    Promise.all(shares.map((share) => share.on(host).up({ ...args, name: share.name, ...changes })));

  beforeEach(() => {
    emulator.faults.add({ effect: { kind: "latency", milliseconds: 100 } });
    shares = FIFTY.map((name) => host.resource("CustomModelShare", name));
  });

  // Two calls each where nothing else runs: how many looks become one depends on how busy the machine is, and on how long AWS takes.
  it("cost at most three calls each to make, to change and to destroy", async () => {
    await all({});
    expect(calls().length).toBeLessThanOrEqual(3 * FIFTY.length);
    await nextRun();
    await all({ principals: [MEMBER, ORGANIZATION] });
    expect(calls().length).toBeLessThanOrEqual(3 * FIFTY.length);
    await nextRun();
    await Promise.all(shares.map((share) => share.on(host).destroy()));
    expect(calls().length).toBeLessThanOrEqual(3 * FIFTY.length);
  });
});
