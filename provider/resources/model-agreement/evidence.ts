import type { Aws } from "../../aws/aws";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { unlessDenied } from "../../aws/errors/denials";
import { receivesGrant } from "../../services/licensing/received-grants";
import { evidenceOf, type Evidence } from "../../services/marketplace/evidence";
import type { MarketplaceAgreement } from "../../services/marketplace/agreement";
import type { Inputs } from "./declaration";
import type { Provenance } from "./state";
import { listOffers, termsOf } from "../../services/bedrock/offers";
import type { Terms } from "../../services/bedrock/terms/terms";

/** What the state keeps of what AWS Marketplace tells. */
export interface Recorded {
  /** `not readable` where AWS Marketplace could not be asked; nothing follows from that. */
  readonly evidence?: "found" | "none" | "not permitted" | "not readable";
  /** How the account may use the model, as far as anybody can tell. */
  readonly satisfiedBy?: "agreement" | "grant" | "none required" | "unknown";
  readonly marketplaceAgreement?: MarketplaceAgreement;
}

/** What an agreement that was adopted has come from. */
export interface Origin {
  readonly offerId?: string | undefined;
  readonly terms?: Terms | undefined;
}

/** AWS Marketplace and License Manager only explain: nobody waits longer for both. */
const SECONDS = 15;

type Asked = Pick<Inputs, "modelId" | "region" | "assumeRole"> & Provenance;

/**
 * Looks for the evidence of an agreement that is in force. It is never an error: what cannot be read is said in the state.
 * @returns besides, of one that was adopted, the offer and the terms, where there is exactly one it can have come from
 */
export async function record(asked: Asked, cloud: Aws): Promise<Recorded & { readonly origin?: Origin }> {
  const { required, adopted } = asked;
  if (!required) return { satisfiedBy: "none required" };
  const usedBy = adopted ? "unknown" : "agreement";
  if (isElsewhere(cloud)) return { evidence: "not readable", satisfiedBy: usedBy };
  try {
    const offers = adopted
      ? await listOffers(cloud.bedrock(regionAndRoleOf(asked)), asked.modelId, { offerType: "ALL" })
      : [];
    const ids = new Set([asked.offerId, ...(offers ?? []).map(({ offerId }) => offerId)]);
    const sought = [...ids].flatMap((OfferId) => (OfferId === undefined ? [] : [{ OfferId }]));
    const how = once();
    const seen = await evidenceOf(cloud, asked, sought, how);
    if (seen.evidence !== "found") {
      const mayBeGranted = adopted && seen.evidence === "none";
      const isGranted = mayBeGranted && (await unlessDenied(receivesGrant(cloud, asked, undefined, how)));
      return { evidence: seen.evidence, satisfiedBy: isGranted ? "grant" : usedBy };
    }
    const offer = offers?.find(({ offerId }) => offerId === seen.agreement.offerId);
    const isLossless = adopted && seen.isOnly && seen.agreement.offerId !== undefined;
    return {
      evidence: "found",
      satisfiedBy: "agreement",
      marketplaceAgreement: seen.agreement,
      ...(isLossless && {
        origin: { offerId: seen.agreement.offerId, terms: stillOffered(seen, offer && termsOf(offer)) },
      }),
    };
  } catch {
    return { evidence: "not readable", satisfiedBy: usedBy };
  }
}

/** Why an agreement has failed of which Bedrock says ERROR and nothing else, where AWS Marketplace says more. */
export async function whyFailed({ offerId, ...place }: Asked, cloud: Aws): Promise<string | undefined> {
  if (offerId === undefined || isElsewhere(cloud)) return undefined;
  try {
    const seen = await evidenceOf(cloud, place, [{ OfferId: offerId }], once());
    const { entitlementStatus, statusReasonCode } = seen.evidence === "found" ? seen.agreement : {};
    if (entitlementStatus !== "FAILED" || statusReasonCode === undefined) return undefined;
    return `AWS Marketplace says of the entitlement: ${statusReasonCode}`;
  } catch {
    return undefined;
  }
}

/** Who has sent Bedrock's calls somewhere else does not mean AWS with these. */
function isElsewhere({ config: { endpoints } }: Aws): boolean {
  return endpoints["bedrock"] !== undefined && endpoints["marketplaceagreement"] === undefined;
}

function once() {
  return { kind: "once", abortSignal: AbortSignal.timeout(SECONDS * 1000) } as const;
}

/** The terms on offer, if they are still those that were accepted: the same document, and each price as it was. */
function stillOffered(
  { agreement, terms }: Extract<Evidence, { evidence: "found" }>,
  offered: Terms | undefined,
): Terms | undefined {
  if (!offered || !terms) return undefined;
  const names = agreement.documents.map(({ url }) => decodeURIComponent(url.split("/").at(-1) ?? ""));
  const prices = new Map(terms.prices.map(({ dimension, price }) => [dimension, Number(price)]));
  const { rateCard } = offered.usageBasedPricingTerm;
  const isSame =
    names.includes(offered.legalTerm.document) &&
    rateCard.length === prices.size &&
    rateCard.every(({ dimension = "", price }) => prices.get(dimension) === Number(price));
  return isSame ? offered : undefined;
}

/** What a state has of it. */
export function recordedIn({
  evidence,
  satisfiedBy,
  marketplaceAgreement,
}: Recorded): Recorded & { readonly origin?: Origin } {
  return {
    ...(evidence && { evidence }),
    ...(satisfiedBy && { satisfiedBy }),
    ...(marketplaceAgreement && { marketplaceAgreement }),
  };
}

/** Whether another look may tell more: a licence comes a minute or two after its agreement. */
export function isIncomplete({ evidence, satisfiedBy, marketplaceAgreement }: Recorded): boolean {
  if (satisfiedBy === "none required") return false;
  if (evidence === undefined || evidence === "none" || evidence === "not readable") return true;
  return evidence === "found" && marketplaceAgreement?.licenseArn === undefined;
}
