import type { Context } from "#emulator/policies/context-keys";
import type { PolicyRequest } from "#emulator/policies/evaluate";

export const ACCOUNT = "444455556666";
export const MANAGEMENT = "999900001111";
export const DEPLOYERS = "arn:aws:iam::*:role/deploy/model-deployer";

/** Somebody, and how the keys of a request name him: a session's own ARN lacks the path of its role. */
export interface Who {
  readonly name: string;
  readonly arn: string;
  readonly principalArn: string;
}
const who = (name: string, arn: string, principalArn = arn): Who => ({ name, arn, principalArn });
const session = (role: string, path = "", account = ACCOUNT): Who =>
  who(
    `a session of ${role}`,
    `arn:aws:sts::${account}:assumed-role/${role}/run`,
    `arn:aws:iam::${account}:role/${path}${role}`,
  );
export const APP = session("app");
export const DEPLOYER = session("model-deployer", "deploy/");
/** Of the deployer's name, and not of its path. */
export const NAMESAKE: Who = { ...session("model-deployer"), name: "a namesake of model-deployer" };
export const USER = who("a user", `arn:aws:iam::${ACCOUNT}:user/bob`);
export const ROOT = who("the account's root user", `arn:aws:iam::${ACCOUNT}:root`);
export const MANAGER = session("app", "", MANAGEMENT);
export const SERVICE_LINKED = session("AWSServiceRoleForBedrock", "aws-service-role/bedrock.amazonaws.com/");

/** What a call is authorised for; all of it has to be allowed. */
export interface Authorization {
  readonly action: string;
  readonly resource: string;
  readonly context?: Context;
}

export function requestOf(
  { arn, principalArn }: Who,
  { action, resource, context }: Authorization,
): PolicyRequest {
  return {
    principal: { account: arn.split(":")[4]!, arn },
    action,
    resource,
    context: { "aws:PrincipalArn": principalArn, ...context },
  };
}

export const INVOKE = "bedrock:InvokeModel";
export const STREAM = "bedrock:InvokeModelWithResponseStream";
export const ACTIONS = [INVOKE, STREAM, "bedrock:InvokeModelWithBidirectionalStream"];
const KEY = "bedrock:InferenceProfileArn";

export const model = (id: string, region = "us-east-1"): string =>
  `arn:aws:bedrock:${region}::foundation-model/${id}`;
export const owned = (thing: string, region = "us-east-1"): string =>
  `arn:aws:bedrock:${region}:${ACCOUNT}:${thing}`;

/** A call of a model by its own id. */
export const direct = (id: string, action = INVOKE, region = "us-east-1"): Authorization[] => [
  { action, resource: model(id, region), context: { "aws:RequestedRegion": region } },
];

/** A call through a profile: authorised on the profile, and on the model in the source Region and in each that it may lead to. */
export function through(
  profile: string,
  id: string,
  {
    action = INVOKE,
    regions = ["us-east-1", "us-west-2"],
  }: { action?: string; regions?: readonly string[] } = {},
): Authorization[] {
  const arn = owned(profile, regions[0]);
  return [
    { action, resource: arn, context: { "aws:RequestedRegion": regions[0] } },
    ...regions.map((region) => ({
      action,
      resource: model(id, region),
      context: { "aws:RequestedRegion": region, [KEY]: arn },
    })),
  ];
}

/** A call through a global profile, or an application's over one: the model's last ARN has no Region. */
export function globally(
  id: string,
  { action = INVOKE, region = "us-east-1", profile = `inference-profile/global.${id}` } = {},
): Authorization[] {
  return [
    ...through(profile, id, { action, regions: [region] }),
    {
      action,
      resource: model(id, ""),
      context: { "aws:RequestedRegion": "unspecified", [KEY]: owned(profile, region) },
    },
  ];
}

export const onMantle = (
  id: string | undefined,
  action = "bedrock-mantle:CreateInference",
  region = "us-east-1",
): Authorization[] => [
  {
    action,
    resource: `arn:aws:bedrock-mantle:${region}:${ACCOUNT}:project/default`,
    context: { "bedrock-mantle:Model": id, "aws:RequestedRegion": region },
  },
];

export const call = (action: string, resource = "*", context: Context = {}): Authorization[] => [
  { action, resource, context: { "aws:RequestedRegion": "us-east-1", ...context } },
];
