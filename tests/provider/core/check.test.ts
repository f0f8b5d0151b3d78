import { describe, expect, it } from "@jest/globals";
import fc from "../../support/properties";
import * as v from "valibot";

import { checkProps, known, members, oneOf, text } from "#provider/core/check";
import { UNKNOWN } from "#provider/core/props";

const entries = {
  name: text(/^[a-z]+$/, "have lower-case letters only"),
  kind: v.optional(oneOf(["big", "small"])),
  role: v.optional(members({ arn: text(), tags: v.optional(known(v.array(members({ key: text() })))) })),
};

const failures = (props: Record<string, unknown>) =>
  checkProps(entries, props).failures.map(({ path, reason }) => `${path}: ${reason}`);

describe("checkProps", () => {
  it("takes what is right", () => {
    expect(checkProps(entries, { name: "a", kind: "big", role: { arn: "x" } })).toEqual({
      props: { name: "a", kind: "big", role: { arn: "x" } },
      failures: [],
    });
  });

  it.each([
    [{}, ["name: is required"]],
    [{ name: 7 }, ["name: must be a string"]],
    [{ name: "A" }, ["name: must have lower-case letters only"]],
    [{ name: "a", kind: "medium" }, ['kind: must be one of "big", "small"']],
    [{ name: "a", role: "x" }, ["role: must be an object"]],
    [{ name: "a", role: {} }, ["role.arn: is required"]],
    [{ name: "a", role: { arn: "x", tags: [{ key: "k" }, {}] } }, ["role.tags[1].key: is required"]],
    [{ name: "a", knd: "big" }, ["knd: is not a property here; did you mean kind?"]],
    [{ name: "a", role: { arn: "x", Arm: 1 } }, ["role.Arm: is not a property here; did you mean arn?"]],
    [{ name: "a", somethingElse: 1 }, ["somethingElse: is not a property here; known are name, kind, role"]],
    [{ name: "a", "odd.key": 1 }, ['["odd.key"]: is not a property here; known are name, kind, role']],
  ])("says where and why: %j", (props, expected) => {
    expect(failures(props)).toEqual(expected);
  });

  it("tells everything that is wrong at once", () => {
    expect(failures({ name: 1, kind: 2 })).toHaveLength(2);
  });

  it("leaves own bookkeeping alone", () => {
    expect(failures({ name: "a", __provider: "code" })).toEqual([]);
  });

  it.each([
    [{ name: UNKNOWN }],
    [{ name: "a", kind: UNKNOWN }],
    [{ name: "a", role: UNKNOWN }],
    [{ name: "a", role: { arn: UNKNOWN, tags: UNKNOWN } }],
    [{ name: "a", role: { arn: "x", tags: [UNKNOWN, { key: UNKNOWN }] } }],
  ])("lets pass what a preview does not know: %j", (props) => {
    expect(failures(props)).toEqual([]);
  });

  it("never repeats a value", () => {
    const value = fc.oneof(fc.string({ minLength: 4 }), fc.integer({ min: 100_000 }), fc.object());
    fc.assert(
      fc.property(value, value, (name, kind) => {
        const said = failures({ name, kind, role: { arn: kind, tags: [{ key: name }] } }).join("\n");
        for (const secret of [name, kind]) {
          if (typeof secret === "string" && !/^[a-z ,.]*$/.test(secret)) expect(said).not.toContain(secret);
          if (typeof secret === "number") expect(said).not.toContain(String(secret));
        }
      }),
    );
  });
});
