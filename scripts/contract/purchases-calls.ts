import * as m from "@aws-sdk/client-marketplace-agreement";

import type { Clients } from "./calls";

type Send = (to: Clients, input: never) => Promise<object>;

const viaMarketplace =
  (Command: new (input: never) => object): Send =>
  (to, input) =>
    to.marketplace.send(new Command(input) as never);

/** What AWS Marketplace is asked of agreements. */
export const purchaseReads = {
  SearchAgreements: viaMarketplace(m.SearchAgreementsCommand),
  DescribeAgreement: viaMarketplace(m.DescribeAgreementCommand),
  GetAgreementTerms: viaMarketplace(m.GetAgreementTermsCommand),
  GetAgreementEntitlements: viaMarketplace(m.GetAgreementEntitlementsCommand),
} satisfies Record<string, Send>;
