import { describe, expect, it } from "@jest/globals";

import { Claims } from "#provider/core/claims";

describe("Claims", () => {
  it("knows who wants an object", () => {
    const claims = new Claims();
    claims.claim("m", { urn: "a", place: 1 });
    claims.claim("m", { urn: "b", place: 2 });
    expect(claims.claimsOf("m")).toEqual([
      { urn: "a", place: 1 },
      { urn: "b", place: 2 },
    ]);
    expect(claims.claimsOf("n")).toEqual([]);
  });

  it("tells a resource that is checked twice from one that wants something new", () => {
    const claims = new Claims();
    expect(claims.claim("m", { urn: "a", place: 1 })).toBe(true);
    expect(claims.claim("m", { urn: "a", place: 2 })).toBe(false);
    expect(claims.claim("m", { urn: "b", place: 1 })).toBe(true);
    expect(claims.claim("n", { urn: "a", place: 1 })).toBe(true);
  });

  it("forgets what a resource wanted before", () => {
    const claims = new Claims();
    claims.claim("m", { urn: "a", place: 1 });
    claims.claim("n", { urn: "a", place: 1 });
    expect(claims.claimsOf("m")).toEqual([]);
    expect(claims.claimsOf("n")).toHaveLength(1);
  });

  it("does not count who gives the object up, but everybody else", () => {
    const claims = new Claims();
    claims.claim("m", { urn: "a", place: 1 });
    claims.giveUp("m", "a", { offerId: "next" });
    expect(claims.givenUpFor("m", "a")).toEqual({ offerId: "next" });
    expect(claims.claimsOf("m")).toEqual([]);
    claims.claim("m", { urn: "b", place: 2 });
    expect(claims.claimsOf("m").map(({ urn }) => urn)).toEqual(["b"]);
  });

  it("remembers what we made", () => {
    const claims = new Claims();
    claims.remember("id", { offer: "x" });
    expect(claims.remembered("id")).toEqual({ offer: "x" });
    expect(claims.remembered("other")).toBeUndefined();
  });
});
