import type { Call } from "../../operation/operation";
import { keyAt } from "../kms/keys";
import { resolveKey, whyNotUsable } from "../kms/use";
import { customModelRefusals as refusals } from "./custom-model-refusals";
import type { CustomModel } from "./custom-models";

/** What Bedrock does for the caller with the key that encrypts what is copied. */
export const READING = ["Decrypt"] as const;

/** The same with the key that encrypts a copy. */
export const ENCRYPTING = ["DescribeKey", "CreateGrant", "GenerateDataKey", "Decrypt"] as const;

/** The ARN of the key that is to encrypt a copy, which the caller must be able to use. */
export function findTargetKey(id: string, call: Call): string {
  const key = resolveKey(id, call);
  if (!key) throw refusals.noSuchKey(id);
  if (!key.isEnabled) throw refusals.keyDisabled(key.arn);
  for (const use of ENCRYPTING) {
    const why = whyNotUsable(key, use, call, "bedrock");
    if (why !== undefined) throw refusals.keyDenied(why);
  }
  return key.arn;
}

/** Why the caller cannot read the model that it wants to copy; undefined when it can. */
export function whyNotReadable({ kmsKeyArn }: CustomModel, call: Call): string | undefined {
  const key = kmsKeyArn === undefined ? undefined : keyAt(kmsKeyArn, call);
  if (!key) return undefined;
  if (!key.isEnabled) return `The KMS key ${key.arn} that encrypts the source model is disabled.`;
  const why = whyNotUsable(key, READING[0], call, "bedrock");
  return why && `The KMS key ${key.arn} that encrypts the source model cannot be used: ${why}`;
}
