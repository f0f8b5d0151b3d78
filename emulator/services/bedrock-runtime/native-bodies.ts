import { randomUUID } from "node:crypto";

import type { Target } from "./model-identifiers";
import { refusals } from "./refusals";
import { ANSWER, textsIn, tokensOf } from "./tokens";

type Body = Readonly<Record<string, unknown>>;

/** What a model answers in its provider's own form: at once, and as the chunks of a stream. */
export interface Answer {
  readonly body: object;
  readonly chunks: readonly object[];
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What a form is filled with. */
interface Said {
  readonly id: string;
  readonly modelId: string;
  readonly input: number;
  /** Whether no more than the one token was wanted. */
  readonly isCut: boolean;
}

interface Form {
  /** What a body must have. */
  readonly required: readonly string[];
  /** The most tokens that are wanted. */
  limit(body: Body): unknown;
  body(said: Said): object;
  chunks(said: Said): readonly object[];
}

const anthropic: Form = {
  required: ["anthropic_version", "max_tokens", "messages"],
  limit: ({ max_tokens: limit }) => limit,
  body: (said) => ({
    ...anthropicMessage(said),
    content: [{ type: "text", text: ANSWER }],
    stop_reason: stopReason(said),
    usage: { input_tokens: said.input, output_tokens: 1 },
  }),
  chunks: (said) => [
    { type: "message_start", message: anthropicMessage(said) },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: ANSWER } },
    { type: "content_block_stop", index: 0 },
    {
      type: "message_delta",
      delta: { stop_reason: stopReason(said), stop_sequence: null },
      usage: { output_tokens: 1 },
    },
    { type: "message_stop" },
  ],
};

function anthropicMessage({ id, modelId, input }: Said) {
  return {
    id: `msg_bdrk_${id}`,
    type: "message",
    role: "assistant",
    model: modelId.replace(/^anthropic\.|-v\d+:\d+$/g, ""),
    content: [] as object[],
    stop_reason: null as string | null,
    stop_sequence: null,
    usage: { input_tokens: input, output_tokens: 0 },
  };
}

const nova: Form = {
  required: ["messages"],
  limit: ({ inferenceConfig: config }) => {
    const { maxTokens, max_new_tokens: older } = (config ?? {}) as Body;
    return maxTokens ?? older;
  },
  body: (said) => ({
    output: { message: { content: [{ text: ANSWER }], role: "assistant" } },
    stopReason: stopReason(said),
    usage: novaUsage(said),
  }),
  chunks: (said) => [
    { messageStart: { role: "assistant" } },
    { contentBlockDelta: { delta: { text: ANSWER }, contentBlockIndex: 0 } },
    { contentBlockStop: { contentBlockIndex: 0 } },
    { messageStop: { stopReason: stopReason(said) } },
    { metadata: { usage: novaUsage(said), metrics: {}, trace: {} } },
  ],
};
const novaUsage = ({ input }: Said) => ({ inputTokens: input, outputTokens: 1, totalTokens: input + 1 });

const cohere: Form = {
  required: ["message"],
  limit: ({ max_tokens: limit }) => limit,
  body: (said) => cohereAnswer(said),
  chunks: (said) => [
    { is_finished: false, event_type: "text-generation", text: ANSWER },
    {
      is_finished: true,
      event_type: "stream-end",
      finish_reason: cohereAnswer(said).finish_reason,
      response: cohereAnswer(said),
    },
  ],
};
const cohereAnswer = ({ id, isCut }: Said) => ({
  response_id: id,
  generation_id: id,
  text: ANSWER,
  chat_history: [],
  finish_reason: isCut ? "MAX_TOKENS" : "COMPLETE",
});

const meta: Form = {
  required: ["prompt"],
  limit: ({ max_gen_len: limit }) => limit,
  body: ({ input, isCut }) => ({
    generation: ANSWER,
    prompt_token_count: input,
    generation_token_count: 1,
    stop_reason: isCut ? "length" : "stop",
  }),
  chunks: (said) => [meta.body(said)],
};

const mistral: Form = {
  required: ["prompt"],
  limit: ({ max_tokens: limit }) => limit,
  body: ({ isCut }) => ({ outputs: [{ text: ANSWER, stop_reason: isCut ? "length" : "stop" }] }),
  chunks: (said) => [mistral.body(said)],
};

/** AI21 Labs took it over from OpenAI, as others did. */
const chatCompletions: Form = {
  required: ["messages"],
  limit: ({ max_tokens: limit, max_completion_tokens: newer }) => limit ?? newer,
  body: (said) => completion(said, "chat.completion", "message"),
  chunks: (said) => [completion(said, "chat.completion.chunk", "delta")],
};

function completion({ id, modelId, input, isCut }: Said, object: string, member: "message" | "delta") {
  const said = { role: "assistant", content: ANSWER };
  return {
    id: `chatcmpl-${id}`,
    object,
    model: modelId,
    choices: [{ index: 0, [member]: said, finish_reason: isCut ? "length" : "stop" }],
    usage: { prompt_tokens: input, completion_tokens: 1, total_tokens: input + 1 },
  };
}

/** Nobody's form is known of these. */
const embeddings: Form = {
  required: [],
  limit: () => undefined,
  body: ({ input }) => ({ embedding: [0], embeddings: [[0]], inputTextTokenCount: input }),
  chunks: (said) => [embeddings.body(said)],
};

/** Forms by what ids begin with. */
const FORMS: readonly (readonly [prefix: string, form: Form])[] = [
  ["anthropic.", anthropic],
  ["amazon.nova", nova],
  ["cohere.command-r", cohere],
  ["meta.", meta],
  ["mistral.", mistral],
  ["ai21.", chatCompletions],
];

/** The answer of one token. @throws AwsError when the body is not in the provider's form */
export function answerTo({ id: modelId, model }: Target, body: Body): Answer {
  const known = FORMS.find(([prefix]) => modelId.startsWith(prefix))?.[1];
  const isText = model.outputModalities.includes("TEXT");
  const missing = isText ? (known?.required ?? []).filter((key) => body[key] === undefined) : [];
  if (missing.length > 0) {
    throw refusals.malformed(`: ${missing.map((key) => `#: required key [${key}] not found`).join("")}`);
  }
  const form = isText ? (known ?? chatCompletions) : embeddings;
  const said = {
    id: randomUUID(),
    modelId,
    input: tokensOf(textsIn(body)),
    isCut: form.limit(body) === 1,
  };
  return { body: form.body(said), chunks: form.chunks(said), inputTokens: said.input, outputTokens: 1 };
}

function stopReason({ isCut }: Said): string {
  return isCut ? "max_tokens" : "end_turn";
}
