import { assume } from "../../behaviours/assumptions";
import type { Behaviour } from "../../behaviours/behaviours";
import type { Call } from "../../operation/operation";
import { type Kind, partsOf } from "./arns";
import { modelsOfKind, statusOf } from "./models";

const deletedInSummaries = assume("comprehend.deletedInSummaries", "versions that are being deleted count", {
  leftOut: "they do not",
});

/** What holds for the summaries of either kind. */
export const summarizing: readonly Behaviour[] = [
  {
    source: "docs",
    what: "one entry for all versions of a name; the latest is the one that was submitted last",
  },
  { source: "docs", what: "the name whose latest version is the newest comes first (the CLI's examples)" },
  deletedInSummaries,
];

/** The versions of each name in one, the newest name first. */
export function summarize(kind: Kind, call: Call) {
  const models = modelsOfKind(kind, call)
    .filter((model) => statusOf(model, call) !== "DELETING" || !deletedInSummaries.is("leftOut", call))
    .sort((one, other) => other.submittedAt - one.submittedAt);
  const names = [...new Set(models.map(({ arn }) => partsOf(arn).name))];
  return names.map((name) => {
    const versions = models.filter(({ arn }) => partsOf(arn).name === name);
    const [latest] = versions;
    return {
      name,
      NumberOfVersions: versions.length,
      LatestVersionCreatedAt: new Date(latest!.submittedAt),
      LatestVersionName: partsOf(latest!.arn).version,
      LatestVersionStatus: statusOf(latest!, call),
    };
  });
}
