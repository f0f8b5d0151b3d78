import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { startEmulator } from "#emulator/index";
import type { PropertyMap } from "#engine/values/values";
import { UNKNOWN } from "#provider/core/props";
import { shownPolicy } from "../support/aws/comprehend";
import { ACCOUNT, CLASSIFIER, type Emulator, MEMBER } from "../support/emulator/emulated";
import { configFor, Host } from "../support/hosts/host";
import { reasonsFor } from "../support/hosts/refused";

const KIND = "ComprehendModelPolicy";
const GRANT = {
  Effect: "Allow",
  Principal: { AWS: MEMBER },
  Action: "comprehend:ImportModel",
  Resource: "*",
};
const DENIAL = {
  Effect: "Deny",
  NotPrincipal: { AWS: [MEMBER, `arn:aws:iam::${MEMBER}:role/importer`] },
  Action: "comprehend:ImportModel",
  Resource: "*",
};
const { Principal: _, ...NOBODY } = GRANT;

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

const reasons = (policy: unknown) => reasonsFor(emulator, KIND, { resourceArn: CLASSIFIER, policy });
const reasonsOf = (statement: object) => reasons({ Version: "2012-10-17", Statement: [GRANT, statement] });

describe("a policy's JSON text is refused at preview where it says something twice", () => {
  it.each([
    [
      `{"Statement":[{"Effect":"Deny","Effect":"Allow","Principal":"*","Action":"comprehend:ImportModel","Resource":"*"}]}`,
      ["policy.Statement[0].Effect: stands there twice"],
    ],
    [
      `{"Statement":{"Effect":"Deny","\\u0045ffect":"Allow","Principal":"*","Action":"comprehend:ImportModel","Resource":"*"}}`,
      ["policy.Statement.Effect: stands there twice"],
    ],
    [`{"Statement":[],"Statement":[${JSON.stringify(GRANT)}]}`, ["policy.Statement: stands there twice"]],
    [
      `{"Statement":[${JSON.stringify(GRANT)},{"Condition":{"StringEquals":{"a:b":"1","a:b":"2"},"StringEquals":{}}}]}`,
      [
        'policy.Statement[1].Condition.StringEquals["a:b"]: stands there twice',
        "policy.Statement[1].Condition.StringEquals: stands there twice",
      ],
    ],
    [`{"Statement":[{}],// a comment\n"Id":"x"}`, ["policy: must be JSON"]],
    ["[".repeat(100_000) + "]".repeat(100_000), ["policy: must be JSON"]],
  ])("%#: %.60s", async (text, said) => {
    expect(await reasons(text)).toEqual(said);
  });

  it("and taken where two objects say the same each for itself", async () => {
    expect(await reasons(JSON.stringify({ Statement: [GRANT, { ...DENIAL, Sid: "Others" }] }))).toEqual([]);
  });
});

describe("a statement that cannot mean what it says is refused at preview, with its path", () => {
  const where = "policy.Statement[1]";
  const ANOTHER = 'is not the model that the policy is of; "*" is always that model';
  const EMPTY = "must not be empty, which would be no condition at all";
  const ONE_OF = 'must be an account, the ARN of a role, a user or a session, or "*" alone';

  it.each<[object, string[]]>([
    [
      { ...GRANT, Condition: { StringEqual: { "aws:PrincipalOrgID": "o-1" } } },
      [`${where}.Condition.StringEqual: is no condition operator; did you mean StringEquals?`],
    ],
    [
      { ...GRANT, Condition: { "ForAnyValues:stringlike": { "aws:PrincipalOrgPaths": "o-1/*" } } },
      [
        `${where}.Condition["ForAnyValues:stringlike"]: is no condition operator; did you mean ForAnyValue:StringLike?`,
      ],
    ],
    [
      { ...GRANT, Condition: { NullIfExists: { "aws:PrincipalOrgID": "true" } } },
      [expect.stringMatching(/Condition\.NullIfExists: is no condition operator; did you mean/) as never],
    ],
    [
      { ...GRANT, Condition: { whatever: { "aws:PrincipalOrgID": "o-1" } } },
      [`${where}.Condition.whatever: is no condition operator`],
    ],
    [{ ...GRANT, Condition: {} }, [`${where}.Condition: ${EMPTY}`]],
    [{ ...GRANT, Condition: [] }, [`${where}.Condition: ${EMPTY}`]],
    [{ ...GRANT, Condition: { StringEquals: {} } }, [`${where}.Condition.StringEquals: ${EMPTY}`]],
    [
      { ...GRANT, Condition: { StringEquals: { "aws:PrincipalOrgID": [] } } },
      [`${where}.Condition.StringEquals["aws:PrincipalOrgID"]: must not be empty`],
    ],
    [{ ...GRANT, Resource: CLASSIFIER.replace(/v\d+$/, "other") }, [`${where}.Resource[0]: ${ANOTHER}`]],
    [{ ...GRANT, Resource: ["*", `${CLASSIFIER} extra`] }, [`${where}.Resource[1]: ${ANOTHER}`]],
    [{ ...GRANT, Resource: CLASSIFIER.replace(/\/version.*/, "") }, [`${where}.Resource[0]: ${ANOTHER}`]],
    [{ ...GRANT, Resource: `${CLASSIFIER}?` }, [`${where}.Resource[0]: ${ANOTHER}`]],
    [NOBODY, [`${where}.Principal: is required`]],
    [{ ...DENIAL, Principal: "*" }, [`${where}.NotPrincipal: cannot stand beside Principal`]],
    [
      { ...DENIAL, Effect: "Allow" },
      [`${where}.NotPrincipal: can only be denied: it would let in everybody else`],
    ],
    [
      { ...GRANT, Principal: { AWS: `arn:aws:iam::${MEMBER}:role/importer extra` } },
      [`${where}.Principal.AWS[0]: ${ONE_OF}`],
    ],
    [
      { ...GRANT, Principal: { AWS: [MEMBER, `arn:aws:sts::${MEMBER}:assumed-role/importer`] } },
      [`${where}.Principal.AWS[1]: ${ONE_OF}`],
    ],
  ])("%j", async (statement, said) => {
    expect(await reasonsOf(statement)).toEqual(said);
  });
});

describe("what AWS takes is taken", () => {
  it.each<[string, object]>([
    ["everybody but some may be denied", DENIAL],
    ["an empty Sid", { ...GRANT, Sid: "" }],
    ["a session of a role", { ...GRANT, Principal: { AWS: `arn:aws:sts::${MEMBER}:assumed-role/r/s@x` } }],
    ["a federated user", { ...GRANT, Principal: { AWS: `arn:aws:sts::${MEMBER}:federated-user/ann` } }],
    ["a role in a path", { ...GRANT, Principal: { AWS: `arn:aws:iam::${MEMBER}:role/teams/ml/importer` } }],
    ["the owner's own account", { ...GRANT, Principal: { AWS: ACCOUNT } }],
    ["the model itself", { ...GRANT, Resource: CLASSIFIER }],
    ["models of which it is one", { ...GRANT, Resource: CLASSIFIER.replace(/v\d+$/, "v?") }],
    ["a variable", { ...GRANT, Resource: "arn:aws:comprehend:*:${aws:PrincipalAccount}:*" }],
    ["what is not known yet", { ...GRANT, Resource: [UNKNOWN], Condition: { StringLike: UNKNOWN } }],
    [
      "an operator with all its parts",
      { ...GRANT, Condition: { "ForAllValues:ArnLikeIfExists": { a: "b" } } },
    ],
    ["whether a key is there", { ...GRANT, Condition: { Null: { "aws:PrincipalOrgID": false } } }],
  ])("%s", async (_what, statement) => {
    expect(await reasonsOf({ Sid: "Another", ...statement })).toEqual([]);
  });

  it("two empty Sids are no Sid twice, and our marks stand in their place", async () => {
    const args = {
      resourceArn: CLASSIFIER,
      policy: {
        Version: "2012-10-17",
        Statement: [
          { ...GRANT, Sid: "" },
          { ...DENIAL, Sid: "" },
        ],
      },
    };
    const host = await Host.start(configFor(emulator));
    const policy = host.resource(KIND);
    await policy.up(args);
    const { Statement } = JSON.parse((await shownPolicy(emulator))!.text) as { Statement: { Sid: string }[] };
    expect(Statement.map(({ Sid }) => Sid)).toEqual([
      expect.stringMatching(/^PulumiModelAccess\w+1$/),
      expect.stringMatching(/^PulumiModelAccess\w+2$/),
    ]);
    expect(await policy.preview(args)).toBe("same");
    await policy.destroy();
  });

  it.each([
    [{ accountId: ACCOUNT }],
    [{ principalArn: `arn:aws:iam::${ACCOUNT}:role/importer` }],
    [{ principalArn: `arn:aws:sts::${MEMBER}:assumed-role/importer/session` }],
    [{ principalArn: `arn:aws:sts::${MEMBER}:federated-user/ann` }],
  ])("the importer %j", async (importer) => {
    expect(await reasonsFor(emulator, KIND, { resourceArn: CLASSIFIER, importers: [importer] })).toEqual([]);
  });
});

describe("a policy that lets in everybody", () => {
  const warningsFor = async (Statement: PropertyMap[]) => {
    const host = await Host.start(configFor(emulator));
    await host.resource(KIND).check({ resourceArn: CLASSIFIER, policy: { Statement } });
    return host.warnings();
  };
  const OPEN =
    "lets every account of AWS import the model; a Condition, such as on aws:PrincipalOrgID, narrows it";

  it("is warned of at preview, with the path", async () => {
    expect(await warningsFor([{ ...GRANT, Principal: "*" }])).toEqual([
      `policy.Statement[0].Principal: ${OPEN}`,
    ]);
    expect(await warningsFor([GRANT, { ...GRANT, Sid: "All", Principal: { AWS: [MEMBER, "*"] } }])).toEqual([
      `policy.Statement[1].Principal: ${OPEN}`,
    ]);
  });

  it("on a condition is not, nor are denials and other principals", async () => {
    const Condition = { StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } };
    expect(await warningsFor([{ ...GRANT, Principal: "*", Condition }])).toEqual([]);
    expect(await warningsFor([{ ...GRANT, Effect: "Deny", Principal: "*" }])).toEqual([]);
    expect(await warningsFor([{ ...GRANT, Principal: { Service: "*" } }, DENIAL])).toEqual([]);
  });
});
