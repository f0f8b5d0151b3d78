import { describe, expect, it } from "@jest/globals";

import { aliasUrns } from "#engine/run/aliases";
import type { Alias, Goal } from "#engine/run/goal";
import { createUrn, parseUrn, splitReference } from "#engine/urns";

const GROUP = "urn:pulumi:dev::p::t:Group::";
const urn = (type: string, name: string): string => `urn:pulumi:dev::p::${type}::${name}`;

describe("a URN", () => {
  it.each([
    ["", urn("t:A", "a")],
    ["urn:pulumi:dev::p::pulumi:pulumi:Stack::p-dev", urn("t:A", "a")],
    [`${GROUP}g`, urn("t:Group$t:A", "a")],
  ])("under the parent %j is %s", (parent, expected) => {
    expect(createUrn("dev", "p", "t:A", "a", parent)).toBe(expected);
  });

  it("may hold a name with colons", () => {
    const name = "arn:aws::x::y";
    expect(parseUrn(urn("t:Group$t:A", name))).toMatchObject({ type: "t:A", name });
  });

  it("is refused when it is none", () => {
    expect(() => parseUrn("nonsense")).toThrow("not a URN: nonsense");
  });
});

it("a provider's reference is split at the last colons, since its URN has some too", () => {
  const provider = urn("pulumi:providers:pulumi-nodejs", "a::b");
  expect(splitReference(`${provider}::id`)).toEqual({ urn: provider, id: "id" });
});

describe("former names", () => {
  const found = (aliases: Alias[], parent = "", foundAs: [string, string][] = []): string[] => {
    const goal = { type: "t:A", name: "new-a", parent, aliases } as Partial<Goal> as Goal;
    return aliasUrns(goal, { stack: "dev", project: "p", foundAs: new Map(foundAs) });
  };

  it.each<[string, Alias, string]>([
    ["a whole URN", { urn: "urn:x" }, "urn:x"],
    ["another name", { name: "a" }, urn("t:A", "a")],
    ["another type", { type: "t:B" }, urn("t:B", "new-a")],
    ["another parent", { parent: `${GROUP}g` }, urn("t:Group$t:A", "new-a")],
    ["another project and stack", { project: "q", stack: "prod" }, "urn:pulumi:prod::q::t:A::new-a"],
  ])("may be %s", (_what, alias, expected) => {
    expect(found([alias])).toEqual([expected]);
  });

  it("follow a parent that was found under another name, with the part of the name they share", () => {
    const parent = `${GROUP}new`;
    expect(found([{ noParent: true }], parent, [[parent, `${GROUP}old`]])).toEqual([
      urn("t:A", "new-a"),
      urn("t:Group$t:A", "old-a"),
    ]);
  });
});
