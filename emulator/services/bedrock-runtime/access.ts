import { whyDenied } from "../../authorization/allowed";
import { type Assumption, assume } from "../../behaviours/assumptions";
import type { AwsError } from "../../behaviours/refusals";
import type { Call } from "../../operation/operation";
import type { Store } from "../../state/store";
import { acceptOffer, failureOf } from "../bedrock/agreement-history";
import { isBeingCancelled, readAgreement, statusOf } from "../bedrock/agreements";
import type { Agreement } from "../bedrock/agreement-record";
import { isFormInEffect, isOptIn } from "../bedrock/forms";
import { isGranted } from "../bedrock/grants";
import { askingFor } from "../bedrock/marketplace-permissions";
import { needsAgreement } from "../bedrock/model-ids";
import { offersOf } from "../bedrock/offers";
import type { Target } from "./model-identifiers";
import { refusals } from "./refusals";

export const whilePending = assume(
  "bedrock-runtime.whilePending",
  "while an agreement is being made the model answers whoever may call it",
  { refused: "it refuses everybody until the agreement is AVAILABLE, also the call that has subscribed" },
);

export const whileCancelling = assume(
  "bedrock-runtime.whileCancelling",
  "a model answers until the delete of its agreement has come into effect",
  { refused: "it refuses everybody as soon as the delete is accepted" },
);

export const withoutRights = assume(
  "bedrock-runtime.withoutRights",
  "without an agreement, who may not subscribe is refused at once",
  { late: "calls are answered for 15 minutes after the account's first one, and refused then" },
);

export const withoutForm = assume(
  "bedrock-runtime.withoutForm",
  "without the first-use form a call is refused at once",
  { late: "calls are answered for ten minutes after the account's first one, and refused then" },
);

/** What a call meets: an answer, an agreement that it makes, or a refusal, which AWS may be late with. */
type Standing = "served" | "subscribes" | Refused;
interface Refused {
  readonly refusal: AwsError;
  readonly late?: { readonly if: Assumption<"late">; readonly seconds: number };
}

/** A failed subscription is tried again by a call so long after it. */
const TRIED_AGAIN_AFTER_SECONDS = 120;

/** Lets a call in, and makes the agreement that it accepts by being made. @throws AwsError when the model refuses it */
export function admit(target: Target, call: Call): void {
  const standing = standingOf(target, call);
  if (standing === "served") return;
  if (standing === "subscribes") {
    acceptOffer(target.id, publicOffer(target.id, call)!.offerId, call);
    if (whilePending.is("refused", call)) throw refusals.settling();
  } else if (!isStillServed(standing, target, call)) throw standing.refusal;
}

/** Whether a call accepts the EULA of its model. */
export function subscribes(target: Target, call: Call): boolean {
  return standingOf(target, call) === "subscribes";
}

function standingOf({ id, model }: Target, call: Call): Standing {
  const { authorization } = call.world.accounts[call.account]!;
  if (authorization === "restricted") return { refusal: refusals.restricted() };
  if (authorization === "never-enabled" && needsAgreement(model)) return { refusal: refusals.notAllowed() };
  if (model.useCaseForm && !isFormInEffect(call)) {
    return isOptIn(call)
      ? { refusal: refusals.formMissingInRegion(call.region) }
      : { refusal: refusals.formMissing(), late: { if: withoutForm, seconds: 600 } };
  }
  return needsAgreement(model) && !isGranted(id, call) ? byAgreement(id, call) : "served";
}

function byAgreement(id: string, call: Call): Standing {
  const record = readAgreement(id, call);
  const { current } = record;
  const settling = (how: Assumption<"refused">): Standing =>
    how.is("refused", call) ? { refusal: refusals.settling() } : "served";
  if (isBeingCancelled(record, call)) return settling(whileCancelling);
  const status = statusOf(record, call);
  if (status === "AVAILABLE") return "served";
  const isOver = !current || current.cancelledAt !== undefined || current.forcedStatus === "NOT_AVAILABLE";
  if (status === "ERROR") {
    const { failure } = current!;
    const isFresh = failure && !call.clock.hasPassed(failure.at, TRIED_AGAIN_AFTER_SECONDS);
    if (isFresh || failureOf(call)) return { refusal: refusals.notSubscribed(reasonOf(failure)) };
  } else if (!isOver) return settling(whilePending);
  if (!maySubscribe(id, call)) {
    return { refusal: refusals.noMarketplaceRights(), late: { if: withoutRights, seconds: 900 } };
  }
  return publicOffer(id, call) ? "subscribes" : { refusal: refusals.notSubscribed("PRODUCT_RESTRICTED") };
}

function reasonOf(failure: Agreement["failure"]): string {
  return failure?.message?.split(/(?<=\.) /)[0] ?? failure?.reason ?? "an agreement that has failed";
}

/** Bedrock asks AWS Marketplace for whoever calls. */
function maySubscribe(id: string, call: Call): boolean {
  return (["ViewSubscriptions", "Subscribe"] as const).every((name) => {
    const asked = { action: `aws-marketplace:${name}`, resource: "*", context: askingFor(name, id, call) };
    return whyDenied(asked, call) === undefined;
  });
}

/** What a first call accepts; a private offer is for who accepts it himself. */
function publicOffer(id: string, call: Call) {
  return offersOf(id, call).find(({ type }) => type === "PUBLIC");
}

const firstCalls = (store: Store) => store.table<number>("bedrock-runtime/first-calls");

/** Whether the refusal does not count yet, in a world where it comes late. */
function isStillServed({ late }: Refused, { id }: Target, call: Call): boolean {
  if (!late?.if.is("late", call)) return false;
  const [calls, key] = [firstCalls(call.store), `${late.if.name}/${call.account}/${id}`];
  const first = calls.get(key) ?? call.clock.now();
  calls.set(key, first);
  return !call.clock.hasPassed(first, late.seconds);
}
