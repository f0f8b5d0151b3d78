import { letters } from "./agreement-ids";
import type { Agreement, AgreementTerms } from "./agreement-record";
import {
  agreementTable,
  PAYMENT_ERROR,
  readAgreement,
  statusOf,
  type Where,
  writeAgreement,
} from "./agreements";
import { agreementsFromWorld } from "./agreements-from-world";
import { offersOf } from "./offers";

/** What an offer says now, for whoever accepts it. */
function termsOf(
  modelId: string,
  offerId: string,
  where: Pick<Where, "store" | "world">,
): AgreementTerms | undefined {
  return offersOf(modelId, where).find((offer) => offer.offerId === offerId)?.termDetails;
}

/** A new agreement takes the place of what there was, which stays as history. */
export function beginAgreement(
  modelId: string,
  where: Where,
  made: Omit<Agreement, "id" | "terms">,
  lastError?: string,
): void {
  const terms = termsOf(modelId, made.offerId, where);
  writeAgreement(modelId, where, {
    current: { ...made, id: `agmt-${letters(25)}`, ...(terms && { terms }) },
    past: everyOneOver(modelId, where),
    ...(lastError !== undefined && { lastError }),
  });
}

/** Somebody accepts an offer now, and it comes to what the account is good for. */
export function acceptOffer(modelId: string, offerId: string, where: Where): void {
  const record = readAgreement(modelId, where);
  const hasFailed = statusOf(record, where) === "ERROR";
  const failure = failureOf(where);
  beginAgreement(
    modelId,
    where,
    { offerId, requestedAt: where.clock.now(), ...(failure && { failure }) },
    hasFailed ? record.current?.failure?.message : record.lastError,
  );
}

/** What keeps an agreement of this account from ever coming into force. */
export function failureOf({ account, world, clock }: Where): Agreement["failure"] {
  const { paymentInstrument, entitlementFailure: reason } = world.accounts[account]!;
  const { errorAfterSeconds, availableAfterSeconds } = world.timing.agreement;
  const after = (seconds: number) => ({ at: clock.now() + seconds * 1000, isCertain: true });
  if (paymentInstrument === "invalid") {
    return { ...after(errorAfterSeconds), message: PAYMENT_ERROR, reason: "INVALID_PAYMENT_INSTRUMENT" };
  }
  return reason && { ...after(availableAfterSeconds), reason };
}

/** Nothing of a model is in force any more, as if somebody had cancelled it a while ago. */
export function revokeAgreements(modelId: string, where: Where): void {
  writeAgreement(modelId, where, { past: everyOneOver(modelId, where) });
}

/** Whatever is in force of a model was cancelled at that moment. */
export function cancelAgreements(modelId: string, where: Where, at: number): void {
  const record = readAgreement(modelId, where);
  const { past = [], current } = record;
  writeAgreement(modelId, where, {
    ...record,
    ...(current && { current: cancelled(current, at) }),
    past: past.map((one) => cancelled(one, at)),
  });
}

/** All that an account has ever accepted, by the model's id. */
export function everyAgreement(where: Where): { modelId: string; agreement: Agreement }[] {
  const written = [...agreementTable(where.store)]
    .filter(([key]) => key.startsWith(`${where.account}/`))
    .map(([key, record]) => [key.split("/").slice(2).join("/"), record] as const);
  const before = [...new Set(where.world.agreements.map(({ modelId }) => modelId))].map(
    (modelId) => [modelId, agreementsFromWorld(modelId, where)] as const,
  );
  // What has been written of an agreement of before is newer.
  const byId = new Map(
    [...before, ...written].flatMap(([modelId, { current, past = [] }]) =>
      [...past, ...(current ? [current] : [])].map((agreement) => [agreement.id, { modelId, agreement }]),
    ),
  );
  return [...byId].filter(([id]) => id !== undefined).map(([, one]) => one);
}

function everyOneOver(modelId: string, where: Where): Agreement[] {
  const { current, past = [] } = readAgreement(modelId, where);
  const at = where.clock.now() - where.world.timing.agreement.cancelAfterSeconds * 1000;
  return [...past, ...(current ? [current] : [])].map((one) => cancelled(one, at));
}

function cancelled(agreement: Agreement, at: number): Agreement {
  const isOver = agreement.cancelledAt !== undefined || agreement.endedAs !== undefined;
  return isOver ? agreement : { ...agreement, cancelledAt: at };
}
