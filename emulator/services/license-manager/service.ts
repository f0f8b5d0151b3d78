import type { Service } from "../../operation/operation";
import { json11 } from "../../protocols/json";
import { acceptGrant } from "./operations/accept-grant";
import { createGrant } from "./operations/create-grant";
import { createGrantVersion } from "./operations/create-grant-version";
import { deleteGrant } from "./operations/delete-grant";
import { getGrant } from "./operations/get-grant";
import { getLicense } from "./operations/get-license";
import { listDistributedGrants } from "./operations/list-distributed-grants";
import { listReceivedGrants } from "./operations/list-received-grants";
import { listReceivedGrantsForOrganization } from "./operations/list-received-grants-for-organization";
import { listReceivedLicenses } from "./operations/list-received-licenses";
import { listReceivedLicensesForOrganization } from "./operations/list-received-licenses-for-organization";
import { listTagsForResource } from "./operations/list-tags-for-resource";
import { refusals } from "./refusals";
import { resourceTags, taggedAs } from "../../policies/request-tags";
import { grantTagsAt } from "./grants";
import { rejectGrant } from "./operations/reject-grant";
import { tagResource } from "./operations/tag-resource";
import { untagResource } from "./operations/untag-resource";

/** License Manager, as far as models that one account has bought are granted to others. */
export const licenseManager: Service = {
  signingName: "license-manager",
  protocol: json11,
  wireName: "AWSLicenseManager",
  timestamps: "epoch",
  validationCode: "ValidationException",
  deniedCode: "AuthorizationException",
  resourceKeys: (arn, call) => taggedAs("aws:ResourceTag", grantTagsAt(arn, call)),
  refusals,
  behaviours: [
    {
      source: "community-single",
      what: "what policies deny is an AuthorizationException (400), and its message names no resource (seen of CheckoutLicense)",
    },
    resourceTags,
    { source: "docs", what: "licences of models are in us-east-1, whatever the Region of their use" },
    {
      source: "design",
      what: "delegated administrators are not emulated: only the management account is one",
    },
    {
      source: "design",
      what: "service-linked roles are taken for granted where both services have access to the organization",
    },
  ],
  operations: [
    listReceivedLicenses,
    listReceivedLicensesForOrganization,
    getLicense,
    createGrant,
    createGrantVersion,
    getGrant,
    listDistributedGrants,
    listReceivedGrants,
    listReceivedGrantsForOrganization,
    acceptGrant,
    rejectGrant,
    deleteGrant,
    listTagsForResource,
    tagResource,
    untagResource,
  ],
};
