// Made of declaration.ts by `npm run generate`: change it there.
import type * as pulumi from "@pulumi/pulumi";

import type { AssumeRoleArgs } from "../../program/assume-role";
import { ModelAccessResource } from "../../program/resource";

/** What a program says about a {@link CustomModelShareAcceptance}. */
export interface CustomModelShareAcceptanceArgs {
  /**
   * The ARN of the share, `resourceShareArn` of its owner's {@link CustomModelShare}. Changing it replaces the
   * resource. An update of the share keeps its ARN, and is not shown as a change here.
   */
  shareArn: pulumi.Input<string>;

  /**
   * Whether removing the resource leaves the share: only what this resource has accepted, always, or never. AWS
   * lets nobody leave a share of custom models, nor one that came through the organization. Changing it updates
   * the state only.
   * @default "delete-if-created"
   */
  deletionPolicy?: pulumi.Input<"delete-if-created" | "delete" | "retain">;

  /**
   * The AWS Region to call; it must be that of the share. Changing it updates the state only.
   * @default the share's Region, which its ARN names
   */
  region?: pulumi.Input<string>;

  /**
   * A role to assume for this resource, on top of the configured credentials. A role in another account replaces
   * the resource; another role in the same account updates the state only.
   * @default none
   */
  assumeRole?: pulumi.Input<AssumeRoleArgs>;
}

/**
 * The recipient's side of a {@link CustomModelShare}: the share can be seen, and an invitation to it is accepted.
 *
 * - **Create** waits until the account sees the share, up to five minutes, and accepts an invitation where there is one.
 *   Inside an organization there is none: `mode` is `organization` then, and nothing is changed.
 *   An invitation that is accepted is kept when the wait ends: the next `pulumi up` goes on.
 * - **Refresh** shows another status; a share that the account sees no longer is shown as deleted. AWS forgets invitations
 *   after 7 days; nothing depends on them.
 * - **Delete** leaves a share whose invitation this resource has accepted, if AWS lets it: a share of custom models can be
 *   ended by its owner only, and a warning says so. What came through the organization cannot be left, and what was
 *   accepted before is kept; see `deletionPolicy`.
 *
 * The deploy identity needs ram:GetResourceShares, GetResourceShareInvitations, AcceptResourceShareInvitation and
 * DisassociateResourceShare.
 *
 * The id is the share's ARN.
 *
 * @example
 * ```ts
 * new CustomModelShareAcceptance("support-model", { shareArn: share.resourceShareArn }, { provider: recipient });
 * ```
 * @see https://docs.aws.amazon.com/ram/latest/APIReference/API_AcceptResourceShareInvitation.html
 */
export class CustomModelShareAcceptance extends ModelAccessResource {
  /** The ARN of the share, `resourceShareArn` of its owner's {@link CustomModelShare}. */
  declare readonly shareArn: pulumi.Output<string>;
  /** The AWS Region to call. */
  declare readonly region: pulumi.Output<string>;
  /** `ACTIVE` when in force. */
  declare readonly status: pulumi.Output<string>;
  /**
   * How the share was received. `organization` also where an invitation was accepted by hand more than 7 days ago,
   * which AWS has forgotten.
   */
  declare readonly mode: pulumi.Output<"invitation" | "organization">;
  /** The invitation that was accepted; absent inside an organization. */
  declare readonly invitationArn: pulumi.Output<string | undefined>;
  /** The name of the share. */
  declare readonly shareName: pulumi.Output<string>;
  /** The account that shares. */
  declare readonly senderAccountId: pulumi.Output<string>;
  /** The account that the share was received in. */
  declare readonly receiverAccountId: pulumi.Output<string>;
  /** Whether the share could be seen, or its invitation was accepted, before this resource. */
  declare readonly adopted: pulumi.Output<boolean>;
  /** The account that was called. */
  declare readonly accountId: pulumi.Output<string>;

  /**
   * Reads a share of others without managing it; `pulumi up` fails when the account sees none.
   * @param id the share's ARN
   * @param state the role to look with, if any
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: Pick<CustomModelShareAcceptanceArgs, "assumeRole"> = {},
    options?: pulumi.CustomResourceOptions,
  ): CustomModelShareAcceptance {
    return new CustomModelShareAcceptance(name, state as CustomModelShareAcceptanceArgs, { ...options, id });
  }

  /** Declares the resource. */
  constructor(name: string, args: CustomModelShareAcceptanceArgs, options?: pulumi.CustomResourceOptions) {
    super("CustomModelShareAcceptance", name, args, OUTPUTS, options);
  }
}

const OUTPUTS = [
  "shareArn",
  "region",
  "status",
  "mode",
  "invitationArn",
  "shareName",
  "senderAccountId",
  "receiverAccountId",
  "adopted",
  "accountId",
];
