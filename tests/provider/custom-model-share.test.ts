import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import { ACCOUNT, type Emulator, MEMBER, OUTSIDER, REGION, writes } from "../support/emulator/emulated";
import { configFor, Host, type Managed } from "../support/hosts/host";
import { ownedShares } from "../support/aws/shares";

const TRIAGE = `arn:aws:bedrock:${REGION}:${ACCOUNT}:custom-model/amazon.nova-micro-v1:0:128k/triage000001`;
const SUMMARY = `arn:aws:bedrock:${REGION}:${ACCOUNT}:custom-model/anthropic.claude-3-haiku-20240307-v1:0:200k/summary00001`;
const ORGANIZATION = `arn:aws:organizations::${ACCOUNT}:organization/o-exampleorgid`;
const UNIT = `arn:aws:organizations::${ACCOUNT}:ou/o-exampleorgid/ou-exam-workload`;
const PERMISSION = "arn:aws:ram::aws:permission/AWSRAMDefaultPermissionBedrockCustomModel";
const CREATE = "CreateResourceShare";
const ADD = "AssociateResourceShare";
const TAKE = "DisassociateResourceShare";
const place = { account: ACCOUNT, region: REGION };
const args = { name: "models", resourceArns: [TRIAGE], principals: [MEMBER] };

let emulator: Emulator;
let host: Host;
let share: Managed;

async function begin(world?: WorldFile): Promise<void> {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(1200), ...(world && { world }) });
  host = await Host.start(configFor(emulator));
  share = host.resource("CustomModelShare");
}

async function nextRun(config: Record<string, string> = {}): Promise<void> {
  host = await Host.start({ ...configFor(emulator), ...config });
  share.on(host);
  emulator.requests.clear();
}

const arn = (): string => share.state!.id;
const calls = (): number => emulator.requests.all().length;

beforeEach(() => begin());
afterAll(() => emulator.close());

describe("create", () => {
  it("makes the share with one call and waits until everything is associated (34)", async () => {
    await share.up({ ...args, resourceArns: [TRIAGE, SUMMARY], principals: [MEMBER, UNIT] });
    expect(writes(emulator)).toEqual([CREATE]);
    expect(arn()).toMatch(/^arn:aws:ram:us-east-1:111122223333:resource-share\/[0-9a-f-]{36}$/);
    expect(share.outputs).toMatchObject({
      arn: arn(),
      resourceShareArn: arn(),
      owningAccountId: ACCOUNT,
      status: "ACTIVE",
      featureSet: "STANDARD",
      allowExternalPrincipals: false,
      tagsAll: {},
    });
    const associations = share.outputs["associations"] as { entity: string; status: string }[];
    expect(associations.map(({ entity, status }) => [entity, status])).toEqual(
      [MEMBER, UNIT, TRIAGE, SUMMARY].map((entity) => [entity, "ASSOCIATED"]),
    );
  });

  it("is found unchanged, in whatever order the program lists things", async () => {
    await share.up({ ...args, principals: [MEMBER, UNIT], resourceArns: [TRIAGE, SUMMARY] });
    await nextRun();
    expect(
      await share.up({ ...args, principals: [UNIT, MEMBER], resourceArns: [SUMMARY, TRIAGE, SUMMARY] }),
    ).toBe("same");
    expect(calls()).toBe(0);
    expect(await share.refresh()).toEqual({});
  });

  it.each(["after", "before"] as const)(
    "that loses its answer %s the effect makes one share",
    async (when) => {
      emulator.faults.add({ target: { operation: CREATE }, times: 1, effect: { kind: "reset", when } });
      await share.up(args);
      expect(
        emulator.requests.all().filter((request) => request.operation === CREATE && request.carriedOut),
      ).toHaveLength(when === "after" ? 2 : 1);
      expect(await shares()).toBe(1);
    },
  );

  it("that was killed is taken up by the next run: one share", async () => {
    const doomed = await Host.start(configFor(emulator), {});
    const killed = doomed.resource("CustomModelShare");
    const end = emulator.requests.listen(({ operation }) => {
      if (operation === CREATE) doomed.process.host.kill("SIGKILL");
    });
    await expect(killed.up(args)).rejects.toThrow();
    end();
    await doomed.stop();
    await share.up(args);
    // Of two runs that know it, the mark tells which has it now.
    expect(writes(emulator)).toEqual([CREATE, "TagResource"]);
    expect(await shares()).toBe(1);
  });

  it("whose inputs changed after it was killed takes up the share all the same", async () => {
    emulator.faults.add({ target: { operation: CREATE }, effect: { kind: "reset", when: "after" } });
    await nextRun({ "aws:maxRetries": "0" });
    await expect(share.up(args)).rejects.toThrow(/^creating custom model share \(models\)/);
    emulator.faults.clear();
    await nextRun();
    await share.up({ ...args, name: "renamed", principals: [MEMBER, UNIT] });
    expect(await shares()).toBe(1);
    expect(share.outputs).toMatchObject({ name: "renamed" });
  });

  it("soon after a destroy makes a new share, although AWS remembers the token", async () => {
    await share.up(args);
    const first = arn();
    await nextRun();
    await share.destroy();
    await nextRun();
    await share.up(args);
    expect(arn()).not.toBe(first);
    expect(share.outputs).toMatchObject({ status: "ACTIVE" });
  });

  it("that loses its answer makes one share, although AWS forgets tokens", async () => {
    await begin({ assumptions: { "ram.clientTokens": "forgotten" } });
    emulator.faults.add({
      target: { operation: CREATE },
      times: 1,
      effect: { kind: "reset", when: "after" },
    });
    await share.up(args);
    expect(await shares()).toBe(1);
    expect(host.warnings().join()).toContain("AWS had made the share twice: deleted arn:aws:ram:");
    expect(await share.refresh()).toEqual({});
  });

  it("whose time is up keeps the share, says that the next run goes on, and goes on", async () => {
    await begin({ timing: { sharing: { associatedAfterSeconds: 36_000 } } });
    await expect(share.up({ ...args, __timeouts: { create: 0.3 } })).rejects.toThrow(
      /still ASSOCIATING after .*\n {2}444455556666\n {2}The share is kept: the next `pulumi up` goes on waiting/,
    );
    emulator.clock.tick(36_000);
    await nextRun();
    expect(await share.up(args)).toBe("update");
    expect(writes(emulator)).toEqual([]);
  });

  it("is refused with what to do, also where AWS gives no reason", async () => {
    emulator.faults.add({
      target: { operation: CREATE },
      effect: { kind: "refusal", code: "AccessDeniedException", status: 403, message: "" },
    });
    await expect(share.up(args)).rejects.toThrow(
      /^creating custom model share \(models\): AccessDeniedException: AWS gives no reason\n {2}The deploy identity lacks a permission/,
    );
  });

  it("whose wait is refused keeps the share, and goes on in the next run", async () => {
    emulator.faults.add({
      target: { operation: "GetResourceShareAssociations" },
      effect: { kind: "refusal", code: "AccessDeniedException", status: 403 },
    });
    await expect(share.up(args)).rejects.toThrow(/AccessDeniedException/);
    emulator.faults.clear();
    expect(share.state).toMatchObject({ initErrors: [expect.anything()] });
    await nextRun();
    expect(await share.up(args)).toBe("update");
    expect(writes(emulator)).toEqual([]);
    expect(await shares()).toBe(1);
  });
});

describe("update in place", () => {
  const tagged = { ...args, tags: { team: "ml", stage: "dev" } };
  beforeEach(async () => {
    await share.up(tagged);
    await nextRun();
  });

  it.each<[string, object, string[]]>([
    ["the name (35)", { name: "renamed" }, ["UpdateResourceShare"]],
    ["outside principals (36)", { allowExternalPrincipals: true }, ["UpdateResourceShare"]],
    ["a principal more (51)", { principals: [MEMBER, UNIT] }, [ADD]],
    ["other principals (51)", { principals: [ORGANIZATION, UNIT] }, [ADD, TAKE]],
    ["a model more (51)", { resourceArns: [TRIAGE, SUMMARY] }, [ADD]],
    ["a principal and a model more", { principals: [MEMBER, UNIT], resourceArns: [TRIAGE, SUMMARY] }, [ADD]],
    ["another model (51)", { resourceArns: [SUMMARY] }, [ADD, TAKE]],
    ["nobody any more", { principals: [] }, [TAKE]],
    ["a tag more (38)", { tags: { ...tagged.tags, more: "1" } }, ["TagResource"]],
    ["another tag and one less (38)", { tags: { team: "ai" } }, ["TagResource", "UntagResource"]],
    ["no tags (38)", { tags: {} }, ["UntagResource"]],
  ])("%s: the fewest calls", async (_, change, expected) => {
    expect(await share.up({ ...tagged, ...change })).toBe("update");
    expect(writes(emulator)).toEqual(expected);
    await nextRun();
    expect(await share.refresh()).toEqual({});
    expect(await share.up({ ...tagged, ...change })).toBe("same");
    expect(writes(emulator)).toEqual([]);
  });

  it("takes nobody out before who comes has come, and tries again while AWS is busy", async () => {
    const busy = "At least one of the associations in the resource share is in ASSOCIATING status.";
    emulator.faults.add({
      target: { operation: TAKE },
      times: 2,
      effect: { kind: "refusal", code: "InvalidStateTransitionException", status: 400, message: busy },
    });
    await share.up({ ...tagged, principals: [ORGANIZATION] });
    expect(writes(emulator)).toEqual([ADD, TAKE, TAKE, TAKE]);
    expect(share.outputs).toMatchObject({ principals: [ORGANIZATION] });
    const rests = emulator.requests.all().map(({ operation }) => operation);
    expect(rests.slice(rests.indexOf(ADD), rests.indexOf(TAKE))).toContain("GetResourceShareAssociations");
  });

  it("is busy for too long with AWS's own words", async () => {
    emulator.faults.add({
      target: { operation: TAKE },
      effect: {
        kind: "refusal",
        code: "InvalidStateTransitionException",
        status: 400,
        message: "At least one of the associations in the resource share is in ASSOCIATING status.",
      },
    });
    await expect(
      share.up({ ...tagged, principals: [ORGANIZATION], __timeouts: { update: 0.5 } }),
    ).rejects.toThrow(
      /still InvalidStateTransitionException after .*\n {2}At least one of the associations.*\n {2}The share is kept: the next/,
    );
    emulator.faults.clear();
    await nextRun();
    expect(await share.up({ ...tagged, principals: [ORGANIZATION] })).toBe("update");
    expect(writes(emulator)).toEqual([TAKE]);
  });

  it("or a delete is so, and its end says what comes next", async () => {
    await share.up({ ...tagged, __timeouts: { delete: 0.3 } });
    const effect = { kind: "refusal", code: "InvalidStateTransitionException", status: 400 } as const;
    emulator.faults.add({ target: { operation: "DeleteResourceShare" }, effect });
    await expect(share.destroy()).rejects.toThrow(
      /to be deleted: still InvalidStateTransitionException after [^]*\n {2}Nothing is lost: the next run .*customTimeouts.*\n {2}Account/,
    );
    emulator.faults.clear();
    await share.destroy();
  });

  it("keeps AWS's permission after an update of the tags (41)", async () => {
    await share.up({ ...tagged, tags: {} });
    expect(share.outputs["permissionArns"]).toEqual([PERMISSION]);
  });

  it("is a replacement only in another Region or account", async () => {
    expect(
      await share.preview({ ...tagged, resourceArns: [], region: "us-west-2" }).catch(() => "refused"),
    ).toBe("refused");
    const assumeRole = { roleArn: `arn:aws:iam::${MEMBER}:role/model-access-deployer` };
    expect(await share.preview({ ...tagged, assumeRole })).toBe("replace");
  });
});

describe("tags", () => {
  const config = {
    "aws:defaultTags": '{"tags":{"owner":"platform","team":"default"}}',
    "aws:ignoreTags": '{"keys":["cost"],"keyPrefixes":["audit:"]}',
  };

  it("are the configuration's and the resource's; what is to be ignored is left alone (38)", async () => {
    await nextRun(config);
    await share.up({ ...args, tags: { team: "ml" } });
    expect(share.outputs["tagsAll"]).toEqual({ owner: "platform", team: "ml" });
    emulator.incidents.shareChanged(place, arn(), {
      tags: { ...(await tags()), cost: "42", "audit:by": "somebody", team: "theirs" },
    });
    await nextRun(config);
    expect(await share.refresh()).toEqual({ "tagsAll.team": { diffKind: "update", inputDiff: true } });
    await share.up({ ...args, tags: { team: "ml" } });
    expect(writes(emulator)).toEqual(["TagResource"]);
    expect(await tags()).toMatchObject({ cost: "42", "audit:by": "somebody", team: "ml" });
  });
});

describe("drift", () => {
  beforeEach(async () => {
    await share.up({ ...args, principals: [MEMBER, UNIT] });
    await nextRun();
  });

  it("of a share that is deleted shows it gone, also while AWS still lists it (39, 40)", async () => {
    emulator.incidents.shareDeleted(place, arn());
    expect(await share.refresh()).toBeUndefined();
  });

  it.each<[string, () => void, string, string[]]>([
    [
      "its name",
      () => emulator.incidents.shareChanged(place, arn(), { name: "other" }),
      "name",
      ["UpdateResourceShare"],
    ],
    [
      "a principal more (51)",
      () => emulator.incidents.shareWidened(place, arn(), { principals: [ORGANIZATION] }),
      "principals",
      [TAKE],
    ],
    [
      "a model more (51)",
      () => emulator.incidents.shareWidened(place, arn(), { resourceArns: [SUMMARY] }),
      "resourceArns",
      [TAKE],
    ],
    [
      "a principal less (46, 49)",
      () => emulator.incidents.shareNarrowed(place, arn(), MEMBER),
      "principals",
      [ADD],
    ],
    [
      "a model less (46, 49)",
      () => emulator.incidents.shareNarrowed(place, arn(), TRIAGE),
      "resourceArns",
      [ADD],
    ],
  ])("of %s is shown and repaired", async (_, happens, property, repair) => {
    happens();
    const drift = await share.refresh();
    expect(Object.keys(drift!).map((path) => path.split(/[.[]/)[0])).toContain(property);
    await nextRun();
    await share.up({ ...args, principals: [MEMBER, UNIT] });
    expect(writes(emulator)).toEqual(repair);
    await nextRun();
    expect(await share.refresh()).toEqual({});
  });

  it("of what others have added is nobody's business in a share that is not exclusive (51)", async () => {
    const shared = { ...args, principals: [MEMBER, UNIT], exclusive: false };
    await share.up(shared);
    emulator.incidents.shareWidened(place, arn(), { principals: [ORGANIZATION], resourceArns: [SUMMARY] });
    await nextRun();
    expect(await share.refresh()).toEqual({});
    expect(await share.up({ ...shared, principals: [MEMBER] })).toBe("update");
    expect(writes(emulator)).toEqual([TAKE]);
    const associations = share.outputs["associations"] as { entity: string }[];
    expect(associations.map(({ entity }) => entity).sort()).toEqual(
      [MEMBER, ORGANIZATION, SUMMARY, TRIAGE].sort(),
    );
  });

  it("is not looked for in another account, and no refusal is taken for gone", async () => {
    await nextRun({ "aws:accessKey": MEMBER });
    await expect(share.refresh()).rejects.toThrow(
      `refused, because the credentials are of account ${MEMBER}`,
    );
    await nextRun({ "aws:maxRetries": "0" });
    emulator.faults.add({
      target: { operation: "GetResourceShares" },
      effect: { kind: "refusal", code: "AccessDeniedException", status: 403 },
    });
    await expect(share.refresh()).rejects.toThrow(
      /^reading custom model share \(models\): AccessDeniedException/,
    );
    expect(share.state).toBeDefined();
  });
});

describe("many shares", () => {
  it("are read together: a refresh of sixty costs few calls", async () => {
    const shares = Array.from({ length: 60 }, (_, index) => host.resource("CustomModelShare", `s${index}`));
    await Promise.all(shares.map((one) => one.up({ ...args, name: one.name })));
    host = await Host.start(configFor(emulator));
    emulator.requests.clear();
    const drifts = await Promise.all(shares.map((one) => one.on(host).refresh()));
    expect(drifts.every((drift) => drift && Object.keys(drift).length === 0)).toBe(true);
    expect(calls()).toBeLessThanOrEqual(8);
  });
});

describe("delete", () => {
  it("deletes the share and waits until it is gone; a share that is gone is no error", async () => {
    await share.up(args);
    const kept = { ...share.state! };
    await nextRun();
    await share.destroy();
    expect(writes(emulator)).toEqual(["DeleteResourceShare"]);
    expect(await shares()).toBe(0);
    share.state = kept;
    await share.destroy();
  });

  it("of a replaced resource leaves alone the share that its successor has found", async () => {
    await share.up(args);
    const before = { ...share.state! };
    await nextRun();
    share.state = undefined;
    await share.up({ ...args, name: "again" });
    expect(arn()).toBe(before.id);
    share.state = before;
    await share.destroy();
    expect(host.warnings().join()).toContain(`kept the share ${before.id}: the resource it still uses it`);
    expect(await shares()).toBe(1);
  });

  it("of a renamed resource leaves its successor's own share", async () => {
    await share.up(args);
    await nextRun();
    await host.resource("CustomModelShare", "renamed").up(args);
    await share.destroy();
    expect(await shares()).toBe(1);
  });
});

describe("an account outside the organization", () => {
  const outside = { ...args, principals: [OUTSIDER], allowExternalPrincipals: true };

  it("stays ASSOCIATING until it accepts, and is not waited for (44)", async () => {
    await begin({ sharing: { customModelsOutside: true } });
    await share.up(outside);
    const associations = share.outputs["associations"] as { entity: string; status: string }[];
    expect(associations.find(({ entity }) => entity === OUTSIDER)?.status).toBe("ASSOCIATING");
    await nextRun();
    expect(await share.refresh()).toEqual({});
  });

  it("is out before the share is closed, which AWS may refuse before", async () => {
    const assumptions = { "ram.outsidersStay": "refused" };
    await begin({ sharing: { customModelsOutside: true }, assumptions });
    await share.up(outside);
    emulator.requests.clear();
    await share.up(args);
    // AWS may refuse to take somebody out for a moment.
    expect([...new Set(writes(emulator))]).toEqual([ADD, TAKE, "UpdateResourceShare"]);
    expect(share.outputs).toMatchObject({ allowExternalPrincipals: false, principals: [MEMBER] });
    await nextRun();
    expect(await share.refresh()).toEqual({});
  });

  it("is refused by AWS by default, and the message says what to do", async () => {
    await expect(share.up(outside)).rejects.toThrow(
      /^creating custom model share \(models\): \w+Exception: .*\n {2}\w/,
    );
  });
});

/** How many shares there are that are not deleted. */
async function shares(): Promise<number> {
  return (await ownedShares(emulator)).length;
}

async function tags(): Promise<Record<string, string>> {
  const own = (await ownedShares(emulator)).find(({ resourceShareArn }) => resourceShareArn === arn());
  return Object.fromEntries(own!.tags!.map(({ key, value }) => [key!, value!]));
}
