/** A KMS key by its id or ARN (multi-Region keys have ids of their own kind), or by the name or ARN of an alias. */
export const KMS_KEY_ID =
  /^(arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:(key\/[\w-]+|alias\/[\w/-]+)|alias\/[\w/-]+|mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Whether both surely are the same key. Of an alias only AWS knows what it stands for. */
export function isSameKey(keyId: string | undefined, keyArn: string | undefined): boolean {
  if (keyId === undefined || keyArn === undefined) return keyId === keyArn;
  return keyId === keyArn || keyArn.endsWith(`:key/${keyId}`);
}

export function isAlias(keyId: string): boolean {
  return keyId.startsWith("alias/") || keyId.includes(":alias/");
}
