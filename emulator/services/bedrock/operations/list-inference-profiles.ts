import { operation } from "../../../operation/operation";
import { choice, inQuery } from "../../../validation/shapes";
import { describeProfile, profilesIn } from "../inference-profiles";
import { listing, onePage } from "../listing";

export const listInferenceProfiles = operation({
  name: "ListInferenceProfiles",
  access: "read",
  http: { method: "GET", path: "/inference-profiles", status: 200 },
  input: {
    maxResults: listing.maxResults,
    nextToken: listing.nextToken,
    typeEquals: inQuery(choice(["SYSTEM_DEFINED", "APPLICATION"]), "type"),
  },
  behaviours: [
    { source: "botocore", what: "typeEquals is called type in the query" },
    { source: "docs", what: "a profile is listed in the Regions it can be called in" },
  ],
  run(input, call) {
    const found = input.typeEquals === "APPLICATION" ? [] : profilesIn(call);
    const { items, ...rest } = onePage("ListInferenceProfiles", input, found, () => 0, call);
    return { inferenceProfileSummaries: items.map((profile) => describeProfile(profile, call)), ...rest };
  },
});
