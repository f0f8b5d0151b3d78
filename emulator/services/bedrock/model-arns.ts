import { randomBytes } from "node:crypto";

import { text } from "../../validation/shapes";
import { partitionOf } from "../../world/partitions";

/** The shapes of botocore's ARNs, names and ids that have to do with custom models. */
const FOUNDATION =
  "foundation-model\\/[a-z0-9-]{1,63}[.]{1}([a-z0-9-]{1,63}[.]){0,2}[a-z0-9-]{1,63}([:][a-z0-9-]{1,63}){0,2}";
const CUSTOM =
  "[0-9]{12}:custom-model\\/((imported)|([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}))(([:][a-z0-9-]{1,63}){0,2})?\\/[a-z0-9]{12}";
const BEDROCK = "arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:";

export const modelArn = text({
  min: 20,
  max: 1011,
  pattern: new RegExp(`${BEDROCK}((${CUSTOM})|(:${FOUNDATION}))`),
});

export const foundationModelArn = text({ pattern: new RegExp(`${BEDROCK}:${FOUNDATION}`) });

/** A name or an ARN of a custom model; the shape lets foundation models through as well. */
export const modelIdentifier = text({
  min: 1,
  max: 2048,
  pattern: new RegExp(
    `${BEDROCK}((${CUSTOM})|(:foundation-model\\/([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.]?[a-z0-9-]{1,63})([:][a-z0-9-]{1,63}){0,2})))` +
      "|(([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.]?[a-z0-9-]{1,63})([:][a-z0-9-]{1,63}){0,2}))|(([0-9a-zA-Z][_-]?)+)",
  ),
});

export const customModelName = text({ min: 1, max: 63, pattern: /([0-9a-zA-Z][_-]?){1,63}/ });

export const copyJobArn = text({
  max: 1011,
  pattern: /arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:model-copy-job\/[a-z0-9]{12}/,
});

/** What an ARN says of a custom model. */
export function partsOf(arn: string): { region: string; account: string; baseModelId: string } {
  const [, , , region = "", account = "", ...resource] = arn.split(":");
  const [, baseModelId = ""] = resource.join(":").split("/");
  return { region, account, baseModelId };
}

/** A base model's id as it is listed: in the ARN of a custom model its context window may follow, as in `…-v1:0:128k`. */
export function withoutContextWindow(baseModelId: string): string {
  return baseModelId.split(":").slice(0, 2).join(":");
}

export function customModelArn(region: string, account: string, baseModelId: string): string {
  return customModelsArn({ region, account }, `${baseModelId}/${randomId()}`);
}

/** Custom models of an account in a Region: all, or what is called so. */
export function customModelsArn(
  { region, account }: { region: string; account: string },
  which = "*",
): string {
  return `arn:${partitionOf(region)}:bedrock:${region}:${account}:custom-model/${which}`;
}

export function newCopyJobArn(region: string, account: string): string {
  return `arn:${partitionOf(region)}:bedrock:${region}:${account}:model-copy-job/${randomId()}`;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

function randomId(): string {
  return Array.from(randomBytes(12), (byte) => LETTERS[byte % LETTERS.length]).join("");
}
