import * as pulumi from "@pulumi/pulumi";

import { packageOf, running } from "./transport";

/**
 * Pulumi takes every provider of a name that begins so for a default one: it is shown in no diff and counted in no summary.
 * `default` alone is the one that Pulumi makes by itself.
 */
const NAME = "default_aws";

/**
 * The provider of the plugin's resources that are given none, made with the first of them. A plugin's own default provider is
 * told `model-access:*` only, so this one hands the stack's `aws:*` on. Where the stack has none there is nothing to hand on.
 * @returns undefined where Pulumi's own default provider does
 */
export function defaultProvider(): pulumi.ProviderResource | undefined {
  const program = running();
  if (!pulumi.runtime.getStackResource()) return undefined;
  return (program.provider ??= made());
}

function made(): pulumi.ProviderResource | undefined {
  const args = handedOn(pulumi.runtime.allConfig());
  if (!args || isDisabled(pulumi.runtime.getConfig("pulumi:disable-default-providers"))) return undefined;
  return new DefaultProvider(packageOf("plugin"), NAME, args);
}

class DefaultProvider extends pulumi.ProviderResource {}

/** What the plugin is told of the stack's configuration; undefined where there is no `aws:*`. */
function handedOn(config: Readonly<Record<string, string>>): pulumi.Inputs | undefined {
  const keys = Object.keys(config).filter((key) => /^(aws|model-access):/.test(key));
  if (!keys.some((key) => key.startsWith("aws:"))) return undefined;
  // What is ours stands last, and wins.
  const args = keys.sort().map((key) => {
    const value = config[key]!;
    return [key.slice(key.indexOf(":") + 1), isSecret(key) ? pulumi.secret(value) : value];
  });
  const { transport: _, ...all } = Object.fromEntries(args) as pulumi.Inputs;
  return all;
}

/** Pulumi tells it to whoever asks, and leaves it out of the type. */
function isSecret(key: string): boolean {
  const { isConfigSecret } = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };
  return isConfigSecret?.(key) ?? true;
}

/** Who has switched default providers off wants every resource to name one. */
function isDisabled(packages: string | undefined): boolean {
  return packages !== undefined && /"(\*|model-access)"/.test(packages);
}
