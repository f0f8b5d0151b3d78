import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { checkTrust, policyDocument } from "../documents";
import { onRole } from "../permissions";
import { changeRole } from "../roles";
import { roleName } from "../shapes";

export const updateAssumeRolePolicy = operation({
  name: "UpdateAssumeRolePolicy",
  access: "write",
  input: { RoleName: required(roleName), PolicyDocument: required(policyDocument) },
  subject: "RoleName",
  permissions: onRole("UpdateAssumeRolePolicy", { isBounded: true }),
  behaviours: [
    { source: "design", what: "what the world says of who may assume its role counts no more after this" },
  ],
  run({ RoleName, PolicyDocument: trust }, call) {
    changeRole(RoleName, call, (role) => {
      checkTrust(trust, call);
      return { ...role, trust };
    });
    return {};
  },
});
