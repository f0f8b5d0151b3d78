import { assume } from "../../assumptions";
import type { Call, PermissionFor } from "../../operation";
import { calledVia } from "../../policies/context";
import { productIdOf } from "../marketplace/products";
import { soldModelId } from "./model-ids";

export const viewSubscriptions = assume(
  "bedrock.viewSubscriptions",
  "offers are listed without aws-marketplace:ViewSubscriptions, which the guide names beside the two others",
  { needed: "it is needed to list them" },
);

export const unsubscribe = assume(
  "bedrock.unsubscribe",
  "to cancel an agreement wants aws-marketplace:Unsubscribe as well",
  { notNeeded: "bedrock:DeleteFoundationModelAgreement is enough" },
);

export const subscribe = {
  source: "community",
  what: "it wants aws-marketplace:Subscribe as well, as a call by bedrock.amazonaws.com and with the model's aws-marketplace:ProductId; who lacks it may still list offers and put the form",
} as const;

const VIA = ["aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast"];

/** What Bedrock does in AWS Marketplace for the caller, with a model that is sold there. */
export function inMarketplace(
  action: "Subscribe" | "Unsubscribe" | "ViewSubscriptions",
  isNeeded: (call: Call) => boolean = () => true,
): PermissionFor<{ modelId: string }> {
  const hasProduct = action === "Subscribe";
  return {
    action: `aws-marketplace:${action}`,
    when: ({ modelId }, call) => soldModelId(modelId, call) !== undefined && isNeeded(call),
    context: ({ modelId }, call) => ({
      ...calledVia("bedrock"),
      // AWS tells it of nothing else.
      ...(hasProduct && { "aws-marketplace:ProductId": [productIdOf(soldModelId(modelId, call)!, call)] }),
    }),
    keys: [...(hasProduct ? ["aws-marketplace:ProductId"] : []), ...VIA],
  };
}
