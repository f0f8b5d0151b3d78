import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { ACCOUNT, type Emulator, MEMBER, REGION, TWO_OFFERS, writes } from "../support/emulator/emulated";
import { configFor, Host } from "../support/hosts/host";

const ACCEPT = "CreateFoundationModelAgreement";
const CANCEL = "DeleteFoundationModelAgreement";
const place = { account: ACCOUNT, region: REGION, modelId: TWO_OFFERS };
const PUBLIC = { modelId: TWO_OFFERS, offerId: "offer-jambapublic" };
const PRIVATE = { modelId: TWO_OFFERS, offerId: "offer-jambaprivate" };

let emulator: Emulator;
beforeEach(async () => {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(1200) });
});
afterAll(() => emulator.close());

const start = (config: Record<string, string> = {}) => Host.start({ ...configFor(emulator), ...config });

describe("another offer", () => {
  it("costs no access when it does not exist", async () => {
    const agreement = (await start()).resource("ModelAgreement");
    await agreement.up(PUBLIC);
    agreement.on(await start());
    const mistyped = { ...PUBLIC, offerId: "offer-jambaprivat" };
    await expect(agreement.up(mistyped)).rejects.toThrow(
      /there is no offer offer-jambaprivat; open to this account: offer-jambapublic, offer-jambaprivate/,
    );
    expect(writes(emulator)).toEqual([ACCEPT]);
  });

  it("of an agreement that was kept does not come back with every later change", async () => {
    const agreement = (await start()).resource("ModelAgreement");
    await agreement.up({ ...PUBLIC, deletionPolicy: "retain" });
    expect(await agreement.on(await start()).up({ ...PRIVATE, deletionPolicy: "retain" })).toBe("replace");
    expect(await agreement.on(await start()).up(PRIVATE)).toBe("update");
    expect(writes(emulator)).toEqual([ACCEPT]);
  });

  it("that a second resource asked for in vain does not let the first one's removal revoke it", async () => {
    const first = (await start()).resource("ModelAgreement", "first");
    await first.up(PUBLIC);
    const run = await start();
    const second = run.resource("ModelAgreement", "second");
    await first.on(run).up(PUBLIC);
    await second.up(PRIVATE);
    const last = await start();
    expect(await second.on(last).up(PRIVATE)).toBe("same");
    await first.on(last).destroy();
    expect(last.warnings().join()).toContain("the resource second still uses it");
    expect(writes(emulator)).toEqual([ACCEPT]);
  });

  it("is not taken for ours where somebody else has accepted in between", async () => {
    const agreement = (await start()).resource("ModelAgreement");
    await agreement.up(PUBLIC);
    // A replacement, step by step: compared, deleted, made.
    agreement.on(await start());
    expect(await agreement.preview(PRIVATE)).toBe("replace");
    await agreement.destroy();
    emulator.incidents.agreementAccepted(place);
    await agreement.up(PRIVATE);
    expect(agreement.outputs).toMatchObject({ adopted: true });
    expect(agreement.outputs).not.toHaveProperty("terms");
  });

  it("that a run has accepted which was killed is not taken for the one that it replaced", async () => {
    const agreement = (await start()).resource("ModelAgreement");
    await agreement.up(PUBLIC);
    emulator.incidents.agreementRevoked(place);
    emulator.incidents.agreementAccepted(place, PRIVATE.offerId);
    // The old one is deleted already: the next run compares, and makes.
    agreement.on(await start());
    expect(await agreement.preview(PRIVATE)).toBe("replace");
    agreement.state = undefined;
    await agreement.up(PRIVATE);
    expect(agreement.outputs).toMatchObject({ adopted: true });
    expect(agreement.outputs["offerId"]).not.toBe(PUBLIC.offerId);
  });
});

describe('onExisting: "fail"', () => {
  it("fails at once on an agreement that a stranger is accepting", async () => {
    emulator.incidents.agreementAccepted(place);
    emulator.incidents.agreementReads(place, "PENDING");
    const agreement = (await start()).resource("ModelAgreement");
    await expect(agreement.up({ ...PUBLIC, onExisting: "fail" })).rejects.toThrow(
      "an agreement exists already (its status is PENDING)",
    );
    expect(agreement.state).toBeUndefined();
  });
});

describe("an answer that is lost", () => {
  it("leaves no doubt that the agreement is ours", async () => {
    emulator.faults.add({
      target: { operation: ACCEPT },
      times: 1,
      effect: { kind: "reset", when: "after" },
    });
    const agreement = (await start()).resource("ModelAgreement");
    await agreement.up(PUBLIC);
    expect(agreement.outputs).toMatchObject({ adopted: false, offerId: PUBLIC.offerId });
    expect(agreement.outputs).toHaveProperty("terms");
    await agreement.on(await start()).destroy();
    expect(writes(emulator).at(-1)).toBe(CANCEL);
  });
});

describe("the account", () => {
  it("that only the configuration has changed shows as a replacement, and not as nothing", async () => {
    const agreement = (await start()).resource("ModelAgreement");
    await agreement.up(PUBLIC);
    const role = { roleArn: `arn:aws:iam::${MEMBER}:role/model-access-deployer` };
    agreement.on(await start({ "aws:assumeRoles": JSON.stringify([role]) }));
    expect(await agreement.preview(PUBLIC)).toBe("replace");
  });

  it("or Region or model that is not known yet moves nothing", async () => {
    const agreement = (await start()).resource("ModelAgreement");
    await agreement.up(PUBLIC);
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    agreement.on(await start());
    const changes: Record<string, string>[] = [
      { region: unknown },
      { modelId: unknown },
      { assumeRole: unknown },
      { offerId: unknown },
    ];
    for (const change of changes) {
      expect(await agreement.preview({ ...PUBLIC, ...change })).toBe("update");
    }
  });
});
