import { isEnabledByDefault } from "../../aws/regions-and-partitions";
import { clipped, ModelAccessError } from "../../core/errors";
import { HOME_REGION } from "./check";
import type { Inputs, Shown } from "./declaration";

/** What Pulumi keeps of a submission: the inputs, with the form as AWS shows it, and what we alone know. */
export interface State extends Shown {
  /** AWS has taken this form and did not show it in time. */
  readonly __unshown?: true;
}

/** A form holds in all Regions that every account has; each other Region wants one of its own. */
export function scopeOf(region: string): string {
  return isEnabledByDefault(region) ? "global" : region;
}

/** The Pulumi id, for ever. */
export function submissionId({ accountId, region }: Pick<State, "accountId" | "region">): string {
  return `${accountId}/${scopeOf(region)}`;
}

/** @throws ModelAccessError when it is no such id */
export function parseSubmissionId(id: string): Pick<State, "accountId" | "region"> {
  const [, accountId, scope] = /^(\d{12})\/([a-z0-9-]+)$/.exec(id) ?? [];
  if (accountId === undefined || scope === undefined) {
    throw new ModelAccessError(
      `${JSON.stringify(clipped(id))} is no id of a form: accountId/global or accountId/region`,
    );
  }
  return { accountId, region: scope === "global" ? HOME_REGION : scope };
}

/** The thing in messages; which account it is for is known once AWS was asked. */
export function named(what: Pick<Inputs, "region"> & { readonly accountId?: string }): string {
  const { region, accountId } = what;
  const which = accountId === undefined ? scopeOf(region) : submissionId({ region, accountId });
  return `Bedrock use-case submission (${which})`;
}

/** Under what a form is wanted; of which account is not known before AWS was asked. */
export function claimKey(region: string): string {
  return `use-case-form/${scopeOf(region)}`;
}
