import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { checkInline, inlineVersion, policyDocument } from "../documents";
import { onRole } from "../permissions";
import { changeRole } from "../roles";
import { policyName, roleName } from "../shapes";

export const putRolePolicy = operation({
  name: "PutRolePolicy",
  access: "write",
  input: {
    RoleName: required(roleName),
    PolicyName: required(policyName),
    PolicyDocument: required(policyDocument),
  },
  subject: "RoleName",
  permissions: onRole("PutRolePolicy", { isBounded: true }),
  behaviours: [{ source: "docs", what: "a policy of that name that is there is replaced" }, inlineVersion],
  run({ RoleName, PolicyName: name, PolicyDocument: document }, call) {
    changeRole(RoleName, call, (role) => {
      const others = role.inline.filter((one) => one.name !== name);
      checkInline(document, others, RoleName, call);
      return { ...role, inline: [...others, { name, document }] };
    });
    return {};
  },
});
