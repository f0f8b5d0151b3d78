import * as v from "valibot";

const seconds = v.pipe(v.number(), v.minValue(0));

/** Twelve digits, as AWS writes account ids. */
export const accountId = v.pipe(v.string(), v.regex(/^\d{12}$/, "an account id has 12 digits"));

export const AGREEMENT_STATUSES = [
  "ACTIVE",
  "ARCHIVED",
  "CANCELLED",
  "EXPIRED",
  "RENEWED",
  "REPLACED",
  "ROLLED_BACK",
  "SUPERSEDED",
  "TERMINATED",
] as const;

/** Why a subscription comes to nothing, in AWS Marketplace's words. */
export const FAILURE_REASONS = [
  "INVALID_PAYMENT_INSTRUMENT",
  "INCOMPATIBLE_CURRENCY",
  "ACCOUNT_SUSPENDED",
  "UNSUPPORTED_OPERATION",
  "PRODUCT_RESTRICTED",
] as const;

/** Bedrock says ERROR, and not why; AWS Marketplace tells this reason of the entitlement. */
export const failureReason = v.picklist(FAILURE_REASONS);

const moment = v.pipe(v.string(), v.isoTimestamp("this is no time such as 2026-01-31T12:00:00Z"));

/** One that was there before the world began, also of a first call that subscribed by itself. */
export const agreement = v.strictObject({
  account: accountId,
  modelId: v.string(),
  /** The first offer of the model when not given. */
  offerId: v.optional(v.string()),
  acceptanceTime: moment,
  status: v.optional(v.picklist(AGREEMENT_STATUSES), "ACTIVE"),
  /** When it ended, or is to end. */
  endTime: v.optional(moment),
  entitlementFailure: v.optional(failureReason),
});

export const marketplaceTiming = v.strictObject({
  /** An agreement is found so long after Bedrock has settled it. */
  foundAfterSeconds: v.optional(seconds, 0),
  /** License Manager has the licence so long after the agreement came into force. */
  licenseAfterSeconds: v.optional(seconds, 90),
});

export const grantTiming = v.strictObject({
  /** A grant to an account is PENDING_WORKFLOW for so long. */
  distributedAfterSeconds: v.optional(seconds, 60),
  /** The same for an organization or one of its units. */
  organizationDistributedAfterSeconds: v.optional(seconds, 180),
  /** And again when its status was changed. */
  activatedAfterSeconds: v.optional(seconds, 30),
  /** PENDING_DELETE until then. */
  deletedAfterSeconds: v.optional(seconds, 30),
});
