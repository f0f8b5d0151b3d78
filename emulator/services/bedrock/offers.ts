import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import type { World } from "../../world/schema";

export type WorldOffer = World["models"][string]["offers"][number];

export const withdrawnOffer = assume(
  "bedrock.withdrawnOffer",
  "an agreement stays in force when the offer that it came from is withdrawn",
  { ends: "it ends with its offer, and NOT_AVAILABLE is read" },
);

/** Where offers are looked up: a change of one is seen by everybody. */
type Offering = Pick<Call, "world" | "store">;

const offerTable = ({ store }: Offering) => store.table<readonly WorldOffer[]>("bedrock/offers");

/** What is on offer for a model now; the world's offers until somebody has changed one. */
export function offersOf(modelId: string, where: Offering): readonly WorldOffer[] {
  return offerTable(where).get(modelId) ?? where.world.models[modelId]!.offers;
}

export function writeOffers(modelId: string, where: Offering, offers: readonly WorldOffer[]): void {
  offerTable(where).set(modelId, offers);
}
