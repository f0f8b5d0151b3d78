import * as pulumi from "@pulumi/pulumi";
import { IntendedUsers, ModelAgreement, Provider, UseCaseSubmission } from "pulumi-model-access";

const config = new pulumi.Config();
const modelId = config.require("modelId");

// What the company answers to Anthropic, once for the whole organization.
const form = {
  companyName: config.require("companyName"),
  companyWebsite: config.get("companyWebsite") ?? "https://www.example.com",
  intendedUsers: IntendedUsers.External,
  industryOption: config.get("industryOption") ?? "Technology",
  useCases: config.requireSecret("useCases"),
};

/** Whose account it is stands in the role, so that terms are never accepted in another one. */
function providerFor(name: string, roleArn: string): Provider {
  const accountId = roleArn.split(":")[4] ?? "";
  return new Provider(name, {
    region: config.get("region") ?? "us-east-1",
    assumeRole: { roleArn },
    allowedAccountIds: [accountId],
  });
}

// The account that manages the organization files the form, and accepts the model's terms for itself.
const management = providerFor("management", config.require("managementRoleArn"));
const managementForm = new UseCaseSubmission("management", form, { provider: management });
const managementModel = new ModelAgreement(
  "management",
  { modelId },
  { provider: management, dependsOn: managementForm },
);

// Its members inherit the form: there it is found and adopted. Agreements are not inherited.
const workloads = providerFor("workloads", config.require("workloadsRoleArn"));
const workloadsForm = new UseCaseSubmission("workloads", form, {
  provider: workloads,
  dependsOn: managementForm,
});
const workloadsModel = new ModelAgreement(
  "workloads",
  { modelId },
  { provider: workloads, dependsOn: workloadsForm },
);

export const formSources = [managementForm.formSource, workloadsForm.formSource];
export const statuses = [managementModel.agreementStatus, workloadsModel.agreementStatus];
