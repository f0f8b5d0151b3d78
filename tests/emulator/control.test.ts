import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  CreateFoundationModelAgreementCommand as Create,
  GetFoundationModelAvailabilityCommand as Look,
  ListFoundationModelAgreementOffersCommand as Offers,
} from "@aws-sdk/client-bedrock";
import { GetCallerIdentityCommand, AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { EmulatorControl, ManualClock, startEmulator } from "#emulator/index";
import { ACCOUNT, type Emulator, MEMBER, REGION, THIRD_PARTY } from "../support/emulated";
import { bedrock, sts } from "./clients";

const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };
const folder = mkdtempSync(join(tmpdir(), "control-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let emulator: Emulator;
let control: EmulatorControl;

async function start(stateFile?: string): Promise<void> {
  emulator = await startEmulator({ clock: new ManualClock(), ...(stateFile !== undefined && { stateFile }) });
  control = new EmulatorControl(emulator.url);
}
beforeEach(() => start());
afterEach(() => emulator.close());

const look = () => bedrock(emulator).send(new Look({ modelId: THIRD_PARTY }));
const status = async (): Promise<string> => (await look()).agreementAvailability!.status!;
const accept = async (): Promise<void> => {
  const { offers } = await bedrock(emulator).send(new Offers({ modelId: THIRD_PARTY }));
  await bedrock(emulator).send(new Create({ modelId: THIRD_PARTY, offerToken: offers![0]!.offerToken }));
};

describe("from another process one can", () => {
  it("let time pass", async () => {
    await accept();
    const before = await control.now();
    await control.tick(60);
    expect(await control.now()).toBe(before + 60_000);
    expect(await status()).toBe("AVAILABLE");
    await expect(control.tick(-1)).rejects.toThrow("tick must be a number of seconds");
  });

  it("take the state and bring it back, with what was under way", async () => {
    await accept();
    await control.tick(10);
    const snapshot = await control.snapshot();
    await control.tick(60);
    expect(await status()).toBe("AVAILABLE");
    await control.restore(JSON.parse(JSON.stringify(snapshot)) as typeof snapshot);
    expect(await status()).toBe("PENDING");
    await expect(control.restore({ version: 2 } as never)).rejects.toThrow(
      "this is no snapshot of the emulator: version",
    );
  });

  it("forget everything", async () => {
    await accept();
    await control.addFault({ effect: { kind: "html" }, target: { operation: "None" } });
    await control.reset();
    expect(await status()).toBe("NOT_AVAILABLE");
    expect(await control.faults()).toEqual([]);
    expect(await control.requests()).toHaveLength(1);
  });

  it("read who asked what", async () => {
    await status();
    expect(await control.requests()).toEqual([
      expect.objectContaining({
        operation: "GetFoundationModelAvailability",
        at: expect.any(Date) as unknown,
      }),
    ]);
    await control.clearRequests();
    expect(await control.requests()).toEqual([]);
  });

  it("let things go wrong, and end that", async () => {
    await control.addFault({ effect: { kind: "refusal", code: "AccessDeniedException", status: 403 } });
    await expect(look()).rejects.toMatchObject({ name: "AccessDeniedException" });
    expect(await control.faults()).toHaveLength(1);
    await control.clearFaults();
    await look();
    await expect(control.addFault({ effect: { kind: "explosion" } } as never)).rejects.toThrow(
      "effect.kind: ",
    );
  });

  it("let AWS do something by itself", async () => {
    await control.incident("agreementAccepted", place);
    expect(await status()).toBe("AVAILABLE");
    await control.incident("agreementFails", place, "INVALID_PAYMENT_INSTRUMENT: x");
    expect(await status()).toBe("ERROR");
    await expect(control.incident("constructor" as "agreementRevoked", place)).rejects.toThrow(
      "there is no incident constructor",
    );
  });
});

describe("the control of an emulator", () => {
  it("is no AWS operation and is not logged", async () => {
    await control.now();
    expect(emulator.requests.all()).toEqual([]);
  });

  it.each([
    ["GET", "/_emulator/nothing", 404],
    ["POST", "/_emulator/clock", 400],
    ["PUT", "/_emulator/snapshot", 400],
  ])("answers %s %s with %d", async (method, path, wanted) => {
    const body = method === "GET" ? undefined : "{";
    const response = await fetch(`${emulator.url}${path}`, { method, ...(body && { body }) });
    expect(response.status).toBe(wanted);
    expect(await response.json()).toHaveProperty("message");
  });
});

describe("faults", () => {
  const target = { operation: "GetFoundationModelAvailability" };
  const refusal = { kind: "refusal", code: "InternalServerException", status: 500 } as const;

  it("last as long as they are told", async () => {
    await control.addFault({ target, effect: refusal, seconds: 30 });
    await expect(look()).rejects.toThrow();
    await control.tick(31);
    await look();
  });

  it("with a probability meet the same calls whenever the seed is the same", async () => {
    await control.addFault({ target, effect: refusal, probability: 0.5 });
    const run = async (): Promise<boolean[]> => {
      await control.seedFaults(42);
      const met: boolean[] = [];
      for (let i = 0; i < 20; i += 1)
        met.push(
          await look().then(
            () => false,
            () => true,
          ),
        );
      return met;
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set([true, false]));
    expect(await run()).toEqual(first);
  });

  it("let a read go stale", async () => {
    expect(await status()).toBe("NOT_AVAILABLE");
    await control.incident("agreementAccepted", place);
    await control.addFault({ target, effect: { kind: "stale" }, times: 2 });
    expect(await status()).toBe("NOT_AVAILABLE");
    expect(await status()).toBe("NOT_AVAILABLE");
    expect(await status()).toBe("AVAILABLE");
  });

  it("carry Retry-After where they are told to", async () => {
    await control.addFault({
      target,
      effect: { ...refusal, code: "ThrottlingException", status: 429, retryAfterSeconds: 3 },
    });
    const refused = (await look().catch((error: unknown) => error)) as {
      $response: { headers: Record<string, string> };
    };
    expect(refused.$response.headers["retry-after"]).toBe("3");
  });
});

describe("a state file", () => {
  it("keeps agreements, sessions and time over a restart", async () => {
    await emulator.close();
    const file = join(folder, "state.json");
    await start(file);
    await accept();
    const params = { RoleArn: `arn:aws:iam::${MEMBER}:role/model-access-deployer`, RoleSessionName: "kept" };
    const { Credentials } = await sts(emulator).send(new AssumeRoleCommand(params));
    await control.tick(60);
    const now = await control.now();
    await accept().catch(() => undefined);
    await emulator.close();
    expect(existsSync(file)).toBe(true);

    await start(file);
    expect(await control.now()).toBeGreaterThanOrEqual(now);
    expect(await status()).toBe("AVAILABLE");
    const as = {
      account: Credentials!.AccessKeyId!,
      secretAccessKey: "x",
      sessionToken: Credentials!.SessionToken!,
    };
    expect((await sts(emulator, as).send(new GetCallerIdentityCommand({}))).Account).toBe(MEMBER);
  });

  it.each([
    ["nonsense", "is not JSON"],
    ["{}", "this is no snapshot of the emulator"],
  ])("that holds %s is refused at the start", async (text, message) => {
    const file = join(folder, "bad.json");
    writeFileSync(file, text);
    await expect(startEmulator({ stateFile: file })).rejects.toThrow(message);
  });
});
