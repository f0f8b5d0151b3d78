import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { onePage, paging } from "../listing";
import { onRole } from "../permissions";
import { requireRole } from "../roles";
import { roleName } from "../shapes";

export const listInstanceProfilesForRole = operation({
  name: "ListInstanceProfilesForRole",
  access: "read",
  input: { RoleName: required(roleName), ...paging },
  subject: "RoleName",
  permissions: onRole("ListInstanceProfilesForRole"),
  behaviours: [{ source: "design", what: "there are no instance profiles: the list is always empty" }],
  run({ RoleName, ...page }, call) {
    requireRole(RoleName, call);
    return onePage("InstanceProfiles", [], page, RoleName);
  },
});
