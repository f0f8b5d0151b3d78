import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { describedRole } from "../descriptions";
import { onRole } from "../permissions";
import { requireRole } from "../roles";
import { roleName } from "../shapes";

export const getRole = operation({
  name: "GetRole",
  access: "read",
  input: { RoleName: required(roleName) },
  subject: "RoleName",
  permissions: onRole("GetRole", { isBounded: true }),
  behaviours: [
    { source: "docs", what: "the trust policy is encoded after RFC 3986" },
    { source: "design", what: "RoleLastUsed is always empty" },
  ],
  run({ RoleName }, call) {
    return { Role: describedRole(requireRole(RoleName, call), call) };
  },
});
