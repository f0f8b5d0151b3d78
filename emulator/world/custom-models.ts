import * as v from "valibot";

const seconds = v.pipe(v.number(), v.minValue(0));

/** Account and Region are those of the ARN, which is its key; so is the model it was made of. */
export const customModel = v.strictObject({
  modelName: v.pipe(v.string(), v.regex(/^([0-9a-zA-Z][_-]?){1,63}$/)),
  status: v.optional(v.picklist(["Active", "Creating", "Failed"]), "Active"),
  /** A key of the customer's own; without one AWS's key is used. */
  kmsKeyArn: v.optional(v.string()),
  /** FINE_TUNING when not given. */
  customizationType: v.optional(v.picklist(["FINE_TUNING", "CONTINUED_PRE_TRAINING", "DISTILLATION"])),
  tags: v.optional(v.record(v.string(), v.string())),
  /** Provisioned Throughput that was bought for it, by name or ARN: it cannot be deleted. */
  provisionedThroughputs: v.optional(v.array(v.string())),
  /** Deployments for use on demand, by name or ARN: the same. */
  deployments: v.optional(v.array(v.string())),
});

export const customModelArn = v.pipe(
  v.string(),
  v.regex(
    /^arn:aws[\w-]*:bedrock:[a-z0-9-]+:\d{12}:custom-model\/[a-z0-9-]+\.[a-z0-9-]+([.:][a-z0-9-]+)*\/[a-z0-9]{12}$/,
    "this is no ARN of a custom model",
  ),
);

export const copies = v.strictObject({
  /** How many custom models an account may have in a Region, those that are Creating among them. */
  modelsPerAccount: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 100),
});

/** All of it from the call that began the copy, unless something else is said. */
export const copyTiming = v.strictObject({
  /** The job cannot be read, nor its model, for so long. */
  foundAfterSeconds: v.optional(seconds, 0),
  /** InProgress until then; a copy that fails does so then. */
  completedAfterSeconds: v.optional(seconds, 120),
  /** The model is Creating for so long after its job is Completed. */
  activeAfterSeconds: v.optional(seconds, 5),
  /** For how long a client token is remembered. */
  clientTokenSeconds: v.optional(seconds, 86_400),
});
