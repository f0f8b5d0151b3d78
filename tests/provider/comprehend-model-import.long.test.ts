import {
  DeleteDocumentClassifierCommand,
  DescribeDocumentClassifierCommand,
} from "@aws-sdk/client-comprehend";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import { importFile } from "#provider/host/dynamic/import-file";
import { sts } from "../support/aws/clients";
import { comprehendOf, letImport, ownVersions, tagsOnVersion } from "../support/aws/comprehend";
import {
  ACCOUNT,
  CLASSIFIER,
  type Emulator,
  MEMBER,
  RECOGNIZER,
  REGION,
  writes,
} from "../support/emulator/emulated";
import { configFor, Host, type Managed } from "../support/hosts/host";

const IMPORT = "ImportModel";
const REMOVE = "DeleteDocumentClassifier";
const STOP = "StopTrainingDocumentClassifier";
const KEY = `arn:aws:kms:${REGION}:${MEMBER}:key/22222222-3333-4444-8555-666666666666`;
const ROLE = `arn:aws:iam::${MEMBER}:role/model-access-deployer`;
const SECOND = CLASSIFIER.replace("/v1", "/v2");
const NAMED = CLASSIFIER.replace(ACCOUNT, MEMBER).replace("/v1", "/2026-11");
const THING = "Comprehend model import \\(ticket-topics/2026-11\\)";

const owners = { account: ACCOUNT, region: REGION };
const place = { account: MEMBER, region: REGION };
const derived = { sourceModelArn: CLASSIFIER };
const args = { sourceModelArn: CLASSIFIER, versionName: "2026-11" };

let emulator: Emulator;
let host: Host;
let model: Managed;

async function begin(world?: WorldFile, speed = 3600): Promise<void> {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(speed), ...(world && { world }) });
  await letImport(emulator);
  await nextRun();
  model = host.resource("ComprehendModelImport");
}

async function nextRun(config: Record<string, string> = {}): Promise<void> {
  host = await Host.start({ ...configFor(emulator, MEMBER), ...config });
  emulator.requests.clear();
}

const written = (): string[] => writes(emulator);
const imports = () => ownVersions(comprehendOf(emulator, MEMBER));

beforeEach(() => begin());
afterAll(() => emulator.close());

describe("create", () => {
  it("waits until the model is TRAINED and knows all of it; another run does nothing (75)", async () => {
    expect(await model.up({ ...derived, tags: { team: "ml" } })).toBe("create");
    expect(written()).toEqual([IMPORT]);
    const [found] = await imports();
    expect(model.state!.id).toBe(found!.arn);
    expect(found!.arn).toMatch(
      new RegExp(
        `^arn:aws:comprehend:${REGION}:${MEMBER}:document-classifier/ticket-topics/version/v1-[0-9a-f]{8}$`,
      ),
    );
    expect(model.outputs).toMatchObject({
      modelArn: found!.arn,
      kind: "document-classifier",
      modelName: "ticket-topics",
      versionName: found!.arn.split("/").at(-1),
      status: "TRAINED",
      languageCode: "en",
      mode: "MULTI_CLASS",
      metadata: { numberOfLabels: 3, evaluationMetrics: { accuracy: 0.98, f1Score: 0.96 } },
      submitTime: expect.stringMatching(/Z$/),
      endTime: expect.stringMatching(/Z$/),
      sourceAccountId: ACCOUNT,
      accountId: MEMBER,
      region: REGION,
      adopted: false,
      tagsAll: { team: "ml" },
    });
    expect(model.outputs).not.toHaveProperty("message");
    await nextRun();
    expect(await model.on(host).refresh()).toEqual({});
    expect(emulator.requests.all().map(({ operation }) => operation)).toEqual([
      "GetCallerIdentity",
      "DescribeDocumentClassifier",
      "ListTagsForResource",
    ]);
    expect(await model.up({ ...derived, tags: { team: "ml" } })).toBe("same");
  });

  it("of a recognizer under its owner's key needs a role, which AWS misses or uses (78)", async () => {
    await letImport(emulator, MEMBER, RECOGNIZER);
    await nextRun();
    await model.on(host).up({ sourceModelArn: RECOGNIZER, dataAccessRoleArn: ROLE, modelKmsKeyId: KEY });
    expect(model.state!.id).toContain(":entity-recognizer/order-numbers/version/v1-");
    expect(model.outputs).toMatchObject({
      kind: "entity-recognizer",
      modelKmsKeyArn: KEY,
      metadata: { entityTypes: [{ type: "ORDER_NUMBER", numberOfTrainMentions: 1520 }] },
    });
    const without = host.resource("ComprehendModelImport", "without");
    await expect(without.up({ sourceModelArn: RECOGNIZER, __timeouts: { create: 0.1 } })).rejects.toThrow(
      /A data access role is required.*\n {2}dataAccessRoleArn must be a role of the importing account/,
    );
  });

  it("takes a model that was trained with warnings, without end (75)", async () => {
    await begin({ comprehend: { importsEnd: "TRAINED_WITH_WARNING" } });
    await model.up(args);
    expect(model.outputs).toMatchObject({
      status: "TRAINED_WITH_WARNING",
      message: expect.stringContaining("warn"),
    });
    await nextRun();
    expect(await model.on(host).refresh()).toEqual({});
    expect(await model.up(args)).toBe("same");
  });

  it("of a source in another Region is refused at preview, before anything is called (77)", async () => {
    const elsewhere = { sourceModelArn: CLASSIFIER.replace(REGION, "us-west-2") };
    await expect(model.preview(elsewhere)).rejects.toThrow(
      "sourceModelArn: is in us-west-2, but the import is in us-east-1: Comprehend imports in the source's own Region only",
    );
    expect(emulator.requests.all()).toEqual([]);
  });

  it("of what is no model is refused at preview: a flywheel (78)", async () => {
    const flywheel = { sourceModelArn: CLASSIFIER.replace(/document-classifier.*/, "flywheel/topics") };
    await expect(model.preview(flywheel)).rejects.toThrow("sourceModelArn: is a flywheel");
  });

  it("waits for a policy that was put a moment ago", async () => {
    await begin({ timing: { imports: { policyInForceAfterSeconds: 3600 } } });
    emulator.incidents.modelPolicyChanged(owners, CLASSIFIER, undefined);
    await letImport(emulator);
    await model.up(args);
    const tries = emulator.requests.all().filter(({ operation }) => operation === IMPORT);
    expect(tries.length).toBeGreaterThan(1);
    expect(model.outputs).toMatchObject({ status: "TRAINED", adopted: false });
  });

  it("ends with what the owner must do where nobody lets it import", async () => {
    emulator.incidents.modelPolicyChanged(owners, CLASSIFIER, undefined);
    await expect(model.up({ ...args, __timeouts: { create: 0.1 } })).rejects.toThrow(
      new RegExp(
        `^creating ${THING}: account ${MEMBER} may not import ${CLASSIFIER}\\n` +
          "  AccessDeniedException: .*\\n" +
          `  Account ${ACCOUNT} owns it\\.\\n` +
          "  Its owner has to let this account or role import that version: a ComprehendModelPolicy",
      ),
    );
    expect(model.state).toBeUndefined();
    expect(await imports()).toEqual([]);
  });

  it.each([
    [
      "The KMS key cannot be used.",
      /KMS key cannot be used\.\n {2}dataAccessRoleArn must be a role of the importing/,
    ],
    ["The role cannot be assumed.", /trusts comprehend\.amazonaws\.com, and the deploy/],
    ["The policy was withdrawn.", /Its owner has to let this account/],
    ["Nobody knows.", /Nobody knows\.\n {2}The next/],
  ])(
    "that ends IN_ERROR (%s) tells why and what to do, and the next run imports anew (76)",
    async (why, text) => {
      emulator.incidents.importsFail(place, why);
      const failure = await model.up(args).catch((error: unknown) => (error as Error).message);
      expect(failure).toMatch(new RegExp(`^waiting for ${THING} to be TRAINED: it became IN_ERROR\\n  `));
      expect(failure).toMatch(text);
      expect(failure).toMatch(
        /\n {2}The next `pulumi up` deletes it and imports again\.\n {2}Account \d{12}, Region us-east-1\.$/,
      );
      expect(model.outputs).toMatchObject({ status: "IN_ERROR", message: why });
      emulator.incidents.importsFail(place, undefined);
      await nextRun();
      expect(await model.on(host).up(args)).toBe("replace");
      expect(written()).toEqual([REMOVE, IMPORT]);
      expect(await imports()).toMatchObject([{ arn: NAMED, Status: "TRAINED" }]);
      expect(model.outputs).not.toHaveProperty("message");
    },
  );

  it("fails late where the source's key does not let in, with what to do (76)", async () => {
    await letImport(emulator, MEMBER, RECOGNIZER);
    const own = "arn:aws:kms:us-east-1:111122223333:key/44444444-5555-4666-8777-888888888888";
    const Statement = { Effect: "Allow", Principal: { AWS: ACCOUNT }, Action: "kms:*", Resource: "*" };
    emulator.incidents.keyChanged(owners, own, { policy: { Version: "2012-10-17", Statement: [Statement] } });
    await expect(model.up({ sourceModelArn: RECOGNIZER, dataAccessRoleArn: ROLE })).rejects.toThrow(
      /it became IN_ERROR\n {2}NO_ACCESS_TO_KMS_KEY: Access denied to KMS Key: .*\n {2}dataAccessRoleArn must be/,
    );
  });

  it("whose wait ends keeps the import, and the next run goes on", async () => {
    await begin({ timing: { imports: { trainedAfterSeconds: 1800 } } });
    await expect(model.up({ ...args, __timeouts: { create: 0.1 } })).rejects.toThrow(
      new RegExp(
        `^waiting for ${THING} to be TRAINED: still (SUBMITTED|TRAINING) after \\d+ s\\n` +
          "  AWS goes on with the import, which can take hours\\. The next `pulumi up` waits for it again, and begins no other;",
      ),
    );
    expect(model.state!.id).toBe(NAMED);
    await nextRun();
    expect(await model.on(host).up(args)).toBe("update");
    expect(model.outputs).toMatchObject({ status: "TRAINED" });
    expect(written()).toEqual([]);
  });

  it("whose credentials expire during the wait keeps the import, and the next run goes on with others", async () => {
    await begin({ timing: { imports: { trainedAfterSeconds: 7200 } } });
    const command = new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: "pipeline" });
    const { Credentials } = await sts(emulator).send(command);
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials!;
    const session = {
      "aws:accessKey": AccessKeyId,
      "aws:secretKey": SecretAccessKey,
      "aws:token": SessionToken,
    };
    await nextRun(session);
    const end = emulator.requests.listen(({ operation }) => {
      if (operation !== IMPORT) return;
      end();
      emulator.incidents.sessionsExpire(place);
    });
    await expect(model.on(host).up(args)).rejects.toThrow(
      new RegExp(
        `^importing ${THING}: ExpiredTokenException: .*\\n  Sign in again .*\\n` +
          "  AWS goes on with the import, which can take hours\\. The next `pulumi up` waits for it again",
      ),
    );
    expect(model.state!.id).toBe(NAMED);
    expect(model.outputs).toMatchObject({ adopted: false, status: "SUBMITTED" });
    await nextRun();
    expect(await model.on(host).up(args)).toBe("update");
    expect(model.outputs).toMatchObject({ adopted: false, status: "TRAINED" });
    expect(written()).toEqual([]);
  });

  it("of the account's own model needs no policy", async () => {
    host = await Host.start(configFor(emulator));
    emulator.requests.clear();
    const own = host.resource("ComprehendModelImport", "own");
    await own.up({ ...args, modelName: "again" });
    expect(own.outputs).toMatchObject({ sourceAccountId: ACCOUNT, accountId: ACCOUNT, status: "TRAINED" });
    await expect(own.up({ ...args, versionName: "v1", sourceModelArn: CLASSIFIER })).rejects.toThrow(
      /a model of that name and version is there already, of which AWS shows no source\n {2}It is arn:aws/,
    );
  });

  it("takes over an import of the same source, and keeps it on destroy", async () => {
    emulator.incidents.comprehendModelMade(place, NAMED, { sourceModelArn: CLASSIFIER });
    await model.up(args);
    expect(model.outputs).toMatchObject({ adopted: true, status: "TRAINED" });
    expect(written()).toEqual([]);
    await nextRun();
    await model.on(host).destroy();
    expect(host.warnings()).toEqual([expect.stringContaining("it was there before this resource")]);
    expect(await imports()).toHaveLength(1);
  });

  it("takes over none whose source AWS should not show, and knows its own by the mark", async () => {
    const untold = { assumptions: { "comprehend.sourceInAnswer": "absent" } };
    await begin(untold);
    await model.up(args);
    model.state = undefined;
    await nextRun();
    await model.on(host).up(args);
    expect(model.outputs).toMatchObject({ adopted: false, status: "TRAINED" });
    await begin(untold);
    emulator.incidents.comprehendModelMade(place, NAMED, { sourceModelArn: CLASSIFIER });
    await nextRun();
    await expect(model.on(host).up(args)).rejects.toThrow("is there already, of which AWS shows no source");
  });

  it.each([
    [{ sourceModelArn: SECOND }, `imported from ${SECOND}`],
    [{}, "of which AWS shows no source"],
    [{ sourceModelArn: CLASSIFIER, status: "IN_ERROR" }, "of the same source, and is IN_ERROR"],
  ])("never takes over another model: %j", async (made, what) => {
    emulator.incidents.comprehendModelMade(place, NAMED, made);
    const failure = await model.up(args).catch((error: unknown) => (error as Error).message);
    expect(failure).toBe(
      [
        `creating ${THING.replaceAll("\\", "")}: a model of that name and version is there already, ${what}`,
        `  It is ${NAMED}.`,
        "  Choose another modelName or versionName (without one, a name is found that nobody has), or delete that model:",
        "  aws comprehend delete-document-classifier, delete-entity-recognizer.",
        `  Account ${MEMBER}, Region us-east-1.`,
      ].join("\n"),
    );
    expect(written()).toEqual([]);
  });

  it("does not take over an import under another key than the one asked for", async () => {
    emulator.incidents.comprehendModelMade(place, NAMED, { sourceModelArn: CLASSIFIER });
    await expect(model.up({ ...args, modelKmsKeyId: KEY, dataAccessRoleArn: ROLE })).rejects.toThrow(
      /is there already, of the same source, under AWS's own key/,
    );
  });

  it("whose answer is lost finds its own import", async () => {
    emulator.faults.add({
      target: { operation: IMPORT },
      times: 1,
      effect: { kind: "reset", when: "after" },
    });
    await model.up(args);
    expect(model.outputs).toMatchObject({ adopted: false, status: "TRAINED" });
    expect(await imports()).toHaveLength(1);
  });

  it("waits for the end of a deletion that is under way", async () => {
    await model.up(args);
    const arn = model.state!.id;
    await nextRun();
    await comprehendOf(emulator, MEMBER).send(
      new DeleteDocumentClassifierCommand({ DocumentClassifierArn: arn }),
    );
    expect(await model.on(host).refresh()).toBeUndefined();
    await model.up(args);
    expect(model.outputs).toMatchObject({ status: "TRAINED" });
  });
});

describe("whichever way AWS is", () => {
  it.each([
    ["keeps an import SUBMITTED until it is TRAINED", { importStatuses: "submitted" }],
    ["has an import TRAINED with the call", { importStatuses: "atOnce" }],
    ["never names the source", { sourceInAnswer: "absent" }],
    [
      "says of a policy that does not count yet that nothing is found",
      { mayNotImport: "ResourceNotFoundException" },
    ],
    ["calls it an invalid request", { mayNotImport: "InvalidRequestException" }],
    ["shows no list where there are no tags", { noTags: "absent" }],
    ["gives a name free with the call that deletes", { nameOfDeleted: "free" }],
    ["gives a name free late", { nameOfDeleted: "late" }],
    ["lists in another order", { listOrder: "newest" }],
    ["shows trainings of imports", { importTraining: "asTrained", importMetadata: "absent" }],
    ["words everything in another way", { texts: "reworded", failureMessage: "reworded" }],
  ])("%s: it is made once, shows no drift, is found again, replaced and deleted", async (_what, assumed) => {
    const named = Object.entries(assumed).map(([name, alternative]) => [`comprehend.${name}`, alternative]);
    await begin({
      assumptions: Object.fromEntries(named) as Record<string, string>,
      timing: { imports: { policyInForceAfterSeconds: 600 } },
    });
    emulator.incidents.comprehendModelMade(owners, SECOND);
    await letImport(emulator, MEMBER, SECOND);
    await model.up({ ...args, tags: { team: "ml" } });
    await nextRun();
    expect(await model.on(host).refresh()).toEqual({});
    expect(await model.up({ ...args, tags: { team: "ml" } })).toBe("same");
    const lost = host.resource("ComprehendModelImport");
    await lost.up(args);
    expect(lost.outputs).toMatchObject({ adopted: false, status: "TRAINED" });
    expect(written()).toEqual(["TagResource", "UntagResource"]);
    await nextRun();
    const other = { ...args, sourceModelArn: SECOND, replacePolicy: "delete-first" };
    expect(await lost.on(host).up(other)).toBe("replace");
    expect(written()).toEqual([REMOVE, IMPORT]);
    await nextRun();
    await lost.on(host).destroy();
    expect(await imports()).toEqual([]);
  });

  it.each([
    ["refuses to stop an import", "refused"],
    ["does not stop it", "ignored"],
  ])("%s: what is under way is deleted once it has ended", async (_what, alternative) => {
    await begin({
      assumptions: { "comprehend.stopOfImport": alternative },
      timing: { imports: { trainedAfterSeconds: 3600 } },
    });
    await expect(model.up({ ...args, __timeouts: { create: 0.1 } })).rejects.toThrow(/still/);
    await nextRun();
    await model.on(host).destroy();
    expect(written()).toEqual([STOP, REMOVE]);
    expect(await imports()).toEqual([]);
  });

  it("asked for keys in the call, or only later: it ends in AWS's own words", async () => {
    const keyed = { ...args, dataAccessRoleArn: ROLE, modelKmsKeyId: KEY };
    const Statement = [{ Effect: "Allow", Principal: { AWS: ACCOUNT }, Action: "kms:*", Resource: "*" }];
    const worlds: WorldFile[] = [{}, { assumptions: { "comprehend.deniedKey": "refused" } }];
    for (const world of worlds) {
      await begin(world);
      emulator.incidents.keyChanged(place, KEY, { policy: { Version: "2012-10-17", Statement } });
      await expect(model.up({ ...keyed, __timeouts: { create: 5 } })).rejects.toThrow(
        `NO_ACCESS_TO_KMS_KEY: Access denied to KMS Key: ${KEY}`,
      );
    }
  });
});

describe("update", () => {
  it("of tags is in place: one call to set and one to remove", async () => {
    await model.up({ ...args, tags: { team: "ml", stage: "dev" } });
    await nextRun({ "aws:defaultTags": JSON.stringify({ tags: { owner: "platform" } }) });
    expect(await model.on(host).up({ ...args, tags: { team: "search" } })).toBe("update");
    expect(written()).toEqual(["TagResource", "UntagResource"]);
    const tags = await tagsOnVersion(comprehendOf(emulator, MEMBER), NAMED);
    expect(tags).toMatchObject({ team: "search", owner: "platform" });
    expect(tags).not.toHaveProperty("stage");
    expect(model.outputs["tagsAll"]).toEqual({ team: "search", owner: "platform" });
  });

  it("of tags waits while somebody else changes some", async () => {
    await model.up(args);
    await nextRun();
    const effect = { kind: "refusal", code: "ConcurrentModificationException", status: 400 } as const;
    emulator.faults.add({ target: { operation: "TagResource" }, times: 2, effect });
    await model.on(host).up({ ...args, tags: { team: "ml" } });
    expect(await tagsOnVersion(comprehendOf(emulator, MEMBER), NAMED)).toMatchObject({ team: "ml" });
  });

  it.each([
    ["sourceModelArn", { sourceModelArn: SECOND }],
    ["modelName", { modelName: "topics" }],
    ["versionName", { versionName: "2026-12" }],
    ["dataAccessRoleArn", { dataAccessRoleArn: ROLE }],
    ["modelKmsKeyId", { modelKmsKeyId: KEY, dataAccessRoleArn: ROLE }],
  ])("of %s replaces", async (_name, change) => {
    await model.up(args);
    await nextRun();
    const replacePolicy = "delete-first";
    expect(await model.on(host).preview({ ...args, ...change, replacePolicy })).toBe("replace");
  });

  it("from a key's id to its ARN is none", async () => {
    const keyed = { ...args, dataAccessRoleArn: ROLE };
    await model.up({ ...keyed, modelKmsKeyId: KEY.split("/")[1]! });
    await nextRun();
    expect(await model.on(host).refresh()).toEqual({});
    expect(await model.up({ ...keyed, modelKmsKeyId: KEY })).toBe("update");
    expect(await model.up({ ...keyed, modelKmsKeyId: KEY })).toBe("same");
    expect(written()).toEqual([]);
  });

  it.each([
    ["deleted", "delete-if-created", [IMPORT, REMOVE], 1],
    ["kept", "retain", [IMPORT], 2],
  ])(
    "to a new source version imports that first; the old one is %s (79)",
    async (_what, policy, calls, left) => {
      emulator.incidents.comprehendModelMade(owners, SECOND);
      await letImport(emulator, MEMBER, SECOND);
      await model.up({ ...derived, deletionPolicy: policy });
      const first = model.state!.id;
      await nextRun();
      expect(await model.on(host).up({ sourceModelArn: SECOND, deletionPolicy: policy })).toBe("replace");
      expect(written()).toEqual(calls);
      expect(model.state!.id).toMatch(/\/version\/v2-[0-9a-f]{8}$/);
      expect(model.state!.id).not.toBe(first);
      expect(await imports()).toHaveLength(left);
    },
  );

  it("to a new source version under the same name is refused at preview, unless the old one may go first (79)", async () => {
    emulator.incidents.comprehendModelMade(owners, SECOND);
    await letImport(emulator, MEMBER, SECOND);
    await model.up(args);
    await nextRun();
    const change = { ...args, sourceModelArn: SECOND };
    await expect(model.on(host).preview(change)).rejects.toThrow(
      "versionName: is the name of the import in use, and a change of sourceModelArn needs a new one",
    );
    expect(emulator.requests.all()).toEqual([]);
    await model.up({ ...change, replacePolicy: "delete-first" });
    expect(written()).toEqual([REMOVE, IMPORT]);
    expect(await imports()).toMatchObject([{ arn: NAMED, SourceModelArn: SECOND }]);
  });

  it("keeps the version's name when an alias changes the URN", async () => {
    await model.up(derived);
    await nextRun();
    const renamed = Object.assign(host.resource("ComprehendModelImport", "renamed"), { state: model.state });
    renamed.on(host);
    expect((await renamed.check(derived))["versionName"]).toBe(model.outputs["versionName"]);
    expect(await renamed.preview(derived)).toBe("same");
  });

  it("of deletionPolicy is none of AWS's business", async () => {
    await model.up(args);
    await nextRun();
    expect(await model.on(host).up({ ...args, deletionPolicy: "retain" })).toBe("update");
    expect(written()).toEqual([]);
  });
});

describe("drift", () => {
  it("of an import that is deleted shows it gone; the next run makes another", async () => {
    await model.up(args);
    emulator.incidents.comprehendModelDeleted(place, NAMED);
    await nextRun();
    expect(await model.on(host).refresh()).toBeUndefined();
    await model.up(args);
    expect(written()).toEqual([IMPORT]);
  });

  it("of the status is shown by it, and repaired by another import", async () => {
    await model.up(args);
    emulator.incidents.comprehendModelReads(place, NAMED, "IN_ERROR", "It broke.");
    await nextRun();
    expect(Object.keys((await model.on(host).refresh())!)).toEqual(["status"]);
    expect(model.outputs).toMatchObject({ status: "IN_ERROR", message: "It broke." });
    expect(await model.preview(args)).toBe("replace");
  });

  it("of tags is shown and repaired", async () => {
    await model.up({ ...args, tags: { team: "ml" } });
    const tags = await tagsOnVersion(comprehendOf(emulator, MEMBER), NAMED);
    emulator.incidents.comprehendModelTagged(place, NAMED, { ...tags, team: "nobody", "aws:cloud": "x" });
    await nextRun();
    expect(Object.keys((await model.on(host).refresh())!)).toEqual(["tagsAll.team"]);
    expect(await model.up({ ...args, tags: { team: "ml" } })).toBe("update");
    expect(await tagsOnVersion(comprehendOf(emulator, MEMBER), NAMED)).toMatchObject({ team: "ml" });
  });

  it("is none when the owner withdraws the policy, or deletes the source", async () => {
    await model.up(args);
    emulator.incidents.comprehendModelDeleted(owners, CLASSIFIER);
    await nextRun();
    expect(await model.on(host).refresh()).toEqual({});
    expect(await model.up(args)).toBe("same");
  });

  it("is not seen in a refusal, nor in another account", async () => {
    await model.up(args);
    const end = emulator.faults.add({
      target: { operation: "DescribeDocumentClassifier" },
      effect: { kind: "refusal", code: "AccessDeniedException", status: 400 },
    });
    await nextRun();
    await expect(model.on(host).refresh()).rejects.toThrow(new RegExp(`^reading ${THING}: AccessDenied`));
    end();
    host = await Host.start(configFor(emulator));
    await expect(model.on(host).refresh()).rejects.toThrow(/the credentials are of account 111122223333/);
    expect(model.state).toBeDefined();
  });
});

describe("delete", () => {
  it("deletes its own version and no other; one that is gone is no error", async () => {
    await model.up(args);
    const other = NAMED.replace("/2026-11", "/other");
    emulator.incidents.comprehendModelMade(place, other, { sourceModelArn: CLASSIFIER });
    const again = Object.assign(host.resource("ComprehendModelImport"), { state: { ...model.state! } });
    await nextRun();
    await model.on(host).destroy();
    expect(written()).toEqual([REMOVE]);
    expect(await imports()).toMatchObject([{ arn: other }]);
    await again.on(host).destroy();
  });

  it("of an import under way stops it first (80)", async () => {
    await begin({ timing: { imports: { trainedAfterSeconds: 36_000 } } });
    await expect(model.up({ ...args, __timeouts: { create: 0.1 } })).rejects.toThrow(
      /still (SUBMITTED|TRAINING)/,
    );
    await nextRun();
    await model.on(host).destroy();
    expect(written()).toEqual([STOP, REMOVE]);
    expect(await imports()).toEqual([]);
  });

  it("names the endpoint and the flywheel that use the model, and keeps the state (80)", async () => {
    await model.up(args);
    emulator.incidents.endpointMade(place, NAMED, "topics-live");
    emulator.incidents.flywheelChanged(place, NAMED, "topics-wheel");
    await nextRun();
    model.last({ delete: 0.05 });
    await expect(model.on(host).destroy()).rejects.toThrow(
      new RegExp(
        `^deleting ${THING}: the model is in use\\n  .*\\n` +
          `  Endpoint arn:aws:comprehend:${REGION}:${MEMBER}:document-classifier-endpoint/topics-live serves it\\.\\n` +
          `  Flywheel arn:aws:comprehend:${REGION}:${MEMBER}:flywheel/topics-wheel has it\\.\\n` +
          "  Delete the endpoint or let it serve another version",
      ),
    );
    expect(model.state).toBeDefined();
    emulator.incidents.endpointRemoved(place, NAMED, "topics-live");
    emulator.incidents.flywheelChanged(place, NAMED, undefined);
    await model.destroy();
    expect(await imports()).toEqual([]);
  });

  it("of a forced replacement, and of a resource that was renamed, keeps what the run wants", async () => {
    await model.up(args);
    await nextRun();
    const successor = host.resource("ComprehendModelImport", "renamed");
    await successor.up(args);
    expect(successor.outputs).toMatchObject({ adopted: true });
    await model.on(host).destroy();
    expect(host.warnings()).toEqual([
      expect.stringContaining("the resource renamed still uses it, and owns it from now on"),
    ]);
    expect(written()).toEqual(["TagResource", "TagResource"]);
  });

  it("keeps what a resource of another provider or stack has taken over", async () => {
    await model.up(args);
    await nextRun();
    const successor = host.resource("ComprehendModelImport", "moved");
    await successor.up(args);
    // Another provider is another process: it knows nothing of what the first one wants.
    await nextRun();
    await model.on(host).destroy();
    expect(host.warnings()).toEqual([expect.stringContaining("another resource has taken it over")]);
    await nextRun();
    expect(await successor.on(host).refresh()).toEqual({});
    expect(await imports()).toHaveLength(1);
  });
});

it("an import is marked by a tag that nobody sees", async () => {
  await model.up(args);
  const { DocumentClassifierProperties } = await comprehendOf(emulator, MEMBER).send(
    new DescribeDocumentClassifierCommand({ DocumentClassifierArn: NAMED }),
  );
  expect(DocumentClassifierProperties!.SourceModelArn).toBe(CLASSIFIER);
  expect(Object.keys(await tagsOnVersion(comprehendOf(emulator, MEMBER), NAMED))).toEqual([
    "pulumi-model-access:resource",
  ]);
  expect(model.outputs["tagsAll"]).toEqual({});
});

it("an import that is there is imported into a stack; a model that was trained there is not", async () => {
  emulator.incidents.comprehendModelMade(place, NAMED, { sourceModelArn: CLASSIFIER, tags: { team: "ml" } });
  const wanted = { type: "ComprehendModelImport", name: "topics", id: NAMED };
  const { resources } = await importFile([wanted], configFor(emulator, MEMBER));
  expect(resources[0]!.inputs).toMatchObject({
    ...args,
    modelName: "ticket-topics",
    tagsAll: { team: "ml" },
  });
  expect(resources[0]!.outputs).toMatchObject({ adopted: true, modelArn: NAMED, status: "TRAINED" });
  const trained = NAMED.replace("/2026-11", "/trained-here");
  emulator.incidents.comprehendModelMade(place, trained);
  await expect(importFile([{ ...wanted, id: trained }], configFor(emulator, MEMBER))).rejects.toThrow(
    /it was not imported from another model\n {2}Only imports can be managed/,
  );
});

it("an import that a forced replacement finds is its own", async () => {
  await model.up(args);
  await nextRun();
  const replacement = host.resource("ComprehendModelImport");
  await replacement.up(args);
  expect(replacement.outputs).toMatchObject({ adopted: false });
  await model.on(host).destroy();
  expect(host.warnings()).toEqual([
    expect.stringContaining("the resource it still uses it, and owns it from now on"),
  ]);
  expect(written()).toEqual(["TagResource"]);
});
