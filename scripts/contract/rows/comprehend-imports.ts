import { randomUUID } from "node:crypto";

import { ImportModelCommand } from "@aws-sdk/client-comprehend";
import * as v from "valibot";

import { classifier, noClassifier, NOT_FOUND } from "./comprehend";
import { hasClassifier, isEmulated } from "../vocabulary/conditions";
import { assumed, botocore, docs, type Row } from "../vocabulary/row";
import type { Stage } from "../vocabulary/stage";

const newName = (): string => `contract-${randomUUID()}`;
const ofModel = ({ classifier }: Stage) => ({
  SourceModelArn: classifier!,
  ModelName: newName(),
  VersionName: "v1",
});

/** The ARN of a copy of the caller's own classifier, TRAINED where enough time is to pass. */
export async function copyOf(stage: Stage, seconds = 600): Promise<string> {
  const { ModelArn } = await stage.clients.comprehend.send(new ImportModelCommand(ofModel(stage)));
  await stage.pause(seconds);
  return ModelArn!;
}

const given = [isEmulated, hasClassifier];
const IMPORTING = docs("https://docs.aws.amazon.com/comprehend/latest/APIReference/API_ImportModel.html");

/** What imports models: only tried where nobody pays for it and has to clean up. */
export const comprehendImports: readonly Row[] = [
  {
    operation: "ImportModel",
    name: "answers the ARN that its names make, in the caller's account",
    input: ofModel,
    given,
    expects: ({ account, region }) => ({
      status: 200,
      shape: v.looseObject({
        ModelArn: v.pipe(
          v.string(),
          v.includes(`:${region}:${account}:document-classifier/contract-`),
          v.endsWith("/version/v1"),
        ),
      }),
    }),
    source: IMPORTING,
  },
  {
    operation: "ImportModel",
    name: "refuses a name and version that are taken",
    input: async (stage) => {
      const again = ofModel(stage);
      await stage.clients.comprehend.send(new ImportModelCommand(again));
      return again;
    },
    given,
    expects: { status: 400, code: "ResourceInUseException" },
    source: botocore("comprehend", "ImportModel"),
  },
  {
    operation: "ImportModel",
    name: "takes no model that is not trained",
    input: async (stage) => ({ ...ofModel(stage), SourceModelArn: await copyOf(stage, 0) }),
    given,
    expects: { status: 400, code: "ResourceUnavailableException" },
    source: botocore("comprehend", "ImportModel"),
  },
  {
    operation: "ImportModel",
    name: "takes no model of another Region",
    input: (stage) => ({
      ...ofModel(stage),
      SourceModelArn: stage.classifier!.replace(`:${stage.region}:`, ":eu-west-2:"),
    }),
    given,
    expects: { status: 400, code: "InvalidRequestException" },
    settles: "comprehend.otherRegion",
    source: IMPORTING,
  },
  {
    operation: "ImportModel",
    name: "does not find a model of the account that does not exist",
    input: (stage) => ({ SourceModelArn: noClassifier(stage), ModelName: newName() }),
    given: [isEmulated],
    expects: NOT_FOUND,
    source: IMPORTING,
  },
  {
    operation: "ImportModel",
    name: "wants a policy from another account's model",
    input: (stage) => ({
      SourceModelArn: noClassifier(stage).replace(stage.account, "999988887777"),
      ModelName: newName(),
    }),
    given: [isEmulated],
    expects: {
      status: 400,
      code: "AccessDeniedException",
      message: /no resource-based policy allows the comprehend:ImportModel/,
    },
    settles: "comprehend.foreignSource",
    alternatives: { notFound: NOT_FOUND },
    source: assumed("no operation's model has the code"),
  },
  {
    operation: "ImportModel",
    name: "takes no underscore in a version's name",
    input: (stage) => ({ ...ofModel(stage), VersionName: "v_1" }),
    given,
    expects: {
      status: 400,
      code: "ValidationException",
      message: /at 'versionName' failed to satisfy constraint/,
    },
    source: assumed("the shape and its text contradict one another"),
  },
  {
    operation: "DescribeDocumentClassifier",
    name: "tells what a copy was imported from",
    input: async (stage) => ({ DocumentClassifierArn: await copyOf(stage) }),
    given,
    expects: ({ classifier: source }) => ({
      status: 200,
      shape: v.looseObject({
        DocumentClassifierProperties: v.looseObject({
          ...classifier.entries,
          Status: v.literal("TRAINED"),
          SourceModelArn: v.literal(source!),
          VersionName: v.literal("v1"),
        }),
      }),
    }),
    settles: "comprehend.sourceInAnswer",
    alternatives: {
      absent: {
        status: 200,
        shape: v.looseObject({
          DocumentClassifierProperties: v.looseObject({ SourceModelArn: v.optional(v.never()) }),
        }),
      },
    },
    source: botocore("comprehend", "DescribeDocumentClassifier"),
  },
];
