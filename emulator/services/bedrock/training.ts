import { createHash } from "node:crypto";

import { partsOf } from "./model-arns";
import { partitionOf } from "../../world/partitions";

/** What GetCustomModel tells of how a model was trained. */
export interface Training {
  readonly jobArn: string;
  readonly hyperParameters: Readonly<Record<string, string>>;
  readonly trainingDataConfig: { readonly s3Uri: string };
  readonly outputDataConfig: { readonly s3Uri: string };
  readonly trainingMetrics: { readonly trainingLoss: number };
  readonly validationMetrics: readonly { readonly validationLoss: number }[];
}

/** The training of a model of the world, of which nothing is known: it is made up, always in the same way. */
export function trainingOf(modelArn: string): Training {
  const { region, account, baseModelId } = partsOf(modelArn);
  const id = createHash("sha256").update(modelArn).digest("hex").slice(0, 12);
  return {
    jobArn: `arn:${partitionOf(region)}:bedrock:${region}:${account}:model-customization-job/${baseModelId}/${id}`,
    hyperParameters: { batchSize: "1", epochCount: "2", learningRate: "0.00001" },
    trainingDataConfig: { s3Uri: `s3://training-${account}/${id}.jsonl` },
    outputDataConfig: { s3Uri: `s3://training-${account}/output` },
    trainingMetrics: { trainingLoss: 1.25 },
    validationMetrics: [{ validationLoss: 1.5 }],
  };
}
