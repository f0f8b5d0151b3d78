import * as l from "@aws-sdk/client-license-manager";
import * as m from "@aws-sdk/client-marketplace-agreement";

import type { Send } from "./clients";

const viaMarketplace =
  (Command: new (input: never) => object): Send =>
  (to, input) =>
    to.marketplace.send(new Command(input) as never);

const viaLicenseManager =
  (Command: new (input: never) => object): Send =>
  (to, input) =>
    to.licenseManager.send(new Command(input) as never);

/** What AWS Marketplace is asked of agreements, and License Manager of what they entitle to. */
export const purchaseReads = {
  SearchAgreements: viaMarketplace(m.SearchAgreementsCommand),
  DescribeAgreement: viaMarketplace(m.DescribeAgreementCommand),
  GetAgreementTerms: viaMarketplace(m.GetAgreementTermsCommand),
  GetAgreementEntitlements: viaMarketplace(m.GetAgreementEntitlementsCommand),
  ListReceivedLicenses: viaLicenseManager(l.ListReceivedLicensesCommand),
  ListReceivedLicensesForOrganization: viaLicenseManager(l.ListReceivedLicensesForOrganizationCommand),
  GetLicense: viaLicenseManager(l.GetLicenseCommand),
  GetGrant: viaLicenseManager(l.GetGrantCommand),
  "license-manager:ListTagsForResource": viaLicenseManager(l.ListTagsForResourceCommand),
  ListDistributedGrants: viaLicenseManager(l.ListDistributedGrantsCommand),
  ListReceivedGrants: viaLicenseManager(l.ListReceivedGrantsCommand),
  ListReceivedGrantsForOrganization: viaLicenseManager(l.ListReceivedGrantsForOrganizationCommand),
} satisfies Record<string, Send>;

/** What is granted to others. */
export const purchaseWrites = {
  "license-manager:CreateGrant": viaLicenseManager(l.CreateGrantCommand),
  CreateGrantVersion: viaLicenseManager(l.CreateGrantVersionCommand),
  AcceptGrant: viaLicenseManager(l.AcceptGrantCommand),
  RejectGrant: viaLicenseManager(l.RejectGrantCommand),
  DeleteGrant: viaLicenseManager(l.DeleteGrantCommand),
  "license-manager:TagResource": viaLicenseManager(l.TagResourceCommand),
  "license-manager:UntagResource": viaLicenseManager(l.UntagResourceCommand),
} satisfies Record<string, Send>;
