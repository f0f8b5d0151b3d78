import { operation } from "../../../operation/operation";
import { optional, required } from "../../../validation/shapes";
import { onRole } from "../permissions";
import { changeRole } from "../roles";
import { maxSessionDuration, roleDescription, roleName } from "../shapes";

export const updateRole = operation({
  name: "UpdateRole",
  access: "write",
  input: {
    RoleName: required(roleName),
    Description: optional(roleDescription),
    MaxSessionDuration: optional(maxSessionDuration),
  },
  subject: "RoleName",
  permissions: onRole("UpdateRole", { isBounded: true }),
  behaviours: [{ source: "recorded", what: "what is not given stays as it is" }],
  run({ RoleName, Description, MaxSessionDuration }, call) {
    changeRole(RoleName, call, (role) => ({
      ...role,
      ...(Description !== undefined && { description: Description }),
      ...(MaxSessionDuration !== undefined && { maxSessionDuration: MaxSessionDuration }),
    }));
    return {};
  },
});
