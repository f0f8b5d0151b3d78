import type { Inputs, Shown } from "./declaration";
import type { LiveShare } from "../../services/ram/shares";

/** What Pulumi keeps of a share: the inputs, and the share as AWS shows it. */
export interface State extends Shown {
  /** Our mark on the share; see `aws/ownership/marks.ts`. */
  readonly __mark?: string | undefined;
}

/** The thing in messages. */
export function named({ name }: Pick<Inputs, "name">): string {
  return `custom model share (${name})`;
}

/** Under what a share is wanted in this run. */
export function claimKey(arn: string): string {
  return `share/${arn}`;
}

/** What AWS shows of a share, beside what was asked for. */
export function stateOf(inputs: Inputs, accountId: string, live: LiveShare): State {
  return {
    ...inputs,
    status: live.status,
    arn: live.arn,
    resourceShareArn: live.arn,
    accountId,
    owningAccountId: live.owningAccountId,
    featureSet: live.featureSet,
    permissionArns: live.permissionArns,
    associations: live.associations,
  };
}
