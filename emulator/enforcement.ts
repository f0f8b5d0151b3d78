import { AuthorizationError } from "./authorization";
import type { AnyOperation, Call, Permission, Service } from "./operation";
import type { Context } from "./policies/context-keys";
import { contextOf } from "./policies/context";
import type { Policy } from "./policies/document";
import { decide } from "./policies/layers";
import { identityOf, identityPolicy } from "./services/iam/identities";
import { resourceControlOf, serviceControlOf } from "./services/organizations/control-policies";
import { asInput } from "./validation/interpret";

const EVERYTHING: readonly Policy[] = [
  identityPolicy({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }),
];

/**
 * Refuses what the policies over the caller do not allow: those of the identity, its boundary and session, and the control
 * policies of the organization. A resource's own policy is asked by the operations that know it.
 * @throws AuthorizationError with AWS's words
 */
export function enforce(
  service: Service,
  operation: AnyOperation,
  input: Record<string, unknown>,
  call: Call,
): void {
  if (call.principal.kind === "anonymous") return;
  const own = { action: `${service.actionPrefix ?? service.signingName}:${operation.name}` };
  const needed = (operation.permissions ?? [own]) as readonly Permission[];
  const given = asInput(input) as never;
  for (const { action, on, context, when } of needed) {
    if (when && !when(given, call)) continue;
    for (const resource of [on?.(given, call) ?? "*"].flat()) {
      const why = whyDenied(action, resource, context?.(given, call, resource), call);
      if (why !== undefined) throw new AuthorizationError("denied", why);
    }
  }
}

/** Whether the caller may do something that a call does beside what it is for. */
export function mayDo(action: string, resource: string, context: Context, call: Call): boolean {
  return whyDenied(action, resource, context, call) === undefined;
}

/** Why the caller may not do that, as AWS puts it; undefined when he may. */
function whyDenied(
  action: string,
  resource: string,
  context: Context | undefined,
  call: Call,
): string | undefined {
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
