import type { Call } from "../../operation/operation";
import { partitionOf } from "../../world/partitions";
import { refusals } from "./refusals";

/** @param path with a slash at both ends */
export function iamArn(
  partition: string,
  account: string,
  kind: "role" | "policy",
  path: string,
  name: string,
): string {
  return `arn:${partition}:iam::${account}:${kind}${path}${name}`;
}

/** The parts of the ARN of a role or a policy; undefined for any other text. */
export function readArn(arn: string, kind: "role" | "policy") {
  const [, partition, account, own, path, name] =
    /^arn:([\w-]+):iam::(\d{12}|aws):(role|policy)(\/(?:[^*?]+\/)?)([\w+=,.@-]+)$/.exec(arn) ?? [];
  if (own !== kind) return undefined;
  return { partition: partition!, account: account!, path: path!, name: name! };
}

/** The parts of the ARN of a policy that a caller has named. */
export function requirePolicyArn(arn: string) {
  const parts = readArn(arn, "policy");
  if (parts) return parts;
  throw arn.startsWith("arn:") ? refusals.noPolicyArn(arn) : refusals.noArn(arn);
}

/** Refuses a policy that another account has, or AWS itself. */
export function requireOwn(arn: string, { account, principal }: Call, action: string): void {
  if (requirePolicyArn(arn).account !== account) throw refusals.notYours(principal.arn, action, arn);
}

export const partitionHere = ({ region }: Pick<Call, "region">): string => partitionOf(region);
