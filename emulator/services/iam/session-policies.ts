import type { Call } from "../../operation/operation";
import type { Policy } from "../../policies/document";
import { parseIdentityPolicy } from "../../policies/parse";
import { managedPolicy } from "./managed-policies";

/** What a session was handed over when its role was assumed, as one policy; undefined where that was nothing. */
export function sessionPolicyOf(
  call: Pick<Call, "principal" | "world" | "store" | "clock">,
): Policy | undefined {
  const { policy, policyArns = [] } = call.principal;
  if (!policy && policyArns.length === 0) return undefined;
  // A managed policy that is gone meanwhile allows nothing.
  const documents = [policy, ...policyArns.map((arn) => managedPolicy(arn, call))];
  return {
    statements: documents.flatMap((document) =>
      document ? parseIdentityPolicy(JSON.stringify(document)).statements : [],
    ),
  };
}
