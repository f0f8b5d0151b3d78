import type { World } from "../../world/schema";
import { letters } from "./agreement-ids";
import type { Agreement, AgreementRecord } from "./agreement-record";

/** The agreements of before the world began: the newest one that is ACTIVE counts. */
export function agreementsFromWorld(
  modelId: string,
  { account, world }: { readonly account: string; readonly world: World },
): AgreementRecord {
  const found = world.agreements
    .map((given, i): [typeof given, number] => [given, i])
    .filter(([given]) => given.account === account && given.modelId === modelId)
    .map(([given, i]): Agreement => {
      const { acceptanceTime, status, endTime, entitlementFailure: reason } = given;
      const offerId = given.offerId ?? world.models[modelId]!.offers[0]!.offerId;
      const requestedAt = Date.parse(acceptanceTime);
      const terms = world.models[modelId]!.offers.find((offer) => offer.offerId === offerId)?.termDetails;
      return {
        id: `agmt-${letters(25, `${i}/${account}/${modelId}/${acceptanceTime}`)}`,
        offerId,
        requestedAt,
        ...(terms && { terms }),
        ...(reason && { failure: { at: requestedAt, reason, isCertain: true } }),
        ...(endTime !== undefined && { endsAt: Date.parse(endTime) }),
        ...(status !== "ACTIVE" && { endedAs: status }),
      };
    })
    .sort((one, other) => one.requestedAt - other.requestedAt);
  const current = found.findLast(({ endedAs }) => endedAs === undefined);
  const past = found.filter((one) => one !== current);
  return { ...(current && { current }), past };
}
