import type { AllowedModels, Models, Via } from "./rules";

/** What the ids of these models look like, in the language of policies. */
export function patternOf({ modelId, provider }: Models): string {
  return modelId ?? `${provider}.*`;
}

/** Whether all models of the one are models of the other. */
export function covers(all: Models, some: Models): boolean {
  const [wide, narrow] = [patternOf(all), patternOf(some)];
  if (wide === "*" || wide === narrow) return true;
  return all.provider !== undefined && some.modelId?.startsWith(`${all.provider}.`) === true;
}

export function areCovered(some: readonly Models[], all: readonly Models[]): boolean {
  return some.every((one) => all.some((other) => covers(other, one)));
}

/** Those that may be called in this way. */
export function allowedBy(via: Via, allow: readonly AllowedModels[]): readonly AllowedModels[] {
  return allow.filter((one) => (one.via === undefined ? via !== "global" : one.via === via));
}

/** Where the ARNs of a guard lie: an organization is in one partition, and so are its roles. */
export function partitionOfRoles(exemptRoles: readonly string[]): string {
  return exemptRoles[0]!.split(":")[1]!;
}

/**
 * The ARNs of base models in every Region, and in none: a global call is authorised on an ARN without Region
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html).
 */
export function modelArns(partition: string, models: readonly Models[]): string[] {
  return models.map((one) => `arn:${partition}:bedrock:*::foundation-model/${patternOf(one)}`);
}

/** What OpenAI's models are authorised on at bedrock-runtime's endpoint of OpenAI's form: no ARN of a model. */
export const OPENAI: Models = { provider: "openai" };
export function projectArn(partition: string): string {
  return `arn:${partition}:bedrock:*:*:project/*`;
}

/**
 * The names that models have on bedrock-mantle: there `openai.gpt-oss-120b-1:0` is `openai.gpt-oss-120b`, without version, and
 * without date. AWS publishes no table of both.
 */
export function mantleNames(models: readonly Models[]): string[] {
  return models.flatMap((one) => {
    const id = patternOf(one);
    if (one.modelId === undefined) return [id];
    const unversioned = id.replace(/(-v\d+(:\w+){0,2}|-\d+(:\w+){1,2})$/, "");
    return [id, unversioned, unversioned.replace(/-\d{8}$/, "")];
  });
}
