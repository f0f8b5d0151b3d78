import { type Kind, partsOf } from "./arns";
import { type Emulated, endOf, isTerminal, isTrained, messageOf, type Model, statusOf } from "./models";

/** What a document classifier and an entity recognizer call the same thing. */
const WORDS = {
  "document-classifier": { arn: "DocumentClassifierArn", metadata: "ClassifierMetadata" },
  "entity-recognizer": { arn: "EntityRecognizerArn", metadata: "RecognizerMetadata" },
} as const satisfies Record<Kind, object>;

/** A model as Comprehend describes it: without its name, its tags and its policy. */
export function describeModel(model: Model, emulated: Emulated): Record<string, unknown> {
  const { kind, version } = partsOf(model.arn);
  const status = statusOf(model, emulated);
  const message = messageOf(model, emulated);
  const end = isTerminal(status) ? endOf(model, emulated) : undefined;
  return {
    [WORDS[kind].arn]: model.arn,
    LanguageCode: model.languageCode,
    Status: status,
    Message: message,
    SubmitTime: new Date(model.submittedAt),
    EndTime: end === undefined ? undefined : new Date(end),
    [WORDS[kind].metadata]: isTrained(status) ? model.metadata : undefined,
    DataAccessRoleArn: model.dataAccessRoleArn,
    Mode: model.mode,
    ModelKmsKeyId: model.modelKmsKeyId,
    VersionName: version,
    SourceModelArn: model.sourceModelArn,
    FlywheelArn: model.flywheel === undefined ? undefined : flywheelArn(model, model.flywheel),
  };
}

function flywheelArn({ arn }: Model, name: string): string {
  return arn.replace(/[^:]+$/, `flywheel/${name}`);
}
