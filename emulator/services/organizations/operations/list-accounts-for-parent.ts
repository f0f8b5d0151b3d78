import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { describeAccountOf } from "../descriptions";
import { onePage, paging } from "../listing";
import { managedOrganization, parentId, requireParent, onParent } from "../managing";
import { accountsOf, parentOf } from "../membership";

export const listAccountsForParent = operation({
  name: "ListAccountsForParent",
  access: "read",
  input: { ParentId: required(parentId), ...paging },
  subject: "ParentId",
  behaviours: [{ source: "docs", what: "only the accounts directly in the root or unit" }],
  permissions: [{ on: onParent }],
  run(input, call) {
    const organization = managedOrganization(call);
    requireParent(input.ParentId, organization);
    const found = accountsOf(organization).filter((id) => parentOf(id, organization) === input.ParentId);
    const { items, ...rest } = onePage(input, found);
    return { Accounts: items.map(describeAccountOf(organization, call)), ...rest };
  },
});
