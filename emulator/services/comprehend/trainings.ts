import { partsOf } from "./arns";
import { isTrained } from "./models";
import type { Model } from "./model-record";

/** What an answer tells of the training of a model: what it was trained on, and when. */
export function trainingOf(model: Model, status: string, end: number | undefined): object {
  return { ...timesOf(model, status, end), ...dataOf(model) };
}

/** Whatever ends otherwise than TRAINED has never begun here. */
function timesOf({ submittedAt }: Model, status: string, end: number | undefined): object {
  const after = (part: number, until: number) => new Date(submittedAt + (until - submittedAt) * part);
  if (end === undefined) return status === "TRAINING" ? { TrainingStartTime: new Date(submittedAt) } : {};
  return {
    ...(isTrained(status) && { TrainingStartTime: after(0.2, end) }),
    TrainingEndTime: after(0.95, end),
  };
}

function dataOf({ arn, metadata }: Model): object {
  const { kind, name } = partsOf(arn);
  const from = `s3://emulated-training-data/${name}`;
  const DataFormat = "COMPREHEND_CSV";
  if (kind === "document-classifier") {
    return { InputDataConfig: { DataFormat, S3Uri: `${from}/documents.csv` }, OutputDataConfig: {} };
  }
  const types = metadata?.["EntityTypes"] as readonly { readonly Type: string }[] | undefined;
  return {
    InputDataConfig: {
      DataFormat,
      EntityTypes: (types ?? [{ Type: "ENTITY" }]).map(({ Type }) => ({ Type })),
      Documents: { S3Uri: `${from}/documents.txt`, InputFormat: "ONE_DOC_PER_LINE" },
      Annotations: { S3Uri: `${from}/annotations.csv` },
    },
  };
}
