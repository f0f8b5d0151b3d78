import type { Call } from "../../operation/operation";
import { partitionOf } from "../../world/partitions";
import { isGlobal, modelOfProfile } from "../../world/inference-profiles";
import { isInRegion } from "./model-ids";

/** A profile of AWS's own, as it is in one Region. */
export interface InferenceProfile {
  readonly id: string;
  readonly modelId: string;
  readonly isGlobal: boolean;
  /** The Regions it may lead to; a global one names none. */
  readonly destinations: readonly string[];
}

type Here = Pick<Call, "region" | "world">;

/** The profiles that can be called in a Region. */
export function profilesIn({ region, world }: Here): InferenceProfile[] {
  return Object.entries(world.inferenceProfiles).flatMap(([id, { destinations, sources }]) => {
    const modelId = modelOfProfile(id);
    const profile = { id, modelId, isGlobal: isGlobal(id), destinations };
    const isEverywhere = profile.isGlobal && isInRegion(world.models[modelId]!, region);
    const isHere = sources?.includes(region) ?? (isEverywhere || destinations.includes(region));
    return isHere ? [profile] : [];
  });
}

/** A profile of the Region by its id, or by its ARN, which has the caller's account. */
export function profileAt(identifier: string, call: Call): InferenceProfile | undefined {
  return profilesIn(call).find(({ id }) => identifier === id || identifier === profileArn(id, call));
}

export function profileArn(id: string, { region, account }: Pick<Call, "region" | "account">): string {
  return `arn:${partitionOf(region)}:bedrock:${region}:${account}:inference-profile/${id}`;
}

/** The ARN of a base model; that of a global profile's destinations has no Region. */
export function foundationModelArn(modelId: string, region: string, call: Here): string {
  return `arn:${partitionOf(call.region)}:bedrock:${region}::foundation-model/${modelId}`;
}

/** The ARNs of the model where a profile may lead to. */
export function destinationArns(
  { modelId, destinations, ...profile }: InferenceProfile,
  call: Here,
): string[] {
  const regions = profile.isGlobal ? [call.region, ""] : destinations;
  return regions.map((region) => foundationModelArn(modelId, region, call));
}

/** A profile as GetInferenceProfile and ListInferenceProfiles show it. */
export function describeProfile(profile: InferenceProfile, call: Call): object {
  const { id, modelId, destinations } = profile;
  const { modelName, providerName } = call.world.models[modelId]!;
  const geography = profile.isGlobal ? "Global" : id.slice(0, id.indexOf(".")).toUpperCase();
  const places = profile.isGlobal
    ? "globally across all supported AWS Regions"
    : `in ${destinations.join(", ").replace(/, ([^,]*)$/, " and $1")}`;
  return {
    inferenceProfileName: `${geography} ${providerName} ${modelName}`,
    description: `Routes requests to ${providerName} ${modelName} ${places}.`,
    createdAt: CREATED,
    updatedAt: CREATED,
    inferenceProfileArn: profileArn(id, call),
    models: destinationArns(profile, call).map((modelArn) => ({ modelArn })),
    inferenceProfileId: id,
    status: "ACTIVE",
    type: "SYSTEM_DEFINED",
  };
}

/** The same for all, since nothing here depends on it. */
const CREATED = "2025-05-22T00:00:00Z";
