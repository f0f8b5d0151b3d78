import type {
  ComprehendClient,
  DocumentClassifierProperties,
  EntityRecognizerProperties,
} from "@aws-sdk/client-comprehend";

import { complete } from "../../aws/clients/answers";
import { isAws } from "../../aws/errors/explained";
import { comprehendSdk } from "../../aws/clients/sdk";
import type { ModelKind } from "./comprehend-model";
import { type ModelArn, modelArnOf } from "./model-arn";

/** What AWS says of a version of either kind, under the same names. */
type Common = Pick<
  DocumentClassifierProperties,
  | "LanguageCode"
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
  readonly Status: string;
  /** Of document classifiers only. */
  readonly Mode?: string | undefined;
  /** How it did in its training. */
  readonly Metadata?: object | undefined;
}

/** The model of that very ARN as AWS describes it; undefined when AWS knows none. */
export async function describedModel(
  client: ComprehendClient,
  model: ModelArn,
): Promise<LiveModel | undefined> {
  const { DescribeDocumentClassifierCommand, DescribeEntityRecognizerCommand } = comprehendSdk();
  const arn = modelArnOf(model);
  try {
    if (model.kind === "document-classifier") {
      const answer = await client.send(new DescribeDocumentClassifierCommand({ DocumentClassifierArn: arn }));
      const operation = "DescribeDocumentClassifier";
      const { DocumentClassifierProperties } = complete(operation, answer, "DocumentClassifierProperties");
      return onlyOf(arn, asClassifier(operation, DocumentClassifierProperties));
    }
    const answer = await client.send(new DescribeEntityRecognizerCommand({ EntityRecognizerArn: arn }));
    const operation = "DescribeEntityRecognizer";
    const { EntityRecognizerProperties } = complete(operation, answer, "EntityRecognizerProperties");
    return onlyOf(arn, asRecognizer(operation, EntityRecognizerProperties));
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
      const operation = "ListDocumentClassifiers";
      const models = complete(operation, page, "DocumentClassifierPropertiesList");
      found.push(...models.DocumentClassifierPropertiesList.map((one) => asClassifier(operation, one)));
    }
  } else {
    const filter = modelName === undefined ? {} : { Filter: { RecognizerName: modelName } };
    for await (const page of paginateListEntityRecognizers(config, filter)) {
      const operation = "ListEntityRecognizers";
      const models = complete(operation, page, "EntityRecognizerPropertiesList");
      found.push(...models.EntityRecognizerPropertiesList.map((one) => asRecognizer(operation, one)));
    }
  }
  return found;
}

/** An ARN without a version may be answered by another model: one that has some. */
function onlyOf(arn: string, live: LiveModel): LiveModel | undefined {
  return live.Arn === arn ? live : undefined;
}

function asClassifier(operation: string, properties: DocumentClassifierProperties): LiveModel {
  const { DocumentClassifierArn, ClassifierMetadata, ...rest } = complete(
    operation,
    properties,
    "DocumentClassifierArn",
    "Status",
  );
  return { ...rest, Arn: DocumentClassifierArn, Metadata: ClassifierMetadata };
}

function asRecognizer(operation: string, properties: EntityRecognizerProperties): LiveModel {
  const { EntityRecognizerArn, RecognizerMetadata, ...rest } = complete(
    operation,
    properties,
    "EntityRecognizerArn",
    "Status",
  );
  return { ...rest, Arn: EntityRecognizerArn, Metadata: RecognizerMetadata };
}
