import * as pulumi from "@pulumi/pulumi";

import type { AssumeRoleArgs } from "./assume-role";
import { HARMLESS, REFUSED, SECRET_SETTINGS } from "../aws/config/config-keys";
import { unknownMember } from "../core/names";
import { otherThan, packageOf, TRANSPORTS, transportInUse, withOtherType } from "./transport";

/** An argument that may be left out in every way. */
type Optional<T> = pulumi.Input<T | undefined>;
type Texts = pulumi.Input<string>[];
type TextsByName = Record<string, pulumi.Input<string>>;

/** What a session may be told besides its role. */
interface SessionArgs {
  /** How the session is called in CloudTrail. @default "pulumi-model-access" */
  sessionName?: Optional<string>;
  /** How long a session lasts, such as `1h30m`, from 15 minutes to what the role allows. It is renewed as needed. @default 1h */
  duration?: Optional<string>;
  /** The same in seconds. */
  durationSeconds?: Optional<number>;
  /** A policy, as JSON text, that restricts the session further. */
  policy?: Optional<string>;
  /** The ARNs of policies that restrict the session further. */
  policyArns?: Optional<Texts>;
}

/** A role that all of a {@link Provider}'s calls to AWS are made with. */
export interface ProviderAssumeRoleArgs extends SessionArgs {
  /** The ARN of the role. Required. */
  roleArn?: Optional<string>;
  /** What the role's trust policy may ask for. */
  externalId?: Optional<string>;
  /** Who is behind the session, for CloudTrail. */
  sourceIdentity?: Optional<string>;
  /** Tags of the session. */
  tags?: Optional<TextsByName>;
  /** The keys of tags that sessions made from this one have too. */
  transitiveTagKeys?: Optional<Texts>;
}

/** A role for the token of a web identity, one of which is required. */
export interface ProviderWebIdentityArgs extends SessionArgs {
  /** The ARN of the role. Required. */
  roleArn?: Optional<string>;
  webIdentityToken?: Optional<string>;
  /** A file that holds the token. It is read again for each session. */
  webIdentityTokenFile?: Optional<string>;
}

/** Other addresses of the services that are called. */
export interface ProviderEndpointArgs {
  bedrock?: Optional<string>;
  comprehend?: Optional<string>;
  kms?: Optional<string>;
  licensemanager?: Optional<string>;
  /** `@pulumi/aws` 7.48 has no endpoint of that name: leave it out of what both packages read. */
  marketplaceagreement?: Optional<string>;
  organizations?: Optional<string>;
  ram?: Optional<string>;
  sts?: Optional<string>;
}

/**
 * What a program says about a {@link Provider}. Every change updates the provider in place. The arguments of a `Provider` of
 * `@pulumi/aws` fit, and mean the same.
 */
export interface ProviderArgs {
  /** The Region of resources that name none. @default AWS_REGION, AWS_DEFAULT_REGION, or the profile's Region */
  region?: Optional<string>;
  /** The profile of the shared configuration files whose credentials are used. @default AWS_PROFILE */
  profile?: Optional<string>;
  /** The shared configuration file, one. @default AWS_CONFIG_FILE, ~/.aws/config */
  sharedConfigFiles?: Optional<Texts>;
  /** The shared credentials file, one. @default AWS_SHARED_CREDENTIALS_FILE, ~/.aws/credentials */
  sharedCredentialsFiles?: Optional<Texts>;
  /** Static credentials, together with `secretKey`. @default what the SDK finds: environment, profile, SSO, container … */
  accessKey?: Optional<string>;
  /** Secret, whether or not the program says so. */
  secretKey?: Optional<string>;
  /** The session token of temporary credentials. Secret, whether or not the program says so. */
  token?: Optional<string>;
  /** A role for a web identity, such as that of a pipeline's job. Secret, whether or not the program says so. */
  assumeRoleWithWebIdentity?: Optional<ProviderWebIdentityArgs>;
  /** Whether the role of the EC2 instance must not be used. @default false */
  skipMetadataApiCheck?: Optional<boolean>;
  /** A role to assume with these credentials. A resource's own `assumeRole` is assumed from there. */
  assumeRole?: Optional<ProviderAssumeRoleArgs & Pick<AssumeRoleArgs, "roleArn">>;
  /** Roles to assume one after the other, instead of `assumeRole`. */
  assumeRoles?: Optional<pulumi.Input<ProviderAssumeRoleArgs>[]>;
  /** The only accounts that may be worked on; with any other, nothing is called but STS. @default all */
  allowedAccountIds?: Optional<Texts>;
  /** Accounts that must not be worked on. @default none */
  forbiddenAccountIds?: Optional<Texts>;
  /** Tags for every resource that has tags; a resource's own tags win. */
  defaultTags?: Optional<{ tags?: Optional<TextsByName> }>;
  /** Tags that somebody else looks after: they are neither shown nor removed. */
  ignoreTags?: Optional<{ keys?: Optional<Texts>; keyPrefixes?: Optional<Texts> }>;
  /** Other addresses of services, by service: `[{ bedrock: "http://127.0.0.1:4577" }]`. @default AWS_ENDPOINT_URL, AWS */
  endpoints?: Optional<pulumi.Input<ProviderEndpointArgs>[]>;
  /** The Region whose STS is called. @default the Region of the resource */
  stsRegion?: Optional<string>;
  /** @default false */
  useFipsEndpoint?: Optional<boolean>;
  /** @default false */
  useDualstackEndpoint?: Optional<boolean>;
  /** The proxy for HTTP, and for HTTPS where that has none. Secret: it may hold a password. @default HTTP_PROXY */
  httpProxy?: Optional<string>;
  /** The proxy for HTTPS. Secret: it may hold a password. @default HTTPS_PROXY */
  httpsProxy?: Optional<string>;
  /** Hosts, separated by commas, that are reached without a proxy. @default NO_PROXY */
  noProxy?: Optional<string>;
  /** A file with the only certificates to trust. @default AWS_CA_BUNDLE, those that Node trusts */
  customCaBundle?: Optional<string>;
  /** How often a call is tried again when AWS is busy or cannot be reached. @default 9 */
  maxRetries?: Optional<number>;
  /** `adaptive` slows all calls down when AWS throttles one; `standard` does not. @default "adaptive" */
  retryMode?: Optional<string>;
  /** The most requests a second that this provider sends to AWS, retries included. @default no limit */
  requestsPerSecond?: Optional<number>;
  /** The longest pause between two looks at AWS while something is waited for, in seconds, up to 600. @default 10 */
  pollInterval?: Optional<number>;
  /** Whether Ctrl-C ends what this provider waits for at once; the next run goes on. @default true */
  cancelWaits?: Optional<boolean>;
  /** The `onTermsChanged` of agreements that say none. @default "fail" */
  onTermsChanged?: Optional<"fail" | "warn" | "accept">;
}

/** Ours; everything else is called as in pulumi-aws. */
const OWN_KEYS = ["requestsPerSecond", "pollInterval", "cancelWaits", "onTermsChanged"];
/** Every argument. */
export const KNOWN_KEYS: readonly (keyof ProviderArgs)[] = [
  "region",
  "profile",
  "sharedConfigFiles",
  "sharedCredentialsFiles",
  "accessKey",
  "secretKey",
  "token",
  "assumeRoleWithWebIdentity",
  "skipMetadataApiCheck",
  "assumeRole",
  "assumeRoles",
  "allowedAccountIds",
  "forbiddenAccountIds",
  "defaultTags",
  "ignoreTags",
  "endpoints",
  "stsRegion",
  "useFipsEndpoint",
  "useDualstackEndpoint",
  "httpProxy",
  "httpsProxy",
  "noProxy",
  "customCaBundle",
  "maxRetries",
  "retryMode",
  "requestsPerSecond",
  "pollInterval",
  "cancelWaits",
  "onTermsChanged",
];
/** What arguments that are shared with pulumi-aws's provider may say besides; the lifecycle half passes it over, or refuses it. */
const OF_PULUMI_AWS: readonly string[] = [...HARMLESS, ...Object.keys(REFUSED)];

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
    // A program in JavaScript may give what it has read from an empty file.
    const config = Object.entries((args as ProviderArgs | null) ?? {}).map(
      ([key, value]: [string, unknown]) => {
        if (![...KNOWN_KEYS, ...OF_PULUMI_AWS].includes(key)) {
          throw new Error(`provider '${name}' has a problem: ${key}: ${unknownMember(key, KNOWN_KEYS)}`);
        }
        const namespace = OWN_KEYS.includes(key) ? "model-access" : "aws";
        return [`${namespace}:${key}`, SECRET_SETTINGS.includes(key) ? pulumi.secret(value) : value];
      },
    );
    const configuration = Object.fromEntries(config) as pulumi.Inputs;
    const transport = transportInUse();
    const [type, other] = [transport, otherThan(transport)].map(
      (one) => `pulumi:providers:${packageOf(one)}`,
    ) as [string, string];
    // The same keys on both transports: a provider that moves has nothing to update.
    super(packageOf(transport), name, configuration, {
      ...options,
      aliases: withOtherType(options?.aliases, type, other),
    });
    configurations.set(this, pulumi.output(configuration));
  }
}

/** A provider does not show what it was given, and functions that run in the program need it. */
const configurations = new WeakMap<Provider, pulumi.Output<Readonly<Record<string, unknown>>>>();

/**
 * What was given to a provider, by the keys of the stack's configuration.
 * @throws Error when it is another package's, or another copy of this package has made it
 */
export function configurationOf(provider: Provider): pulumi.Output<Readonly<Record<string, unknown>>> {
  const configuration = configurations.get(provider);
  if (configuration) return configuration;
  requireOurs(provider);
  throw new Error(
    "the provider was made by another installed copy of pulumi-model-access: npm ls pulumi-model-access",
  );
}

/**
 * Refuses a provider that cannot run our resources. Pulumi would hand them over, and that provider would not know them.
 * @throws Error when it is another package's, or the other transport's
 */
export function requireOurs(provider: pulumi.ProviderResource, who = "the function"): void {
  // Pulumi tells it to whoever asks, and leaves it out of the type.
  const name = (provider as unknown as { getPackage(): string }).getPackage();
  const transport = transportInUse();
  if (name === packageOf(transport)) return;
  const other = TRANSPORTS.find((one) => name === packageOf(one));
  if (other) {
    throw new Error(
      `${who} was given a provider of the transport "${other}", and this program uses "${transport}": ` +
        "give a Provider of pulumi-model-access, which is of the same transport",
    );
  }
  throw new Error(
    `${who} was given a provider of the package ${name}: give a Provider of pulumi-model-access (it takes the same arguments), ` +
      "or none, which uses the stack's aws:* configuration",
  );
}
