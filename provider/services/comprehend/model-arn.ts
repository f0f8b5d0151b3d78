import * as v from "valibot";

import { isRegion } from "../../aws/regions-and-partitions";
import { known } from "../../core/check";
import type { ModelKind } from "./comprehend-model";

/** What the ARN of a model tells. */
export interface ModelArn {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  readonly kind: ModelKind;
  readonly modelName: string;
  /** Absent where the model was trained without one. */
  readonly versionName?: string;
}

/** What the ARN of a model's version tells. */
export interface ModelVersionArn extends ModelArn {
  readonly versionName: string;
}

/** A model in a word. */
export function shortNameOf({ modelName, versionName }: Pick<ModelArn, "modelName" | "versionName">): string {
  return versionName === undefined ? modelName : `${modelName}/${versionName}`;
}

/** The name of a model, or of its version. What AWS says of underscores contradicts its own service model. */
export const NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/;
export const LONGEST_NAME = 63;
const LONGEST_ARN = 256;

const HEAD = /^arn:(aws(?:-[\w-]+)?):comprehend:([a-z0-9-]+):(\d{12}):([a-z-]+)\/(.+)$/;
export const KINDS: readonly string[] = ["document-classifier", "entity-recognizer"] satisfies ModelKind[];

/** The ARN of a model, with a version or without; undefined where the value is none, or is not known yet. */
export function parseModelArn(arn: unknown): ModelArn | undefined {
  const [, partition = "", region = "", accountId = "", kind = "", rest = ""] =
    typeof arn === "string" ? (HEAD.exec(arn) ?? []) : [];
  const [modelName = "", word, versionName, ...more] = rest.split("/");
  const hasVersion = word === "version" && versionName !== undefined && isName(versionName);
  const isModel = isName(modelName) && more.length === 0 && (word === undefined || hasVersion);
  if (!KINDS.includes(kind) || !isModel) return undefined;
  const model = { partition, region, accountId, kind: kind as ModelKind, modelName };
  return versionName === undefined ? model : { ...model, versionName };
}

/** The ARN of a version; undefined where the value is none, or is not known yet. */
export function parseModelVersionArn(arn: unknown): ModelVersionArn | undefined {
  const model = parseModelArn(arn);
  return model?.versionName === undefined ? undefined : { ...model, versionName: model.versionName };
}

export function modelArnOf({ partition, region, accountId, kind, modelName, versionName }: ModelArn): string {
  const version = versionName === undefined ? "" : `/version/${versionName}`;
  return `arn:${partition}:comprehend:${region}:${accountId}:${kind}/${modelName}${version}`;
}

/** An input that is the ARN of a custom model: of a version, or of a model that was trained without one. */
export const modelArn = known(
  v.pipe(
    v.string("must be a string"),
    v.rawCheck(({ dataset, addIssue }) => {
      const reason = dataset.typed ? whyNoModel(dataset.value) : undefined;
      if (reason !== undefined) addIssue({ message: reason });
    }),
  ),
);

/** Why the text is no ARN of a model, with what to give instead; undefined when it is one. */
function whyNoModel(arn: string): string | undefined {
  if (arn.length > LONGEST_ARN) return `must have at most ${LONGEST_ARN} characters`;
  if (isRegion(parseModelArn(arn)?.region)) return undefined;
  const [, , , , kind = ""] = HEAD.exec(arn) ?? [];
  if (kind === "flywheel")
    return "is a flywheel; give the ARN of one of its model's versions (ActiveModelArn)";
  if (kind.endsWith("-endpoint")) return "is an endpoint; give the ARN of the model's version that it serves";
  return "must be the ARN of a model: arn:aws:comprehend:<region>:<account>:document-classifier/<name>/version/<version>, or entity-recognizer/…";
}

function isName(text: string): boolean {
  return text.length <= LONGEST_NAME && NAME.test(text);
}
