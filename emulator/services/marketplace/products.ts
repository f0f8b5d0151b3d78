import { createHash } from "node:crypto";

import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import type { World } from "../../world/schema";
import { letters } from "../bedrock/agreement-ids";

export const productIds = assume(
  "aws-marketplace.productIds",
  "the resource of an agreement is the product id that AWS's guide to Bedrock publishes",
  { others: "it is another id of the same product, a UUID" },
);

export const resourceType = assume(
  "aws-marketplace.resourceType",
  "a model that Bedrock serves is a SaaSProduct",
  { MachineLearningProduct: "it is a MachineLearningProduct" },
);

type Emulated = Pick<Call, "world">;

/** What AWS Marketplace calls a model, in an agreement and in a licence. */
export function productIdOf(modelId: string, { world }: Emulated): string {
  if (productIds.is("others", { world })) return uuid(modelId);
  return world.models[modelId]!.productId ?? `prod-${letters(13, modelId)}`;
}

export function resourceOf(modelId: string, emulated: Emulated) {
  const isMachineLearning = resourceType.is("MachineLearningProduct", emulated);
  return {
    id: productIdOf(modelId, emulated),
    type: isMachineLearning ? "MachineLearningProduct" : "SaaSProduct",
  };
}

/** The account that sells a model. */
export function sellerOf(modelId: string, world: World): string {
  const { sellerAccount, providerName } = world.models[modelId]!;
  return sellerAccount ?? String(digest(providerName).readUIntBE(0, 5) % 10 ** 12).padStart(12, "9");
}

function uuid(from: string): string {
  const hex = digest(from).toString("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

function digest(from: string): Buffer {
  return createHash("sha256").update(from).digest();
}
