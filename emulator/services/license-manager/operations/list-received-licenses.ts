import { operation } from "../../../operation/operation";
import { list, optional } from "../../../validation/shapes";
import { deletedLicenses, failedLicense, otherRegions } from "../assumptions";
import { arn, search, searchBehaviour, searching } from "../listing";
import { type Received, receivedLicenses } from "../received-licenses";

export const listReceivedLicenses = operation({
  name: "ListReceivedLicenses",
  access: "read",
  input: { LicenseArns: optional(list(arn)), ...searching },
  behaviours: [
    {
      source: "docs",
      what: "a licence is there one or two minutes after the agreement, and only of models of AWS Marketplace",
    },
    {
      source: "community-single",
      what: "CreateTime is a number of seconds in a text, other than the service model says",
    },
    {
      source: "docs",
      what: "a grant that was activated with ALL_GRANTS_PERMITTED_BY_ISSUER disables what an account has bought itself of that product",
    },
    searchBehaviour,
    deletedLicenses,
    failedLicense,
    otherRegions,
  ],
  run({ LicenseArns, ...asked }, call) {
    const received = receivedLicenses(call).filter((one) => LicenseArns?.includes(one.LicenseArn) ?? true);
    const filters = {
      ProductSKU: ({ ProductSKU }: Received) => ProductSKU,
      Status: ({ Status }: Received) => Status,
      Fingerprint: ({ Issuer }: Received) => Issuer.KeyFingerprint,
      IssuerName: ({ Issuer }: Received) => Issuer.Name,
      Beneficiary: ({ Beneficiary }: Received) => Beneficiary,
    };
    const { page, rest } = search(received, asked, filters, "ListReceivedLicenses", call);
    return { Licenses: page, ...rest };
  },
});
