import type { BedrockClient } from "@aws-sdk/client-bedrock";

import type { Aws } from "../aws/aws";
import { hiding, isAws } from "../aws/doing";
import { placeOf } from "../aws/place";
import { bedrockSdk } from "../aws/sdk";
import { sendOnce } from "../aws/send-once";
import { type Context, waitOptions } from "../core/context";
import { messageOf, ModelAccessError } from "../core/errors";
import { retryWhile } from "../core/wait";
import { availabilityOf } from "./availability";
import type { Inputs } from "./model-agreement.inputs";
import { isBusy, named, NO_AGREEMENT, type Provenance } from "./model-agreement.state";
import { chooseOffer, listOffers, termsOf } from "./offers";
import { filedForm } from "./use-case-form";

/** A first-use form that was filed a moment ago does not count at once; people who use it report up to two minutes. */
const FORM_EFFECTIVE_WITHIN_SECONDS = 120;

/** Accepts the offer, with a token fresh from AWS at each attempt. That somebody else was faster is as good. */
export async function accept(
  client: BedrockClient,
  inputs: Inputs,
  withinSeconds: number,
  context: Context<Aws>,
): Promise<Provenance> {
  const options = waitOptions(inputs.__urn, context);
  const withoutConflict = () =>
    retryWhile(
      `${named(inputs)} to be accepted`,
      () => attempt(client, inputs, context),
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
    `${named(inputs)} to be accepted, which wants the first-use form that is filed`,
    withoutConflict,
    isFormMissing,
    Math.min(FORM_EFFECTIVE_WITHIN_SECONDS, withinSeconds),
    options,
  );
}

async function attempt(
  client: BedrockClient,
  inputs: Inputs,
  { cloud, pace, signal }: Context<Aws>,
): Promise<Provenance> {
  const { modelId } = inputs;
  const offers = await listOffers(client, inputs.modelId, inputs);
  if (offers === undefined) return { required: false, adopted: false };
  const offer = chooseOffer(offers, inputs);
  const { offerId, offerToken } = offer;
  const request = new (bedrockSdk().CreateFoundationModelAgreementCommand)({ modelId, offerToken });
  let isStrangers = false as boolean;
  const send = async (mayHaveBeenHeard: boolean): Promise<void> => {
    try {
      await cloud.bedrockOnce(placeOf(inputs)).send(request);
    } catch (thrown) {
      // What is there is looked at afterwards; the text alone is not trusted.
      if (!isExisting(thrown)) throw hiding([offerToken], thrown);
      isStrangers = !mayHaveBeenHeard;
    }
  };
  const isThere = async (): Promise<boolean> => {
    const live = await availabilityOf(client, modelId);
    return live !== undefined && !NO_AGREEMENT.includes(live.agreementStatus);
  };
  await sendOnce(send, isThere, { retries: cloud.retries, pace, signal });
  if (!isStrangers) return { required: true, adopted: false, offerId, terms: termsOf(offer) };
  if (inputs.onExisting === "fail") throw existing("AVAILABLE");
  return { required: true, adopted: true };
}

/** An agreement is there that is not ours, and is not to be taken over. */
export function existing(status: string): ModelAccessError {
  return new ModelAccessError(`an agreement exists already (its status is ${status})`, [
    'onExisting: "adopt" takes it over as it is. It may stem from an earlier run of this stack that was killed.',
  ]);
}

/** "Could not create agreement - Agreement already exists" is a ValidationException like many others. */
function isExisting(thrown: unknown): boolean {
  return isAws(thrown, "ValidationException") && /already exists/i.test(messageOf(thrown));
}

/** "You have not filled out the request form." */
function isFormMissing(thrown: unknown): boolean {
  return isAws(thrown, "AccessDeniedException") && /request form/i.test(messageOf(thrown));
}

/** Who may not read the form cannot wait for it: the refusal at hand then tells more than this one would. */
async function isFormFiled(client: BedrockClient): Promise<boolean> {
  return filedForm(client).then(
    (form) => form !== undefined,
    () => false,
  );
}
