import { expect, it } from "@jest/globals";

import { parsePolicy, PolicyError } from "#emulator/policies/parse";

const STATEMENT = { Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" };
const but = (change: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: { ...STATEMENT, ...change } });

it.each([
  ["the policy is not JSON", "{'Version': '2012-10-17'}"],
  ["the policy must be an object", "[]"],
  ["the policy must be an object", '"*"'],
  ["the policy has the unknown element Statements", '{"Statements":[]}'],
  [
    "Version must be 2012-10-17 or 2008-10-17",
    JSON.stringify({ Version: "2020-01-01", Statement: STATEMENT }),
  ],
  ["Id must be a text", JSON.stringify({ Id: 1, Statement: STATEMENT })],
  ["Statement is missing", "{}"],
  ["Statement is missing", '{"Statement":[]}'],
  ["Statement[1] must be an object", JSON.stringify({ Statement: [STATEMENT, "x"] })],
  [
    "two statements have the same Sid",
    JSON.stringify({ Statement: [1, 2].map(() => ({ Sid: "a", ...STATEMENT })) }),
  ],
  ["Statement[0] has the unknown element Actions", but({ Actions: "*" })],
  ["Statement[0].Sid must be a text", but({ Sid: 1 })],
  ["Statement[0].Effect must be Allow or Deny", but({ Effect: "allow" })],
  ["Statement[0].Principal is missing", but({ Principal: undefined })],
  ["Statement[0].Principal must be an object", but({ Principal: "444455556666" })],
  ["Statement[0].Principal names nobody", but({ Principal: {} })],
  ["Statement[0].Principal has the unknown element aws", but({ Principal: { aws: "*" } })],
  ["Statement[0].Principal.AWS is empty", but({ Principal: { AWS: [] } })],
  ["Statement[0].Principal.AWS is not a principal", but({ Principal: { AWS: "4444" } })],
  [
    "Statement[0].Principal.AWS is not a principal",
    but({ Principal: { AWS: ["arn:aws:iam::444455556666:role/*"] } }),
  ],
  ["Statement[0] has both Principal and NotPrincipal", but({ NotPrincipal: "*" })],
  ["Statement[0].Action is missing", but({ Action: undefined })],
  ["Statement[0].Action is not an action", but({ Action: "Decrypt" })],
  ["Statement[0].Action is not an action", but({ Action: [1] })],
  ["Statement[0] has both Action and NotAction", but({ NotAction: "*" })],
  ["Statement[0].Resource is missing", but({ Resource: undefined })],
  ["Statement[0].Resource is not an ARN", but({ Resource: "key/1" })],
  ["Statement[0].Condition must be an object", but({ Condition: [] })],
  ["Statement[0].Condition has the unknown operator StringIs", but({ Condition: { StringIs: { a: "b" } } })],
  [
    "Statement[0].Condition has the unknown operator NullIfExists",
    but({ Condition: { NullIfExists: { a: "true" } } }),
  ],
  [
    "Statement[0].Condition has the unknown operator toString",
    but({ Condition: { toString: { a: "true" } } }),
  ],
  ["Statement[0].Condition.Bool must be an object", but({ Condition: { Bool: "true" } })],
  ["Statement[0].Condition.Bool.a must be a text", but({ Condition: { Bool: { a: {} } } })],
])("%s", (reason, text) => {
  expect(() => parsePolicy(text)).toThrow(reason);
  expect(() => parsePolicy(text)).toThrow(PolicyError);
});

it("what may be one thing or a list is read as a list, and what is not said has its default", () => {
  const Statement = { ...STATEMENT, Principal: { AWS: "444455556666" }, Condition: { Bool: { a: true } } };
  const text = (written: string) => ({ written, pieces: [written] });
  const star = (written: string, ...before: string[]) => ({
    written,
    pieces: [...before, { wildcard: "*" }],
  });
  expect(parsePolicy(JSON.stringify({ Statement }))).toEqual({
    statements: [
      {
        effect: "Allow",
        principals: { isExcept: false, named: { AWS: ["444455556666"] } },
        actions: { isExcept: false, named: [star("kms:*", "kms:")] },
        resources: { isExcept: false, named: [star("*")] },
        conditions: [{ operator: "Bool", ifExists: false, key: "a", values: [text("true")] }],
      },
    ],
  });
});

it("a service may do without resources: the policy is about what it is attached to", () => {
  expect(parsePolicy(but({ Resource: undefined }), { resource: false }).statements).toHaveLength(1);
});

it.each(["arn:*", "arn:*:comprehend:*", "arn:aws*:kms:*:*:key/*", "*"])("%s is a resource", (Resource) => {
  expect(parsePolicy(but({ Resource })).statements).toHaveLength(1);
});
