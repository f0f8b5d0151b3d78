import * as v from "valibot";

import { hasFirstParty } from "../vocabulary/conditions";
import { botocore, community, docs, type Row, VALIDATION_WORDING } from "../vocabulary/row";
import type { Stage } from "../vocabulary/stage";

const CALLS = [
  "InvokeModel",
  "InvokeModelWithResponseStream",
  "Converse",
  "ConverseStream",
  "CountTokens",
] as const;
const INVALID_MODEL = { status: 400, code: "ValidationException", message: /model identifier is invalid/i };
const SEEN = community("docs/sources.md, Calls of models");

const messages = [{ role: "user", content: [{ text: "Hi" }] }];
const body = new TextEncoder().encode(JSON.stringify({ messages }));
/** Members that an operation does not have are dropped by its client. */
const asked = { body, contentType: "application/json", messages, input: { converse: { messages } } };
const ofFirst = ({ firstParty }: Stage) => ({ ...asked, modelId: firstParty });

/** What costs nothing and accepts nothing, since no model is reached. */
export const runtimeReading: readonly Row[] = [
  ...CALLS.map((operation) => ({
    operation,
    name: "refuses a model that does not exist",
    input: { ...asked, modelId: "example.no-such-model-v1:0" },
    expects: INVALID_MODEL,
    source: SEEN,
  })),
  {
    operation: "Converse",
    name: "refuses a name against the pattern with the pattern",
    input: { ...asked, modelId: "NOT A NAME" },
    expects: {
      status: 400,
      code: "ValidationException",
      message:
        /^1 validation error detected: Value 'NOT A NAME' at 'modelId' failed to satisfy constraint: Member must satisfy regular expression pattern: /,
    },
    source: VALIDATION_WORDING,
  },
];

const isStream = v.custom<object>(
  (value) => typeof value === "object" && value !== null && Symbol.asyncIterator in value,
  "a stream of events",
);
const usage = v.looseObject({
  inputTokens: v.number(),
  outputTokens: v.number(),
  totalTokens: v.number(),
});

/** Calls that are paid for. */
export const runtimeCalls: readonly Row[] = [
  {
    operation: "Converse",
    name: "answers with a message, why it ends, and what it took",
    input: ofFirst,
    given: [hasFirstParty],
    expects: {
      status: 200,
      shape: v.looseObject({
        output: v.looseObject({ message: v.looseObject({ role: v.literal("assistant") }) }),
        stopReason: v.string(),
        usage,
        metrics: v.looseObject({ latencyMs: v.number() }),
      }),
    },
    source: botocore("bedrock-runtime", "Converse"),
  },
  {
    operation: "ConverseStream",
    name: "answers with a stream of events",
    input: ofFirst,
    given: [hasFirstParty],
    expects: { status: 200, shape: v.looseObject({ stream: isStream }) },
    source: botocore("bedrock-runtime", "ConverseStream"),
  },
  {
    operation: "InvokeModel",
    name: "answers in the form of the model's provider",
    input: ofFirst,
    given: [hasFirstParty],
    expects: {
      status: 200,
      shape: v.looseObject({ contentType: v.literal("application/json"), body: v.instance(Uint8Array) }),
    },
    source: botocore("bedrock-runtime", "InvokeModel"),
  },
  {
    operation: "InvokeModel",
    name: "refuses a body that lacks what the provider's form wants",
    input: (stage) => ({ ...ofFirst(stage), body: new TextEncoder().encode("{}") }),
    given: [hasFirstParty],
    expects: { status: 400, code: "ValidationException", message: /required key \[messages\] not found/ },
    source: SEEN,
  },
  {
    operation: "InvokeModelWithResponseStream",
    name: "answers with a stream of chunks",
    input: ofFirst,
    given: [hasFirstParty],
    expects: { status: 200, shape: v.looseObject({ body: isStream }) },
    source: botocore("bedrock-runtime", "InvokeModelWithResponseStream"),
  },
  {
    operation: "CountTokens",
    name: "counts the tokens of a conversation",
    input: ofFirst,
    given: [hasFirstParty],
    expects: { status: 200, shape: v.strictObject({ inputTokens: v.pipe(v.number(), v.minValue(1)) }) },
    source: docs("https://docs.aws.amazon.com/bedrock/latest/userguide/count-tokens.html"),
  },
];
