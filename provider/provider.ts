import * as pulumi from "@pulumi/pulumi";

import type { AssumeRoleArgs } from "./assume-role";
import { unknownMember } from "./core/check";

/** A role that all of a {@link Provider}'s calls to AWS are made with. */
export interface ProviderAssumeRoleArgs extends AssumeRoleArgs {
  /** How long a session lasts, in seconds, from 900 to what the role allows. It is renewed as needed. @default 3600 */
  durationSeconds?: pulumi.Input<number>;
}

/** What a program says about a {@link Provider}. Every change updates the provider in place. */
export interface ProviderArgs {
  /** The Region of resources that name none. @default AWS_REGION, AWS_DEFAULT_REGION, or the profile's Region */
  region?: pulumi.Input<string>;
  /** The profile of the shared configuration files whose credentials are used. @default AWS_PROFILE */
  profile?: pulumi.Input<string>;
  /** Static credentials, together with `secretKey`. @default what the SDK finds: environment, profile, SSO, container … */
  accessKey?: pulumi.Input<string>;
  /** Secret, whether or not the program says so. */
  secretKey?: pulumi.Input<string>;
  /** The session token of temporary credentials. Secret, whether or not the program says so. */
  token?: pulumi.Input<string>;
  /** A role to assume with these credentials. A resource's own `assumeRole` is assumed from there. */
  assumeRole?: pulumi.Input<ProviderAssumeRoleArgs>;
  /** The only accounts that may be worked on; with any other, nothing is called but STS. @default all */
  allowedAccountIds?: pulumi.Input<pulumi.Input<string>[]>;
  /** Accounts that must not be worked on. @default none */
  forbiddenAccountIds?: pulumi.Input<pulumi.Input<string>[]>;
  /** Tags for every resource that has tags; a resource's own tags win. */
  defaultTags?: pulumi.Input<{ tags?: pulumi.Input<Record<string, pulumi.Input<string>>> }>;
  /** Tags that somebody else looks after: they are neither shown nor removed. */
  ignoreTags?: pulumi.Input<{
    keys?: pulumi.Input<pulumi.Input<string>[]>;
    keyPrefixes?: pulumi.Input<pulumi.Input<string>[]>;
  }>;
  /** Other addresses of services, by service: `[{ bedrock: "http://127.0.0.1:4577" }]`. @default AWS_ENDPOINT_URL, AWS */
  endpoints?: pulumi.Input<pulumi.Input<Record<string, pulumi.Input<string>>>[]>;
  /** How often a call is tried again when AWS is busy or cannot be reached. @default 9 */
  maxRetries?: pulumi.Input<number>;
  /** The most requests a second that this provider sends to AWS, retries included. @default no limit */
  requestsPerSecond?: pulumi.Input<number>;
  /** The longest pause between two looks at AWS while something is waited for, in seconds, up to 600. @default 10 */
  pollInterval?: pulumi.Input<number>;
}

/** Ours; everything else is called as in pulumi-aws. */
const OWN_KEYS = ["requestsPerSecond", "pollInterval"];
/** Every argument. */
export const KNOWN_KEYS: readonly (keyof ProviderArgs)[] = [
  "region",
  "profile",
  "accessKey",
  "secretKey",
  "token",
  "assumeRole",
  "allowedAccountIds",
  "forbiddenAccountIds",
  "defaultTags",
  "ignoreTags",
  "endpoints",
  "maxRetries",
  "requestsPerSecond",
  "pollInterval",
];
const SECRETS = ["secretKey", "token"];

/**
 * Where and as whom resources that are given this as `provider` call AWS: for a program that works in several accounts,
 * or in another one than the stack's configuration says.
 *
 * What counts, the first that is there: what the resource says (`region`; its `assumeRole` comes after all other roles)
 * → this provider, or for resources without one the stack's configuration `aws:*` and `model-access:*` → the environment
 * (`AWS_*`) → the profile. Like every Pulumi provider, this one inherits nothing from the stack's configuration.
 *
 * @example
 * ```ts
 * const workloads = new Provider("workloads", {
 *   region: "us-east-1",
 *   assumeRole: { roleArn: "arn:aws:iam::444455556666:role/deployer" },
 *   allowedAccountIds: ["444455556666"],
 * });
 * new ModelAgreement("command-r", { modelId: "cohere.command-r-v1:0" }, { provider: workloads });
 * ```
 */
export class Provider extends pulumi.ProviderResource {
  /** @throws Error when `args` has a property that is not known */
  constructor(name: string, args: ProviderArgs = {}, options?: pulumi.ResourceOptions) {
    const config = Object.entries(args).map(([key, value]: [string, unknown]) => {
      if (!KNOWN_KEYS.includes(key as keyof ProviderArgs)) {
        throw new Error(`provider '${name}' has a problem: ${key}: ${unknownMember(key, KNOWN_KEYS)}`);
      }
      const namespace = OWN_KEYS.includes(key) ? "model-access" : "aws";
      return [`${namespace}:${key}`, SECRETS.includes(key) ? pulumi.secret(value) : value];
    });
    const configuration = Object.fromEntries(config) as pulumi.Inputs;
    super("pulumi-nodejs", name, configuration, options);
    configurations.set(this, pulumi.output(configuration));
  }
}

/** A provider does not show what it was given, and functions that run in the program need it. */
const configurations = new WeakMap<Provider, pulumi.Output<Readonly<Record<string, unknown>>>>();

/**
 * What was given to a provider, by the keys of the stack's configuration.
 * @throws Error when another copy of this package has made it: what that was given is not known here
 */
export function configurationOf(provider: Provider): pulumi.Output<Readonly<Record<string, unknown>>> {
  const configuration = configurations.get(provider);
  if (configuration) return configuration;
  throw new Error(
    "the provider was made by another installed copy of pulumi-model-access: npm ls pulumi-model-access",
  );
}
