import * as v from "valibot";

import { known } from "../../core/check";

/** What the ARN of a custom model tells. */
export interface CustomModelArn {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

const LONGEST_ARN = 1011;
const CUSTOM_MODEL = /^arn:(aws[\w-]*):bedrock:([a-z0-9-]+):(\d{12}):custom-model\/[\w.:/-]+$/;

/** undefined where the value is none, or is not known yet. */
export function parseCustomModelArn(arn: unknown): CustomModelArn | undefined {
  const [, partition, region, accountId] = typeof arn === "string" ? (CUSTOM_MODEL.exec(arn) ?? []) : [];
  if (partition === undefined || region === undefined || accountId === undefined) return undefined;
  return { partition, region, accountId };
}

/** What Bedrock's service model has for one. */
const SENDABLE =
  /^arn:aws(-[\w-]+)?:bedrock:[a-z0-9-]{1,20}:\d{12}:custom-model\/(imported|[a-z0-9-]{1,63}\.[a-z0-9-]{1,63})(:[a-z0-9-]{1,63}){0,2}\/[a-z0-9]{12}$/;

/** An input that is the ARN of a custom model. */
export const customModelArn = known(
  v.pipe(
    v.string("must be a string"),
    v.maxLength(LONGEST_ARN, `must have at most ${LONGEST_ARN} characters`),
    v.check(
      (arn) => !isFoundationModel(arn),
      "is a foundation model, which everybody has already; it must be a custom model",
    ),
    v.check(
      (arn) => isFoundationModel(arn) || SENDABLE.test(arn),
      "must be the ARN of a custom model: arn:aws:bedrock:<region>:<account>:custom-model/…",
    ),
  ),
);

function isFoundationModel(arn: string): boolean {
  return arn.includes("::foundation-model/");
}
