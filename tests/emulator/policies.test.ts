import { describe, expect, it } from "@jest/globals";

import { evaluate, type PolicyRequest } from "#emulator/policies/evaluate";
import { parsePolicy } from "#emulator/policies/parse";

const OWNER = "111122223333";
const OTHER = "444455556666";
const MODEL = `arn:aws:comprehend:us-east-1:${OWNER}:document-classifier/tickets/version/1`;
const BOB = `arn:aws:iam::${OTHER}:user/bob`;
const SESSION = `arn:aws:sts::${OTHER}:assumed-role/deployer/alice`;

/** A statement that lets everybody do everything, but for what is said. */
const allow = (but: object) => ({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*", ...but });
const deny = (but: object) => ({ ...allow(but), Effect: "Deny" });
const policy = (...statements: object[]) =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
const request = (but: Partial<PolicyRequest> = {}): PolicyRequest => ({
  principal: { account: OTHER, arn: BOB },
  action: "comprehend:ImportModel",
  resource: MODEL,
  ...but,
});
const by = (arn: string) => request({ principal: { account: arn.split(":")[4]!, arn } });

describe("a principal", () => {
  it.each([
    ["its account's id", OTHER, BOB, true],
    ["its account's root ARN, which is the same", `arn:aws:iam::${OTHER}:root`, BOB, true],
    ["another account", OWNER, BOB, false],
    ["everybody", "*", BOB, true],
    ["itself", BOB, BOB, true],
    ["another user, of nearly the same name", `${BOB}by`, BOB, false],
    [
      "the name in other letters",
      BOB.toUpperCase().replace(/^[^/]+/, `arn:aws:iam::${OTHER}:user`),
      BOB,
      false,
    ],
    ["the role it is a session of", `arn:aws:iam::${OTHER}:role/deployer`, SESSION, true],
    ["that role, with its path", `arn:aws:iam::${OTHER}:role/teams/blue/deployer`, SESSION, true],
    ["another role", `arn:aws:iam::${OTHER}:role/reader`, SESSION, false],
    ["a role of that name elsewhere", `arn:aws:iam::${OWNER}:role/deployer`, SESSION, false],
    ["the session itself", SESSION, SESSION, true],
    ["another session of its role", `${SESSION}s`, SESSION, false],
    ["the account of the session", OTHER, SESSION, true],
    ["one of a list", [OWNER, BOB], BOB, true],
  ] as const)("is met by %s", (_what, AWS, arn, isMet) => {
    const verdict = evaluate(policy(allow({ Principal: { AWS } })), by(arn));
    expect(verdict).toBe(isMet ? "allowed" : "not mentioned");
  });

  it("that is a service is met by its name alone", () => {
    const principal = { account: OWNER, arn: "", service: "comprehend.amazonaws.com" };
    const named = (Principal: object) => evaluate(policy(allow({ Principal })), request({ principal }));
    expect(named({ Service: ["s3.amazonaws.com", "comprehend.amazonaws.com"] })).toBe("allowed");
    expect(named({ AWS: OWNER })).toBe("not mentioned");
  });

  // The user guide's example: the account has to be named beside the user, and the role beside its session.
  it.each([
    ["a user with its account", [BOB, `arn:aws:iam::${OTHER}:root`], BOB, false],
    ["a user without its account", [BOB], BOB, true],
    ["an account alone", [OTHER], BOB, true],
    [
      "a session with its role and account",
      [SESSION, `arn:aws:iam::${OTHER}:role/deployer`, OTHER],
      SESSION,
      false,
    ],
    ["a role without the session", [`arn:aws:iam::${OTHER}:role/deployer`, OTHER], SESSION, true],
  ] as const)("that is excepted as %s", (_what, AWS, arn, isDenied) => {
    const verdict = evaluate(
      policy(allow({}), deny({ Principal: undefined, NotPrincipal: { AWS } })),
      by(arn),
    );
    expect(verdict).toBe(isDenied ? "denied" : "allowed");
  });
});

describe("an action", () => {
  it.each([
    ["*", true],
    ["comprehend:*", true],
    ["comprehend:ImportModel", true],
    ["Comprehend:importmodel", true],
    ["comprehend:Import*", true],
    ["comprehend:ImportMode?", true],
    ["comprehend:*Model", true],
    ["comprehend:Import", false],
    ["comprehend:ImportModel?", false],
    ["bedrock:*", false],
  ])("is met by %s: %s", (Action, isMet) => {
    expect(evaluate(policy(allow({ Action })), request())).toBe(isMet ? "allowed" : "not mentioned");
    const except = policy(allow({ Action: undefined, NotAction: [Action] }));
    expect(evaluate(except, request())).toBe(isMet ? "not mentioned" : "allowed");
  });
});

describe("a resource", () => {
  it.each([
    ["*", true],
    [MODEL, true],
    [`arn:aws:comprehend:*:${OWNER}:document-classifier/*`, true],
    ["arn:*", true],
    ["arn:aws:comprehend:*", true],
    ["arn:aws:s3:*", false],
    // AWS takes it, and then it names nothing.
    ["arn:aws:comprehend", false],
    ["arn:*:comprehend:us-east-?:*:*/tickets/version/1", true],
    [`arn:aws:comprehend:us-east-1:${OWNER}:document-classifier/Tickets/version/1`, false],
    // A wildcard does not reach over the colons of an ARN.
    ["arn:aws:comprehend:*/version/1", false],
    [`arn:aws:comprehend:us-west-2:${OWNER}:document-classifier/*`, false],
  ])("is met by %s: %s", (Resource, isMet) => {
    expect(evaluate(policy(allow({ Resource })), request())).toBe(isMet ? "allowed" : "not mentioned");
    const except = policy(allow({ Resource: undefined, NotResource: Resource }));
    expect(evaluate(except, request())).toBe(isMet ? "not mentioned" : "allowed");
  });

  it.each([
    ["behind the fifth colon", "arn:aws:s3:::home/${aws:PrincipalAccount}/*", "allowed"],
    [
      "before it, where AWS reads none",
      "arn:aws:s3:::home/${aws:PrincipalAccount}/*".replace(":::", "::${aws:PrincipalAccount}:"),
      "not mentioned",
    ],
    ["as a star that means itself", "arn:aws:s3:::home/${*}/letters", "not mentioned"],
    ["whose value is a star", "arn:aws:s3:::home/${aws:star}/letters", "not mentioned"],
    ["whose value is missing", "arn:aws:s3:::home/${aws:nobody}*", "not mentioned"],
    ["whose value is missing, by its default", `arn:aws:s3:::home/\${aws:nobody, '${OTHER}'}/*`, "allowed"],
  ])("has a variable %s: %s", (_where, Resource, verdict) => {
    const asked = request({
      resource: `arn:aws:s3:::home/${OTHER}/letters`,
      context: { "aws:PrincipalAccount": OTHER, "aws:star": "*" },
    });
    expect(evaluate(policy(allow({ Resource })), asked)).toBe(verdict);
    const except = policy(allow({ Resource: undefined, NotResource: Resource }));
    expect(evaluate(except, asked)).toBe(verdict === "allowed" ? "not mentioned" : "allowed");
  });

  it.each([
    ["2012-10-17", "allowed"],
    ["2008-10-17", "not mentioned"],
  ])("has variables in the version %s: %s", (Version, verdict) => {
    const Statement = allow({ Resource: "arn:aws:s3:::home/${aws:PrincipalAccount}/*" });
    const asked = request({
      resource: `arn:aws:s3:::home/${OTHER}/letters`,
      context: { "aws:PrincipalAccount": OTHER },
    });
    expect(evaluate(parsePolicy(JSON.stringify({ Version, Statement })), asked)).toBe(verdict);
    expect(evaluate(parsePolicy(JSON.stringify({ Version, Statement })), { ...asked, context: {} })).toBe(
      "not mentioned",
    );
  });
});

describe("a policy", () => {
  it("denies when one statement does, whatever the others say and in whichever order", () => {
    const statements = [allow({}), deny({ Principal: { AWS: BOB } }), allow({ Principal: { AWS: BOB } })];
    expect(evaluate(policy(...statements), request())).toBe("denied");
    expect(evaluate(policy(...statements.reverse()), request())).toBe("denied");
    expect(evaluate(policy(...statements), by(SESSION))).toBe("allowed");
  });
});
