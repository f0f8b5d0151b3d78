import type { Call } from "../../operation";
import type { Context } from "../../policies/conditions";
import { type Key, keyAt, ownerOf } from "../kms/keys";
import { resolveKey, whyNotUsable } from "../kms/use";
import type { Model } from "./models";
import { refusals } from "./refusals";

/** What Comprehend does with the key of a model, by itself or through S3. */
const USES = [
  ["CreateGrant", "comprehend"],
  ["Decrypt", "s3"],
  ["GenerateDataKey", "s3"],
] as const;

/** The ARN of the key that is to encrypt a copy: one of the account's own, which Comprehend must be able to use. */
export function findTargetKey(id: string, copyArn: string, roleArn: string, call: Call): string {
  const key = id.includes("alias/") ? undefined : resolveKey(id, call);
  if (!key || ownerOf(key) !== call.account) throw refusals.noSuchKey(id);
  if (!key.isEnabled) throw refusals.keyDisabled(key.arn);
  const why = whyNobodyMay(key, copyArn, roleArn, call);
  if (why !== undefined) throw refusals.keyDenied(why);
  return key.arn;
}

/** Why Comprehend cannot decrypt the model that is to be imported; undefined when it can. */
export function whyNotReadable(source: Model, roleArn: string | undefined, call: Call): string | undefined {
  const key = source.modelKmsKeyId === undefined ? undefined : keyAt(source.modelKmsKeyId, call);
  if (!key) return undefined;
  if (!key.isEnabled) return `The KMS key ${key.arn} that encrypts the source model is disabled.`;
  const why = whyNobodyMay(key, source.arn, roleArn!, call);
  return why && `The KMS key ${key.arn} that encrypts the source model cannot be used: ${why}`;
}

/** Why neither the role nor who imports may use a key for a model: AWS's examples of key policies name either. */
function whyNobodyMay(key: Key, modelArn: string, roleArn: string, call: Call): string | undefined {
  const context = { "aws:SourceArn": modelArn, "kms:EncryptionContext:aws:comprehend:arn": modelArn };
  const session = { ...call.principal, arn: sessionOf(roleArn), kind: "assumed-role" } as const;
  const asRole = { ...call, principal: session };
  const why = whyNotAll(key, context, asRole);
  return why && whyNotAll(key, context, call) && why;
}

function whyNotAll(key: Key, context: Context, call: Call): string | undefined {
  for (const [use, via] of USES) {
    const why = whyNotUsable(key, use, call, via, context);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** Comprehend as it has assumed a role. */
function sessionOf(roleArn: string): string {
  const [, partition = "aws", , , account = "", role = ""] = roleArn.split(":");
  return `arn:${partition}:sts::${account}:assumed-role/${role.split("/").at(-1)!}/comprehend`;
}
