import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { boundaryArn, requireBoundary } from "../boundaries";
import { onRole } from "../permissions";
import { changeRole } from "../roles";
import { roleName } from "../shapes";

export const putRolePermissionsBoundary = operation({
  name: "PutRolePermissionsBoundary",
  access: "write",
  input: { RoleName: required(roleName), PermissionsBoundary: required(boundaryArn) },
  subject: "RoleName",
  permissions: onRole("PutRolePermissionsBoundary", { isBounded: true }),
  behaviours: [{ source: "docs", what: "a boundary may be a policy of the account or one of AWS's own" }],
  run({ RoleName, PermissionsBoundary: boundary }, call) {
    changeRole(RoleName, call, (role) => {
      requireBoundary(boundary, call, "PutRolePermissionsBoundary");
      return { ...role, boundary };
    });
    return {};
  },
});
