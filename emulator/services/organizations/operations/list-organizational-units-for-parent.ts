import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { describeUnitOf } from "../descriptions";
import { onePage, paging } from "../listing";
import { managedOrganization, parentId, requireParent, onParent } from "../managing";
import { parentOf } from "../membership";

export const listOrganizationalUnitsForParent = operation({
  name: "ListOrganizationalUnitsForParent",
  access: "read",
  input: { ParentId: required(parentId), ...paging },
  subject: "ParentId",
  behaviours: [{ source: "docs", what: "only the units directly in the root or unit" }],
  permissions: [{ on: onParent }],
  run(input, call) {
    const organization = managedOrganization(call);
    requireParent(input.ParentId, organization);
    const found = organization.organizationalUnits.filter(
      ({ id }) => parentOf(id, organization) === input.ParentId,
    );
    const { items, ...rest } = onePage(input, found);
    return { OrganizationalUnits: items.map(describeUnitOf(organization, call)), ...rest };
  },
});
