import { notEmulated } from "../../behaviours/refusals";
import type { Call } from "../../operation/operation";
import { choice } from "../../validation/shapes";
import { CONTROL_TYPES, type ControlType } from "../../world/identities";
import { controlState } from "./control-state";
import type { Organization } from "./membership";

/** Types of policies of which an account has one that is made of all, which AWS tells. */
const EFFECTIVE = [
  "TAG_POLICY",
  "BACKUP_POLICY",
  "AISERVICES_OPT_OUT_POLICY",
  "CHATBOT_POLICY",
  "DECLARATIVE_POLICY_EC2",
  "SECURITYHUB_POLICY",
  "INSPECTOR_POLICY",
  "UPGRADE_ROLLOUT_POLICY",
  "BEDROCK_POLICY",
  "S3_POLICY",
  "NETWORK_SECURITY_DIRECTOR_POLICY",
  "GUARDDUTY_POLICY",
] as const;

export const effectiveType = choice(EFFECTIVE);
export const policyType = choice([...CONTROL_TYPES, ...EFFECTIVE]);

type PolicyType = ControlType | (typeof EFFECTIVE)[number];

export const onlyControl = {
  source: "design",
  what: "of the types only SERVICE_CONTROL_POLICY and RESOURCE_CONTROL_POLICY are emulated; there is nothing of the others",
} as const;

export function isControlType(type: string): type is ControlType {
  return (CONTROL_TYPES as readonly string[]).includes(type);
}

export function requireControlType(type: PolicyType): ControlType {
  if (!isControlType(type)) throw notEmulated(`policies of the type ${type}`);
  return type;
}

/** The types that the root has enabled, and how far that is. */
export function policyTypesOf(of: Organization, call: Pick<Call, "world" | "store" | "clock">) {
  const { enabled } = controlState(of, call);
  const { policyTypeEnabledAfterSeconds: seconds } = call.world.timing.organization;
  return CONTROL_TYPES.flatMap((Type) => {
    const since = enabled[Type];
    if (since === undefined) return [];
    return [{ Type, Status: call.clock.hasPassed(since, seconds) ? "ENABLED" : "PENDING_ENABLE" }];
  });
}
