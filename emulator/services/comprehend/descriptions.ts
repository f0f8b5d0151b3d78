import { assume } from "../../behaviours/assumptions";
import type { Behaviour } from "../../behaviours/behaviours";
import type { Call } from "../../operation/operation";
import { type Kind, partsOf, requireOwn } from "./arns";
import {
  endOf,
  failureMessage,
  importStatuses,
  isTerminal,
  isTrained,
  messageOf,
  modelAt,
  modelsOfKind,
  statusOf,
} from "./models";
import type { Emulated, Model } from "./model-record";
import { refusals } from "./refusals";
import { trainingOf } from "./trainings";

/** What a document classifier and an entity recognizer call the same thing. */
const WORDS = {
  "document-classifier": { arn: "DocumentClassifierArn", metadata: "ClassifierMetadata" },
  "entity-recognizer": { arn: "EntityRecognizerArn", metadata: "RecognizerMetadata" },
} as const satisfies Record<Kind, object>;

const unversionedArn = assume(
  "comprehend.unversionedArn",
  "an ARN without a version is a model that has none (recorded), and never one that has some",
  { newest: "where there is no such model it is the newest version of the name" },
);

const importMetadata = assume("comprehend.importMetadata", "a trained import has its source's metadata", {
  absent: "it has none",
});

const importTraining = assume(
  "comprehend.importTraining",
  "an import has no training times and no training data",
  {
    asTrained: "it has them as a trained model has",
  },
);

const sourceInAnswer = assume(
  "comprehend.sourceInAnswer",
  "an import names its source for as long as it is there",
  {
    absent: "it never does",
  },
);

/** What holds for the answers about models of either kind. */
export const description: readonly Behaviour[] = [
  { source: "botocore", what: "neither the model's name nor its tags nor its policy are in the answer" },
  {
    source: "recorded",
    what: "metadata are there once it is trained; VersionName where it has a version, ModelKmsKeyId where it has a key",
  },
  {
    source: "recorded",
    what: "a trained model has InputDataConfig and a role; a classifier OutputDataConfig, often empty, and Mode",
  },
  {
    source: "recorded",
    what: "a training that was successful has a start and an end; one that failed or was stopped before it began has no start",
  },
  { source: "design", what: "what a model of the world was trained on is made up" },
  importMetadata,
  importTraining,
  sourceInAnswer,
  failureMessage,
  importStatuses,
];

/** What holds for the answer about one model. */
export const describing: readonly Behaviour[] = [...description, unversionedArn];

/** The model that an ARN describes. */
export function modelToDescribe(operation: string, arn: string, call: Call): Model {
  requireOwn(operation, arn, call);
  const { kind, name, version } = partsOf(arn);
  const [newest] =
    version === undefined && unversionedArn.is("newest", call)
      ? modelsOfKind(kind, call)
          .filter((model) => partsOf(model.arn).name === name)
          .sort((one, other) => other.submittedAt - one.submittedAt)
      : [];
  const model = modelAt(arn, call) ?? newest;
  if (!model) throw refusals.notFound();
  return model;
}

/** A model as Comprehend describes it: without its name, its tags and its policy. */
export function describeModel(model: Model, emulated: Emulated): Record<string, unknown> {
  const { kind, version } = partsOf(model.arn);
  const status = statusOf(model, emulated);
  const message = messageOf(model, emulated);
  const end = isTerminal(status) ? endOf(model, emulated) : undefined;
  const isImport = model.sourceModelArn !== undefined;
  const hasMetadata = isTrained(status) && !(isImport && importMetadata.is("absent", emulated));
  const hasTraining = !isImport || importTraining.is("asTrained", emulated);
  return {
    [WORDS[kind].arn]: model.arn,
    LanguageCode: model.languageCode,
    Status: status,
    Message: message,
    SubmitTime: new Date(model.submittedAt),
    EndTime: end === undefined ? undefined : new Date(end),
    ...(hasTraining && trainingOf(model, status, end)),
    [WORDS[kind].metadata]: hasMetadata ? model.metadata : undefined,
    DataAccessRoleArn: model.dataAccessRoleArn,
    Mode: model.mode,
    ModelKmsKeyId: model.modelKmsKeyId,
    VersionName: version,
    SourceModelArn: sourceInAnswer.is("absent", emulated) ? undefined : model.sourceModelArn,
    FlywheelArn: model.flywheel === undefined ? undefined : flywheelArn(model, model.flywheel),
  };
}

function flywheelArn({ arn }: Model, name: string): string {
  return arn.replace(/[^:]+$/, `flywheel/${name}`);
}
