/*
 * What becomes of the keys of `aws:*` that are no settings of ours. Every key of @pulumi/aws is either here or among the
 * settings (`config-values.ts`).
 */

/** They change nothing in what we do, and may stay. */
export const HARMLESS = [
  "s3UsEast1RegionalEndpoint",
  "s3UsePathStyle",
  "skipCredentialsValidation",
  "skipRegionValidation",
  "skipRequestingAccountId",
  "tagPolicyCompliance",
  "tokenBucketRateLimiterCapacity",
  "userAgents",
] as const;

/** They decide how AWS is reached and cannot be honoured: going on without them could reach the wrong place. */
export const REFUSED = {
  ec2MetadataServiceEndpoint: "set AWS_EC2_METADATA_SERVICE_ENDPOINT in the environment instead",
  ec2MetadataServiceEndpointMode: "set AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE in the environment instead",
  insecure: "certificates are always verified (aws:customCaBundle names those of a company)",
} as const;

/** What nobody may see, whether or not the program says so. */
export const SECRET_SETTINGS: readonly string[] = [
  "secretKey",
  "token",
  "assumeRoleWithWebIdentity",
  "httpProxy",
  "httpsProxy",
];
