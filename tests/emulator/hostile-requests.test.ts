import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, afterEach, beforeEach, expect, it } from "@jest/globals";

import { SnapshotError, startEmulator } from "#emulator/index";
import { ACCOUNT, type Emulator, MEMBER, REGION } from "../support/emulator/emulated";
import { sts } from "../support/aws/clients";

const folder = mkdtempSync(join(tmpdir(), "hostile-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const place = { account: ACCOUNT, region: REGION };
const FORM = { "content-type": "application/x-www-form-urlencoded" };
const send = (body: string) => fetch(emulator.url, { method: "POST", headers: FORM, body });

it("a key as deep as a body is long is refused at once", async () => {
  const deep = `Action=AssumeRoleWithWebIdentity&${"a.".repeat(400_000)}a=1`;
  const answer = await send(deep);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain("deeper than 16");
});

it("a key called __proto__ is a key like any other", async () => {
  await send("Action=AssumeRoleWithWebIdentity&__proto__.polluted=1&constructor.prototype.polluted=1");
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});

it("a path of two slashes is not found, and no failure of the emulator", async () => {
  const status = await new Promise((resolve, reject) => {
    const asked = request({ port: emulator.port, host: "127.0.0.1", path: "//" }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on("error", reject).end();
  });
  expect(status).toBe(403);
});

it.each(["constructor", "__proto__", "toString"])(
  "nobody is called %s: no role, no account, no Region",
  async (name) => {
    const role = { RoleArn: `arn:aws:iam::${MEMBER}:role/${name}`, RoleSessionName: "somebody" };
    await expect(sts(emulator, place).send(new AssumeRoleCommand(role))).rejects.toThrow("is not authorized");
    const ask = new GetCallerIdentityCommand({});
    await expect(sts(emulator, { ...place, account: name }).send(ask)).rejects.toThrow("security token");
  },
);

it.each([{ "sec-fetch-site": "cross-site" }, { referer: "https://example.com/" }, { origin: "null" }])(
  "a page may not look into the emulator, however it asks: %j",
  async (headers) => {
    const status = await new Promise((resolve, reject) => {
      const asked = request(`${emulator.url}/_emulator/snapshot`, { headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      asked.on("error", reject).end();
    });
    expect(status).toBe(403);
  },
);

it("a list with nothing where a structure belongs is refused, and no failure of the emulator", async () => {
  const signature = "AWS4-HMAC-SHA256 Credential=111122223333/20260101/us-east-1/ram/aws4_request";
  const answer = await fetch(`${emulator.url}/getresourceshares`, {
    method: "POST",
    headers: {
      authorization: `${signature}, SignedHeaders=host, Signature=0`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ resourceOwner: "SELF", tagFilters: [null] }),
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual({ message: "VALUE_NULL can not be converted to a structure" });
});

it("no tick leads behind the last moment that a state file can hold", async () => {
  const tick = await fetch(`${emulator.url}/_emulator/clock`, { method: "POST", body: '{"tick":1e308}' });
  expect(tick.status).toBe(400);
  expect(Number.isFinite(emulator.clock.now())).toBe(true);
});

it("sessions that expired long ago are forgotten", async () => {
  const control = `${emulator.url}/_emulator/snapshot`;
  const RoleArn = `arn:aws:iam::${MEMBER}:role/model-access-deployer`;
  const assume = () =>
    sts(emulator, place).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "somebody" }));
  const ids = async () => Object.keys((await read()).tables["sts/sessions"]!);
  const read = async () =>
    (await (await fetch(control)).json()) as {
      tables: Record<string, Record<string, { expiresAt: number }>>;
    };
  const { Credentials } = await assume();
  const old = await read();
  for (const session of Object.values(old.tables["sts/sessions"]!)) session.expiresAt -= 26 * 3_600_000;
  await fetch(control, { method: "PUT", body: JSON.stringify(old) });
  await assume();
  expect(await ids()).toHaveLength(1);
  expect(await ids()).not.toContain(Credentials!.AccessKeyId);
});

it("two emulators do not keep one state file; one that was killed holds none", async () => {
  const stateFile = join(folder, "state.json");
  writeFileSync(`${stateFile}.lock`, "999999999");
  const first = await startEmulator({ stateFile });
  const second = startEmulator({ stateFile });
  await expect(second).rejects.toThrow(SnapshotError);
  await expect(second).rejects.toThrow(`is kept by another emulator, process ${process.pid}`);
  await first.close();
  expect(existsSync(`${stateFile}.lock`)).toBe(false);
  await (await startEmulator({ stateFile })).close();
});

it("an emulator that finds its port taken lets go of its state file", async () => {
  const stateFile = join(folder, "port.json");
  await expect(startEmulator({ stateFile, port: emulator.port })).rejects.toThrow("EADDRINUSE");
  expect(existsSync(`${stateFile}.lock`)).toBe(false);
});
