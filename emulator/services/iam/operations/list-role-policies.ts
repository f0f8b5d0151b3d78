import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { onePage, paging, pagingBehaviour } from "../listing";
import { onRole } from "../permissions";
import { requireRole } from "../roles";
import { roleName } from "../shapes";

export const listRolePolicies = operation({
  name: "ListRolePolicies",
  access: "read",
  input: { RoleName: required(roleName), ...paging },
  subject: "RoleName",
  permissions: onRole("ListRolePolicies"),
  behaviours: [
    { source: "design", what: "the policies that the world says of a role are called world-1, world-2 …" },
    pagingBehaviour,
  ],
  run({ RoleName, ...page }, call) {
    const names = requireRole(RoleName, call).inline.map(({ name }) => name);
    return onePage("PolicyNames", names.sort(), page, RoleName);
  },
});
