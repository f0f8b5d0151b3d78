import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import type { Context } from "../../policies/context-keys";
import { readArn } from "../iam/arns";
import { roleInForce } from "../iam/roles";
import { type Key, keyAt, ownerOf } from "../kms/keys";
import { resolveKey, whyNotUsable } from "../kms/use";
import type { Model } from "./model-record";
import { refusals } from "./refusals";

/** What Comprehend does with the key of a model, by itself or through S3. */
export const USES = [
  ["CreateGrant", "comprehend"],
  ["Decrypt", "s3"],
  ["GenerateDataKey", "s3"],
] as const;

export const deniedKey = assume(
  "comprehend.deniedKey",
  "a key that Comprehend may not use is found out after the call: the copy ends IN_ERROR (so recorded of trainings)",
  { refused: "the call is refused" },
);

export const keyUser = assume(
  "comprehend.keyUser",
  "policies of keys may let in the role or whoever imports",
  {
    role: "it has to be the role",
    importer: "it has to be whoever imports",
  },
);

/** The ARN of the key that is to encrypt a copy: one of the account's own. */
export function findTargetKey(id: string, call: Call): string {
  const key = id.includes("alias/") ? undefined : resolveKey(id, call);
  if (!key || ownerOf(key) !== call.account) throw refusals.noSuchKey(id);
  if (!key.isEnabled) throw refusals.keyDisabled(key.arn);
  return key.arn;
}

/** Why the import of a model under a key will fail; undefined when it will not, or the key is AWS's own. */
export function whyKeyFails(
  { arn, modelKmsKeyId }: Pick<Model, "arn" | "modelKmsKeyId">,
  roleArn: string | undefined,
  call: Call,
): string | undefined {
  const key = modelKmsKeyId === undefined ? undefined : keyAt(modelKmsKeyId, call);
  if (!key || (key.isEnabled && whyNobodyMay(key, arn, roleArn!, call) === undefined)) return undefined;
  const why = `NO_ACCESS_TO_KMS_KEY: Access denied to KMS Key: ${key.arn}`;
  if (deniedKey.is("refused", call)) throw refusals.keyDenied(why);
  return why;
}

/** Why neither the role nor who imports may use a key for a model: AWS's examples of key policies name either. */
function whyNobodyMay(key: Key, modelArn: string, roleArn: string, call: Call): string | undefined {
  const context = { "aws:SourceArn": modelArn, "kms:EncryptionContext:aws:comprehend:arn": modelArn };
  const session = { ...call.principal, ...sessionOf(roleArn, call), kind: "assumed-role" } as const;
  const asRole = { ...call, principal: session };
  const why = whyNotAll(key, context, asRole);
  if (keyUser.is("role", call)) return why;
  const whyNotImporter = whyNotAll(key, context, call);
  return keyUser.is("importer", call) ? whyNotImporter : why && whyNotImporter && why;
}

function whyNotAll(key: Key, context: Context, call: Call): string | undefined {
  for (const [use, via] of USES) {
    const why = whyNotUsable(key, use, call, via, context);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** Comprehend as it has assumed a role. */
function sessionOf(roleArn: string, call: Call) {
  const { partition = "aws", account = "", name = "" } = readArn(roleArn, "role") ?? {};
  const role = roleInForce(partition, account, name, call);
  return {
    arn: `arn:${partition}:sts::${account}:assumed-role/${name}/comprehend`,
    userId: `${role?.id}:comprehend`,
    roleArn,
  };
}
