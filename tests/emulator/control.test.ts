import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  CreateFoundationModelAgreementCommand as Create,
  GetFoundationModelAvailabilityCommand as Look,
  ListFoundationModelAgreementOffersCommand as Offers,
} from "@aws-sdk/client-bedrock";
import { GetCallerIdentityCommand, AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";

import { control as answerControl, type Controlled } from "#emulator/control/routes";
import { EmulatorControl, ManualClock, startEmulator } from "#emulator/index";
import { ACCOUNT, type Emulator, MEMBER, REGION, THIRD_PARTY } from "../support/emulator/emulated";
import { bedrock, sts } from "../support/aws/clients";

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
    await control.incident("agreementAccepted", place);
    expect(await status()).toBe("AVAILABLE");
    await control.addFault({ effect: { kind: "html" }, target: { operation: "None" } });
    await control.reset();
    expect(await control.faults()).toEqual([]);
    await control.addFault({ effect: { kind: "stale" }, times: 1 });
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
    await control.incident("agreementRevoked", place);
    await expect(control.incident("agreementFails", place, "x")).rejects.toThrow("no agreement for");
    const nowhere = { ...place, region: "mars-north-1" };
    await expect(control.incident("agreementRevoked", nowhere)).rejects.toThrow("this world has no");
    await expect(control.incident("agreementRevoked", {} as typeof place)).rejects.toThrow(
      "begin with its place",
    );
  });
});

describe("the control of an emulator", () => {
  it("is no AWS operation and is not logged", async () => {
    await control.now();
    expect(emulator.requests.all()).toEqual([]);
  });

  it("answers no web page, whether it uses our name or its own", async () => {
    const ask = (headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = request(`${emulator.url}/_emulator/reset`, { method: "POST", headers }, (response) => {
          response.resume().once("end", () => resolve(response.statusCode));
        });
        asked.once("error", reject).end();
      });
    await control.incident("agreementAccepted", place);
    expect(await ask({ host: "rebound.example.com" })).toBe(403);
    expect(await ask({ origin: "https://evil.example.com" })).toBe(403);
    expect(await status()).toBe("AVAILABLE");
    expect(await ask({})).toBe(204);
    expect(await status()).toBe("NOT_AVAILABLE");
  });

  it.each([
    ["10.0.0.5", 403],
    ["::ffff:192.168.1.2", 403],
    ["::ffff:127.0.0.1", 200],
    ["::1", 200],
  ])("answers %s with %d", (remoteAddress, wanted) => {
    const asked = { method: "GET", path: "/_emulator/clock", headers: {}, query: new URLSearchParams() };
    const controlled = { clock: emulator.clock } as Controlled;
    expect(answerControl(remoteAddress, { ...asked, body: Buffer.alloc(0) }, controlled).status).toBe(wanted);
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

describe("a state file", () => {
  it("is whole after every call, and stays what it was when it cannot be written", async () => {
    await emulator.close();
    const own = mkdtempSync(join(folder, "whole-"));
    const file = join(own, "state.json");
    await start(file);
    await accept();
    const written = readFileSync(file, "utf8");
    expect(JSON.parse(written)).toMatchObject({ version: 1, tables: { "bedrock/agreements": {} } });
    // The new state goes to a file of that name first, which is a folder now.
    const temporary = `${file}.${process.pid}.tmp`;
    mkdirSync(temporary);
    const output = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    await expect(control.incident("agreementRevoked", place)).rejects.toThrow("its own output tells why");
    expect(output.mock.calls.join()).toContain(temporary);
    output.mockRestore();
    expect(readFileSync(file, "utf8")).toBe(written);
    rmSync(temporary, { recursive: true });
    await emulator.close();
    rmSync(own, { recursive: true });
    await start();
  });

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
    // Written whole, under another name first; and nobody else's to read, since credentials are in it.
    expect(readdirSync(folder)).toEqual(["state.json"]);
    expect(statSync(file).mode & 0o777).toBe(0o600);

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
