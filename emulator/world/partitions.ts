/** AWS's worlds apart from one another, by the names of their Regions; whatever is named otherwise lies in `aws`. */
const PARTITIONS: readonly (readonly [regions: RegExp, partition: string])[] = [
  [/^us-gov-/, "aws-us-gov"],
  [/^cn-/, "aws-cn"],
  [/^eusc-/, "aws-eusc"],
  [/^us-iso-/, "aws-iso"],
  [/^us-isob-/, "aws-iso-b"],
  [/^eu-isoe-/, "aws-iso-e"],
  [/^us-isof-/, "aws-iso-f"],
];

/** The partition that a Region lies in. */
export function partitionOf(region: string): string {
  return PARTITIONS.find(([regions]) => regions.test(region))?.[1] ?? "aws";
}

/** The partition that an ARN names. */
export function partitionIn(arn: string): string {
  return arn.split(":", 2)[1] ?? "";
}
