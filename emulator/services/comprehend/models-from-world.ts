import { createHash } from "node:crypto";

import type { World } from "../../world/schema";
import { partsOf } from "./arns";
import type { Model } from "./model-record";
import { readableText } from "./model-policies";
import { partitionIn } from "../../world/partitions";

/** When the models of the world were trained: before any time that is emulated. */
const BEFORE_TIME = Date.UTC(2023, 5, 13, 12);

/** How long they took: trainings were seen to take between a quarter of an hour and an hour. */
export const TRAINING_TIME = 30 * 60_000;

/** A model as it was before anything happened to it. */
export function modelFromWorld(arn: string, world: World): Model | undefined {
  const given = world.comprehendModels[arn];
  if (!given) return undefined;
  const { status, message, mode, metadata, modelKmsKeyArn, policy, flywheel } = given;
  const text = policy && readableText(JSON.stringify(policy), arn, { world });
  return {
    arn,
    languageCode: given.languageCode,
    ...(partsOf(arn).kind === "document-classifier" && { mode }),
    ...(metadata && { metadata }),
    dataAccessRoleArn: `arn:${partitionIn(arn)}:iam::${partsOf(arn).account}:role/comprehend-training`,
    ...(modelKmsKeyArn !== undefined && { modelKmsKeyId: modelKmsKeyArn }),
    ...(text !== undefined && {
      policy: {
        text,
        put: JSON.stringify(policy),
        // The same in every run: whoever brings a policy along may ask for its revision as well.
        revisionId: createHash("sha256").update(text).digest("hex").slice(0, 32),
        createdAt: BEFORE_TIME,
        modifiedAt: BEFORE_TIME,
      },
    }),
    tags: given.tags,
    endpoints: given.endpoints.map((name) => ({ name, createdAt: BEFORE_TIME })),
    ...(flywheel !== undefined && { flywheel }),
    submittedAt: BEFORE_TIME - TRAINING_TIME,
    ...(status === "SUBMITTED" && { forced: { status } }),
    ...(status !== "SUBMITTED" &&
      status !== "TRAINING" && {
        end: { at: BEFORE_TIME, status, ...(message !== undefined && { message }) },
      }),
  };
}
