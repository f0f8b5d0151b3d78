import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { managedOrganization } from "../../organizations/managing";
import { membersGrants } from "../assumptions";
import { listed } from "../find-grant";
import { describeGrant, everyGrant, type Grant, memberGrants } from "../grants";
import { arn, search, searchBehaviour, searching } from "../listing";
import { isOfMany } from "../principals";

export const listReceivedGrantsForOrganization = operation({
  name: "ListReceivedGrantsForOrganization",
  access: "read",
  input: { LicenseArn: required(arn), ...searching },
  subject: "LicenseArn",
  behaviours: [
    { source: "botocore", what: "what all accounts of the organization have received of one licence" },
    {
      source: "design",
      what: "whoever does not manage an organization is refused as Organizations refuses it",
    },
    searchBehaviour,
    membersGrants,
  ],
  run({ LicenseArn, ...asked }, call) {
    managedOrganization(call);
    const given = everyGrant(call).filter((one) => one.licenseArn === LicenseArn);
    const each = (one: Grant) =>
      isOfMany(one.principal) && !membersGrants.is("shared", call) ? memberGrants(one, call) : [one];
    const filters = {
      ParentArn: ({ parentArn, licenseArn }: Grant) => parentArn ?? licenseArn,
      GranteePrincipalArn: ({ principal }: Grant) => principal,
    };
    const of = `ListReceivedGrantsForOrganization/${LicenseArn}`;
    const { page, rest } = search(listed(given.flatMap(each), call), asked, filters, of, call);
    return { Grants: page.map((one) => describeGrant(one, call)), ...rest };
  },
});
