import type { AssumeRole } from "../../aws/credentials/roles";

/** Which share {@link getCustomModelShare} finds. */
export interface GetCustomModelShareArgs {
  /** The name of the share, whole and in its case. */
  name: string;
  /** Whether the account owns the share, or others share with it. @default "SELF" */
  resourceOwner?: "SELF" | "OTHER-ACCOUNTS";
  /** Only a share of this account: others may have given theirs the same name. @default of every account */
  owningAccountId?: string;
  /** The AWS Region to call: shares are in that of their models. @default as for resources */
  region?: string;
  /** A role to assume, on top of the configured credentials. */
  assumeRole?: AssumeRole;
}

/** A share, by AWS's names. */
export interface FoundCustomModelShare {
  readonly resourceShareArn: string;
  readonly name: string;
  readonly owningAccountId: string;
  /** `ACTIVE` when in force. */
  readonly status: string;
  /** What is in the share, models and others, as far as the account sees it. */
  readonly resourceArns: string[];
  readonly allowExternalPrincipals: boolean;
  /** All but AWS's own and those that are ignored. AWS shows them to the owner only: of another's share there are none. */
  readonly tags: Readonly<Record<string, string>>;
  /** When it was made, in ISO 8601. */
  readonly creationTime?: string;
}
