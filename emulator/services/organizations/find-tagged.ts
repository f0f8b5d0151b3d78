import type { Call } from "../../operation/operation";
import { changeControl, controlState } from "./control-state";
import { requireTarget } from "./find-policy";
import { managedOrganization } from "./managing";
import { refusals } from "./refusals";
import type { Tags } from "./tags";

/** What can have tags: a policy that is not AWS's own, an account, a unit, the root. */
function requireTagged(id: string, call: Call) {
  const organization = managedOrganization(call);
  if (!id.startsWith("p-")) requireTarget(id, organization);
  else if (!controlState(organization, call).policies[id]) throw refusals.unknownTarget();
  return organization;
}

export function tagsOf(id: string, call: Call): Tags {
  return controlState(requireTagged(id, call), call).tags[id] ?? {};
}

export function putTags(id: string, tags: Tags, call: Call): void {
  changeControl(requireTagged(id, call), call, (state) => ({ tags: { ...state.tags, [id]: tags } }));
}
