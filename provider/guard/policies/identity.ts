import type { ModelGuardRules, Models } from "./rules";
import { allowedBy, mantleNames, modelArns, patternOf } from "./models";
import { DEPLOYING, OPTIONAL, permissionsFor, statementsFor } from "./needed";
import {
  type Conditions,
  documentOf,
  type PolicyDocument,
  type PolicyStatement,
  type Texts,
  texts,
} from "./policy-document";
import { type Part, UNSPECIFIED, WRITES } from "./scp";

const allows = (
  Sid: string,
  Action: Texts,
  Resource: Texts = "*",
  Condition?: Conditions,
): PolicyStatement => ({
  Sid,
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition && { Condition }),
});

/** Converse needs the first two (https://docs.aws.amazon.com/bedrock/latest/userguide/inference-prereq.html). */
export const INVOKE: readonly string[] = [
  "bedrock:InvokeModel",
  "bedrock:InvokeModelWithResponseStream",
  "bedrock:InvokeModelWithBidirectionalStream",
];
const PROFILE_KEY = "bedrock:InferenceProfileArn";

/** For who calls the models: what is allowed, by the ways it is, and never a subscription, so that no call accepts a EULA. */
export function runtimeStatements(
  { allow, deny = [], regions, mantle }: Pick<ModelGuardRules, "allow" | "deny" | "regions" | "mantle">,
  partition: string,
): Part[] {
  const [direct, profile, global] = (["direct", "profile", "global"] as const).map((via) =>
    allowedBy(via, allow),
  );
  const arns = (models: readonly Models[]): Texts => texts(modelArns(partition, models));
  const profiles = (geography: string, models: readonly Models[]): string[] =>
    models.map((one) => `arn:${partition}:bedrock:*:*:inference-profile/${geography}.${patternOf(one)}`);
  const globalProfiles = `arn:${partition}:bedrock:*:*:inference-profile/global.*`;
  const applications = `arn:${partition}:bedrock:*:*:application-inference-profile/*`;
  const inRegions = (...more: string[]): Conditions =>
    regions ? { StringEquals: { "aws:RequestedRegion": texts([...regions, ...more]) } } : {};
  const statements: PolicyStatement[] = [];
  if (direct!.length > 0)
    statements.push(
      allows("InvokeModels", INVOKE, arns(direct!), { Null: { [PROFILE_KEY]: "true" }, ...inRegions() }),
    );
  if (profile!.length > 0)
    statements.push(
      allows("InvokeThroughProfiles", INVOKE, arns(profile!), {
        Null: { [PROFILE_KEY]: "false" },
        ArnNotLike: { [PROFILE_KEY]: globalProfiles },
        ...inRegions(),
      }),
    );
  if (global!.length > 0)
    statements.push(
      allows("InvokeThroughGlobalProfiles", INVOKE, arns(global!), {
        ArnLike: { [PROFILE_KEY]: globalProfiles },
        ...inRegions(UNSPECIFIED),
      }),
    );
  const all = [
    ...(profile!.length > 0 ? [...profiles("*", profile!), applications] : []),
    ...profiles("global", global!),
  ];
  if (all.length > 0)
    statements.push(allows("UseProfiles", [...INVOKE, "bedrock:GetInferenceProfile"], texts(all)));
  if (mantle && direct!.length > 0)
    statements.push(
      allows(
        "InferOnMantle",
        "bedrock-mantle:CreateInference",
        `arn:${partition}:bedrock-mantle:*:*:project/*`,
        {
          StringLike: { "bedrock-mantle:Model": texts(mantleNames(direct!)) },
          ...inRegions(),
        },
      ),
    );
  if (deny.length > 0) {
    statements.push({ ...allows("NeverTheseModels", INVOKE, arns(deny)), Effect: "Deny" });
    if (mantle)
      statements.push({
        ...allows("NeverTheseOnMantle", "bedrock-mantle:CreateInference", "*", {
          StringLike: { "bedrock-mantle:Model": texts(mantleNames(deny)) },
        }),
        Effect: "Deny",
      });
  }
  statements.push({ ...allows("NeverSubscribe", WRITES), Effect: "Deny" });
  return statements.map((statement) => ({
    from: statement.Sid.startsWith("NeverThese") ? "deny" : "allow",
    statement,
  }));
}

/** For who deploys ModelAgreement and UseCaseSubmission: it subscribes through Bedrock alone, and to the products that are named. */
export function deployerPolicy({ productIds }: Pick<ModelGuardRules, "productIds">): PolicyDocument {
  const subject = { inputs: {}, partition: "*", region: "*", accountId: "*" };
  const used = ["ModelAgreement", "UseCaseSubmission"].map((type) => ({
    permissions: permissionsFor(type),
    subject,
  }));
  const all = statementsFor(used, DEPLOYING, productIds);
  return documentOf(all.filter(({ Sid }) => !Sid.startsWith(OPTIONAL)));
}

/** For who collects proof of what was accepted: it changes nothing, and does not see Anthropic's form. None of it is limited by resource. */
export function evidencePolicy(): PolicyDocument {
  return documentOf([
    allows("Agreements", [
      "aws-marketplace:DescribeAgreement",
      "aws-marketplace:GetAgreementEntitlements",
      "aws-marketplace:GetAgreementTerms",
      "aws-marketplace:ListAgreementCharges",
      "aws-marketplace:SearchAgreements",
    ]),
    allows("Licenses", [
      "license-manager:GetLicense",
      "license-manager:ListReceivedGrants",
      "license-manager:ListReceivedLicenses",
    ]),
    allows("Availability", [
      "bedrock:GetFoundationModelAvailability",
      "bedrock:ListFoundationModelAgreementOffers",
    ]),
  ]);
}

/**
 * Keeps what is imported from the organization's models inside of it: Comprehend takes resource control policies, Bedrock does not
 * (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html).
 */
export function comprehendPolicy(): PolicyDocument {
  return documentOf([
    {
      Sid: "DenyImportsFromOutside",
      Effect: "Deny",
      Principal: "*",
      Action: "comprehend:ImportModel",
      Resource: "*",
      Condition: {
        StringNotEquals: { "aws:PrincipalOrgID": "${aws:ResourceOrgID}" },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      },
    },
  ]);
}
