import type { BedrockClient } from "@aws-sdk/client-bedrock";

import type { Aws } from "../../aws/aws";
import { isAws } from "../../aws/errors/explained";
import { hiding } from "../../aws/errors/hiding";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { bedrockSdk } from "../../aws/clients/sdk";
import { isRefusal, sendOnce } from "../../aws/clients/send-once";
import type { Claims } from "../../core/claims";
import { type Context, waitOptions } from "../../core/context";
import { messageOf, ModelAccessError } from "../../core/errors";
import { retryWhile } from "../../core/wait";
import { availabilityOf } from "../../services/bedrock/availability";
import type { Inputs } from "./declaration";
import { type Accepting, offerToAccept, warnAboutUnread } from "./terms";
import { isBusy, named, NO_AGREEMENT, type Provenance } from "./state";
import { filedForm } from "../../services/bedrock/use-case-form";

/** A first-use form that was filed a moment ago does not count at once; people who use it report up to two minutes. */
const FORM_EFFECTIVE_WITHIN_SECONDS = 120;

/** A conflict beside an agreement that is AVAILABLE is one of being there already once it has lasted so long. */
const CONFLICT_PASSES_WITHIN_SECONDS = 60;

/** What the attempts of one acceptance tell the next one. */
interface Attempts {
  readonly owner: string;
  readonly withinSeconds: number;
  /** What our own states say of what was accepted before. */
  readonly baseline: Provenance | undefined;
  /** What the last one was about to accept. */
  last?: Accepting | undefined;
  /** AWS may have heard one of them. */
  mayBeOurs: boolean;
  /** When AWS began to say Conflict, in monotonic seconds. */
  conflictSince?: number;
}

/**
 * Accepts the offer, with a token fresh from AWS at each attempt. That somebody else was faster is as good.
 * @param owner under what the run remembers whose agreement it is
 * @param baseline what our own states say of what was accepted before
 */
export async function accept(
  owner: string,
  client: BedrockClient,
  inputs: Inputs,
  baseline: Provenance | undefined,
  withinSeconds: number,
  context: Context<Aws>,
): Promise<Provenance> {
  const options = waitOptions(context);
  const attempts: Attempts = { owner, withinSeconds, baseline, mayBeOurs: false };
  const withoutConflict = () =>
    retryWhile(
      `${named(inputs)} to be accepted`,
      () => attempt(attempts, client, inputs, context),
      isBusy,
      withinSeconds,
      options,
    );
  try {
    return await withoutConflict();
  } catch (thrown) {
    if (!isFormMissing(thrown) || !(await isFormFiled(client))) throw thrown;
  }
  return retryWhile(
    `${named(inputs)} to be accepted, once the first-use form that was filed counts`,
    withoutConflict,
    isFormMissing,
    Math.min(FORM_EFFECTIVE_WITHIN_SECONDS, withinSeconds),
    options,
  );
}

async function attempt(
  attempts: Attempts,
  client: BedrockClient,
  inputs: Inputs,
  context: Context<Aws>,
): Promise<Provenance> {
  const { cloud, claims, pace, signal } = context;
  const { modelId } = inputs;
  const accepting = await offerToAccept(client, inputs, attempts.baseline, context, attempts.last);
  attempts.last = accepting;
  if (!accepting) return { required: false, adopted: false };
  const { offerId, offerToken } = accepting.offer;
  const request = new (bedrockSdk().CreateFoundationModelAgreementCommand)({ modelId, offerToken });
  let isThereAlready = false as boolean;
  const send = async (mayHaveBeenHeard: boolean): Promise<void> => {
    attempts.mayBeOurs ||= mayHaveBeenHeard;
    try {
      await cloud.bedrockOnce(regionAndRoleOf(inputs)).send(request);
    } catch (thrown) {
      isThereAlready = await isExisting(thrown, attempts, client, inputs, claims);
      if (!isThereAlready) throw hiding([offerToken], thrown);
    }
  };
  const isThere = async (): Promise<boolean> => {
    const live = await availabilityOf(client, modelId);
    return live !== undefined && !NO_AGREEMENT.includes(live.agreementStatus);
  };
  await sendOnce(send, isThere, { retries: cloud.retries, pace, signal });
  // A sibling in another Region has accepted it in this run, where agreements hold for the whole account.
  const siblings = claims.remembered<Provenance>(attempts.owner);
  if (isThereAlready && !attempts.mayBeOurs && !siblings) {
    if (inputs.onExisting === "fail") throw existing("AVAILABLE");
    return { required: true, adopted: true };
  }
  const accepted = { required: true, adopted: false, offerId, terms: accepting.terms };
  const provenance = isThereAlready && siblings ? siblings : accepted;
  if (provenance === accepted) warnAboutUnread(inputs, accepting, context);
  claims.bequeath(attempts.owner, provenance);
  return provenance;
}

/** An agreement is there that is not ours, and is not to be taken over. */
export function existing(status: string): ModelAccessError {
  return new ModelAccessError(`an agreement exists already (its status is ${status})`, [
    'onExisting: "adopt" takes it over as it is. It may stem from an earlier run of this stack that was killed.',
  ]);
}

/**
 * Whether AWS refuses because an agreement is there. "Could not create agreement - Agreement already exists" is a
 * ValidationException like many others, so AWS is asked; the text counts while the agreement cannot be seen yet.
 */
async function isExisting(
  thrown: unknown,
  attempts: Attempts,
  client: BedrockClient,
  { modelId }: Inputs,
  claims: Claims,
): Promise<boolean> {
  if (!isBusy(thrown) && !isAws(thrown, "ValidationException")) return false;
  const status = (await availabilityOf(client, modelId))?.agreementStatus ?? "NOT_AVAILABLE";
  const isOurs = claims.remembered(attempts.owner) !== undefined;
  if (isBusy(thrown) && !isOurs) {
    const now = performance.now() / 1000;
    attempts.conflictSince ??= now;
    const patience = Math.min(CONFLICT_PASSES_WITHIN_SECONDS, attempts.withinSeconds / 2);
    return status === "AVAILABLE" && now - attempts.conflictSince > patience;
  }
  if (NO_AGREEMENT.includes(status)) return status !== "ERROR" && /already exists/i.test(messageOf(thrown));
  return true;
}

/** "You have not filled out the request form", or "the required use-case form" of an opt-in Region. */
function isFormMissing(thrown: unknown): boolean {
  return isRefusal(thrown) && /request form|use-case form/i.test(messageOf(thrown));
}

/** Who may not read the form cannot wait for it: the refusal at hand then tells more than this one would. */
async function isFormFiled(client: BedrockClient): Promise<boolean> {
  return filedForm(client).then(
    (form) => form !== undefined,
    () => false,
  );
}
