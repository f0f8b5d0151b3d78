import type {
  ComprehendClient,
  DocumentClassifierProperties,
  EntityRecognizerProperties,
} from "@aws-sdk/client-comprehend";

import { isAws } from "../aws/doing";
import { comprehendSdk } from "../aws/sdk";
import { type ModelArn, modelArnOf, type ModelKind } from "./model-arn";

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

/** A model as AWS describes it; undefined when AWS knows none. */
export async function describedModel(
  client: ComprehendClient,
  model: ModelArn,
): Promise<LiveModel | undefined> {
  const { DescribeDocumentClassifierCommand, DescribeEntityRecognizerCommand } = comprehendSdk();
  const arn = modelArnOf(model);
  try {
    if (model.kind === "document-classifier") {
      const command = new DescribeDocumentClassifierCommand({ DocumentClassifierArn: arn });
      return asClassifier((await client.send(command)).DocumentClassifierProperties ?? {});
    }
    const command = new DescribeEntityRecognizerCommand({ EntityRecognizerArn: arn });
    return asRecognizer((await client.send(command)).EntityRecognizerProperties ?? {});
  } catch (thrown) {
    if (isAws(thrown, "ResourceNotFoundException")) return undefined;
    throw thrown;
  }
}

/** The versions of the caller's models of a kind; of one name, where one is given. */
export async function modelVersions(
  client: ComprehendClient,
  kind: ModelKind,
  modelName: string | undefined,
): Promise<LiveModel[]> {
  const { paginateListDocumentClassifiers, paginateListEntityRecognizers } = comprehendSdk();
  const config = { client, pageSize: 500 };
  const found: LiveModel[] = [];
  if (kind === "document-classifier") {
    const filter = modelName === undefined ? {} : { Filter: { DocumentClassifierName: modelName } };
    for await (const page of paginateListDocumentClassifiers(config, filter)) {
      found.push(...(page.DocumentClassifierPropertiesList ?? []).map(asClassifier));
    }
  } else {
    const filter = modelName === undefined ? {} : { Filter: { RecognizerName: modelName } };
    for await (const page of paginateListEntityRecognizers(config, filter)) {
      found.push(...(page.EntityRecognizerPropertiesList ?? []).map(asRecognizer));
    }
  }
  return found;
}

function asClassifier(properties: DocumentClassifierProperties): LiveModel {
  const { DocumentClassifierArn = "", ClassifierMetadata, ...rest } = properties;
  return { ...rest, Arn: DocumentClassifierArn, Metadata: ClassifierMetadata };
}

function asRecognizer(properties: EntityRecognizerProperties): LiveModel {
  const { EntityRecognizerArn = "", RecognizerMetadata, ...rest } = properties;
  return { ...rest, Arn: EntityRecognizerArn, Metadata: RecognizerMetadata };
}
