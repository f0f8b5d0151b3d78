import { describe, expect, it } from "@jest/globals";

import { bearsUrn, firstMark, handedOver, judged, markOnFinding } from "#provider/aws/ownership/marks";
import { reasonToKeep, type Standing } from "#provider/core/ownership";

const remedy = { origin: "made by hand", byHand: "aws x delete-y" };
const MADE: Standing = { mark: "ours", adopted: false };
const FOUND: Standing = { mark: "none", adopted: true };

describe("who may delete", () => {
  it.each<[what: string, standing: Standing, why: RegExp | undefined]>([
    ["what bears our mark goes", MADE, undefined],
    [
      "the mark counts for more than the state: what was handed over goes",
      { ...MADE, adopted: true },
      undefined,
    ],
    ["where AWS shows no mark, the state decides: ours goes", { mark: "none", adopted: false }, undefined],
    [
      "what was there before stays, with the command that removes it",
      FOUND,
      /there before.*made by hand[^]*aws x delete-y/,
    ],
    ["what was there before goes if the program says so", { ...FOUND, deletionPolicy: "delete" }, undefined],
    ["what is to be retained stays", { ...MADE, deletionPolicy: "retain" }, /"retain".*aws x delete-y/],
    [
      "what another has taken over stays",
      { mark: "others", adopted: false },
      /taken it over.*aws x delete-y/,
    ],
    [
      "what another has taken over stays whatever the program says",
      { mark: "others", adopted: false, deletionPolicy: "delete" },
      /taken it over/,
    ],
    ["what the run wants stays", { ...MADE, wantedBy: { name: "b" } }, /^the resource b still uses it$/],
    [
      "what the run wants stays whatever the program says",
      { ...MADE, deletionPolicy: "delete", wantedBy: { name: "b" } },
      /the resource b still uses it/,
    ],
    [
      "who owns it from now on is said",
      { ...MADE, wantedBy: { name: "b", owns: true } },
      /owns it from now on/,
    ],
    [
      "where nobody will delete it, the command is said",
      { ...MADE, wantedBy: { name: "b", owns: false } },
      /counts it as adopted[^]*aws x delete-y/,
    ],
  ])("%s", (_what, standing, why) => {
    const kept = reasonToKeep(standing, remedy);
    if (why === undefined) expect(kept).toBeUndefined();
    else expect(kept).toMatch(why);
  });
});

describe("a mark", () => {
  const made = { urn: "urn:a", __mark: firstMark("urn:a"), adopted: false };
  const found = markOnFinding(firstMark("urn:a"), "urn:a");
  const again = { ...made, ...found };
  const taken = markOnFinding(firstMark("urn:a"), "urn:b");

  it("tells what a killed run has made from a stranger's", () => {
    expect(found.adopted).toBe(false);
    expect(taken.adopted).toBe(true);
    expect(markOnFinding(undefined, "urn:a")).toEqual({ adopted: true });
    expect(bearsUrn(found.__mark, "urn:a")).toBe(true);
    expect(bearsUrn(taken.__mark, "urn:b")).toBe(false);
  });

  it("that was set anew keeps the one off that had it before, although both have the same URN", () => {
    expect(judged(found.__mark, again)).toBe("ours");
    expect(judged(found.__mark, made)).toBe("others");
  });

  it("of what was taken over lets neither delete, until it is handed over", () => {
    expect(judged(taken.__mark, { urn: "urn:b", ...taken })).toBe("none");
    expect(judged(taken.__mark, made)).toBe("others");
    const given = handedOver(taken.__mark, made, undefined);
    expect(judged(given, { urn: "urn:b", ...taken })).toBe("ours");
  });

  it("is handed over by its owner only", () => {
    expect(handedOver(made.__mark, made, "urn:b")).toBe(firstMark("urn:b"));
    expect(handedOver(made.__mark, made, "urn:a")).toBeUndefined();
    expect(handedOver(made.__mark, made, undefined)).toBeUndefined();
    expect(handedOver(firstMark("urn:c"), made, "urn:b")).toBeUndefined();
    expect(handedOver(taken.__mark, { ...made, adopted: true }, undefined)).toBeUndefined();
  });

  it("that nobody has set says nothing", () => {
    expect(judged(undefined, made)).toBe("none");
    expect(handedOver(undefined, made, "urn:b")).toBeUndefined();
  });
});
