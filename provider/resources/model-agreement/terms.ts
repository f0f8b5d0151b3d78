import type { BedrockClient, Offer } from "@aws-sdk/client-bedrock";

import type { Aws } from "../../aws/aws";
import { catalogue, filled } from "../../aws/errors/catalogue";
import type { OnTermsChanged } from "../../aws/config/config";
import type { Context } from "../../core/context";
import { ModelAccessError } from "../../core/errors";
import type { Inputs } from "./declaration";
import type { Provenance } from "./state";
import { chooseOffer, listOffers, termsOf, type UsableOffer } from "../../services/bedrock/offers";
import { compareTerms, type Difference, lineOf } from "../../services/bedrock/terms/comparison";
import { fetchDocument } from "../../services/bedrock/terms/document";
import { type NotedTerms, notedTerms } from "../../services/bedrock/terms/noted-terms";
import { notedBy } from "../../services/bedrock/terms/reviewed-terms";
import type { Terms } from "../../services/bedrock/terms/terms";

/** What somebody knows of the terms before they are accepted. */
interface Expected {
  readonly noted: NotedTerms;
  /** How they came to know it. */
  readonly how: "reviewed" | "accepted before";
}

/** What is to be accepted, and what is recorded of it. */
export interface Accepting {
  readonly offer: UsableOffer;
  readonly terms: Terms | undefined;
  /** Whether anybody has known these terms before. */
  readonly isKnown: boolean;
  /** What was judged, so that the same is not judged again when the acceptance is tried again. */
  readonly judged: string;
}

/**
 * What the terms on offer must be like: as they were reviewed, else as our own states say that they were. Of an agreement that
 * came from another offer than the program asks for, states know nothing of what is to be accepted.
 */
function expectedTerms(
  { reviewedTerms, offerId }: Pick<Inputs, "reviewedTerms" | "offerId">,
  baseline: Pick<Provenance, "offerId" | "terms"> | undefined,
): Expected | undefined {
  if (reviewedTerms) return { noted: notedBy(reviewedTerms), how: "reviewed" };
  if (!baseline?.terms) return undefined;
  if (offerId !== undefined && baseline.offerId !== undefined && offerId !== baseline.offerId)
    return undefined;
  return { noted: notedTerms(baseline.offerId, baseline.terms), how: "accepted before" };
}

/**
 * The offer to accept, fresh from AWS, once its terms are those that were reviewed, or accepted before.
 * @param last what an earlier attempt of the same acceptance has found
 * @returns undefined where the model needs no agreement
 * @throws ModelAccessError where a person has to look, unless the program says otherwise
 */
export async function offerToAccept(
  client: BedrockClient,
  inputs: Inputs,
  baseline: Provenance | undefined,
  context: Context<Aws>,
  last?: Accepting,
): Promise<Accepting | undefined> {
  const expected = expectedTerms(inputs, baseline);
  const offer = await offerOnTheTable(client, inputs, expected);
  if (!offer) return undefined;
  const terms = termsOf(offer);
  const judged = JSON.stringify([offer.offerId, terms]);
  if (last?.judged === judged) return { ...last, offer };
  if (!expected) return { offer, terms, isKnown: false, judged };
  const sha256 = await judge(offer, terms, expected, inputs, context);
  const recorded = terms && { ...terms, legalTerm: { ...terms.legalTerm, ...(sha256 && { sha256 }) } };
  return { offer, terms: recorded, isKnown: true, judged };
}

/** The offer that was asked for, or else that somebody knows; undefined where the model needs no agreement. */
async function offerOnTheTable(
  client: BedrockClient,
  inputs: Inputs,
  expected: Expected | undefined,
): Promise<UsableOffer | undefined> {
  const { modelId } = inputs;
  const offerId = inputs.offerId ?? expected?.noted.offerId;
  const offers = await listOffers(client, modelId, { ...inputs, offerId });
  if (offers === undefined) return undefined;
  const isKnownOnly = expected && inputs.offerId === undefined && offerId !== undefined;
  if (!isKnownOnly || offers.some((offer) => offer.offerId === offerId)) {
    return chooseOffer(offers, { ...inputs, offerId });
  }
  const others = (await listOffers(client, modelId, inputs)) ?? [];
  if (others.length === 1) return chooseOffer(others, inputs);
  const ids = others.map((other) => other.offerId ?? "(without id)").join(", ");
  throw changedTerms(inputs, expected, [
    lineOf({ what: "offerId", before: offerId, ...(ids && { now: ids }) }),
  ]);
}

/** @returns the SHA-256 of the document, where it was looked at */
async function judge(
  offer: Offer,
  terms: Terms | undefined,
  expected: Expected,
  inputs: Inputs,
  { cloud, report }: Context<Aws>,
): Promise<string | undefined> {
  const { modelId } = inputs;
  const onTermsChanged = reactionTo(inputs, cloud);
  const { noted } = expected;
  if (!terms) throw changedTerms(inputs, expected, ["AWS shows no terms of the offer"]);
  const isSameDocument = terms.legalTerm.document === noted.document.name;
  const isHashed = isSameDocument && noted.document.sha256 !== undefined;
  const fetched = isHashed ? await fetchDocument(cloud, offer) : undefined;
  const sha256 = fetched && "sha256" in fetched ? fetched.sha256 : undefined;
  const now = notedTerms(offer.offerId, terms);
  const { differences, notes } = compareTerms(noted, { ...now, document: { ...now.document, sha256 } });
  if (notes.length > 0) report.info(newPrices(modelId, expected, notes));
  const lines = [
    ...differences.map(lineOf),
    ...(fetched && "problem" in fetched
      ? [`document.sha256: cannot be compared, because the document cannot be fetched: ${fetched.problem}`]
      : []),
  ];
  if (lines.length === 0) return sha256;
  const error = changedTerms(inputs, expected, lines);
  if (onTermsChanged === "fail") throw error;
  const told = [
    `accepts terms that are not those that were ${expected.how}, as onTermsChanged says:`,
    ...lines,
  ];
  report[onTermsChanged === "warn" ? "warn" : "info"](`${modelId} ${told.join("\n  ")}`);
  return sha256;
}

/** The way out is a person's: to read, and then to say that it was read. */
function changedTerms(
  { modelId, region }: Inputs,
  { how }: Expected,
  lines: readonly string[],
): ModelAccessError {
  const { says, next } = catalogue.changedTerms;
  return new ModelAccessError(
    filled(says, { modelId, how }),
    [...lines, ...next.map((line) => filled(line, { modelId, region }))],
    true,
  );
}

const SHOWN_NOTES = 5;

function newPrices(modelId: string, { how }: Expected, notes: readonly Difference[]): string {
  const rows = notes.length === 1 ? "a row" : `${notes.length} rows`;
  const more = notes.length - SHOWN_NOTES;
  return [
    `the rate card of ${modelId} has ${rows} more than were ${how}:`,
    ...notes.slice(0, SHOWN_NOTES).map(lineOf),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join("\n  ");
}

/** What the resource says, else the configuration, which is no input: for one run it may be another. */
function reactionTo({ onTermsChanged }: Inputs, { config }: Aws): OnTermsChanged {
  return onTermsChanged ?? config.onTermsChanged ?? "fail";
}

/** Tells what will be accepted, as far as that is known without AWS: a preview asks it nothing. */
export function sayWhatIsExpected(
  what: string,
  inputs: Inputs,
  state: Provenance | undefined,
  { cloud, report }: Context<Aws>,
): void {
  const { modelId, reviewedTerms } = inputs;
  const expected = expectedTerms(inputs, state);
  if (!expected) {
    return report.info(`the agreement for ${modelId} ${what}: its terms are not known yet`);
  }
  const { noted, how } = expected;
  const by = reviewedTerms ? ` by ${reviewedTerms.reviewedBy} on ${reviewedTerms.reviewedOn}` : "";
  const otherwise = { fail: "are refused", warn: "are accepted with a warning", accept: "are accepted too" };
  report.info(
    `the agreement for ${modelId} ${what}\n` +
      `  as ${how}${by}: offer ${noted.offerId ?? "(without id)"}, document ${noted.document.name}; ` +
      `other terms ${otherwise[reactionTo(inputs, cloud)]}`,
  );
}

/** What was accepted that nobody has known before. */
export function warnAboutUnread(
  { modelId, region }: Inputs,
  { offer, terms, isKnown }: Accepting,
  { report }: Context<Aws>,
): void {
  if (isKnown) return;
  const length = terms?.usageBasedPricingTerm.rateCard.length ?? 0;
  const what = [
    `offer ${offer.offerId ?? "(without id)"}`,
    `document ${terms?.legalTerm.document || "(none)"}`,
    `${length} ${length === 1 ? "price" : "prices"}`,
  ].join(", ");
  report.warn(
    `accepted the terms of ${modelId} without a review: ${what}\n` +
      `  What is accepted again is compared with them. With a review: npx pulumi-model-access terms pin ${modelId} ` +
      `--region ${region}`,
  );
}

/** What is in force is not what was reviewed, as far as that was recorded: nothing but a warning can come of it. */
export function warnAboutOtherTerms(
  inputs: Inputs,
  { required, offerId, terms }: Provenance,
  { report }: Context<Aws>,
): void {
  const { reviewedTerms, modelId } = inputs;
  if (!reviewedTerms || !required) return;
  if (!terms) {
    const why = "an agreement was there already, and AWS does not tell of which terms it is";
    return report.warn(`reviewedTerms of ${modelId} could not be compared: ${why}`);
  }
  const { differences } = compareTerms(notedBy(reviewedTerms), notedTerms(offerId, terms));
  if (differences.length === 0) return;
  const lines = differences.map(({ what, before, now }) =>
    lineOf({ what, ...(now !== undefined && { before: now }), ...(before !== undefined && { now: before }) }),
  );
  report.warn(
    [
      `the agreement in force for ${modelId} is not the one that was reviewed (accepted => reviewed):`,
      ...lines,
    ].join("\n  "),
  );
}
