import * as pulumi from "@pulumi/pulumi";
import {
  ComprehendModelImport,
  ComprehendModelPolicy,
  CustomModelCopy,
  CustomModelShare,
  CustomModelShareAcceptance,
  IntendedUsers,
  ModelAgreement,
  Provider,
  UseCaseSubmission,
} from "pulumi-model-access";

const config = new pulumi.Config();
const customModelArn = config.require("customModelArn");

function providerFor(name: string, roleArn: string): [accountId: string, options: { provider: Provider }] {
  const accountId = roleArn.split(":")[4] ?? "";
  const region = customModelArn.split(":")[3] ?? "";
  const assumeRole = { roleArn };
  return [
    accountId,
    { provider: new Provider(name, { region, assumeRole, allowedAccountIds: [accountId] }) },
  ];
}

// The account that owns the models and manages the organization, and one that uses the models.
const [, owner] = providerFor("owner", config.require("ownerRoleArn"));
const [workloadsId, workloads] = providerFor("workloads", config.require("workloadsRoleArn"));

// A foundation model: Anthropic's form once for the organization, the model's terms in the account that uses it.
const form = new UseCaseSubmission(
  "form",
  {
    companyName: "Example Corp",
    companyWebsite: "https://www.example.com",
    intendedUsers: IntendedUsers.External,
    industryOption: "Technology",
    useCases: config.requireSecret("useCases"),
  },
  owner,
);
const agreement = new ModelAgreement(
  "foundation-model",
  { modelId: config.require("foundationModelId") },
  { ...workloads, dependsOn: form },
);

// A custom model of Bedrock: shared, seen, copied.
const share = new CustomModelShare(
  "ticket-triage",
  { name: "ticket-triage", resourceArns: [customModelArn], principals: [workloadsId] },
  owner,
);
const acceptance = new CustomModelShareAcceptance(
  "ticket-triage",
  { shareArn: share.resourceShareArn },
  workloads,
);
const copy = new CustomModelCopy(
  "ticket-triage",
  { sourceModelArn: customModelArn, shareArn: acceptance.shareArn, modelName: "ticket-triage" },
  workloads,
);

// A custom model of Comprehend: opened by its policy, imported.
const policy = new ComprehendModelPolicy(
  "ticket-topics",
  { resourceArn: config.require("classifierArn"), importers: [{ accountId: workloadsId }] },
  owner,
);
const classifier = new ComprehendModelImport(
  "ticket-topics",
  { sourceModelArn: policy.resourceArn, modelName: "ticket-topics" },
  workloads,
);

export const agreementStatus = agreement.agreementStatus;
export const copiedModelArn = copy.modelArn;
export const classifierArn = classifier.modelArn;
