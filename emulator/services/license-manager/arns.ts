import { partitionOf } from "../../world/partitions";

/** Where all licences of AWS Marketplace are. */
export const HOME_REGION = "us-east-1";
export const PARTITION = partitionOf(HOME_REGION);

/** The ARN of a licence or a grant. */
export function licensingArn(account: string, resource: string): string {
  return `arn:${PARTITION}:license-manager::${account}:${resource}`;
}

/** How a grant names an account. */
export function accountArnOf(account: string): string {
  return `arn:${PARTITION}:iam::${account}:root`;
}
