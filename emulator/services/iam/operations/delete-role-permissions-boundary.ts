import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { onRole } from "../permissions";
import { changeRole } from "../roles";
import { roleName } from "../shapes";

export const deleteRolePermissionsBoundary = operation({
  name: "DeleteRolePermissionsBoundary",
  access: "write",
  input: { RoleName: required(roleName) },
  subject: "RoleName",
  permissions: onRole("DeleteRolePermissionsBoundary", { isBounded: true }),
  behaviours: [{ source: "design", what: "a role that has none is no error" }],
  run({ RoleName }, call) {
    changeRole(RoleName, call, ({ boundary: _, ...role }) => role);
    return {};
  },
});
