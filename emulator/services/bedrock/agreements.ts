import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import type { Store } from "../../state/store";
import type { AgreementRecord } from "./agreement-record";
import { agreementsFromWorld } from "./agreements-from-world";

/** The other three fields of an availability answer, where they are not what they normally are. */
export interface AvailabilityOverride {
  readonly authorizationStatus?: string;
  readonly entitlementAvailability?: string;
  readonly regionAvailability?: string;
}

export const PAYMENT_ERROR =
  "INVALID_PAYMENT_INSTRUMENT: A valid payment instrument must be provided. " +
  "Your AWS Marketplace subscription for this model cannot be completed.";

/** AWS's guide says so of the subscription, and so do vendors' help pages; nobody shows two Regions of one account. */
export const agreementScope = assume(
  "bedrock.agreementScope",
  "an agreement holds in all Regions of the account",
  {
    region: "it holds in the Region where it was made, and ends there alone",
  },
);

export const whileCancelling = assume(
  "bedrock.whileCancelling",
  "PENDING is read until a delete has come into effect",
  {
    AVAILABLE: "AVAILABLE is read until then",
    NOT_AVAILABLE: "NOT_AVAILABLE is read at once, while another agreement is still refused as a conflict",
  },
);

export const retryAfterError = assume(
  "bedrock.retryAfterError",
  "an agreement in ERROR can be created again",
  {
    refused: "it stands in the way of another one until it is cancelled",
  },
);

export const agreementTable = (store: Store) => store.table<AgreementRecord>("bedrock/agreements");
export const availabilityTable = (store: Store) => store.table<AvailabilityOverride>("bedrock/availability");

/** Where and for whom an agreement is looked up. */
export type Where = Pick<Call, "account" | "region" | "world" | "store" | "clock">;

/** What is told of a model in one Region alone. */
export function availabilityKey(id: string, { account, region }: Where): string {
  return `${account}/${region}/${id}`;
}

/** The key of an agreement: its Region only where agreements are regional. */
function agreementKey(id: string, where: Where): string {
  return agreementScope.is("region", where) ? availabilityKey(id, where) : `${where.account}/*/${id}`;
}

export function readAgreement(id: string, where: Where): AgreementRecord {
  return agreementTable(where.store).get(agreementKey(id, where)) ?? agreementsFromWorld(id, where);
}

export function writeAgreement(id: string, where: Where, record: AgreementRecord): void {
  agreementTable(where.store).set(agreementKey(id, where), record);
}

/** Where an agreement that came from that offer is. */
export function agreementsFrom(
  id: string,
  offerId: string,
  emulated: Pick<Call, "world" | "store" | "clock">,
): Where[] {
  const rows = [...agreementTable(emulated.store)].filter(([, { current }]) => current?.offerId === offerId);
  return rows.flatMap(([key]) => {
    const [account = "", region = "", modelId] = key.split("/");
    return modelId === id ? [{ ...emulated, account, region }] : [];
  });
}

/** The status after everything that time has brought about. */
export function statusOf(record: AgreementRecord, where: Where): string {
  const { current } = record;
  const { clock, world } = where;
  if (!current) return "NOT_AVAILABLE";
  const timing = world.timing.agreement;
  const passed = (from: number, seconds: number): boolean => clock.now() >= from + seconds * 1000;
  if (current.forcedStatus !== undefined) return current.forcedStatus;
  if (current.cancelledAt !== undefined) {
    return isBeingCancelled(record, where) ? cancelling(where) : "NOT_AVAILABLE";
  }
  if (current.failure && passed(current.failure.at, 0)) return "ERROR";
  if (passed(current.requestedAt, timing.availableAfterSeconds) && !current.failure?.isCertain)
    return "AVAILABLE";
  return passed(current.requestedAt, timing.visibleAfterSeconds) ? "PENDING" : "NOT_AVAILABLE";
}

/** A delete under way: the agreement neither serves nor lets another one be made. */
export function isBeingCancelled({ current }: AgreementRecord, { clock, world }: Where): boolean {
  if (current?.cancelledAt === undefined || current.forcedStatus !== undefined) return false;
  return clock.now() < current.cancelledAt + world.timing.agreement.cancelAfterSeconds * 1000;
}

function cancelling(where: Where): string {
  const other = (["AVAILABLE", "NOT_AVAILABLE"] as const).find((read) => whileCancelling.is(read, where));
  return other ?? "PENDING";
}
