/** The two kinds of custom models, as ARNs call them. */
export type ModelKind = "document-classifier" | "entity-recognizer";

/** A custom model of Comprehend, by AWS's names. Times are in ISO 8601. */
export interface ComprehendModel {
  readonly modelArn: string;
  readonly kind: ModelKind;
  readonly modelName: string;
  /** Absent where the model was trained without one. */
  readonly versionName?: string;
  /** `TRAINED` or `TRAINED_WITH_WARNING` when it can be used; also `SUBMITTED`, `TRAINING`, `IN_ERROR` and others. */
  readonly status: string;
  /** What AWS says about the status. */
  readonly message?: string;
  readonly languageCode?: string;
  /** `MULTI_CLASS` or `MULTI_LABEL`; of document classifiers only. */
  readonly mode?: string;
  /** How it did in its training. */
  readonly metadata?: ModelMetadata;
  /** The key that encrypts it; absent where it is AWS's own. */
  readonly modelKmsKeyId?: string;
  readonly dataAccessRoleArn?: string;
  /** What it was imported from; absent where it was trained in this account. */
  readonly sourceModelArn?: string;
  readonly flywheelArn?: string;
  readonly submitTime?: string;
  readonly endTime?: string;
  readonly trainingStartTime?: string;
  readonly trainingEndTime?: string;
}

/** How a model did in its training: documents, labels or entity types, and AWS's measures of quality. */
export interface ModelMetadata {
  /** Of document classifiers only. */
  readonly numberOfLabels?: number;
  readonly numberOfTrainedDocuments?: number;
  readonly numberOfTestDocuments?: number;
  /** Such as `accuracy`, `precision`, `recall`, `f1Score`. */
  readonly evaluationMetrics?: Readonly<Record<string, number>>;
  /** Of entity recognizers only. */
  readonly entityTypes?: readonly {
    readonly type?: string;
    readonly numberOfTrainMentions?: number;
    readonly evaluationMetrics?: Readonly<Record<string, number>>;
  }[];
}
