import { notEmulated } from "../../behaviours/refusals";
import type { Call } from "../../operation/operation";
import { type Input, inHeader, payload, text } from "../../validation/shapes";
import { admit, subscribes } from "./access";
import { findTarget, modelId } from "./model-identifiers";
import { type Answer, answerTo } from "./native-bodies";
import { refusals } from "./refusals";

/** What InvokeModel and its stream take; the rest of their headers changes nothing here. */
const invocation = {
  modelId,
  body: payload({ min: 0, max: 25_000_000 }),
  guardrailIdentifier: inHeader(text({ min: 0, max: 2048 }), "X-Amzn-Bedrock-GuardrailIdentifier"),
};

type Invocation = Input<typeof invocation>;

export const invoking = {
  input: invocation,
  subject: "modelId",
  writes: ({ modelId: given }: Invocation, call: Call) => subscribes(findTarget(given, call), call),
} as const;

/** What the model says. @throws AwsError when it does not answer the caller, or not this */
export function invoke({ modelId: given, body, guardrailIdentifier }: Invocation, call: Call): Answer {
  const target = findTarget(given, call);
  if (guardrailIdentifier) throw notEmulated("guardrails in a call of a model");
  admit(target, call);
  return answerTo(target, bodyOf(body));
}

/** A body in a provider's own form. */
export function bodyOf(body: Buffer | undefined): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse((body ?? "").toString());
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
      return parsed as Record<string, unknown>;
    }
  } catch {
    // Neither JSON nor an object: both are refused alike.
  }
  throw refusals.malformed("");
}
