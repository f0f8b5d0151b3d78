import * as pulumi from "@pulumi/pulumi";

import { pinFile } from "../../program/pin-file";
import { projectRoot } from "../../program/project-root";
import type { ReviewedTerms } from "../../services/bedrock/terms/reviewed-terms";

/** What of the arguments counts here. */
interface Given {
  readonly modelId: pulumi.Input<string>;
  readonly reviewedTerms?: pulumi.Input<string | ReviewedTerms>;
}

/** What the program gives, with what stands in the file of reviewed terms. */
export function prepared({ reviewedTerms, ...others }: Given): object {
  if (reviewedTerms === undefined) return others;
  return { ...others, reviewedTerms: contentOf(reviewedTerms, others.modelId) };
}

/**
 * What stands in the file, so that a refresh or a destroy needs none. What is wrong with it is handed over in its place: check
 * refuses that as it refuses every input.
 */
function contentOf(
  reviewedTerms: pulumi.Input<string | ReviewedTerms>,
  modelId: pulumi.Input<string>,
): pulumi.Output<ReviewedTerms | readonly string[]> {
  return pulumi.all([reviewedTerms, modelId]).apply(([given, model]) => {
    if (typeof given !== "string") return given;
    const terms = pinFile().pinOrProblems(given, projectRoot());
    const isOther = "modelId" in terms && terms.modelId !== model;
    return isOther ? [`${given}: modelId: is ${terms.modelId}, not ${model}`] : terms;
  });
}
