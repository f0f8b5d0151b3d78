import {
  choice,
  type Input,
  integer,
  list,
  optional,
  required,
  structure,
  text,
} from "../../validation/shapes";
import { notEmulated } from "../../behaviours/refusals";
import type { Call } from "../../operation/operation";
import { admit, subscribes } from "./access";
import { findTextModel, modelId, permission } from "./model-identifiers";
import { refusals } from "./refusals";
import { ANSWER, tokensOf } from "./tokens";

/** What is no text, such as an image or a tool, is taken and not looked at. */
const content = list(structure({ text: optional(text()) }));

export const messages = list(
  structure({
    role: required(choice(["user", "assistant", "system"])),
    content: required(content),
  }),
);
export const system = list(structure({ text: optional(text({ min: 1 })) }));

/** What Converse and ConverseStream take. */
const conversation = {
  modelId,
  messages: optional(messages),
  system: optional(system),
  inferenceConfig: optional(structure({ maxTokens: optional(integer({ min: 1 })) })),
  guardrailConfig: optional(structure({})),
};

type Conversation = Input<typeof conversation>;

/** Converse has no action of its own: who may invoke a model may converse with it. */
export const conversing = {
  input: conversation,
  subject: "modelId",
  permissions: [permission("bedrock:InvokeModel")],
  writes: ({ modelId: given }: Conversation, call: Call) => subscribes(findTextModel(given, call), call),
} as const;

/** The answer of one token. @throws AwsError when the model does not answer the caller, or not this */
export function converseWith({ modelId: given, ...said }: Conversation, call: Call) {
  const target = findTextModel(given, call);
  if (said.guardrailConfig) throw notEmulated("guardrails in a call of a model");
  admit(target, call);
  const inputTokens = countOf(said);
  return {
    message: { role: "assistant", content: [{ text: ANSWER }] },
    stopReason: said.inferenceConfig?.maxTokens === 1 ? "max_tokens" : "end_turn",
    usage: { inputTokens, outputTokens: 1, totalTokens: inputTokens + 1 },
    metrics: { latencyMs: 1 },
  };
}

/** How many tokens a conversation has so far. */
export function countOf({
  messages: given = [],
  system: rules = [],
}: Pick<Conversation, "messages" | "system">) {
  if (given.find(({ role }) => role !== "system")?.role !== "user") throw refusals.noUserMessage();
  const blocks = [...rules, ...given.flatMap((message) => message.content)];
  return tokensOf(blocks.map(({ text: one = "" }) => one));
}
