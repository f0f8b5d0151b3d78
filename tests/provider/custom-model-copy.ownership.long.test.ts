import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { type Fault, RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import { type Altered, startAltered } from "../support/emulator/altered";
import { CUSTOM_MODEL, type Emulator, MEMBER, OUTSIDER, REGION, writes } from "../support/emulator/emulated";
import { configFor, Host, type Managed } from "../support/hosts/host";
import { bedrockOf, ownModels, tagsOnModel } from "../support/aws/models";
import { carriedOut } from "../support/tables/subjects";
import { shareByHand } from "../support/aws/shares";

const KIND = "CustomModelCopy";
const BEGIN = "CreateModelCopyJob";
const MARK = "pulumi-model-access:resource";
const args = { sourceModelArn: CUSTOM_MODEL, modelName: "ticket-triage" };

let emulator: Emulator;
let altered: Altered;
let host: Host;
let copy: Managed;

async function begin(world?: WorldFile, speed = 3600): Promise<void> {
  emulator = await startEmulator({ clock: new RunningClock(speed), ...(world && { world }) });
  altered = await startAltered(emulator, () => undefined);
  await shareByHand(emulator, [MEMBER]);
  await nextRun();
  copy = host.resource(KIND);
}

/** What the runs before have learned is forgotten, as in another process, or on another machine. */
async function nextRun(config: Record<string, string> = {}): Promise<void> {
  host = await Host.start({ ...configFor(altered, MEMBER), ...config });
  emulator.requests.clear();
}

async function end(): Promise<void> {
  await altered.close();
  await emulator.close();
}

const models = () => ownModels(bedrockOf(emulator));
const markOn = async (id: string) => (await tagsOnModel(bedrockOf(emulator), id))[MARK];

/** Whose the one copy is shows when its resource is removed, by a run that knows nothing else. */
async function endsWith(owner: Managed): Promise<void> {
  expect(await models()).toMatchObject([{ modelArn: owner.state!.id }]);
  expect(carriedOut(emulator, "DeleteCustomModel")).toEqual([]);
  await nextRun();
  await owner.on(host).destroy();
  expect(host.warnings()).toEqual([]);
  expect(await models()).toEqual([]);
}

beforeEach(() => begin());
afterEach(end);

describe("the one copy belongs to whoever the program wants it for:", () => {
  it("a rename without an alias hands it over", async () => {
    await copy.up(args);
    await nextRun();
    const renamed = host.resource(KIND, "renamed");
    await renamed.up(args);
    await copy.on(host).destroy();
    expect(host.warnings()).toEqual([
      expect.stringContaining("the resource renamed still uses it, and owns it from now on"),
    ]);
    await endsWith(renamed);
  });

  it("a forced replacement that creates first leaves it to the new one", async () => {
    await copy.up(args);
    await nextRun();
    expect(await copy.on(host).preview(args)).toBe("same");
    const next = host.resource(KIND);
    await next.up(args);
    expect(next.outputs).toMatchObject({ adopted: false });
    await copy.destroy();
    await endsWith(next);
  });

  it("a forced replacement that deletes first, without a comparison, leaves it to the new one", async () => {
    await copy.up(args);
    await nextRun();
    await copy.on(host).check(args);
    await copy.destroy();
    const next = host.resource(KIND);
    await next.up(args);
    expect(next.outputs).toMatchObject({ adopted: false });
    await endsWith(next);
  });

  it.each([
    ["", "kept"],
    [" also where AWS keeps no record of jobs", "untilOver"],
  ])("a rename by an alias that is replaced by force as well leaves it to the new one%s", async (_, kept) => {
    if (kept !== "kept") {
      await end();
      await begin({ assumptions: { "bedrock.copyJobsKept": kept } });
    }
    await copy.up(args);
    await nextRun();
    const old = copy.renamed("renamed").on(host);
    expect(await old.preview(args)).toBe("same");
    const next = old.twin();
    await next.up(args);
    await old.destroy();
    await endsWith(next);
  });

  it("a resource that moves to another provider takes it along", async () => {
    await copy.up(args);
    await nextRun();
    const moved = host.resource(KIND);
    await moved.up(args);
    // The old provider is another process, in which nobody wants anything.
    await nextRun();
    await copy.on(host).destroy();
    expect(host.warnings()).toEqual([expect.stringContaining("another resource has taken it over")]);
    await endsWith(moved);
  });

  it("the same stack in another backend takes it over, whose first state keeps it from then on", async () => {
    await copy.up(args);
    const { id } = copy.state!;
    await nextRun();
    const second = host.resource(KIND);
    await second.up(args);
    expect(second.state).toMatchObject({ id, outputs: { adopted: false } });
    await nextRun();
    expect(await copy.on(host).refresh()).toEqual({});
    expect(await copy.up(args)).toBe("same");
    expect(await copy.up({ ...args, tags: { team: "ml" } })).toBe("update");
    await nextRun();
    await copy.on(host).destroy();
    expect(host.warnings()).toEqual([
      expect.stringMatching(
        /kept the custom model .*another resource has taken it over; by hand: aws bedrock/,
      ),
    ]);
    await endsWith(second);
  });

  it("a run that was killed has made it, and the next one has it", async () => {
    await copy.up(args);
    copy.state = undefined;
    await nextRun();
    await copy.on(host).up(args);
    expect(copy.outputs).toMatchObject({ adopted: false });
    await endsWith(copy);
  });
});

it("a copy that was retained is not deleted by who makes another of its name, and stays the stranger's that it is", async () => {
  await copy.up({ ...args, deletionPolicy: "retain" });
  const { id } = copy.state!;
  const mark = await markOn(id);
  await nextRun();
  await copy.on(host).destroy();
  expect(host.warnings()).toEqual([expect.stringContaining('its deletionPolicy is "retain"')]);
  expect(await markOn(id)).toBe(mark);
  await nextRun();
  const other = host.resource(KIND, "other");
  const another = {
    ...args,
    modelKmsKeyId: `arn:aws:kms:${REGION}:${MEMBER}:key/22222222-3333-4444-8555-666666666666`,
  };
  for (const replacePolicy of ["create-first", "delete-first"]) {
    await expect(other.up({ ...another, replacePolicy })).rejects.toThrow(
      "a copy of that name is there already, under AWS's own key",
    );
  }
  expect(writes(emulator)).toEqual([]);
  expect(await models()).toMatchObject([{ modelArn: id }]);
});

describe("two resources for one name", () => {
  const taken =
    "modelName: is the name of the copy that the resource it makes in the same account and Region; a name can be used there once";

  it("are refused at preview, by the name of the other one", async () => {
    await copy.preview(args);
    await expect(host.resource(KIND, "second").preview(args)).rejects.toThrow(taken);
    expect(emulator.requests.all()).toEqual([]);
  });

  it("are refused where two roles are of one account", async () => {
    const role = (name: string) => ({ assumeRole: { roleArn: `arn:aws:iam::${MEMBER}:role/${name}` } });
    await copy.preview({ ...args, ...role("one") });
    const second = host.resource(KIND, "second");
    await expect(second.preview({ ...args, ...role("two") })).rejects.toThrow(taken);
  });

  it.each([
    ["names", { modelName: "triage-2" }],
    ["Regions", { region: "us-west-2" }],
    ["accounts", { assumeRole: { roleArn: `arn:aws:iam::${OUTSIDER}:role/deployer` } }],
  ])("are none where their %s differ", async (_what, change) => {
    await nextRun({ "aws:allowedAccountIds": JSON.stringify([MEMBER, OUTSIDER]) });
    await copy.on(host).preview(args);
    expect(await host.resource(KIND, "second").preview({ ...args, ...change })).toBe("create");
  });

  it("are none where one has the name that the other one gives up in the same run", async () => {
    await copy.up(args);
    await nextRun();
    expect(await copy.on(host).preview({ ...args, modelName: "triage-2" })).toBe("replace");
    expect(await host.resource(KIND, "second").preview(args)).toBe("create");
  });
});

/** Every way in which the answer to the call that begins a copying is lost. */
const LOST: [how: string, fault: Omit<Fault, "target"> | undefined][] = [
  ["{}", undefined],
  ["a proxy's page", { times: 1, effect: { kind: "html" } }],
  ["half of one", { times: 1, effect: { kind: "truncated" } }],
  ["a connection that breaks", { times: 1, effect: { kind: "reset", when: "after" } }],
];

describe.each([
  ["that AWS shows at once", {}],
  ["that AWS shows late", { "bedrock.copyShown": "late" }],
  [
    "of whose jobs and tokens AWS keeps nothing, where names may be used twice",
    {
      "bedrock.copyJobsKept": "untilOver",
      "bedrock.repeatedToken": "forgotten",
      "bedrock.sameName": "accepted",
    },
  ],
])("a copy %s, and whose beginning is answered by", (_what, assumptions) => {
  it.each(LOST)("%s is one, and this resource's", async (_how, fault) => {
    await end();
    await begin({ assumptions });
    if (fault) emulator.faults.add({ target: { operation: BEGIN }, ...fault });
    else altered.change = (_path, answer) => (Object.keys(answer).join() === "jobArn" ? {} : undefined);
    await copy.up(args);
    expect(carriedOut(emulator, BEGIN)).toHaveLength(1);
    expect(copy.outputs).toMatchObject({ status: "Active", adopted: false });
    await endsWith(copy);
  });
});

describe("an answer without content", () => {
  const empty = (path: RegExp) => {
    altered.change = (asked, answer) =>
      path.test(asked) && !("tags" in answer) && !("modelSummaries" in answer) ? {} : undefined;
  };

  it("is an error of a refresh, not a copy that is gone, nor a healthy one", async () => {
    await copy.up(args);
    empty(/^\/custom-models\/./);
    await nextRun();
    await expect(copy.on(host).refresh()).rejects.toThrow(
      /^reading custom model copy \(ticket-triage\): AWS's answer to GetCustomModel lacks modelArn and modelName/,
    );
    altered.change = () => undefined;
    expect(await copy.refresh()).toEqual({});
  });

  it("is an error of who looks for the job that has begun, and the next run goes on with it", async () => {
    empty(/^\/model-copy-jobs\/./);
    await expect(copy.up(args)).rejects.toThrow(
      /AWS's answer to GetModelCopyJob lacks jobArn and status[^]*AWS has begun it/,
    );
    altered.change = () => undefined;
    await nextRun();
    await copy.on(host).up(args);
    expect(carriedOut(emulator, BEGIN)).toEqual([]);
    await endsWith(copy);
  });
});

describe("a copy that somebody has deleted", () => {
  it("fails the next plain up after a short while, with the way on, also where time runs slowly", async () => {
    await end();
    await begin({ timing: { copies: { completedAfterSeconds: 20 } } }, 20);
    await copy.up(args);
    emulator.incidents.customModelDeleted({ account: MEMBER, region: REGION }, copy.state!.id);
    await nextRun();
    await expect(
      copy.on(host).up({ ...args, tags: { team: "ml" }, __timeouts: { update: 4 } }),
    ).rejects.toThrow(
      /^waiting for custom model copy \(ticket-triage\) to be Active: it became NOT_SHOWN\n {2}If somebody has deleted it: `pulumi refresh` notices/,
    );
    expect(copy.outputs).toMatchObject({ status: "Active" });
    await nextRun();
    expect(await copy.on(host).refresh()).toBeUndefined();
    await copy.up(args);
    expect(await models()).toHaveLength(1);
  });
});
