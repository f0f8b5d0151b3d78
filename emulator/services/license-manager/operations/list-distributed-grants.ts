import { operation } from "../../../operation/operation";
import { list, optional } from "../../../validation/shapes";
import { productIdOf } from "../../marketplace/products";
import { deletedGrants, otherRegions } from "../assumptions";
import { listed } from "../find-grant";
import { describeGrant, everyGrant, type Grant, statusOf } from "../grants";
import { licenseAt } from "../licenses";
import { arn, search, searchBehaviour, searching } from "../listing";

export const listDistributedGrants = operation({
  name: "ListDistributedGrants",
  access: "read",
  input: { GrantArns: optional(list(arn)), ...searching },
  behaviours: [searchBehaviour, deletedGrants, otherRegions],
  run({ GrantArns, ...asked }, call) {
    const own = listed(
      everyGrant(call).filter(({ grantor }) => grantor === call.account),
      call,
    ).filter((one) => GrantArns?.includes(one.arn) ?? true);
    const filters = {
      LicenseArn: ({ licenseArn }: Grant) => licenseArn,
      GrantStatus: (one: Grant) => statusOf(one, call),
      GranteePrincipalARN: ({ principal }: Grant) => principal,
      ProductSKU: ({ licenseArn }: Grant) => productIdOf(licenseAt(licenseArn, call)!.modelId, call),
      LicenseIssuerName: () => "AWS/Marketplace",
    };
    const { page, rest } = search(own, asked, filters, "ListDistributedGrants", call);
    return { Grants: page.map((one) => describeGrant(one, call)), ...rest };
  },
});
