import type { Call } from "../../operation/operation";
import { defaultDocument, policyInForce } from "./policies";

/**
 * The document of a managed policy by its ARN, as it counts: AWS's own, or one of a customer's.
 * @returns undefined when there is none, or not yet, or no more
 */
export function managedPolicy(
  arn: string,
  emulated: Pick<Call, "store" | "clock" | "world">,
): object | undefined {
  const policy = policyInForce(arn, emulated);
  return policy && (JSON.parse(defaultDocument(policy)) as object);
}
