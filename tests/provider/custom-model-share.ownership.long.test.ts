import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import { type Altered, startAltered } from "../support/emulator/altered";
import { ACCOUNT, CUSTOM_MODEL, type Emulator, MEMBER, REGION, writes } from "../support/emulator/emulated";
import { configFor, Host, type Managed } from "../support/hosts/host";
import { ownedShares, shareByHand } from "../support/aws/shares";

const CREATE = "CreateResourceShare";
const HOUR = 3600;
const place = { account: ACCOUNT, region: REGION };
const args = { name: "models", resourceArns: [CUSTOM_MODEL], principals: [MEMBER] };
const MARK = "pulumi-model-access:resource";

let emulator: Emulator;
let altered: Altered | undefined;
let host: Host;
let share: Managed;

async function begin(world: WorldFile = {}, speed = 1200): Promise<void> {
  await stop();
  const clock = new RunningClock(speed);
  // The provider compares AWS's times with its own: however far a test goes, it must not end in the future.
  clock.set(Date.now() - 30 * 24 * HOUR * 1000);
  emulator = await startEmulator({ clock, world });
  await nextRun();
  share = host.resource("CustomModelShare");
}

async function nextRun(of: Pick<Emulator, "url"> = emulator): Promise<Host> {
  host = await Host.start(configFor(of));
  emulator.requests.clear();
  return host;
}

async function stop(): Promise<void> {
  await altered?.close();
  altered = undefined;
  await (emulator as Emulator | undefined)?.close();
}

const arns = async (): Promise<string[]> =>
  (await ownedShares(emulator)).map(({ resourceShareArn }) => resourceShareArn!);

/** The mark that the one share bears. */
async function mark(): Promise<string | undefined> {
  const [only] = await ownedShares(emulator);
  return only!.tags?.find(({ key }) => key === MARK)?.value;
}

/** Another resource that has the state of this one. */
function withState(name: string, { state }: Managed): Managed {
  const other = host.resource("CustomModelShare", name);
  other.state = structuredClone(state);
  return other.on(host);
}

beforeEach(() => begin());
afterAll(() => stop());

describe("a share that somebody has deleted", () => {
  it("fails a plain up at once, with the hint to refresh, although AWS's time is as slow as ours", async () => {
    await begin({}, 60);
    await share.up(args);
    emulator.incidents.shareDeleted(place, share.state!.id);
    share.on(await nextRun());
    await expect(share.up({ ...args, name: "more" })).rejects.toThrow(
      /to be ACTIVE: it became DELETED\n {2}If somebody has deleted it: `pulumi refresh` notices/,
    );
    expect(writes(emulator)).toEqual([]);
    expect(await share.refresh()).toBeUndefined();
    await share.up(args);
    expect(await arns()).toEqual([share.state!.id]);
  });

  it("fails a plain up after moments also where AWS does not list it any more", async () => {
    await begin({ timing: { sharing: { deletedIsListedSeconds: 0 } } }, 60);
    await share.up(args);
    emulator.incidents.shareDeleted(place, share.state!.id);
    emulator.clock.tick(60);
    share.on(await nextRun());
    await expect(share.up({ ...args, name: "more", __timeouts: { update: 6 } })).rejects.toThrow(
      /it became NOT_SHOWN\n {2}If somebody has deleted it: `pulumi refresh` notices/,
    );
  });
});

describe("a share that was destroyed", () => {
  it.each([3, 20])("and is declared again after %i hours is made", async (hours) => {
    await begin({}, 60);
    await share.up(args);
    const first = share.state!.id;
    share.on(await nextRun());
    await share.destroy();
    emulator.clock.tick(hours * HOUR);
    // AWS does not list it any more, and remembers its token for a day.
    share.on(await nextRun());
    await share.up({ ...args, __timeouts: { create: 4 } });
    expect(share.state!.id).not.toBe(first);
    expect(share.outputs).toMatchObject({ status: "ACTIVE" });
    expect(await arns()).toEqual([share.state!.id]);
    share.on(await nextRun());
    await share.destroy();
    emulator.clock.tick(hours * HOUR);
    share.on(await nextRun());
    await share.up({ ...args, __timeouts: { create: 4 } });
    expect(await arns()).toEqual([share.state!.id]);
  });
});

describe("a share that is made and not shown", () => {
  it.each([
    ["right", 0],
    ["20 minutes ahead", 20],
  ])("is waited for, kept, and never made twice, where our clock is %s", async (_, minutes) => {
    await begin({ timing: { sharing: { foundAfterSeconds: 24 * HOUR } } }, 1);
    const date = new Date(Date.now() - minutes * 60_000);
    emulator.clock.set(date.getTime());
    altered = Object.assign(await startAltered(emulator, () => undefined), { date });
    // The SDK repeats what is refused while it learns how far our clock is off.
    host = await Host.start({ ...configFor(altered), "aws:maxRetries": "0" });
    share.on(host);
    emulator.requests.clear();
    await expect(share.up({ ...args, __timeouts: { create: 2 } })).rejects.toThrow(
      /to be ACTIVE: still NOT_SHOWN after .*\n {2}The share is kept: the next `pulumi up` goes on/,
    );
    expect(writes(emulator)).toEqual([CREATE]);
    emulator.clock.tick(24 * HOUR);
    share.on(await nextRun());
    expect(await share.up(args)).toBe("update");
    expect(writes(emulator)).toEqual([]);
    expect(await arns()).toEqual([share.state!.id]);
  });
});

describe("an answer to CreateResourceShare that tells nothing", () => {
  async function expectOneShare(): Promise<void> {
    share.on(await nextRun());
    await share.up(args);
    expect(await arns()).toEqual([share.state!.id]);
    share.on(await nextRun());
    expect(await share.refresh()).toEqual({});
    await share.destroy();
    expect(host.warnings()).toEqual([]);
    expect(await arns()).toEqual([]);
  }

  it("because it is {} makes one share, which destroy deletes", async () => {
    altered = await startAltered(emulator, (path) => (path === "/createresourceshare" ? {} : undefined));
    share.on(await nextRun(altered));
    await share.up(args);
    expect(writes(emulator)).toEqual([CREATE]);
    await expectOneShare();
  });

  it("because it is {}, of a share that is not shown, ends with what the next run does", async () => {
    await begin({ timing: { sharing: { foundAfterSeconds: 24 * HOUR } } });
    altered = await startAltered(emulator, (path) => (path === "/createresourceshare" ? {} : undefined));
    share.on(await nextRun(altered));
    await expect(share.up({ ...args, __timeouts: { create: 1 } })).rejects.toThrow(
      /AWS's answer to CreateResourceShare names no share, and AWS shows none\n {2}.*next `pulumi up` looks for it/,
    );
    expect(writes(emulator)).toEqual([CREATE]);
    emulator.clock.tick(24 * HOUR);
    await expectOneShare();
  });

  it.each([
    ["html", { kind: "html" }],
    ["cut short", { kind: "truncated" }],
    ["lost", { kind: "reset", when: "after" }],
  ] as const)("because it is %s makes one share, which destroy deletes", async (_, effect) => {
    emulator.faults.add({ target: { operation: CREATE }, times: 1, effect });
    const ended = await share.up(args).then(
      () => true,
      () => false,
    );
    expect(await arns()).toHaveLength(1);
    expect(share.state === undefined).toBe(!ended);
    await expectOneShare();
  });
});

describe("a share changes hands", () => {
  beforeEach(async () => {
    await share.up(args);
    share.on(await nextRun());
  });

  it("not at a rename without an alias, which makes another: the old one goes, and destroy deletes the new one", async () => {
    const renamed = host.resource("CustomModelShare", "renamed");
    await renamed.up(args);
    await share.destroy();
    expect(await arns()).toEqual([renamed.state!.id]);
    renamed.on(await nextRun());
    await renamed.destroy();
    expect(host.warnings()).toEqual([]);
    expect(await arns()).toEqual([]);
  });

  it("at a forced replacement that creates first: one share, which destroy deletes", async () => {
    const successor = host.resource("CustomModelShare");
    await successor.up(args);
    expect(successor.state!.id).toBe(share.state!.id);
    await share.destroy();
    expect(host.warnings().join()).toMatch(
      /kept the share arn:\S+: the resource it still uses it, and owns it from/,
    );
    expect(await arns()).toEqual([successor.state!.id]);
    successor.on(await nextRun());
    expect(await successor.refresh()).toEqual({});
    await successor.destroy();
    expect(host.warnings()).toEqual([]);
    expect(await arns()).toEqual([]);
  });

  it("at a forced replacement whose delete comes in a run of its own: one share, which destroy deletes", async () => {
    const successor = host.resource("CustomModelShare");
    await successor.up(args);
    share.on(await nextRun());
    await share.destroy();
    expect(host.warnings().join()).toMatch(
      /kept the share arn:\S+: another resource has taken it over; by hand: aws ram delete-resource-share --region/,
    );
    successor.on(await nextRun());
    await successor.destroy();
    expect(await arns()).toEqual([]);
  });

  it("not at a forced replacement that deletes first: one share, which destroy deletes", async () => {
    const first = share.state!.id;
    await share.destroy();
    await share.up(args);
    expect(share.state!.id).not.toBe(first);
    expect(await arns()).toEqual([share.state!.id]);
    share.on(await nextRun());
    await share.destroy();
    expect(host.warnings()).toEqual([]);
    expect(await arns()).toEqual([]);
  });

  it("to the same stack in another backend: the first one's destroy keeps it, the second one's deletes it", async () => {
    const second = host.resource("CustomModelShare");
    await second.up(args);
    expect(second.state!.id).toBe(share.state!.id);
    second.on(await nextRun());
    expect(await second.up(args)).toBe("same");
    share.on(host);
    // What the first one changes leaves the share in the hands of the second.
    await share.up({ ...args, name: "renamed" });
    expect(await mark()).toBe(second.outputs["__mark"]);
    share.on(await nextRun());
    await share.destroy();
    expect(host.warnings().join()).toContain("another resource has taken it over");
    expect(await arns()).toEqual([second.state!.id]);
    second.on(await nextRun());
    await second.destroy();
    expect(host.warnings()).toEqual([]);
    expect(await arns()).toEqual([]);
  });

  it.each(["told", "lost, and the token forgotten"])(
    "not to an old name that is used again: the renamed resource keeps its own, when the answer is %s",
    async (answer) => {
      if (answer !== "told") {
        await begin({ assumptions: { "ram.clientTokens": "forgotten" } });
        await share.up(args);
        share.on(await nextRun());
        const effect = { kind: "reset", when: "after" } as const;
        emulator.faults.add({ target: { operation: CREATE }, times: 1, effect });
      }
      const renamed = withState("renamed", share);
      const reused = host.resource("CustomModelShare");
      const [did] = await Promise.all([renamed.up(args), reused.up(args)]);
      expect(did).toBe("same");
      expect(reused.state!.id).not.toBe(renamed.state!.id);
      expect((await arns()).sort()).toEqual([renamed.state!.id, reused.state!.id].sort());
      reused.on(await nextRun());
      await reused.destroy();
      expect(await arns()).toEqual([renamed.state!.id]);
      renamed.on(await nextRun());
      await renamed.destroy();
      expect(host.warnings()).toEqual([]);
      expect(await arns()).toEqual([]);
    },
  );

  it("only once where AWS's answer to the mark is lost: who has marked it deletes it", async () => {
    const again = host.resource("CustomModelShare");
    host = await Host.start({ ...configFor(emulator), "aws:maxRetries": "0" });
    const effect = { kind: "reset", when: "after" } as const;
    emulator.faults.add({ target: { operation: "TagResource" }, times: 1, effect });
    await expect(again.on(host).up(args)).rejects.toThrow(/^sharing custom model share/);
    again.on(await nextRun());
    await again.destroy();
    expect(host.warnings()).toEqual([]);
    expect(await arns()).toEqual([]);
  });
});

it("of two shares that runs at the same time have made, the older goes on, and the other one is named", async () => {
  await share.up(args);
  const mark = share.outputs["__mark"] as string;
  const other = await shareByHand(emulator, [MEMBER]);
  emulator.incidents.shareChanged({ account: ACCOUNT, region: REGION }, other, { tags: { [MARK]: mark } });
  const again = share.twin().on(await nextRun());
  await again.up(args);
  expect(again.state?.id).toBe(share.state?.id);
  expect(writes(emulator)).not.toContain("CreateResourceShare");
  expect(host.warnings()).toEqual([
    expect.stringContaining(`${other} bears its mark as well: a run that was killed has made it.`),
  ]);
});

describe("a share that was made by hand", () => {
  /** As the import file would have it. */
  async function imported(id: string, config: Record<string, string> = {}): Promise<void> {
    const run = await Host.start({ ...configFor(emulator), ...config });
    share.on(run);
    share.state = await share.imported(id);
  }

  it("is marked by the first update after its import: a lost state makes no second one, and destroy deletes it", async () => {
    await imported(await shareByHand(emulator, [MEMBER]));
    expect(await mark()).toBeUndefined();
    share.on(await nextRun());
    await share.up({ ...args, name: "imported" });
    expect(await mark()).toBe(share.outputs["__mark"]);
    const again = share.twin().on(await nextRun());
    await again.up({ ...args, name: "imported" });
    expect(writes(emulator)).not.toContain("CreateResourceShare");
    again.on(await nextRun());
    await again.destroy();
    expect(host.warnings()).toEqual([]);
    expect(await arns()).toEqual([]);
  });

  it("is imported with the tags that are its own, and none that the configuration gives", async () => {
    const id = await shareByHand(emulator, [MEMBER]);
    const defaults = { "aws:defaultTags": JSON.stringify({ tags: { team: "ml" } }) };
    const wanted = { ...args, allowExternalPrincipals: true };
    for (const own of [undefined, { stage: "prod" }]) {
      const tags = { team: "ml", ...own };
      emulator.incidents.shareChanged({ account: ACCOUNT, region: REGION }, id, { tags });
      await imported(id, defaults);
      expect(share.state!.inputs["tags"]).toEqual(own);
      expect(await share.preview({ ...wanted, ...(own && { tags: own }) })).toBe("same");
    }
  });
});

it("a share that is to be retained stays, and the command that deletes it is named", async () => {
  await share.up(args);
  share.on(await nextRun());
  expect(await share.up({ ...args, deletionPolicy: "retain" })).toBe("update");
  expect(writes(emulator)).toEqual([]);
  share.on(await nextRun());
  await share.destroy();
  expect(writes(emulator)).toEqual([]);
  const [kept] = await arns();
  expect(host.warnings()).toEqual([
    expect.stringContaining(
      `kept the share ${kept}: its deletionPolicy is "retain"; by hand: ` +
        `aws ram delete-resource-share --region ${REGION} --resource-share-arn ${kept}`,
    ),
  ]);
});
