import type { Offer } from "@aws-sdk/client-bedrock";

import type { Aws } from "../../aws/aws";
import type { RegionAndRole } from "../../aws/region-and-role";
import { listOffers, termsOf } from "./offers";
import { type Comparison, compareTerms } from "./terms/comparison";
import { type Fetched, fetchDocument } from "./terms/document";
import { type NotedTerms, notedTerms } from "./terms/noted-terms";
import type { Terms } from "./terms/terms";

/** An offer as it is now, with its document. */
export interface SeenOffer {
  readonly offerId: string | undefined;
  /** Bedrock does not say it of an offer: what only `ALL` lists is private. */
  readonly offerType: "PUBLIC" | "PRIVATE";
  readonly terms: Terms;
  readonly document: Fetched;
}

/** Looks at the offers of a model and fetches their documents; undefined where it needs no agreement. */
export async function seenOffers(
  cloud: Aws,
  place: RegionAndRole,
  modelId: string,
  offerType: "PUBLIC" | "ALL" = "ALL",
): Promise<SeenOffer[] | undefined> {
  const client = cloud.bedrock(place);
  const all = await listOffers(client, modelId, { offerType });
  if (!all) return undefined;
  const open = offerType === "PUBLIC" ? all : ((await listOffers(client, modelId, {})) ?? []);
  const identity = ({ offerId, termDetails }: Offer): string =>
    offerId ?? JSON.stringify(termsOf({ termDetails } as Offer));
  const openIds = new Set(open.map(identity));
  const seen: SeenOffer[] = [];
  for (const offer of all) {
    const document = await fetchDocument(cloud, offer);
    const terms = termsOf(offer);
    if (!terms) continue;
    const { legalTerm } = terms;
    const sha256 = "sha256" in document ? { sha256: document.sha256 } : {};
    seen.push({
      offerId: offer.offerId,
      offerType: openIds.has(identity(offer)) ? "PUBLIC" : "PRIVATE",
      terms: { ...terms, legalTerm: { ...legalTerm, ...sha256 } },
      document,
    });
  }
  return seen;
}

/** How terms that somebody has taken note of compare with the offers of now. */
export interface Verdict extends Comparison {
  /** Why the document could not be compared, where it could not. */
  readonly problem?: string;
}

/** Compares with the offer of the same id; where it is there no more, that is the difference. */
export function judgeOffers(noted: NotedTerms, offers: readonly SeenOffer[]): Verdict {
  const offer = offers.find(({ offerId }) => offerId === noted.offerId);
  if (!offer) {
    const ids = offers.map(({ offerId }) => offerId ?? "(without id)").join(", ");
    const difference = { what: "offerId", before: noted.offerId ?? "(without id)", ...(ids && { now: ids }) };
    return { differences: [difference], notes: [] };
  }
  const { document } = offer;
  const compared = compareTerms(noted, notedTerms(offer.offerId, offer.terms));
  const isHashed =
    noted.document.sha256 !== undefined && noted.document.name === offer.terms.legalTerm.document;
  return { ...compared, ...(isHashed && "problem" in document && { problem: document.problem }) };
}
