import type { BedrockClient, Offer } from "@aws-sdk/client-bedrock";

import { complete } from "../../aws/clients/answers";
import { catalogue } from "../../aws/errors/catalogue";
import { isAws } from "../../aws/errors/explained";
import { bedrockSdk } from "../../aws/clients/sdk";
import { messageOf, ModelAccessError } from "../../core/errors";
import { availabilityOf } from "./availability";
import type { Terms } from "./terms/terms";

/** An offer that can be accepted. */
export type UsableOffer = Offer & { offerToken: string };

export interface OfferChoice {
  readonly offerId?: string | undefined;
  readonly offerType?: "PUBLIC" | "ALL";
}

/**
 * The offers open to the account, with tokens fresh from AWS; undefined when the model needs no agreement, which only
 * this call tells: by its text, or by a refusal for a model that can be used.
 */
export async function listOffers(
  client: BedrockClient,
  modelId: string,
  { offerId, offerType }: OfferChoice,
): Promise<Offer[] | undefined> {
  try {
    const answer = await client.send(
      // An offer asked for by id may be a private one.
      new (bedrockSdk().ListFoundationModelAgreementOffersCommand)({
        modelId,
        offerType: offerId ? "ALL" : (offerType ?? "PUBLIC"),
      }),
    );
    return complete("ListFoundationModelAgreementOffers", answer, "offers").offers;
  } catch (error) {
    if (!isAws(error, "ValidationException") && !isAws(error, "ResourceNotFoundException")) throw error;
    if (/agreement not supported/i.test(messageOf(error))) return undefined;
    if ((await availabilityOf(client, modelId))?.agreementStatus === "AVAILABLE") return undefined;
    throw error;
  }
}

/** Whether anybody has to accept anything before the model is used, of a model that is AVAILABLE. */
export async function needsAgreement(client: BedrockClient, modelId: string): Promise<boolean> {
  const offers = await listOffers(client, modelId, { offerType: "ALL" });
  return offers !== undefined && offers.length > 0;
}

/** The one offer to accept; which one is the user's decision as soon as there are two. */
export function chooseOffer(offers: readonly Offer[], { offerId, offerType }: OfferChoice): UsableOffer {
  const usable = offers.filter((offer): offer is UsableOffer => offer.offerToken !== undefined);
  const chosen = offerId === undefined ? usable : usable.filter((offer) => offer.offerId === offerId);
  if (chosen.length === 1) return chosen[0]!;
  const ids = usable.map((offer) => offer.offerId ?? "(without id)").join(", ");
  if (usable.length === 0) {
    const privateHint =
      offerType === "ALL" || offerId ? "" : ' (offerType: "ALL" looks for private offers as well)';
    const { says, next } = catalogue.privateMarketplace;
    throw new ModelAccessError(`${says}${privateHint}`, next);
  }
  if (chosen.length === 0)
    throw new ModelAccessError(`there is no offer ${offerId}; open to this account: ${ids}`);
  throw new ModelAccessError(
    `${chosen.length} offers are open to this account; choose one with offerId: ${ids}`,
  );
}

/** The terms of an offer without anything that AWS mints anew on each listing. */
export function termsOf({ termDetails }: Offer): Terms | undefined {
  if (!termDetails) return undefined;
  const { legalTerm, supportTerm, usageBasedPricingTerm, validityTerm } = termDetails;
  const url = (legalTerm?.url ?? "").split("?")[0]!;
  return {
    legalTerm: { url, document: url.split("/").at(-1)! },
    supportTerm: { ...supportTerm },
    usageBasedPricingTerm: { rateCard: (usageBasedPricingTerm?.rateCard ?? []).map((row) => ({ ...row })) },
    ...(validityTerm && { validityTerm: { ...validityTerm } }),
  };
}
