import { notEmulated } from "../../behaviours/refusals";
import type { Call } from "../../operation/operation";
import { required, text } from "../../validation/shapes";
import type { CustomModel } from "./custom-models";
import { findOwnModel } from "./visible-models";

/** Everything of Bedrock that can be tagged; a copy job is not among it. */
export const resourceArn = required(
  text({
    min: 20,
    max: 1011,
    pattern:
      /.*(^[a-zA-Z0-9][a-zA-Z0-9-]*$)|(^arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:custom-model\/(imported)\/[a-z0-9]{12}$)|(^arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:([0-9]{12}|)((:(fine-tuning-job|model-customization-job|custom-model)\/[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([a-z0-9-]{1,63}[.]){0,2}[a-z0-9-]{1,63}([:][a-z0-9-]{1,63}){0,2}(\/[a-z0-9]{12})$)|(:guardrail\/[a-z0-9]+$)|(:automated-reasoning-policy\/[a-zA-Z0-9]+(:[a-zA-Z0-9]+)?$)|(:(inference-profile|application-inference-profile)\/[a-zA-Z0-9-:.]+$)|(:(provisioned-model|model-invocation-job|model-evaluation-job|evaluation-job|model-import-job|imported-model|async-invoke|provisioned-model-v2|provisioned-model-reservation|prompt-router|custom-model-deployment)\/[a-z0-9]{12}$))).*/,
  }),
);

/** The custom model of the caller whose tags are meant. What else has tags is named, and not emulated. */
export function findTagged(arn: string, call: Call): CustomModel {
  const kind = arn.split(":")[5]?.split("/")[0];
  if (kind !== "custom-model") throw notEmulated(`tags of ${kind ?? arn}`);
  return findOwnModel(arn, call);
}
