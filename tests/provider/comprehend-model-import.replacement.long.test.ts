import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { UNKNOWN } from "#provider/core/props";
import { comprehendOf, letImport, ownVersions } from "../support/aws/comprehend";
import {
  ACCOUNT,
  CLASSIFIER,
  type Emulator,
  MEMBER,
  OUTSIDER,
  REGION,
  writes,
} from "../support/emulator/emulated";
import { configFor, Host, type Managed } from "../support/hosts/host";

const KIND = "ComprehendModelImport";
const IMPORT = "ImportModel";
const REMOVE = "DeleteDocumentClassifier";
const KEY = `arn:aws:kms:${REGION}:${MEMBER}:key/22222222-3333-4444-8555-666666666666`;
const ROLE = `arn:aws:iam::${MEMBER}:role/model-access-deployer`;
const NAMED = CLASSIFIER.replace(ACCOUNT, MEMBER).replace("/v1", "/2026-11");

const derived = { sourceModelArn: CLASSIFIER };
const fixed = { ...derived, versionName: "2026-11" };
const keyed = { modelKmsKeyId: KEY, dataAccessRoleArn: ROLE };

let emulator: Emulator;
let host: Host;
let model: Managed;

beforeEach(async () => {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(3600) });
  await letImport(emulator);
  await nextRun();
  model = host.resource(KIND);
});
afterAll(() => emulator.close());

async function nextRun(): Promise<void> {
  host = await Host.start(configFor(emulator, MEMBER));
  emulator.requests.clear();
}

const written = (): string[] => writes(emulator);
const imports = () => ownVersions(comprehendOf(emulator, MEMBER));

describe("another key or role, where the program gives no versionName", () => {
  it.each([
    ["dataAccessRoleArn", { dataAccessRoleArn: ROLE }],
    ["modelKmsKeyId", keyed],
  ])("%s makes the new import first, under another name, with what was asked for", async (_name, change) => {
    await model.up(derived);
    const old = model.state!.id;
    await nextRun();
    expect(await model.on(host).up({ ...derived, ...change })).toBe("replace");
    expect(written()).toEqual([IMPORT, REMOVE]);
    expect(host.warnings()).toEqual([]);
    expect(model.state!.id).not.toBe(old);
    const left = await imports();
    expect(left).toMatchObject([{ arn: model.state!.id, DataAccessRoleArn: ROLE, Status: "TRAINED" }]);
    await nextRun();
    expect(await model.on(host).refresh()).toEqual({});
    expect(await model.up({ ...derived, ...change })).toBe("same");
  });

  it("of a retained import keeps the old one", async () => {
    await model.up({ ...derived, deletionPolicy: "retain" });
    await nextRun();
    expect(await model.on(host).up({ ...derived, ...keyed, deletionPolicy: "retain" })).toBe("replace");
    expect(written()).toEqual([IMPORT]);
    expect(await imports()).toHaveLength(2);
  });

  it("does not cost the old import when the owner has withdrawn the policy", async () => {
    const patient = { ...derived, __timeouts: { create: 10 } };
    await model.up(patient);
    const { id } = model.state!;
    emulator.incidents.modelPolicyChanged({ account: ACCOUNT, region: REGION }, CLASSIFIER, undefined);
    await nextRun();
    await expect(model.on(host).up({ ...patient, dataAccessRoleArn: ROLE })).rejects.toThrow(
      `account ${MEMBER} may not import ${CLASSIFIER}`,
    );
    expect(emulator.requests.all().filter(({ operation }) => operation === REMOVE)).toEqual([]);
    expect(model.state).toMatchObject({ id });
    expect(await imports()).toMatchObject([{ arn: id, Status: "TRAINED" }]);
    await nextRun();
    expect(await model.on(host).up(patient)).toBe("same");
  });

  it("that is not known yet leaves the name unknown as well", async () => {
    await model.up(derived);
    const unknown = { ...derived, modelKmsKeyId: UNKNOWN, dataAccessRoleArn: ROLE };
    expect(await model.check(unknown)).toMatchObject({ versionName: UNKNOWN });
  });
});

it("an import that a killed run has made is told, where the program has another name by now", async () => {
  await model.up(fixed);
  const lost = model.state!.id;
  model.state = undefined;
  await nextRun();
  await model.on(host).up({ ...fixed, versionName: "2026-12" });
  expect(host.warnings()).toEqual([
    expect.stringMatching(
      new RegExp(
        `Comprehend model ${lost} has this resource's mark, but another name.*\\n.*delete-document-classifier`,
      ),
    ),
  ]);
  expect(written()).toEqual([IMPORT]);
});

it("whoever may not list models imports all the same, and is told nothing", async () => {
  const denied = { kind: "refusal", code: "AccessDeniedException", status: 400, message: "no" } as const;
  emulator.faults.add({ target: { operation: "ListDocumentClassifiers" }, effect: denied });
  expect(await model.up(fixed)).toBe("create");
});

describe("another key or role under a versionName that stays", () => {
  it.each([
    ["dataAccessRoleArn", { dataAccessRoleArn: ROLE }, "dataAccessRoleArn"],
    ["modelKmsKeyId", keyed, "modelKmsKeyId and dataAccessRoleArn"],
  ])("%s is refused at preview, with what to give instead", async (_name, change, which) => {
    await model.up({ ...fixed, deletionPolicy: "retain" });
    await nextRun();
    await expect(model.on(host).preview({ ...fixed, ...change })).rejects.toThrow(
      `versionName: is the name of the import in use, and a change of ${which} needs a new one: ` +
        "give another versionName, so that the new one is made before the old one goes",
    );
    expect(emulator.requests.all()).toEqual([]);
    expect(await model.preview({ ...fixed, ...change, versionName: "2026-12" })).toBe("replace");
  });

  it.each([
    ["key", keyed, "under AWS's own key"],
    ["role", { dataAccessRoleArn: ROLE }, "by no role"],
  ])(
    "never deletes what was retained, for another %s: the create is refused",
    async (_what, change, says) => {
      await model.up({ ...fixed, deletionPolicy: "retain" });
      await nextRun();
      const next = { ...fixed, ...change, deletionPolicy: "retain", replacePolicy: "delete-first" };
      await expect(model.on(host).up(next)).rejects.toThrow(
        `a model of that name and version is there already, of the same source, ${says}\n  It is ${NAMED}.`,
      );
      expect(host.warnings()).toEqual([expect.stringContaining('its deletionPolicy is "retain"')]);
      expect(written()).toEqual([]);
      expect(emulator.requests.all().map(({ operation }) => operation)).not.toContain(REMOVE);
      expect(await imports()).toMatchObject([{ arn: NAMED, Status: "TRAINED" }]);
    },
  );

  it("never deletes what retainOnDelete has left, of which no provider hears", async () => {
    await model.up(fixed);
    await nextRun();
    // The engine drops the old state without a delete.
    const successor = host.resource(KIND);
    await expect(successor.up({ ...fixed, ...keyed })).rejects.toThrow(
      "is there already, of the same source",
    );
    expect(emulator.requests.all().map(({ operation }) => operation)).not.toContain(REMOVE);
    expect(await imports()).toMatchObject([{ arn: NAMED, Status: "TRAINED" }]);
  });

  it("deletes the old one first where the program says so", async () => {
    await model.up(fixed);
    await nextRun();
    expect(await model.on(host).up({ ...fixed, ...keyed, replacePolicy: "delete-first" })).toBe("replace");
    expect(written()).toEqual([REMOVE, IMPORT]);
    expect(await imports()).toMatchObject([{ arn: NAMED, DataAccessRoleArn: ROLE }]);
  });

  it("of replacePolicy alone is none of AWS's business", async () => {
    await model.up(fixed);
    await nextRun();
    expect(await model.on(host).up({ ...fixed, replacePolicy: "delete-first" })).toBe("update");
    expect(written()).toEqual([]);
  });
});

describe("two resources of one name and version", () => {
  const refusal = "versionName: is the name that the import of the resource it has as well";

  it("are refused at preview, before anything is called", async () => {
    await model.check(fixed);
    const other = host.resource(KIND, "other");
    await expect(other.check({ ...fixed, tags: { team: "ml" } })).rejects.toThrow(refusal);
    expect(emulator.requests.all()).toEqual([]);
  });

  it("are two imports in two accounts, and under names that are not known yet or derived", async () => {
    await model.check(fixed);
    const other = host.resource(KIND, "other");
    await other.check({ ...fixed, assumeRole: { roleArn: `arn:aws:iam::${OUTSIDER}:role/importer` } });
    await other.check({ ...fixed, versionName: UNKNOWN });
    await other.check({ ...fixed, assumeRole: UNKNOWN });
    await model.check(derived);
    await other.check(derived);
  });

  it("are refused in one account that two roles tell", async () => {
    const assumeRole = { roleArn: `arn:aws:iam::${OUTSIDER}:role/importer` };
    await model.check({ ...fixed, assumeRole });
    const other = host.resource(KIND, "other");
    const another = { roleArn: `arn:aws:iam::${OUTSIDER}:role/another` };
    await expect(other.check({ ...fixed, assumeRole: another })).rejects.toThrow(refusal);
  });
});

it.each([["is answered by a page of a proxy", "html"] as const, ["is cut short", "truncated"] as const])(
  "an import that %s is seen to have begun: the next run does nothing, and destroy removes it",
  async (_what, kind) => {
    emulator.faults.add({ target: { operation: IMPORT }, times: 1, effect: { kind } });
    await model.up(fixed);
    expect(model.outputs).toMatchObject({ adopted: false, status: "TRAINED" });
    expect(written()).toEqual([IMPORT]);
    await nextRun();
    expect(await model.on(host).up(fixed)).toBe("same");
    await nextRun();
    await model.on(host).destroy();
    expect(host.warnings()).toEqual([]);
    expect(await imports()).toEqual([]);
  },
);
