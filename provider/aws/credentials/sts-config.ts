import type { FromTemporaryCredentialsOptions } from "@aws-sdk/credential-providers";
import type { AwsCredentialIdentity } from "@smithy/types";

/** Whoever calls for credentials gets those that count now. */
export type Credentials = () => Promise<AwsCredentialIdentity>;
/** How STS is reached while credentials are obtained. */
export type StsConfig = Pick<
  NonNullable<FromTemporaryCredentialsOptions["clientConfig"]>,
  | "region"
  | "authSchemePreference"
  | "requestHandler"
  | "endpoint"
  | "retryStrategy"
  | "customUserAgent"
  | "useFipsEndpoint"
  | "useDualstackEndpoint"
>;
