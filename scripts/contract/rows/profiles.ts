import * as v from "valibot";

import { call } from "../calls/calls";
import { assumed, botocore, type Condition, type Row, single } from "../vocabulary/row";
import type { Stage } from "../vocabulary/stage";

/** The profiles of the Region whose ids begin so. */
async function profilesOf({ clients }: Stage, geography = ""): Promise<string[]> {
  const { output } = await call(clients, "ListInferenceProfiles", { typeEquals: "SYSTEM_DEFINED" });
  const { inferenceProfileSummaries: found = [] } = (output ?? {}) as {
    inferenceProfileSummaries?: { inferenceProfileId: string }[];
  };
  return found.map(({ inferenceProfileId }) => inferenceProfileId).filter((id) => id.startsWith(geography));
}

const hasProfile = (geography?: string): Condition => ({
  holds: async (stage) => (await profilesOf(stage, geography)).length > 0,
  otherwise: `the Region has no ${geography === undefined ? "" : "global "}inference profile`,
});
const first = (geography?: string) => async (stage: Stage) => ({
  inferenceProfileIdentifier: (await profilesOf(stage, geography))[0],
});

const modelIn = (region: string) =>
  v.object({
    modelArn: v.pipe(v.string(), v.regex(new RegExp(`^arn:aws[^:]*:bedrock:${region}::foundation-model/`))),
  });
const profile = v.looseObject({
  inferenceProfileName: v.string(),
  inferenceProfileArn: v.pipe(v.string(), v.regex(/:\d{12}:inference-profile\//)),
  inferenceProfileId: v.string(),
  models: v.pipe(v.array(modelIn("[a-z0-9-]*")), v.minLength(1)),
  status: v.literal("ACTIVE"),
  type: v.literal("SYSTEM_DEFINED"),
});

/** What is read of inference profiles. */
export const profilesReading: readonly Row[] = [
  {
    operation: "ListInferenceProfiles",
    name: "lists AWS's own profiles of the Region",
    input: { typeEquals: "SYSTEM_DEFINED" },
    expects: { status: 200, shape: v.looseObject({ inferenceProfileSummaries: v.array(profile) }) },
    source: botocore("bedrock", "ListInferenceProfiles"),
  },
  {
    operation: "GetInferenceProfile",
    name: "describes a profile, with the model in every Region it may lead to",
    input: first(),
    given: [hasProfile()],
    expects: { status: 200, shape: profile },
    source: botocore("bedrock", "GetInferenceProfile"),
  },
  {
    operation: "GetInferenceProfile",
    name: "names the model of a global profile in the Region that is asked, and in none",
    input: first("global."),
    given: [hasProfile("global.")],
    expects: ({ region }) => ({
      status: 200,
      shape: v.looseObject({ models: v.strictTuple([modelIn(region), modelIn("")]) }),
    }),
    source: single("a comment in a public Terraform module, measured on 2026-09-16"),
  },
  {
    operation: "GetInferenceProfile",
    name: "does not find a profile that does not exist",
    input: { inferenceProfileIdentifier: "us.example.no-such-model-v1:0" },
    expects: { status: 404, code: "ResourceNotFoundException" },
    settles: "bedrock.profileNotFound",
    source: assumed("404 is in the service model; when it is sent is not"),
  },
];
