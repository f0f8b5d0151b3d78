// Made of declaration.ts by `npm run generate`: change it there.
import type * as pulumi from "@pulumi/pulumi";

import type { AssumeRoleArgs } from "../../program/assume-role";
import { ModelAccessResource } from "../../program/resource";
import type { ModelKind, ModelMetadata } from "../../services/comprehend/comprehend-model";

/** What a program says about a {@link ComprehendModelImport}. */
export interface ComprehendModelImportArgs {
  /**
   * The ARN of the version to import, or of a model without versions, in the Region of the import. It is another
   * account's, whose policy allows the import, or the account's own. Take it from `resourceArn` of the
   * {@link ComprehendModelPolicy}: then the import waits for the policy. Changing it replaces the import, the new
   * one first; a `versionName` that is given has to change with it.
   */
  sourceModelArn: pulumi.Input<string>;

  /**
   * The name of the model, up to 63 letters, digits and hyphens. Changing it replaces the import, the new one first.
   * @default the name of the source
   */
  modelName?: pulumi.Input<string>;

  /**
   * The name of the version, up to 63 letters, digits and hyphens; unique among the versions of the model.
   * Changing it replaces the import, the new one first.
   * @default the source's version, if any, and eight digits derived from resource, source, key and role: the same in every run
   */
  versionName?: pulumi.Input<string>;

  /**
   * The KMS key to encrypt the import with, its ARN or its id; Comprehend takes no alias. It needs
   * `dataAccessRoleArn`. Changing it replaces the import, unless it is the same key: the new one first; a
   * `versionName` that is given has to change with it.
   * @default a key of AWS's own
   */
  modelKmsKeyId?: pulumi.Input<string>;

  /**
   * A role of this account by which Comprehend uses customers' KMS keys: needed where the source or the import is
   * under one. Changing it replaces the import, the new one first; a `versionName` that is given has to change
   * with it.
   * @default none
   */
  dataAccessRoleArn?: pulumi.Input<string>;

  /**
   * Tags of the import, besides the provider's `defaultTags`, over which they win. All of them are compared as
   * `tagsAll`, which shows them in clear: to leave other people's changes alone, `ignoreChanges: ["tags",
   * "tagsAll"]`. Changing it updates the import in place.
   * @default none
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;

  /**
   * What becomes of the import when the resource is removed or replaced: deleted if it was made for this resource,
   * deleted in any case, or kept. Changing it updates the state only.
   * @default "delete-if-created"
   */
  deletionPolicy?: pulumi.Input<"delete-if-created" | "delete" | "retain">;

  /**
   * What to do when source, key or role change and the name does not; a model has each version name only once.
   * `"create-first"`: refuse the change at preview. `"delete-first"`: delete the old import first; the model
   * cannot be used until the new one is trained, and nothing is left if AWS does not make it. Changing it updates
   * the state only.
   * @default "create-first"
   */
  replacePolicy?: pulumi.Input<"create-first" | "delete-first">;

  /**
   * The AWS Region to import in, which must be the source's. Changing it replaces the import.
   * @default `aws:region` of the stack's configuration, else AWS_REGION, AWS_DEFAULT_REGION, the profile's Region,
   * or the source's
   */
  region?: pulumi.Input<string>;

  /**
   * A role to assume for this resource, on top of the configured credentials. A role in another account replaces
   * the import; another role in the same account updates the state only.
   * @default none
   */
  assumeRole?: pulumi.Input<AssumeRoleArgs>;
}

/**
 * An import of a custom Comprehend model (document classifier or entity recognizer): a copy of a version that another
 * account has trained, in the account that uses it.
 *
 * - **Create** imports and waits until the model is `TRAINED` or `TRAINED_WITH_WARNING`, up to an hour
 *   (`customTimeouts.create`). AWS may take hours where it lacks capacity: a wait that ends keeps the import, and the next
 * run waits for the same one again (`customTimeouts.update`). A refusal that a new policy or role may explain is
 * tried again for two minutes. What
 *   a killed run has begun is found by its name and a tag, and continued; under another name it is named in a warning. An
 *   existing import of the same source under that name is adopted; any other model is not.
 * - **Refresh** shows another status and changed tags; an import that is gone is shown as deleted.
 * - **Update** changes tags in place. Every other change makes a new version, and then deletes the old one. Where
 * `versionName` is given and does not change, the preview refuses it, unless `replacePolicy` deletes the old one
 * first. An import that failed
 *   is made anew by the next update.
 * - **Delete** deletes this version alone, which AWS refuses while an endpoint or a flywheel uses it; one that is under way
 *   is stopped first. Whatever becomes of the source or of its policy, the import stays.
 *
 * The deploy identity needs comprehend:ImportModel (on the source as well), DescribeDocumentClassifier,
 * DescribeEntityRecognizer, StopTrainingDocumentClassifier, StopTrainingEntityRecognizer, DeleteDocumentClassifier,
 * DeleteEntityRecognizer, ListDocumentClassifiers, ListEntityRecognizers, ListEndpoints, TagResource, UntagResource and
 * ListTagsForResource; for `dataAccessRoleArn` iam:PassRole.
 *
 * The id is the ARN of the import, with its version.
 *
 * @example
 * ```ts
 * const topics = new ComprehendModelImport(
 *   "ticket-topics",
 *   { sourceModelArn: policy.resourceArn, tags: { team: "support" } },
 *   { provider: importer },
 * );
 * export const modelArn = topics.modelArn;
 * ```
 * @see https://docs.aws.amazon.com/comprehend/latest/dg/custom-copy-importing.html
 * @see https://docs.aws.amazon.com/comprehend/latest/APIReference/API_ImportModel.html
 */
export class ComprehendModelImport extends ModelAccessResource {
  /** The ARN of the version to import, or of a model without versions, in the Region of the import. */
  declare readonly sourceModelArn: pulumi.Output<string>;
  /** The name of the model, up to 63 letters, digits and hyphens. */
  declare readonly modelName: pulumi.Output<string>;
  /** The name of the version, up to 63 letters, digits and hyphens. */
  declare readonly versionName: pulumi.Output<string>;
  /** The AWS Region to import in, which must be the source's. */
  declare readonly region: pulumi.Output<string>;
  /** The ARN of the import, with its version. */
  declare readonly modelArn: pulumi.Output<string>;
  /** `document-classifier` or `entity-recognizer`. */
  declare readonly kind: pulumi.Output<ModelKind>;
  /**
   * `TRAINED` or `TRAINED_WITH_WARNING` when it can be used; also `SUBMITTED`, `TRAINING`, `IN_ERROR` and others.
   */
  declare readonly status: pulumi.Output<string>;
  /** What AWS says about the status. */
  declare readonly message: pulumi.Output<string | undefined>;
  /** The language of the documents, such as `en`. */
  declare readonly languageCode: pulumi.Output<string | undefined>;
  /** `MULTI_CLASS` or `MULTI_LABEL`; of document classifiers only. */
  declare readonly mode: pulumi.Output<string | undefined>;
  /** How the model did in its training: documents, labels or entity types, and AWS's measures of quality. */
  declare readonly metadata: pulumi.Output<ModelMetadata | undefined>;
  /** The account that owns the source. */
  declare readonly sourceAccountId: pulumi.Output<string>;
  /** The key that encrypts the import, as AWS shows it; absent where it is AWS's own. */
  declare readonly modelKmsKeyArn: pulumi.Output<string | undefined>;
  /** The flywheel that has the import, if any. */
  declare readonly flywheelArn: pulumi.Output<string | undefined>;
  /** When the import was asked for, in ISO 8601. */
  declare readonly submitTime: pulumi.Output<string | undefined>;
  /** When it ended. */
  declare readonly endTime: pulumi.Output<string | undefined>;
  /** When the source's training began, in ISO 8601. */
  declare readonly trainingStartTime: pulumi.Output<string | undefined>;
  /** When the source's training ended, in ISO 8601. */
  declare readonly trainingEndTime: pulumi.Output<string | undefined>;
  /** All tags but AWS's own and those that are ignored. */
  declare readonly tagsAll: pulumi.Output<Record<string, string>>;
  /** Whether the import was there before this resource. */
  declare readonly adopted: pulumi.Output<boolean>;
  /** The account that was called. */
  declare readonly accountId: pulumi.Output<string>;

  /**
   * Reads an import without managing it: `pulumi up` never changes it, and fails when there is none.
   * @param id the ARN of the import, with its version
   * @param state the role to look with, if any
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: Pick<ComprehendModelImportArgs, "assumeRole"> = {},
    options?: pulumi.CustomResourceOptions,
  ): ComprehendModelImport {
    return new ComprehendModelImport(name, state as ComprehendModelImportArgs, { ...options, id });
  }

  /** Declares the import. */
  constructor(name: string, args: ComprehendModelImportArgs, options?: pulumi.CustomResourceOptions) {
    super("ComprehendModelImport", name, args, OUTPUTS, options);
  }
}

const OUTPUTS = [
  "sourceModelArn",
  "modelName",
  "versionName",
  "region",
  "modelArn",
  "kind",
  "status",
  "message",
  "languageCode",
  "mode",
  "metadata",
  "sourceAccountId",
  "modelKmsKeyArn",
  "flywheelArn",
  "submitTime",
  "endTime",
  "trainingStartTime",
  "trainingEndTime",
  "tagsAll",
  "adopted",
  "accountId",
];
