import type { AssumeRoleCommandInput } from "@aws-sdk/client-sts";
import { fromNodeProviderChain, fromTemporaryCredentials, fromTokenFile, fromWebToken } from "@aws-sdk/credential-providers";
import { memoize } from "@smithy/core/config";

import type { AssumeRole, AwsConfig, WebIdentity } from "./config";

type Provider = ReturnType<typeof fromNodeProviderChain>;
type StsConfig = NonNullable<Parameters<typeof fromTemporaryCredentials>[0]["clientConfig"]>;

const SESSION_NAME = "pulumi-model-access";
/** Credentials are renewed when they would expire within this time. */
const RENEW_BEFORE_MS = 5 * 60_000;

/**
 * The credentials of a run. Each step starts from the one before:
 * static keys, or a web identity, or the SDK's own chain (environment, profile, SSO, container, instance)
 * → the configuration's roles in their order → the resource's own role.
 */
export function credentialsOf(config: AwsConfig, sts: StsConfig, last: AssumeRole | undefined): Provider {
  const roles = last ? [...config.assumeRoles, last] : config.assumeRoles;
  return roles.reduce((source, role) => shared(assuming(role, source, sts)), shared(baseCredentials(config, sts)));
}

function baseCredentials(config: AwsConfig, sts: StsConfig): Provider {
  const { accessKey, secretKey, token, webIdentity } = config;
  if (accessKey !== undefined && secretKey !== undefined) {
    const keys = { accessKeyId: accessKey, secretAccessKey: secretKey, ...(token && { sessionToken: token }) };
    return () => Promise.resolve(keys);
  }
  if (webIdentity) return webIdentityCredentials(webIdentity, sts);
  return fromNodeProviderChain({
    clientConfig: sts,
    ...(config.profile !== undefined && { profile: config.profile }),
    ...(config.sharedConfigFile !== undefined && { configFilepath: config.sharedConfigFile }),
    ...(config.sharedCredentialsFile !== undefined && { filepath: config.sharedCredentialsFile }),
  });
}

function assuming(role: AssumeRole, source: Provider, sts: StsConfig): Provider {
  return fromTemporaryCredentials({
    masterCredentials: source,
    clientConfig: sts,
    params: {
      ...sessionParams(role),
      ...(role.externalId !== undefined && { ExternalId: role.externalId }),
      ...(role.sourceIdentity !== undefined && { SourceIdentity: role.sourceIdentity }),
      ...(role.tags && { Tags: Object.entries(role.tags).map(([Key, Value]) => ({ Key, Value })) }),
      ...(role.transitiveTagKeys && { TransitiveTagKeys: [...role.transitiveTagKeys] }),
    },
  });
}

function webIdentityCredentials(identity: WebIdentity, sts: StsConfig): Provider {
  const { RoleArn, RoleSessionName, DurationSeconds, Policy, PolicyArns } = sessionParams(identity);
  const params = {
    clientConfig: sts,
    roleArn: RoleArn!,
    roleSessionName: RoleSessionName!,
    ...(DurationSeconds !== undefined && { durationSeconds: DurationSeconds }),
    ...(Policy !== undefined && { policy: Policy }),
    ...(PolicyArns !== undefined && { policyArns: PolicyArns }),
  };
  return identity.token !== undefined
    ? fromWebToken({ ...params, webIdentityToken: identity.token })
    : fromTokenFile({ ...params, webIdentityTokenFile: identity.tokenFile! });
}

function sessionParams(role: AssumeRole): AssumeRoleCommandInput {
  return {
    RoleArn: role.roleArn,
    RoleSessionName: role.sessionName ?? SESSION_NAME,
    ...(role.durationSeconds !== undefined && { DurationSeconds: role.durationSeconds }),
    ...(role.policy !== undefined && { Policy: role.policy }),
    ...(role.policyArns && { PolicyArns: role.policyArns.map((arn) => ({ arn })) }),
  };
}

/** One set of credentials for all clients, instead of one session per client. */
function shared(provider: Provider): Provider {
  return memoize(
    provider,
    ({ expiration }) => expiration !== undefined && expiration.getTime() - Date.now() < RENEW_BEFORE_MS,
    ({ expiration }) => expiration !== undefined,
  ) as Provider;
}
