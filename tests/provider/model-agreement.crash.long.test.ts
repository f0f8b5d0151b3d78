import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { ACCOUNT, type Emulator, MEMBER, REGION, THIRD_PARTY, writes } from "../support/emulator/emulated";
import { configFor, Host, type Managed } from "../support/hosts/host";

const args = { modelId: THIRD_PARTY };
const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };
let emulator: Emulator;

beforeEach(async () => {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(1200) });
});
afterAll(() => emulator.close());

const start = (config: Record<string, string> = {}) => Host.start({ ...configFor(emulator), ...config });

const LOOK = "GetFoundationModelAvailability";
const OFFERS = "ListFoundationModelAgreementOffers";

describe("a host that is killed", () => {
  /** Kills the host as soon as AWS has answered this call, and starts anew. */
  async function killAfter(
    operation: string,
    run: (agreement: Managed) => Promise<unknown>,
    agreement?: Managed,
  ) {
    const doomed = await Host.start(configFor(emulator), {});
    const managed = agreement?.on(doomed) ?? doomed.resource("ModelAgreement");
    const end = emulator.requests.listen((request) => {
      if (request.operation === operation) doomed.process.host.kill("SIGKILL");
    });
    await expect(run(managed)).rejects.toThrow();
    end();
    await doomed.stop();
    return managed.on(await start());
  }

  it.each([LOOK, OFFERS, "CreateFoundationModelAgreement"])(
    "in a create, after %s, leaves one agreement and a true state after the next run",
    async (operation) => {
      const agreement = await killAfter(operation, (managed) => managed.up(args));
      expect(agreement.state).toBeUndefined();
      await agreement.up(args);
      expect(agreement.outputs["agreementStatus"]).toBe("AVAILABLE");
      expect(writes(emulator)).toEqual(["CreateFoundationModelAgreement"]);
      // Who has accepted it cannot be told any more, so destroy keeps it and says why.
      if (operation === "CreateFoundationModelAgreement") {
        const last = await start();
        await agreement.on(last).destroy();
        expect(last.warnings()).toEqual([expect.stringContaining("by a run that could not save it")]);
      }
    },
  );

  it("in a delete is finished by the next run", async () => {
    const agreement = (await start()).resource("ModelAgreement");
    await agreement.up(args);
    await killAfter("DeleteFoundationModelAgreement", (managed) => managed.destroy(), agreement);
    await agreement.destroy();
    expect(agreement.state).toBeUndefined();
  });
});

describe("a wait that takes too long", () => {
  it("ends at customTimeouts with the last status, keeps id and state, and goes on in the next run", async () => {
    emulator.incidents.agreementReads(place, "PENDING");
    const agreement = (await start()).resource("ModelAgreement");
    await expect(agreement.up({ ...args, __timeouts: { create: 0.3 } })).rejects.toThrow(
      /^waiting for Bedrock model agreement \(cohere\.command-r-v1:0\) to be settled: still PENDING after \d+ s/,
    );
    expect(agreement.state).toMatchObject({ id: `${ACCOUNT}/${REGION}/${THIRD_PARTY}` });
    expect(agreement.outputs["agreementStatus"]).toBe("PENDING");
    emulator.incidents.agreementReads(place, "AVAILABLE");
    expect(await agreement.on(await start()).up(args)).toBe("update");
    expect(agreement.outputs["agreementStatus"]).toBe("AVAILABLE");
  });

  it("of a delete says what may subscribe again", async () => {
    const agreement = (await start()).resource("ModelAgreement");
    await agreement.up({ ...args, __timeouts: { delete: 0.3 } });
    agreement.on(await start());
    emulator.faults.add({
      target: { operation: "DeleteFoundationModelAgreement" },
      effect: { kind: "latency", milliseconds: 1 },
    });
    emulator.requests.listen(({ operation }) => {
      if (operation === "DeleteFoundationModelAgreement") emulator.incidents.agreementAccepted(place);
    });
    await expect(agreement.destroy()).rejects.toThrow(
      /to be gone: still AVAILABLE after \d+ s\n {2}A workload that uses the model subscribes to it again/,
    );
    expect(agreement.state).toBeDefined();
  });
});

describe("secrets", () => {
  it("are in no state, no log, no error and no output", async () => {
    const role = `arn:aws:iam::${MEMBER}:role/model-access-deployer`;
    const secretKey = "canary-secret-access-key";
    const config = { "aws:secretKey": secretKey, "aws:assumeRoles": JSON.stringify([{ roleArn: role }]) };
    const host = await start(config);
    const agreement = host.resource("ModelAgreement");
    // AWS repeats the token in what it says.
    emulator.faults.add({
      target: { operation: "CreateFoundationModelAgreement" },
      times: 1,
      effect: {
        kind: "refusal",
        code: "ValidationException",
        status: 400,
        message: "Bad token {offerToken}",
      },
    });
    const refused = await agreement.up(args).catch((error: unknown) => String(error));
    expect(refused).toContain("ValidationException: Bad token (hidden)");
    await agreement.up(args);
    const second = await start(config);
    await agreement.on(second).refresh();
    await agreement.destroy();
    const said = JSON.stringify([
      refused,
      host.process.logs,
      host.process.output,
      emulator.requests.all(),
      agreement.state,
    ]);
    expect(said).not.toContain(secretKey);
    expect(said).not.toMatch(/ASIA[0-9A-F]{16}/);
    // Tokens are signed records of where they were minted.
    expect(said).not.toContain(Buffer.from('{"account"').toString("base64url").slice(0, 12));
  });
});
