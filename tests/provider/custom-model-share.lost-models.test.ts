import { afterEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import {
  ACCOUNT,
  CUSTOM_MODEL,
  type Emulator,
  ENCRYPTED_MODEL,
  MEMBER,
  REGION,
} from "../support/emulator/emulated";
import { configFor, Host, type Managed } from "../support/hosts/host";

const args = { name: "models", resourceArns: [CUSTOM_MODEL, ENCRYPTED_MODEL], principals: [MEMBER] };
const place = { account: ACCOUNT, region: REGION };

let emulator: Emulator;
let host: Host;
let share: Managed;

async function begin(assumptions: Record<string, string> = {}): Promise<void> {
  emulator = await startEmulator({ clock: new RunningClock(1200), world: { assumptions } });
  share = (await nextRun()).resource("CustomModelShare");
  await share.up(args);
  emulator.incidents.customModelDeleted(place, CUSTOM_MODEL);
  share.on(await nextRun());
}

async function nextRun(): Promise<Host> {
  host = await Host.start({ ...configFor(emulator), "aws:maxRetries": "0" });
  emulator.requests.clear();
  return host;
}

afterEach(() => emulator.close());

describe("a refresh of a share whose model is deleted", () => {
  it.each([
    ["still calls it shared", {}, false],
    ["lists it as UNAVAILABLE", { "ram.lostModel": "unavailable" }, false],
    ["has taken it out", { "ram.lostModel": "disassociated" }, true],
    ["calls it FAILED", { "ram.lostModel": "failed" }, true],
  ])("warns, naming model and share, where RAM %s", async (_, assumptions, drifts) => {
    await begin(assumptions);
    const drift = await share.refresh();
    expect(Object.keys(drift!).some((path) => path.startsWith("resourceArns"))).toBe(drifts);
    expect(host.warnings()).toEqual([
      `the custom model ${CUSTOM_MODEL} is deleted, and the share models (${share.state!.id}) names it: nobody can copy it any ` +
        "more, and what was copied stays. Take the model out of resourceArns, or remove the share if it has no other.",
    ]);
    // What the warning advises.
    share.on(await nextRun());
    expect(await share.up({ ...args, resourceArns: [ENCRYPTED_MODEL] })).toMatch(/^(update|same)$/);
    share.on(await nextRun());
    expect(await share.refresh()).toEqual({});
    expect(host.warnings()).toEqual([]);
  });

  it.each(["disassociated", "failed"])(
    "that is not taken out of the program ends with AWS's own words (%s)",
    async (lostModel) => {
      await begin({ "ram.lostModel": lostModel });
      await share.refresh();
      share.on(await nextRun());
      // What has failed before may be shown so for a minute after it was tried anew.
      await expect(share.up({ ...args, __timeouts: { update: 1 } })).rejects.toThrow(
        `The resource ${CUSTOM_MODEL} could not be found.`,
      );
    },
  );

  it("asks for the models of all shares at once, and passes over what it may not see", async () => {
    await begin();
    const other = host.resource("CustomModelShare", "other");
    other.state = structuredClone(share.state);
    emulator.requests.clear();
    await Promise.all([share.refresh(), other.refresh()]);
    const asked = emulator.requests.all().map(({ operation }) => operation);
    expect(asked.filter((operation) => operation === "ListCustomModels")).toHaveLength(1);
    expect(host.warnings()).toHaveLength(2);
    share.on(await nextRun());
    emulator.faults.add({
      target: { operation: "ListCustomModels" },
      effect: { kind: "refusal", code: "AccessDeniedException", status: 403 },
    });
    expect(await share.refresh()).toEqual({});
    expect(host.warnings()).toEqual([]);
  });
});
