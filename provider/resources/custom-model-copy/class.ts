// Made of declaration.ts by `npm run generate`: change it there.
import type * as pulumi from "@pulumi/pulumi";

import type { AssumeRoleArgs } from "../../program/assume-role";
import { ModelAccessResource } from "../../program/resource";

/** What a program says about a {@link CustomModelCopy}. */
export interface CustomModelCopyArgs {
  /**
   * The ARN of the custom model to copy: another account's that is shared with this one, or the account's own, of
   * whichever Region of the partition. Changing it replaces the copy: give another `modelName` with it, or see
   * `replacePolicy`.
   */
  sourceModelArn: pulumi.Input<string>;

  /**
   * The ARN of the share by which the source is seen, `resourceShareArn` of its {@link CustomModelShare} or
   * `shareArn` of the {@link CustomModelShareAcceptance}. Nothing is called with it: it makes the copy wait for
   * the share, and stands in the message when the source is not seen. Changing it updates the state only.
   * @default none
   */
  shareArn?: pulumi.Input<string>;

  /**
   * The name of the copy, up to 63 letters, digits, hyphens and underscores; an account has a name once in a
   * Region. Changing it replaces the copy, the new one first.
   */
  modelName: pulumi.Input<string>;

  /**
   * The KMS key to encrypt the copy with: its ARN, its id, or an alias (name or ARN), in the copy's Region.
   * Changing it replaces the copy, unless it is the same key by its ARN or id: give another `modelName` with it,
   * or see `replacePolicy`.
   * @default a key of AWS's own
   */
  modelKmsKeyId?: pulumi.Input<string>;

  /**
   * Tags of the copy, besides the provider's `defaultTags`, over which they win. Changing it updates the copy in place.
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
   * What becomes of the copy when a change needs another one under the same name, which AWS has only once.
   * `"create-first"`: the change is refused until `modelName` changes as well, so that the new copy is there
   * before the old one goes. `"delete-first"`: the old one is deleted first; nothing can be used until the new one
   * is Active, and nothing is left if AWS does not make it. A copy that is Failed always goes first. Changing it
   * updates the state only.
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
 * A copy of a custom Bedrock model: what a recipient has to make of a shared model before it can be used, in each Region
 * that uses it.
 *
 * - **Create** waits until the account sees the source, up to ten minutes, then copies it and waits until the copy is
 *   `Active`, up to twelve hours (`customTimeouts.create` bounds each of the two). A wait that ends keeps the copy, and the
 *   next `up` waits on. A run that was killed leaves a copying that the next one finds by a tag and goes on with. A copy of
 *   the same source that has the name already is taken over.
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
  /** The job that copied; AWS keeps it as a record. Absent where there is none any more. */
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
   * A copy that is looked at and not looked after: `pulumi up` never changes it, and fails when there is none.
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
