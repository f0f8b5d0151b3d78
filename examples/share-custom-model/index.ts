import * as pulumi from "@pulumi/pulumi";
import { listSharedModelsOutput, Provider, SharedCustomModel } from "pulumi-model-access";

const config = new pulumi.Config();
const sourceModelArn = config.require("modelArn");
const regions = config.getObject<string[]>("regions") ?? ["us-east-1", "us-west-2"];

/** Whose account it is stands in the role, so that nothing is ever shared from, or copied into, another one. */
function providerFor(name: string, roleArn: string): [accountId: string, Provider] {
  const accountId = roleArn.split(":")[4] ?? "";
  const assumeRole = { roleArn };
  const region = sourceModelArn.split(":")[3] ?? "";
  return [accountId, new Provider(name, { region, assumeRole, allowedAccountIds: [accountId] })];
}

const [, owner] = providerFor("owner", config.require("ownerRoleArn"));
const [accountId, recipient] = providerFor("recipient", config.require("recipientRoleArn"));

// The whole unit may copy the model; one of its accounts does, in two Regions, each under its own key of that alias.
const shared = new SharedCustomModel(
  "case-summary",
  {
    sourceModelArn,
    shareName: config.get("shareName") ?? "case-summary",
    principals: config.getObject<string[]>("principals") ?? [config.require("unitArn")],
    tags: { project: "case-summary" },
    recipients: {
      [accountId]: {
        provider: recipient,
        modelName: config.require("modelName"),
        modelKmsKeyId: config.require("modelKmsKeyId"),
        tags: { stage: config.get("stage") ?? "test" },
        regions: Object.fromEntries(regions.map((region) => [region, {}])),
      },
    },
  },
  { provider: owner },
);

/** What applications are configured with: the ARNs by account and Region. */
export const modelArns = shared.modelArns;
/** What the recipient sees, once it sees it: whose model, and which. */
export const seen = shared.acceptances[accountId]?.shareArn.apply(() =>
  listSharedModelsOutput({}, { provider: recipient }).apply((models) =>
    models.map(({ modelName, ownerAccountId }) => `${modelName} of ${ownerAccountId}`),
  ),
);
