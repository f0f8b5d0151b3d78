import type { ModelGuardRules } from "./rules";
import {
  allowedBy,
  areCovered,
  covers,
  mantleNames,
  modelArns,
  OPENAI,
  partitionOfRoles,
  projectArn,
} from "./models";
import { type Conditions, type PolicyStatement, type Texts, texts } from "./policy-document";

/** A statement, and the argument that makes it long. */
export interface Part {
  readonly from: keyof ModelGuardRules;
  readonly statement: PolicyStatement;
}

/** InvokeModel and its streams; Converse, ConverseStream and StartAsyncInvoke need these actions and no others of their own. */
const INVOKE = "bedrock:InvokeModel*";
/** What makes use of a base model without any call that says InvokeModel: batches, bought capacity, and training on top of it. */
const JOBS = [
  "bedrock:CreateModelCustomizationJob",
  "bedrock:CreateModelInvocationJob",
  "bedrock:CreateProvisionedModelThroughput",
];
/** What names a model by its key on bedrock-mantle, whose actions are another service's. */
const MANTLE_INFERENCE = ["bedrock-mantle:CreateFineTuningJob", "bedrock-mantle:CreateInference"];
const AGREEMENT_WRITES = [
  "bedrock:CreateFoundationModelAgreement",
  "bedrock:DeleteFoundationModelAgreement",
  "bedrock:PutFoundationModelEntitlement",
  "bedrock:PutUseCaseForModelAccess",
];

/** What may be invoked and is no base model. A kind that nobody knew when this was written does not pass. */
const OWN_KINDS = [
  "application-inference-profile",
  "async-invoke",
  "custom-model",
  "custom-model-deployment",
  "default-prompt-router",
  "imported-model",
  "inference-profile",
  "marketplace/model-endpoint",
  "prompt",
  "prompt-router",
  "provisioned-model",
];

const PROFILE_KEY = "bedrock:InferenceProfileArn";
const REGION_KEY = "aws:RequestedRegion";
/** What `aws:RequestedRegion` says of the model of a global profile. */
export const UNSPECIFIED = "unspecified";
const PRODUCT_KEY = "aws-marketplace:ProductId";

/**
 * The guard as denials of service control policies: each holds on its own, whatever others allow. What is authorised several times
 * in one call - on the profile, on the model in its own Region and in every destination - needs one denial only.
 */
export function scpStatements(args: ModelGuardRules): Part[] {
  const { allow, deny = [], regions, exemptRoles, productIds, mantle, bearerTokens } = args;
  const partition = partitionOfRoles(exemptRoles);
  const [direct, profile, global] = (["direct", "profile", "global"] as const).map((via) =>
    allowedBy(via, allow),
  );
  const arns = (models: typeof allow): string[] => modelArns(partition, models);
  const own = OWN_KINDS.map((kind) => `arn:${partition}:bedrock:*:*:${kind}/*`);
  const endpoints = `arn:${partition}:sagemaker:*:*:endpoint/*`;
  /** Whatever lies in an account is no base model. Twelve signs and not a star, which could stand for no account. */
  const inAccounts = [`arn:${partition}:bedrock:*:????????????:*`, endpoints];
  const globalProfiles = `arn:${partition}:bedrock:*:*:inference-profile/global.*`;
  const openai = direct!.some((one) => covers(one, OPENAI) || covers(OPENAI, one))
    ? [projectArn(partition)]
    : [];
  const exempt: Conditions = { ArnNotLike: { "aws:PrincipalArn": texts(exemptRoles) } };
  const parts: Part[] = [];
  const denies = (
    from: Part["from"],
    Sid: string,
    Action: Texts,
    rest: Partial<PolicyStatement> = {},
  ): void => {
    const where = rest.NotResource === undefined ? { Resource: rest.Resource ?? "*" } : {};
    parts.push({ from, statement: { Sid, Effect: "Deny", Action, ...where, ...rest } });
  };

  denies("allow", "DenyUnlistedModels", INVOKE, {
    NotResource: [...arns(allow), ...own, endpoints, ...openai],
  });
  denies("allow", "DenyUnlistedJobs", JOBS, { NotResource: [...arns(allow), ...inAccounts] });
  if (deny.length > 0) {
    const projects = deny.some((one) => covers(one, OPENAI)) ? [projectArn(partition)] : [];
    denies("deny", "DenyListedModels", [INVOKE, ...JOBS], { Resource: texts([...arns(deny), ...projects]) });
  }
  if (!areCovered(allow, direct!))
    denies("allow", "DenyDirectCalls", INVOKE, {
      NotResource: [...arns(direct!), ...inAccounts],
      Condition: { Null: { [PROFILE_KEY]: "true" } },
    });
  if (!areCovered(allow, profile!))
    denies("allow", "DenyProfiles", INVOKE, {
      NotResource: [...arns(profile!), ...inAccounts],
      Condition: {
        Null: { [PROFILE_KEY]: "false" },
        ArnNotLike: { [PROFILE_KEY]: globalProfiles },
        StringNotEquals: { [REGION_KEY]: UNSPECIFIED },
      },
    });
  if (!areCovered(allow, global!)) {
    const but = { NotResource: [...arns(global!), ...inAccounts] };
    denies("allow", "DenyGlobalProfiles", INVOKE, {
      ...but,
      Condition: { ArnLike: { [PROFILE_KEY]: globalProfiles } },
    });
    // An application's profile over a global one does not show in the key of profiles.
    denies("allow", "DenyGlobalRouting", INVOKE, {
      ...but,
      Condition: { StringEquals: { [REGION_KEY]: UNSPECIFIED } },
    });
  }
  if (regions) {
    denies("regions", "DenyOtherRegions", [INVOKE, ...JOBS, ...MANTLE_INFERENCE], {
      Resource: [
        ...modelArns(partition, [{ modelId: "*" }]),
        ...["application-inference-profile", "inference-profile"].map(
          (kind) => `arn:${partition}:bedrock:*:*:${kind}/*`,
        ),
        projectArn(partition),
        `arn:${partition}:bedrock-mantle:*:*:*`,
      ],
      Condition: { StringNotEquals: { [REGION_KEY]: [...new Set(regions), UNSPECIFIED] } },
    });
    denies("regions", "DenyOtherDestinations", INVOKE, {
      NotResource: [
        ...[...new Set(regions), ""].map(
          (region) => `arn:${partition}:bedrock:${region}::foundation-model/*`,
        ),
        ...inAccounts,
      ],
    });
  }
  const onMantle = mantle ? direct! : [];
  if (onMantle.length === 0) denies("mantle", "DenyMantle", MANTLE_INFERENCE);
  else {
    // Without the key nobody knows which model is meant, and a negated operator holds.
    denies("allow", "DenyUnlistedMantle", MANTLE_INFERENCE, {
      Condition: { StringNotLike: { "bedrock-mantle:Model": texts(mantleNames(onMantle)) } },
    });
    if (deny.length > 0)
      denies("deny", "DenyListedMantle", MANTLE_INFERENCE, {
        Condition: { StringLike: { "bedrock-mantle:Model": texts(mantleNames(deny)) } },
      });
  }
  if (bearerTokens) {
    denies("bearerTokens", "DenyBearerTokens", [
      "bedrock:CallWithBearerToken",
      "bedrock-mantle:CallWithBearerToken",
    ]);
    denies("bearerTokens", "DenyBearerTokenKeys", "iam:CreateServiceSpecificCredential", {
      Condition: { StringLike: { "iam:ServiceSpecificCredentialServiceName": "bedrock*" } },
    });
  }
  const subscribe = "aws-marketplace:Subscribe";
  if (productIds) {
    denies("productIds", "DenyUnlistedProducts", subscribe, {
      Condition: { ...exempt, "ForAnyValue:StringNotEquals": { [PRODUCT_KEY]: texts(productIds) } },
    });
    // With a quantifier a key that is missing is no reason to deny.
    denies("productIds", "DenyUnnamedProducts", subscribe, {
      Condition: { ...exempt, Null: { [PRODUCT_KEY]: "true" } },
    });
  } else denies("exemptRoles", "DenySubscribe", subscribe, { Condition: exempt });
  denies("exemptRoles", "DenyMarketplaceAgreements", "aws-marketplace:AcceptAgreementRequest", {
    Condition: exempt,
  });
  denies("exemptRoles", "DenyAgreementWrites", AGREEMENT_WRITES, { Condition: exempt });
  return parts;
}

/** What the guard denies to some that are not exempt, so that an identity's policy can say it as well. */
export const WRITES: readonly string[] = [
  "aws-marketplace:Subscribe",
  "aws-marketplace:AcceptAgreementRequest",
  ...AGREEMENT_WRITES,
];
