import type {
  AgreementEntitlement,
  AgreementViewSummary,
  DocumentItem,
  MarketplaceAgreementClient,
} from "@aws-sdk/client-marketplace-agreement";

import { complete } from "../aws/answers";
import { marketplaceAgreementSdk } from "../aws/sdk";

/** The one place from which AWS Marketplace tells of agreements, wherever their products are used. */
export const MARKETPLACE_REGION = "us-east-1";

/** By what an agreement is found: AWS takes one of these at a time. */
export type Sought = { readonly OfferId: string } | { readonly ResourceIdentifier: string };

export type FoundAgreement = AgreementViewSummary & { readonly agreementId: string };

/** The agreements of the caller's account that are in force, the newest first. */
export async function activeAgreements(
  client: MarketplaceAgreementClient,
  sought: Sought,
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
  );
  for await (const { agreementViewSummaries = [] } of pages) {
    found.push(...agreementViewSummaries.map((one) => complete("SearchAgreements", one, "agreementId")));
  }
  const acceptedAt = ({ acceptanceTime }: FoundAgreement): number => acceptanceTime?.getTime() ?? 0;
  return found
    .filter(({ status }) => status === "ACTIVE")
    .toSorted((one, other) => acceptedAt(other) - acceptedAt(one));
}

/** The documents that were accepted with an agreement. */
export async function documentsOf(
  client: MarketplaceAgreementClient,
  agreementId: string,
): Promise<DocumentItem[]> {
  const found: DocumentItem[] = [];
  const pages = marketplaceAgreementSdk().paginateGetAgreementTerms({ client }, { agreementId });
  for await (const { acceptedTerms = [] } of pages) {
    found.push(...acceptedTerms.flatMap(({ legalTerm }) => legalTerm?.documents ?? []));
  }
  return found;
}

/** What an agreement entitles to. */
export async function entitlementsOf(
  client: MarketplaceAgreementClient,
  agreementId: string,
): Promise<AgreementEntitlement[]> {
  const found: AgreementEntitlement[] = [];
  const pages = marketplaceAgreementSdk().paginateGetAgreementEntitlements({ client }, { agreementId });
  for await (const { agreementEntitlements = [] } of pages) found.push(...agreementEntitlements);
  return found;
}
