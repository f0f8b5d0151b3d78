import * as pulumi from "@pulumi/pulumi";

import type { DeletionPolicy } from "../core/ownership";
import { defined } from "../core/props";
import type { Provider } from "../program/provider";
import { CustomModelShare } from "../resources/custom-model-share/class";
import { CustomModelShareAcceptance } from "../resources/custom-model-share-acceptance/class";
import { CustomModelCopy } from "../resources/custom-model-copy/class";
import { recipientsOf, requireObject } from "./recipients";

/** How a copy is made in one Region of a recipient. What is not said here, the recipient's own entries say for all. */
export interface SharedCustomModelCopyArgs {
  /** The name of the copy; see {@link CustomModelCopyArgs.modelName}. */
  modelName?: pulumi.Input<string>;
  /** The KMS key of the copy; see {@link CustomModelCopyArgs.modelKmsKeyId}. @default a key of AWS's own */
  modelKmsKeyId?: pulumi.Input<string>;
  /** Tags of the copy. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /**
   * Whether a copy that has to be replaced may be deleted before there is another one; see
   * {@link CustomModelCopyArgs.replacePolicy}. @default "create-first"
   */
  replacePolicy?: pulumi.Input<"create-first" | "delete-first">;
  /**
   * What becomes of the copy when it is removed; see {@link CustomModelCopyArgs.deletionPolicy}. A recipient's own is also
   * that of its acceptance. @default the component's
   */
  deletionPolicy?: pulumi.Input<DeletionPolicy>;
}

/** An account that gets the model. */
export interface SharedCustomModelRecipient extends SharedCustomModelCopyArgs {
  /** The provider of that account. */
  provider: Provider;
  /** The Regions to copy into, each with what is its own. Adding one makes a copy, removing one deletes it. */
  regions: Record<string, SharedCustomModelCopyArgs>;
}

/** What a program says about a {@link SharedCustomModel}. */
export interface SharedCustomModelArgs {
  /**
   * The ARN of the custom model. Changing it changes the share in place and replaces the copies, which need another
   * `modelName` or `replacePolicy: "delete-first"`.
   */
  sourceModelArn: pulumi.Input<string>;
  /** The accounts that get copies, by account id. */
  recipients: Record<string, SharedCustomModelRecipient>;
  /**
   * Whom to share with, where it is more or less than the recipients: the ARN of an organizational unit that they are in,
   * for example. Changes are made in place. @default the recipients' account ids
   */
  principals?: pulumi.Input<pulumi.Input<string>[]>;
  /** The name of the share. A change is made in place. @default the name of this resource */
  shareName?: pulumi.Input<string>;
  /** Tags of the share. A change is made in place. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /**
   * Whether to look at the policy of the model's KMS key before anything is shared; see
   * {@link CustomModelShareArgs.verifyKeyPolicies}. @default true
   */
  verifyKeyPolicies?: pulumi.Input<boolean>;
  /** The RAM permission that recipients get. A change is made in place; see {@link CustomModelShareArgs.permissionArns}. */
  permissionArns?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Whether principals and models that somebody else has added to the share are drift, and are removed. A change is made in
   * place; see {@link CustomModelShareArgs.exclusive}. @default true
   */
  exclusive?: pulumi.Input<boolean>;
  /**
   * What becomes of the share, the acceptances and the copies when they are removed; a recipient, and a Region of it, may
   * say otherwise. Of the share: {@link CustomModelShareArgs.deletionPolicy}; of a copy:
   * {@link CustomModelCopyArgs.deletionPolicy}. Changing it updates the state only. @default "delete-if-created"
   */
  deletionPolicy?: pulumi.Input<DeletionPolicy>;
}

/**
 * A custom Bedrock model made usable in other accounts: shared by its owner, accepted or awaited by each recipient, and
 * copied into each of its Regions. The owner's provider is the component's own; each recipient brings one.
 *
 * Before anything is shared it is checked, as far as the owner may look, that the accounts are in one organization which
 * has resource sharing switched on, and that the model's KMS key lets the recipients decrypt.
 *
 * @example
 * ```ts
 * const shared = new SharedCustomModel(
 *   "case-summary",
 *   {
 *     sourceModelArn: customModel.arn,
 *     recipients: {
 *       "444455556666": {
 *         provider: workloads,
 *         modelName: "case-summary",
 *         regions: { "us-east-1": {}, "us-west-2": { modelKmsKeyId: "alias/model-access" } },
 *       },
 *     },
 *   },
 *   { provider: owner },
 * );
 * export const modelArn = shared.modelArns["444455556666"]["us-west-2"];
 * ```
 */
export class SharedCustomModel extends pulumi.ComponentResource {
  readonly share: CustomModelShare;
  /** What each account was given, by account id. */
  readonly acceptances: Readonly<Record<string, CustomModelShareAcceptance>>;
  /** The copies by account id and Region. */
  readonly copies: Readonly<Record<string, Readonly<Record<string, CustomModelCopy>>>>;
  /** The ARN of the share. */
  readonly shareArn: pulumi.Output<string>;
  /** The ARNs of the copies, by account id and Region. */
  readonly modelArns: pulumi.Output<Record<string, Record<string, string>>>;

  /** @throws Error when an account id has not 12 digits, an account has no provider, or a copy has no name */
  constructor(name: string, args: SharedCustomModelArgs, options?: pulumi.ComponentResourceOptions) {
    super("model-access:index:SharedCustomModel", name, {}, options);
    const accounts = recipientsOf(name, args.recipients);
    // Everything is looked at before anything is registered: what is registered may be made, whatever is thrown then.
    const policy = defined({ deletionPolicy: args.deletionPolicy });
    const wanted = accounts.map(([accountId, { regions, provider: _, ...common }]) => {
      const path = `${name}: recipients["${accountId}"].regions`;
      return mapped(Object.entries(requireObject(path, regions)), ([region, own]) => {
        const { modelName, ...rest } = {
          ...policy,
          ...defined(common),
          ...defined((own as SharedCustomModelCopyArgs | null) ?? {}),
        };
        if (modelName === undefined) {
          throw new Error(`${path}["${region}"].modelName: is required`);
        }
        return [region, { modelName, ...rest }];
      });
    });
    const { sourceModelArn, permissionArns, exclusive } = args;
    this.share = new CustomModelShare(
      name,
      {
        name: args.shareName ?? name,
        resourceArns: [sourceModelArn],
        principals: args.principals ?? Object.keys(args.recipients),
        verifyKeyPolicies: args.verifyKeyPolicies ?? true,
        // A share is where its models are, and it is the model's ARN that says where.
        region: pulumi.output(sourceModelArn).apply((arn) => arn.split(":")[3] ?? ""),
        ...defined({ tags: args.tags, permissionArns, exclusive }),
        ...policy,
      },
      { parent: this },
    );
    this.acceptances = mapped(accounts, ([accountId, { provider, deletionPolicy }]) => [
      accountId,
      new CustomModelShareAcceptance(
        `${name}-${accountId}`,
        { shareArn: this.share.resourceShareArn, ...policy, ...defined({ deletionPolicy }) },
        { parent: this, provider },
      ),
    ]);
    this.copies = mapped(accounts, ([accountId, { provider }], index) => [
      accountId,
      mapped(Object.entries(wanted[index]!), ([region, own]) => {
        const { shareArn } = this.acceptances[accountId]!;
        const copyArgs = { sourceModelArn, shareArn, region, ...own };
        return [
          region,
          new CustomModelCopy(`${name}-${accountId}-${region}`, copyArgs, { parent: this, provider }),
        ];
      }),
    ]);
    this.shareArn = this.share.resourceShareArn;
    this.modelArns = pulumi.output(
      mapped(Object.entries(this.copies), ([accountId, copies]) => [
        accountId,
        mapped(Object.entries(copies), ([region, { modelArn }]) => [region, modelArn]),
      ]),
    );
    this.registerOutputs({ shareArn: this.shareArn, modelArns: this.modelArns });
  }
}

function mapped<From, To>(all: From[], map: (one: From, index: number) => [string, To]): Record<string, To> {
  return Object.fromEntries(all.map(map));
}
