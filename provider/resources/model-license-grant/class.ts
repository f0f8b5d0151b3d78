// Made of declaration.ts by `npm run generate`: change it there.
import type * as pulumi from "@pulumi/pulumi";

import type { AssumeRoleArgs } from "../../program/assume-role";
import { ModelAccessResource } from "../../program/resource";

/** What a program says about a {@link ModelLicenseGrant}. */
export interface ModelLicenseGrantArgs {
  /**
   * The ARN of the licence that the account has subscribed to. Exactly one of `licenseArn` and `productId` is
   * given. Changing it replaces the resource.
   */
  licenseArn?: pulumi.Input<string>;

  /**
   * The id of the product of AWS Marketplace (on the model's page in AWS's documentation): the newest licence of
   * it is granted, and create waits until there is one. Changing it replaces the resource.
   */
  productId?: pulumi.Input<string>;

  /**
   * Who may use the models of the licence: an account's id or root, the ARN of an organizational unit, or of the
   * organization. Changing it replaces the resource.
   */
  principal: pulumi.Input<string>;

  /**
   * The grant's name, for people only. Changing it updates the grant in place.
   * @default derived from what is granted to whom
   */
  grantName?: pulumi.Input<string>;

  /**
   * What License Manager lets the members do with the licence. Changing it updates the grant in place.
   * @default CheckInLicense, CheckoutLicense, CreateToken, ExtendConsumptionLicense, ListPurchasedLicenses
   */
  allowedOperations?: pulumi.Input<
    pulumi.Input<
      | "CheckInLicense"
      | "CheckoutLicense"
      | "CreateToken"
      | "ExtendConsumptionLicense"
      | "ListPurchasedLicenses"
      | "CheckoutBorrowLicense"
      | "CreateGrant"
      | "ListReceivedLicenses"
    >[]
  >;

  /**
   * Who activates the grant: `"grantor"`, this resource, so that members use models at once; or `"none"`: this
   * resource neither activates nor deactivates it. Changing it to `"grantor"` activates; changing it to `"none"`
   * updates the state only.
   * @default "grantor"
   */
  activation?: pulumi.Input<"grantor" | "none">;

  /**
   * What becomes of a member's own subscription when the grant is activated: it stays (`DISTRIBUTED_GRANTS_ONLY`),
   * or it is switched off for this grant (`ALL_GRANTS_PERMITTED_BY_ISSUER`). Not to be given where `activation` is
   * `"none"`: whoever activates the grant chooses. Changing it updates the grant in place.
   * @default "DISTRIBUTED_GRANTS_ONLY"
   */
  activationOverrideBehavior?: pulumi.Input<"DISTRIBUTED_GRANTS_ONLY" | "ALL_GRANTS_PERMITTED_BY_ISSUER">;

  /**
   * Tags of the grant, besides the provider's `defaultTags`, over which they win. All of them are compared as
   * `tagsAll`, which shows them in clear: to leave other people's changes alone, `ignoreChanges: ["tags",
   * "tagsAll"]`. Changing it updates the grant in place.
   * @default none
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;

  /**
   * Whether removing the resource deletes the grant: only one that this resource has made, always, or never.
   * Changing it updates the state only.
   * @default "delete-if-created"
   */
  deletionPolicy?: pulumi.Input<"delete-if-created" | "delete" | "retain">;

  /**
   * A role to assume for this resource, on top of the configured credentials. A role in another account replaces
   * the grant; another role in the same account updates the state only.
   * @default none
   */
  assumeRole?: pulumi.Input<AssumeRoleArgs>;
}

/**
 * A managed entitlement: one account of the organization subscribes to a model, and the others use it, without rights in
 * AWS Marketplace and at the subscriber's price. Made in the organization's management account, or in the one that it has
 * delegated to; always in us-east-1, wherever the models are called.
 *
 * - **Create** finds the grant of this licence to this principal, or makes it, waits until AWS has distributed it,
 * and activates
 *   it. That takes minutes, and half an hour or more in an organization of thousands; what is not finished in time is kept,
 *   and the next `pulumi up` goes on.
 * - **Refresh** shows a grant that was deactivated, renamed or changed; one that was deleted is shown as deleted. A grant that
 *   was rejected or has failed is replaced.
 * - **Delete** deletes what this resource has made; see `deletionPolicy`. **That blocks nobody**: a member with rights in AWS
 *   Marketplace subscribes by itself, at public prices, with its next call.
 *
 * AWS needs, once: an organization with all features, License Manager trusted in it, and the service-linked roles of License
 * Manager and of AWS Marketplace.
 *
 * The deploy identity needs license-manager:CreateGrant, CreateGrantVersion, GetGrant, DeleteGrant, ListDistributedGrants,
 * ListReceivedLicenses, ListTagsForResource, TagResource and UntagResource.
 *
 * The id is the grant's ARN.
 *
 * @example
 * ```ts
 * new ModelLicenseGrant("claude-for-ml", { productId: "prod-abcdefghijklm", principal: unit.arn }, { dependsOn: agreement });
 * ```
 * @see https://docs.aws.amazon.com/license-manager/latest/APIReference/API_CreateGrant.html
 */
export class ModelLicenseGrant extends ModelAccessResource {
  /** The ARN of the licence that the account has subscribed to. */
  declare readonly licenseArn: pulumi.Output<string | undefined>;
  /** The id of the product of AWS Marketplace (on the model's page in AWS's documentation). */
  declare readonly productId: pulumi.Output<string | undefined>;
  /** The grant's name, for people only. */
  declare readonly grantName: pulumi.Output<string>;
  /** What License Manager lets the members do with the licence. */
  declare readonly allowedOperations: pulumi.Output<
    (
      | "CheckInLicense"
      | "CheckoutLicense"
      | "CreateToken"
      | "ExtendConsumptionLicense"
      | "ListPurchasedLicenses"
      | "CheckoutBorrowLicense"
      | "CreateGrant"
      | "ListReceivedLicenses"
    )[]
  >;
  /** What becomes of a member's own subscription when the grant is activated. */
  declare readonly activationOverrideBehavior: pulumi.Output<
    "DISTRIBUTED_GRANTS_ONLY" | "ALL_GRANTS_PERMITTED_BY_ISSUER" | undefined
  >;
  /** The ARN of the principal. */
  declare readonly principal: pulumi.Output<string>;
  /** `ACTIVE` when the members can use the models. */
  declare readonly status: pulumi.Output<string>;
  /** Why the grant has its status, where AWS says so. */
  declare readonly statusReason: pulumi.Output<string | undefined>;
  /** The ARN of the grant. */
  declare readonly grantArn: pulumi.Output<string>;
  /** AWS's number of the grant's newest version. */
  declare readonly version: pulumi.Output<string>;
  /** Whether the grant was there before this resource. */
  declare readonly adopted: pulumi.Output<boolean>;
  /** The tags of the grant, the configuration's included. */
  declare readonly tagsAll: pulumi.Output<Record<string, string>>;
  /** The account that has granted. */
  declare readonly accountId: pulumi.Output<string>;
  /** The Region that is called: us-east-1. */
  declare readonly region: pulumi.Output<string>;

  /**
   * Reads a grant of others without managing it; `pulumi up` fails when there is none.
   * @param id the grant's ARN
   * @param state the role to look with, if any
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: Pick<ModelLicenseGrantArgs, "assumeRole"> = {},
    options?: pulumi.CustomResourceOptions,
  ): ModelLicenseGrant {
    return new ModelLicenseGrant(name, state as ModelLicenseGrantArgs, { ...options, id });
  }

  /** Declares the grant. */
  constructor(name: string, args: ModelLicenseGrantArgs, options?: pulumi.CustomResourceOptions) {
    super("ModelLicenseGrant", name, args, OUTPUTS, options);
  }
}

const OUTPUTS = [
  "licenseArn",
  "productId",
  "grantName",
  "allowedOperations",
  "activationOverrideBehavior",
  "principal",
  "status",
  "statusReason",
  "grantArn",
  "version",
  "adopted",
  "tagsAll",
  "accountId",
  "region",
];
