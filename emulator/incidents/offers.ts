import { revokeAgreements } from "../services/bedrock/agreement-history";
import { agreementsFrom } from "../services/bedrock/agreements";
import { writeDocument } from "../services/bedrock/documents";
import { offersOf, withdrawnOffer, type WorldOffer, writeOffers } from "../services/bedrock/offers";
import { IncidentError, type ModelPlace } from "./places";
import { SessionIncidents } from "./sessions";

type RateCardRow = WorldOffer["termDetails"]["usageBasedPricingTerm"]["rateCard"][number];

/** What becomes of offers while somebody relies on them. A change is seen by all accounts, in all Regions. */
export class OfferIncidents extends SessionIncidents {
  /** The provider of the model changes the document: what stands in it (`text`), or which one it is (`name`). */
  documentChanged(
    place: ModelPlace,
    offerId: string,
    { name, text }: { readonly name?: string; readonly text?: string },
  ): void {
    this.#change(place, offerId, (offer) => {
      const { url: before } = offer.termDetails.legalTerm;
      const url = name === undefined ? before : before.replace(/[^/]*$/, encodeURIComponent(name));
      if (text !== undefined) writeDocument(url, text, this.emulated);
      return {
        ...offer,
        termDetails: { ...offer.termDetails, legalTerm: { ...offer.termDetails.legalTerm, url } },
      };
    });
  }

  /** A price changes. */
  priceChanged(place: ModelPlace, offerId: string, dimension: string, price: string): void {
    this.#changeCard(place, offerId, (rows) => {
      if (!rows.some((row) => row.dimension === dimension))
        throw new IncidentError(`${offerId} has no ${dimension}`);
      return rows.map((row) => (row.dimension === dimension ? { ...row, price } : row));
    });
  }

  /** The rate card gets another row, as when a model comes to another Region. */
  dimensionAdded(place: ModelPlace, offerId: string, row: RateCardRow): void {
    this.#changeCard(place, offerId, (rows) => [...rows, row]);
  }

  /** The same offer has another id from now on. */
  offerRenamed(place: ModelPlace, offerId: string, newOfferId: string): void {
    this.#change(place, offerId, (offer) => ({ ...offer, offerId: newOfferId }));
  }

  /** Nobody can accept the offer any more. */
  offerWithdrawn(place: ModelPlace, offerId: string): void {
    this.#change(place, offerId, () => undefined);
    if (!withdrawnOffer.is("ends", this.emulated)) return;
    for (const where of agreementsFrom(place.modelId, offerId, this.emulated)) {
      revokeAgreements(place.modelId, where);
    }
  }

  #change(place: ModelPlace, offerId: string, change: (offer: WorldOffer) => WorldOffer | undefined): void {
    const where = this.ofModel(place);
    const offers = offersOf(place.modelId, where);
    if (!offers.some((offer) => offer.offerId === offerId))
      throw new IncidentError(`${place.modelId} has no offer ${offerId}`);
    const changed = offers.map((offer) => (offer.offerId === offerId ? change(offer) : offer));
    writeOffers(
      place.modelId,
      where,
      changed.filter((offer) => offer !== undefined),
    );
  }

  #changeCard(
    place: ModelPlace,
    offerId: string,
    change: (rows: readonly RateCardRow[]) => RateCardRow[],
  ): void {
    this.#change(place, offerId, (offer) => {
      const rateCard = change(offer.termDetails.usageBasedPricingTerm.rateCard);
      return { ...offer, termDetails: { ...offer.termDetails, usageBasedPricingTerm: { rateCard } } };
    });
  }
}
