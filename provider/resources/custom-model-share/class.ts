// Made of declaration.ts by `npm run generate`: change it there.
import type * as pulumi from "@pulumi/pulumi";

import type { AssumeRoleArgs } from "../../program/assume-role";
import { ModelAccessResource } from "../../program/resource";
import type { Association } from "../../services/ram/association";

/**
 * What a program says about a {@link CustomModelShare}. Unless said otherwise, a change updates the share in place.
 */
export interface CustomModelShareArgs {
  /**
   * The name of the share, up to 255 characters. AWS allows several shares of the same name. Changing it updates
   * the share in place.
   */
  name: pulumi.Input<string>;

  /**
   * The ARNs of the custom models to share, all of the share's Region. The order does not matter. Changing it
   * updates the share in place.
   */
  resourceArns: pulumi.Input<pulumi.Input<string>[]>;

  /**
   * Whom to share with: account ids of 12 digits, ARNs of the organization or of organizational units (not their
   * bare ids), of roles or of users. The order does not matter. What is added is added before anything is removed.
   * Changing it updates the share in place.
   */
  principals: pulumi.Input<pulumi.Input<string>[]>;

  /**
   * Whether accounts outside the organization may be among the principals. Bedrock shares custom models inside one
   * organization only. Unlike AWS's own default this is false. Changing it updates the share in place.
   * @default false
   */
  allowExternalPrincipals?: pulumi.Input<boolean>;

  /**
   * The RAM permissions that recipients get, one for each type of resource. Changing it updates the share in place.
   * @default AWS's default for custom models
   */
  permissionArns?: pulumi.Input<pulumi.Input<string>[]>;

  /**
   * Whether this resource owns the whole share: principals and models that somebody else has added are drift then,
   * and are removed. Otherwise only its own are looked after. Changing it updates the share in place.
   * @default true
   */
  exclusive?: pulumi.Input<boolean>;

  /**
   * Whether to check, before anything is shared, that the policies or grants of the models' KMS keys let the
   * principals decrypt, and to refuse otherwise: without that nobody can copy a model. Needs
   * bedrock:GetCustomModel, kms:GetKeyPolicy and kms:ListGrants; what the caller may not read is not checked.
   * Changing it updates the state only.
   * @default false
   */
  verifyKeyPolicies?: pulumi.Input<boolean>;

  /**
   * Tags of the share, besides the provider's `defaultTags`, over which they win. All of them are compared as
   * `tagsAll`, which shows them in clear: to leave other people's changes alone, `ignoreChanges: ["tags",
   * "tagsAll"]`. Changing it updates the share in place.
   * @default none
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;

  /**
   * What becomes of the share when the resource is removed: deleted if it was made for this resource or imported
   * into it (`delete` does the same), or kept. What another resource has taken over is kept always. Changing it
   * updates the state only.
   * @default "delete-if-created"
   */
  deletionPolicy?: pulumi.Input<"delete-if-created" | "delete" | "retain">;

  /**
   * The AWS Region to call, which must be that of the models. Changing it replaces the share.
   * @default `aws:region` of the stack's configuration, else AWS_REGION, AWS_DEFAULT_REGION, or the profile's Region
   */
  region?: pulumi.Input<string>;

  /**
   * A role to assume for this resource, on top of the configured credentials. A role in another account replaces
   * the share; another role in the same account updates the state only.
   * @default none
   */
  assumeRole?: pulumi.Input<AssumeRoleArgs>;
}

/**
 * A share of custom Bedrock models with other accounts, by way of AWS Resource Access Manager: the owner's side.
 *
 * - **Create** makes the share with one call and waits until it and all its associations are there, up to ten minutes. What
 *   a killed run has made is found by a tag, and continued.
 * - **Refresh** shows each property that somebody has changed. All shares of an account and Region are read together.
 * - **Update** makes one call for each kind of change.
 * - **Delete** deletes the share; see `deletionPolicy`. The models stay; the principals lose access to them, and keep what
 *   they have copied.
 *
 * A recipient inside the organization sees the models at once or minutes later, and has to copy one before it can be
 * used. The organization must have resource sharing switched on (`aws ram enable-sharing-with-aws-organization`); as far as
 * the caller may look into the organization, that and the principals' membership are checked before anything is written.
 *
 * The deploy identity needs ram:CreateResourceShare, UpdateResourceShare, DeleteResourceShare, AssociateResourceShare,
 * DisassociateResourceShare, AssociateResourceSharePermission, GetResourceShares, GetResourceShareAssociations,
 * ListResourceSharePermissions, ListPermissionAssociations, TagResource and UntagResource, and bedrock:PutResourcePolicy,
 * GetResourcePolicy, DeleteResourcePolicy, GetCustomModel and ListCustomModels. With organizations:DescribeOrganization,
 * ListAccounts and ListAWSServiceAccessForOrganization it can look into the organization.
 *
 * The id is the share's ARN.
 *
 * @example
 * ```ts
 * const share = new CustomModelShare("support-model", {
 *   name: "support-model",
 *   resourceArns: [customModel.arn],
 *   principals: ["444455556666"],
 * });
 * ```
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/share-model.html
 * @see https://docs.aws.amazon.com/ram/latest/APIReference/API_CreateResourceShare.html
 */
export class CustomModelShare extends ModelAccessResource {
  /** The name of the share, up to 255 characters. */
  declare readonly name: pulumi.Output<string>;
  /** The ARNs of the custom models to share, all of the share's Region. */
  declare readonly resourceArns: pulumi.Output<string[]>;
  /** Whom to share with. */
  declare readonly principals: pulumi.Output<string[]>;
  /** Whether accounts outside the organization may be among the principals. */
  declare readonly allowExternalPrincipals: pulumi.Output<boolean>;
  /** The AWS Region to call, which must be that of the models. */
  declare readonly region: pulumi.Output<string>;
  /** The ARN of the share. */
  declare readonly arn: pulumi.Output<string>;
  /** The ARN of the share, by the name it has as an input of `aws.ram` resources. */
  declare readonly resourceShareArn: pulumi.Output<string>;
  /** The account that was called. */
  declare readonly accountId: pulumi.Output<string>;
  /** The account that owns the share. */
  declare readonly owningAccountId: pulumi.Output<string>;
  /** `ACTIVE` when in force; also `PENDING`, `FAILED`, or a status that AWS adds later. */
  declare readonly status: pulumi.Output<string>;
  /** `STANDARD`, or what RAM shows for a share that it has made from a resource policy. */
  declare readonly featureSet: pulumi.Output<string>;
  /** The permissions in force. */
  declare readonly permissionArns: pulumi.Output<string[]>;
  /** All tags but AWS's own and those that are ignored. */
  declare readonly tagsAll: pulumi.Output<Record<string, string>>;
  /** Each principal and each model with its status. */
  declare readonly associations: pulumi.Output<Association[]>;

  /**
   * Reads a share without managing it: `pulumi up` never changes it, and fails when there is none.
   * @param id the share's ARN
   * @param state the role to look with, if any
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: Pick<CustomModelShareArgs, "assumeRole"> = {},
    options?: pulumi.CustomResourceOptions,
  ): CustomModelShare {
    return new CustomModelShare(name, state as CustomModelShareArgs, { ...options, id });
  }

  /** Declares the share. */
  constructor(name: string, args: CustomModelShareArgs, options?: pulumi.CustomResourceOptions) {
    super("CustomModelShare", name, args, OUTPUTS, options);
  }
}

const OUTPUTS = [
  "name",
  "resourceArns",
  "principals",
  "allowExternalPrincipals",
  "region",
  "arn",
  "resourceShareArn",
  "accountId",
  "owningAccountId",
  "status",
  "featureSet",
  "permissionArns",
  "tagsAll",
  "associations",
];
