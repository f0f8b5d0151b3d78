import * as c from "@aws-sdk/client-comprehend";

import type { Send } from "./clients";

// One shape for all: what goes in may be wrong on purpose, and what comes out is judged by its row.
const via =
  (Command: new (input: never) => object): Send =>
  (to, input) =>
    to.comprehend.send(new Command(input) as never);
const once =
  (Command: new (input: never) => object): Send =>
  (to, input) =>
    to.comprehendOnce.send(new Command(input) as never);

/** What Comprehend is asked of custom models. */
export const comprehendReads = {
  DescribeResourcePolicy: via(c.DescribeResourcePolicyCommand),
  DescribeDocumentClassifier: via(c.DescribeDocumentClassifierCommand),
  DescribeEntityRecognizer: via(c.DescribeEntityRecognizerCommand),
  ListDocumentClassifiers: via(c.ListDocumentClassifiersCommand),
  ListEntityRecognizers: via(c.ListEntityRecognizersCommand),
  ListDocumentClassifierSummaries: via(c.ListDocumentClassifierSummariesCommand),
  ListEntityRecognizerSummaries: via(c.ListEntityRecognizerSummariesCommand),
  "comprehend:ListTagsForResource": via(c.ListTagsForResourceCommand),
  ListEndpoints: via(c.ListEndpointsCommand),
  DescribeEndpoint: via(c.DescribeEndpointCommand),
} satisfies Record<string, Send>;

/** What changes them. */
export const comprehendWrites = {
  PutResourcePolicy: once(c.PutResourcePolicyCommand),
  DeleteResourcePolicy: once(c.DeleteResourcePolicyCommand),
  ImportModel: once(c.ImportModelCommand),
  StopTrainingDocumentClassifier: once(c.StopTrainingDocumentClassifierCommand),
  StopTrainingEntityRecognizer: once(c.StopTrainingEntityRecognizerCommand),
  DeleteDocumentClassifier: once(c.DeleteDocumentClassifierCommand),
  DeleteEntityRecognizer: once(c.DeleteEntityRecognizerCommand),
  "comprehend:TagResource": once(c.TagResourceCommand),
  "comprehend:UntagResource": once(c.UntagResourceCommand),
} satisfies Record<string, Send>;
