import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { describeUnitOf } from "../descriptions";
import { managedOrganization, unitId, arnOfParent } from "../managing";
import { refusals } from "../refusals";

export const describeOrganizationalUnit = operation({
  name: "DescribeOrganizationalUnit",
  access: "read",
  input: { OrganizationalUnitId: required(unitId) },
  subject: "OrganizationalUnitId",
  behaviours: [{ source: "docs", what: "only for the management account and delegated administrators" }],
  permissions: [
    {
      on: { organizationalunit: ({ OrganizationalUnitId }, call) => arnOfParent(OrganizationalUnitId, call) },
    },
  ],
  run({ OrganizationalUnitId }, call) {
    const organization = managedOrganization(call);
    const unit = organization.organizationalUnits.find(({ id }) => id === OrganizationalUnitId);
    if (!unit) throw refusals.unknownUnit();
    return { OrganizationalUnit: describeUnitOf(organization, call)(unit) };
  },
});
