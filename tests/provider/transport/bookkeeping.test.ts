import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";

import {
  ACCOUNT,
  type Emulator,
  FIRST_PARTY,
  FORM,
  REGION,
  startStill,
  THIRD_PARTY,
} from "../../support/emulator/emulated";
import { configFor, Host } from "../../support/hosts/host";

let emulator: Emulator;
beforeEach(async () => {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(1200) });
});
afterAll(() => emulator.close());

const start = () => Host.start(configFor(emulator));

describe("a resource that was renamed (an alias, `pulumi state rename` or `move`)", () => {
  const renamed = async () => {
    const before = (await start()).resource("ModelAgreement", "before");
    await before.up({ modelId: THIRD_PARTY });
    const host = await start();
    const after = host.resource("ModelAgreement", "after");
    after.state = before.state;
    return { host, after: after.on(host) };
  };

  it("has no diff", async () => {
    const { after } = await renamed();
    expect(await after.preview({ modelId: THIRD_PARTY })).toBe("same");
  });

  it("shows nothing but the change beside a change", async () => {
    const { after } = await renamed();
    const diff = await after.diff(await after.check({ modelId: THIRD_PARTY, onExisting: "fail" }));
    expect(Object.keys(diff.detailedDiff ?? {})).toEqual(["onExisting"]);
  });

  it("is told of under its new name", async () => {
    const { host, after } = await renamed();
    emulator.incidents.agreementFails({ account: ACCOUNT, region: REGION, modelId: THIRD_PARTY }, "no money");
    await after.refresh();
    await after.on(host).up({ modelId: THIRD_PARTY });
    const named = host.logs.map(({ urn }) => urn).filter((urn) => urn !== "");
    expect(new Set(named)).toEqual(new Set([after.urn]));
  });
});

describe("customTimeouts", () => {
  it("alone are no change", async () => {
    const agreement = (await start()).resource("ModelAgreement");
    await agreement.up({ modelId: FIRST_PARTY });
    agreement.on(await start());
    expect(await agreement.up({ modelId: FIRST_PARTY, __timeouts: { create: 7 } })).toBe("same");
  });

  it("hold in the run that says them first", async () => {
    await emulator.close();
    // AWS is never ready: however slow this machine is, it is not in time.
    emulator = await startStill();
    const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };
    emulator.incidents.agreementAccepted(place);
    const agreement = (await start()).resource("ModelAgreement");
    await agreement.up({ modelId: THIRD_PARTY });
    emulator.incidents.agreementRevoked(place);
    await agreement.on(await start()).refresh();
    agreement.on(await start());
    const slow = { modelId: THIRD_PARTY, __timeouts: { create: 0.02, update: 0.02 } };
    await expect(agreement.up(slow)).rejects.toThrow(/after \d+ s/);
  });

  it("hold in the run that goes on with an update that is unfinished", async () => {
    await emulator.close();
    const world = { assumptions: { "bedrock.resubmission": "ignored" } };
    emulator = await startEmulator({ clock: new RunningClock(1200), world });
    const submission = (await start()).resource("UseCaseSubmission");
    await submission.up(FORM);
    const changed = { ...FORM, companyName: "Canary Seed & Sons", __timeouts: { update: 0.1 } };
    for (let run = 1; run <= 2; run += 1) {
      submission.on(await start());
      await expect(submission.up(changed)).rejects.toThrow(/still NOT_SHOWN after \d+ s/);
    }
  });
});
