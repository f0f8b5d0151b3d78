import type { RecordedAnswer } from "./recorded-answer";

const PLACEBO = "cloud-custodian/cloud-custodian@df800e9e tests/data/placebo";
const NOVEMBER = "recorded 2023-11";

/**
 * What recordings show of Bedrock's answers about custom models. Those of 2023 are older than customizationType and
 * modelStatus, so that these are absent there says nothing of today. No answer about a copy was ever published.
 */
export const recorded: RecordedAnswer[] = [
  {
    operation: "bedrock GetCustomModel",
    what: "a model that was trained",
    source: `${PLACEBO}/test_bedrock_custom_model/bedrock.GetCustomModel_1.json, ${NOVEMBER}`,
    always: [
      "modelArn",
      "modelName",
      "jobArn",
      "baseModelArn",
      "hyperParameters",
      "trainingDataConfig.s3Uri",
      "outputDataConfig.s3Uri",
      "trainingMetrics",
      "validationMetrics",
      "creationTime",
    ],
    never: ["failureMessage"],
  },
  {
    operation: "bedrock ListCustomModels",
    what: "a model of the account, whose baseModelName is an empty text",
    source: `${PLACEBO}/test_bedrock_custom_model/bedrock.ListCustomModels_1.json, ${NOVEMBER}`,
    always: [
      "modelSummaries.modelArn",
      "modelSummaries.modelName",
      "modelSummaries.creationTime",
      "modelSummaries.baseModelArn",
      "modelSummaries.baseModelName",
    ],
    never: ["nextToken"],
  },
  {
    operation: "bedrock DeleteCustomModel",
    what: "a model of the account, which the next list does not have",
    source: `${PLACEBO}/test_bedrock_custom_model_delete, ${NOVEMBER}; tests/test_bedrock.py`,
    always: [],
    never: ["modelArn", "modelStatus"],
  },
];

/** ARNs as they were seen: the base model's id has its context window, so two colons. */
export const recordedArns: readonly string[] = [
  "amazon.titan-text-express-v1:0:8k/w4vtut9aq95n",
  "amazon.nova-2-lite-v1:0:256k/x7wfvyx885l9",
  "meta.llama3-3-70b-instruct-v1:0:128k/ty578u9h2s8j",
  "amazon.nova-pro-v1:0:300k/e4oo8js4bjz5",
].map((id) => `arn:aws:bedrock:us-east-1:111122223333:custom-model/${id}`);
