import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { afterEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import type { PropertyMap } from "#engine/values/values";

import {
  ACCOUNT,
  CLASSIFIER,
  CUSTOM_MODEL,
  type Emulator,
  MEMBER,
  REGION,
  THIRD_PARTY,
} from "../support/emulator/emulated";
import { configFor, Host, type Managed } from "../support/hosts/host";
import { shareByHand } from "../support/aws/shares";
import { shownAgreements, type Subject, SUBJECTS } from "../support/tables/subjects";

/** What a run of an older version has left in a state. */
interface Older {
  readonly args: PropertyMap;
  readonly id: string;
  readonly inputs: PropertyMap;
  readonly outputs: PropertyMap;
}

/** A version's states, each of which a run of it has written. */
function recordedStates(file: string): Record<string, Older> {
  const path = resolve(__dirname, "../../recorded", file);
  return JSON.parse(readFileSync(path, "utf8")) as Record<string, Older>;
}

const VERSIONS = {
  "before ownership was marked": recordedStates("states-without-marks.json"),
  "before the name and the timeouts were the call's": recordedStates("states-with-names.json"),
};

let emulator: Emulator;
afterEach(() => emulator.close());

/** The state of then about the object of now: what AWS makes up is that of now. */
function olderState(then: Older, modelThen: string, now: Managed): Older {
  let text = JSON.stringify(then).replaceAll(modelThen, CUSTOM_MODEL).replaceAll(then.id, now.state!.id);
  for (const [name, value] of Object.entries(now.outputs)) {
    const before = then.outputs[name];
    const isMadeUp = typeof before === "string" && /^arn:|^[0-9a-f]{32}$/.test(before);
    if (isMadeUp && typeof value === "string") text = text.replaceAll(before, value);
  }
  return JSON.parse(text) as Older;
}

/** Makes the object, and forgets all that the version of now has put into its state. */
async function begin(
  subject: Subject,
  recorded: Record<string, Older>,
): Promise<{ managed: Managed; args: PropertyMap; config: PropertyMap }> {
  const isMember = subject.kind === "CustomModelShareAcceptance";
  const { world } = subject;
  emulator = await startEmulator({ clock: new RunningClock(6000), ...(world && { world }) });
  const args: PropertyMap = isMember
    ? { shareArn: await shareByHand(emulator, [MEMBER]) }
    : {
        ...(await subject.prepare(emulator)),
        ...(subject.kind === "ModelAgreement" && { modelId: THIRD_PARTY }),
      };
  if (subject.kind === "CustomModelShare") args["tags"] = { team: "ml" };
  const config = configFor(emulator, isMember ? MEMBER : subject.account);
  const managed = (await Host.start(config)).resource(subject.kind);
  await managed.up(args);
  const modelThen = recorded["CustomModelCopy"]!.args["sourceModelArn"] as string;
  const { id, inputs, outputs } = olderState(recorded[subject.kind]!, modelThen, managed);
  if (subject.kind === "ComprehendModelPolicy") {
    // As the version of then has put it.
    emulator.incidents.modelPolicyChanged(
      { account: ACCOUNT, region: REGION },
      CLASSIFIER,
      outputs["policy"] as string,
    );
  }
  // Long, and not recorded.
  const { __provider } = managed.state!.inputs;
  for (const part of [inputs, outputs]) if (__provider !== undefined) part["__provider"] = __provider;
  managed.state = { id, inputs, outputs, initErrors: [] };
  managed.on(await Host.start(config));
  return { managed, args, config };
}

describe.each(Object.entries(VERSIONS))("a state of the version %s", (_when, recorded) => {
  it.each(SUBJECTS.filter(({ kind }) => kind in recorded).map((subject) => [subject.kind, subject] as const))(
    "%s: previews and refreshes clean, and is removed as ours",
    async (kind, subject) => {
      const { managed, args, config } = await begin(subject, recorded);
      expect(await managed.preview(args)).toBe("same");
      expect(await managed.on(await Host.start(config)).refresh()).toEqual({});
      expect(await managed.on(await Host.start(config)).up(args)).toBe("same");
      await managed.on(await Host.start(config)).destroy();
      const left =
        kind === "ModelAgreement"
          ? await shownAgreements(emulator, THIRD_PARTY)
          : await subject.objects(emulator);
      if (!subject.stays) expect(left).toEqual([]);
    },
  );
});
