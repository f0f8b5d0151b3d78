import { randomBytes } from "node:crypto";

import type { Call } from "../../operation";
import { assume } from "../../assumptions";
import { canonicalText } from "../../policies/canonical";
import type { Policy } from "../../policies/document";
import { parsePolicy, PolicyError } from "../../policies/parse";
import type { Emulated, Model, ModelPolicy } from "./models";

/** What a policy of a model can allow. */
export const IMPORT_MODEL = "comprehend:ImportModel";

/** Why a text is no policy of a model; undefined when it is one. */
export function problemOf(text: string): string | undefined {
  try {
    const { statements } = parsePolicy(text);
    const others = statements
      .flatMap(({ actions }) => actions.named)
      .filter((named) => named !== IMPORT_MODEL);
    return others.length > 0 ? `it names ${others.join(", ")}` : undefined;
  } catch (error) {
    if (error instanceof PolicyError) return error.message;
    throw error;
  }
}

export const policyText = assume(
  "comprehend.policyText",
  "the text is read in AWS's own form: no blanks, its own order, lists of one as the one thing (the CLI's example)",
  { verbatim: "it is read letter by letter as it was put" },
);

/** A policy as it will be read. */
export function readableText(text: string, of: Pick<Call, "world">): string {
  return policyText.is("verbatim", of) ? text : canonicalText(text);
}

/** A policy that somebody puts where there may be one. */
export function newPolicy(
  text: string,
  before: ModelPolicy | undefined,
  call: Pick<Call, "world" | "clock">,
): ModelPolicy {
  return {
    text: readableText(text, call),
    revisionId: randomBytes(16).toString("hex"),
    createdAt: before?.createdAt ?? call.clock.now(),
    modifiedAt: call.clock.now(),
    ...(before && { before: before.text }),
  };
}

/** The policy that others meet, which may still be the one before. */
export function policyInForce({ policy }: Model, { clock, world }: Emulated): Policy | undefined {
  if (!policy) return undefined;
  const { policyInForceAfterSeconds } = world.timing.imports;
  const text = clock.hasPassed(policy.modifiedAt, policyInForceAfterSeconds) ? policy.text : policy.before;
  return text === undefined ? undefined : parsePolicy(text);
}
