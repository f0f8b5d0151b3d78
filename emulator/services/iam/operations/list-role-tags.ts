import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { onePage, paging, pagingBehaviour } from "../listing";
import { onRole } from "../permissions";
import { requireRole } from "../roles";
import { roleName } from "../shapes";
import { sorted } from "../tags";

export const listRoleTags = operation({
  name: "ListRoleTags",
  access: "read",
  input: { RoleName: required(roleName), ...paging },
  subject: "RoleName",
  permissions: onRole("ListRoleTags"),
  behaviours: [{ source: "recorded", what: "in the order of the keys" }, pagingBehaviour],
  run({ RoleName, ...page }, call) {
    return onePage("Tags", sorted(requireRole(RoleName, call).tags), page, RoleName);
  },
});
