import * as v from "valibot";

import { assumeRoleInput, deletionPolicyInput, regionInput, tagsInput, tagsKind } from "../../aws/declared";
import { KMS_KEY_ID } from "../../aws/kms/kms-key-id";
import { known } from "../../core/check";
import { healthyOf } from "../../core/declaration/checked";
import {
  declare,
  type InputsOf,
  optional,
  output,
  perhaps,
  REPLACES,
  replaces,
  required,
  type StateOf,
  UPDATES_STATE,
} from "../../core/declaration/declaration";
import { flag, kind, oneOf, saidText, text } from "../../core/declaration/kinds";
import { REPLACE_POLICIES } from "../../core/replacement";
import { customModelArn } from "../../services/bedrock/custom-model-arn";

const LONGEST_NAME = 63;

const modelName = known(
  v.pipe(
    v.string("must be a string"),
    v.maxLength(LONGEST_NAME, `must have at most ${LONGEST_NAME} characters`),
    v.regex(
      /^([0-9a-zA-Z][_-]?)+$/,
      "must be letters, digits, and single hyphens or underscores between or after them",
    ),
  ),
);

export const declaration = declare({
  type: "CustomModelCopy",
  thing: "copy",
  docs: `
A copy of a custom Bedrock model. A shared model has to be copied before it can be used, into each Region that uses it.

- **Create** waits until the account sees the source, up to ten minutes, then copies it and waits until the copy is
  \`Active\`, up to twelve hours (\`customTimeouts.create\` bounds each of the two). A wait that ends keeps the copy, and the
  next \`up\` waits on. What a killed run has begun is found by a tag, and continued; under another name it is
  named in a warning. An existing copy of the same source under that name is adopted.
- **Refresh** shows another status and changed tags; a copy that is gone is shown as deleted.
- **Update** changes tags in place. Everything else makes another copy, under another name: see \`replacePolicy\`.
- **Delete** deletes the copy, which AWS refuses while Provisioned Throughput or a deployment uses it. Whatever becomes
  of the source or of its share, the copy stays.

The deploy identity needs bedrock:CreateModelCopyJob, GetModelCopyJob, ListModelCopyJobs, GetCustomModel,
ListCustomModels, DeleteCustomModel, TagResource, UntagResource and ListTagsForResource; for a source under a customer's
key kms:Decrypt on that, and for \`modelKmsKeyId\` kms:CreateGrant, GenerateDataKey, Decrypt and DescribeKey.`,
  example: `const copy = new CustomModelCopy(
  "support-model",
  { sourceModelArn: customModel.arn, shareArn: share.resourceShareArn, modelName: "support-model" },
  { provider: recipient },
);`,
  see: [
    "https://docs.aws.amazon.com/bedrock/latest/userguide/copy-model.html",
    "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateModelCopyJob.html",
  ],
  id: "the ARN of the copy",
  get: `Reads a copy without managing it: \`pulumi up\` never changes it, and fails when there is none.`,

  inputs: {
    sourceModelArn: required(kind(customModelArn, { type: "string" }), {
      docs: `The ARN of the custom model to copy: one that another account shares with this one, or one of the account's
        own, in any Region of the partition.`,
      change: replaces("Changing it replaces the copy: change `modelName` as well, or see `replacePolicy`."),
    }),
    shareArn: optional(
      text(/^arn:aws[\w-]*:ram:[a-z0-9-]+:\d{12}:resource-share\/[\w-]+$/, "be the ARN of a resource share"),
      {
        docs: `The ARN of the share that makes the source visible: \`resourceShareArn\` of its {@link CustomModelShare} or \`shareArn\` of
        the {@link CustomModelShareAcceptance}. It makes the copy wait for the share, and is named in the error when
        the source cannot be seen. No call uses it.`,
        change: UPDATES_STATE,
        default: "none",
      },
    ),
    modelName: required(kind(modelName, { type: "string" }), {
      docs: `The name of the copy, up to 63 letters, digits, hyphens and underscores; unique in the account and Region.`,
      change: replaces("Changing it replaces the copy, the new one first."),
    }),
    modelKmsKeyId: optional(
      text(KMS_KEY_ID, "be the ARN or the id of a KMS key, or the name or ARN of an alias"),
      {
        docs: `The KMS key to encrypt the copy with: its ARN, its id, or an alias (name or ARN), in the copy's Region.`,
        change: replaces(
          "Changing it to another key replaces the copy: change `modelName` as well, or see `replacePolicy`. The same key by its ARN or id changes nothing.",
        ),
        default: "a key of AWS's own",
      },
    ),
    tags: tagsInput("copy"),
    deletionPolicy:
      deletionPolicyInput(`What becomes of the copy when the resource is removed: deleted if it was made for this resource, deleted in any case,
        or kept.`),
    replacePolicy: optional(oneOf(REPLACE_POLICIES), {
      docs: `What to do when a change needs a new copy under the same name, which AWS allows only once. \`"create-first"\`: refuse the
        change until \`modelName\` changes as well, so that the new copy is there before the old one goes. \`"delete-first"\`:
        delete the old copy first; the model cannot be used until the new one is Active, and nothing is left if AWS does not
        make it. A copy that is Failed is always deleted first.`,
      change: UPDATES_STATE,
      default: '"create-first"',
    }),
    region: regionInput("The AWS Region to copy into.", REPLACES),
    assumeRole: assumeRoleInput("copy"),
  },

  shows: ["sourceModelArn", "modelName", "region"],
  outputs: {
    modelArn: output(saidText(), "The ARN of the copy."),
    jobArn: perhaps(
      saidText(),
      "The copy job, which AWS keeps as a record; absent where AWS has none any more.",
    ),
    status: output(saidText(), "`Active` when it can be used; also `Creating` and `Failed`.", {
      healthy: "Active",
    }),
    sourceAccountId: output(saidText(), "The account that owns the source."),
    baseModelArn: perhaps(saidText(), "The foundation model underneath.", { follows: ["status"] }),
    modelKmsKeyArn: perhaps(
      saidText(),
      "The ARN of the key that encrypts the copy; absent where it is AWS's own.",
      { follows: ["status"] },
    ),
    tagsAll: output(tagsKind, "All tags but AWS's own and those that are ignored.", { compared: true }),
    adopted: output(flag(), "Whether the copy was there before this resource.", { follows: ["status"] }),
    accountId: output(saidText(), "The account that was called."),
  },
});

/** What a healthy object reads. */
export const HEALTHY = healthyOf(declaration);

/** What the program asked for, completed by check. */
export interface Inputs extends InputsOf<typeof declaration> {}
/** The inputs, and what AWS shows. */
export interface Shown extends StateOf<typeof declaration> {}
