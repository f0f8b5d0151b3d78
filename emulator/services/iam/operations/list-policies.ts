import { operation } from "../../../operation/operation";
import { choice, flag, optional } from "../../../validation/shapes";
import { partitionHere } from "../arns";
import { awsManaged } from "../aws-managed";
import { listedPolicy } from "../descriptions";
import { onePage, paging, pagingBehaviour } from "../listing";
import { onAnything } from "../permissions";
import { listOwnPolicies } from "../policies";
import { policyPath, usage } from "../shapes";

export const listPolicies = operation({
  name: "ListPolicies",
  access: "read",
  input: {
    Scope: optional(choice(["All", "AWS", "Local"])),
    OnlyAttached: optional(flag()),
    PathPrefix: optional(policyPath),
    PolicyUsageFilter: optional(usage),
    ...paging,
  },
  permissions: onAnything("ListPolicies"),
  behaviours: [
    { source: "recorded", what: "neither tags nor descriptions are listed" },
    { source: "design", what: "a usage filter leaves out what is not used so" },
    pagingBehaviour,
  ],
  run({ Scope = "All", OnlyAttached = false, PathPrefix = "/", PolicyUsageFilter, ...page }, call) {
    const all = [
      ...(Scope === "AWS" ? [] : listOwnPolicies(call)),
      ...(Scope === "Local" ? [] : awsManaged(partitionHere(call))),
    ];
    const found = all
      .filter(({ path }) => path.startsWith(PathPrefix))
      .map((policy) => listedPolicy(policy, call))
      .filter(({ AttachmentCount: attached, PermissionsBoundaryUsageCount: bounded }) => {
        if (OnlyAttached && attached === 0) return false;
        if (PolicyUsageFilter === "PermissionsPolicy") return attached > 0;
        return PolicyUsageFilter === undefined || bounded > 0;
      });
    return onePage("Policies", found, page, [Scope, OnlyAttached, PathPrefix, PolicyUsageFilter].join());
  },
});
