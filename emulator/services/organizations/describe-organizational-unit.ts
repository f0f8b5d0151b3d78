import { operation } from "../../operation";
import { required } from "../../validation/shapes";
import { describeUnit } from "./descriptions";
import { managedOrganization, unitId } from "./managing";
import { refusals } from "./refusals";

export const describeOrganizationalUnit = operation({
  name: "DescribeOrganizationalUnit",
  access: "read",
  input: { OrganizationalUnitId: required(unitId) },
  subject: "OrganizationalUnitId",
  behaviours: [
    { source: "docs", what: "only for the management account: delegated administrators are not emulated" },
  ],
  run({ OrganizationalUnitId }, call) {
    const organization = managedOrganization(call);
    const unit = organization.organizationalUnits.find(({ id }) => id === OrganizationalUnitId);
    if (!unit) throw refusals.unknownUnit();
    return { OrganizationalUnit: describeUnit(unit, organization) };
  },
});
