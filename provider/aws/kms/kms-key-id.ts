import { isUnknown } from "../../core/props";

/** A KMS key by its id or ARN (multi-Region keys have ids of their own kind), or by the name or ARN of an alias. */
export const KMS_KEY_ID =
  /^(arn:aws(-[\w-]+)?:kms:[a-z0-9-]+:\d{12}:(key\/[a-zA-Z0-9-]{36}|alias\/[\w/-]+)|alias\/[\w/-]+|mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Whether both surely are the same key, by id or ARN. Of an alias only AWS knows what it stands for. */
export function isSameKey(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one === other || other.endsWith(`:key/${one}`) || one.endsWith(`:key/${other}`);
}

/** Whether a program asks for another key than it did, and than AWS shows, whichever way the key is called. */
export function isOtherKey(
  wanted: string | undefined,
  asked: string | undefined,
  shown: string | undefined,
): boolean {
  return wanted !== asked && !isUnknown(wanted) && !isSameKey(wanted, shown);
}

export function isAlias(keyId: string): boolean {
  return keyId.startsWith("alias/") || keyId.includes(":alias/");
}
