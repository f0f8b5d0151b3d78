import type { Call } from "../../operation/operation";
import { parseControlPolicy } from "../../policies/control";
import type { Policy } from "../../policies/document";
import { parsePolicy } from "../../policies/parse";
import type { ControlType } from "../../world/identities";
import { attachedTo, controlInForce, type ControlState, policyOf } from "./control-state";
import { managedIdOf, managedPolicy } from "./managed-policies";
import { type Organization, organizationOf, parentOf } from "./membership";
import { isResourceControlled } from "./resource-controlled";

type Emulated = Pick<Call, "world" | "store" | "clock">;

const FULL_ACCESS = managedIdOf("SERVICE_CONTROL_POLICY");
const FULL = parsePolicy(managedPolicy(FULL_ACCESS)!.content, { principal: false });

/**
 * The service control policies over an account, those of the root first and its own last; undefined where none holds: outside
 * an organization, in the account that manages it, where the type is not enabled, and where AWS's own is all there is.
 */
export function serviceControlOf(account: string, emulated: Emulated): Policy[][] | undefined {
  const over = controlOver(account, "SERVICE_CONTROL_POLICY", emulated);
  if (!over || over.levels.every((ids) => ids.length === 1 && ids[0] === FULL_ACCESS)) return undefined;
  return over.levels.map((ids) =>
    ids.map((id) => (id === FULL_ACCESS ? FULL : parseOf(id, "SERVICE_CONTROL_POLICY", over.state))),
  );
}

/**
 * The resource control policies that have a say in an action on something, which are those of its owner: all but AWS's own,
 * which allows everything. Of most services they are never asked, nor of an action that is about nothing.
 */
export function resourceControlOf(
  { action, resource }: { readonly action: string; readonly resource: string },
  emulated: Emulated,
): Policy[] {
  const owner = resource.split(":")[4];
  if (!owner || !isResourceControlled(action)) return [];
  const over = controlOver(owner, "RESOURCE_CONTROL_POLICY", emulated);
  if (!over) return [];
  const own = over.levels.flat().filter((id) => !managedPolicy(id));
  return own.map((id) => parseOf(id, "RESOURCE_CONTROL_POLICY", over.state));
}

/** The policies over an account by level, from above. */
function controlOver(
  account: string,
  type: ControlType,
  emulated: Emulated,
): { readonly levels: string[][]; readonly state: ControlState } | undefined {
  const organization = organizationOf(account, emulated.world);
  if (!organization || account === organization.managementAccountId) return undefined;
  const state = controlInForce(organization, emulated);
  if (state.enabled[type] === undefined) return undefined;
  return { levels: lineOf(account, organization).map((target) => attachedTo(target, type, state)), state };
}

function parseOf(id: string, type: ControlType, state: ControlState): Policy {
  return parseControlPolicy(type, policyOf(id, state)!.content);
}

/** The root, the units and the account, from above. */
function lineOf(child: string, organization: Organization): string[] {
  const above = parentOf(child, organization);
  return above === undefined ? [child] : [...lineOf(above, organization), child];
}
