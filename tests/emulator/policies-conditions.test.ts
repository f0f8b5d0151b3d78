import { describe, expect, it } from "@jest/globals";

import type { Context, ContextValue } from "#emulator/policies/context-keys";
import { contextOf } from "#emulator/services/iam/call-context";
import { evaluate } from "#emulator/policies/evaluate";
import { parsePolicy } from "#emulator/policies/parse";
import { completeWorld, ManualClock } from "#emulator/index";
import { Store } from "#emulator/state/store";

function isMet(Condition: object, context: Context): boolean {
  const Statement = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*", Condition };
  const policy = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement }));
  const principal = { account: "444455556666", arn: "arn:aws:iam::444455556666:user/bob" };
  return evaluate(policy, { principal, action: "kms:Decrypt", resource: "*", context }) === "allowed";
}

const ARN = "arn:aws:comprehend:us-east-1:111122223333:document-classifier/tickets";
/** What AWS's guide shows `ArnLike` and `StringLike` apart with. */
const FINANCE = "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt";

/** The keys that variables name beside the one that is compared. */
const OTHERS: Context = {
  "aws:me": "bob",
  "aws:star": "*",
  "aws:mark": "b?b",
  "aws:money": "$&",
  "aws:nothing": "",
  "aws:many": ["bob", "ann"],
  "aws:account": "111122223333",
  "aws:colon": "111122223333:document-classifier/x",
  "aws:yes": "true",
};

type Row = [what: string, operator: string, wanted: unknown, actual: ContextValue, met: boolean];

describe.each<[about: string, rows: Row[]]>([
  [
    "texts",
    [
      ["the same text", "StringEquals", "o-example", "o-example", true],
      ["a text in another case", "StringEquals", "o-Example", "o-example", false],
      ["one of a list", "StringEquals", ["o-other", "o-example"], "o-example", true],
      ["a star is no wildcard where texts must be equal", "StringEquals", "o-*", "o-example", false],
      ["a star is a star where texts must be equal", "StringEquals", "o-*", "o-*", true],
      ["a missing key is equal to nothing", "StringEquals", "o-example", undefined, false],
      ["a missing key is not equal to an empty text either", "StringEquals", "", undefined, false],
      ["an empty text is equal to an empty text", "StringEquals", "", "", true],
      ["an empty list is a missing key", "StringEquals", "o-example", [], false],
      ["a number is compared by its digits", "StringEquals", 7, "7", true],
      ["another text", "StringNotEquals", "o-example", "o-other", true],
      ["negated, the same text", "StringNotEquals", "o-example", "o-example", false],
      ["negated, a list: none may be it", "StringNotEquals", ["o-other", "o-example"], "o-example", false],
      ["negated, a missing key", "StringNotEquals", "o-example", undefined, true],
      ["negated, an empty list", "StringNotEquals", "o-example", [], true],
      ["another case, where that does not matter", "StringEqualsIgnoreCase", "O-Example", "o-example", true],
      ["negated, in another case", "StringNotEqualsIgnoreCase", "O-Example", "o-example", false],
      ["binary values are compared by their text", "BinaryEquals", "QmluYXJ5", "QmluYXJ5", true],
    ],
  ],
  [
    "wildcards",
    [
      ["a star is any text", "StringLike", "o-*", "o-example", true],
      ["a star is no text as well", "StringLike", "o-example*", "o-example", true],
      ["a star reaches over colons and slashes", "StringLike", "a*z", "a:b/c\nz", true],
      ["a question mark is one character", "StringLike", "o-exampl?", "o-example", true],
      ["a question mark is not none", "StringLike", "o-example?", "o-example", false],
      ["a question mark is one character beyond the first plane", "StringLike", "a?z", "a🙂z", true],
      ["the case matters", "StringLike", "O-*", "o-example", false],
      ["a dot is a dot", "StringLike", "a.c", "abc", false],
      ["two stars share what lies between", "StringLike", "*ab*ab", "abxab", true],
      ["what a star took is given back", "StringLike", "*ab", "aab", true],
      ["negated", "StringNotLike", "o-*", "o-example", false],
      ["negated, a missing key", "StringNotLike", "o-*", undefined, true],
    ],
  ],
  [
    "variables",
    [
      ["are their values", "StringEquals", "${aws:me}", "bob", true],
      ["in another case of the key", "StringEquals", "${AWS:Me}", "bob", true],
      ["in the middle of a text", "StringLike", "home/${aws:me}/*", "home/bob/letters", true],
      ["twice", "StringEquals", "${aws:me}-${aws:me}", "bob-bob", true],
      ["without a value are equal to nothing", "StringEquals", "${aws:nobody}", "bob", false],
      ["without a value are not their own text", "StringEquals", "${aws:nobody}", "${aws:nobody}", false],
      ["without a value are like nothing", "StringLike", "${aws:nobody}*", "bob", false],
      ["without a value spoil no other of the list", "StringEquals", ["${aws:nobody}", "bob"], "bob", true],
      ["without a value, negated, are met", "StringNotEquals", "${aws:nobody}", "bob", true],
      ["without a value, negated and like, are met", "StringNotLike", "${aws:nobody}*", "bob", true],
      [
        "without a value, negated, beside the text",
        "StringNotEquals",
        ["${aws:nobody}", "bob"],
        "bob",
        false,
      ],
      ["without a value, negated, in an ARN", "ArnNotLike", "arn:aws:s3:::${aws:nobody}", ARN, true],
      ["with an empty value have none", "StringLike", "home/${aws:nothing}*", "home/bob", false],
      ["with several values have none", "StringEquals", "${aws:many}", "bob", false],
      ["without a value have their default", "StringEquals", "${aws:nobody, 'bob'}", "bob", true],
      ["with a value do not have their default", "StringEquals", "${aws:me, 'ann'}", "ann", false],
      ["have a default that is no pattern", "StringLike", "${aws:nobody, 'b*'}", "bob", false],
      ["do not act as a star", "StringLike", "${aws:star}", "bob", false],
      ["that are a star are that", "StringLike", "${aws:star}", "*", true],
      ["do not act as a question mark", "StringLike", "${aws:mark}", "bob", false],
      ["are put in as they are", "StringEquals", "${aws:money}", "$&", true],
      ["a star that means itself", "StringLike", "b${*}b", "b*b", true],
      ["a star that means itself is no other text", "StringLike", "b${*}b", "bob", false],
      ["a question mark that means itself", "StringLike", "b${?}b", "b?b", true],
      ["a question mark that means itself is no other", "StringLike", "b${?}b", "bob", false],
      ["a dollar sign that means itself", "StringLike", "${$}{aws:me}", "${aws:me}", true],
      ["characters that mean themselves, where all do", "StringEquals", "${*}${?}${$}", "*?$", true],
      ["that are not closed are text", "StringEquals", "${aws:me", "${aws:me", true],
      ["that are empty are text", "StringEquals", "${}", "${}", true],
      ["may say what is true", "Bool", "${aws:yes}", "true", true],
      ["are not read in numbers", "NumericEquals", "${aws:account}", "111122223333", false],
      ["are not read in Null", "Null", "${aws:yes}", undefined, false],
    ],
  ],
  [
    "ARNs",
    [
      ["the same ARN", "ArnEquals", ARN, ARN, true],
      ["ArnEquals reads wildcards as ArnLike does", "ArnEquals", `${ARN}*`, ARN, true],
      ["a star for each part", "ArnLike", "arn:*:*:*:*:*", ARN, true],
      ["a star does not reach over colons", "ArnLike", "arn:aws:comprehend:*/tickets", ARN, false],
      [
        "the guide's example as an ARN",
        "ArnLike",
        "arn:aws:someservice:*:111122223333:finance/*",
        FINANCE,
        false,
      ],
      [
        "the guide's example as a text",
        "StringLike",
        "arn:aws:someservice:*:111122223333:finance/*",
        FINANCE,
        true,
      ],
      [
        "the last part has colons of its own",
        "ArnLike",
        "arn:aws:someservice:*:*:store/*:finance/*",
        FINANCE,
        true,
      ],
      ["a pattern with fewer parts fits nothing", "ArnLike", "arn:aws:comprehend", ARN, false],
      ["a pattern with fewer parts and a star fits nothing", "ArnLike", "arn:aws:comprehend:*", ARN, false],
      ["negated, a pattern with fewer parts is not met", "ArnNotLike", "arn:aws:comprehend", ARN, false],
      ["the account of a variable", "ArnLike", "arn:aws:comprehend:*:${aws:account}:*", ARN, true],
      [
        "a variable brings no parts",
        "ArnLike",
        "arn:aws:comprehend:us-east-1:${aws:colon}:*",
        `${ARN}:x`,
        false,
      ],
      ["negated, the same ARN", "ArnNotEquals", ARN, ARN, false],
      ["negated, another account's", "ArnNotLike", "arn:aws:comprehend:*:444455556666:*", ARN, true],
      ["negated, a missing key", "ArnNotEquals", ARN, undefined, true],
      ["a value that is no ARN", "ArnLike", "arn:*:*:*:*:*", "bob", false],
    ],
  ],
  [
    "truths",
    [
      ["true is true", "Bool", "true", true, true],
      ["in another case", "Bool", true, "True", true],
      ["false is not true", "Bool", "true", false, false],
      ["false is false", "Bool", "false", false, true],
      ["a missing key is not false", "Bool", "false", undefined, false],
      ["what is neither is equal to nothing", "Bool", "maybe", "maybe", false],
    ],
  ],
  [
    "numbers",
    [
      ["at most", "NumericLessThanEquals", 10, 10, true],
      ["less, by their values and not by their letters", "NumericLessThan", "10", 9.5, true],
      ["not less", "NumericLessThan", "10", "10", false],
      ["not more", "NumericGreaterThan", "10", "9", false],
      ["at least", "NumericGreaterThanEquals", "10", "10.0", true],
      ["equal, however written", "NumericEquals", "10", "1e1", true],
      ["negated, another number", "NumericNotEquals", "10", "11", true],
      ["negated, a list", "NumericNotEquals", ["10", "11"], "11", false],
      ["negated, a missing key", "NumericNotEquals", "10", undefined, true],
      ["a text", "NumericEquals", "10", "ten", false],
      ["negated, a text: it cannot be compared", "NumericNotEquals", "10", "ten", false],
      ["negated, a text in the policy", "NumericNotEquals", "ten", "10", false],
      ["an empty text is not nought", "NumericEquals", "0", "", false],
    ],
  ],
  [
    "moments",
    [
      ["before", "DateLessThan", "2026-11-02T00:00:00Z", "2026-11-01T23:59:59Z", true],
      ["not after", "DateGreaterThan", "2026-11-02T00:00:00Z", "2026-11-01T23:59:59Z", false],
      ["seconds since the epoch", "DateEquals", "1793577600", "2026-11-02T00:00:00Z", true],
      ["another offset", "DateEquals", "2026-11-02T01:00:00+01:00", "2026-11-02T00:00:00Z", true],
      ["a day", "DateGreaterThan", "2026-11-01", "2026-11-02T00:00:00Z", true],
      [
        "negated, a text: it cannot be compared",
        "DateNotEquals",
        "2026-11-02T00:00:00Z",
        "tomorrow 1",
        false,
      ],
      ["negated, another moment", "DateNotEquals", "2026-11-02", "2026-11-03", true],
    ],
  ],
  [
    "addresses",
    [
      ["in a range", "IpAddress", "203.0.113.0/24", "203.0.113.7", true],
      ["outside it", "IpAddress", "203.0.113.0/24", "203.0.114.7", false],
      ["the address itself", "IpAddress", "203.0.113.7", "203.0.113.7", true],
      ["everywhere", "IpAddress", "0.0.0.0/0", "203.0.113.7", true],
      ["of version 6", "IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5678::1", true],
      ["of the other version", "NotIpAddress", "2001:DB8:1234:5678::/64", "203.0.113.7", true],
      [
        "negated, in one of the ranges",
        "NotIpAddress",
        ["203.0.113.0/24", "192.0.2.0/24"],
        "192.0.2.9",
        false,
      ],
      ["no range", "IpAddress", "nowhere", "203.0.113.7", false],
      ["negated, no range: it cannot be compared", "NotIpAddress", "nowhere", "203.0.113.7", false],
      ["too many bits", "IpAddress", "203.0.113.0/33", "203.0.113.7", false],
    ],
  ],
  [
    "existence",
    [
      ["a missing key is null", "Null", "true", undefined, true],
      ["in another case", "Null", "True", undefined, true],
      ["as a truth", "Null", true, "there", false],
      ["a key that is there is not null", "Null", "false", "there", true],
      ["in another case, of a key that is there", "Null", "FALSE", "there", true],
      ["an empty list is null", "Null", "true", [], true],
      ["an empty list is not there", "Null", "false", [], false],
      ["an empty text is null", "Null", "true", "", true],
      ["a list with something in it", "Null", "false", ["red"], true],
      [
        "a missing key, where it must fit only if it is there",
        "StringEqualsIfExists",
        "o-example",
        undefined,
        true,
      ],
      [
        "another value, where it must fit if it is there",
        "StringEqualsIfExists",
        "o-example",
        "o-other",
        false,
      ],
      ["a missing truth, where it must fit only if it is there", "BoolIfExists", "true", undefined, true],
      ["negated, a missing key", "StringNotEqualsIfExists", "o-example", undefined, true],
    ],
  ],
  [
    "several values",
    [
      ["need a quantifier", "StringEquals", "blue", ["red", "blue"], false],
      ["need a quantifier, also one of them alone", "StringEquals", "blue", ["blue"], false],
      ["need a quantifier, also where negated", "StringNotEquals", "green", ["red", "blue"], false],
      ["one of them", "ForAnyValue:StringEquals", ["blue", "green"], ["red", "blue"], true],
      ["none of them", "ForAnyValue:StringEquals", "blue", ["red"], false],
      ["one of a missing key's", "ForAnyValue:StringEquals", "blue", undefined, false],
      ["one of an empty list", "ForAnyValue:StringEquals", "blue", [], false],
      ["one of an empty value", "ForAnyValue:StringNotEquals", "blue", [""], false],
      ["one of a missing key's, IfExists", "ForAnyValue:StringEqualsIfExists", "blue", undefined, false],
      ["one of a missing key's, negated", "ForAnyValue:StringNotEquals", "blue", undefined, false],
      ["one of them, negated", "ForAnyValue:StringNotEquals", "blue", ["red", "blue"], true],
      ["one like it", "ForAnyValue:StringLike", "o-example/r-exam/*", ["o-example/r-exam/ou-1/"], true],
      ["all of them", "ForAllValues:StringEquals", ["blue", "green"], ["blue", "green"], true],
      ["not all of them", "ForAllValues:StringEquals", ["blue", "green"], ["blue", "red"], false],
      ["all of a missing key's", "ForAllValues:StringEquals", "blue", undefined, true],
      ["all of an empty list", "ForAllValues:StringEquals", "blue", [], true],
      ["all of an empty value", "ForAllValues:StringEquals", "blue", "", true],
      ["all of one", "ForAllValues:StringEquals", "blue", "blue", true],
      ["all of them, negated", "ForAllValues:StringNotEquals", "blue", ["red", "blue"], false],
      [
        "all of them, of a variable without a value",
        "ForAllValues:StringEquals",
        "${aws:nobody}",
        ["red"],
        false,
      ],
      [
        "all of them, negated, without a value",
        "ForAllValues:StringNotEquals",
        "${aws:nobody}",
        ["red"],
        true,
      ],
    ],
  ],
])("%s", (_about, rows) => {
  it.each(rows)("%s: %s %j and %j: %s", (_what, operator, wanted, actual, met) => {
    expect(isMet({ [operator]: { "aws:Key": wanted } }, { "aws:Key": actual, ...OTHERS })).toBe(met);
  });
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
  const known = (account: string, arn = `arn:aws:iam::${account}:user/emulated`, resource = ARN) =>
    contextOf(
      {
        principal: { ...caller, account, arn },
        world: completeWorld(),
        store: new Store(),
        clock: new ManualClock(new Date("2026-11-02T00:00:00Z")),
        region: "us-east-1",
        origin: { address: "203.0.113.7", isEncrypted: true },
      },
      resource,
    );

  it("is known with its organization and the place in it", () => {
    expect(known("444455556666")).toMatchObject({
      "aws:PrincipalAccount": "444455556666",
      "aws:PrincipalOrgID": "o-exampleorgid",
      "aws:PrincipalOrgPaths": ["o-exampleorgid/r-exam/ou-exam-workload/"],
      "aws:CurrentTime": "2026-11-02T00:00:00.000Z",
      "aws:username": "emulated",
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

  it("is known by where the call comes from, and the resource by whose it is", () => {
    expect(known("444455556666")).toMatchObject({
      "aws:SourceIp": "203.0.113.7",
      "aws:SecureTransport": true,
      "aws:ResourceAccount": "111122223333",
    });
    const ofAws = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-micro-v1:0";
    expect(known("444455556666", undefined, ofAws)).not.toHaveProperty(["aws:ResourceAccount"]);
  });
});
