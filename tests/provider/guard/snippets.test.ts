import { describe, expect, it } from "@jest/globals";

import { decide } from "#emulator/policies/layers";
import { parsePolicy } from "#emulator/policies/parse";
import { modelGuard } from "#provider/guard/policies/index";
import {
  APP,
  type Authorization,
  call,
  direct,
  globally,
  INVOKE,
  model,
  onMantle,
  owned,
  requestOf,
} from "./calls";
import { ARGS, DEEPSEEK, GUARDS, OTHER_PRODUCT, PRODUCT, SONNET } from "./rows";

const parsed = (...Statement: object[]) =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement }), { principal: false });
const FULL = parsed({ Effect: "Allow", Action: "*", Resource: "*" });

const DENY_MODELS = {
  Effect: "Deny",
  Action: "bedrock:*",
  Resource: "arn:aws:bedrock:*:*:foundation-model/deepseek.*",
};
const ALLOW_LIST = {
  Effect: "Deny",
  Action: "bedrock:*",
  NotResource: "arn:aws:bedrock:*:*:foundation-model/anthropic.*",
};
const DENY_INVOKING = {
  ...DENY_MODELS,
  Action: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
};
const DENY_PRODUCTS = {
  Effect: "Deny",
  Action: "aws-marketplace:Subscribe",
  Resource: "*",
  Condition: { "ForAnyValue:StringEquals": { "aws-marketplace:ProductId": [PRODUCT] } },
};
const DENY_GLOBAL = {
  Effect: "Deny",
  Action: "bedrock:*",
  Resource: "*",
  Condition: {
    StringEquals: { "aws:RequestedRegion": "unspecified" },
    ArnLike: { "bedrock:InferenceProfileArn": "arn:aws:bedrock:*:*:inference-profile/global.*" },
  },
};
const DENY_REGIONS = {
  Effect: "Deny",
  Action: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
  Resource: "arn:aws:bedrock:*::foundation-model/*",
  Condition: {
    StringEquals: { "aws:RequestedRegion": ["us-east-1", "us-west-2"] },
    ArnNotLike: {
      "bedrock:InferenceProfileArn": [
        "arn:aws:bedrock:*:*:application-inference-profile/*",
        "arn:aws:bedrock:*:*:inference-profile/*",
      ],
    },
  },
};
const REGIONS_BUT_BEDROCK = {
  Effect: "Deny",
  NotAction: "bedrock:*",
  Resource: "*",
  Condition: { StringEquals: { "aws:RequestedRegion": ["us-east-1", "us-west-2"] } },
};
const DENY_BEARER = { Effect: "Deny", Action: "bedrock:CallWithBearerToken", Resource: "*" };

const passes = (scp: ReturnType<typeof parsed>[], authorizations: readonly Authorization[]): boolean =>
  authorizations.every(
    (one) => decide(requestOf(APP, one), { identity: [FULL], serviceControl: [[FULL, ...scp]] }).isAllowed,
  );
const ours = ({ scp }: { scp: readonly object[] }) =>
  scp.map((document) => parsePolicy(JSON.stringify(document), { principal: false }));
const subscribe = (id: string) =>
  call("aws-marketplace:Subscribe", "*", { "aws-marketplace:ProductId": [id] });
const NO_KEYS = GUARDS.ways;
const anthropic = modelGuard({ allow: [{ provider: "anthropic" }], exemptRoles: ARGS.nothing.exemptRoles });
const PROFILE = `inference-profile/us.${SONNET}`;

describe("a policy as AWS publishes it lets through what the guard holds", () => {
  it.each<[leak: string, snippet: object, guard: { scp: readonly object[] }, what: readonly Authorization[]]>(
    [
      [
        "a denied model on bedrock-mantle, another prefix",
        DENY_MODELS,
        GUARDS.denials,
        onMantle("deepseek.v3"),
      ],
      [
        "the form of OpenAI, authorised on a project",
        { ...DENY_MODELS, Resource: model("openai.*", "*") },
        GUARDS.denials,
        call(INVOKE, owned("project/default")),
      ],
      [
        "a subscription to a model that may not be called",
        DENY_MODELS,
        GUARDS.denials,
        subscribe(OTHER_PRODUCT),
      ],
      ["an unlisted model on bedrock-mantle", ALLOW_LIST, anthropic, onMantle("openai.gpt-oss-120b")],
      ["a subscription beside an allow-list", ALLOW_LIST, anthropic, subscribe(OTHER_PRODUCT)],
      [
        "a batch of a model whose invoking is denied",
        DENY_INVOKING,
        GUARDS.denials,
        call("bedrock:CreateModelInvocationJob", model(DEEPSEEK)),
      ],
      [
        "capacity of a model whose invoking is denied",
        DENY_INVOKING,
        GUARDS.denials,
        call("bedrock:CreateProvisionedModelThroughput", model(DEEPSEEK)),
      ],
      [
        "a bidirectional stream, where it is an action of its own",
        DENY_INVOKING,
        GUARDS.denials,
        direct(DEEPSEEK, "bedrock:InvokeModelWithBidirectionalStream"),
      ],
      [
        "every product that is not in a list of denied ones",
        DENY_PRODUCTS,
        GUARDS.europe,
        subscribe(OTHER_PRODUCT),
      ],
      [
        "a subscription that names no product",
        DENY_PRODUCTS,
        GUARDS.europe,
        call("aws-marketplace:Subscribe"),
      ],
      [
        "a global profile behind an application's",
        DENY_GLOBAL,
        anthropic,
        globally(SONNET, { profile: "application-inference-profile/abc" }),
      ],
      [
        "a model through a profile in a Region that is denied",
        DENY_REGIONS,
        GUARDS.europe,
        call(INVOKE, model(SONNET), { "bedrock:InferenceProfileArn": owned(PROFILE) }),
      ],
      [
        "every model in a Region that is denied to all but Bedrock",
        REGIONS_BUT_BEDROCK,
        GUARDS.europe,
        direct(SONNET),
      ],
      ["an API key on bedrock-mantle", DENY_BEARER, NO_KEYS, call("bedrock-mantle:CallWithBearerToken")],
      [
        "the making of a long-term API key",
        DENY_BEARER,
        NO_KEYS,
        call("iam:CreateServiceSpecificCredential", "*", {
          "iam:ServiceSpecificCredentialServiceName": "bedrock.amazonaws.com",
        }),
      ],
    ],
  )("%s", (_leak, snippet, guard, what) => {
    expect(passes([parsed(snippet)], what)).toBe(true);
    expect(passes(ours(guard), what)).toBe(false);
  });
});

describe("AWS's allow-list by NotResource breaks what the guard lets be", () => {
  it.each<[what: string, action: string, resource?: string]>([
    ["listing models", "bedrock:ListFoundationModels"],
    ["asking whether a model is available", "bedrock:GetFoundationModelAvailability"],
    ["applying a guardrail", "bedrock:ApplyGuardrail", owned("guardrail/abc")],
    ["calling an allowed model's profile", INVOKE, owned(PROFILE)],
    ["calling a custom model", INVOKE, owned("custom-model-deployment/abc")],
    ["calling an imported model", INVOKE, owned("imported-model/abc")],
    ["calling bought capacity", INVOKE, owned("provisioned-model/abc")],
  ])("%s", (_what, action, ...[resource]) => {
    expect(passes([parsed(ALLOW_LIST)], call(action, resource))).toBe(false);
    expect(passes(ours(anthropic), call(action, resource))).toBe(true);
  });

  it("and the deployer's own agreement", () => {
    const deployer = { ...APP, principalArn: "arn:aws:iam::444455556666:role/deploy/model-deployer" };
    const [write] = call("bedrock:DeleteFoundationModelAgreement");
    const isAllowed = (scp: ReturnType<typeof parsed>[]) =>
      decide(requestOf(deployer, write!), { identity: [FULL], serviceControl: [[FULL, ...scp]] }).isAllowed;
    expect([isAllowed([parsed(ALLOW_LIST)]), isAllowed(ours(anthropic))]).toEqual([false, true]);
  });
});

it("an allowed list of products by ForAllValues alone lets through who names none; the deployer's policy does not", () => {
  const byKey = { "aws-marketplace:ProductId": [PRODUCT] };
  const allowing = { Effect: "Allow", Action: "aws-marketplace:Subscribe", Resource: "*" };
  const snippet = parsed({ ...allowing, Condition: { "ForAllValues:StringEquals": byKey } });
  const deployer = ours({ scp: [GUARDS.europe.deployer] });
  const isAllowed = (identity: ReturnType<typeof parsed>[], context: Record<string, string | string[]>) =>
    decide(requestOf(APP, { action: "aws-marketplace:Subscribe", resource: "*", context }), { identity })
      .isAllowed;
  const via = { "aws:CalledViaLast": "bedrock.amazonaws.com" };
  expect([isAllowed([snippet], via), isAllowed(deployer, via)]).toEqual([true, false]);
  expect(isAllowed(deployer, { ...via, ...byKey })).toBe(true);
  expect(isAllowed(deployer, byKey)).toBe(false);
  expect(isAllowed(deployer, { ...via, "aws-marketplace:ProductId": [OTHER_PRODUCT] })).toBe(false);
});
