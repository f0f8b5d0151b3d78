import * as pulumi from "@pulumi/pulumi";
import { getComprehendModelOutput, Provider, SharedComprehendModel } from "pulumi-model-access";

const config = new pulumi.Config();
const classifierArn = config.require("classifierArn");

/** Whose account it is stands in the role, so that nothing is ever imported into another one. */
function providerFor(name: string, roleArn: string): [accountId: string, Provider] {
  const accountId = roleArn.split(":")[4] ?? "";
  const region = classifierArn.split(":")[3] ?? "";
  const assumeRole = { roleArn };
  return [accountId, new Provider(name, { region, assumeRole, allowedAccountIds: [accountId] })];
}

const [, owner] = providerFor("owner", config.require("ownerRoleArn"));
const [accountId, importer] = providerFor("importer", config.require("importerRoleArn"));
const tags = { stage: config.get("stage") ?? "test" };

// A classifier under AWS's own key: nothing but the policy is needed.
const topics = new SharedComprehendModel(
  "ticket-topics",
  {
    sourceModelArn: classifierArn,
    recipients: { [accountId]: { provider: importer, modelName: "ticket-topics", tags } },
  },
  { provider: owner },
);

// A recognizer under a customer's key: the importer's role is what the key's policy must let decrypt.
const orders = new SharedComprehendModel(
  "order-numbers",
  {
    sourceModelArn: config.require("recognizerArn"),
    recipients: {
      [accountId]: {
        provider: importer,
        modelName: "order-numbers",
        dataAccessRoleArn: config.require("dataAccessRoleArn"),
        tags,
      },
    },
  },
  { provider: owner },
);

/** What applications are configured with. */
export const classifier = topics.modelArns.apply((arns) => arns[accountId]);
export const recognizer = orders.modelArns.apply((arns) => arns[accountId]);
/** What the importer sees of its classifier, once it is trained. */
export const status = topics.modelArns.apply(
  (arns) => getComprehendModelOutput({ modelArn: arns[accountId] ?? "" }, { provider: importer }).status,
);
