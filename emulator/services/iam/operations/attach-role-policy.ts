import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { onRole } from "../permissions";
import { findPolicy } from "../policies";
import { refusals } from "../refusals";
import { changeRole } from "../roles";
import { arn, roleName } from "../shapes";

export const attachRolePolicy = operation({
  name: "AttachRolePolicy",
  access: "write",
  input: { RoleName: required(roleName), PolicyArn: required(arn) },
  subject: "RoleName",
  permissions: onRole("AttachRolePolicy", { isBounded: true }),
  behaviours: [
    { source: "docs", what: "it counts after a while, and is read at once" },
    { source: "community", what: "what is attached already stays so, without an error" },
  ],
  run({ RoleName, PolicyArn }, call) {
    changeRole(RoleName, call, (role) => {
      if (!findPolicy(PolicyArn, call, "AttachRolePolicy")) throw refusals.notAttachable(PolicyArn);
      if (role.attached.includes(PolicyArn)) return role;
      const limit = call.world.accounts[call.account]!.policiesPerRole;
      if (role.attached.length >= limit) throw refusals.tooManyAttached(limit);
      return { ...role, attached: [...role.attached, PolicyArn] };
    });
    return {};
  },
});
