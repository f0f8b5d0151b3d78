import type {
  AcceptedTerm,
  AgreementEntitlement,
  AgreementViewSummary,
  DocumentItem,
  MarketplaceAgreementClient,
} from "@aws-sdk/client-marketplace-agreement";
import type { HttpHandlerOptions } from "@smithy/types";

import { complete } from "../../aws/clients/answers";
import { marketplaceAgreementSdk } from "../../aws/clients/sdk";

/** The one place from which AWS Marketplace tells of agreements, wherever their products are used. */
export const MARKETPLACE_REGION = "us-east-1";

/** By what an agreement is found: AWS takes one of these at a time. */
export type Sought = { readonly OfferId: string } | { readonly ResourceIdentifier: string };

export type FoundAgreement = AgreementViewSummary & { readonly agreementId: string };

/** The agreements of the caller's account that are in force. */
export async function activeAgreements(
  client: MarketplaceAgreementClient,
  sought: Sought,
  until: HttpHandlerOptions,
): Promise<FoundAgreement[]> {
  const filters = Object.entries({
    PartyType: "Acceptor",
    AgreementType: "PurchaseAgreement",
    Status: "ACTIVE",
    ...sought,
  }).map(([name, value]) => ({ name, values: [value] }));
  const found: FoundAgreement[] = [];
  const pages = marketplaceAgreementSdk().paginateSearchAgreements(
    { client, pageSize: 50 },
    { catalog: "AWSMarketplace", filters },
    until,
  );
  for await (const { agreementViewSummaries = [] } of pages) {
    found.push(...agreementViewSummaries.map((one) => complete("SearchAgreements", one, "agreementId")));
  }
  return found.filter(({ status }) => status === "ACTIVE");
}

/** What was accepted with an agreement: the texts, and the price of each dimension. */
export interface AcceptedTerms {
  readonly documents: readonly DocumentItem[];
  readonly prices: readonly { readonly dimension: string; readonly price: string }[];
}

export async function acceptedTermsOf(
  client: MarketplaceAgreementClient,
  agreementId: string,
  until: HttpHandlerOptions,
): Promise<AcceptedTerms> {
  const terms: AcceptedTerm[] = [];
  const pages = marketplaceAgreementSdk().paginateGetAgreementTerms({ client }, { agreementId }, until);
  for await (const { acceptedTerms = [] } of pages) terms.push(...acceptedTerms);
  const cards = terms.flatMap(({ usageBasedPricingTerm }) => usageBasedPricingTerm?.rateCards ?? []);
  return {
    documents: terms.flatMap(({ legalTerm }) => legalTerm?.documents ?? []),
    prices: cards.flatMap(({ rateCard = [] }) =>
      rateCard.map(({ dimensionKey = "", price = "" }) => ({ dimension: dimensionKey, price })),
    ),
  };
}

/** What an agreement entitles to. */
export async function entitlementsOf(
  client: MarketplaceAgreementClient,
  agreementId: string,
  until: HttpHandlerOptions,
): Promise<AgreementEntitlement[]> {
  const found: AgreementEntitlement[] = [];
  const pages = marketplaceAgreementSdk().paginateGetAgreementEntitlements(
    { client },
    { agreementId },
    until,
  );
  for await (const { agreementEntitlements = [] } of pages) found.push(...agreementEntitlements);
  return found;
}
