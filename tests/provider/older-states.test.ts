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

/** What a run of the version before ownership was marked has left in a state. */
interface Older {
  readonly args: PropertyMap;
  readonly id: string;
  readonly inputs: PropertyMap;
  readonly outputs: PropertyMap;
}

const FILE = resolve(__dirname, "../../recorded/states-without-marks.json");
const recorded = JSON.parse(readFileSync(FILE, "utf8")) as Record<string, Older>;
const MODEL_THEN = recorded["CustomModelCopy"]!.args["sourceModelArn"] as string;

let emulator: Emulator;
afterEach(() => emulator.close());

/** The state of then about the object of now: what AWS makes up is that of now. */
function olderState(kind: string, now: Managed): Older {
  const then = recorded[kind]!;
  let text = JSON.stringify(then).replaceAll(MODEL_THEN, CUSTOM_MODEL).replaceAll(then.id, now.state!.id);
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
): Promise<{ managed: Managed; args: PropertyMap; config: PropertyMap }> {
  const isMember = subject.kind === "CustomModelShareAcceptance";
  emulator = await startEmulator({ clock: new RunningClock(6000) });
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
  const { id, inputs, outputs } = olderState(subject.kind, managed);
  if (subject.kind === "ComprehendModelPolicy") {
    // As the version of then has put it.
    emulator.incidents.modelPolicyChanged(
      { account: ACCOUNT, region: REGION },
      CLASSIFIER,
      outputs["policy"] as string,
    );
  }
  managed.state = { id, inputs, outputs, initErrors: [] };
  managed.on(await Host.start(config));
  return { managed, args, config };
}

describe("a state of the version before", () => {
  it.each(SUBJECTS.filter(({ kind }) => kind in recorded).map((subject) => [subject.kind, subject] as const))(
    "%s: previews and refreshes clean, and is removed as ours",
    async (kind, subject) => {
      const { managed, args, config } = await begin(subject);
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
