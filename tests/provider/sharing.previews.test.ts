import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import type { PropertyMap } from "#engine/values/values";
import { UNKNOWN } from "#provider/core/props";
import { ACCOUNT, CUSTOM_MODEL, type Emulator, MEMBER, REGION } from "../support/emulator/emulated";
import { configFor, Host, type Managed } from "../support/hosts/host";
import { onDynamicHostOnly } from "../support/hosts/dynamic-host-only";
import { ownedShares } from "../support/aws/shares";

const assumeRole = { roleArn: `arn:aws:iam::${MEMBER}:role/model-access-deployer` };
const SHARE = { name: "models", resourceArns: [CUSTOM_MODEL], principals: [MEMBER] };
const COPY = { sourceModelArn: CUSTOM_MODEL, modelName: "triage", assumeRole };
/** What a preview is told of the output of a resource that it would update. */
const NOT_KNOWN_YET = { shareArn: UNKNOWN };

let emulator: Emulator;
let share: Managed;
/** What refers to the share by its ARN, with its other inputs. */
let referring: [Managed, PropertyMap][];

const nextRun = async (): Promise<void> => {
  const host = await Host.start(configFor(emulator));
  for (const resource of [share, ...referring.map(([one]) => one)]) resource.on(host);
};
const previews = (more: PropertyMap): Promise<string[]> =>
  Promise.all(referring.map(([resource, args]) => resource.preview({ ...args, ...more })));

beforeAll(async () => {
  emulator = await startEmulator({ clock: new RunningClock(1200) });
  const host = await Host.start(configFor(emulator));
  share = host.resource("CustomModelShare", "share");
  referring = [
    [host.resource("CustomModelShareAcceptance"), { assumeRole }],
    [host.resource("CustomModelCopy"), COPY],
  ];
  await share.up(SHARE);
  for (const [resource, args] of referring) await resource.up({ ...args, shareArn: share.state!.id });
});
afterAll(() => emulator.close());
beforeEach(() => nextRun());

describe("an acceptance and a copy that refer to a share", () => {
  onDynamicHostOnly("a preview goes on knowing its ARN", () => {
    it("do not change with it, while a preview does not know its ARN", async () => {
      expect(await share.preview({ ...SHARE, tags: { team: "ml" } })).toBe("update");
      expect(await previews(NOT_KNOWN_YET)).toEqual(["same", "same"]);
    });
  });

  it("change where it is made anew, and where nobody tells what becomes of it", async () => {
    expect(await previews(NOT_KNOWN_YET)).toEqual(["update", "update"]);
    const elsewhere = CUSTOM_MODEL.replace(REGION, "us-west-2");
    expect(await share.preview({ ...SHARE, resourceArns: [elsewhere], region: "us-west-2" })).toBe("replace");
    expect(await previews(NOT_KNOWN_YET)).toEqual(["update", "update"]);
  });

  it("change where the program has another share instead, whatever a refresh has found of the old one", async () => {
    const [{ resourceShareArn } = {}] = await ownedShares(emulator);
    emulator.incidents.shareChanged({ account: ACCOUNT, region: REGION }, resourceShareArn!, {
      name: "other",
    });
    expect(await share.refresh()).toHaveProperty("name");
    expect(await previews(NOT_KNOWN_YET)).toEqual(["update", "update"]);
  });

  it("change with the share's true ARN once it is known: another one is another share", async () => {
    const other = { shareArn: share.state!.id.replace(/.$/, (last) => (last === "0" ? "1" : "0")) };
    expect(await share.preview({ ...SHARE, tags: { team: "ml" } })).toBe("update");
    expect(await previews(other)).toEqual(["replace", "update"]);
  });
});
