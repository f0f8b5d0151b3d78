import type { parseKnownFiles } from "@smithy/core/config";

import { ModelAccessError } from "../../core/errors";
import type { AwsConfig } from "../config/config";
import type { Credentials, StsConfig } from "./sts-config";
import { configSdk, credentialProviders, stsSdk } from "../clients/sdk";

/**
 * The credentials of whoever names none: the environment's, then the profile's (keys, roles, process, SSO, a console
 * login), a web identity's, the container's, the instance's. The SDK's own chain has the same order, but asks the
 * instance's metadata whatever the configuration says, and SSO in the Region and at the address of STS.
 */
export function chainedCredentials(config: AwsConfig, sts: StsConfig): Credentials {
  const sdk = credentialProviders();
  const { AWS_PROFILE, AWS_EC2_METADATA_DISABLED = "" } = process.env;
  const profile = config.profile ?? (AWS_PROFILE || undefined);
  const { region: _, endpoint: __, ...clientConfig } = sts;
  const { getDefaultRoleAssumer, getDefaultRoleAssumerWithWebIdentity } = stsSdk();
  const files = {
    ...(profile !== undefined && { profile }),
    ...(config.sharedConfigFile !== undefined && { configFilepath: config.sharedConfigFile }),
    ...(config.sharedCredentialsFile !== undefined && { filepath: config.sharedCredentialsFile }),
  };
  const calling = {
    ...files,
    clientConfig,
    roleAssumer: getDefaultRoleAssumer(sts),
    roleAssumerWithWebIdentity: getDefaultRoleAssumerWithWebIdentity(sts),
  };
  const isInContainer =
    process.env["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] ??
    process.env["AWS_CONTAINER_CREDENTIALS_FULL_URI"];
  const isInstanceAsked =
    config.skipMetadataApiCheck !== true && ["", "false"].includes(AWS_EC2_METADATA_DISABLED);
  const chain = sdk.createCredentialChain(
    ...(profile === undefined ? [sdk.fromEnv()] : []),
    sdk.fromIni(calling),
    // Where a profile of the files that the configuration names signs in, fromIni looks into the usual ones.
    sdk.fromSSO(calling),
    sdk.fromProcess(files),
    sdk.fromTokenFile(calling),
    ...(isInContainer === undefined ? [] : [sdk.fromHttp(), sdk.fromContainerMetadata()]),
    ...(isInstanceAsked ? [sdk.fromInstanceMetadata()] : []),
    () =>
      Promise.reject(
        new (configSdk().CredentialsProviderError)("Could not load credentials from any providers", {}),
      ),
  );
  return async () => {
    if (profile !== undefined) await requireProfile(profile, files, config.profile === undefined);
    return chain();
  };
}

/** A profile that is not there would be passed over, and the next in the chain may be of another account. */
async function requireProfile(
  profile: string,
  files: Parameters<typeof parseKnownFiles>[0],
  isFromEnvironment: boolean,
): Promise<void> {
  const profiles = Object.keys(await configSdk().parseKnownFiles(files));
  // The default one is what everybody has who has none.
  if (profile === "default" || profiles.includes(profile)) return;
  const source = isFromEnvironment ? "AWS_PROFILE" : "aws:profile";
  throw new ModelAccessError(`the profile ${JSON.stringify(profile)} of ${source} does not exist`, [
    profiles.length > 0
      ? `The shared configuration and credentials files have: ${profiles.sort().join(", ")}.`
      : "The shared configuration and credentials files have none, or are not there.",
  ]);
}
