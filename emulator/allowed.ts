import type { Call } from "./operation";
import { contextOf } from "./policies/context";
import type { Context } from "./policies/context-keys";
import type { Policy } from "./policies/document";
import { decide } from "./policies/layers";
import { identityOf, identityPolicy } from "./services/iam/identities";
import { resourceControlOf, serviceControlOf } from "./services/organizations/control-policies";

/** Something that whoever calls wants to do. */
interface Asked {
  readonly action: string;
  /** An ARN, or `*`. */
  readonly resource: string;
  /** What conditions are told beside what is known of every call. */
  readonly context?: Context;
}

const EVERYTHING: readonly Policy[] = [
  identityPolicy({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }),
];

/** Why the policies over whoever calls do not allow something, as AWS puts it; undefined when they do. */
export function whyDenied({ action, resource, context }: Asked, call: Call): string | undefined {
  const { principal, account } = call;
  const { policies = EVERYTHING, boundary, session } = identityOf(call);
  const serviceControl = serviceControlOf(account, call);
  const { isAllowed, why } = decide(
    { principal, action, resource, context: { ...contextOf(call, resource), ...context } },
    {
      identity: policies,
      resourceControl: resourceControlOf({ action, resource }, call),
      ...(serviceControl && { serviceControl }),
      ...(boundary && { boundary }),
      ...(session && { session }),
    },
  );
  if (isAllowed) return undefined;
  return `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
}
