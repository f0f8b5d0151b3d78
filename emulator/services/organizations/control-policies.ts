import type { Call } from "../../operation";
import type { Policy } from "../../policies/document";
import { readPolicy } from "../../policies/parse";
import type { World } from "../../world/schema";
import { identityPolicy } from "../iam/identities";
import { type Organization, organizationOf, parentOf } from "./membership";

type Type = Organization["policies"][string]["type"];
type Emulated = Pick<Call, "world" | "store">;

const FULL_ACCESS = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };

/**
 * The service control policies over an account, those of the root first and its own last; undefined where none holds: outside
 * an organization, in the account that manages it, and where the type is not enabled.
 */
export function serviceControlOf(account: string, emulated: Emulated): Policy[][] | undefined {
  const organization = organizationOf(account, emulated.world);
  if (!organization || account === organization.managementAccountId) return undefined;
  if (!isEnabled("SERVICE_CONTROL_POLICY", organization)) return undefined;
  return lineOf(account, organization).map((target) =>
    [FULL_ACCESS, ...attachedTo(target, "SERVICE_CONTROL_POLICY", organization)].map(identityPolicy),
  );
}

/** The resource control policies over what an account owns. */
export function resourceControlOf(account: string, emulated: Emulated): Policy[] {
  const organization = organizationOf(account, emulated.world);
  if (!organization || account === organization.managementAccountId) return [];
  return lineOf(account, organization).flatMap((target) =>
    attachedTo(target, "RESOURCE_CONTROL_POLICY", organization).map((document) => readPolicy(document)),
  );
}

function isEnabled(type: Type, { policies }: Organization): boolean {
  return Object.values(policies).some((policy) => policy.type === type);
}

function attachedTo(target: string, type: Type, { policies }: Organization): object[] {
  return Object.values(policies)
    .filter((policy) => policy.type === type && policy.targets.includes(target))
    .map(({ document }) => document);
}

/** The root, the units and the account, from above. */
function lineOf(child: string, organization: NonNullable<World["organization"]>): string[] {
  const above = parentOf(child, organization);
  return above === undefined ? [child] : [...lineOf(above, organization), child];
}
