import type { RecordedAnswer } from "./recorded-answer";

const C7N = "cloud-custodian tests/data/placebo/test_comprehend_";
const POLICY = ["ResourcePolicy", "CreationTime", "LastModifiedTime", "PolicyRevisionId"];
const under = (member: string, names: readonly string[]): string[] =>
  names.map((name) => `${member}.${name}`);

const CLASSIFIER = "DocumentClassifierProperties";
const classifier = [
  ...["DocumentClassifierArn", "LanguageCode", "Status", "SubmitTime", "InputDataConfig.DataFormat"],
  ...["InputDataConfig.S3Uri", "OutputDataConfig", "DataAccessRoleArn", "Mode"],
];
const RECOGNIZER = "EntityRecognizerProperties";
const recognizer = [
  ...["EntityRecognizerArn", "LanguageCode", "Status", "SubmitTime", "DataAccessRoleArn"],
  ...["InputDataConfig.DataFormat", "InputDataConfig.EntityTypes.Type", "InputDataConfig.Documents.S3Uri"],
];
/** Of trained models without a key of the customer's own. */
const UNENCRYPTED = ["ModelKmsKeyId", "SourceModelArn", "FlywheelArn"];

export const recorded: RecordedAnswer[] = [
  {
    operation: "comprehend DescribeResourcePolicy",
    what: "of a classifier without a policy, SUBMITTED",
    source: `${C7N}document_classifier_cross_account/…DescribeResourcePolicy_2, 2025-10-01`,
    always: [],
    never: POLICY,
  },
  {
    operation: "comprehend DescribeResourcePolicy",
    what: "of a recognizer without a policy, IN_ERROR",
    source: `${C7N}entity_recognizer_cross_account/…DescribeResourcePolicy_2, 2025-10-01`,
    always: [],
    never: POLICY,
  },
  {
    operation: "comprehend DescribeResourcePolicy",
    what: "of a model with a policy",
    source: `${C7N}document_classifier_cross_account/…DescribeResourcePolicy_1, 2025-04-14`,
    always: POLICY,
    never: [],
  },
  {
    operation: "comprehend DescribeDocumentClassifier",
    what: "of a version that is TRAINED",
    source: `${C7N}document_classifier_kms_key/…DescribeDocumentClassifier_1, 2025-04-14`,
    always: under(CLASSIFIER, [
      ...classifier,
      ...["EndTime", "TrainingStartTime", "TrainingEndTime", "VersionName"],
      ...under("ClassifierMetadata", ["NumberOfLabels", "NumberOfTrainedDocuments", "EvaluationMetrics"]),
    ]),
    never: under(CLASSIFIER, ["Message", ...UNENCRYPTED]),
  },
  {
    operation: "comprehend DescribeDocumentClassifier",
    what: "of a version that was STOPPED before it began",
    source: `${C7N}document_classifier_kms_key/…DescribeDocumentClassifier_2, 2025-07-08`,
    always: under(CLASSIFIER, [...classifier, "EndTime", "TrainingEndTime", "VersionName"]),
    never: under(CLASSIFIER, ["Message", "TrainingStartTime", "ClassifierMetadata", ...UNENCRYPTED]),
  },
  {
    operation: "comprehend DescribeDocumentClassifier",
    what: "of a version that is IN_ERROR for lack of capacity",
    source: `${C7N}document_classifier_kms_key/…DescribeDocumentClassifier_3, 2025-07-08`,
    always: under(CLASSIFIER, [...classifier, "Message", "EndTime", "TrainingEndTime", "VersionName"]),
    never: under(CLASSIFIER, ["TrainingStartTime", "ClassifierMetadata", ...UNENCRYPTED]),
  },
  {
    operation: "comprehend ListDocumentClassifiers",
    what: "of a model without a version, SUBMITTED",
    source: `${C7N}document_classifier_cross_account/…ListDocumentClassifiers_1, 2025-10-01`,
    always: under(`${CLASSIFIER}List`, classifier),
    never: under(`${CLASSIFIER}List`, [
      ...["Message", "EndTime", "TrainingStartTime", "TrainingEndTime", "VersionName", "ClassifierMetadata"],
      ...UNENCRYPTED,
    ]),
  },
  {
    operation: "comprehend DescribeEntityRecognizer",
    what: "of a version that is IN_ERROR for want of a key",
    source: `${C7N}entity_recognizer_kms_key/…DescribeEntityRecognizer_1, 2025-07-08`,
    always: under(RECOGNIZER, [...recognizer, "Message", "EndTime", "TrainingEndTime", "VersionName"]),
    never: under(RECOGNIZER, ["TrainingStartTime", "RecognizerMetadata", "OutputDataConfig", "Mode"]),
  },
  {
    operation: "comprehend ListEndpoints",
    what: "of an endpoint IN_SERVICE",
    source: `${C7N}endpoint_tag_untag/…ListEndpoints_1, 2025-04-15`,
    always: under("EndpointPropertiesList", [
      ...["EndpointArn", "Status", "ModelArn", "DesiredModelArn", "DesiredInferenceUnits"],
      ...["CurrentInferenceUnits", "CreationTime", "LastModifiedTime", "DataAccessRoleArn"],
      "DesiredDataAccessRoleArn",
    ]),
    never: under("EndpointPropertiesList", ["Message", "FlywheelArn"]),
  },
  {
    operation: "comprehend ListTagsForResource",
    what: "of an endpoint",
    source: `${C7N}endpoint_tag_untag/…ListTagsForResource_1, 2025-04-15`,
    always: ["ResourceArn", "Tags.Key", "Tags.Value"],
    never: [],
  },
  {
    operation: "comprehend UntagResource",
    what: "of an endpoint",
    source: `${C7N}endpoint_tag_untag/…UntagResource_1, 2025-04-15`,
    always: [],
    never: ["ResourceArn", "Tags"],
  },
];
