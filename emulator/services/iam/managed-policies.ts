import type { Call } from "../../operation";

const allow = (...Action: string[]) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource: "*" }],
});

/** AWS's own, by name, as far as they speak of what is emulated. */
const OF_AWS: Readonly<Record<string, object>> = {
  AdministratorAccess: allow("*"),
  ReadOnlyAccess: allow(
    ...["GetCustomModel", "GetFoundationModel", "GetFoundationModelAvailability", "GetInferenceProfile"].map(
      (name) => `bedrock:${name}`,
    ),
    ...["GetUseCaseForModelAccess", "ListCustomModels", "ListFoundationModelAgreementOffers"].map(
      (name) => `bedrock:${name}`,
    ),
    ...["bedrock:ListFoundationModels", "bedrock:ListInferenceProfiles"],
    ...["comprehend:Describe*", "comprehend:List*", "iam:Get*", "iam:List*", "iam:Simulate*"],
    ...["kms:Describe*", "kms:Get*", "kms:List*", "license-manager:Get*", "license-manager:List*"],
    ...["organizations:Describe*", "organizations:List*", "ram:Get*", "ram:List*", "sts:GetCallerIdentity"],
  ),
  AmazonBedrockReadOnly: allow("bedrock:Get*", "bedrock:List*"),
};

/**
 * The document of a managed policy by its ARN: AWS's own, or one of a customer's.
 * @returns undefined when there is none
 */
export function managedPolicy(
  arn: string,
  _call: Pick<Call, "world" | "store" | "clock">,
): object | undefined {
  const name = /^arn:aws[\w-]*:iam::aws:policy\/(?:[\w-]+\/)*([\w+=,.@-]+)$/.exec(arn)?.[1];
  return name !== undefined && Object.hasOwn(OF_AWS, name) ? OF_AWS[name] : undefined;
}
