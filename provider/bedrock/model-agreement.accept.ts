import type { BedrockClient } from "@aws-sdk/client-bedrock";

import type { Aws } from "../aws/aws";
import { hiding, isAws } from "../aws/doing";
import { bedrockSdk } from "../aws/sdk";
import { type Context, waitOptions } from "../core/context";
import { messageOf } from "../core/errors";
import { retryWhile } from "../core/wait";
import type { Inputs } from "./model-agreement.inputs";
import { isBusy, named, type Provenance } from "./model-agreement.state";
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
      () => attempt(client, inputs),
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

async function attempt(client: BedrockClient, inputs: Inputs): Promise<Provenance> {
  const offers = await listOffers(client, inputs.modelId, inputs);
  if (offers === undefined) return { required: false, adopted: false };
  const offer = chooseOffer(offers, inputs);
  const { offerId, offerToken } = offer;
  try {
    await client.send(
      new (bedrockSdk().CreateFoundationModelAgreementCommand)({ modelId: inputs.modelId, offerToken }),
    );
  } catch (thrown) {
    // What is there is looked at afterwards; the text alone is not trusted.
    if (isExisting(thrown)) return { required: true, adopted: true };
    throw hiding([offerToken], thrown);
  }
  return { required: true, adopted: false, offerId, terms: termsOf(offer) };
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
