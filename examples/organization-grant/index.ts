import * as pulumi from "@pulumi/pulumi";
import {
  getModelAgreementEvidenceOutput,
  ModelAgreement,
  ModelLicenseGrant,
  Provider,
} from "pulumi-model-access";

const config = new pulumi.Config();
const modelId = config.require("modelId");
const productId = config.require("productId");

/** Whose account it is stands in the role, so that nothing is ever accepted or granted in another one. */
function providerFor(name: string, roleArn: string): Provider {
  const accountId = roleArn.split(":")[4] ?? "";
  const region = config.get("region") ?? "us-east-1";
  return new Provider(name, { region, assumeRole: { roleArn }, allowedAccountIds: [accountId] });
}

const management = providerFor("management", config.require("managementRoleArn"));
const member = providerFor("member", config.require("memberRoleArn"));

// The terms are accepted once, and the licence that comes of it is granted to every account of the unit.
const agreement = new ModelAgreement("model", { modelId }, { provider: management });
const grant = new ModelLicenseGrant(
  "model-for-workloads",
  {
    productId,
    principal: config.require("unitArn"),
    tags: { stage: config.get("stage") ?? "test" },
  },
  { provider: management, dependsOn: agreement },
);

export const agreementStatus = agreement.agreementStatus;
export const grantStatus = grant.status;
/** By what a member of the unit may use the model, once it may: it has accepted nothing itself. */
export const memberIsSatisfiedBy = grant.status.apply(() =>
  getModelAgreementEvidenceOutput({ modelId, productId }, { provider: member }).apply(
    ({ satisfiedBy }) => satisfiedBy,
  ),
);
