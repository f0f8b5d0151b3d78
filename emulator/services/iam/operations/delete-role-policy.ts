import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { onRole } from "../permissions";
import { refusals } from "../refusals";
import { changeRole } from "../roles";
import { policyName, roleName } from "../shapes";

export const deleteRolePolicy = operation({
  name: "DeleteRolePolicy",
  access: "write",
  input: { RoleName: required(roleName), PolicyName: required(policyName) },
  subject: "RoleName",
  permissions: onRole("DeleteRolePolicy", { isBounded: true }),
  behaviours: [{ source: "recorded", what: "a policy that is not there is not found" }],
  run({ RoleName, PolicyName }, call) {
    changeRole(RoleName, call, (role) => {
      const rest = role.inline.filter(({ name }) => name !== PolicyName);
      if (rest.length === role.inline.length) throw refusals.noSuchInlinePolicy(PolicyName);
      return { ...role, inline: rest };
    });
    return {};
  },
});
