import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { describe, expect, it } from "@jest/globals";
import fc from "../../support/properties";

import { evaluate } from "#emulator/policies/evaluate";
import { decide } from "#emulator/policies/layers";
import { parsePolicy } from "#emulator/policies/parse";
import { modelGuard, type ModelGuardRules, type ModelGuardPolicies } from "#provider/guard/policies/index";
import {
  ACCOUNT,
  APP,
  type Authorization,
  call,
  DEPLOYER,
  DEPLOYERS,
  direct,
  globally,
  INVOKE,
  model,
  NAMESAKE,
  onMantle,
  owned,
  requestOf,
  through,
  USER,
  type Who,
} from "./calls";
import { ARGS, COMMAND, EMBED, GUARDS, HAIKU, NOVA, PRODUCT, SONNET } from "./rows";

const parsed = (document: object) => parsePolicy(JSON.stringify(document), { principal: false });
const many = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ modelId: `vendor.a-model-with-a-rather-long-name-${i}-v1:0` }));

describe("the guard's documents", () => {
  it.each(Object.entries(GUARDS))(
    "of %s have Sids of their own, the sizes that are told, and no blanks",
    (_name, guard) => {
      const sids = guard.scp.flatMap(({ Statement }) => Statement.map(({ Sid }) => Sid));
      expect(new Set(sids).size).toBe(sids.length);
      expect(sids.filter((sid) => !/^[A-Za-z0-9]+$/.test(sid))).toEqual([]);
      const documents = [
        ...guard.scp,
        ...guard.runtime,
        guard.deployer,
        guard.evidenceReader,
        guard.comprehendRcp,
      ];
      expect(guard.sizes.map(({ characters }) => characters)).toEqual(
        documents.map((one) => JSON.stringify(one).length),
      );
      expect(guard.sizes.filter(({ characters, limit }) => characters > limit)).toEqual([]);
      expect(documents.filter((one) => /\s/.test(JSON.stringify(one)))).toEqual([]);
      for (const document of documents.slice(0, -1)) parsed(document);
      parsePolicy(JSON.stringify(guard.comprehendRcp));
    },
  );

  it("are split between statements once one is full, and mean the same together", () => {
    const allow = [...many(60), { modelId: NOVA, via: "direct" as const }];
    const { scp, explain } = modelGuard({ allow, exemptRoles: [DEPLOYERS] });
    expect(scp.length).toBeGreaterThan(1);
    expect(scp.map((one) => JSON.stringify(one).length).filter((characters) => characters > 10_240)).toEqual(
      [],
    );
    expect(explain(APP.arn, INVOKE, model(SONNET)).sids).toContain("DenyUnlistedModels");
    expect(explain(APP.arn, INVOKE, model(NOVA)).isDenied).toBe(false);
  });

  it.each<[what: string, args: Partial<ModelGuardRules>, message: string]>([
    [
      "a statement",
      { allow: many(150) },
      "allow: the statement DenyUnlistedModels takes 13421 characters of the 10240 there may be",
    ],
    [
      "the runtime's policy",
      { allow: many(80) },
      "allow: the statement InvokeModels takes 7059 characters of the 6144 there may be",
    ],
    ["the denials", { deny: many(150) }, "deny: the statement DenyListedModels takes"],
    [
      "the products",
      { productIds: Array.from({ length: 700 }, (_, i) => `prod-${String(i).padStart(13, "a")}`) },
      "productIds: the statement DenyUnlistedProducts takes",
    ],
  ])("that would be too long for AWS are refused by count, limit and path: %s", (_what, args, message) => {
    expect(() =>
      modelGuard({ allow: [{ provider: "anthropic" }], exemptRoles: [DEPLOYERS], ...args }),
    ).toThrow(message);
  });

  it("have every one of their Sids in docs/block-a-model.md, and the page no other", () => {
    const page = readFileSync(resolve(__dirname, "../../../../docs/block-a-model.md"), "utf8");
    const sids = Object.values(GUARDS).flatMap(({ scp }) =>
      scp.flatMap(({ Statement }) => Statement.map(({ Sid }) => Sid)),
    );
    const documented = [...page.matchAll(/`(Deny[A-Z]\w+)`/g)].map(([, sid = ""]) => sid);
    expect(new Set(documented)).toEqual(new Set(sids));
  });

  it("are made without the AWS SDK and without Pulumi", () => {
    const script = `require("pulumi-model-access/guard/policies").modelGuard({ allow: [], exemptRoles: ["arn:aws:iam::*:role/d"] });
      console.log(Object.keys(require.cache).filter((file) => /@aws-sdk|@smithy|@pulumi/.test(file)).length)`;
    const { stdout, stderr } = spawnSync(process.execPath, ["-e", script], {
      cwd: resolve(__dirname, "../../../.."),
      encoding: "utf8",
    });
    expect([stdout, stderr]).toEqual(["0\n", ""]);
  });
});

/** What an identity may do whose one policy this is; nothing else holds it. */
const mayBy = (
  policy: keyof Pick<ModelGuardPolicies, "runtime" | "deployer" | "evidenceReader">,
  guard: keyof typeof GUARDS,
) => {
  const identity = [GUARDS[guard][policy]].flat().map(parsed);
  return (authorizations: readonly Authorization[], who = APP) =>
    authorizations.every((one) => decide(requestOf(who, one), { identity }).isAllowed);
};

describe("a role that has only the runtime's policy", () => {
  const may = mayBy("runtime", "ways");
  it.each<[what: string, authorizations: readonly Authorization[], isAllowed: boolean]>([
    ["calls a model directly that may be", direct(NOVA), true],
    ["calls a model through a profile that may be", through(`inference-profile/us.${SONNET}`, SONNET), true],
    ["calls it through an application's profile", through("application-inference-profile/abc", SONNET), true],
    ["calls a model globally that may be", globally(HAIKU), true],
    [
      "reads the profile it calls",
      call("bedrock:GetInferenceProfile", owned(`inference-profile/us.${SONNET}`)),
      true,
    ],
    ["does not call directly what is for profiles", direct(SONNET), false],
    ["does not call globally what is for profiles", globally(SONNET), false],
    ["does not call through a profile what is direct", through(`inference-profile/us.${NOVA}`, NOVA), false],
    ["does not call what is denied of a provider", direct(EMBED), false],
    ["calls the rest of that provider", direct(COMMAND), true],
    ["does not infer on mantle", onMantle("cohere.command-r"), false],
    ["never subscribes", call("aws-marketplace:Subscribe"), false],
    ["never accepts an agreement", call("bedrock:CreateFoundationModelAgreement"), false],
  ])("%s", (_what, authorizations, isAllowed) => {
    expect(may(authorizations)).toBe(isAllowed);
  });

  it("keeps to the Regions, and uses mantle where both are said", () => {
    const inEurope = mayBy("runtime", "europe");
    expect(inEurope(direct(SONNET, INVOKE, "eu-west-1"))).toBe(true);
    expect(inEurope(direct(SONNET))).toBe(false);
    expect(inEurope(onMantle("anthropic.claude-opus-4-7", undefined, "eu-west-1"))).toBe(true);
    expect(inEurope(onMantle("openai.gpt-oss-120b", undefined, "eu-west-1"))).toBe(false);
    expect(mayBy("runtime", "denials")(onMantle("deepseek.v3"))).toBe(false);
  });
});

it("a role that has only the deployer's policy writes agreements and forms, and calls no model", () => {
  const may = mayBy("deployer", "ways");
  const via = { "aws:CalledViaLast": "bedrock.amazonaws.com" };
  const actions = [
    "CreateFoundationModelAgreement",
    "DeleteFoundationModelAgreement",
    "GetFoundationModelAvailability",
    "ListFoundationModelAgreementOffers",
    "GetUseCaseForModelAccess",
    "PutUseCaseForModelAccess",
  ];
  for (const action of actions) expect([action, may(call(`bedrock:${action}`))]).toEqual([action, true]);
  for (const action of ["Subscribe", "Unsubscribe", "ViewSubscriptions"]) {
    expect(may(call(`aws-marketplace:${action}`, "*", via))).toBe(true);
    expect(may(call(`aws-marketplace:${action}`))).toBe(false);
  }
  expect(may(direct(NOVA))).toBe(false);
});

it("a role that has only the evidence reader's policy reads agreements and licences, and neither writes nor sees the form", () => {
  const may = mayBy("evidenceReader", "ways");
  expect(may(call("aws-marketplace:SearchAgreements"))).toBe(true);
  expect(may(call("license-manager:ListReceivedLicenses"))).toBe(true);
  for (const action of [
    "bedrock:GetUseCaseForModelAccess",
    "bedrock:CreateFoundationModelAgreement",
    "aws-marketplace:Subscribe",
  ])
    expect(may(call(action))).toBe(false);
});

it.each([
  ["the organization itself", { "aws:PrincipalOrgID": "o-own" }, "not mentioned"],
  ["another organization", { "aws:PrincipalOrgID": "o-other" }, "denied"],
  ["an account outside any", {}, "denied"],
  ["Comprehend itself", { "aws:PrincipalIsAWSService": "true" }, "not mentioned"],
])(
  "the resource control policy lets a Comprehend model be imported by %s or not",
  (_who, context, verdict) => {
    const policy = parsePolicy(JSON.stringify(GUARDS.ways.comprehendRcp));
    const resource = `arn:aws:comprehend:us-east-1:${ACCOUNT}:document-classifier/tickets/version/1`;
    const request = requestOf(USER, { action: "comprehend:ImportModel", resource, context });
    const keys = { "aws:ResourceOrgID": "o-own", "aws:PrincipalIsAWSService": "false", ...context };
    expect(evaluate(policy, { ...request, context: keys })).toBe(verdict);
  },
);

describe("explain", () => {
  it("names the statements, and says what it does not know", () => {
    const { explain } = GUARDS.ways;
    expect(explain(APP.arn, INVOKE, model(SONNET))).toEqual({
      isDenied: true,
      sids: ["DenyDirectCalls"],
      why: "denied by DenyDirectCalls, unless the account manages the organization",
    });
    expect(explain(APP.arn, "bedrock:ListFoundationModels", "*")).toEqual({
      isDenied: false,
      sids: [],
      why: "no statement of the guard is about it",
    });
    const linked = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/bedrock.amazonaws.com/AWSServiceRoleForBedrock`;
    expect(explain(linked, INVOKE, model("meta.llama")).why).toBe(
      "service control policies do not hold service-linked roles",
    );
  });

  it("says of any guard and any call what the emulator's evaluator decides", () => {
    const providers = ["anthropic", "cohere", "openai", "amazon"];
    const ids = [SONNET, COMMAND, EMBED, NOVA, "openai.gpt-oss-120b-1:0"];
    const models = fc.oneof(
      fc.constantFrom(...providers).map((provider) => ({ provider })),
      fc.constantFrom(...ids).map((modelId) => ({ modelId })),
    );
    const all = fc.constant({ modelId: "*" });
    const via = fc.constantFrom<"direct" | "profile" | "global" | undefined>(
      "direct",
      "profile",
      "global",
      undefined,
    );
    const args: fc.Arbitrary<ModelGuardRules> = fc
      .record({
        allow: fc.array(fc.tuple(fc.oneof(models, all), via), { maxLength: 4 }),
        deny: fc.option(fc.array(models, { maxLength: 2 }), { nil: undefined }),
        regions: fc.option(fc.uniqueArray(fc.constantFrom("us-east-1", "eu-west-1"), { minLength: 1 }), {
          nil: undefined,
        }),
        productIds: fc.option(fc.constant([PRODUCT]), { nil: undefined }),
        mantle: fc.constantFrom(true as const, undefined),
        bearerTokens: fc.constantFrom("deny" as const, undefined),
      })
      .map(({ allow, deny, regions, productIds, mantle, bearerTokens }) => ({
        allow: allow.map(([one, way]) => ({ ...one, ...(way && { via: way }) })),
        exemptRoles: [DEPLOYERS],
        ...(deny && { deny }),
        ...(regions && { regions }),
        ...(productIds && { productIds }),
        ...(mantle && { mantle }),
        ...(bearerTokens && { bearerTokens }),
      }));
    const action = fc.constantFrom(
      INVOKE,
      "BEDROCK:invokemodelwithresponsestream",
      "bedrock:CreateModelInvocationJob",
      "bedrock:ListFoundationModels",
      "bedrock-mantle:CreateInference",
      "bedrock:CallWithBearerToken",
      "aws-marketplace:Subscribe",
      "bedrock:DeleteFoundationModelAgreement",
    );
    const regions = ["us-east-1", "eu-west-1", "ap-south-1", ""];
    const resource = fc.oneof(
      fc
        .tuple(fc.constantFrom(...ids, HAIKU, "x"), fc.constantFrom(...regions))
        .map(([id, region]) => model(id, region)),
      fc.constantFrom(
        "*",
        "arn:aws:bedrock",
        owned("custom-model/a:b/c"),
        owned("project/default"),
        owned("unheard/of"),
      ),
    );
    const profile = fc.constantFrom(
      owned(`inference-profile/global.${SONNET}`),
      owned("inference-profile/eu.x"),
      owned("application-inference-profile/x"),
      "",
      "no arn",
    );
    const context = fc.record(
      {
        "bedrock:inferenceprofilearn": profile,
        "aws:RequestedRegion": fc.constantFrom(...regions, "unspecified"),
        "bedrock-mantle:Model": fc.constantFrom(...ids, "openai.gpt-oss-120b", ""),
        "aws-marketplace:ProductId": fc.array(fc.constantFrom(PRODUCT, "prod-other", ""), { maxLength: 3 }),
      },
      { requiredKeys: [] },
    );
    const who = fc.constantFrom<Who>(APP, DEPLOYER, NAMESAKE, USER);
    let denied = 0;
    fc.assert(
      fc.property(args, who, action, resource, context, (given, whom, doing, what, keys) => {
        let guard: ModelGuardPolicies;
        try {
          guard = modelGuard(given);
        } catch {
          return fc.pre(false);
        }
        const request = requestOf(whom, { action: doing, resource: what, context: keys });
        const isDenied = guard.scp.some((document) => evaluate(parsed(document), request) === "denied");
        denied += Number(isDenied);
        const explained = guard.explain(whom.arn, doing, what, {
          ...keys,
          "aws:PrincipalArn": whom.principalArn,
        });
        expect(explained.isDenied).toBe(isDenied);
      }),
      { numRuns: 2000 },
    );
    expect(denied).toBeGreaterThan(100);
  });

  it("makes the role's ARN of a session's, where the keys do not tell it", () => {
    const guard = modelGuard({ ...ARGS.nothing, exemptRoles: ["arn:aws:iam::*:role/deployer"] });
    const session = `arn:aws:sts::${ACCOUNT}:assumed-role/deployer/run`;
    expect(guard.explain(session, "bedrock:CreateFoundationModelAgreement", "*").isDenied).toBe(false);
    expect(guard.explain(APP.arn, "bedrock:CreateFoundationModelAgreement", "*").isDenied).toBe(true);
  });
});
