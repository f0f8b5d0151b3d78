import { describe, expect, it } from "@jest/globals";
import fc from "../support/properties";

import { canonicalText } from "#emulator/policies/canonical";
import { Aws } from "#provider/aws/aws";
import { readAwsConfig } from "#provider/aws/config/config";
import { checkInputs } from "#provider/resources/comprehend-model-policy/check";
import type { Inputs } from "#provider/resources/comprehend-model-policy/declaration";
import {
  changesOf,
  policyTextOf,
  statementsOf,
} from "#provider/resources/comprehend-model-policy/policy-statements";
import { ACCOUNT, CLASSIFIER, MEMBER, OUTSIDER } from "../support/emulator/emulated";

type OneOrMore = string | string[];
type Conditions = Record<string, Record<string, OneOrMore>>;
interface Statement {
  Sid?: string;
  Effect: "Allow" | "Deny";
  Principal: { AWS: OneOrMore };
  Action: OneOrMore;
  Resource: OneOrMore;
  Condition?: Conditions;
}
interface Policy {
  Version: string;
  Statement: Statement[];
}

const aws = new Aws(readAwsConfig(() => undefined).config);

/** What Pulumi compares: the inputs as check writes them. */
async function checked(policy: Policy | string): Promise<Inputs> {
  const { inputs, failures } = await checkInputs(
    { resourceArn: CLASSIFIER, policy },
    { cloud: aws, urn: "urn" },
  );
  expect(failures).toEqual([]);
  return inputs;
}

const principal = fc.constantFrom(
  ...[MEMBER, OUTSIDER, `arn:aws:iam::${MEMBER}:root`, `arn:aws:iam::${MEMBER}:role/importer`],
  ...[`arn:aws:iam::${OUTSIDER}:user/ann`, `arn:aws-us-gov:iam::${MEMBER}:root`, "AROAEXAMPLEEXAMPLE12", "*"],
);
const someOf = (one: fc.Arbitrary<string>) => fc.array(one, { minLength: 1, maxLength: 3 });
const condition = fc.dictionary(
  fc.constantFrom("StringEquals", "ForAnyValue:StringLike", "Bool"),
  fc.dictionary(
    fc.constantFrom("aws:PrincipalOrgID", "aws:SourceArn"),
    someOf(fc.constantFrom("a", "b", "${c}")),
    {
      minKeys: 1,
    },
  ),
  { minKeys: 1 },
);
const statement = fc.record(
  {
    Effect: fc.constantFrom<Statement["Effect"][]>("Allow", "Deny"),
    Principal: fc.record({ AWS: someOf(principal) }),
    Action: fc.constant<OneOrMore>(["comprehend:ImportModel"]),
    Resource: fc.constant<OneOrMore>(["*"]),
    Condition: condition,
  },
  { requiredKeys: ["Effect", "Principal", "Action", "Resource"] },
);
const policy: fc.Arbitrary<Policy> = fc.array(statement, { minLength: 1, maxLength: 4 }).map((all) => ({
  Version: "2012-10-17",
  // No two are about the same, so that none can take another's place.
  Statement: all.map((one, i) =>
    i === 0 ? one : { ...one, Resource: [`${CLASSIFIER.slice(0, -i)}*`, "arn:aws:comprehend:*:*:*"] },
  ),
}));

const eachList =
  (change: (list: OneOrMore) => OneOrMore) =>
  (given: Policy): Policy => ({
    ...given,
    Statement: given.Statement.map(({ Condition, ...one }) => ({
      ...one,
      Principal: { AWS: change(one.Principal.AWS) },
      Action: change(one.Action),
      Resource: change(one.Resource),
      ...(Condition && { Condition: eachValue(Condition, change) }),
    })),
  });
function eachValue(given: Conditions, change: (list: OneOrMore) => OneOrMore): Conditions {
  const operators = Object.entries(given).map(([operator, keys]) => [
    operator,
    Object.fromEntries(Object.entries(keys).map(([key, list]) => [key, change(list)])),
  ]);
  return Object.fromEntries(operators) as Conditions;
}
const eachPrincipal =
  (change: (one: string) => string) =>
  (given: Policy): Policy => ({
    ...given,
    Statement: given.Statement.map((one) => ({
      ...one,
      Principal: { AWS: [one.Principal.AWS].flat().map(change) },
    })),
  });
const reversed = <T extends object>(given: T): T => Object.fromEntries(Object.entries(given).reverse()) as T;

/** Each writes the same policy otherwise. */
const REWRITES: Record<string, (given: Policy) => Policy> = {
  "the order of statements": (given) => ({ ...given, Statement: given.Statement.toReversed() }),
  "the order of elements": (given) => reversed({ ...given, Statement: given.Statement.map(reversed) }),
  "the order of conditions": (given) => ({
    ...given,
    Statement: given.Statement.map(({ Condition, ...one }) => ({
      ...one,
      ...(Condition && { Condition: reversed(Condition) }),
    })),
  }),
  "the order of lists": eachList((list) => (Array.isArray(list) ? list.toReversed() : list)),
  "something twice": eachList((list) => [list, list].flat()),
  "a list of one as the one": eachList((list) =>
    Array.isArray(list) && list.length === 1 ? list[0]! : list,
  ),
  "the one as a list": eachList((list) => [list].flat()),
  "accounts by their root": eachPrincipal((one) => one.replace(/^\d{12}$/, "arn:aws:iam::$&:root")),
  "accounts by their id": eachPrincipal((one) => one.replace(/^arn:aws:iam::(\d{12}):root$/, "$1")),
  "a statement for each principal": (given) => ({
    ...given,
    Statement: given.Statement.flatMap((one) =>
      [one.Principal.AWS].flat().map((AWS) => ({ ...one, Principal: { AWS } })),
    ),
  }),
  "the case of the action": eachList((list) =>
    typeof list === "string" ? list.replace(/^comprehend:ImportModel$/i, "Comprehend:importmodel") : list,
  ),
  "AWS's own form": (given) => JSON.parse(canonicalText(JSON.stringify(given), "aws")) as Policy,
  "our own form": (given) => JSON.parse(textOf(given)) as Policy,
};

const statements = (given: object) => statementsOf(given as Record<string, unknown>, "aws");
const textOf = (given: object): string => policyTextOf(statements(given), "aws");

describe("a policy", () => {
  it("is the same in whatever chain of other spellings (73)", async () => {
    const chain = fc.array(fc.constantFrom(...Object.keys(REWRITES)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(policy, chain, fc.integer({ min: 0, max: 4 }), async (given, names, indent) => {
        const rewritten = names.reduce((one, name) => REWRITES[name]!(one), given);
        const inputs = await checked(given);
        expect(await checked(rewritten)).toEqual(inputs);
        expect(await checked(`\n${JSON.stringify(rewritten, undefined, indent)} `)).toEqual(inputs);
      }),
    );
  });

  it("is the same as with other Sids, or none", () => {
    fc.assert(
      fc.property(policy, fc.array(fc.stringMatching(/^[a-z]{8}$/), { maxLength: 4 }), (given, sids) => {
        const labelled = given.Statement.map((one, i) => {
          const sid = sids[i];
          return { ...one, ...(sid !== undefined && { Sid: `${sid}${i}` }) };
        });
        expect(changesOf(statements(given), statements({ ...given, Statement: labelled }))).toEqual([]);
      }),
    );
  });
});

const FRESH = "999988887777";
/** Each changes what one statement says, or about whom. */
const MUTATIONS: Record<string, (one: Statement) => object> = {
  effect: (one) => ({ ...one, Effect: one.Effect === "Allow" ? "Deny" : "Allow" }),
  "another principal": (one) => ({
    ...one,
    Principal: { AWS: [FRESH, ...[one.Principal.AWS].flat().slice(1)] },
  }),
  "one principal more": (one) => ({ ...one, Principal: { AWS: [FRESH, ...[one.Principal.AWS].flat()] } }),
  "another kind of principal": (one) => ({
    ...one,
    Principal: { ...one.Principal, Service: "s3.amazonaws.com" },
  }),
  action: (one) => ({ ...one, Action: "comprehend:DescribeDocumentClassifier" }),
  resource: (one) => ({ ...one, Resource: "arn:aws:comprehend:::y" }),
  "a condition more": (one) => ({
    ...one,
    Condition: { ...one.Condition, Null: { "aws:ViaAWSService": "true" } },
  }),
  "another value of a condition": ({ Condition = { Bool: { a: "b" } }, ...one }) => ({
    ...one,
    Condition: eachValue(Condition, () => "z"),
  }),
};

describe("one change of", () => {
  it.each(Object.entries(MUTATIONS))("%s is a change, of a statement that is named (74)", (_name, mutate) => {
    fc.assert(
      fc.property(policy, fc.nat(), (given, which) => {
        const index = which % given.Statement.length;
        const mutated = given.Statement.map((one, i) => (i === index ? mutate(one) : one));
        const changes = changesOf(statements(given), statements({ ...given, Statement: mutated }));
        expect(changes).not.toEqual([]);
        expect(textOf(given)).not.toBe(textOf({ ...given, Statement: mutated }));
      }),
    );
  });

  it("the language's version is one where variables make a difference, and else none", () => {
    const older = (value: string) => ({
      Statement: {
        Effect: "Allow",
        Principal: "*",
        Action: "comprehend:ImportModel",
        Resource: "*",
        Condition: { StringEquals: { "aws:PrincipalOrgID": value } },
      },
    });
    const newer = (value: string) => ({ Version: "2012-10-17", ...older(value) });
    expect(changesOf(statements(older("o-1")), statements(newer("o-1")))).toEqual([]);
    expect(changesOf(statements(older("${a}")), statements(newer("${a}")))).toEqual(["* (Version)"]);
    expect(textOf(older("${a}"))).toContain('"Version":"2008-10-17"');
  });

  it("what no program can write is told apart as well", () => {
    const except = (AWS: OneOrMore) => ({
      Statement: [{ Effect: "Allow", NotPrincipal: { AWS }, NotAction: "s3:*", NotResource: ["b", "a"] }],
    });
    const known = statements(except([OUTSIDER, ACCOUNT]));
    expect(Object.keys(known)).toEqual([`all but ${ACCOUNT}, ${OUTSIDER}`]);
    expect(changesOf(known, statements(except([ACCOUNT, OUTSIDER])))).toEqual([]);
    expect(changesOf(known, statements(except(ACCOUNT)))).toEqual([
      `all but ${ACCOUNT} (added)`,
      `all but ${ACCOUNT}, ${OUTSIDER} (removed)`,
    ]);
  });
});
