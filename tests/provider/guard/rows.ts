import { type ModelGuardRules, modelGuard } from "#provider/guard/policies/index";
import {
  ACTIONS,
  APP,
  type Authorization,
  call,
  DEPLOYER,
  DEPLOYERS,
  direct,
  globally,
  INVOKE,
  MANAGER,
  NAMESAKE,
  onMantle,
  model,
  owned,
  ROOT,
  SERVICE_LINKED,
  STREAM,
  through,
  USER,
  type Who,
} from "./calls";

export const SONNET = "anthropic.claude-sonnet-4-5-20250929-v1:0";
export const HAIKU = "anthropic.claude-haiku-4-5-20251001-v1:0";
export const COMMAND = "cohere.command-r-v1:0";
export const EMBED = "cohere.embed-english-v3";
export const NOVA = "amazon.nova-lite-v1:0";
export const DEEPSEEK = "deepseek.r1-v1:0";
const OSS = "openai.gpt-oss-120b-1:0";
export const PRODUCT = "prod-ozonys2hmmpeu";
export const OTHER_PRODUCT = "prod-m5ilt4siql27k";

const exemptRoles = [DEPLOYERS];
export const ARGS = {
  /** A model for each way, a provider for two, and one of its models denied. */
  ways: {
    allow: [
      { modelId: SONNET, via: "profile" },
      { modelId: HAIKU, via: "global" },
      { modelId: NOVA, via: "direct" },
      { provider: "cohere" },
    ],
    deny: [{ modelId: EMBED }],
    exemptRoles,
    bearerTokens: "deny",
  },
  /** Everything of one provider in two Regions of Europe, on both endpoints. */
  europe: {
    allow: [{ provider: "anthropic" }],
    regions: ["eu-central-1", "eu-west-1"],
    exemptRoles,
    productIds: [PRODUCT],
    mantle: true,
  },
  /** Europe, and global profiles beside it. */
  beyond: {
    allow: [{ provider: "anthropic" }, { provider: "anthropic", via: "global" }],
    regions: ["eu-central-1"],
    exemptRoles,
  },
  nothing: { allow: [], exemptRoles },
  /** A list of what may not be, and all else in every way. */
  denials: {
    allow: [{ modelId: "*" }, { modelId: "*", via: "global" }],
    deny: [{ provider: "deepseek" }, { provider: "openai" }],
    exemptRoles,
    mantle: true,
  },
  openai: { allow: [{ modelId: OSS }], exemptRoles, mantle: true },
} as const satisfies Record<string, ModelGuardRules>;
export type GuardName = keyof typeof ARGS;
export const GUARDS = Object.fromEntries(
  Object.entries(ARGS).map(([name, args]) => [name, modelGuard(args)]),
) as Record<GuardName, ReturnType<typeof modelGuard>>;

export interface Row {
  readonly name: string;
  readonly guard: GuardName;
  readonly who: Who;
  readonly authorizations: readonly Authorization[];
  readonly passes: boolean;
}

const rows: Row[] = [];
const add = (
  guard: GuardName,
  passes: boolean,
  what: string,
  authorizations: readonly Authorization[],
  who = APP,
): void => {
  rows.push({
    name: `${guard}: ${who.name} ${passes ? "may" : "may not"} ${what}`,
    guard,
    who,
    authorizations,
    passes,
  });
};
const may = (guard: GuardName, what: string, authorizations: readonly Authorization[], who?: Who) =>
  add(guard, true, what, authorizations, who);
const mayNot = (guard: GuardName, what: string, authorizations: readonly Authorization[], who?: Who) =>
  add(guard, false, what, authorizations, who);

/** Every way to every model, under the guard that has one way for each. */
const WAYS: Readonly<Record<string, readonly string[]>> = {
  directly: [NOVA, COMMAND],
  "through a profile of its geography": [SONNET, COMMAND],
  "through an application's profile": [SONNET, COMMAND],
  "through a global profile": [HAIKU],
  "through an application's profile over a global one": [],
};
const asked = (way: string, id: string, action: string): Authorization[] => {
  switch (way) {
    case "directly":
      return direct(id, action);
    case "through a profile of its geography":
      return through(`inference-profile/us.${id}`, id, { action });
    case "through an application's profile":
      return through("application-inference-profile/abc123", id, { action });
    case "through a global profile":
      return globally(id, { action });
    default:
      return globally(id, { action, profile: "application-inference-profile/abc123" });
  }
};
for (const [way, allowed] of Object.entries(WAYS)) {
  for (const id of [SONNET, HAIKU, NOVA, COMMAND, EMBED, DEEPSEEK]) {
    for (const action of ACTIONS.slice(0, 2))
      add("ways", allowed.includes(id), `call ${id} ${way} by ${action}`, asked(way, id, action));
  }
}
for (const action of ACTIONS) mayNot("nothing", `call ${NOVA} by ${action}`, direct(NOVA, action));
for (const region of ["us-east-1", "eu-west-1", "ap-southeast-2"]) {
  mayNot("ways", `call ${DEEPSEEK} in ${region}`, direct(DEEPSEEK, INVOKE, region));
  may("ways", `call ${COMMAND} in ${region}`, direct(COMMAND, INVOKE, region));
}

// Who is held.
for (const who of [APP, DEPLOYER, NAMESAKE, USER, ROOT]) {
  mayNot("ways", `call ${DEEPSEEK}`, direct(DEEPSEEK), who);
  may("ways", `call ${COMMAND}`, direct(COMMAND), who);
  mayNot("ways", "use an API key", call("bedrock:CallWithBearerToken"), who);
}
for (const who of [MANAGER, SERVICE_LINKED]) {
  may("ways", `call ${DEEPSEEK}, since control policies do not hold it`, direct(DEEPSEEK), who);
  may("ways", `call ${DEEPSEEK} on mantle, since they do not hold it`, onMantle("deepseek.r1"), who);
  may(
    "ways",
    "accept an agreement, since they do not hold it",
    call("bedrock:CreateFoundationModelAgreement"),
    who,
  );
}

// Agreements, forms and subscriptions.
const WRITES = [
  "bedrock:CreateFoundationModelAgreement",
  "bedrock:DeleteFoundationModelAgreement",
  "bedrock:PutUseCaseForModelAccess",
  "bedrock:PutFoundationModelEntitlement",
  "aws-marketplace:AcceptAgreementRequest",
];
for (const action of [...WRITES, "aws-marketplace:Subscribe"]) {
  may("ways", `call ${action}`, call(action), DEPLOYER);
  for (const who of [APP, NAMESAKE, USER, ROOT]) mayNot("ways", `call ${action}`, call(action), who);
}
const subscribe = (...ids: string[]) =>
  call("aws-marketplace:Subscribe", "*", {
    "aws-marketplace:ProductId": ids,
    "aws:CalledViaLast": "bedrock.amazonaws.com",
  });
may("europe", "subscribe to a listed product", subscribe(PRODUCT));
mayNot("europe", "subscribe to another product", subscribe(OTHER_PRODUCT));
mayNot("europe", "subscribe to another product beside a listed one", subscribe(PRODUCT, OTHER_PRODUCT));
mayNot("europe", "subscribe without naming a product", call("aws-marketplace:Subscribe"));
may("europe", "subscribe to another product", subscribe(OTHER_PRODUCT), DEPLOYER);
may("europe", "subscribe without naming a product", call("aws-marketplace:Subscribe"), DEPLOYER);
mayNot("ways", "subscribe to a product", subscribe(PRODUCT));

// What must go on as it was.
const UNTOUCHED: [action: string, resource?: string][] = [
  ["bedrock:ListFoundationModels"],
  ["bedrock:GetFoundationModel", model(DEEPSEEK)],
  ["bedrock:GetFoundationModelAvailability"],
  ["bedrock:ListFoundationModelAgreementOffers"],
  ["bedrock:GetUseCaseForModelAccess"],
  ["bedrock:ListInferenceProfiles"],
  ["bedrock:GetInferenceProfile", owned(`inference-profile/us.${SONNET}`)],
  ["bedrock:CreateInferenceProfile", owned("application-inference-profile/new")],
  ["bedrock:CreateGuardrail", owned("guardrail/abc")],
  ["bedrock:ApplyGuardrail", owned("guardrail/abc")],
  ["bedrock:CreateModelCopyJob", owned(`custom-model/${COMMAND}/abc`)],
  ["bedrock:CreateModelImportJob"],
  ["bedrock:DeleteCustomModel", owned(`custom-model/${COMMAND}/abc`)],
  ["bedrock:CreateProvisionedModelThroughput", owned(`custom-model/${COMMAND}/abc`)],
  ["bedrock:CreateModelInvocationJob", owned("model-invocation-job/abc")],
  ["bedrock-mantle:ListModels"],
  ["bedrock-mantle:GetProject", `arn:aws:bedrock-mantle:us-east-1:444455556666:project/default`],
  ["aws-marketplace:ViewSubscriptions"],
  ["aws-marketplace:Unsubscribe"],
  ["aws-marketplace:SearchAgreements"],
  [
    "comprehend:ImportModel",
    "arn:aws:comprehend:us-east-1:444455556666:document-classifier/tickets/version/1",
  ],
  ["ram:CreateResourceShare"],
  ["s3:GetObject", "arn:aws:s3:::prompts/one"],
];
for (const guard of ["nothing", "europe"] as const)
  for (const [action, resource] of UNTOUCHED)
    may(guard, `call ${action}${resource === undefined ? "" : ` on ${resource}`}`, call(action, resource));
const OWNED = [
  `custom-model/amazon.nova-lite-v1:0:256k/abc`,
  "custom-model-deployment/abc",
  "imported-model/abc",
  "provisioned-model/abc",
  "prompt-router/abc",
  "default-prompt-router/anthropic.claude:1",
  "prompt/ABC:1",
  "marketplace/model-endpoint/all-access",
];
for (const thing of OWNED) may("nothing", `call its own ${thing}`, call(INVOKE, owned(thing)));
may(
  "nothing",
  "call a model of its own on a SageMaker endpoint",
  call(INVOKE, "arn:aws:sagemaker:us-east-1:444455556666:endpoint/mine"),
);
mayNot("nothing", "call what is of a kind nobody knew", call(INVOKE, owned("new-kind/abc")));

// What uses a model without a call of it.
for (const action of [
  "bedrock:CreateModelInvocationJob",
  "bedrock:CreateProvisionedModelThroughput",
  "bedrock:CreateModelCustomizationJob",
]) {
  mayNot("ways", `use ${DEEPSEEK} by ${action}`, call(action, model(DEEPSEEK)));
  mayNot("ways", `use the denied ${EMBED} by ${action}`, call(action, model(EMBED)));
  may("ways", `use ${COMMAND} by ${action}`, call(action, model(COMMAND)));
}

// bedrock-mantle.
mayNot("ways", "infer on mantle, which is left out", onMantle("cohere.command-r"));
mayNot("nothing", "infer on mantle", onMantle("openai.gpt-oss-120b"));
mayNot("ways", "tune on mantle", onMantle("cohere.command-r", "bedrock-mantle:CreateFineTuningJob"));
may(
  "europe",
  "infer on mantle with a listed model",
  onMantle("anthropic.claude-opus-4-7", undefined, "eu-west-1"),
);
mayNot("europe", "infer on mantle with another", onMantle("openai.gpt-oss-120b", undefined, "eu-west-1"));
mayNot("europe", "infer on mantle without saying which", onMantle(undefined, undefined, "eu-west-1"));
mayNot("europe", "infer on mantle elsewhere", onMantle("anthropic.claude-opus-4-7"));
may("openai", "infer on mantle by the name without version", onMantle("openai.gpt-oss-120b"));
may("openai", "infer on mantle by the model's id", onMantle(OSS));
mayNot(
  "openai",
  "infer on mantle with a model of nearly the same name",
  onMantle("openai.gpt-oss-120b-large"),
);
may("denials", "infer on mantle with what is not denied", onMantle("anthropic.claude-opus-4-7"));
mayNot("denials", "infer on mantle with what is denied", onMantle("deepseek.v3"));
may("openai", "use OpenAI's form of the runtime endpoint", call(INVOKE, owned("project/default")));
mayNot("nothing", "use OpenAI's form of the runtime endpoint", call(INVOKE, owned("project/default")));
mayNot("denials", "use OpenAI's form of the runtime endpoint", call(INVOKE, owned("project/default")));

// Regions.
for (const region of ["eu-central-1", "eu-west-1"])
  may("europe", `call ${SONNET} in ${region}`, direct(SONNET, INVOKE, region));
for (const region of ["eu-north-1", "us-east-1"])
  mayNot("europe", `call ${SONNET} in ${region}`, direct(SONNET, STREAM, region));
const EU = `inference-profile/eu.${SONNET}`;
may(
  "europe",
  "call a profile all of whose Regions are listed",
  through(EU, SONNET, { regions: ["eu-west-1", "eu-central-1"] }),
);
mayNot(
  "europe",
  "call a profile that may lead elsewhere",
  through(EU, SONNET, { regions: ["eu-west-1", "eu-north-1"] }),
);
mayNot(
  "europe",
  "call a profile from elsewhere",
  through(EU, SONNET, { regions: ["eu-north-1", "eu-west-1"] }),
);
mayNot("europe", "call a destination whose Region only the ARN tells", [
  { action: INVOKE, resource: model(SONNET, "us-east-1"), context: { "aws:RequestedRegion": "eu-west-1" } },
]);
mayNot("europe", "call a global profile", globally(SONNET, { region: "eu-west-1" }));
may("beyond", "call a global profile from a listed Region", globally(SONNET, { region: "eu-central-1" }));
mayNot("beyond", "call a global profile from another", globally(SONNET, { region: "us-east-1" }));
may(
  "beyond",
  "call a global profile through an application's",
  globally(SONNET, { region: "eu-central-1", profile: "application-inference-profile/abc" }),
);
may(
  "europe",
  "read models elsewhere",
  call("bedrock:ListFoundationModels", "*", { "aws:RequestedRegion": "us-east-1" }),
);
may(
  "europe",
  "call its own model elsewhere",
  call(INVOKE, owned("imported-model/abc", "us-west-2"), { "aws:RequestedRegion": "us-west-2" }),
);

// A list of denials.
for (const way of Object.keys(WAYS)) {
  may("denials", `call ${SONNET} ${way}`, asked(way, SONNET, INVOKE));
  mayNot("denials", `call ${DEEPSEEK} ${way}`, asked(way, DEEPSEEK, INVOKE));
}
may("denials", "use an API key, which is not held", call("bedrock:CallWithBearerToken"));

// API keys.
mayNot("ways", "use an API key on mantle", call("bedrock-mantle:CallWithBearerToken"));
const key = (service: string) =>
  call("iam:CreateServiceSpecificCredential", "arn:aws:iam::444455556666:user/bob", {
    "iam:ServiceSpecificCredentialServiceName": service,
  });
mayNot("ways", "make a long-term key", key("bedrock.amazonaws.com"), USER);
may("ways", "make a credential for CodeCommit", key("codecommit.amazonaws.com"), USER);

export const ROWS: readonly Row[] = rows;
