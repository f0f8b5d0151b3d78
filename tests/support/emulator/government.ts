import type { WorldFile } from "#emulator/index";
import { ACCOUNT } from "./emulated";

const region = "us-gov-west-1";
const arn = (service: string, resource: string) =>
  `arn:aws-us-gov:${service}:${region}:${ACCOUNT}:${resource}`;

/** What the account that manages the organization has in GovCloud. */
export const GOVERNMENT = {
  region,
  customModel: arn("bedrock", "custom-model/amazon.nova-micro-v1:0:128k/triage000002"),
  classifier: arn("comprehend", "document-classifier/ticket-topics/version/v1"),
  key: arn("kms", "key/11111111-2222-4333-8444-666666666666"),
};

/** The default world, but for where it is. */
export const inGovernment: WorldFile = {
  regions: { [region]: {} },
  models: { "amazon.nova-micro-v1:0": { modelName: "Nova Micro", providerName: "Amazon" } },
  customModels: { [GOVERNMENT.customModel]: { modelName: "triage" } },
  comprehendModels: { [GOVERNMENT.classifier]: { languageCode: "en" } },
  keys: { [GOVERNMENT.key]: { aliases: ["alias/models"] } },
};
