import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { decodeDeployment, encodeDeployment } from "#engine/state/deployment";
import { StackLock } from "#engine/state/lock";
import { newState, type StackState } from "#engine/state/resource";
import { PassphraseSecrets } from "#engine/state/secrets";
import { inOrder, Snapshot } from "#engine/state/snapshot";
import { StateFile } from "#engine/state/state-file";
import { secret } from "#engine/values/values";

const folder = mkdtempSync(join(tmpdir(), "state-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const URN = "urn:pulumi:dev::test::pulumi-nodejs:dynamic/m:T::";
const resource = (name: string, fields = {}) =>
  newState({ urn: `${URN}${name}`, type: "T", custom: true, ...fields });
const empty: StackState = { resources: [], pendingOperations: [] };

describe("passphrase secrets", () => {
  // Made by the Pulumi CLI 3.260.0 with the passphrase "test".
  const salt = "v1:w2N4dkGICCY=:v1:GYe5KIkodjb/bzox:waLVK4V6yv9rFSp3MQ6MjJClpyc+Kg==";

  it("open again what they have sealed", async () => {
    const first = await PassphraseSecrets.open("test");
    const second = await PassphraseSecrets.open("test", first.salt);
    expect(second.decrypt(first.encrypt('{"a":1}'))).toBe('{"a":1}');
  });

  it("keep the ciphertext of what has not changed", async () => {
    const secrets = await PassphraseSecrets.open("test");
    const ciphertext = secrets.encrypt("x");
    expect(secrets.encrypt("x")).not.toBe(ciphertext);
    secrets.decrypt(ciphertext);
    expect(secrets.encrypt("x")).toBe(ciphertext);
  });

  it("open with what the CLI has made, and the same passphrase", async () => {
    const secrets = await PassphraseSecrets.open("test", salt);
    expect(secrets.salt).toBe(salt);
  });

  it("refuse another passphrase", async () => {
    const { salt: theirs } = await PassphraseSecrets.open("test");
    await expect(PassphraseSecrets.open("guess", theirs)).rejects.toThrow("incorrect passphrase");
    await expect(PassphraseSecrets.open("guess", salt)).rejects.toThrow("incorrect passphrase");
  });
});

describe("a deployment", () => {
  it("is written and read without loss, secrets encrypted, unknown keys kept", async () => {
    const secrets = await PassphraseSecrets.open("test");
    const state: StackState = {
      resources: [
        resource("a", {
          id: "1",
          inputs: { pw: secret({ deep: "hunter2" }), list: [secret("hunter2")] },
          outputs: { x: null },
          dependencies: [`${URN}b`],
          initErrors: ["not ready"],
          customTimeouts: { create: 60 },
          stackTrace: [{ sourcePosition: "project:///index.js#1" }, {}],
          others: { viewOf: "x" },
        }),
      ],
      pendingOperations: [{ resource: resource("b"), type: "creating" }],
    };
    const written = encodeDeployment(state, secrets);
    expect(JSON.stringify(written)).not.toContain("hunter2");
    expect(Object.keys(written.deployment.resources![0]!)).toEqual([
      "urn",
      "custom",
      "id",
      "type",
      "inputs",
      "outputs",
      "dependencies",
      "initErrors",
      "customTimeouts",
      "stackTrace",
      "viewOf",
    ]);
    expect(decodeDeployment(written, secrets)).toEqual(state);
    expect(decodeDeployment(encodeDeployment(state, secrets, true), secrets)).toEqual(state);
  });

  it("keeps the marks of secrets inside a secret, which the outer one covers", async () => {
    const secrets = await PassphraseSecrets.open("test");
    const inputs = { deep: secret({ pw: secret(secret("hunter2")), none: [secret(NaN)] }) };
    const state: StackState = { ...empty, resources: [resource("a", { inputs })] };
    const written = encodeDeployment(state, secrets);
    expect(JSON.stringify(written)).not.toContain("hunter2");
    expect(decodeDeployment(written, secrets)).toEqual(state);
    expect(decodeDeployment(encodeDeployment(state, secrets, true), secrets)).toEqual(state);
    const { deep } = written.deployment.resources![0]!["inputs"] as { deep: { ciphertext: string } };
    const mark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
    expect(JSON.parse(secrets.decrypt(deep.ciphertext))).toMatchObject({
      pw: { ...mark, ciphertext: JSON.stringify({ ...mark, ciphertext: '"hunter2"' }) },
    });
  });
});

describe("a state file", () => {
  beforeEach(() => rmSync(join(folder, "s.json"), { force: true }));

  it("is whole after every write, and leaves nothing else behind", async () => {
    const file = await StateFile.open(join(folder, "s.json"), "test");
    expect(file.read()).toEqual(empty);
    file.write({ ...empty, resources: [resource("a")] });
    const again = await StateFile.open(join(folder, "s.json"), "test");
    expect(again.read().resources.map(({ urn }) => urn)).toEqual([`${URN}a`]);
    expect(readdirSync(folder)).toEqual(["s.json"]);
  });

  it.each([
    ["not json", "is not JSON"],
    ['{"version":1}', "is not a deployment of version 3"],
    [
      '{"version":3,"deployment":{"secrets_providers":{"type":"b64"}}}',
      "does not support secrets of type b64",
    ],
  ])("that holds %s is refused", async (text, message) => {
    writeFileSync(join(folder, "s.json"), text);
    await expect(StateFile.open(join(folder, "s.json"), "test")).rejects.toThrow(message);
  });
});

describe("a lock", () => {
  it("is held by one process, and outlives none", () => {
    const path = join(folder, "lock");
    const lock = StackLock.take(path);
    expect(() => StackLock.take(path)).toThrow(`the stack is currently locked by process ${process.pid}`);
    lock.release();
    writeFileSync(path, "999999999");
    StackLock.take(path).release();
    expect(readdirSync(folder)).not.toContain("lock");
  });
});

describe("a snapshot", () => {
  it("holds what the run has made, then what it has not touched, with what is under way", () => {
    const [old, kept] = [resource("old"), resource("kept")];
    const saved: StackState[] = [];
    const snapshot = new Snapshot({ ...empty, resources: [old, kept] }, (state) => saved.push(state));
    const fresh = resource("old", { id: "2" });
    const operation = snapshot.begin(fresh, "updating");
    expect(saved.at(-1)).toMatchObject({ pendingOperations: [{ type: "updating" }], resources: [old, kept] });
    snapshot.end(operation);
    snapshot.drop(old);
    snapshot.add(fresh);
    snapshot.write();
    expect(saved.at(-1)).toEqual({ pendingOperations: [], resources: [fresh, kept] });
  });

  it("carries on only creates that were interrupted before", () => {
    const pendingOperations = [
      { resource: resource("a"), type: "creating" as const },
      { resource: resource("b"), type: "updating" as const },
    ];
    const snapshot = new Snapshot({ resources: [], pendingOperations }, () => undefined);
    expect(snapshot.state().pendingOperations).toEqual([pendingOperations[0]]);
  });

  it("lets references follow a resource that was found under an alias", () => {
    const child = resource("child", {
      parent: `${URN}a`,
      dependencies: [`${URN}a`],
      provider: `${URN}a::id`,
    });
    const snapshot = new Snapshot({ ...empty, resources: [child] }, () => undefined);
    snapshot.rename(`${URN}a`, `${URN}b`);
    expect(snapshot.state().resources[0]).toMatchObject({
      parent: `${URN}b`,
      dependencies: [`${URN}b`],
      provider: `${URN}b::id`,
    });
  });

  it("puts everything after what it needs", () => {
    const [a, b] = [resource("a", { dependencies: [`${URN}b`] }), resource("b")];
    expect(inOrder([a, b])).toEqual([b, a]);
  });
});

it("reads what the Pulumi CLI has exported", async () => {
  const exported = readFileSync(join(__dirname, "../../engine/fixtures/cli-export.json"), "utf8");
  const path = join(folder, "export.json");
  writeFileSync(path, exported);
  const file = await StateFile.open(path, "test");
  const [secretOutput] = file.read().resources.filter(({ outputs }) => "pw" in outputs);
  expect(secretOutput!.outputs["pw"]).toEqual(secret("hunter2"));
});
