import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { onePage, paging, pagingBehaviour } from "../listing";
import { onPolicy } from "../permissions";
import { requirePolicy } from "../policies";
import { arn } from "../shapes";
import { sorted } from "../tags";

export const listPolicyTags = operation({
  name: "ListPolicyTags",
  access: "read",
  input: { PolicyArn: required(arn), ...paging },
  subject: "PolicyArn",
  permissions: onPolicy("ListPolicyTags"),
  behaviours: [{ source: "recorded", what: "in the order of the keys" }, pagingBehaviour],
  run({ PolicyArn, ...page }, call) {
    const { tags } = requirePolicy(PolicyArn, call, "ListPolicyTags");
    return onePage("Tags", sorted(tags), page, PolicyArn);
  },
});
