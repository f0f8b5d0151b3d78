import { describe, expect, it } from "@jest/globals";

import { compareTerms, lineOf } from "#provider/services/bedrock/terms/comparison";
import type { NotedTerms } from "#provider/services/bedrock/terms/noted-terms";

const row = (dimension: string, price: string, description = "Million input tokens") => ({
  dimension,
  price,
  description,
  unit: "Units",
});
const before: NotedTerms = {
  offerId: "offer-a",
  document: { name: "eula.pdf", sha256: "a".repeat(64) },
  prices: [row("USE1_Input", "0.50"), row("USE1_Output", "1.50")],
  refundPolicyDescription: "None.",
  agreementDuration: null,
};
const lines = (now: Partial<NotedTerms>, noted: Partial<NotedTerms> = {}) => {
  const { differences, notes } = compareTerms({ ...before, ...noted }, { ...before, ...now });
  return { differences: differences.map(lineOf), notes: notes.map(lineOf) };
};

describe("terms", () => {
  it.each<[string, Partial<NotedTerms>, string[]]>([
    ["another offer", { offerId: "offer-b" }, ["offerId: offer-a => offer-b"]],
    ["an offer without an id", { offerId: undefined }, ["offerId: offer-a => none"]],
    [
      "another document, whose text is another anyway",
      { document: { name: "new.pdf", sha256: "b".repeat(64) } },
      ["document.name: eula.pdf => new.pdf"],
    ],
    [
      "another text of the same name",
      { document: { name: "eula.pdf", sha256: "b".repeat(64) } },
      [`document.sha256: ${"a".repeat(64)} => ${"b".repeat(64)}`],
    ],
    [
      "another price",
      { prices: [row("USE1_Input", "9.50"), row("USE1_Output", "1.50")] },
      ["prices.USE1_Input: 0.50 => 9.50"],
    ],
    [
      "the same price for something else",
      { prices: [row("USE1_Input", "0.50", "Thousand input tokens"), row("USE1_Output", "1.50")] },
      ["prices.USE1_Input: 0.50 (Million input tokens, Units) => 0.50 (Thousand input tokens, Units)"],
    ],
    [
      "a price that is there twice",
      { prices: [row("USE1_Input", "0.50"), row("USE1_Input", "0.70"), row("USE1_Output", "1.50")] },
      ["prices.USE1_Input: 0.50 => 0.50; 0.70"],
    ],
    ["a price that is gone", { prices: [row("USE1_Input", "0.50")] }, ["prices.USE1_Output: 1.50 => none"]],
    [
      "other words on refunds",
      { refundPolicyDescription: "Some." },
      ["refundPolicyDescription: None. => Some."],
    ],
    ["an end", { agreementDuration: "P1Y" }, ["agreementDuration: none => P1Y"]],
  ])("with %s are others", (_what, now, differences) => {
    expect(lines(now)).toEqual({ differences, notes: [] });
  });

  it("with new rows, in another order and with another spelling of a price are the same, and the rows are told", () => {
    const prices = [row("USE1_Output", "1.5"), row("EUW1_Input", "0.60"), row("USE1_Input", "0.500")];
    expect(lines({ prices })).toEqual({ differences: [], notes: ["prices.EUW1_Input: none => 0.60"] });
  });

  it("are compared only as far as something was noted", () => {
    const now: NotedTerms = { document: { name: "eula.pdf" }, prices: [], agreementDuration: "P1Y" };
    const noted = {
      offerId: undefined,
      prices: [],
      refundPolicyDescription: undefined,
      agreementDuration: undefined,
    };
    expect(lines(now, noted)).toEqual({ differences: [], notes: [] });
  });
});
