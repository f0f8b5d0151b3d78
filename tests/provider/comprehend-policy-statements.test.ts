import { describe, expect, it } from "@jest/globals";
import fc from "../support/properties";

import { markIn, markOf } from "#provider/resources/comprehend-model-policy/policy-marks";
import {
  changesOf,
  policyTextOf,
  statementsOf,
  withSidsOf,
} from "#provider/resources/comprehend-model-policy/policy-statements";
import { CLASSIFIER, MEMBER, OUTSIDER } from "../support/emulator/emulated";

interface Statement {
  Sid?: string;
  Effect: string;
  Principal?: "*" | Record<string, string | string[]>;
  NotPrincipal?: Record<string, string | string[]>;
  Action: string | string[];
  Resource: string | string[];
  Condition?: object;
}
interface Policy {
  Version: string;
  Statement: Statement[];
}

const role = `arn:aws:iam::${MEMBER}:role/a`;
/** Some look like the names that statements are shown under, or like members that every object has. */
const principal = fc.constantFrom(
  ...[MEMBER, OUTSIDER, `arn:aws:iam::${MEMBER}:root`, role, `${role} (2)`, `${role} (2) (2)`, `${role} (3)`],
  ...[`${MEMBER} (2)`, `${MEMBER}, ${OUTSIDER}`, `"${role} (2)"`, "*", "Service s3.amazonaws.com"],
  ...["all but", "__proto__", "constructor", "", "AROAEXAMPLEEXAMPLE12"],
);
const one = (of: fc.Arbitrary<string>): fc.Arbitrary<string | string[]> =>
  fc.oneof(of, fc.array(of, { minLength: 1, maxLength: 3 }));
const named = fc.record(
  {
    AWS: one(principal),
    Service: one(fc.constantFrom("s3.amazonaws.com", role, "s3 (2)")),
    Federated: one(fc.constantFrom(role, "accounts.google.com")),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Record<string, string | string[]>>;
const whom = fc.oneof(
  { weight: 5, arbitrary: named.map((Principal) => ({ Principal })) },
  fc.constant({ Principal: "*" as const }),
  named.map((NotPrincipal) => ({ NotPrincipal })),
);
const statement = fc
  .tuple(
    whom,
    fc.record(
      {
        Sid: fc.constantFrom("", "A", "B", "PulumiModelAccess0"),
        Effect: fc.constantFrom("Allow", "Deny"),
        Action: one(fc.constantFrom("comprehend:ImportModel", "Comprehend:importmodel", "comprehend:*")),
        Resource: one(fc.constantFrom("*", CLASSIFIER)),
        Condition: fc.constantFrom({ Bool: { a: "true" } }, { Bool: { a: ["false", "true"] } }),
      },
      { requiredKeys: ["Effect", "Action", "Resource"] },
    ),
  )
  .map(([about, rest]): Statement => ({ ...about, ...rest }));
const policy: fc.Arbitrary<Policy> = fc.record({
  Version: fc.constant("2012-10-17"),
  Statement: fc.array(statement, { minLength: 1, maxLength: 6 }),
});

const listed = (given: string | string[]): string[] => [given].flat();
const set = (given: string | string[], change = (text: string): string => text): string[] =>
  [...new Set(listed(given).map(change))].sort();
const account = (text: string): string => text.replace(/^arn:aws:iam::(\d{12}):root$/, "$1");
const action = (text: string): string => (/^comprehend:importmodel$/i.test(text) ? text.toLowerCase() : text);

/** All that a policy says, one principal after the other, as texts that do not depend on how it is written. */
function said({ Statement }: Policy): string[] {
  const all = Statement.flatMap(({ Effect, Principal, NotPrincipal, Action, Resource, Condition }) => {
    const rest = [Effect, set(Action, action), set(Resource), Condition ?? null];
    const pairs = (kinds: Record<string, string | string[]>): string[][] =>
      Object.entries(kinds).flatMap(([kind, names]) => set(names, account).map((name) => [kind, name]));
    if (NotPrincipal) return [JSON.stringify(["all but", pairs(NotPrincipal).sort(), ...rest])];
    const kinds = Principal === "*" ? { AWS: "*" } : Principal!;
    const each = pairs(kinds);
    return (each.length > 0 ? each : [["nobody"]]).map((about) => JSON.stringify([about, ...rest]));
  });
  return [...new Set(all)].sort();
}

const statements = (given: Policy) => statementsOf({ ...given }, "aws");
const sent = (given: Policy, mark?: string) =>
  JSON.parse(policyTextOf(statements(given), "aws", mark)) as Policy;
const each = (check: (given: Policy) => void) => fc.assert(fc.property(policy, check), { numRuns: 500 });

describe("every statement that goes in comes out", () => {
  it("however principals are called, and nothing else does", () => {
    each((given) => expect(said(sent(given))).toEqual(said(given)));
  });

  it("with marks on those without a Sid", () => {
    const mark = markOf("urn", CLASSIFIER);
    each((given) => {
      const marked = sent(given, mark);
      expect(said(marked)).toEqual(said(given));
      const sids = marked.Statement.map(({ Sid }) => Sid);
      expect(sids).not.toContain(undefined);
      expect(sids).not.toContain("");
      const lacks = sent(given).Statement.some(({ Sid }) => Sid === undefined);
      expect(markIn(marked.Statement)).toBe(lacks ? mark : undefined);
    });
  });

  it("also as what is read and sent again, and that is no change", () => {
    each((given) => {
      const again = sent(given, markOf("urn", CLASSIFIER));
      expect(said(sent(again))).toEqual(said(given));
      expect(changesOf(statements(given), statements(again))).toEqual([]);
    });
  });

  it("with the Sids that were asked for", () => {
    fc.assert(
      fc.property(policy, policy, (asked, live) => {
        const kept = withSidsOf(statements(asked), statements(live));
        expect(said(JSON.parse(policyTextOf(kept, "aws")) as Policy)).toEqual(said(live));
      }),
    );
  });

  it("also beside another one's, and each that is added is named as a change", () => {
    fc.assert(
      fc.property(policy, statement, (given, more) => {
        const both = { ...given, Statement: [...given.Statement, more] };
        expect(said(sent(both))).toEqual(said(both));
        const isMore = said(both).length > said(given).length;
        expect(changesOf(statements(given), statements(both)).length > 0).toBe(isMore);
      }),
    );
  });

  it("and a role is not the second statement about another", () => {
    const about = (AWS: string[], Effect = "Allow"): Statement => ({
      ...{ Effect, Principal: { AWS }, Action: "comprehend:ImportModel", Resource: "*" },
    });
    const given = {
      Version: "2012-10-17",
      Statement: [about([role]), about([role], "Deny"), about([`${role} (2)`])],
    };
    expect(Object.keys(statements(given)).sort()).toEqual([`"${role} (2)"`, role, `${role} (2)`]);
    expect(said(sent(given))).toHaveLength(3);
  });
});
