import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";

import { type SeenOffer, seenOffers } from "../services/bedrock/judged-offers";
import { compareTerms, isOfInterest, lineOf } from "../services/bedrock/terms/comparison";
import { notedTerms } from "../services/bedrock/terms/noted-terms";
import { pinPath, readPin } from "../services/bedrock/terms/pin-file";
import { notedBy, pinText, type ReviewedTerms, sealed } from "../services/bedrock/terms/reviewed-terms";
import { UsageError } from "./outcome";
import { projectFolder } from "./stack-file";
import { openTarget, targetLine, type TargetOptions } from "./target";
import { print, printJson, wrapped } from "./text";

interface PinOptions extends TargetOptions {
  readonly reviewedBy: string;
  readonly note?: string;
  readonly offer?: string;
  readonly only?: readonly string[];
  readonly out?: string;
}

/** `terms pin`. */
export async function pin(modelId: string, options: PinOptions): Promise<void> {
  const { json, out } = options;
  const target = await openTarget(options);
  const { cloud, place, accountId } = target;
  const offers = await seenOffers(cloud, place, modelId);
  if (!json) print([targetLine(target), ""]);
  const file = out === undefined ? join(projectFolder(), pinPath(modelId)) : resolve(out);
  const before = existsSync(file) ? readPin(basename(file), dirname(file)) : undefined;
  const terms = reviewed(modelId, chosen(modelId, offers ?? [], options.offer, before?.offerId), options);
  const changes = before ? changesBetween(before, terms) : [];
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, pinText(terms));
  const path = relative(process.cwd(), file);
  const inProject = relative(projectFolder(), file);
  if (json) {
    printJson({ account: accountId, region: place.region, file: path, terms, changes });
    return;
  }
  const { length } = terms.prices;
  print([
    ...wrapped(
      `${path} is written: offer ${terms.offerId}, document ${terms.document.name}, ` +
        `${length} ${length === 1 ? "price" : "prices"}, reviewed by ${terms.reviewedBy} on ${terms.reviewedOn}.`,
    ),
    ...(changes.length > 0 ? ["", "What has changed since the last review:"] : []),
    ...changes.flatMap((line) => wrapped(line, 2)),
    "",
    "Commit it, and give it to the resource:",
    `  new ModelAgreement(name, { modelId, reviewedTerms: "${inProject}" })`,
  ]);
}

/** @param last the offer of the last review, which is meant where there are several and none is named */
function chosen(
  modelId: string,
  offers: readonly SeenOffer[],
  id: string | undefined,
  last: string | undefined,
): SeenOffer {
  const wanted =
    id ?? (offers.length > 1 && offers.some(({ offerId }) => offerId === last) ? last : undefined);
  const fitting = wanted === undefined ? offers : offers.filter(({ offerId }) => offerId === wanted);
  const [offer] = fitting;
  if (offer && fitting.length === 1) return offer;
  const ids = offers.map(
    ({ offerId = "(without id)", offerType }) => `${offerId} (${offerType.toLowerCase()})`,
  );
  if (offers.length === 0) throw new Error(`nothing is on offer for ${modelId} that anybody could accept`);
  const what =
    id === undefined
      ? `${offers.length} offers are open; choose one with --offer`
      : `there is no offer ${id}`;
  throw new UsageError(`${what}: ${ids.join(", ")}`);
}

function reviewed(
  modelId: string,
  { offerId, terms, document }: SeenOffer,
  { reviewedBy, note, only }: PinOptions,
): ReviewedTerms {
  if (offerId === undefined) throw new Error("the offer has no id, so it could not be told from another one");
  if ("problem" in document) throw new Error(`the document cannot be fetched: ${document.problem}`);
  const noted = notedTerms(offerId, terms);
  const prices = noted.prices.filter(({ dimension = "" }) => isOfInterest(dimension, only));
  if (prices.length === 0) throw new UsageError("--only leaves no row of the rate card");
  return sealed({
    $schema: "../node_modules/pulumi-model-access/reviewed-terms.schema.json",
    version: 1,
    modelId,
    offerId,
    document: { name: noted.document.name, sha256: document.sha256 },
    prices,
    refundPolicyDescription: noted.refundPolicyDescription ?? null,
    agreementDuration: noted.agreementDuration ?? null,
    reviewedBy,
    reviewedOn: new Date().toISOString().slice(0, 10),
    ...(only && { only }),
    ...(note !== undefined && { note }),
  });
}

function changesBetween(before: ReviewedTerms, now: ReviewedTerms): string[] {
  const { differences, notes } = compareTerms(notedBy(before), notedBy(now));
  return [...differences, ...notes].map(lineOf);
}
