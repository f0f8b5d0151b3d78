import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { decodeDeployment, encodeDeployment } from "#engine/state/deployment";
import { StackLock } from "#engine/state/lock";
import { newState, type ResourceState, type StackState } from "#engine/state/resource";
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

// Made by the Pulumi CLI 3.260.0 with the passphrase "test". A process derives the key for a salt once.
const salt = "v1:w2N4dkGICCY=:v1:GYe5KIkodjb/bzox:waLVK4V6yv9rFSp3MQ6MjJClpyc+Kg==";

describe("passphrase secrets", () => {
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

describe("the journal of a run", () => {
  const path = join(folder, "j.json");
  const journal = `${path}.journal`;
  const opened = () => StateFile.open(path, "test", salt);
  beforeEach(() => [path, journal].forEach((file) => rmSync(file, { force: true })));

  /** A state of three, and a run that has begun with it. */
  async function begun() {
    const file = await opened();
    file.write({ ...empty, resources: ["a", "b", "c"].map((name) => resource(name, { id: name })) });
    const base = file.read();
    return { file, base, snapshot: new Snapshot(base, file.begin(base)) };
  }

  it("leaves, wherever the run ends, the state as it was at the last save", async () => {
    const { base, snapshot } = await begun();
    const [a, b] = base.resources as [ResourceState, ResourceState];
    const fresh = resource("a", { id: "a2", inputs: { pw: secret("hunter2") } });
    const component = resource("d", { custom: false, dependencies: [b.urn] });
    let creating = -1;
    const steps = [
      () => (creating = snapshot.begin(fresh, "creating")),
      () => {
        snapshot.end(creating);
        snapshot.add(fresh);
        a.delete = true;
        snapshot.changed(a);
      },
      () => snapshot.begin(b, "deleting"),
      () => snapshot.add(component),
      () => {
        component.outputs = { x: 1 };
        snapshot.changed(component);
      },
      () => snapshot.rename(b.urn, `${URN}renamed`),
      () => snapshot.drop(a),
    ];
    const seen = [];
    for (const step of steps) {
      step();
      snapshot.save();
      const left = (await opened()).read();
      expect(left).toEqual(snapshot.state());
      seen.push(`${left.resources.length} ${left.pendingOperations.map(({ type }) => type).join()}`);
    }
    expect(seen).toEqual([
      ...["3 creating", "4 ", "4 deleting"],
      ...["5 deleting", "5 deleting", "5 deleting", "4 deleting"],
    ]);
    expect(readFileSync(journal, "utf8")).not.toContain("hunter2");
  });

  it("counts what was saved at once as a whole or not at all, wherever writing it stopped", async () => {
    const { base, snapshot } = await begun();
    const [a] = base.resources as [ResourceState];
    const attempt = snapshot.begin(a, "deleting");
    const before = readFileSync(journal).length;
    snapshot.end(attempt);
    snapshot.drop(a);
    snapshot.save();
    const whole = readFileSync(journal);
    for (let length = 0; length <= whole.length; length++) {
      writeFileSync(journal, whole.subarray(0, length));
      const { resources, pendingOperations } = (await opened()).read();
      const expected = length < before ? [3, 0] : length < whole.length ? [3, 1] : [2, 0];
      expect([resources.length, pendingOperations.length]).toEqual(expected);
    }
  });

  it("does not count where the state was written anew, also by somebody else", async () => {
    const { file, base, snapshot } = await begun();
    snapshot.begin(base.resources[0]!, "deleting");
    const left = readFileSync(journal);
    file.write({ ...empty, resources: [resource("z")] });
    expect(readdirSync(folder)).not.toContain("j.json.journal");
    writeFileSync(journal, left);
    expect((await opened()).read()).toEqual({ ...empty, resources: [resource("z")] });
  });

  it("is counted in before the next run begins, and is gone once a run has come to its end", async () => {
    const { base, snapshot } = await begun();
    snapshot.drop(base.resources[0]!);
    snapshot.save();
    const file = await opened();
    const next = file.read();
    const second = new Snapshot(next, file.begin(next));
    expect(readdirSync(folder)).not.toContain("j.json.journal");
    second.drop(next.resources[0]!);
    second.save();
    expect((await opened()).read().resources).toEqual([base.resources[2]]);
    file.write(second.state());
    expect(readdirSync(folder)).not.toContain("j.json.journal");
    expect((await opened()).read().resources).toEqual([base.resources[2]]);
  });

  it("keeps the first run of a stack, which has no state yet", async () => {
    const file = await opened();
    const snapshot = new Snapshot(file.read(), file.begin(file.read()));
    snapshot.begin(resource("a"), "creating");
    expect((await opened()).read().pendingOperations).toEqual([
      { resource: resource("a"), type: "creating" },
    ]);
  });

  it("that somebody has changed is refused", async () => {
    const { base, snapshot } = await begun();
    snapshot.begin(base.resources[0]!, "deleting");
    writeFileSync(journal, readFileSync(journal, "utf8").replace("[", ""));
    const file = await opened();
    expect(() => file.read()).toThrow("j.json.journal is not what a run has written");
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
    const snapshot = new Snapshot({ ...empty, resources: [old, kept] });
    const fresh = resource("old", { id: "2" });
    const attempt = snapshot.begin(fresh, "updating");
    expect(snapshot.state()).toMatchObject({
      pendingOperations: [{ type: "updating" }],
      resources: [old, kept],
    });
    snapshot.end(attempt);
    snapshot.drop(old);
    snapshot.add(fresh);
    expect(snapshot.state()).toEqual({ pendingOperations: [], resources: [fresh, kept] });
  });

  it("carries on only creates that were interrupted before", () => {
    const pendingOperations = [
      { resource: resource("a"), type: "creating" as const },
      { resource: resource("b"), type: "updating" as const },
    ];
    const snapshot = new Snapshot({ resources: [], pendingOperations });
    expect(snapshot.state().pendingOperations).toEqual([pendingOperations[0]]);
  });

  it("lets references follow a resource that was found under an alias", () => {
    const child = resource("child", {
      parent: `${URN}a`,
      dependencies: [`${URN}a`],
      provider: `${URN}a::id`,
    });
    const snapshot = new Snapshot({ ...empty, resources: [child] });
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
