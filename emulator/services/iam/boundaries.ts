import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import { findPolicy } from "./policies";
import { refusals } from "./refusals";
import { arn } from "./shapes";

export const boundaryArn = arn;

export const boundaryInUse = assume(
  "iam.boundaryInUse",
  "a managed policy that is the boundary of a role cannot be deleted",
  { deleted: "it can, and the role is then allowed nothing" },
);

/** Refuses a permissions boundary that is no policy. */
export function requireBoundary(given: string, call: Call, action: string): void {
  if (!findPolicy(given, call, action)) throw refusals.noSuchBoundary(given);
}
