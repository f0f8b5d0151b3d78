import * as v from "valibot";

import type { Aws } from "../../aws/aws";
import type { AssumeRole } from "../../aws/credentials/roles";
import { allFailures, regionAndRoleEntries } from "../../aws/region-and-role";
import { whyNoBedrock } from "../../aws/regions-and-partitions";
import { checkProps, oneOf, text, withComputed } from "../../core/check";
import type { Checked } from "../../core/lifecycle";
import { DELETION_POLICIES, type DeletionPolicy } from "../../core/ownership";
import { type Props, UNKNOWN } from "../../core/props";

/** What the program asked for, completed by check. */
export interface Inputs {
  readonly shareArn: string;
  readonly deletionPolicy?: DeletionPolicy;
  /** What a healthy share reads. */
  readonly status: string;
  readonly region: string;
  readonly assumeRole?: AssumeRole;
}

export const HEALTHY = { status: "ACTIVE" } as const;
/** Invitations, and shares inside an organization, are seen minutes late. */
export const DEFAULT_TIMEOUT_SECONDS = 5 * 60;
/** A share's ARN says in which Region it is. */
export const SHARE_ARN = /^arn:aws[\w-]*:ram:([a-z0-9-]+):(\d{12}):resource-share\/[0-9a-f-]{36}$/;

const entries = {
  shareArn: text(SHARE_ARN, "be the ARN of a resource share"),
  deletionPolicy: v.optional(oneOf(DELETION_POLICIES)),
  ...regionAndRoleEntries,
};

export function checkInputs(news: Props, aws: Aws): Checked<Inputs> {
  const { asked, computed } = withComputed(news, HEALTHY);
  const { props, failures } = checkProps(entries, asked);
  const own = SHARE_ARN.exec(props.shareArn ?? "")?.[1];
  const region = props.region ?? own ?? UNKNOWN;
  const isElsewhere = own !== undefined && region !== UNKNOWN && region !== own;
  const inputs = { ...props, ...computed, region } as Inputs;
  const reason = `must be ${own}, where the share is, or be left out`;
  const all = [...failures, ...(isElsewhere ? [{ path: "region", reason }] : [])];
  return { inputs, failures: allFailures(aws, all, inputs, whyNoBedrock) };
}
