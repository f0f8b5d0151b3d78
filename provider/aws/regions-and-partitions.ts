/** What a name says of a Region, as part of an expression; whether it exists is AWS's business. */
export const REGION_PATTERN = "[a-z]{2,8}(?:-[a-z]{2,16}){1,3}-\\d{1,2}";
export const REGION_NAME = new RegExp(`^${REGION_PATTERN}$`);

export function isRegion(given: unknown): given is string {
  return typeof given === "string" && REGION_NAME.test(given);
}

/** The list is complete: AWS has to be asked for every Region that came after March 2019. */
const ENABLED_BY_DEFAULT = new Set([
  ...["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1"],
  ...["eu-central-1", "eu-west-1", "eu-west-2", "eu-west-3", "eu-north-1"],
  ...["ap-south-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-southeast-1", "ap-southeast-2"],
]);

/** Commercial Regions without Bedrock's control plane, as of botocore 1.43. */
const WITHOUT_BEDROCK = new Set(["ap-east-1"]);

/** Commercial Regions and those of GovCloud with Amazon Comprehend, as of botocore 1.43. */
const WITH_COMPREHEND = new Set([
  ...["us-east-1", "us-east-2", "us-west-2", "ca-central-1", "eu-central-1", "eu-west-1", "eu-west-2"],
  ...["ap-northeast-1", "ap-northeast-2", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "us-gov-west-1"],
]);

/** Every Region that has a name as of botocore 1.43, by what their names begin with. */
const REGIONS = [
  ["af-south", 1],
  ["ap-east", 2],
  ["ap-northeast", 3],
  ["ap-south", 2],
  ["ap-southeast", 7],
  ["ca-central", 1],
  ["ca-west", 1],
  ["cn-north", 1],
  ["cn-northwest", 1],
  ["eu-central", 2],
  ["eu-isoe-west", 1],
  ["eu-north", 1],
  ["eu-south", 2],
  ["eu-west", 3],
  ["eusc-de-east", 1],
  ["il-central", 1],
  ["me-central", 1],
  ["me-south", 1],
  ["mx-central", 1],
  ["sa-east", 1],
  ["us-east", 2],
  ["us-gov-east", 1],
  ["us-gov-west", 1],
  ["us-iso-east", 1],
  ["us-iso-west", 1],
  ["us-isob-east", 1],
  ["us-isob-west", 1],
  ["us-isof-east", 1],
  ["us-isof-south", 1],
  ["us-west", 2],
] as const;

/** The Regions that exist, as far as this version knows: for what nobody else would refuse, such as a condition. */
export const KNOWN_REGIONS: readonly string[] = REGIONS.flatMap(([name, count]) =>
  Array.from({ length: count }, (_, i) => `${name}-${i + 1}`),
);

type Partition = "aws" | "aws-cn" | "aws-us-gov" | "aws-eusc" | "aws-iso";

/** The partition a Region belongs to, by its name. The isolated partitions count as one. */
export function partitionOf(region: string): Partition {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  if (region.startsWith("eusc-")) return "aws-eusc";
  return /^(us|eu)-iso/.test(region) ? "aws-iso" : "aws";
}

/** Whether every account has the Region from the beginning; all others have to be enabled first. */
export function isEnabledByDefault(region: string): boolean {
  return ENABLED_BY_DEFAULT.has(region);
}

/** Whether the Region belongs to the partition that an ARN names. Names do not tell the isolated partitions apart. */
export function isInPartition(region: string, partition: string): boolean {
  const own = partitionOf(region);
  return own === partition || (own === "aws-iso" && partition.startsWith("aws-iso"));
}

/** Why there is no Bedrock in the Region; undefined where there is, as far as anybody knows. */
export function whyNoBedrock(region: string): string | undefined {
  if (partitionOf(region) === "aws-cn") return "is in China, where Amazon Bedrock does not exist";
  return WITHOUT_BEDROCK.has(region) ? "has no Amazon Bedrock: choose another Region" : undefined;
}

/** Why there is no Comprehend in the Region; undefined where there is, as far as anybody knows. */
export function whyNoComprehend(region: string): string | undefined {
  // The isolated partitions have it in some Regions.
  if (WITH_COMPREHEND.has(region) || partitionOf(region) === "aws-iso") return undefined;
  return "has no Amazon Comprehend: models can be shared and imported in their own Region only";
}

/** Why Bedrock's access to third-party models cannot be managed there, and what to do instead; undefined where it can. */
export function whyNoBedrockAccess(region: string): string | undefined {
  switch (partitionOf(region)) {
    case "aws":
    case "aws-cn":
      return whyNoBedrock(region);
    case "aws-us-gov":
      return (
        "is in GovCloud: enable the model in the linked commercial account (in us-east-1 or us-west-2), " +
        "then by hand in the Bedrock console of us-gov-west-1"
      );
    case "aws-eusc":
      return "is in the European Sovereign Cloud, where nobody knows yet whether model access can be managed by API";
    case "aws-iso":
      return "is in an isolated partition, where nobody knows whether model access can be managed by API";
  }
}
