import * as v from "valibot";

const seconds = v.pipe(v.number(), v.minValue(0));

/** Names of models, versions, endpoints and flywheels. */
const name = v.pipe(v.string(), v.maxLength(63), v.regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/));

const LANGUAGES = ["en", "es", "fr", "de", "it", "pt", "ar", "hi", "ja", "ko", "zh", "zh-TW"] as const;

/** Kind, names, account and Region are those of the ARN, which is its key. */
export const comprehendModel = v.strictObject({
  /** SUBMITTED and TRAINING have no end here. */
  status: v.optional(
    v.picklist(["SUBMITTED", "TRAINING", "TRAINED", "TRAINED_WITH_WARNING", "STOPPED", "IN_ERROR"]),
    "TRAINED",
  ),
  /** What is told beside the status. */
  message: v.optional(v.string()),
  languageCode: v.optional(v.picklist(LANGUAGES), "en"),
  /** Only of document classifiers. */
  mode: v.optional(v.picklist(["MULTI_CLASS", "MULTI_LABEL"]), "MULTI_CLASS"),
  /** A key of the customer's own; without one AWS's key is used. */
  modelKmsKeyArn: v.optional(v.string()),
  /** ClassifierMetadata or RecognizerMetadata, as AWS writes it. */
  metadata: v.optional(v.record(v.string(), v.unknown())),
  tags: v.optional(v.record(v.string(), v.string()), {}),
  /** A resource policy that was put before the world began. */
  policy: v.optional(v.record(v.string(), v.unknown())),
  /** Names of endpoints that serve it: it cannot be deleted. */
  endpoints: v.optional(v.array(name), []),
  /** A flywheel whose active model it is: the same. */
  flywheel: v.optional(name),
});

export const comprehendModelArn = v.pipe(
  v.string(),
  v.regex(
    /^arn:aws[\w-]*:comprehend:[a-z0-9-]+:\d{12}:(document-classifier|entity-recognizer)(\/[a-zA-Z0-9](-*[a-zA-Z0-9])*)(\/version\/[a-zA-Z0-9](-*[a-zA-Z0-9])*)?$/,
    "this is no ARN of a custom model of Comprehend",
  ),
);

/** How much there may be, and what somebody wants to go wrong. */
export const comprehend = v.strictObject({
  /** How imports end. */
  importsEnd: v.optional(v.picklist(["TRAINED", "TRAINED_WITH_WARNING", "IN_ERROR"]), "TRAINED"),
  /** How many models of a kind an account may have in a Region: AWS tells it each account in Service Quotas. */
  modelsPerAccount: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 100),
});

export const importTiming = v.strictObject({
  /** SUBMITTED for so long after the call. */
  trainingAfterSeconds: v.optional(seconds, 10),
  /** TRAINING until so long after the call; an import that fails does so then. */
  trainedAfterSeconds: v.optional(seconds, 120),
  /** STOP_REQUESTED for so long. */
  stoppedAfterSeconds: v.optional(seconds, 20),
  /** DELETING for so long, and then gone. */
  deletedAfterSeconds: v.optional(seconds, 30),
  /** Other accounts meet a policy so long after it was put. */
  policyInForceAfterSeconds: v.optional(seconds, 5),
});
