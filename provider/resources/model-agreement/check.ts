import type { Aws } from "../../aws/aws";
import { allFailures, defaultRegion } from "../../aws/region-and-role";
import { whyNoBedrockAccess } from "../../aws/regions-and-partitions";
import type { CheckFailure } from "../../core/check";
import { checkDeclared } from "../../core/declaration/checked";
import { clipped } from "../../core/errors";
import type { Checked } from "../../core/lifecycle";
import { isUnknown, type Props } from "../../core/props";
import { pinOrProblems, projectFolder } from "../../services/bedrock/terms/pin-file";
import { problemsOf, type ReviewedTerms } from "../../services/bedrock/terms/reviewed-terms";
import { declaration, type Inputs } from "./declaration";

/** AWS documents up to 15 minutes; Terraform waits 30, and wants to see the flapping AVAILABLE twice as well. */
export const DEFAULT_TIMEOUT_SECONDS = 30 * 60;

export async function checkInputs(news: Props, aws: Aws): Promise<Checked<Inputs>> {
  const { props, compared, failures } = checkDeclared(declaration, withTerms(news));
  const region = props.region ?? (await defaultRegion(aws.config));
  const inputs = { ...props, region, ...compared } as Inputs;
  const all = [...failures, ...reviewFailures(props.reviewedTerms, props)];
  return { inputs, failures: allFailures(aws, all, inputs, whyNoBedrockAccess) };
}

/** The class hands over what stands in a file of reviewed terms; programs in other languages name the file. */
function withTerms(news: Props): Props {
  const { reviewedTerms } = news;
  if (typeof reviewedTerms !== "string" || isUnknown(reviewedTerms)) return news;
  return { ...news, reviewedTerms: pinOrProblems(reviewedTerms, projectFolder()) };
}

/** What could not be read is a list of sentences. */
function reviewFailures(
  reviewed: unknown,
  { modelId, offerId }: { readonly modelId?: string; readonly offerId?: string | undefined },
): CheckFailure[] {
  if (reviewed === undefined || isUnknown(reviewed)) return [];
  const failure = (path: string, reason: string): CheckFailure => ({
    path: `reviewedTerms${path && !path.startsWith("[") ? "." : ""}${path}`,
    reason,
  });
  if (Array.isArray(reviewed)) {
    const isOurs = reviewed.length > 0 && reviewed.every((one) => typeof one === "string");
    const problems: string[] = isOurs ? reviewed : ["must be the path of a file, or the content of one"];
    return problems.map((problem) => failure("", clipped(problem)));
  }
  const problems = problemsOf(reviewed);
  if (problems.length > 0) return problems.map(({ path, reason }) => failure(path, reason));
  const terms = reviewed as ReviewedTerms;
  const isOther = (one: string | undefined, other: string): boolean =>
    one !== undefined && !isUnknown(one) && one !== other;
  return [
    ...(isOther(modelId, terms.modelId) ? [failure("modelId", `is ${terms.modelId}, another model`)] : []),
    ...(isOther(offerId, terms.offerId)
      ? [failure("offerId", `is ${terms.offerId}, and offerId asks for another`)]
      : []),
  ];
}
