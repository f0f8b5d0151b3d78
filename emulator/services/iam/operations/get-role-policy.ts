import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { encoded } from "../documents";
import { onRole } from "../permissions";
import { refusals } from "../refusals";
import { requireRole } from "../roles";
import { policyName, roleName } from "../shapes";

export const getRolePolicy = operation({
  name: "GetRolePolicy",
  access: "read",
  input: { RoleName: required(roleName), PolicyName: required(policyName) },
  subject: "RoleName",
  permissions: onRole("GetRolePolicy"),
  behaviours: [{ source: "docs", what: "the document is encoded after RFC 3986" }],
  run({ RoleName, PolicyName }, call) {
    const found = requireRole(RoleName, call).inline.find(({ name }) => name === PolicyName);
    if (!found) throw refusals.noSuchInlinePolicy(PolicyName);
    return { RoleName, PolicyName, PolicyDocument: encoded(found.document) };
  },
});
