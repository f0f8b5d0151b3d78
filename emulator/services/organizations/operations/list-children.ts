import { operation } from "../../../operation/operation";
import { choice, required } from "../../../validation/shapes";
import { onePage, paging } from "../listing";
import { managedOrganization, parentId, requireParent } from "../managing";
import { accountsOf, parentOf } from "../membership";
import { onTarget } from "../policy-permissions";

export const listChildren = operation({
  name: "ListChildren",
  access: "read",
  input: {
    ParentId: required(parentId),
    ChildType: required(choice(["ACCOUNT", "ORGANIZATIONAL_UNIT"])),
    ...paging,
  },
  subject: "ParentId",
  permissions: [
    {
      action: "organizations:ListChildren",
      on: ({ ParentId }, call) => onTarget({ TargetId: ParentId }, call),
    },
  ],
  behaviours: [{ source: "docs", what: "only what is directly in the root or unit" }],
  run({ ParentId, ChildType, ...page }, call) {
    const organization = managedOrganization(call);
    requireParent(ParentId, organization);
    const all =
      ChildType === "ACCOUNT"
        ? accountsOf(organization)
        : organization.organizationalUnits.map(({ id }) => id);
    const found = all.filter((id) => parentOf(id, organization) === ParentId);
    const { items, ...rest } = onePage(page, found);
    return { Children: items.map((Id) => ({ Id, Type: ChildType })), ...rest };
  },
});
