import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import type { Purchase } from "./agreements";
import { resourceOf, sellerOf } from "./products";

/** What AWS writes in the events of an agreement that has no end. */
const YEAR_9999 = new Date("9999-01-01T00:00:00Z");

export const openEnd = assume(
  "aws-marketplace.openEnd",
  "an agreement without an end has no endTime (seen of a search; its events have one)",
  { year9999: "it ends in the year 9999, as its events say" },
);

/** What a search and a description have in common. */
export function describePurchase(one: Purchase, call: Call) {
  const acceptedAt = new Date(one.acceptedAt);
  const open = openEnd.is("year9999", call) ? YEAR_9999 : undefined;
  const endTime = one.endsAt === undefined ? open : new Date(one.endsAt);
  return {
    agreementId: one.id,
    agreementType: "PurchaseAgreement",
    acceptanceTime: acceptedAt,
    startTime: acceptedAt,
    ...(endTime && { endTime }),
    acceptor: { accountId: one.account },
    proposer: { accountId: sellerOf(one.modelId, call.world) },
    proposalSummary: { offerId: one.offerId, resources: [resourceOf(one.modelId, call)] },
    status: one.status,
    initialAgreementId: one.id,
  };
}

/** The ARN of the licence, once there is one. */
export function licenseOf({ licensedAt, licenseArn }: Purchase, { clock }: Call): { licenseArn?: string } {
  return licensedAt !== undefined && clock.now() >= licensedAt ? { licenseArn } : {};
}
