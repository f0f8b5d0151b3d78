import { loadConfig, NODE_REGION_CONFIG_OPTIONS } from "@smithy/core/config";

import type { AwsConfig } from "./config";

/** A Region's name as AWS writes them; whether it exists is AWS's business. */
export const REGION_NAME = /^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/;

/**
 * The Region where nobody gave the resource one: the configuration's, else AWS_REGION, AWS_DEFAULT_REGION, or the
 * profile's. Reads files at most, never the network; undefined when nobody said any.
 */
export async function defaultRegion(config: AwsConfig): Promise<string | undefined> {
  if (config.region !== undefined) return config.region;
  const load = loadConfig(
    {
      ...NODE_REGION_CONFIG_OPTIONS,
      environmentVariableSelector: (env) => env["AWS_REGION"] ?? env["AWS_DEFAULT_REGION"],
      default: () => "",
    },
    {
      ...(config.profile !== undefined && { profile: config.profile }),
      ...(config.sharedConfigFile !== undefined && { configFilepath: config.sharedConfigFile }),
      ...(config.sharedCredentialsFile !== undefined && { filepath: config.sharedCredentialsFile }),
    },
  );
  return (await load()) || undefined;
}
