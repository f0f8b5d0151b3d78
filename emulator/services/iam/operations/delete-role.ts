import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { onRole } from "../permissions";
import { refusals } from "../refusals";
import { sessionsOfDeleted } from "../role-identity";
import { changeRole } from "../roles";
import { roleName } from "../shapes";

export const deleteRole = operation({
  name: "DeleteRole",
  access: "write",
  input: { RoleName: required(roleName) },
  subject: "RoleName",
  permissions: onRole("DeleteRole", { isBounded: true }),
  behaviours: [
    { source: "docs", what: "its policies have to be detached and deleted before" },
    sessionsOfDeleted,
  ],
  run({ RoleName }, call) {
    changeRole(RoleName, call, ({ attached, inline }) => {
      if (attached.length > 0) throw refusals.stillAttached();
      if (inline.length > 0) throw refusals.stillInline();
      return null;
    });
    return {};
  },
});
