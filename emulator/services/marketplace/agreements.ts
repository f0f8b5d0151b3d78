import { createHash } from "node:crypto";

import { assume } from "../../behaviours/assumptions";
import type { Where } from "../bedrock/agreements";
import type { Agreement, AgreementTerms } from "../bedrock/agreement-record";
import { licensingArn } from "../license-manager/arns";
import { everyAgreement } from "../bedrock/agreement-history";

/** AWS Marketplace issues licences from an account of its own. */
export const ISSUER_ACCOUNT = "294406891311";

const whenFound = assume(
  "aws-marketplace.whenFound",
  "an agreement is found once Bedrock has settled it, AVAILABLE or ERROR",
  { atOnce: "it is found as soon as it is accepted, while its entitlement is PENDING" },
);

const endedAs = assume("aws-marketplace.endedAs", "an agreement that Bedrock has cancelled is CANCELLED", {
  TERMINATED: "it is TERMINATED",
});

const failedAgreement = assume(
  "aws-marketplace.failedAgreement",
  "an agreement that ends in ERROR is ACTIVE here, and its entitlement FAILED",
  { ROLLED_BACK: "the agreement is ROLLED_BACK", absent: "it is not found" },
);

const activeReason = assume(
  "aws-marketplace.activeReason",
  "an entitlement that is PROVISIONED has no statusReasonCode",
  { told: "it is AGREEMENT_ACTIVE" },
);

/** What an agreement of Bedrock's is to AWS Marketplace at this moment. */
export interface Purchase {
  readonly id: string;
  readonly modelId: string;
  readonly account: string;
  readonly offerId: string;
  readonly acceptedAt: number;
  readonly endsAt?: number;
  readonly status: string;
  readonly entitlement: { readonly status: string; readonly statusReasonCode?: string };
  /** From when on there is a licence; without an entitlement there never is. */
  readonly licensedAt?: number;
  readonly licenseArn: string;
  readonly terms?: AgreementTerms;
}

export const howPurchasesAre = [whenFound, endedAs, failedAgreement, activeReason] as const;

/** What an account has bought, the oldest first. */
export function purchasesOf(where: Where): Purchase[] {
  return everyAgreement(where)
    .flatMap(({ modelId, agreement }) => purchase(modelId, agreement, where) ?? [])
    .sort((one, other) => one.acceptedAt - other.acceptedAt);
}

function purchase(modelId: string, agreement: Agreement, where: Where): Purchase | undefined {
  const { clock, world, account } = where;
  const { requestedAt: acceptedAt, offerId, failure, id, terms } = agreement;
  const settledAt = failure?.isCertain
    ? failure.at
    : acceptedAt + world.timing.agreement.availableAfterSeconds * 1000;
  const foundAt = whenFound.is("atOnce", where) ? acceptedAt : settledAt;
  if (id === undefined || !clock.hasPassed(foundAt, world.timing.marketplace.foundAfterSeconds))
    return undefined;
  const hasFailed = failure !== undefined && clock.now() >= failure.at;
  if (hasFailed && failedAgreement.is("absent", where)) return undefined;
  const over = endOf(agreement, where);
  const rolledBack = hasFailed && failedAgreement.is("ROLLED_BACK", where) ? "ROLLED_BACK" : undefined;
  const endsAt = agreement.endsAt ?? over?.at;
  return {
    id,
    modelId,
    account,
    offerId,
    acceptedAt,
    status: over?.status ?? rolledBack ?? "ACTIVE",
    entitlement: entitlementOf(
      { isOver: over !== undefined, hasFailed, isSettled: clock.now() >= settledAt },
      failure,
      where,
    ),
    licenseArn: licenseArnOf(id),
    ...(endsAt !== undefined && { endsAt }),
    ...(!failure?.isCertain && {
      licensedAt: settledAt + world.timing.marketplace.licenseAfterSeconds * 1000,
    }),
    ...(terms && { terms }),
  };
}

function endOf({ cancelledAt, endedAs: status, endsAt }: Agreement, where: Where) {
  if (status !== undefined) return { status, at: endsAt };
  if (cancelledAt === undefined) return undefined;
  const at = cancelledAt + where.world.timing.agreement.cancelAfterSeconds * 1000;
  if (where.clock.now() < at) return undefined;
  return { status: endedAs.is("TERMINATED", where) ? "TERMINATED" : "CANCELLED", at };
}

function entitlementOf(
  is: { readonly isOver: boolean; readonly hasFailed: boolean; readonly isSettled: boolean },
  failure: Agreement["failure"],
  where: Where,
): Purchase["entitlement"] {
  if (is.hasFailed) {
    return { status: "FAILED", ...(failure?.reason !== undefined && { statusReasonCode: failure.reason }) };
  }
  if (is.isOver) return { status: "DEPROVISIONED", statusReasonCode: "AGREEMENT_INACTIVE" };
  if (!is.isSettled) return { status: "PENDING", statusReasonCode: "PROVISIONING_IN_PROGRESS" };
  return {
    status: "PROVISIONED",
    ...(activeReason.is("told", where) && { statusReasonCode: "AGREEMENT_ACTIVE" }),
  };
}

/** An agreement has one licence. */
function licenseArnOf(agreementId: string): string {
  const id = createHash("sha256").update(agreementId).digest("hex").slice(0, 32);
  return licensingArn(ISSUER_ACCOUNT, `license:l-${id}`);
}
