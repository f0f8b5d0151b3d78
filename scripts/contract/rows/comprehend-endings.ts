import { DeleteDocumentClassifierCommand } from "@aws-sdk/client-comprehend";
import * as v from "valibot";

import { noRecognizer, NOT_FOUND } from "./comprehend";
import { copyOf } from "./comprehend-imports";
import { hasClassifier, isEmulated } from "../vocabulary/conditions";
import { assumed, botocore, community, docs, type Row } from "../vocabulary/row";

const given = [isEmulated, hasClassifier];
const EMPTY = { status: 200, shape: v.strictObject({}) };
const DELETING = docs(
  "https://docs.aws.amazon.com/comprehend/latest/APIReference/API_DeleteDocumentClassifier.html",
);
const TAG = { Key: "team", Value: "blue" };

/** What tags, stops and deletes models: only tried on copies that the run itself has made. */
export const comprehendEndings: readonly Row[] = [
  {
    operation: "comprehend:TagResource",
    name: "answers nothing",
    input: async (stage) => ({ ResourceArn: await copyOf(stage), Tags: [TAG] }),
    given,
    expects: EMPTY,
    source: botocore("comprehend", "comprehend:TagResource"),
  },
  {
    operation: "comprehend:TagResource",
    name: "takes 50 tags",
    input: async (stage) => ({
      ResourceArn: await copyOf(stage),
      Tags: Array.from({ length: 51 }, (_, i) => ({ Key: `key-${i}` })),
    }),
    given,
    expects: { status: 400, code: "TooManyTagsException" },
    source: botocore("comprehend", "comprehend:TagResource"),
  },
  {
    operation: "comprehend:UntagResource",
    name: "answers nothing, also for keys that are not there",
    input: async (stage) => ({ ResourceArn: await copyOf(stage), TagKeys: [TAG.Key] }),
    given,
    expects: EMPTY,
    settles: "comprehend.missingTags",
    alternatives: { refused: { status: 400, code: "InvalidRequestException" } },
    source: assumed("no text speaks of keys that are not there"),
  },
  {
    operation: "StopTrainingDocumentClassifier",
    name: "answers nothing for a model that is trained",
    input: async (stage) => ({ DocumentClassifierArn: await copyOf(stage) }),
    given,
    expects: EMPTY,
    source: community("Terraform's provider stops whatever it deletes"),
  },
  {
    operation: "StopTrainingEntityRecognizer",
    name: "does not find a model that does not exist",
    input: (stage) => ({ EntityRecognizerArn: noRecognizer(stage) }),
    given: [isEmulated],
    expects: NOT_FOUND,
    source: botocore("comprehend", "StopTrainingEntityRecognizer"),
  },
  {
    operation: "DeleteDocumentClassifier",
    name: "waits for no model that is under way",
    input: async (stage) => ({ DocumentClassifierArn: await copyOf(stage, 0) }),
    given,
    expects: { status: 400, code: "ResourceUnavailableException" },
    source: DELETING,
  },
  {
    operation: "DeleteDocumentClassifier",
    name: "answers nothing",
    input: async (stage) => ({ DocumentClassifierArn: await copyOf(stage) }),
    given,
    expects: EMPTY,
    source: DELETING,
  },
  {
    operation: "DescribeDocumentClassifier",
    name: "reads DELETING for a while after a delete",
    input: async (stage) => {
      const DocumentClassifierArn = await copyOf(stage);
      await stage.clients.comprehend.send(new DeleteDocumentClassifierCommand({ DocumentClassifierArn }));
      return { DocumentClassifierArn };
    },
    given,
    expects: {
      status: 200,
      shape: v.looseObject({
        DocumentClassifierProperties: v.looseObject({ Status: v.literal("DELETING") }),
      }),
    },
    source: DELETING,
  },
  {
    operation: "DeleteEntityRecognizer",
    name: "does not find a model that does not exist",
    input: (stage) => ({ EntityRecognizerArn: noRecognizer(stage) }),
    given: [isEmulated],
    expects: NOT_FOUND,
    source: botocore("comprehend", "DeleteEntityRecognizer"),
  },
];
