import { randomBytes } from "node:crypto";

import type { Call } from "../../operation";
import { canonicalText } from "../../policies/canonical";
import type { Policy } from "../../policies/document";
import { parsePolicy, PolicyError } from "../../policies/parse";
import type { World } from "../../world/schema";
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

/** A policy as it will be read. */
export function readableText(text: string, { comprehend }: World): string {
  return comprehend.policyText === "normalized" ? canonicalText(text) : text;
}

/** A policy that somebody puts where there may be one. */
export function newPolicy(
  text: string,
  before: ModelPolicy | undefined,
  { world, clock }: Pick<Call, "world" | "clock">,
): ModelPolicy {
  return {
    text: readableText(text, world),
    revisionId: randomBytes(16).toString("hex"),
    createdAt: before?.createdAt ?? clock.now(),
    modifiedAt: clock.now(),
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
