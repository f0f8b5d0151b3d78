import * as v from "valibot";

import type { Aws } from "../../aws/aws";
import { catalogue } from "../../aws/errors/catalogue";
import { ON_TERMS_CHANGED, type OnTermsChanged } from "../../aws/config/config";
import type { AssumeRole } from "../../aws/credentials/roles";
import { allFailures, defaultRegion, regionAndRoleEntries } from "../../aws/region-and-role";
import { whyNoBedrockAccess } from "../../aws/regions-and-partitions";
import { type CheckFailure, checkProps, known, oneOf, text, withComputed } from "../../core/check";
import type { Checked } from "../../core/lifecycle";
import { clipped } from "../../core/errors";
import { isUnknown, type Props } from "../../core/props";
import { problemsOf, type ReviewedTerms } from "../../services/bedrock/terms/reviewed-terms";
import { MODEL_ID, MODEL_ID_LENGTH, PROFILE_ID } from "../../services/bedrock/model-id";

/** What the program asked for, completed by check. */
export interface Inputs {
  readonly modelId: string;
  readonly offerId?: string;
  readonly offerType?: "PUBLIC" | "ALL";
  readonly onExisting?: "adopt" | "fail";
  readonly deletionPolicy?: "delete-if-created" | "delete" | "retain";
  readonly requireAuthorized?: boolean;
  readonly reviewedTerms?: ReviewedTerms;
  readonly onTermsChanged?: OnTermsChanged;
  readonly region: string;
  readonly assumeRole?: AssumeRole;
  readonly agreementStatus: string;
  readonly authorizationStatus: string;
  readonly entitlementAvailability: string;
  readonly regionAvailability: string;
  /** What AWS says of an agreement in ERROR, so that the drift of its status shows it; a healthy one has none. */
  readonly agreementErrorMessage?: string;
}

/** AWS documents up to 15 minutes; Terraform waits 30, and wants to see the flapping AVAILABLE twice as well. */
export const DEFAULT_TIMEOUT_SECONDS = 30 * 60;

/** What a healthy agreement reads. As checked inputs they make every other answer of AWS a visible drift. */
export const HEALTHY = {
  agreementStatus: "AVAILABLE",
  authorizationStatus: "AUTHORIZED",
  entitlementAvailability: "AVAILABLE",
  regionAvailability: "AVAILABLE",
} as const;

const modelId = known(
  v.pipe(
    v.string("must be a string"),
    v.check((id) => !id.startsWith("arn:"), "must be a model id such as cohere.command-r-v1:0, not an ARN"),
    v.check((id) => !PROFILE_ID.test(id), catalogue.inferenceProfile.says),
    v.check(
      (id) => id.startsWith("arn:") || (MODEL_ID.test(id) && id.length <= MODEL_ID_LENGTH),
      `must be a Bedrock base model id (provider.model, lower case, up to ${MODEL_ID_LENGTH} characters)`,
    ),
  ),
);

const entries = {
  modelId,
  offerId: v.optional(text(/^\S+$/, "be an offer id")),
  offerType: v.optional(oneOf(["PUBLIC", "ALL"])),
  onExisting: v.optional(oneOf(["adopt", "fail"])),
  deletionPolicy: v.optional(oneOf(["delete-if-created", "delete", "retain"])),
  requireAuthorized: v.optional(known(v.boolean("must be true or false"))),
  reviewedTerms: v.optional(v.unknown()),
  onTermsChanged: v.optional(oneOf(ON_TERMS_CHANGED)),
  ...regionAndRoleEntries,
};

export async function checkInputs(news: Props, aws: Aws): Promise<Checked<Inputs>> {
  const { agreementErrorMessage, ...given } = news;
  const { asked, computed } = withComputed(given, HEALTHY);
  const { props, failures } = checkProps(entries, asked);
  const region = props.region ?? (await defaultRegion(aws.config));
  const inputs = {
    ...props,
    region,
    ...computed,
    ...(agreementErrorMessage !== undefined && { agreementErrorMessage }),
  } as Inputs;
  const all = [...failures, ...reviewFailures(props.reviewedTerms, props)];
  return { inputs, failures: allFailures(aws, all, inputs, whyNoBedrockAccess) };
}

/** What the class could not read, it hands over as a list of sentences. */
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
    const problems: string[] = isOurs ? reviewed : ["must be the path of a file, or what stands in one"];
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
