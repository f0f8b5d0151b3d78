import * as v from "valibot";

import type { Aws } from "../aws/aws";
import { catalogue } from "../aws/catalogue";
import type { AssumeRole } from "../aws/roles";
import { allFailures, defaultRegion, placeEntries } from "../aws/place";
import { whyNoBedrockAccess } from "../aws/regions";
import { checkProps, known, oneOf, text, withComputed } from "../core/check";
import type { Checked, Timeouts } from "../core/lifecycle";
import type { Props } from "../core/props";
import { MODEL_ID, MODEL_ID_LENGTH, PROFILE_ID } from "./model-id";

/** What the program asked for, completed by check. */
export interface Inputs {
  readonly modelId: string;
  readonly offerId?: string;
  readonly offerType?: "PUBLIC" | "ALL";
  readonly onExisting?: "adopt" | "fail";
  readonly deletionPolicy?: "delete-if-created" | "delete" | "retain";
  readonly requireAuthorized?: boolean;
  readonly region: string;
  readonly assumeRole?: AssumeRole;
  readonly agreementStatus: string;
  readonly authorizationStatus: string;
  readonly entitlementAvailability: string;
  readonly regionAvailability: string;
  readonly __urn: string;
  readonly __timeouts?: Timeouts;
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
  ...placeEntries,
};

export async function checkInputs(news: Props, aws: Aws): Promise<Checked<Inputs>> {
  const { asked, computed } = withComputed(news, HEALTHY);
  const { props, failures } = checkProps(entries, asked);
  const region = props.region ?? (await defaultRegion(aws.config));
  const { __urn, __timeouts } = news;
  const inputs = { ...props, region, ...computed, __urn, __timeouts } as Inputs;
  return { inputs, failures: allFailures(aws, failures, inputs, whyNoBedrockAccess) };
}
