import type { Call } from "../../operation";
import type { Store } from "../../store";

/** An agreement as it was made; what it is at a moment follows from the clock. Times are emulated milliseconds. */
interface Agreement {
  readonly offerId: string;
  readonly requestedAt: number;
  /** Set when the agreement cannot be kept: it turns to ERROR at that time, with this message. */
  readonly failure?: { readonly at: number; readonly message: string };
  readonly cancelledAt?: number;
  /** Whatever somebody who plays AWS wants to be read instead. */
  readonly forcedStatus?: string;
}

/** What an account has of one model: the current agreement, and the message of the last one that failed. */
export interface AgreementRecord {
  readonly current?: Agreement;
  /** AWS keeps showing the message of a failure until an agreement succeeds. */
  readonly lastError?: string;
}

/** The other three fields of an availability answer, where they are not what they normally are. */
export interface AvailabilityOverride {
  readonly authorizationStatus?: string;
  readonly entitlementAvailability?: string;
  readonly regionAvailability?: string;
}

export const PAYMENT_ERROR =
  "INVALID_PAYMENT_INSTRUMENT: A valid payment instrument must be provided. " +
  "Your AWS Marketplace subscription for this model cannot be completed.";

const agreementTable = (store: Store) => store.table<AgreementRecord>("bedrock/agreements");
export const availabilityTable = (store: Store) => store.table<AvailabilityOverride>("bedrock/availability");

/** Where and for whom an agreement is looked up. */
export type Where = Pick<Call, "account" | "region" | "world" | "store" | "clock">;

/** The key of an agreement: its Region only where agreements are regional. */
export function agreementKey(id: string, { account, region, world }: Where): string {
  return `${account}/${world.agreementScope === "account" ? "*" : region}/${id}`;
}

export function readAgreement(id: string, where: Where): AgreementRecord {
  return agreementTable(where.store).get(agreementKey(id, where)) ?? {};
}

export function writeAgreement(id: string, where: Where, record: AgreementRecord): void {
  agreementTable(where.store).set(agreementKey(id, where), record);
}

/** The status after everything that time has brought about. */
export function statusOf({ current }: AgreementRecord, { clock, world }: Where): string {
  if (!current) return "NOT_AVAILABLE";
  const timing = world.timing.agreement;
  const passed = (from: number, seconds: number): boolean => clock.now() >= from + seconds * 1000;
  if (current.forcedStatus !== undefined) return current.forcedStatus;
  if (current.cancelledAt !== undefined) {
    return passed(current.cancelledAt, timing.cancelAfterSeconds) ? "NOT_AVAILABLE" : "PENDING";
  }
  if (current.failure && passed(current.failure.at, 0)) return "ERROR";
  if (passed(current.requestedAt, timing.availableAfterSeconds) && !isDoomed(current)) return "AVAILABLE";
  return passed(current.requestedAt, timing.visibleAfterSeconds) ? "PENDING" : "NOT_AVAILABLE";
}

/** A failure that was certain from the beginning keeps the agreement PENDING; one that comes later does not. */
function isDoomed({ failure }: Agreement): boolean {
  return failure?.message === PAYMENT_ERROR;
}

/** A delete under way: the agreement neither serves nor lets another one be made. */
export function isBeingCancelled(record: AgreementRecord, where: Where): boolean {
  return record.current?.cancelledAt !== undefined && statusOf(record, where) === "PENDING";
}
