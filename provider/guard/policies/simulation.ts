import { isInPartition, KNOWN_REGIONS } from "../../aws/regions-and-partitions";
import type { CallContext } from "./explain";
import { allowedBy, mantleNames, partitionOfRoles, patternOf } from "./models";
import type { ModelGuardPolicies } from "./model-guard";
import type { ModelGuardRules, Models, Via } from "./rules";

/** What the control policies would do with one call, or with one write. */
export interface SimulatedCall {
  /** Who calls: a role of `exemptRoles`, or any other. */
  readonly principal: "exempt" | "anybody else";
  /** What is done, in words: `InvokeModel of cohere.command-r-v1:0, direct, in us-east-1`. */
  readonly call: string;
  readonly isDenied: boolean;
  /** The statements that deny it. */
  readonly sids: readonly string[];
}

interface Authorization {
  readonly action: string;
  readonly resource: string;
  readonly context?: CallContext;
}

const ACCOUNT = "111122223333";
const HOMES: Readonly<Record<string, string>> = { "aws-us-gov": "us-gov-west-1", "aws-cn": "cn-north-1" };
const INVOKE = "bedrock:InvokeModel";
const WAYS: readonly Via[] = ["direct", "profile", "global"];
/** Stands for the models that no rule names. */
const UNNAMED: Models = { modelId: "unnamed.model-v1:0" };

/**
 * What the control policies would do: with each model that the rules name and with one that they do not, on every way, and with
 * all that opens models, done by who is exempt and by who is not.
 */
export function simulate(rules: ModelGuardRules, { explain }: ModelGuardPolicies): SimulatedCall[] {
  const { allow, deny = [], regions, exemptRoles, productIds } = rules;
  const partition = partitionOfRoles(exemptRoles);
  const home = regions?.[0] ?? HOMES[partition] ?? "us-east-1";
  const away =
    regions && KNOWN_REGIONS.find((one) => isInPartition(one, partition) && !regions.includes(one));
  const anybody = `arn:${partition}:iam::${ACCOUNT}:role/anybody`;
  const exempt = concrete(exemptRoles[0]!);

  const tried = (
    principal: "exempt" | "anybody else",
    call: string,
    ...all: Authorization[]
  ): SimulatedCall => {
    const who = principal === "exempt" ? exempt : anybody;
    const answers = all.map(({ action, resource, context }) => explain(who, action, resource, context));
    const sids = [...new Set(answers.flatMap((answer) => answer.sids))];
    return { principal, call, isDenied: sids.length > 0, sids };
  };
  const named = [...new Map([...allow, ...deny, UNNAMED].map((one) => [patternOf(one), one])).values()];
  const invocations = named.flatMap((models) => {
    const id = exampleOf(models);
    const ways = WAYS.filter((via) => via !== "global" || partition === "aws");
    return [
      ...ways.map((via) =>
        tried(
          "anybody else",
          `InvokeModel of ${id}, ${via}, in ${home}`,
          ...through(via, id, partition, home),
        ),
      ),
      ...(away === undefined
        ? []
        : [
            tried(
              "anybody else",
              `InvokeModel of ${id}, direct, in ${away}`,
              ...through("direct", id, partition, away),
            ),
          ]),
    ];
  });
  const mantle = [...allowedBy("direct", allow), UNNAMED].map((models) => {
    const [name = ""] = mantleNames([models]).slice(-1);
    return tried("anybody else", `CreateInference of ${exampleName(name)} on bedrock-mantle, in ${home}`, {
      action: "bedrock-mantle:CreateInference",
      resource: `arn:${partition}:bedrock-mantle:${home}:${ACCOUNT}:project/default`,
      context: { "bedrock-mantle:Model": exampleName(name), "aws:RequestedRegion": home },
    });
  });
  const token = tried("anybody else", `CallWithBearerToken, in ${home}`, {
    action: "bedrock:CallWithBearerToken",
    resource: "*",
    context: { "aws:RequestedRegion": home },
  });
  const writes = (["anybody else", "exempt"] as const).flatMap((principal) => [
    ...[...(productIds ?? []), "prod-unnamedproduct"].map((product) =>
      tried(principal, `Subscribe to ${product}`, {
        action: "aws-marketplace:Subscribe",
        resource: "*",
        context: { "aws-marketplace:ProductId": product, "aws:CalledViaLast": "bedrock.amazonaws.com" },
      }),
    ),
    ...["CreateFoundationModelAgreement", "DeleteFoundationModelAgreement", "PutUseCaseForModelAccess"].map(
      (operation) => tried(principal, operation, { action: `bedrock:${operation}`, resource: "*" }),
    ),
  ]);
  return [...invocations, ...mantle, token, ...writes];
}

/** All that one call is authorised for. */
function through(via: Via, id: string, partition: string, region: string): Authorization[] {
  const at = (where: string, context: CallContext): Authorization => ({
    action: INVOKE,
    resource: `arn:${partition}:bedrock:${where}::foundation-model/${id}`,
    context,
  });
  const asked = { "aws:RequestedRegion": region };
  if (via === "direct") return [at(region, asked)];
  const geography = via === "global" ? "global" : region.split("-")[0]!;
  const profile = `arn:${partition}:bedrock:${region}:${ACCOUNT}:inference-profile/${geography}.${id}`;
  const key = { "bedrock:InferenceProfileArn": profile };
  const called = [{ action: INVOKE, resource: profile, context: asked }, at(region, { ...asked, ...key })];
  if (via === "profile") return called;
  return [...called, at("", { ...key, "aws:RequestedRegion": "unspecified" })];
}

/** A role that a pattern stands for. */
function concrete(pattern: string): string {
  const [prefix = "", name = ""] = pattern.split(":role/");
  const account = prefix.split(":")[4] ?? "";
  const known = /^\d{12}$/.test(account) ? account : ACCOUNT;
  return `${prefix.split(":").slice(0, 4).join(":")}:${known}:role/${name.replace(/[*?]/g, "x")}`;
}
function exampleOf(models: Models): string {
  const pattern = patternOf(models);
  return pattern === "*" ? "any.model-v1:0" : exampleName(pattern);
}

/** A model that a pattern stands for. */
function exampleName(pattern: string): string {
  return pattern.replace(/\*$/, "any-model-v1:0");
}
