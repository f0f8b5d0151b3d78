import { describe, expect, it } from "@jest/globals";

import type { Context } from "#emulator/policies/conditions";
import { contextOf } from "#emulator/policies/context";
import { evaluate } from "#emulator/policies/evaluate";
import { parsePolicy } from "#emulator/policies/parse";
import { completeWorld, ManualClock } from "#emulator/index";

function isMet(Condition: object, context: Context): boolean {
  const Statement = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*", Condition };
  const policy = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement }));
  const principal = { account: "444455556666", arn: "arn:aws:iam::444455556666:user/bob" };
  return evaluate(policy, { principal, action: "kms:Decrypt", resource: "*", context }) === "allowed";
}

const ARN = "arn:aws:comprehend:us-east-1:111122223333:document-classifier/tickets";

it.each<[operator: string, wanted: unknown, actual: Context[string], met: boolean]>([
  ["StringEquals", "o-example", "o-example", true],
  ["StringEquals", "o-Example", "o-example", false],
  ["StringEquals", ["o-other", "o-example"], "o-example", true],
  ["StringEquals", "o-*", "o-example", false],
  ["StringEquals", "o-example", undefined, false],
  ["StringEquals", "${aws:me}", "bob", true],
  ["StringEquals", "${aws:nobody}", "bob", false],
  ["StringEquals", "${aws:nobody, 'bob'}", "bob", true],
  ["StringNotEquals", "o-example", "o-example", false],
  // "a" or "b": neither may be it.
  ["StringNotEquals", ["o-other", "o-example"], "o-example", false],
  ["StringNotEquals", "o-example", "o-other", true],
  ["StringNotEquals", "o-example", undefined, true],
  ["StringEqualsIgnoreCase", "O-Example", "o-example", true],
  ["StringNotEqualsIgnoreCase", "O-Example", "o-example", false],
  ["StringLike", "o-*", "o-example", true],
  ["StringLike", "o-exampl?", "o-example", true],
  ["StringLike", "O-*", "o-example", false],
  ["StringLike", "a.c", "abc", false],
  ["StringNotLike", "o-*", "o-example", false],
  ["StringNotLike", "o-*", undefined, true],
  ["ArnEquals", `${ARN}*`, ARN, true],
  ["ArnLike", "arn:aws:comprehend:*:111122223333:*", ARN, true],
  ["ArnLike", "arn:aws:comprehend:*/tickets", ARN, false],
  ["ArnNotEquals", ARN, ARN, false],
  ["ArnNotLike", "arn:aws:comprehend:*:444455556666:*", ARN, true],
  ["Bool", "true", true, true],
  ["Bool", true, "True", true],
  ["Bool", "true", false, false],
  ["Bool", "true", undefined, false],
  ["NumericLessThanEquals", 10, 10, true],
  ["NumericLessThan", "10", "10", false],
  ["NumericLessThan", "10", 9.5, true],
  ["NumericGreaterThan", "10", "9", false],
  ["NumericGreaterThanEquals", "10", "10.0", true],
  ["NumericEquals", "10", "1e1", true],
  ["NumericNotEquals", "10", "11", true],
  ["NumericEquals", "10", "ten", false],
  ["DateLessThan", "2026-11-02T00:00:00Z", "2026-11-01T23:59:59Z", true],
  ["DateGreaterThan", "2026-11-02T00:00:00Z", "2026-11-01T23:59:59Z", false],
  ["DateEquals", "1793577600", "2026-11-02T00:00:00Z", true],
  ["IpAddress", "203.0.113.0/24", "203.0.113.7", true],
  ["IpAddress", "203.0.113.0/24", "203.0.114.7", false],
  ["IpAddress", "203.0.113.7", "203.0.113.7", true],
  ["IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5678::1", true],
  ["IpAddress", "nowhere", "203.0.113.7", false],
  ["NotIpAddress", ["203.0.113.0/24", "192.0.2.0/24"], "192.0.2.9", false],
  ["BinaryEquals", "QmluYXJ5", "QmluYXJ5", true],
  ["Null", "true", undefined, true],
  ["Null", true, "there", false],
  ["Null", "false", "there", true],
  ["StringEqualsIfExists", "o-example", undefined, true],
  ["StringEqualsIfExists", "o-example", "o-other", false],
  ["BoolIfExists", "true", undefined, true],
  // What has several values is met by one of them, or, where it must not be, by none of them.
  ["StringEquals", "blue", ["red", "blue"], true],
  ["StringNotEquals", "blue", ["red", "blue"], false],
  ["ForAnyValue:StringEquals", ["blue", "green"], ["red", "blue"], true],
  ["ForAnyValue:StringEquals", "blue", ["red"], false],
  ["ForAnyValue:StringEquals", "blue", undefined, false],
  ["ForAnyValue:StringNotEquals", "blue", undefined, false],
  ["ForAnyValue:StringNotEquals", "blue", ["red", "blue"], true],
  ["ForAnyValue:StringLike", "o-example/r-exam/*", ["o-example/r-exam/ou-1/"], true],
  ["ForAllValues:StringEquals", ["blue", "green"], ["blue", "green"], true],
  ["ForAllValues:StringEquals", ["blue", "green"], ["blue", "red"], false],
  ["ForAllValues:StringEquals", "blue", undefined, true],
  ["ForAllValues:StringNotEquals", "blue", ["red", "blue"], false],
])("%s %j is met by %j: %s", (operator, wanted, actual, met) => {
  expect(isMet({ [operator]: { "aws:Key": wanted } }, { "aws:Key": actual, "aws:me": "bob" })).toBe(met);
});

it("the case of a key does not matter", () => {
  expect(isMet({ StringEquals: { "AWS:sourceaccount": "1" } }, { "aws:SourceAccount": "1" })).toBe(true);
});

it("all operators and all keys must be met", () => {
  const both = { StringEquals: { a: "1", b: "2" }, Bool: { c: "true" } };
  expect(isMet(both, { a: "1", b: "2", c: true })).toBe(true);
  expect(isMet(both, { a: "1", b: "3", c: true })).toBe(false);
  expect(isMet(both, { a: "1", b: "2", c: false })).toBe(false);
});

describe("a caller of the default world", () => {
  const caller = { userId: "AIDA", secretAccessKey: "test", kind: "user" as const };
  const known = (account: string, arn = `arn:aws:iam::${account}:user/emulated`) =>
    contextOf({
      principal: { ...caller, account, arn },
      world: completeWorld(),
      clock: new ManualClock(new Date("2026-11-02T00:00:00Z")),
      region: "us-east-1",
    });

  it("is known with its organization and the place in it", () => {
    expect(known("444455556666")).toMatchObject({
      "aws:PrincipalAccount": "444455556666",
      "aws:PrincipalOrgID": "o-exampleorgid",
      "aws:PrincipalOrgPaths": ["o-exampleorgid/r-exam/ou-exam-workload/"],
      "aws:CurrentTime": "2026-11-02T00:00:00.000Z",
    });
    expect(known("111122223333")).toMatchObject({ "aws:PrincipalOrgPaths": ["o-exampleorgid/r-exam/"] });
    expect(known("777788889999")).not.toHaveProperty(["aws:PrincipalOrgID"]);
  });

  it("that is a session is known by its role", () => {
    const session = "arn:aws:sts::444455556666:assumed-role/model-access-deployer/me";
    expect(known("444455556666", session)).toMatchObject({
      "aws:PrincipalArn": "arn:aws:iam::444455556666:role/model-access-deployer",
    });
  });
});
