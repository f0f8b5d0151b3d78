import type { Aws } from "../../aws/aws";
import { doing } from "../../aws/errors/explained";
import { regionAndRoleFor } from "../../aws/region-and-role";
import { ModelAccessError } from "../../core/errors";
import type { GetModelOffersArgs, ModelOffers } from "../shapes/model-offers";
import { judgeOffers, type SeenOffer, seenOffers } from "../../services/bedrock/judged-offers";
import type { Difference } from "../../services/bedrock/terms/comparison";
import { notedBy, type ReviewedTerms } from "../../services/bedrock/terms/reviewed-terms";

/** @throws ModelAccessError when AWS refuses, or does not know the model, or what was reviewed is of another one */
export async function readModelOffers(
  cloud: Aws,
  args: GetModelOffersArgs,
  reviewed?: ReviewedTerms,
): Promise<ModelOffers> {
  const { modelId, offerType } = args;
  return doing(`looking at the offers for ${modelId}`, async () => {
    if (reviewed && reviewed.modelId !== modelId) {
      throw new ModelAccessError(`reviewedTerms are of ${reviewed.modelId}, another model`);
    }
    const place = await regionAndRoleFor(cloud, args);
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
      ...(reviewed && { differences: differencesFrom(reviewed, offers ?? []) }),
    };
  });
}

/** What cannot be compared is not taken for the same. */
function differencesFrom(reviewed: ReviewedTerms, offers: readonly SeenOffer[]): readonly Difference[] {
  const { differences, problem } = judgeOffers(notedBy(reviewed), offers);
  if (problem === undefined) return differences;
  const { sha256: before } = reviewed.document;
  return [...differences, { what: "document.sha256", before, now: `cannot be compared: ${problem}` }];
}
