import * as v from "valibot";

const seconds = v.pipe(v.number(), v.minValue(0));

/** A KMS key of a customer's own; account and Region are those of the ARN, which is its key. */
export const key = v.strictObject({
  /** A key that is disabled can be used for nothing. */
  enabled: v.optional(v.boolean(), true),
  aliases: v.optional(
    v.array(v.pipe(v.string(), v.regex(/^alias\/[a-zA-Z0-9/_-]+$/, "an alias begins with alias/"))),
    [],
  ),
  /** An IAM policy document; AWS's default one, which leaves everything to the account, when not given. */
  policy: v.optional(v.record(v.string(), v.unknown())),
});

export const keyArn = v.pipe(
  v.string(),
  v.regex(/^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:key\/[a-zA-Z0-9-]{36}$/, "this is no ARN of a KMS key"),
);

export const keyTiming = v.strictObject({
  /** A grant counts so long after it was given, unless its token is shown. */
  grantsCountAfterSeconds: v.optional(seconds, 5),
  /** A grant that is revoked counts for so long. */
  revokedAfterSeconds: v.optional(seconds, 5),
});
