import { operation } from "../../../operation/operation";
import { list, optional } from "../../../validation/shapes";
import { productIdOf } from "../../marketplace/products";
import { deletedGrants, membersGrants, otherRegions } from "../assumptions";
import { listed } from "../find-grant";
import { describeGrant, type Grant, receivedBy, statusOf } from "../grants";
import { licenseAt } from "../licenses";
import { arn, search, searchBehaviour, searching } from "../listing";

export const listReceivedGrants = operation({
  name: "ListReceivedGrants",
  access: "read",
  input: { GrantArns: optional(list(arn)), ...searching },
  behaviours: [
    { source: "docs", what: "what names the account, its unit or its organization" },
    {
      source: "design",
      what: "the grant by which AWS Marketplace hands a buyer its own licence is not among them",
    },
    searchBehaviour,
    membersGrants,
    deletedGrants,
    otherRegions,
  ],
  run({ GrantArns, ...asked }, call) {
    const received = listed(receivedBy(call.account, call), call).filter(
      (one) => GrantArns?.includes(one.arn) ?? true,
    );
    const filters = {
      LicenseArn: ({ licenseArn }: Grant) => licenseArn,
      GrantStatus: (one: Grant) => statusOf(one, call),
      GranterAccountId: ({ grantor }: Grant) => grantor,
      ProductSKU: ({ licenseArn }: Grant) => productIdOf(licenseAt(licenseArn, call)!.modelId, call),
      LicenseIssuerName: () => "AWS/Marketplace",
    };
    const { page, rest } = search(received, asked, filters, "ListReceivedGrants", call);
    return { Grants: page.map((one) => describeGrant(one, call)), ...rest };
  },
});
