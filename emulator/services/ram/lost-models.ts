import { assume } from "../../behaviours/assumptions";
import { customModelAt } from "../bedrock/custom-models";
import type { Association, Emulated } from "./records";

export const lostModel = assume(
  "ram.lostModel",
  "a model that is deleted stays in its shares as it was: ASSOCIATED, and AVAILABLE among the resources",
  {
    disassociated: "it is DISASSOCIATED",
    failed: "its association turns to FAILED",
    unavailable: "it stays ASSOCIATED, and is UNAVAILABLE among the resources",
  },
);

type Shared = Pick<Association, "type" | "entity" | "failure">;

/** What becomes of an association by the end of its model, in an AWS where that is anything. */
export function statusOfLost(
  association: Shared,
  emulated: Emulated,
): "DISASSOCIATED" | "FAILED" | undefined {
  if (lostModel.is("disassociated", emulated) && isLost(association, emulated)) return "DISASSOCIATED";
  return lostModel.is("failed", emulated) && isLost(association, emulated) ? "FAILED" : undefined;
}

export function isUnavailable(association: Shared, emulated: Emulated): boolean {
  return lostModel.is("unavailable", emulated) && isLost(association, emulated);
}

export function notFound(resourceArn: string): string {
  return `The resource ${resourceArn} could not be found.`;
}

function isLost({ type, entity, failure }: Shared, emulated: Emulated): boolean {
  return type === "RESOURCE" && failure === undefined && customModelAt(entity, emulated) === undefined;
}
