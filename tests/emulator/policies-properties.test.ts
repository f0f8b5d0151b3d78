import { describe, expect, it } from "@jest/globals";
import fc from "../support/properties";

import { COMPARISONS } from "#emulator/policies/comparisons";
import { evaluate } from "#emulator/policies/evaluate";
import { parsePolicy, PolicyError } from "#emulator/policies/parse";
import { isLike, parsePattern } from "#emulator/policies/patterns";

/** Texts of what has a meaning in patterns, and of anything else. */
const piece = fc.constantFrom(
  "*",
  "?",
  "$",
  "${",
  "}",
  "${*}",
  "${aws:k}",
  ", 'x'",
  ":",
  "/",
  "arn:",
  "a",
  "b",
);
const text = fc.oneof(
  fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")),
  fc.string({ unit: "binary" }),
);
const READS = { wildcards: true, variables: true };
/** As a policy has to write a text that is to mean itself. */
const escaped = (written: string) => written.replace(/[*?$]/g, "${$&}");

const CONTEXT = { "aws:k": "*" };
const principal = { account: "444455556666", arn: "arn:aws:iam::444455556666:user/bob" };
const policyWith = (Condition: object, Resource = "*") =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Principal: "*", Action: "*", Resource, Condition },
  });

describe("a pattern", () => {
  it("of a text that is escaped fits that text and no other", () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const pattern = parsePattern(escaped(one), READS);
        expect(isLike(one, pattern)).toBe(true);
        expect(isLike(other, pattern)).toBe(one === other);
      }),
    );
  });

  it("of a variable fits its value and no other, whatever the value has in it", () => {
    fc.assert(
      fc.property(text, text, (value, other) => {
        fc.pre(value !== "");
        const pattern = parsePattern("${aws:k}", READS);
        expect(isLike(value, pattern, { "aws:k": value })).toBe(true);
        expect(isLike(other, pattern, { "aws:k": value })).toBe(value === other);
      }),
    );
  });

  it("fits what its stars are replaced by", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", ":") });
    fc.assert(
      fc.property(
        fc.array(letters, { minLength: 1, maxLength: 20 }),
        fc.array(letters, { minLength: 20, maxLength: 20 }),
        (parts, between) => {
          const pattern = parsePattern(parts.join("*"), READS);
          const filled = parts.reduce((all, part, i) => `${all}${between[i]}${part}`);
          expect(isLike(filled, pattern)).toBe(true);
        },
      ),
    );
  });

  it("of many stars is decided in no time", () => {
    expect(isLike("a".repeat(5000), parsePattern(`${"*a".repeat(200)}b`, READS))).toBe(false);
  });
});

describe("an evaluation", () => {
  const operator = fc.constantFrom(...Object.keys(COMPARISONS));
  const quantifier = fc.constantFrom("", "ForAnyValue:", "ForAllValues:");
  const value = fc.oneof(text, fc.double(), fc.boolean(), fc.array(text), fc.constant(undefined));

  it("of any condition and any request is a verdict", () => {
    fc.assert(
      fc.property(quantifier, operator, fc.array(text), value, text, (of, name, wanted, actual, resource) => {
        const policy = parsePolicy(policyWith({ [of + name]: { "aws:Key": wanted } }));
        const context = { ...CONTEXT, "aws:Key": actual };
        expect(["allowed", "not mentioned"]).toContain(
          evaluate(policy, { principal, action: "kms:Decrypt", resource, context }),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("of any resource is a verdict, if it is one", () => {
    fc.assert(
      fc.property(text, text, (pattern, resource) => {
        try {
          const policy = parsePolicy(policyWith({}, `arn:${pattern}`));
          evaluate(policy, { principal, action: "kms:Decrypt", resource, context: CONTEXT });
        } catch (error) {
          expect(error).toBeInstanceOf(PolicyError);
        }
      }),
    );
  });

  it("never holds a condition and its negation for a key that is there", () => {
    const pairs = Object.keys(COMPARISONS).filter((name) => name.includes("Not"));
    fc.assert(
      fc.property(fc.constantFrom(...pairs), text, text, (negated, wanted, actual) => {
        const met = [negated, negated.replace("Not", "")].filter((name) => {
          const policy = parsePolicy(policyWith({ [name]: { "aws:Key": wanted } }));
          const context = { ...CONTEXT, "aws:Key": actual };
          return evaluate(policy, { principal, action: "a:b", resource: "*", context }) === "allowed";
        });
        expect(met.length).toBeLessThan(2);
      }),
    );
  });
});
