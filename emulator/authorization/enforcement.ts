import { isGoverned, whyDenied } from "./allowed";
import { AuthorizationError } from "../behaviours/refusals";
import type { AnyOperation, Call, PermissionFor, Service } from "../operation/operation";
import { requestTags } from "../policies/request-tags";
import { asInput } from "../validation/interpret";

/**
 * Refuses what the policies over the caller do not allow. Where a resource's own policy has a say, the operation asks itself.
 * @param services all of them: an action may be on a thing of another one
 * @throws AuthorizationError with AWS's words
 */
export function enforce(
  services: readonly Service[],
  service: Service,
  operation: AnyOperation,
  input: Record<string, unknown>,
  call: Call,
): void {
  if (call.principal.kind === "anonymous") return;
  const given = asInput(input) as never;
  for (const permission of permissionsOf(service, operation)) {
    const { action, on, context, when, isAskedLater } = permission;
    if (isAskedLater || (when && !when(given, call))) continue;
    for (const resource of arnsOf(on, given, call)) {
      if (!isGoverned({ action, resource }, call)) continue;
      const known = {
        ...requestTags(input),
        ...ownerOf(resource, services)?.resourceKeys?.(resource, call),
      };
      for (const more of [context?.(given, call, resource) ?? {}].flat()) {
        const why = whyDenied({ action, resource, context: { ...known, ...more } }, call);
        if (why !== undefined) throw new AuthorizationError("denied", why);
      }
    }
  }
}

/** What the caller of an operation has to be allowed: its own action where nothing else is said. */
export function permissionsOf(
  { signingName, actionPrefix = signingName }: Service,
  { name, permissions = [{}] }: AnyOperation,
): (PermissionFor<never> & { readonly action: string })[] {
  const own = `${actionPrefix}:${name}`;
  return permissions.map((permission) => ({ ...permission, action: permission.action ?? own }));
}

function arnsOf(on: PermissionFor<never>["on"], given: never, call: Call): readonly string[] {
  if (!on) return ["*"];
  const ofEach = typeof on === "function" ? [on] : Object.values(on);
  const arns = ofEach.flatMap((of) => of(given, call) ?? []);
  // The thing need not be named, or is one that does not exist.
  return arns.length === 0 ? ["*"] : arns;
}

function ownerOf(arn: string, services: readonly Service[]): Service | undefined {
  const prefix = arn.split(":")[2];
  return services.find(({ signingName, actionPrefix = signingName }) => actionPrefix === prefix);
}
