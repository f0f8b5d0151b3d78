import * as v from "valibot";

import { assumed, botocore, community, docs, recorded, type Row } from "../vocabulary/row";
import { comprehendIsHere } from "../vocabulary/conditions";
import type { Stage } from "../vocabulary/stage";

/** The ARN of something of the account that does not exist. */
const missing = ({ partition, region, account }: Stage, what: string): string =>
  `arn:${partition}:comprehend:${region}:${account}:${what}`;
export const noClassifier = (stage: Stage) => missing(stage, "document-classifier/contract-none/version/v1");
export const noRecognizer = (stage: Stage) => missing(stage, "entity-recognizer/contract-none/version/v1");

/** An account that is not the caller's. */
const NOBODY = "999988887777";

export const NOT_FOUND = { status: 400, code: "ResourceNotFoundException" };
const REFERENCE = docs(
  "https://docs.aws.amazon.com/comprehend/latest/APIReference/API_DescribeDocumentClassifier.html",
);
const WORDING = community("https://github.com/aws/aws-sdk-java/issues/1684");

const status = v.picklist([
  "SUBMITTED",
  "TRAINING",
  "DELETING",
  "STOP_REQUESTED",
  "STOPPED",
  "IN_ERROR",
  "TRAINED",
  "TRAINED_WITH_WARNING",
]);
export const classifier = v.looseObject({
  DocumentClassifierArn: v.string(),
  Status: status,
  SubmitTime: v.date(),
});
const recognizer = v.looseObject({
  EntityRecognizerArn: v.string(),
  Status: status,
  SubmitTime: v.date(),
});
const summary = {
  NumberOfVersions: v.number(),
  LatestVersionCreatedAt: v.date(),
  LatestVersionStatus: status,
};
const endpoint = v.looseObject({ EndpointArn: v.string(), Status: v.string(), ModelArn: v.string() });

const given = [comprehendIsHere];
const listOf = (member: string, item: v.GenericSchema) => ({
  status: 200,
  shape: v.looseObject({ [member]: v.array(item) }),
});
const broken = (message: RegExp) => ({ status: 400, code: "ValidationException", message });

/** What is read of Comprehend's custom models. */
export const comprehendReading: readonly Row[] = [
  {
    operation: "ListDocumentClassifiers",
    name: "lists the versions of the account's classifiers",
    input: {},
    given,
    expects: listOf("DocumentClassifierPropertiesList", classifier),
    source: botocore("comprehend", "ListDocumentClassifiers"),
  },
  {
    operation: "ListDocumentClassifiers",
    name: "lists the oldest first",
    input: {},
    given,
    expects: {
      status: 200,
      shape: v.looseObject({
        DocumentClassifierPropertiesList: v.pipe(
          v.array(classifier),
          v.check((all) => all.every(({ SubmitTime }, i) => i === 0 || all[i - 1]!.SubmitTime <= SubmitTime)),
        ),
      }),
    },
    source: recorded("cloud-custodian, test_comprehend_{document_classifier,entity_recognizer}_kms_key"),
  },
  {
    operation: "ListDocumentClassifiers",
    name: "takes one filter only",
    input: { Filter: { Status: "TRAINED", DocumentClassifierName: "contract-none" } },
    given,
    expects: { status: 400, code: "InvalidFilterException" },
    source: botocore("comprehend", "ListDocumentClassifiers"),
  },
  {
    operation: "ListDocumentClassifiers",
    name: "finds nothing by a name of nothing",
    input: { Filter: { DocumentClassifierName: "contract-none" } },
    given,
    expects: { status: 200, shape: v.looseObject({ DocumentClassifierPropertiesList: v.strictTuple([]) }) },
    source: botocore("comprehend", "ListDocumentClassifiers"),
  },
  {
    operation: "ListDocumentClassifiers",
    name: "wants pages of 1 to 500",
    input: { MaxResults: 501 },
    given,
    expects: broken(
      /'501' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 500/,
    ),
    source: WORDING,
  },
  {
    operation: "ListEntityRecognizers",
    name: "lists the versions of the account's recognizers",
    input: { Filter: { SubmitTimeAfter: new Date(0) } },
    given,
    expects: listOf("EntityRecognizerPropertiesList", recognizer),
    source: botocore("comprehend", "ListEntityRecognizers"),
  },
  {
    operation: "ListEntityRecognizers",
    name: "takes no token that it has not given",
    input: { NextToken: "no-token-of-anybody" },
    given,
    expects: { status: 400, code: "InvalidRequestException" },
    settles: "comprehend.badNextToken",
    source: assumed("the service model has no code of its own for it"),
  },
  {
    operation: "ListDocumentClassifierSummaries",
    name: "lists the names of the account's classifiers",
    input: {},
    given,
    expects: listOf(
      "DocumentClassifierSummariesList",
      v.looseObject({ DocumentClassifierName: v.string(), ...summary }),
    ),
    source: botocore("comprehend", "ListDocumentClassifierSummaries"),
  },
  {
    operation: "ListEntityRecognizerSummaries",
    name: "lists the names of the account's recognizers",
    input: {},
    given,
    expects: listOf(
      "EntityRecognizerSummariesList",
      v.looseObject({ RecognizerName: v.string(), ...summary }),
    ),
    source: botocore("comprehend", "ListEntityRecognizerSummaries"),
  },
  {
    operation: "DescribeDocumentClassifier",
    name: "does not find a model that does not exist",
    input: (stage) => ({ DocumentClassifierArn: noClassifier(stage) }),
    given,
    expects: NOT_FOUND,
    source: REFERENCE,
  },
  {
    operation: "DescribeDocumentClassifier",
    name: "takes no entity recognizer",
    input: (stage) => ({ DocumentClassifierArn: noRecognizer(stage) }),
    given,
    expects: broken(
      /at 'documentClassifierArn' failed to satisfy constraint: Member must satisfy regular expression/,
    ),
    source: WORDING,
  },
  {
    operation: "DescribeDocumentClassifier",
    name: "is denied for a model of another account",
    input: (stage) => ({ DocumentClassifierArn: noClassifier({ ...stage, account: NOBODY }) }),
    given,
    expects: { status: 400, code: "AccessDeniedException" },
    settles: "comprehend.mayNot",
    source: assumed("no operation's model has the code"),
  },
  {
    operation: "DescribeEntityRecognizer",
    name: "does not find a model that does not exist",
    input: (stage) => ({ EntityRecognizerArn: noRecognizer(stage) }),
    given,
    expects: NOT_FOUND,
    source: REFERENCE,
  },
  {
    operation: "DescribeResourcePolicy",
    name: "does not find the policy of a model that does not exist",
    input: (stage) => ({ ResourceArn: noClassifier(stage) }),
    given,
    expects: NOT_FOUND,
    source: docs(
      "https://docs.aws.amazon.com/comprehend/latest/APIReference/API_DescribeResourcePolicy.html",
    ),
  },
  {
    operation: "comprehend:ListTagsForResource",
    name: "does not find a model that does not exist",
    input: (stage) => ({ ResourceArn: noClassifier(stage) }),
    given,
    expects: NOT_FOUND,
    source: docs("https://docs.aws.amazon.com/comprehend/latest/APIReference/API_ListTagsForResource.html"),
  },
  {
    operation: "ListEndpoints",
    name: "lists the account's endpoints",
    input: {},
    given,
    expects: listOf("EndpointPropertiesList", endpoint),
    source: botocore("comprehend", "ListEndpoints"),
  },
  {
    operation: "ListEndpoints",
    name: "takes one filter only",
    input: (stage) => ({ Filter: { ModelArn: noClassifier(stage), Status: "IN_SERVICE" } }),
    given,
    expects: { status: 400, code: "InvalidRequestException" },
    settles: "comprehend.manyEndpointFilters",
    source: assumed("the service model has no code of its own for it"),
  },
  {
    operation: "ListEndpoints",
    name: "finds none of a model that does not exist",
    input: (stage) => ({ Filter: { ModelArn: noClassifier(stage) } }),
    given,
    expects: { status: 200, shape: v.looseObject({ EndpointPropertiesList: v.strictTuple([]) }) },
    settles: "comprehend.endpointsOfMissing",
    alternatives: { refused: NOT_FOUND },
    source: assumed("nothing says that the model must exist"),
  },
  {
    operation: "DescribeEndpoint",
    name: "does not find an endpoint that does not exist",
    input: (stage) => ({ EndpointArn: missing(stage, "document-classifier-endpoint/contract-none") }),
    given,
    expects: NOT_FOUND,
    source: docs("https://docs.aws.amazon.com/comprehend/latest/APIReference/API_DescribeEndpoint.html"),
  },
];
