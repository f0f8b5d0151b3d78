import { whyDenied } from "./allowed";
import { AuthorizationError } from "./authorization";
import type { AnyOperation, Call, Permission, Service } from "./operation";
import { asInput } from "./validation/interpret";

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
      const known = context?.(given, call, resource);
      const why = whyDenied({ action, resource, ...(known && { context: known }) }, call);
      if (why !== undefined) throw new AuthorizationError("denied", why);
    }
  }
}
