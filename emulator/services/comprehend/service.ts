import type { Service } from "../../operation/operation";
import { json11 } from "../../protocols/json";
import { deleteDocumentClassifier } from "./operations/delete-document-classifier";
import { deleteEntityRecognizer } from "./operations/delete-entity-recognizer";
import { deleteResourcePolicy } from "./operations/delete-resource-policy";
import { describeDocumentClassifier } from "./operations/describe-document-classifier";
import { describeEndpoint } from "./operations/describe-endpoint";
import { describeEntityRecognizer } from "./operations/describe-entity-recognizer";
import { describeResourcePolicy } from "./operations/describe-resource-policy";
import { importModel } from "./operations/import-model";
import { listDocumentClassifierSummaries } from "./operations/list-document-classifier-summaries";
import { listDocumentClassifiers } from "./operations/list-document-classifiers";
import { listEndpoints } from "./operations/list-endpoints";
import { listEntityRecognizerSummaries } from "./operations/list-entity-recognizer-summaries";
import { listEntityRecognizers } from "./operations/list-entity-recognizers";
import { listTagsForResource } from "./operations/list-tags-for-resource";
import { putResourcePolicy } from "./operations/put-resource-policy";
import { refusals } from "./refusals";
import { stopTrainingDocumentClassifier } from "./operations/stop-training-document-classifier";
import { stopTrainingEntityRecognizer } from "./operations/stop-training-entity-recognizer";
import { resourceTags, taggedAs } from "../../policies/request-tags";
import { tagsAt } from "./tagged";
import { tagResource } from "./operations/tag-resource";
import { untagResource } from "./operations/untag-resource";

/** Amazon Comprehend, as far as custom models are copied between accounts. */
export const comprehend: Service = {
  signingName: "comprehend",
  protocol: json11,
  wireName: "Comprehend_20171127",
  timestamps: "epoch",
  regions: new Set([
    ...["ap-northeast-1", "ap-northeast-2", "ap-south-1", "ap-southeast-1", "ap-southeast-2"],
    ...["ca-central-1", "eu-central-1", "eu-west-1", "eu-west-2", "us-east-1", "us-east-2", "us-west-2"],
    "us-gov-west-1",
  ]),
  validationCode: "ValidationException",
  resourceKeys: (arn, call) => taggedAs("aws:ResourceTag", tagsAt(arn, call)),
  refusals,
  behaviours: [
    resourceTags,
    {
      source: "recorded",
      what: "what policies deny is told without a resource where AWS knows none (CloudTrail's record of ListEntityRecognizers)",
    },
    {
      source: "community",
      what: "an unfulfilled constraint of the model is a ValidationException (400), which no operation's model names",
    },
    {
      source: "docs",
      what: "every refusal that is the caller's fault has status 400; the service model says 404 of some",
    },
    {
      source: "botocore",
      what: "it exists in 12 commercial Regions and in us-gov-west-1; elsewhere its endpoint has no address (here: no answer)",
    },
    { source: "botocore", what: "the statuses of models; their times are seconds since the epoch" },
  ],
  operations: [
    putResourcePolicy,
    describeResourcePolicy,
    deleteResourcePolicy,
    importModel,
    describeDocumentClassifier,
    describeEntityRecognizer,
    listDocumentClassifiers,
    listEntityRecognizers,
    listDocumentClassifierSummaries,
    listEntityRecognizerSummaries,
    stopTrainingDocumentClassifier,
    stopTrainingEntityRecognizer,
    deleteDocumentClassifier,
    deleteEntityRecognizer,
    tagResource,
    untagResource,
    listTagsForResource,
    listEndpoints,
    describeEndpoint,
  ],
};
