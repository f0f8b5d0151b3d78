import { operation } from "../../../operation/operation";
import { choice, optional, required } from "../../../validation/shapes";
import { onePage, paging, pagingBehaviour } from "../listing";
import { onPolicy } from "../permissions";
import { requirePolicy } from "../policies";
import { listRoles } from "../roles";
import { arn, rolePath, usage } from "../shapes";

const KINDS = ["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"] as const;

export const listEntitiesForPolicy = operation({
  name: "ListEntitiesForPolicy",
  access: "read",
  input: {
    PolicyArn: required(arn),
    EntityFilter: optional(choice(KINDS)),
    PathPrefix: optional(rolePath),
    PolicyUsageFilter: optional(usage),
    ...paging,
  },
  subject: "PolicyArn",
  permissions: onPolicy("ListEntitiesForPolicy"),
  behaviours: [
    { source: "design", what: "there are no groups, and no user has a managed policy" },
    pagingBehaviour,
  ],
  run({ PolicyArn, EntityFilter = "Role", PathPrefix = "/", PolicyUsageFilter, ...page }, call) {
    requirePolicy(PolicyArn, call, "ListEntitiesForPolicy");
    const roles = EntityFilter === "Role" ? listRoles(call) : [];
    const found = roles.filter(({ path, attached, boundary }) => {
      const isAttached = PolicyUsageFilter !== "PermissionsBoundary" && attached.includes(PolicyArn);
      const isBoundary = PolicyUsageFilter !== "PermissionsPolicy" && boundary === PolicyArn;
      return path.startsWith(PathPrefix) && (isAttached || isBoundary);
    });
    const listed = found.map(({ name: RoleName, id: RoleId }) => ({ RoleName, RoleId }));
    return { PolicyGroups: [], PolicyUsers: [], ...onePage("PolicyRoles", listed, page, PolicyArn) };
  },
});
