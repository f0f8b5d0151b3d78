import * as v from "valibot";

import { ROLE_ARN } from "../../aws/config/config-values";
import { assumeRoleInput, deletionPolicyInput, regionInput, tagsInput, tagsKind } from "../../aws/declared";
import { isAlias, KMS_KEY_ID } from "../../aws/kms/kms-key-id";
import { known } from "../../core/check";
import { healthyOf } from "../../core/declaration/checked";
import {
  completed,
  declare,
  type InputsOf,
  optional,
  output,
  perhaps,
  replaces,
  required,
  REPLACES,
  type StateOf,
  UPDATES_STATE,
} from "../../core/declaration/declaration";
import { flag, kind, oneOf, said, saidText, text } from "../../core/declaration/kinds";
import { REPLACE_POLICIES } from "../../core/replacement";
import type { ModelKind, ModelMetadata } from "../../services/comprehend/comprehend-model";
import { LONGEST_NAME, modelArn, NAME } from "../../services/comprehend/model-arn";

const name = known(
  v.pipe(
    v.string("must be a string"),
    v.maxLength(LONGEST_NAME, `must have at most ${LONGEST_NAME} characters`),
    v.regex(NAME, "must be letters and digits, with hyphens between them"),
  ),
);

const key = known(
  v.pipe(
    v.string("must be a string"),
    v.check(
      (id) => !isAlias(id),
      "is an alias, which Comprehend does not take: give the key's ARN or its id",
    ),
    v.check((id) => isAlias(id) || KMS_KEY_ID.test(id), "must be the ARN or the id of a KMS key"),
  ),
);

export const declaration = declare({
  type: "ComprehendModelImport",
  thing: "import",
  docs: `
An import of a custom Comprehend model (document classifier or entity recognizer): a copy of a version that another
account has trained, in the account that uses it.

- **Create** imports and waits until the model is \`TRAINED\` or \`TRAINED_WITH_WARNING\`, up to an hour
  (\`customTimeouts.create\`). AWS may take hours where it lacks capacity: a wait that ends keeps the import, and the next
  run waits for the same one again (\`customTimeouts.update\`). A refusal that a new policy or role may explain is tried again for two minutes. What
  a killed run has begun is found by its name and a tag, and continued; under another name it is named in a warning. An
  existing import of the same source under that name is adopted; any other model is not.
- **Refresh** shows another status and changed tags; an import that is gone is shown as deleted.
- **Update** changes tags in place. Every other change makes a new version, and then deletes the old one. Where
  \`versionName\` is given and does not change, the preview refuses it, unless \`replacePolicy\` deletes the old one first. An import that failed
  is made anew by the next update.
- **Delete** deletes this version alone, which AWS refuses while an endpoint or a flywheel uses it; one that is under way
  is stopped first. Whatever becomes of the source or of its policy, the import stays.

The deploy identity needs comprehend:ImportModel (on the source as well), DescribeDocumentClassifier,
DescribeEntityRecognizer, StopTrainingDocumentClassifier, StopTrainingEntityRecognizer, DeleteDocumentClassifier,
DeleteEntityRecognizer, ListDocumentClassifiers, ListEntityRecognizers, ListEndpoints, TagResource, UntagResource and
ListTagsForResource; for \`dataAccessRoleArn\` iam:PassRole.`,
  example: `const topics = new ComprehendModelImport(
  "ticket-topics",
  { sourceModelArn: policy.resourceArn, tags: { team: "support" } },
  { provider: importer },
);
export const modelArn = topics.modelArn;`,
  see: [
    "https://docs.aws.amazon.com/comprehend/latest/dg/custom-copy-importing.html",
    "https://docs.aws.amazon.com/comprehend/latest/APIReference/API_ImportModel.html",
  ],
  id: "the ARN of the import, with its version",
  get: `Reads an import without managing it: \`pulumi up\` never changes it, and fails when there is none.`,

  inputs: {
    sourceModelArn: required(kind(modelArn, { type: "string" }), {
      docs: `The ARN of the version to import, or of a model without versions, in the Region of the import. It is another account's,
        whose policy allows the import, or the account's own. Take it from \`resourceArn\` of the {@link ComprehendModelPolicy}:
        then the import waits for the policy.`,
      change: replaces(
        "Changing it replaces the import, the new one first; a `versionName` that is given has to change with it.",
      ),
    }),
    modelName: completed(kind(name, { type: "string" }), {
      docs: "The name of the model, up to 63 letters, digits and hyphens.",
      change: replaces("Changing it replaces the import, the new one first."),
      default: "the name of the source",
    }),
    versionName: completed(kind(name, { type: "string" }), {
      docs: `The name of the version, up to 63 letters, digits and hyphens; unique among the versions of the model.`,
      change: replaces("Changing it replaces the import, the new one first."),
      default: `the source's version, if any, and eight digits derived from resource, source, key and role: the same in every run`,
    }),
    modelKmsKeyId: optional(kind(key, { type: "string" }), {
      docs: `The KMS key to encrypt the import with, its ARN or its id; Comprehend takes no alias. It needs \`dataAccessRoleArn\`.`,
      change: replaces(
        "Changing it replaces the import, unless it is the same key: the new one first; a `versionName` that is given has to change with it.",
      ),
      default: "a key of AWS's own",
    }),
    dataAccessRoleArn: optional(text(ROLE_ARN, "be the ARN of an IAM role"), {
      docs: `A role of this account by which Comprehend uses customers' KMS keys: needed where the source or the import is under
        one.`,
      change: replaces(
        "Changing it replaces the import, the new one first; a `versionName` that is given has to change with it.",
      ),
      default: "none",
    }),
    tags: tagsInput("import"),
    deletionPolicy:
      deletionPolicyInput(`What becomes of the import when the resource is removed or replaced: deleted if it was made for this resource, deleted
        in any case, or kept.`),
    replacePolicy: optional(oneOf(REPLACE_POLICIES), {
      docs: `What to do when source, key or role change and the name does not; a model has each version name only once.
        \`"create-first"\`: refuse the change at preview. \`"delete-first"\`: delete the old import first; the model cannot be used
        until the new one is trained, and nothing is left if AWS does not make it.`,
      change: UPDATES_STATE,
      default: '"create-first"',
    }),
    region: regionInput(
      "The AWS Region to import in, which must be the source's.",
      REPLACES,
      `\`aws:region\` of the stack's configuration, else AWS_REGION, AWS_DEFAULT_REGION, the profile's Region, or the
        source's`,
    ),
    assumeRole: assumeRoleInput("import"),
  },

  shows: ["sourceModelArn", "modelName", "versionName", "region"],
  outputs: {
    modelArn: output(saidText(), "The ARN of the import, with its version."),
    kind: output(
      said<ModelKind>({
        type: "string",
        ts: { output: "ModelKind", from: { ModelKind: "services/comprehend/comprehend-model" } },
      }),
      "`document-classifier` or `entity-recognizer`.",
    ),
    status: output(
      saidText(),
      `\`TRAINED\` or \`TRAINED_WITH_WARNING\` when it can be used; also \`SUBMITTED\`, \`TRAINING\`, \`IN_ERROR\` and others.`,
      { healthy: "TRAINED", follows: ["status"] },
    ),
    message: perhaps(saidText(), "What AWS says about the status.", { follows: ["status"] }),
    languageCode: perhaps(saidText(), "The language of the documents, such as `en`.", {
      follows: ["status"],
    }),
    mode: perhaps(saidText(), "`MULTI_CLASS` or `MULTI_LABEL`; of document classifiers only.", {
      follows: ["status"],
    }),
    metadata: perhaps(
      said<ModelMetadata>({
        type: "any",
        ts: { output: "ModelMetadata", from: { ModelMetadata: "services/comprehend/comprehend-model" } },
      }),
      `How the model did in its training: documents, labels or entity types, and AWS's measures of quality.`,
      { follows: ["status"] },
    ),
    sourceAccountId: output(saidText(), "The account that owns the source."),
    modelKmsKeyArn: perhaps(
      saidText(),
      "The key that encrypts the import, as AWS shows it; absent where it is AWS's own.",
      { follows: ["status"] },
    ),
    flywheelArn: perhaps(saidText(), "The flywheel that has the import, if any.", { follows: ["status"] }),
    submitTime: perhaps(saidText(), "When the import was asked for, in ISO 8601.", { follows: ["status"] }),
    endTime: perhaps(saidText(), "When it ended.", { follows: ["status"] }),
    trainingStartTime: perhaps(saidText(), "When the source's training began, in ISO 8601.", {
      follows: ["status"],
    }),
    trainingEndTime: perhaps(saidText(), "When the source's training ended, in ISO 8601.", {
      follows: ["status"],
    }),
    tagsAll: output(tagsKind, "All tags but AWS's own and those that are ignored.", { compared: true }),
    adopted: output(flag(), "Whether the import was there before this resource.", { follows: ["status"] }),
    accountId: output(saidText(), "The account that was called."),
  },
});

/** What a healthy object reads. */
export const HEALTHY = healthyOf(declaration);

/** What the program asked for, completed by check. */
export interface Inputs extends InputsOf<typeof declaration> {}
/** The inputs, and what AWS shows. */
export interface Shown extends StateOf<typeof declaration> {}
