import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import { type Altered, startAltered } from "../support/emulator/altered";
import { CUSTOM_MODEL, type Emulator, MEMBER, REGION, writes } from "../support/emulator/emulated";
import { configFor, Host, type Managed } from "../support/hosts/host";
import { bedrockOf, copyByHand, ownModels } from "../support/aws/models";
import { shareByHand } from "../support/aws/shares";

const BEGIN = "CreateModelCopyJob";
const REMOVE = "DeleteCustomModel";
const KEY = `arn:aws:kms:${REGION}:${MEMBER}:key/22222222-3333-4444-8555-666666666666`;
const ALIAS = "alias/model-access";
const args = { sourceModelArn: CUSTOM_MODEL, modelName: "ticket-triage" };

let emulator: Emulator;
let altered: Altered;
let host: Host;
let copy: Managed;

async function begin(world?: WorldFile): Promise<void> {
  emulator = await startEmulator({ clock: new RunningClock(3600), ...(world && { world }) });
  altered = await startAltered(emulator, () => undefined);
  await shareByHand(emulator, [MEMBER]);
  await nextRun();
  copy = host.resource("CustomModelCopy");
}

async function nextRun(): Promise<void> {
  host = await Host.start(configFor(altered, MEMBER));
  emulator.requests.clear();
}

async function end(): Promise<void> {
  await altered.close();
  await emulator.close();
}

const written = (): string[] => writes(emulator);
const models = () => ownModels(bedrockOf(emulator));
const copied = (more: object = {}): Promise<string> =>
  copyByHand(bedrockOf(emulator), { targetModelName: "ticket-triage", ...more });

beforeEach(() => begin());
afterEach(end);

it("a listing of jobs that leaves out their tags does not make a killed run's copy a stranger's", async () => {
  altered.change = (path, answer) =>
    path.startsWith("/model-copy-jobs?")
      ? {
          ...answer,
          modelCopyJobSummaries: (answer["modelCopyJobSummaries"] as object[]).map((job) => ({
            ...job,
            targetModelTags: undefined,
          })),
        }
      : undefined;
  await copy.up(args);
  copy.state = undefined;
  await nextRun();
  await copy.on(host).up(args);
  expect(written()).toEqual(["TagResource"]);
  expect(copy.outputs).toMatchObject({ adopted: false });
});

it("a copy that AWS completes and calls Failed is replaced by the next run, without a refresh", async () => {
  altered.change = (path, answer) =>
    path.startsWith("/custom-models/") && answer["modelStatus"] !== undefined
      ? { ...answer, modelStatus: "Failed", failureMessage: "The weights are damaged." }
      : undefined;
  await expect(copy.up(args)).rejects.toThrow(/it became Failed\n {2}The weights are damaged\./);
  const { id } = copy.state!;
  altered.change = () => undefined;
  await nextRun();
  expect(await copy.on(host).up(args)).toBe("replace");
  expect(written()).toEqual([REMOVE, BEGIN]);
  expect(copy.state!.id).not.toBe(id);
  expect(await models()).toHaveLength(1);
});

describe("a copy of that name under another key than the one asked for is not taken over", () => {
  it("where the key is asked for by its alias, and the copy has AWS's own", async () => {
    await copied();
    await copy.up(args);
    copy.state = undefined;
    await nextRun();
    await expect(copy.on(host).up({ ...args, modelKmsKeyId: ALIAS })).rejects.toThrow(
      "a copy of that name is there already, under AWS's own key",
    );
    expect(written()).toEqual([]);
  });

  it("where the alias stands for another key by now", async () => {
    await copied({ modelKmsKeyId: KEY });
    altered.change = (_path, answer) =>
      "KeyMetadata" in answer
        ? { KeyMetadata: { ...(answer["KeyMetadata"] as object), Arn: KEY.replace("22222222", "33333333") } }
        : undefined;
    await expect(copy.up({ ...args, modelKmsKeyId: ALIAS })).rejects.toThrow(
      `a copy of that name is there already, under ${KEY}`,
    );
    expect(copy.state).toBeUndefined();
    altered.change = () => undefined;
    await copy.up({ ...args, modelKmsKeyId: ALIAS });
    expect(copy.outputs).toMatchObject({ modelKmsKeyArn: KEY, adopted: true });
  });

  it("where the copying has not ended yet", async () => {
    await end();
    await begin({ timing: { copies: { completedAfterSeconds: 1800 } } });
    await copied();
    await nextRun();
    await expect(copy.on(host).up({ ...args, modelKmsKeyId: KEY })).rejects.toThrow(
      "a copy of that name is there already, under AWS's own key",
    );
    expect(copy.state).toBeUndefined();
    expect(written()).toEqual([]);
  });
});

it("a copy stays ours when its resource is renamed by an alias and then replaced by force", async () => {
  await copy.up(args);
  await nextRun();
  const renamed = host.resource("CustomModelCopy", "renamed");
  renamed.state = structuredClone(copy.state!);
  expect(await renamed.on(host).preview(args)).toBe("same");
  renamed.state = undefined;
  await renamed.up(args);
  expect(written()).toEqual(["TagResource"]);
  expect(renamed.outputs).toMatchObject({ adopted: false });
});

it("an update of a copy that somebody has deleted says what to do", async () => {
  await copy.up(args);
  const { modelKmsKeyArn, status } = copy.outputs;
  emulator.incidents.customModelDeleted({ account: MEMBER, region: REGION }, copy.state!.id);
  await nextRun();
  const more = { ...args, tags: { team: "ml" }, __timeouts: { create: 0.1, update: 0.1 } };
  await expect(copy.on(host).up(more)).rejects.toThrow(
    /it became NOT_SHOWN\n {2}If somebody has deleted it: `pulumi refresh`/,
  );
  expect(copy.outputs).toMatchObject({ status, ...(modelKmsKeyArn !== undefined && { modelKmsKeyArn }) });
});
