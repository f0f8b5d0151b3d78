import { DeleteCustomModelCommand } from "@aws-sdk/client-bedrock";
import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import {
  CUSTOM_MODEL,
  type Emulator,
  ENCRYPTED_MODEL,
  MEMBER,
  REGION,
  writes,
} from "../support/emulator/emulated";
import { configFor, Host, type Managed } from "../support/hosts/host";
import { bedrockOf, copyByHand, ownModels, tagsOnModel } from "../support/aws/models";
import { shareByHand, unshareByHand } from "../support/aws/shares";

const BEGIN = "CreateModelCopyJob";
const REMOVE = "DeleteCustomModel";
const KEY = `arn:aws:kms:${REGION}:${MEMBER}:key/22222222-3333-4444-8555-666666666666`;
const KEY_ID = KEY.split("/")[1]!;
const ALIAS = "alias/model-access";
const place = { account: MEMBER, region: REGION };
/** Copying takes two real seconds, everything else next to nothing. */
const SLOW: WorldFile = { timing: { copies: { completedAfterSeconds: 7200 } } };
const args = { sourceModelArn: CUSTOM_MODEL, modelName: "ticket-triage" };

let emulator: Emulator;
let host: Host;
let copy: Managed;
let shareArn: string;

async function begin(world?: WorldFile, speed = 3600): Promise<void> {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(speed), ...(world && { world }) });
  shareArn = await shareByHand(emulator, [MEMBER]);
  await nextRun();
  copy = host.resource("CustomModelCopy");
}

async function nextRun(config: Record<string, string> = {}): Promise<void> {
  host = await Host.start({ ...configFor(emulator, MEMBER), ...config });
  emulator.requests.clear();
}

const written = (): string[] => writes(emulator);
const models = (region = REGION) => ownModels(bedrockOf(emulator, MEMBER, region));
const copied = (): Promise<string> => copyByHand(bedrockOf(emulator), { targetModelName: "ticket-triage" });

beforeEach(() => begin());
afterAll(() => emulator.close());

describe("create", () => {
  it("waits for the source, the job and the model, and knows all of the copy (62, 65)", async () => {
    expect(await copy.up({ ...args, shareArn, tags: { team: "ml" } })).toBe("create");
    expect(written()).toEqual([BEGIN]);
    const [model] = await models();
    expect(copy.state!.id).toBe(model!.modelArn);
    expect(copy.outputs).toMatchObject({
      modelArn: model!.modelArn,
      modelName: "ticket-triage",
      status: "Active",
      jobArn: expect.stringContaining(`:${MEMBER}:model-copy-job/`),
      sourceAccountId: CUSTOM_MODEL.split(":")[4],
      baseModelArn: expect.stringContaining("amazon.nova-micro-v1:0"),
      accountId: MEMBER,
      region: REGION,
      adopted: false,
      tagsAll: { team: "ml" },
    });
    await nextRun();
    expect(await copy.on(host).refresh()).toEqual({});
    expect(emulator.requests.all().map(({ operation }) => operation)).toEqual([
      "GetCallerIdentity",
      "GetCustomModel",
      "ListTagsForResource",
    ]);
    expect(await copy.up({ ...args, shareArn, tags: { team: "ml" } })).toBe("same");
  });

  it("copies into another Region than the source's, whose share is looked for there", async () => {
    await copy.up({ ...args, region: "us-west-2" });
    expect(copy.state!.id).toContain(`:us-west-2:${MEMBER}:`);
    expect(await models("us-west-2")).toHaveLength(1);
    expect(await models()).toEqual([]);
  });

  it("copies the account's own model without waiting for a share", async () => {
    await copy.up(args);
    await nextRun();
    const another = host.resource("CustomModelCopy", "another");
    await another.up({ sourceModelArn: copy.state!.id, modelName: "triage-again", region: "us-west-2" });
    const lookedFor = ({ operation, region }: { operation: string; region: string }): boolean =>
      operation === "ListCustomModels" && region === REGION;
    expect(emulator.requests.all().filter(lookedFor)).toEqual([]);
    expect(another.outputs).toMatchObject({ sourceAccountId: MEMBER, status: "Active" });
  });

  it("ends with what is missing where nobody shares the source (65)", async () => {
    await begin();
    await unshareByHand(emulator, shareArn);
    const never = { ...args, __timeouts: { create: 0.2 } };
    await expect(copy.up({ ...never, shareArn })).rejects.toThrow(
      new RegExp(
        `^waiting for the source of custom model copy \\(ticket-triage\\) to be shown: still NOT_SHOWN after \\d+ s\\n` +
          `  Account ${MEMBER} sees no custom model ${CUSTOM_MODEL} of account 111122223333 in ${REGION}\\.\\n` +
          `  The share ${shareArn} does not show it`,
      ),
    );
    await expect(copy.up(never)).rejects.toThrow(/share it \(CustomModelShare\).*give shareArn/);
    expect(copy.state).toBeUndefined();
    expect(written()).toEqual([]);
  });

  it("tells why AWS could not copy, and begins anew in the next run (63)", async () => {
    emulator.incidents.copiesFail(place, "The training data of the model is gone.");
    await expect(copy.up(args)).rejects.toThrow(
      /^copying to custom model copy \(ticket-triage\) failed\n {2}The training data of the model is gone\.\n {2}Account \d{12}, Region us-east-1\.$/,
    );
    expect(copy.state).toBeUndefined();
    emulator.incidents.copiesFail(place, undefined);
    await nextRun();
    await copy.on(host).up(args);
    expect(written()).toEqual([BEGIN]);
    expect(await models()).toHaveLength(1);
  });

  it("whose wait ends keeps the copy, and the next run goes on", async () => {
    await begin(SLOW);
    await expect(copy.up({ ...args, __timeouts: { create: 0.3 } })).rejects.toThrow(
      /^waiting for custom model copy \(ticket-triage\) to be copied: still InProgress after \d+ s\n {2}AWS goes on copying: the next `pulumi up` waits on, and begins nothing anew\.\n {2}Account \d{12}, Region us-east-1\.$/,
    );
    expect(copy.outputs).toMatchObject({ status: "Creating" });
    const { id } = copy.state!;
    await nextRun();
    expect(await copy.on(host).up(args)).toBe("update");
    expect(copy.state!.id).toBe(id);
    expect(copy.outputs).toMatchObject({ status: "Active" });
    expect(written()).toEqual([]);
  });

  it("whose job is shown late is begun once", async () => {
    await begin({ timing: { copies: { foundAfterSeconds: 60 } } });
    await copy.up(args);
    expect(written()).toEqual([BEGIN]);
    expect(copy.outputs).toMatchObject({ status: "Active", adopted: false });
  });

  it("tells of the copy that a killed run has made, where the program has another name by now", async () => {
    // Found by simulation, seeds 33 and 35: nobody heard of it.
    await copy.up(args);
    const lost = copy.state!.id;
    copy.state = undefined;
    await nextRun();
    await copy.on(host).up({ ...args, modelName: "triage-v2" });
    expect(host.warnings()).toEqual([
      expect.stringMatching(
        new RegExp(
          `custom model ${lost} has this resource's mark, but another name.*\\n.*delete-custom-model`,
        ),
      ),
    ]);
    expect(written()).toEqual([BEGIN]);
  });

  it("takes over a copy of the same source that has the name, and keeps it on destroy (66)", async () => {
    await copied();
    await nextRun();
    expect(await copy.up(args)).toBe("create");
    expect(copy.outputs).toMatchObject({ adopted: true, status: "Active" });
    expect(written()).toEqual([]);
    await nextRun();
    await copy.on(host).destroy();
    expect(host.warnings()).toEqual([expect.stringContaining("it was there before this resource")]);
    expect(await models()).toHaveLength(1);
  });

  it("is refused where a model of another source has the name (66)", async () => {
    await copied();
    await copy.up(args);
    await nextRun();
    const others = host.resource("CustomModelCopy", "others");
    await expect(others.up({ ...args, sourceModelArn: copy.state!.id })).rejects.toThrow(
      /^creating custom model copy \(ticket-triage\): ValidationException: .*in use\.\n {2}.* has that name in us-east-1\.\n {2}Choose another modelName/,
    );
  });

  it("under a key by its alias, its id or its ARN is the same (67)", async () => {
    await copy.up({ ...args, modelKmsKeyId: ALIAS });
    expect(copy.outputs).toMatchObject({ modelKmsKeyArn: KEY });
    await nextRun();
    expect(await copy.on(host).refresh()).toEqual({});
    for (const modelKmsKeyId of [KEY_ID, KEY]) {
      expect(await copy.up({ ...args, modelKmsKeyId })).toBe("update");
      expect(await copy.up({ ...args, modelKmsKeyId })).toBe("same");
    }
    expect(written()).toEqual([]);
    expect(await copy.preview({ ...args, replacePolicy: "delete-first" })).toBe("replace");
  });

  it("does not take over a copy under another key than the one asked for", async () => {
    await copied();
    await copy.up(args);
    const { id } = copy.state!;
    await nextRun();
    const successor = host.resource("CustomModelCopy", "successor");
    await expect(successor.up({ ...args, modelKmsKeyId: KEY })).rejects.toThrow(
      `a copy of that name is there already, under AWS's own key\n  It is ${id}.`,
    );
    expect(successor.state).toBeUndefined();
  });
});

describe("update", () => {
  it("of tags is in place: one call to set and one to remove (67)", async () => {
    await copy.up({ ...args, tags: { team: "ml", stage: "dev" } });
    await nextRun({ "aws:defaultTags": JSON.stringify({ tags: { owner: "platform" } }) });
    expect(await copy.on(host).up({ ...args, tags: { team: "search" } })).toBe("update");
    expect(written()).toEqual(["TagResource", "UntagResource"]);
    const tags = await tagsOnModel(bedrockOf(emulator), copy.state!.id);
    expect(tags).toMatchObject({ team: "search", owner: "platform" });
    expect(tags).not.toHaveProperty("stage");
    expect(copy.outputs["tagsAll"]).toEqual({ team: "search", owner: "platform" });
  });

  it.each([
    ["modelName", { modelName: "triage-v2" }],
    ["modelKmsKeyId", { modelKmsKeyId: KEY }],
    ["sourceModelArn", { sourceModelArn: `${CUSTOM_MODEL.slice(0, -1)}2` }],
    ["region", { region: "us-west-2" }],
  ])("of %s replaces (67)", async (_name, change) => {
    await copy.up(args);
    await nextRun();
    const wanted = { ...args, ...change, replacePolicy: "delete-first" };
    expect(await copy.on(host).preview(wanted)).toBe("replace");
  });

  it("of the name makes the new copy first; with delete-first the old one goes first under the same name", async () => {
    await copy.up(args);
    await nextRun();
    await copy.on(host).up({ ...args, modelName: "triage-v2" });
    expect(written()).toEqual([BEGIN, REMOVE]);
    expect(host.warnings()).toEqual([]);
    await nextRun();
    const another = { ...args, modelName: "triage-v2", modelKmsKeyId: KEY };
    await copy.on(host).up({ ...another, replacePolicy: "delete-first" });
    expect(written()).toEqual([REMOVE, BEGIN]);
    expect(await models()).toMatchObject([{ modelName: "triage-v2" }]);
  });

  it.each([
    ["modelKmsKeyId", { modelKmsKeyId: KEY }],
    ["modelKmsKeyId", { modelKmsKeyId: ALIAS }],
    ["sourceModelArn", { sourceModelArn: `${CUSTOM_MODEL.slice(0, -1)}2` }],
  ])("of %s under the same name is refused at preview, and says how it can be done", async (name, change) => {
    await copy.up(args);
    await nextRun();
    await expect(copy.on(host).preview({ ...args, ...change })).rejects.toThrow(
      new RegExp(`^modelName: .*a change of ${name} needs a new one: give another.*"delete-first" deletes`),
    );
    expect(await copy.preview({ ...args, ...change, modelName: "triage-v2" })).toBe("replace");
    expect(written()).toEqual([]);
  });

  it("from an alias to another key than it stands for is refused before anything is deleted", async () => {
    await copy.up({ ...args, modelKmsKeyId: ALIAS });
    const { id } = copy.state!;
    await nextRun();
    const other = { ...args, modelKmsKeyId: KEY.replace("22222222", "33333333") };
    await expect(copy.on(host).up(other)).rejects.toThrow(
      /a copy of that name is there already, under .*\n {2}It is .*replacePolicy: "delete-first"/,
    );
    expect(written()).toEqual([]);
    expect(copy.state!.id).toBe(id);
  });

  it("of shareArn, deletionPolicy and replacePolicy is none of AWS's business", async () => {
    await copy.up(args);
    await nextRun();
    expect(
      await copy.on(host).up({ ...args, shareArn, deletionPolicy: "retain", replacePolicy: "delete-first" }),
    ).toBe("update");
    expect(written()).toEqual([]);
    await copy.destroy();
    expect(host.warnings()).toEqual([expect.stringContaining('its deletionPolicy is "retain"')]);
  });
});

describe("drift", () => {
  it("of a copy that is deleted shows it gone; the next run makes another", async () => {
    await copy.up(args);
    emulator.incidents.customModelDeleted(place, copy.state!.id);
    await nextRun();
    expect(await copy.on(host).refresh()).toBeUndefined();
    await copy.up(args);
    expect(written()).toEqual([BEGIN]);
    expect(await models()).toHaveLength(1);
  });

  it("of tags is shown and repaired", async () => {
    await copy.up({ ...args, tags: { team: "ml" } });
    emulator.incidents.customModelTagged(place, copy.state!.id, { team: "nobody", "aws:cloud": "x" });
    await nextRun();
    expect(Object.keys((await copy.on(host).refresh())!)).toEqual(["tagsAll.team"]);
    expect(await copy.up({ ...args, tags: { team: "ml" } })).toBe("update");
    expect(await tagsOnModel(bedrockOf(emulator), copy.state!.id)).toMatchObject({ team: "ml" });
  });

  it("is none when the share is revoked after the copy (68)", async () => {
    await copy.up({ ...args, shareArn });
    await unshareByHand(emulator, shareArn);
    await nextRun();
    expect(await copy.on(host).refresh()).toEqual({});
    expect(await copy.up({ ...args, shareArn })).toBe("same");
  });

  it("is not seen in a refusal, nor in another account", async () => {
    await copy.up(args);
    const end = emulator.faults.add({
      target: { operation: "GetCustomModel" },
      effect: { kind: "refusal", code: "AccessDeniedException", status: 403 },
    });
    await nextRun();
    await expect(copy.on(host).refresh()).rejects.toThrow(
      /^reading custom model copy \(ticket-triage\): AccessDenied/,
    );
    end();
    host = await Host.start(configFor(emulator));
    await expect(copy.on(host).refresh()).rejects.toThrow(
      /refused, because the credentials are of account 111122223333/,
    );
    expect(copy.state).toBeDefined();
  });
});

describe("delete", () => {
  it("deletes the copy; one that is gone is no error (69)", async () => {
    await copy.up(args);
    const { id } = copy.state!;
    const again = Object.assign(host.resource("CustomModelCopy"), { state: { ...copy.state! } });
    await nextRun();
    await copy.on(host).destroy();
    expect(written()).toEqual([REMOVE]);
    expect(await models()).toEqual([]);
    await again.on(host).destroy();
    expect(id).not.toBe("");
  });

  it("names what uses the copy, and keeps the state (69)", async () => {
    await copy.up(args);
    emulator.incidents.customModelUsed(place, copy.state!.id, "provisioned throughput triage-pt");
    await nextRun();
    copy.last({ delete: 0.05 });
    await expect(copy.on(host).destroy()).rejects.toThrow(
      /^deleting custom model copy \(ticket-triage\): the model is in use\n {2}.*triage-pt.*\n {2}Provisioned Throughput or a deployment uses it: delete those first/,
    );
    expect(copy.state).toBeDefined();
    emulator.incidents.customModelReleased(place, copy.state!.id, "provisioned throughput triage-pt");
    await copy.on(host).destroy();
    expect(await models()).toEqual([]);
  });

  it("of a copy under way waits for it, since nobody can stop a job", async () => {
    await begin(SLOW);
    await expect(copy.up({ ...args, __timeouts: { create: 0.3 } })).rejects.toThrow(/still InProgress/);
    await nextRun();
    await copy.on(host).destroy();
    expect(await models()).toEqual([]);
  });

  it("of a forced replacement, and of a resource that was renamed, keeps what the run wants", async () => {
    await copy.up(args);
    await nextRun();
    const successor = host.resource("CustomModelCopy", "renamed");
    await successor.up(args);
    await copy.on(host).destroy();
    expect(host.warnings()).toEqual([expect.stringContaining("the resource renamed still uses it")]);
    expect(await models()).toHaveLength(1);
    // It is the new one's now, and was before it was handed over only found.
    expect(written()).toEqual(["TagResource", "TagResource"]);
  });

  it("keeps what a resource of another provider or stack has taken over", async () => {
    await copy.up(args);
    await nextRun();
    const successor = host.resource("CustomModelCopy", "moved");
    await successor.up(args);
    expect(successor.outputs["adopted"]).toBe(true);
    // Another provider is another process: it knows nothing of what the first one wants.
    await nextRun();
    await copy.on(host).destroy();
    expect(host.warnings()).toEqual([expect.stringContaining("another resource has taken it over")]);
    await nextRun();
    expect(await successor.on(host).refresh()).toEqual({});
    expect(await successor.up(args)).toBe("same");
    expect(await models()).toHaveLength(1);
  });

  it("soon followed by another create makes another copy, although AWS remembers the token", async () => {
    await copy.up(args);
    const { id } = copy.state!;
    await nextRun();
    await copy.on(host).destroy();
    await nextRun();
    await copy.on(host).up(args);
    expect(copy.state!.id).not.toBe(id);
    expect(await models()).toMatchObject([{ modelArn: copy.state!.id }]);
  });
});

it("a copy whose job AWS has forgotten is read all the same", async () => {
  await begin({ assumptions: { "bedrock.copyJobsKept": "untilOver" } });
  await copy.up(args);
  await nextRun();
  expect(await copy.on(host).refresh()).toEqual({});
  await bedrockOf(emulator).send(new DeleteCustomModelCommand({ modelIdentifier: copy.state!.id }));
  expect(await copy.refresh()).toBeUndefined();
});

describe("a source under a customer's key", () => {
  it("that does not let the account decrypt says whose policy has to change", async () => {
    shareArn = await shareByHand(emulator, [MEMBER], [ENCRYPTED_MODEL]);
    const owner = { account: ENCRYPTED_MODEL.split(":")[4]!, region: REGION };
    const key = `arn:aws:kms:${REGION}:${owner.account}:key/11111111-2222-4333-8444-555555555555`;
    const onlyOwner = [
      { Effect: "Allow", Principal: { AWS: owner.account }, Action: "kms:*", Resource: "*" },
    ];
    emulator.incidents.keyChanged(owner, key, { policy: { Version: "2012-10-17", Statement: onlyOwner } });
    await expect(copy.up({ ...args, sourceModelArn: ENCRYPTED_MODEL })).rejects.toThrow(
      /^copying to custom model copy \(ticket-triage\) failed\n {2}.*\n {2}The source's key must let the copying account use kms:Decrypt/,
    );
    expect(copy.state).toBeUndefined();
  });
});
