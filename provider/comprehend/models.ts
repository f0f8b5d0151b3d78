import type { ComprehendClient, DocumentClassifierProperties } from "@aws-sdk/client-comprehend";

import { isAws } from "../aws/doing";
import { comprehendSdk } from "../aws/sdk";
import { type ModelVersionArn, modelVersionArnOf } from "./model-arn";

/** What AWS says of a version of either kind, under the same names. */
type Common = Pick<
  DocumentClassifierProperties,
  | "LanguageCode"
  | "Status"
  | "Message"
  | "SubmitTime"
  | "EndTime"
  | "TrainingStartTime"
  | "TrainingEndTime"
  | "DataAccessRoleArn"
  | "ModelKmsKeyId"
  | "SourceModelArn"
  | "FlywheelArn"
>;

/** A version of a model as AWS describes it. */
export interface LiveModel extends Common {
  readonly Arn: string;
  /** Of document classifiers only. */
  readonly Mode?: string | undefined;
  /** How it did in its training. */
  readonly Metadata?: object | undefined;
}

/** A version of a model; undefined when AWS knows none. */
export async function modelVersion(
  client: ComprehendClient,
  version: ModelVersionArn,
): Promise<LiveModel | undefined> {
  const { DescribeDocumentClassifierCommand, DescribeEntityRecognizerCommand } = comprehendSdk();
  const Arn = modelVersionArnOf(version);
  try {
    if (version.kind === "document-classifier") {
      const command = new DescribeDocumentClassifierCommand({ DocumentClassifierArn: Arn });
      const { ClassifierMetadata, ...rest } = (await client.send(command)).DocumentClassifierProperties ?? {};
      return { ...rest, Arn, Metadata: ClassifierMetadata };
    }
    const command = new DescribeEntityRecognizerCommand({ EntityRecognizerArn: Arn });
    const { RecognizerMetadata, ...rest } = (await client.send(command)).EntityRecognizerProperties ?? {};
    return { ...rest, Arn, Metadata: RecognizerMetadata };
  } catch (thrown) {
    if (isAws(thrown, "ResourceNotFoundException")) return undefined;
    throw thrown;
  }
}
