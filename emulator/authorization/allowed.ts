import type { Call } from "../operation/operation";
import { contextOf } from "../services/iam/call-context";
import type { Context } from "../policies/context-keys";
import { ALLOW_EVERYTHING, type Policy } from "../policies/document";
import { decide } from "../policies/layers";
import { identityOf, identityPolicy } from "../services/iam/identities";
import { resourceControlOf, serviceControlOf } from "../services/organizations/control-policies";

/** Something that whoever calls wants to do. */
interface Asked {
  readonly action: string;
  /** An ARN, or `*`. */
  readonly resource: string;
  /** What conditions are told beside what is known of every call. */
  readonly context?: Context;
}

/** What the resource itself says. */
interface Resource {
  readonly policy: Policy | undefined;
  readonly owner: string;
  /** Nobody may do anything with it whom its policy does not mention: a key of KMS. */
  readonly mustAllow?: boolean;
}

const EVERYTHING: readonly Policy[] = [identityPolicy(ALLOW_EVERYTHING)];

/** Which services say nothing of a resource where they know none; the others say `*`. */
const SILENT_OF_EVERYTHING = ["bedrock", "comprehend", "license-manager"];

/** Whether anybody has narrowed what whoever calls may do with a resource; in most worlds nobody has. */
export function isGoverned(asked: Asked, call: Call): boolean {
  const { policies, boundary, session, serviceControl, resourceControl } = layersOver(asked, call);
  const isOpen = [policies, boundary, session, serviceControl].every((layer) => layer === undefined);
  return !isOpen || resourceControl.length > 0;
}

/**
 * Why the policies over whoever calls do not allow something, as AWS puts it; undefined when they do: those of the identity, its
 * boundary and session, the control policies of the organization, and that of the resource where it has one.
 */
export function whyDenied(asked: Asked, call: Call, resource?: Resource): string | undefined {
  const { action, resource: arn, context } = asked;
  const { principal } = call;
  const {
    policies = EVERYTHING,
    boundary,
    session,
    serviceControl,
    resourceControl,
  } = layersOver(asked, call);
  const { isAllowed, why } = decide(
    { principal, action, resource: arn, context: { ...contextOf(call, arn), ...context } },
    {
      identity: policies,
      resourceControl,
      ...(serviceControl && { serviceControl }),
      ...(boundary && { boundary }),
      ...(session && { session }),
      ...(resource && { owner: resource.owner, resourceMustAllow: resource.mustAllow ?? false }),
      ...(resource?.policy && { resource: resource.policy }),
    },
  );
  if (isAllowed) return undefined;
  const isSilent = arn === "*" && SILENT_OF_EVERYTHING.includes(action.split(":")[0]!);
  const on = isSilent ? "" : ` on resource: ${arn}`;
  return `User: ${principal.arn} is not authorized to perform: ${action}${on} ${why}`;
}

function layersOver({ action, resource }: Asked, call: Call) {
  const { account } = call.principal;
  return {
    ...identityOf(call),
    serviceControl: serviceControlOf(account, call),
    resourceControl: resourceControlOf({ action, resource }, call),
  };
}
