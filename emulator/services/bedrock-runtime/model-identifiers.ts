import type { Call, Permission } from "../../operation/operation";
import { inPath, text } from "../../validation/shapes";
import type { WorldModel } from "../../world/schema";
import {
  destinationArns,
  foundationModelArn,
  type InferenceProfile,
  profileArn,
  profileAt,
} from "../bedrock/inference-profiles";
import { isInRegion } from "../bedrock/model-ids";
import { refusals } from "./refusals";

/** What can be called: ids and ARNs of base models and profiles, and ARNs of much that is not emulated. */
export const modelId = inPath(
  text({
    min: 1,
    max: 2048,
    pattern:
      /(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:(([0-9]{12}:custom-model\/[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}\/[a-z0-9]{12})|(:foundation-model\/[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.:]?[a-z0-9-]{1,63}))|([0-9]{12}:imported-model\/[a-z0-9]{12})|([0-9]{12}:provisioned-model\/[a-z0-9]{12})|([0-9]{12}:custom-model-deployment\/[a-z0-9]{12})|([0-9]{12}:(inference-profile|application-inference-profile)\/[a-zA-Z0-9-:.]+)))|([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.:]?[a-z0-9-]{1,63}))|(([0-9a-zA-Z][_-]?)+)|([a-zA-Z0-9-:.]+)|(^(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:prompt\/[0-9a-zA-Z]{10}(?::[0-9]{1,5})?))$|(^arn:aws(-[^:]+)?:sagemaker:[a-z0-9-]+:[0-9]{12}:endpoint\/[a-zA-Z0-9-]+$)|(^arn:aws(-[^:]+)?:bedrock:([0-9a-z-]{1,20}):([0-9]{12}):(default-)?prompt-router\/[a-zA-Z0-9-:.]+$)/,
  }),
);

/** A model that is called, and the profile through which it is. */
export interface Target {
  readonly id: string;
  readonly model: WorldModel;
  readonly profile?: InferenceProfile;
}

/** What is meant by an identifier. @throws AwsError when it can not be called here */
export function findTarget(identifier: string, call: Call): Target {
  const { models } = call.world;
  const profile = profileAt(identifier, call);
  if (profile) return { id: profile.modelId, model: models[profile.modelId]!, profile };
  if (isCustomModel(identifier)) throw refusals.notOnDemand(identifier);
  const id = baseModelId(identifier, call);
  const model = models[id];
  if (!model || !isInRegion(model, call.region)) throw refusals.invalidModelId();
  if (!model.inferenceTypesSupported.includes("ON_DEMAND")) throw refusals.notOnDemand(identifier);
  return { id, model };
}

/** The same, of what answers text. */
export function findTextModel(identifier: string, call: Call): Target {
  const target = findTarget(identifier, call);
  if (!target.model.outputModalities.includes("TEXT")) throw refusals.notConversational();
  return target;
}

function isCustomModel(identifier: string): boolean {
  return /^arn:[^:]+:bedrock:[^:]*:\d{12}:custom-model\//.test(identifier);
}

/** An id stays as it is, and an ARN of the Region becomes one. */
function baseModelId(identifier: string, call: Call): string {
  const arns = foundationModelArn("", call.region, call);
  return identifier.startsWith(arns) ? identifier.slice(arns.length) : identifier;
}

/**
 * What a call is authorised for. Through a profile: for the profile, and for the model in the Region that is called and wherever
 * the profile may lead, in that Region's name.
 */
export function permission(action: string): Permission<{ modelId: typeof modelId }> {
  return {
    action,
    on: ({ modelId: identifier }, call) => {
      const profile = profileAt(identifier, call);
      const here = foundationModelArn(profile?.modelId ?? baseModelId(identifier, call), call.region, call);
      if (!profile) return identifier.startsWith("arn:") && !isFoundation(identifier) ? identifier : here;
      return [...new Set([profileArn(profile.id, call), here, ...destinationArns(profile, call)])];
    },
    context: ({ modelId: identifier }, call, resource) => {
      const profile = profileAt(identifier, call);
      if (!profile || !isFoundation(resource)) return {};
      return {
        "aws:RequestedRegion": resource.split(":")[3] || "unspecified",
        "bedrock:InferenceProfileArn": profileArn(profile.id, call),
      };
    },
    keys: action === "bedrock:CountTokens" ? [] : ["bedrock:InferenceProfileArn"],
  };
}

function isFoundation(arn: string): boolean {
  return arn.includes("::foundation-model/");
}
