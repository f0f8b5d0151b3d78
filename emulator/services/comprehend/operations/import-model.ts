import { whyDenied } from "../../../authorization/allowed";
import { assume } from "../../../behaviours/assumptions";
import { type Call, operation } from "../../../operation/operation";
import { optional, required, text, type Input } from "../../../validation/shapes";
import { isRole } from "../../iam/roles";
import { arnOfModel, modelArn, modelName, partsOf, byKind, anyOfKind } from "../arns";
import { deniedKey, findTargetKey, keyUser, whyKeyFails, USES } from "../import-keys";
import { endOfImport } from "../imports";
import { force, IMPORT_MODEL, policyInForce } from "../model-policies";
import {
  importStatuses,
  isTaken,
  isTrained,
  modelAt,
  modelsOfKind,
  nameOfDeleted,
  putModel,
  statusOf,
} from "../models";
import type { Model } from "../model-record";
import { refusals } from "../refusals";
import { tagList, withTags } from "../tags";
import { keyPermission } from "../../kms/use";
import { requestTags, taggedAs } from "../../../policies/request-tags";

const importedVersion = assume(
  "comprehend.importedVersion",
  "without a VersionName the source's is taken; a source that has none has a copy without (the CLI's example)",
  { none: "the copy has no version" },
);

const foreignSource = assume(
  "comprehend.foreignSource",
  "a source in another account that does not exist is one without a policy",
  { notFound: "it is not found" },
);

const orderOfRefusals = assume(
  "comprehend.orderOfRefusals",
  "refusals come in this order: Region, policy, source, its status, tags, role, names, limit, key",
  { namesFirst: "names and limit come first" },
);

const tagOnImport = assume(
  "comprehend.tagOnImport",
  "tags of a copy want nothing but comprehend:ImportModel, whose keys they are",
  { needed: "they want comprehend:TagResource as well" },
);

const members = {
  SourceModelArn: required(modelArn),
  ModelName: optional(modelName),
  VersionName: optional(modelName),
  ModelKmsKeyId: optional(text({ max: 2048, pattern: /^\p{ASCII}+$/u })),
  DataAccessRoleArn: optional(
    text({ min: 20, max: 2048, pattern: /arn:aws(-[^:]+)?:iam::[0-9]{12}:role\/.+/ }),
  ),
  Tags: optional(tagList),
};

export const importModel = operation({
  name: "ImportModel",
  access: "write",
  input: members,
  subject: "SourceModelArn",
  behaviours: [
    {
      source: "botocore",
      what: "there is no client token: the same call again finds the name and version taken",
    },
    {
      source: "docs",
      what: "the source may be the caller's own; another account's policy must allow the import",
    },
    { source: "docs", what: "without a ModelName the source's is taken" },
    importedVersion,
    {
      source: "botocore",
      what: "a VersionName has at most 63 letters, digits and hyphens, as its shape says; its text says 256 and underscores",
    },
    foreignSource,
    importStatuses,
    nameOfDeleted,
    ...force,
    {
      source: "docs",
      what: "with a customer's key, of the source or the copy, a role must be able to use it: kms:CreateGrant, and kms:Decrypt and kms:GenerateDataKey through S3",
    },
    {
      source: "docs",
      what: "key policies are asked with the model's ARN in aws:SourceArn and kms:EncryptionContext:aws:comprehend:arn",
    },
    keyUser,
    deniedKey,
    {
      source: "recorded",
      what: "NO_ACCESS_TO_KMS_KEY: Access denied to KMS Key: <its ARN>, as the Message of a training",
    },
    {
      source: "community",
      what: "a role is looked at when the work is done: with one that does not exist the copy ends IN_ERROR (so Terraform)",
    },
    orderOfRefusals,
    tagOnImport,
  ],
  permissions: [
    {
      on: byKind("SourceModelArn", ["document-classifier", "entity-recognizer"]),
      keys: ["comprehend:ModelKmsKey"],
      isAskedLater: true,
    },
    {
      action: "comprehend:TagResource",
      on: ({ SourceModelArn }, call) => anyOfKind(partsOf(SourceModelArn).kind, call),
      when: ({ Tags = [] }, call) => Tags.length > 0 && tagOnImport.is("needed", call),
    },
    ...USES.map(([use]) => keyPermission(use, "aws:SourceArn", "kms:EncryptionContext:aws:comprehend:arn")),
  ],
  run(input, call) {
    if (orderOfRefusals.is("namesFirst", call)) freeArn(input, call);
    const source = sourceOf(input, call);
    const { ModelKmsKeyId, DataAccessRoleArn: role } = input;
    const tags = withTags({}, input.Tags);
    requireRole(role, source.modelKmsKeyId ?? ModelKmsKeyId, call);
    const arn = freeArn(input, call);
    const key = ModelKmsKeyId === undefined ? undefined : findTargetKey(ModelKmsKeyId, call);
    const failure = whyItFails(source, { arn, ...(key !== undefined && { modelKmsKeyId: key }) }, role, call);
    const { languageCode, mode, metadata } = source;
    putModel(
      {
        arn,
        languageCode,
        ...(mode !== undefined && { mode }),
        ...(metadata && { metadata }),
        ...(key !== undefined && { modelKmsKeyId: key }),
        ...(role !== undefined && { dataAccessRoleArn: role }),
        sourceModelArn: source.arn,
        tags,
        endpoints: [],
        submittedAt: call.clock.now(),
        end: endOfImport(call, failure),
      },
      call,
    );
    return { ModelArn: arn };
  },
});

/** The ARN of a copy, which nothing must have yet. */
function freeArn(
  input: { SourceModelArn: string; ModelName?: string; VersionName?: string },
  call: Call,
): string {
  const { kind, name, version } = partsOf(input.SourceModelArn);
  const { account, region } = call;
  const itsVersion = importedVersion.is("none", call) ? undefined : version;
  const { ModelName = name, VersionName = itsVersion } = input;
  const arn = arnOfModel({
    ...{ region, account, kind, name: ModelName },
    ...(VersionName !== undefined && { version: VersionName }),
  });
  if (isTaken(arn, call)) throw refusals.nameTaken();
  const limit = call.world.comprehend.modelsPerAccount;
  if (modelsOfKind(kind, call).length >= limit) throw refusals.tooManyModels();
  return arn;
}

/** Refuses a role of another account, and no role where Comprehend needs one for a customer's key. */
function requireRole(role: string | undefined, key: string | undefined, { account }: Call): void {
  if (role === undefined && key !== undefined) throw refusals.roleMissing();
  if (role !== undefined && role.split(":")[4] !== account) throw refusals.foreignRole();
}

/** Why the import will fail, which Comprehend finds out after it has answered. */
function whyItFails(
  source: Model,
  copy: Pick<Model, "arn" | "modelKmsKeyId">,
  role: string | undefined,
  call: Call,
): string | undefined {
  if (role !== undefined && !isRole(role, call)) return `The role ${role} cannot be assumed.`;
  return whyKeyFails(copy, role, call) ?? whyKeyFails(source, role, call);
}

/** What is to be imported, if the caller may. */
function sourceOf(input: Input<typeof members>, call: Call): Model {
  const { SourceModelArn: arn, ModelKmsKeyId } = input;
  const { account: owner, region } = partsOf(arn);
  if (region !== call.region) throw refusals.otherRegion(arn);
  const source = modelAt(arn, call);
  if (!source && foreignSource.is("notFound", call)) throw refusals.notFound();
  const context = {
    ...requestTags(input),
    ...taggedAs("aws:ResourceTag", source?.tags),
    "comprehend:ModelKmsKey": ModelKmsKeyId,
  };
  const policy = source && policyInForce(source, call);
  const why = whyDenied({ action: IMPORT_MODEL, resource: arn, context }, call, { policy, owner });
  if (why !== undefined) throw refusals.mayNotImport(why);
  if (!source) throw refusals.notFound();
  const status = statusOf(source, call);
  if (!isTrained(status)) throw refusals.notTrained(arn, status);
  return source;
}
