import type { Aws } from "../aws/aws";
import { doing } from "../aws/doing";
import { placeFor } from "../aws/place";
import type { GetModelOffersArgs, ModelOffers } from "./get-model-offers";
import { seenOffers } from "./model-offers";

/** @throws ModelAccessError when AWS refuses, or does not know the model */
export async function readModelOffers(cloud: Aws, args: GetModelOffersArgs): Promise<ModelOffers> {
  const { modelId, offerType } = args;
  return doing(`looking at the offers for ${modelId}`, async () => {
    const place = await placeFor(cloud, args);
    const { accountId } = await cloud.identity(place);
    const offers = await seenOffers(cloud, place, modelId, offerType);
    return {
      modelId,
      accountId,
      region: place.region,
      required: offers !== undefined,
      offers: (offers ?? []).map(({ offerId, offerType: type, terms, document }) => ({
        ...(offerId !== undefined && { offerId }),
        offerType: type,
        terms,
        ...("problem" in document && { documentProblem: document.problem }),
      })),
    };
  });
}
