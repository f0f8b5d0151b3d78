import type { SeenOffer, Verdict } from "../services/bedrock/judged-offers";
import { lineOf } from "../services/bedrock/terms/comparison";
import { sortedRows } from "../services/bedrock/terms/noted-terms";
import { table, wrapped } from "./text";

/** An offer as people read it. */
export function offerText({ offerId, offerType, terms, document }: SeenOffer): string[] {
  const { legalTerm, supportTerm, validityTerm, usageBasedPricingTerm } = terms;
  const hash = "sha256" in document ? `sha256 ${document.sha256}` : `cannot be fetched: ${document.problem}`;
  const facts = [
    ["Document", legalTerm.document],
    ["", legalTerm.url],
    ["", hash],
    ["Refunds", supportTerm.refundPolicyDescription ?? "(nothing is said)"],
    ["Duration", validityTerm?.agreementDuration ?? "without end"],
  ];
  const rows = sortedRows(usageBasedPricingTerm.rateCard).map(
    ({ dimension = "", price, unit, description }) => {
      // Dimensions begin with the code of a Region, as bills write it.
      const [, region = "", what = dimension] = /^([A-Z]{2,4}\d)_(.+)$/.exec(dimension) ?? [];
      return [region, what, price ?? "", unit ?? "", description ?? ""];
    },
  );
  return [
    `Offer ${offerId ?? "(without id)"}, ${offerType === "PRIVATE" ? "private" : "public"}`,
    ...table(facts, 2),
    "  Prices",
    ...table([["Region", "What", "Price", "Unit", "For"], ...rows], 4),
  ];
}

/** A comparison as people read it. */
export function verdictText({ differences, notes, problem }: Verdict): string[] {
  const lines = [
    ...differences.map(lineOf),
    ...(problem === undefined
      ? []
      : [`document.sha256: not compared, because it cannot be fetched: ${problem}`]),
  ];
  const news = notes.map((note) => `only to be known: ${lineOf(note)}`);
  const all = lines.length === 0 ? ["no difference", ...news] : [...lines, ...news];
  return all.flatMap((line) => wrapped(line, 2));
}
