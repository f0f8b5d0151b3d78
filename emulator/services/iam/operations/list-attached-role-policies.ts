import { operation } from "../../../operation/operation";
import { optional, required } from "../../../validation/shapes";
import { readArn } from "../arns";
import { onePage, paging, pagingBehaviour } from "../listing";
import { onRole } from "../permissions";
import { requireRole } from "../roles";
import { policyPath, roleName } from "../shapes";

export const listAttachedRolePolicies = operation({
  name: "ListAttachedRolePolicies",
  access: "read",
  input: { RoleName: required(roleName), PathPrefix: optional(policyPath), ...paging },
  subject: "RoleName",
  permissions: onRole("ListAttachedRolePolicies"),
  behaviours: [
    {
      source: "design",
      what: "a role of the world for which it says no policies has AdministratorAccess attached; those it says are inline",
    },
    pagingBehaviour,
  ],
  run({ RoleName, PathPrefix = "/", ...page }, call) {
    const found = requireRole(RoleName, call).attached.flatMap((PolicyArn) => {
      const { name: PolicyName, path } = readArn(PolicyArn, "policy")!;
      return path.startsWith(PathPrefix) ? [{ PolicyName, PolicyArn }] : [];
    });
    return onePage("AttachedPolicies", found, page, RoleName + PathPrefix);
  },
});
