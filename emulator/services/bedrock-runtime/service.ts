import type { Service } from "../../operation/operation";
import { restJson } from "../../protocols/rest-json";
import { whileCancelling, whilePending, withoutForm, withoutRights } from "./access";
import { converse } from "./operations/converse";
import { converseStream } from "./operations/converse-stream";
import { countTokens } from "./operations/count-tokens";
import { invokeModel } from "./operations/invoke-model";
import { invokeModelWithResponseStream } from "./operations/invoke-model-with-response-stream";
import { refusals } from "./refusals";

/** Calls of models. They are signed for Bedrock, whose control plane has other paths. */
export const bedrockRuntime: Service = {
  signingName: "bedrock",
  name: "bedrock-runtime",
  protocol: restJson,
  errorNamespace: "com.amazon.bedrock",
  wireName: "2023-09-30",
  timestamps: "iso8601",
  validationCode: "ValidationException",
  refusals,
  behaviours: [
    {
      source: "docs",
      what: "the first call of a model by somebody with aws-marketplace:ViewSubscriptions and aws-marketplace:Subscribe makes an agreement from its public offer, and is answered; so does the first one after an agreement was deleted",
    },
    {
      source: "docs",
      what: "where a prerequisite is missing, such as a payment instrument, calls are answered for 15 minutes and refused then; two minutes after it is repaired, the next call subscribes again",
    },
    {
      source: "docs",
      what: "once there is an agreement or a grant, nobody needs a right of AWS Marketplace",
    },
    {
      source: "docs",
      what: "a call through a profile is authorised on the profile, and on the model in the Region that is called and in each one that the profile may lead to, with bedrock:InferenceProfileArn and that Region as aws:RequestedRegion; of a global one on an ARN without a Region as well, with unspecified",
    },
    {
      source: "design",
      what: "there are neither application inference profiles nor provisioned, imported or deployed models, prompts or routers: their ARNs are invalid",
    },
    {
      source: "design",
      what: "a model without a public offer is not subscribed to: PRODUCT_RESTRICTED",
    },
    { source: "design", what: "what an availability reads beside its agreement changes no call" },
    whilePending,
    whileCancelling,
    withoutRights,
    withoutForm,
  ],
  operations: [invokeModel, invokeModelWithResponseStream, converse, converseStream, countTokens],
};
