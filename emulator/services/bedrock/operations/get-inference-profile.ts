import { operation } from "../../../operation/operation";
import { inPath, text } from "../../../validation/shapes";
import { describeProfile, profileArn, profileAt } from "../inference-profiles";
import { refusals } from "../refusals";

export const getInferenceProfile = operation({
  name: "GetInferenceProfile",
  access: "read",
  http: { method: "GET", path: "/inference-profiles/{inferenceProfileIdentifier}", status: 200 },
  input: {
    inferenceProfileIdentifier: inPath(
      text({
        min: 1,
        max: 2048,
        pattern:
          /(arn:aws(|-us-gov|-cn|-iso|-iso-b):bedrock:(|[0-9a-z-]{0,20}):(|[0-9]{12}):(inference-profile|application-inference-profile)\/)?[a-zA-Z0-9-:.]+/,
      }),
    ),
  },
  subject: "inferenceProfileIdentifier",
  permissions: [
    {
      action: "bedrock:GetInferenceProfile",
      on: ({ inferenceProfileIdentifier: given }, call) =>
        given.startsWith("arn:") ? given : profileArn(given, call),
    },
  ],
  behaviours: [
    {
      source: "community-single",
      what: "the models of a global profile are one ARN without a Region and one of the Region that is asked",
    },
    { source: "design", what: "there are AWS's own profiles (SYSTEM_DEFINED), and none of an application's" },
  ],
  run({ inferenceProfileIdentifier: given }, call) {
    const profile = profileAt(given, call);
    if (!profile) throw refusals.profileNotFound();
    return describeProfile(profile, call);
  },
});
