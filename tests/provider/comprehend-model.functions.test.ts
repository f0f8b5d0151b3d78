import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { output, runtime } from "@pulumi/pulumi";

import { RunningClock, startEmulator } from "#emulator/index";
import {
  getComprehendModel,
  getComprehendModelOutput,
  listComprehendModelVersions,
  listComprehendModelVersionsOutput,
} from "#provider/index";
import { ACCOUNT, CLASSIFIER, type Emulator, RECOGNIZER, REGION } from "../support/emulator/emulated";
import { configFor } from "../support/hosts/host";

const place = { account: ACCOUNT, region: REGION };
const UNVERSIONED = CLASSIFIER.replace("/version/v1", "-2");

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ clock: new RunningClock(3600) });
  emulator.incidents.comprehendModelMade(place, CLASSIFIER.replace("/v1", "/v2"), { status: "IN_ERROR" });
  emulator.incidents.comprehendModelMade(place, UNVERSIONED);
  runtime.setAllConfig(configFor(emulator));
});
afterAll(() => emulator.close());

/** What an output comes to. */
const valueOf = <T>(some: { apply: (read: (value: T) => void) => unknown }): Promise<T> =>
  new Promise((resolve) => some.apply(resolve));

describe("getComprehendModel", () => {
  it("reads a version, by AWS's names", async () => {
    const classifier = await getComprehendModel({ modelArn: CLASSIFIER });
    expect(classifier).toMatchObject({
      modelArn: CLASSIFIER,
      kind: "document-classifier",
      modelName: "ticket-topics",
      versionName: "v1",
      status: "TRAINED",
      languageCode: "en",
      mode: "MULTI_CLASS",
      metadata: { numberOfTestDocuments: 557, evaluationMetrics: { f1Score: 0.96 } },
      submitTime: expect.stringMatching(/Z$/),
    });
    expect(Object.values(classifier)).not.toContain(undefined);
    const recognizer = await valueOf(getComprehendModelOutput({ modelArn: output(RECOGNIZER) }));
    expect(recognizer).toMatchObject({
      kind: "entity-recognizer",
      modelKmsKeyId: expect.stringContaining(":key/"),
    });
    expect(recognizer).not.toHaveProperty("mode");
  });

  it("reads a model that was trained without a version, which no policy can be put on", async () => {
    const model = await getComprehendModel({ modelArn: UNVERSIONED });
    expect(model).toMatchObject({ modelName: "ticket-topics-2", status: "TRAINED" });
    expect(model).not.toHaveProperty("versionName");
  });

  it("says what it misses", async () => {
    await expect(getComprehendModel({ modelArn: `${CLASSIFIER}9` })).rejects.toThrow(
      `reading Comprehend model ${CLASSIFIER}9: account ${ACCOUNT} has no such model in ${REGION}`,
    );
    await expect(getComprehendModel({ modelArn: "ticket-topics" })).rejects.toThrow(
      "this is no ARN of a document classifier or an entity recognizer",
    );
  });
});

describe("listComprehendModelVersions", () => {
  it("lists the versions of a name, or of a kind, the newest first", async () => {
    const versions = await listComprehendModelVersions({
      kind: "document-classifier",
      modelName: "ticket-topics",
    });
    expect(versions.map(({ versionName, status }) => [versionName, status])).toEqual([
      ["v2", "IN_ERROR"],
      ["v1", "TRAINED"],
    ]);
    expect(await listComprehendModelVersions({ kind: "document-classifier" })).toHaveLength(3);
    const recognizers = await valueOf(
      listComprehendModelVersionsOutput({ kind: output("entity-recognizer" as const) }),
    );
    expect(recognizers).toMatchObject([
      { modelArn: RECOGNIZER, metadata: { entityTypes: [{ type: "ORDER_NUMBER" }] } },
    ]);
    expect(
      await listComprehendModelVersions({ kind: "entity-recognizer", modelName: "ticket-topics" }),
    ).toEqual([]);
  });

  it("says what AWS refuses", async () => {
    const effect = {
      kind: "refusal",
      code: "AccessDeniedException",
      status: 400,
      message: "You may not.",
    } as const;
    emulator.faults.add({ target: { operation: "ListEntityRecognizers" }, effect });
    await expect(listComprehendModelVersions({ kind: "entity-recognizer", modelName: "x" })).rejects.toThrow(
      /^listing versions of Comprehend models \(entity-recognizer x\): AccessDeniedException: You may not\.\n {2}The deploy/,
    );
  });
});
