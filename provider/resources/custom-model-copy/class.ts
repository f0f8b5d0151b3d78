// Made of declaration.ts by `npm run generate`: change it there.
import type * as pulumi from "@pulumi/pulumi";

import type { AssumeRoleArgs } from "../../program/assume-role";
import { ModelAccessResource } from "../../program/resource";

/** What a program says about a {@link CustomModelCopy}. */
export interface CustomModelCopyArgs {
  /**
   * The ARN of the custom model to copy: one that another account shares with this one, or one of the account's
   * own, in any Region of the partition. Changing it replaces the copy: change `modelName` as well, or see
   * `replacePolicy`.
   */
  sourceModelArn: pulumi.Input<string>;

  /**
   * The ARN of the share that makes the source visible: `resourceShareArn` of its {@link CustomModelShare} or
   * `shareArn` of the {@link CustomModelShareAcceptance}. It makes the copy wait for the share, and is named in
   * the error when the source cannot be seen. No call uses it. Changing it updates the state only.
   * @default none
   */
  shareArn?: pulumi.Input<string>;

  /**
   * The name of the copy, up to 63 letters, digits, hyphens and underscores; unique in the account and Region.
   * Changing it replaces the copy, the new one first.
   */
  modelName: pulumi.Input<string>;

  /**
   * The KMS key to encrypt the copy with: its ARN, its id, or an alias (name or ARN), in the copy's Region.
   * Changing it to another key replaces the copy: change `modelName` as well, or see `replacePolicy`. The same key
   * by its ARN or id changes nothing.
   * @default a key of AWS's own
   */
  modelKmsKeyId?: pulumi.Input<string>;

  /**
   * Tags of the copy, besides the provider's `defaultTags`, over which they win. All of them are compared as
   * `tagsAll`, which shows them in clear: to leave other people's changes alone, `ignoreChanges: ["tags",
   * "tagsAll"]`. Changing it updates the copy in place.
   * @default none
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;

  /**
   * What becomes of the copy when the resource is removed: deleted if it was made for this resource, deleted in
   * any case, or kept. Changing it updates the state only.
   * @default "delete-if-created"
   */
  deletionPolicy?: pulumi.Input<"delete-if-created" | "delete" | "retain">;

  /**
   * What to do when a change needs a new copy under the same name, which AWS allows only once. `"create-first"`:
   * refuse the change until `modelName` changes as well, so that the new copy is there before the old one goes.
   * `"delete-first"`: delete the old copy first; the model cannot be used until the new one is Active, and nothing
   * is left if AWS does not make it. A copy that is Failed is always deleted first. Changing it updates the state
   * only.
   * @default "create-first"
   */
  replacePolicy?: pulumi.Input<"create-first" | "delete-first">;

  /**
   * The AWS Region to copy into. Changing it replaces the copy.
   * @default `aws:region` of the stack's configuration, else AWS_REGION, AWS_DEFAULT_REGION, or the profile's Region
   */
  region?: pulumi.Input<string>;

  /**
   * A role to assume for this resource, on top of the configured credentials. A role in another account replaces
   * the copy; another role in the same account updates the state only.
   * @default none
   */
  assumeRole?: pulumi.Input<AssumeRoleArgs>;
}

/**
 * A copy of a custom Bedrock model. A shared model has to be copied before it can be used, into each Region that uses it.
 *
 * - **Create** waits until the account sees the source, up to ten minutes, then copies it and waits until the copy is
 *   `Active`, up to twelve hours (`customTimeouts.create` bounds each of the two). A wait that ends keeps the copy, and the
 *   next `up` waits on. What a killed run has begun is found by a tag, and continued; under another name it is
 *   named in a warning. An existing copy of the same source under that name is adopted.
 * - **Refresh** shows another status and changed tags; a copy that is gone is shown as deleted.
 * - **Update** changes tags in place. Everything else makes another copy, under another name: see `replacePolicy`.
 * - **Delete** deletes the copy, which AWS refuses while Provisioned Throughput or a deployment uses it. Whatever becomes
 *   of the source or of its share, the copy stays.
 *
 * The deploy identity needs bedrock:CreateModelCopyJob, GetModelCopyJob, ListModelCopyJobs, GetCustomModel,
 * ListCustomModels, DeleteCustomModel, TagResource, UntagResource and ListTagsForResource; for a source under a customer's
 * key kms:Decrypt on that, and for `modelKmsKeyId` kms:CreateGrant, GenerateDataKey, Decrypt and DescribeKey.
 *
 * The id is the ARN of the copy.
 *
 * @example
 * ```ts
 * const copy = new CustomModelCopy(
 *   "support-model",
 *   { sourceModelArn: customModel.arn, shareArn: share.resourceShareArn, modelName: "support-model" },
 *   { provider: recipient },
 * );
 * ```
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/copy-model.html
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateModelCopyJob.html
 */
export class CustomModelCopy extends ModelAccessResource {
  /** The ARN of the custom model to copy. */
  declare readonly sourceModelArn: pulumi.Output<string>;
  /** The name of the copy, up to 63 letters, digits, hyphens and underscores. */
  declare readonly modelName: pulumi.Output<string>;
  /** The AWS Region to copy into. */
  declare readonly region: pulumi.Output<string>;
  /** The ARN of the copy. */
  declare readonly modelArn: pulumi.Output<string>;
  /** The copy job, which AWS keeps as a record; absent where AWS has none any more. */
  declare readonly jobArn: pulumi.Output<string | undefined>;
  /** `Active` when it can be used; also `Creating` and `Failed`. */
  declare readonly status: pulumi.Output<string>;
  /** The account that owns the source. */
  declare readonly sourceAccountId: pulumi.Output<string>;
  /** The foundation model underneath. */
  declare readonly baseModelArn: pulumi.Output<string | undefined>;
  /** The ARN of the key that encrypts the copy; absent where it is AWS's own. */
  declare readonly modelKmsKeyArn: pulumi.Output<string | undefined>;
  /** All tags but AWS's own and those that are ignored. */
  declare readonly tagsAll: pulumi.Output<Record<string, string>>;
  /** Whether the copy was there before this resource. */
  declare readonly adopted: pulumi.Output<boolean>;
  /** The account that was called. */
  declare readonly accountId: pulumi.Output<string>;

  /**
   * Reads a copy without managing it: `pulumi up` never changes it, and fails when there is none.
   * @param id the ARN of the copy
   * @param state the role to look with, if any
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: Pick<CustomModelCopyArgs, "assumeRole"> = {},
    options?: pulumi.CustomResourceOptions,
  ): CustomModelCopy {
    return new CustomModelCopy(name, state as CustomModelCopyArgs, { ...options, id });
  }

  /** Declares the copy. */
  constructor(name: string, args: CustomModelCopyArgs, options?: pulumi.CustomResourceOptions) {
    super("CustomModelCopy", name, args, OUTPUTS, options);
  }
}

const OUTPUTS = [
  "sourceModelArn",
  "modelName",
  "region",
  "modelArn",
  "jobArn",
  "status",
  "sourceAccountId",
  "baseModelArn",
  "modelKmsKeyArn",
  "tagsAll",
  "adopted",
  "accountId",
];
