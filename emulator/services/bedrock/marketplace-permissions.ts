import { assume } from "../../behaviours/assumptions";
import type { Call, PermissionFor } from "../../operation/operation";
import { calledVia, type Context } from "../../policies/context-keys";
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

type Action = "Subscribe" | "Unsubscribe" | "ViewSubscriptions";
const VIA = ["aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast"];

/** What Bedrock does in AWS Marketplace for the caller, with a model that is sold there. */
export function inMarketplace(
  action: Action,
  isNeeded: (call: Call) => boolean = () => true,
): PermissionFor<{ modelId: string }> {
  return {
    action: `aws-marketplace:${action}`,
    when: ({ modelId }, call) => soldModelId(modelId, call) !== undefined && isNeeded(call),
    context: ({ modelId }, call) => askingFor(action, soldModelId(modelId, call)!, call),
    keys: [...(hasProduct(action) ? ["aws-marketplace:ProductId"] : []), ...VIA],
  };
}

/** What AWS Marketplace is told when Bedrock asks it about a model for the caller. */
export function askingFor(action: Action, modelId: string, call: Call): Context {
  return {
    ...calledVia("bedrock"),
    ...(hasProduct(action) && { "aws-marketplace:ProductId": [productIdOf(modelId, call)] }),
  };
}

/** AWS tells the product of nothing else. */
function hasProduct(action: Action): boolean {
  return action === "Subscribe";
}
