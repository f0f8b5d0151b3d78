import type { AssumeRoleCommandInput } from "@aws-sdk/client-sts";

import { ModelAccessError } from "../../core/errors";
import type { AwsConfig } from "../config/config";
import type { AssumeRole, WebIdentity } from "./roles";
import type { Credentials, StsConfig } from "./sts-config";
import { chainedCredentials } from "./credential-chain";
import { configSdk, credentialProviders } from "../clients/sdk";

const SESSION_NAME = "pulumi-model-access";
/** Credentials are renewed when they would expire within this time. */
const RENEW_BEFORE_MS = 5 * 60_000;

/**
 * The credentials of a run. Each step starts from the one before:
 * static keys, or a web identity, or the SDK's own chain (environment, profile, SSO, container, instance)
 * → the configuration's roles in their order → the resource's own role.
 */
export function credentialsOf(config: AwsConfig, sts: StsConfig, last: AssumeRole | undefined): Credentials {
  const roles = last ? [...config.assumeRoles, last] : config.assumeRoles;
  return roles.reduce(
    (source, role) => shared(assuming(role, source, sts)),
    shared(namingTokenFile(baseCredentials(config, sts))),
  );
}

function baseCredentials(config: AwsConfig, sts: StsConfig): Credentials {
  const { accessKey, secretKey, token, webIdentity } = config;
  if (accessKey !== undefined && secretKey !== undefined) {
    const keys = {
      accessKeyId: accessKey,
      secretAccessKey: secretKey,
      ...(token && { sessionToken: token }),
    };
    return () => Promise.resolve(keys);
  }
  if (webIdentity) return webIdentityCredentials(webIdentity, sts);
  return chainedCredentials(config, sts);
}

/** The SDK says of a token that it could not open a file, and not what for. */
function namingTokenFile(credentials: Credentials): Credentials {
  return async () => {
    try {
      return await credentials();
    } catch (thrown) {
      const { code, path } = thrown as NodeJS.ErrnoException;
      if (path === undefined) throw thrown;
      throw new ModelAccessError(`the token of the web identity cannot be read from ${path} (${code})`, [
        "Check webIdentityTokenFile of aws:assumeRoleWithWebIdentity, or AWS_WEB_IDENTITY_TOKEN_FILE: whatever runs",
        "pulumi has to put the token there.",
      ]);
    }
  };
}

function assuming(role: AssumeRole, source: Credentials, sts: StsConfig): Credentials {
  return credentialProviders().fromTemporaryCredentials({
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

function webIdentityCredentials(identity: WebIdentity, sts: StsConfig): Credentials {
  const { RoleArn, RoleSessionName, DurationSeconds, Policy, PolicyArns } = sessionParams(identity);
  const params = {
    clientConfig: sts,
    roleArn: RoleArn!,
    roleSessionName: RoleSessionName!,
    ...(DurationSeconds !== undefined && { durationSeconds: DurationSeconds }),
    ...(Policy !== undefined && { policy: Policy }),
    ...(PolicyArns !== undefined && { policyArns: PolicyArns }),
  };
  const { fromTokenFile, fromWebToken } = credentialProviders();
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
function shared(provider: Credentials): Credentials {
  return configSdk().memoize(
    provider,
    ({ expiration }) => expiration !== undefined && expiration.getTime() - Date.now() < RENEW_BEFORE_MS,
    ({ expiration }) => expiration !== undefined,
  );
}
