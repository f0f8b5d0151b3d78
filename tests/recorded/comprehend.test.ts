import {
  DescribeDocumentClassifierCommand,
  DescribeEntityRecognizerCommand,
  DescribeResourcePolicyCommand,
  ListDocumentClassifiersCommand,
  ListEndpointsCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-comprehend";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { comprehendOf, importersPolicy, letImport, shownPolicy } from "../support/aws/comprehend";
import {
  ACCOUNT,
  CLASSIFIER,
  type Emulator,
  MEMBER,
  RECOGNIZER,
  REGION,
  writes,
} from "../support/emulator/emulated";
import { configFor, Host } from "../support/hosts/host";
import { recorded } from "./comprehend";
import { expectShape, membersOf } from "./shape";

const place = { account: ACCOUNT, region: REGION };
const version = (name: string, of = CLASSIFIER): string => of.replace("/v1", `/${name}`);
const UNVERSIONED = CLASSIFIER.replace(/ticket-topics.*/, "without-version");
const ENDPOINT = CLASSIFIER.replace(/classifier\/.*/, "classifier-endpoint/live");

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({
    clock: new RunningClock(3600),
    world: {
      comprehendModels: {
        [CLASSIFIER]: {
          metadata: { NumberOfLabels: 3, NumberOfTrainedDocuments: 8, EvaluationMetrics: { Accuracy: 1 } },
          policy: importersPolicy(MEMBER),
          endpoints: ["live"],
        },
        [version("stopped")]: { status: "STOPPED" },
        [version("failed")]: { status: "IN_ERROR", message: "There isn't enough capacity." },
        [UNVERSIONED]: { status: "SUBMITTED" },
        [RECOGNIZER]: { status: "IN_ERROR", message: "NO_ACCESS_TO_KMS_KEY: Access denied to KMS Key" },
      },
    },
  });
  await client().send(
    new TagResourceCommand({ ResourceArn: ENDPOINT, Tags: [{ Key: "team", Value: "blue" }] }),
  );
});
afterAll(() => emulator.close());

const client = () => comprehendOf(emulator);
const policyOf = (ResourceArn: string) => client().send(new DescribeResourcePolicyCommand({ ResourceArn }));
const classifier = (DocumentClassifierArn: string) =>
  client().send(new DescribeDocumentClassifierCommand({ DocumentClassifierArn }));
const nextRun = (account?: string) => Host.start(configFor(emulator, account));
const endpoint = { ResourceArn: ENDPOINT };

/** How each situation is brought about. */
const situations: Record<string, () => Promise<object>> = {
  "comprehend DescribeResourcePolicy of a classifier without a policy, SUBMITTED": () =>
    policyOf(UNVERSIONED),
  "comprehend DescribeResourcePolicy of a recognizer without a policy, IN_ERROR": () => policyOf(RECOGNIZER),
  "comprehend DescribeResourcePolicy of a model with a policy": () => policyOf(CLASSIFIER),
  "comprehend DescribeDocumentClassifier of a version that is TRAINED": () => classifier(CLASSIFIER),
  "comprehend DescribeDocumentClassifier of a version that was STOPPED before it began": () =>
    classifier(version("stopped")),
  "comprehend DescribeDocumentClassifier of a version that is IN_ERROR for lack of capacity": () =>
    classifier(version("failed")),
  "comprehend ListDocumentClassifiers of a model without a version, SUBMITTED": () =>
    client().send(new ListDocumentClassifiersCommand({ Filter: { Status: "SUBMITTED" } })),
  "comprehend DescribeEntityRecognizer of a version that is IN_ERROR for want of a key": () =>
    client().send(new DescribeEntityRecognizerCommand({ EntityRecognizerArn: RECOGNIZER })),
  "comprehend ListEndpoints of an endpoint IN_SERVICE": () => client().send(new ListEndpointsCommand({})),
  "comprehend ListTagsForResource of an endpoint": () =>
    client().send(new ListTagsForResourceCommand(endpoint)),
  "comprehend UntagResource of an endpoint": () =>
    client().send(new UntagResourceCommand({ ...endpoint, TagKeys: ["another"] })),
};

it.each(recorded.map((answer) => [`${answer.operation} ${answer.what}`, answer] as const))(
  "%s answers what was recorded",
  async (situation, answer) => {
    expect(Object.keys(situations)).toContain(situation);
    expectShape(await situations[situation]!(), answer);
  },
);

it("lists come with the oldest first, every version and every status by itself", async () => {
  const { DocumentClassifierPropertiesList: found } = await client().send(
    new ListDocumentClassifiersCommand({}),
  );
  expect(found).toHaveLength(4);
  const times = found!.map(({ SubmitTime }) => SubmitTime!.getTime());
  expect(times).toEqual(times.toSorted((one, other) => one - other));
});

describe("a policy of a model that answers nothing at all", () => {
  const args = { resourceArn: UNVERSIONED, importers: [{ accountId: MEMBER }] };

  it("is previewed, made, refreshed, found gone and deleted; the model has no version", async () => {
    expect(membersOf(await policyOf(UNVERSIONED))).toEqual([]);
    emulator.requests.clear();
    const policy = (await nextRun()).resource("ComprehendModelPolicy");
    expect(await policy.preview(args)).toBe("create");
    await policy.up(args);
    expect(policy.outputs).toMatchObject({ adopted: false, resourceArn: UNVERSIONED });
    expect(await policy.refresh()).toEqual({});
    emulator.incidents.modelPolicyChanged(place, UNVERSIONED, undefined);
    const next = await nextRun();
    const gone = Object.assign(next.resource("ComprehendModelPolicy"), { state: { ...policy.state! } });
    await gone.on(next).destroy();
    expect(await policy.on(next).refresh()).toBeUndefined();
    expect(next.warnings()).toEqual([]);
    await policy.up(args);
    await policy.on(await nextRun()).destroy();
    expect(membersOf(await policyOf(UNVERSIONED))).toEqual([]);
    expect(writes(emulator)).toEqual(["PutResourcePolicy", "PutResourcePolicy", "DeleteResourcePolicy"]);
  });

  it("that is missed once, of a model that had one, is looked at again before it counts as gone", async () => {
    const policy = (await nextRun()).resource("ComprehendModelPolicy");
    await policy.up(args);
    emulator.incidents.modelPolicyChanged(place, UNVERSIONED, undefined);
    const end = emulator.requests.listen(({ operation }) => {
      if (operation !== "DescribeResourcePolicy") return;
      end();
      emulator.incidents.modelPolicyChanged(place, UNVERSIONED, policy.outputs["policy"] as string);
    });
    expect(await policy.refresh()).toEqual({});
    expect((await shownPolicy(emulator, UNVERSIONED))!.revision).toBe(policy.outputs["policyRevisionId"]);
    await policy.on(await nextRun()).destroy();
  });
});

it("a model without a version is imported as one with a version, and read back", async () => {
  emulator.incidents.comprehendModelReads(place, UNVERSIONED, "TRAINED");
  await letImport(emulator, MEMBER, UNVERSIONED);
  const model = (await nextRun(MEMBER)).resource("ComprehendModelImport");
  await model.up({ sourceModelArn: UNVERSIONED });
  expect(model.state!.id).toMatch(/document-classifier\/without-version\/version\/[0-9a-f]{8}$/);
  expect(model.outputs).toMatchObject({ status: "TRAINED", sourceModelArn: UNVERSIONED });
  expect(await model.refresh()).toEqual({});
  await model.on(await nextRun(MEMBER)).destroy();
  expect(model.state).toBeUndefined();
});
