import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { requirePolicyArn } from "../arns";
import { onRole } from "../permissions";
import { refusals } from "../refusals";
import { changeRole } from "../roles";
import { arn, roleName } from "../shapes";

export const detachRolePolicy = operation({
  name: "DetachRolePolicy",
  access: "write",
  input: { RoleName: required(roleName), PolicyArn: required(arn) },
  subject: "RoleName",
  permissions: onRole("DetachRolePolicy", { isBounded: true }),
  behaviours: [{ source: "recorded", what: "a policy that is not attached is not found" }],
  run({ RoleName, PolicyArn }, call) {
    requirePolicyArn(PolicyArn);
    changeRole(RoleName, call, (role) => {
      if (!role.attached.includes(PolicyArn)) throw refusals.noSuchPolicy(PolicyArn);
      return { ...role, attached: role.attached.filter((one) => one !== PolicyArn) };
    });
    return {};
  },
});
